"""The desk: the folder as it stands, its plan included, and the same with something changed.

Changes when an operation changes another part of a folder.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from planner.audit.acceptance import accept_confirmed
from planner.domain.applying import apply
from planner.domain.booking import Booking
from planner.domain.change import Change
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import Assignment, Plan, PreviousPlan
from planner.domain.production import Production, Requirement, Slot, Window


@dataclass(frozen=True)
class Desk:
    """A folder's content with the plan that stands in it: ``instance.previous`` is that plan, None without one.

    ``roles`` says how each role is spelled, by its name key, aliases included; ``roles_listed`` that no other may be
    used. ``crew_ids`` and ``production_ids`` say that identifiers have columns of their own; else names identify.
    ``undated`` are the Production IDs of what is cancelled and has no days; the instance does not know them.
    """

    instance: Instance
    roles: Mapping[str, str] = field(default_factory=dict)
    roles_listed: bool = False
    crew_ids: bool = True
    production_ids: bool = True
    undated: tuple[str, ...] = ()

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan; without one operations change the inputs alone."""
        return self.instance.previous is not None

    @cached_property
    def rows(self) -> tuple[Assignment, ...]:
        """Everybody's work: the plan's, outside of the plan window too; without one what confirmed bookings take."""
        if self.instance.previous is not None:
            return self.instance.previous.assignments
        return _seated(self.instance)

    @cached_property
    def plan(self) -> Plan:
        """The plan as it stands, every planned slot that nobody fills vacant; rows that nothing asks for stay."""
        rows = self.instance.published if self.has_plan else self.rows
        taken = {row.slot for row in rows}
        return Plan(rows, tuple(slot for slot in self.instance.slots if slot not in taken))

    @property
    def productions(self) -> Mapping[str, Production]:
        """Every production by Production ID, for the words in which it is told of."""
        return self.instance.production_by_id

    def work_of(self, crew_id: str) -> tuple[Assignment, ...]:
        """Return somebody's work by first day."""
        return self._work.get(crew_id, ())

    def team_of(self, production_id: str) -> tuple[Assignment, ...]:
        """Return a production's rows."""
        return self._teams.get(production_id, ())

    @cached_property
    def _teams(self) -> dict[str, tuple[Assignment, ...]]:
        return grouped(self.rows, lambda row: row.slot.production_id)

    @cached_property
    def _work(self) -> dict[str, tuple[Assignment, ...]]:
        work = grouped(self.rows, lambda row: row.crew_id)
        return {crew_id: tuple(sorted(mine, key=lambda row: row.slot.span)) for crew_id, mine in work.items()}

    def bookings_of(self, production_id: str, crew_id: str) -> tuple[Booking, ...]:
        """Return what is booked about a person and a production, released bookings included."""
        return tuple(
            booking
            for booking in self.instance.bookings
            if (booking.production_id, booking.crew_id) == (production_id, crew_id)
        )

    def requirements_of(self, production_id: str) -> tuple[Requirement, ...]:
        """Return what a production asks for."""
        return self.instance.requirements_of.get(production_id, ())

    def vacancies_of(self, production_id: str) -> tuple[Slot, ...]:
        """Return a production's slots that nobody fills, outside of the plan window too."""
        taken = Counter(row.slot.window for row in self.team_of(production_id))
        return tuple(
            Slot(*need.window, number)
            for need in self.requirements_of(production_id)
            for number in range(taken[need.window] + 1, need.count + 1)
        )


def applied(desk: Desk, *changes: Change) -> Desk:
    """Return the desk with changes of the input made; who works where stays. Raises CannotApply."""
    return replace(desk, instance=apply(desk.instance, changes))


def changed(desk: Desk, *, rows: Iterable[Assignment]) -> Desk:
    """Return the desk with other rows of the plan, where there is one."""
    if not desk.has_plan:
        return desk
    plan = PreviousPlan(tuple(sorted(rows, key=_row_order)))
    return replace(desk, instance=desk.instance.rebuilt(previous=plan))


def seat(rows: Iterable[Assignment], newcomers: Iterable[tuple[Requirement, str]]) -> tuple[Assignment, ...]:
    """Return the rows with people added to requirements, each on the lowest number that is free."""
    found = list(rows)
    numbers: dict[Window, set[int]] = defaultdict(set)
    for row in found:
        numbers[row.slot.window].add(row.slot.number)
    for need, crew_id in newcomers:
        taken = numbers[need.window]
        number = next(number for number in range(1, len(taken) + 2) if number not in taken)
        taken.add(number)
        found.append(Assignment(Slot(*need.window, number), crew_id))
    return tuple(found)


def _seated(instance: Instance) -> tuple[Assignment, ...]:
    """Return the slots that accepted confirmed bookings take, each person in each requirement once."""
    seats = dict.fromkeys((need, booking.crew_id) for booking, need in accept_confirmed(instance).cell_of.items())
    return seat((), seats)


def _row_order(row: Assignment) -> tuple[object, ...]:
    slot = row.slot
    return name_key(slot.production_id), name_key(slot.role), slot.span, slot.number, name_key(row.crew_id)
