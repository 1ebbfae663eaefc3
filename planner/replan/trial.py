"""A changed folder as it is planned again, so that nothing changes but what the change makes necessary.

Each requirement asks for as many people as it has, and for those that are demanded on top. Three levels stand for each
priority: what is demanded, then the slots that have people, then those that the change empties itself or that make
room for a booking. So it never trades up: what it demands empties nothing of a higher priority, and a slot that it
empties is filled again only at the cost of lower ones.
Changes when a change of a folder may move people for other reasons.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from planner.audit.board import Board
from planner.audit.hindrance import suits
from planner.domain.booking import Booking, BookingStatus
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.numbering import plan_from
from planner.domain.plan import Assignment, Plan, PreviousPlan
from planner.domain.production import Requirement, Window
from planner.domain.settings import GoalName

GOALS = (GoalName.COVERAGE, GoalName.STABILITY, GoalName.HOLDS, GoalName.MAIN_ROLE, GoalName.COST)
DEMANDED, FILLED, EMPTIED = -2, -1, 0  # from the last level of a priority


@dataclass(frozen=True)
class Trial:
    """A changed folder with the plan that it had, ``instance.previous``, of which the rows in ``gone`` cannot stay.

    ``demands`` are requirements with the people who have to be found, ``count``, and who they may be, ``only``.
    ``must_keep`` is a booking that has to be kept. With ``empties`` the slots of rows that are gone count after all
    that have people. A ``roomy`` trial also has a slot for each confirmed booking that some plan could keep.
    """

    instance: Instance
    gone: frozenset[Assignment] = frozenset()
    demands: tuple[Requirement, ...] = ()
    must_keep: Booking | None = None
    empties: bool = False
    roomy: bool = False

    @cached_property
    def folder(self) -> Instance:
        """What is planned for it: what is asked for, by level, and the rows that may stay."""
        needs = tuple(self._needs())
        asking = {need.production_id for need in needs if need.count > 0}
        return self.instance.rebuilt(
            requirements=needs,
            bookings=tuple(self._bookings(asking)),
            settings=replace(self.instance.settings, goals=GOALS),
            previous=PreviousPlan(tuple(row for row in self._rows if row not in self.gone)),
        )

    @property
    def vital(self) -> frozenset[int]:
        """The levels at which a vacant slot is a demand that is not met."""
        return frozenset(self._level(demand, DEMANDED) for demand in self.demands)

    def rows_with(self, assignments: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
        """Return all rows of the changed folder once these are its plan; what nothing asks for stays."""
        takers: dict[Requirement, list[str]] = defaultdict(list)
        for row in assignments:
            takers[self._planned[row.slot.window]].append(row.crew_id)
        planned = plan_from(self.instance, takers).assignments
        stray = (row for row in self.instance.published if row.slot.window not in self._planned)
        return (*planned, *self.instance.carried, *stray)

    @property
    def _rows(self) -> tuple[Assignment, ...]:
        return self.instance.previous.assignments if self.instance.previous else ()

    @cached_property
    def _planned(self) -> dict[Window, Requirement]:
        return {need.window: need for need in self.instance.planned_requirements}

    @cached_property
    def _board(self) -> Board:
        return Board(self.instance, Plan(self.instance.published, ()))

    @cached_property
    def _team(self) -> dict[Window, set[str]]:
        """The people of each window, those who cannot stay too."""
        rows = grouped(self._rows, lambda row: row.slot.window)
        return {window: {row.crew_id for row in team} for window, team in rows.items()}

    def _needs(self) -> Iterator[Requirement]:
        """Yield every requirement with the people it has, who are booked for it, or who are demanded."""
        for need in self.instance.requirements:
            window = need.window
            if window not in self._planned:
                yield need  # carried over as it is
                continue
            mine = [demand for demand in self.demands if demand.window == window]
            named = [demand for demand in mine if demand.only is not None]
            team = self._team.get(window, set())
            met = sum(min(demand.count, len(team & (demand.only or set()))) for demand in named)
            others = min(self.asked[window] - met, need.count - sum(demand.count for demand in named))
            stay = len(team) - self._own_empty[window] - met
            first = max(0, others if len(mine) > len(named) else min(stay, others))
            kind = DEMANDED if len(mine) > len(named) else FILLED
            yield from (replace(demand, level=self._level(need, DEMANDED)) for demand in named)
            yield replace(need, count=first, level=self._level(need, kind))
            yield replace(need, count=max(0, others) - first, level=self._level(need, EMPTIED))

    def _level(self, need: Requirement, kind: int) -> int:
        return 3 * self.instance.production_by_id[need.production_id].priority + kind

    @cached_property
    def _own_empty(self) -> Counter[Window]:
        """How many slots of each requirement the change empties itself.

        With whole staffing a slot less is a production less.
        """
        emptied = Counter(row.slot.window for row in self.gone) if self.empties else Counter[Window]()
        if self.instance.settings.whole_staffing:
            productions = {window.production_id for window in emptied}
            emptied.update({w: need.count for w, need in self._planned.items() if w.production_id in productions})
        return emptied

    @cached_property
    def asked(self) -> Counter[Window]:
        """How many people each requirement asks for, those of whom a demand names some left out."""
        seats: dict[Window, set[str]] = defaultdict(set)
        for booking, need in self._board.acceptance.cell_of.items() if self.roomy else ():
            if not self._board.left_out(booking.production_id):
                seats[need.window].add(booking.crew_id)
        asked = Counter({window: len(self._team.get(window, set()) | seats[window]) for window in self._planned})
        for demand in self.demands:
            asked[demand.window] = max(asked[demand.window], demand.count if demand.only is None else 0)
        if self.must_keep is not None:
            asked.update(self._room_for(self.must_keep, asked))
        if self.instance.settings.whole_staffing:
            staffed = {window.production_id for window, count in asked.items() if count > 0}
            asked |= Counter({w: need.count for w, need in self._planned.items() if w.production_id in staffed})
        return asked

    def _room_for(self, booking: Booking, asked: Counter[Window]) -> list[Window]:
        """Return the window that one more person is asked for, where a booking could be kept in a vacant slot."""
        person, nevers = self.instance.crew_by_id[booking.crew_id], self._board.nevers
        fitting = [w for w, need in self._planned.items() if booking.speaks_of(w) and asked[w] < need.count]
        return sorted(fitting, key=lambda w: not suits(person, self._planned[w], nevers))[:1]

    def _bookings(self, asking: set[str]) -> Iterator[Booking]:
        """Yield the confirmed bookings that have to be kept, and all of other kinds; no release speaks of a demand."""
        accepted = set(self._board.acceptance.accepted)
        called = tuple(self._called_back())
        for booking in self.instance.bookings:
            due = booking in accepted and booking.production_id in asking
            stands = due or booking == self.must_keep or booking.status is not BookingStatus.CONFIRMED
            if stands and not any(replace(one, status=booking.status, rank=booking.rank) == booking for one in called):
                yield booking
        yield from called

    def _called_back(self) -> Iterator[Booking]:
        """Yield a hold for everybody whom a demand may mean and who is released there: they will be booked for it."""
        for demand in self.demands:
            for crew_id in sorted(demand.only or ()):
                if self.instance.is_released(crew_id, demand):
                    yield Booking.of(demand, crew_id, BookingStatus.HOLD, 9, typed=True)
