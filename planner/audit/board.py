"""A plan laid out for looking things up: who works where, who holds which role, which bookings are kept.

Changes when a rule or a report needs another way to look at a plan.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.audit.acceptance import Acceptance, accept_confirmed
from planner.audit.hindrance import Nevers, keeps, nevers_of
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Job, Production, Requirement, Slot, Window
from planner.domain.span import DateSpan


@dataclass(frozen=True)
class Board:
    """An instance and a plan for it; everything else here only arranges what they say."""

    instance: Instance
    plan: Plan

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """The plan's rows of people who exist; the rule ``unknown-crew`` tells of the others."""
        return tuple(a for a in self.plan.assignments if a.crew_id in self.instance.crew_by_id)

    @cached_property
    def planned(self) -> frozenset[Assignment]:
        """The rows of the plan, as against what is carried from the previous one."""
        return frozenset(self.assignments)

    @cached_property
    def work(self) -> dict[str, tuple[Assignment, ...]]:
        """Per person everything they work on by first day, what is carried included."""
        rows: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in (*self.assignments, *self.instance.carried):
            rows[assignment.crew_id].append(assignment)
        return {crew_id: tuple(sorted(mine, key=lambda a: a.slot.span)) for crew_id, mine in rows.items()}

    def work_near(self, crew_id: str, job: Job) -> tuple[Assignment, ...]:
        """Return the part of somebody's work that could be too close to a job; all the rest is far away."""
        return self.work_around(crew_id, job.span)

    def work_around(self, crew_id: str, span: DateSpan) -> tuple[Assignment, ...]:
        """Return somebody's work on some days, and all that could be too close to work on them."""
        begins = self._begins.get(crew_id)
        if not begins:
            return ()
        gap_days = self.instance.settings.gap_days
        first, last = span.first_day.toordinal(), span.last_day.toordinal()
        start = bisect_left(begins, first - gap_days - self._longest)
        return self.work[crew_id][start : bisect_right(begins, last + gap_days)]

    def at_work(self, crew_id: str, day: date) -> Slot | None:
        """Return the slot that somebody works on a day; in a plan without overlap there is at most one."""
        begins = self._begins.get(crew_id, [])
        before = bisect_right(begins, day.toordinal())
        slot = self.work[crew_id][before - 1].slot if before else None
        return slot if slot and slot.span.last_day >= day else None

    @cached_property
    def _begins(self) -> dict[str, list[int]]:
        return {crew_id: [row.slot.span.first_day.toordinal() for row in mine] for crew_id, mine in self.work.items()}

    @cached_property
    def _longest(self) -> int:
        return max(row.slot.span.days for mine in self.work.values() for row in mine)

    @cached_property
    def _on_production(self) -> dict[tuple[str, str], tuple[Assignment, ...]]:
        return grouped(self.assignments, lambda row: (row.crew_id, row.slot.production_id))

    def on_production(self, crew_id: str, production_id: str) -> tuple[Assignment, ...]:
        """Return the rows of the plan that somebody has on a production."""
        return self._on_production.get((crew_id, production_id), ())

    def keeping(self, booking: Booking) -> tuple[Assignment, ...]:
        """Return the rows that keep a booking.

        That is its person on its production, in its role when it names one, within its days when it has them, and where
        no more specific booking says never or released.
        """
        rows = self.on_production(booking.crew_id, booking.production_id)
        return tuple(a for a in rows if self.is_about(booking, a.slot))

    def is_about(self, booking: Booking, job: Job) -> bool:
        """Whether a booking would be kept by its person in a job."""
        return keeps(booking, job, self._bookings_of[booking.production_id, booking.crew_id])

    @cached_property
    def _bookings_of(self) -> dict[tuple[str, str], tuple[Booking, ...]]:
        return grouped(self.instance.bookings, lambda booking: (booking.production_id, booking.crew_id))

    @cached_property
    def filled(self) -> dict[Requirement, tuple[str, ...]]:
        """Per planned requirement the people who fill its slots."""
        people: dict[Window, list[str]] = defaultdict(list)
        for a in self.assignments:
            people[a.slot.window].append(a.crew_id)
        return {need: tuple(people.get(need.window, ())) for need in self.instance.planned_requirements}

    @cached_property
    def _rows_of(self) -> dict[str, tuple[Assignment, ...]]:
        return grouped(self.assignments, lambda row: row.slot.production_id)

    def rows_of(self, production_id: str) -> tuple[Assignment, ...]:
        """Return a production's rows of the plan."""
        return self._rows_of.get(production_id, ())

    @property
    def productions(self) -> dict[str, Production]:
        """Every production by Production ID, for the words in which it is told of."""
        return self.instance.production_by_id

    @cached_property
    def windows(self) -> frozenset[Window]:
        """Production, role and days of every planned requirement."""
        return frozenset(need.window for need in self.instance.planned_requirements)

    def is_planned(self, slot: Slot) -> bool:
        """Whether a slot's production, role and days are among the planned requirements."""
        return slot.window in self._need_of

    def need_of(self, slot: Slot) -> Requirement:
        """Return the planned requirement of a planned slot."""
        return self._need_of[slot.window]

    @cached_property
    def _need_of(self) -> dict[Window, Requirement]:
        return {need.window: need for need in self.instance.planned_requirements}

    @cached_property
    def published(self) -> frozenset[Assignment]:
        """The rows that the previous plan had, slot numbers aside, as rows of this plan."""
        before = {(a.crew_id, a.slot.window) for a in self.instance.published}
        return frozenset(a for a in self.assignments if (a.crew_id, a.slot.window) in before)

    @cached_property
    def requirements_of(self) -> dict[str, tuple[Requirement, ...]]:
        """Per production its planned requirements."""
        return grouped(self.instance.planned_requirements, lambda need: need.production_id)

    @property
    def all_requirements_of(self) -> dict[str, tuple[Requirement, ...]]:
        """Per production its requirements, those outside the plan window and for nobody too."""
        return self.instance.requirements_of

    @cached_property
    def vacant(self) -> dict[str, tuple[Slot, ...]]:
        """Per planned production the slots that nobody fills."""
        taken = {assignment.slot for assignment in self.assignments}
        empty: dict[str, list[Slot]] = {p.production_id: [] for p in self.instance.planned_productions}
        for slot in self.instance.slots:
            if slot not in taken:
                empty[slot.production_id].append(slot)
        return {production_id: tuple(slots) for production_id, slots in empty.items()}

    def left_out(self, production_id: str) -> bool:
        """Whether whole staffing gives a planned production nobody at all."""
        return self.instance.settings.whole_staffing and not any(
            self.filled[need] for need in self.requirements_of.get(production_id, ())
        )

    @cached_property
    def holders(self) -> dict[str, tuple[CrewMember, ...]]:
        """Per role the people who hold it, as role or other role, by Crew ID."""
        people: dict[str, list[CrewMember]] = defaultdict(list)
        for person in self.instance.crew:
            for role in dict.fromkeys(person.roles):
                people[role].append(person)
        return {role: tuple(mine) for role, mine in people.items()}

    @cached_property
    def nevers(self) -> Nevers:
        """Where a booking says never."""
        return nevers_of(self.instance)

    @cached_property
    def acceptance(self) -> Acceptance:
        """Which confirmed bookings every plan has to keep."""
        return accept_confirmed(self.instance)

    @cached_property
    def kept_bookings(self) -> dict[str, tuple[Booking, ...]]:
        """Per person the confirmed bookings and holds that the plan keeps, the strongest first."""
        kept: dict[str, list[Booking]] = defaultdict(list)
        for booking in self.instance.standing_bookings:
            if booking.status is not BookingStatus.NEVER and self.keeping(booking):
                kept[booking.crew_id].append(booking)
        return {crew_id: tuple(sorted(mine, key=lambda b: b.rank)) for crew_id, mine in kept.items()}

    @cached_property
    def confirmed_rows(self) -> frozenset[Assignment]:
        """The rows that keep a confirmed booking."""
        return frozenset(
            row
            for bookings in self.kept_bookings.values()
            for booking in bookings
            if booking.status is BookingStatus.CONFIRMED
            for row in self.keeping(booking)
        )

    def priority(self, production_id: str) -> int:
        """Return a production's priority; an unknown one comes last."""
        production = self.instance.production_by_id.get(production_id)
        return production.priority if production else 6

    def rank_of(self, production_id: str) -> tuple[int, str]:
        """Return the order in which productions are told of: priority, then Production ID."""
        return self.priority(production_id), name_key(production_id)
