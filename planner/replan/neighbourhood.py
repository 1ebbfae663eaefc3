"""A part of a folder as a folder of its own: some windows, and who may take them beside the rows that stay.

Changes when another part of a folder takes part in moving people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from planner.domain.booking import Booking, BookingStatus
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan, PreviousPlan
from planner.domain.production import Requirement, Window
from planner.domain.settings import GoalName
from planner.replan.standing import Standing, Stays


@dataclass(frozen=True)
class Neighbourhood:
    """Some rows of a plan that may move, around windows in which somebody is wanted."""

    standing: Standing
    wanted: tuple[Window, ...]
    rows: frozenset[Assignment]

    @cached_property
    def instance(self) -> Instance:
        """The folder of what may move here; all other work stays, so what can be planned here can be planned there."""
        return self._part(lambda row: row not in self.rows, self.standing.folder.settings.goals)

    @cached_property
    def hopeful(self) -> Instance:
        """The same as if all other work gave way, so that what is planned in the whole folder can be planned here."""
        return self._part(self.standing.is_fixed, (GoalName.COVERAGE, GoalName.STABILITY))

    @cached_property
    def _windows(self) -> dict[Window, None]:
        return dict.fromkeys((*self.wanted, *(row.slot.window for row in self.rows)))

    def _part(self, stays: Stays, goals: tuple[GoalName, ...]) -> Instance:
        folder, needs = self.standing.folder, tuple(self._needs(stays))
        people = {c for need in needs for c in need.only or ()} | {row.crew_id for row in self.rows}
        titles = {need.production_id for need in needs}
        return Instance.sorted(
            tuple(folder.crew_by_id[crew_id] for crew_id in people),
            tuple(p for p in folder.productions if p.production_id in titles),
            needs,
            tuple(
                b
                for b in folder.bookings
                if b.crew_id in people and b.production_id in titles and self._counts(b, stays)
            ),
            replace(folder.settings, goals=goals),
            PreviousPlan(tuple(row for row in self.standing.rows if row in self.rows)),
        )

    def _needs(self, stays: Stays) -> Iterator[Requirement]:
        """Yield what is lacking beside the rows that stay, with everybody who is free beside them."""
        standing = self.standing
        for window in self._windows:
            staying = [row for row in standing.team.get(window, ()) if stays(row)]
            for need, count in standing.left(window, staying).items():
                if count:
                    able = (c for c in standing.takers(window) if need.only is None or c in need.only)
                    people = frozenset(c for c in able if standing.is_free(c, need, stays))
                    yield replace(need, count=count, only=people)

    def _booked(self, people: set[str], titles: set[str]) -> Iterator[Booking]:
        return (b for b in self.standing.folder.bookings if b.crew_id in people and b.production_id in titles)

    def _counts(self, booking: Booking, stays: Stays) -> bool:
        """Whether something is booked here: not what is kept by a row that stays, or may be kept elsewhere."""
        if booking.status not in (BookingStatus.CONFIRMED, BookingStatus.HOLD):
            return True
        kept = any(stays(row) for row in self.standing.board.keeping(booking))
        return not kept and all(window in self._windows for window in self.standing.cells(booking))

    def loses_booking(self, plan: Plan) -> bool:
        """Whether a plan of this does not keep a confirmed booking that only rows of this can keep."""
        board, people = self.standing.board, {row.crew_id for row in self.rows}
        due = [b for b in self.standing.unkept if any(w in self._windows for w in self.standing.cells(b))]
        for booking in board.acceptance.accepted:
            rows = board.keeping(booking) if booking.crew_id in people else ()
            if rows and self.rows.issuperset(rows):
                due.append(booking)
        return any(
            not any(row.crew_id == booking.crew_id and board.is_about(booking, row.slot) for row in plan.assignments)
            for booking in due
        )
