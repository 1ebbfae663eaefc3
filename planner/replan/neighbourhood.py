"""A part of a folder as a folder of its own: some windows, and everybody who may take them beside the rows that stay.

Changes when another part of a folder takes part in moving people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice

from planner.domain.booking import Booking, BookingStatus
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan, PreviousPlan
from planner.domain.production import Requirement, Window
from planner.domain.settings import GoalName
from planner.domain.span import DateSpan
from planner.replan.rings import movable_around
from planner.replan.standing import Standing, Stays
from planner.replan.wanted import Wanted

KEPT = (BookingStatus.CONFIRMED, BookingStatus.HOLD)


@dataclass(frozen=True)
class Neighbourhood:
    """Some rows of a plan that may move, around what is wanted of it."""

    standing: Standing
    wanted: Wanted
    rows: frozenset[Assignment]

    @cached_property
    def instance(self) -> Instance:
        """The folder of what may move here; all other work stays, so what can be planned here can be planned there.

        Right after coverage counts that whoever has work stays there; whole productions are not in sight here.
        """
        goals: list[GoalName] = [
            g for g in self.standing.folder.settings.goals if g not in (GoalName.STABILITY, GoalName.WHOLE)
        ]
        goals.insert(goals.index(GoalName.COVERAGE) + 1, GoalName.STABILITY)
        return self._part(lambda row: row not in self.rows, tuple(goals))

    @cached_property
    def hopeful(self) -> Instance:
        """The same as if all other work gave way, so that what is planned in the whole folder can be planned here."""
        return self._part(self.standing.is_fixed, (GoalName.COVERAGE, GoalName.STABILITY))

    @cached_property
    def _windows(self) -> dict[Window, None]:
        return dict.fromkeys((*self.wanted.places, *(row.slot.window for row in self.rows)))

    def _part(self, stays: Stays, goals: tuple[GoalName, ...]) -> Instance:
        folder, needs = self.standing.folder, tuple(self._needs(stays))
        windows = dict.fromkeys((*(need.window for need in needs), *self.wanted.windows))
        people = self._people(windows, stays)
        part = folder.part(people, {need.production_id for need in needs})
        return part.rebuilt(
            requirements=needs,
            bookings=tuple(booking for booking in part.bookings if self._counts(booking, stays)),
            settings=replace(folder.settings, goals=goals, whole_staffing=False),
            previous=PreviousPlan(self.standing.in_order(self.rows)),
            beside=tuple(self._beside(people, windows, stays)),
        )

    def _needs(self, stays: Stays) -> Iterator[Requirement]:
        """Yield what is wanted beside the rows that stay."""
        for window in self._windows:
            team = self.standing.team.get(window, ())
            staying = [row for row in team if stays(row)]
            places = len(team) - len(staying) + self.wanted.places.get(window, 0)
            for need, lacking in self.standing.left(window, staying).items():
                count = min(lacking, places)
                places -= count
                if count:
                    yield replace(need, count=count)

    def _people(self, windows: dict[Window, None], stays: Stays) -> set[str]:
        """Return who may take any of some windows, has work that may move, or is wanted."""
        standing = self.standing
        people = {c for c in self.wanted.people if c in standing.folder.crew_by_id} | {row.crew_id for row in self.rows}
        for window in windows:
            new = (c for c in standing.takers(window) if c not in people)
            people.update([crew_id for crew_id in new if standing.is_free(crew_id, window, stays)])
        return people

    def _beside(self, people: set[str], windows: dict[Window, None], stays: Stays) -> Iterator[Assignment]:
        """Yield the work of some people that stays near some windows."""
        if windows:
            first, last = min(w.span.first_day for w in windows), max(w.span.last_day for w in windows)
            for crew_id in sorted(people):
                work = self.standing.board.work_around(crew_id, DateSpan(first, last))
                yield from (row for row in work if stays(row))

    def _counts(self, booking: Booking, stays: Stays) -> bool:
        """Whether something is booked here: not what is kept by a row that stays, or may be kept elsewhere."""
        if booking.status not in KEPT:
            return True
        kept_by = self.standing.board.keeping(booking)
        if kept_by:
            return not any(map(stays, kept_by))
        due = booking.status is BookingStatus.HOLD or booking in self.standing.unkept
        return due and all(window in self._windows for window in self.standing.cells(booking))

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


def grown_around(standing: Standing, wanted: Wanted) -> Iterator[Neighbourhood]:
    """Yield what is wanted with the rows that move in any case, then also with those in the way, and so on."""
    rows: frozenset[Assignment] = frozenset()
    for ring in movable_around(standing, wanted):
        rows |= frozenset(ring)
        yield Neighbourhood(standing, wanted, rows)


def small_around(standing: Standing, wanted: Wanted, most_rows: int) -> Iterator[Neighbourhood]:
    """Yield the first of these, and then one that holds as many rows as it may, the nearest."""
    rings = movable_around(standing, wanted)
    first = next(rings)
    yield Neighbourhood(standing, wanted, frozenset(first))
    near = tuple(islice(chain.from_iterable(rings), max(0, most_rows - len(first))))
    if near:
        yield Neighbourhood(standing, wanted, frozenset((*first, *near)))
