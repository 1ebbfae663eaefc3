"""The instance as the solver sees it: needs and people by number, days as ordinals, everything personal looked up once.

Changes when a fact about one person and one need starts or stops to forbid or force work.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import Assignment
from planner.domain.settings import GoalName
from planner.solver.model.availability import employed_runs, free_windows
from planner.solver.model.need import Days, Need, Wish


class Problem:
    """An instance by numbers: ``needs`` and ``people`` in the instance's order, which row order cannot change."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.settings = instance.settings
        self.gap_days = instance.settings.gap_days
        self.people = instance.crew
        self.person_of = {person.crew_id: number for number, person in enumerate(self.people)}
        self.productions = instance.planned_productions
        self._number_of = {production.production_id: number for number, production in enumerate(self.productions)}
        self.needs = tuple(
            Need(
                index,
                need,
                need.span.first_day.toordinal(),
                need.span.last_day.toordinal(),
                need.count,
                need.role,
                self._number_of[need.production_id],
                self.productions[self._number_of[need.production_id]].priority if need.level is None else need.level,
                instance.paid_days(need),
            )
            for index, need in enumerate(instance.planned_requirements)
        )
        self.needs_at = grouped((need.index for need in self.needs), lambda n: self.needs[n].requirement.window)

    def aims_at(self, goal: GoalName) -> bool:
        """Whether ``goal`` is among the goals of this run."""
        return goal in self.settings.goals

    @property
    def counts_people(self) -> bool:
        """Whether a goal looks at each person's work as a whole."""
        return self.aims_at(GoalName.HEADCOUNT) or self.aims_at(GoalName.BALANCE)

    @cached_property
    def needs_of_production(self) -> list[list[int]]:
        """Need numbers per production number."""
        numbers: list[list[int]] = [[] for _ in self.productions]
        for need in self.needs:
            numbers[need.production].append(need.index)
        return numbers

    @cached_property
    def needs_of_role(self) -> dict[str, list[int]]:
        """Need numbers per role, by first day."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for need in sorted(self.needs, key=lambda n: (n.first, n.last, n.index)):
            numbers[need.role].append(need.index)
        return dict(numbers)

    @cached_property
    def needs_with_others(self) -> frozenset[int]:
        """The needs of which the production has more than one in the role."""
        known = Counter((need.production, need.role) for need in self.needs)
        return frozenset(need.index for need in self.needs if known[need.production, need.role] > 1)

    @cached_property
    def first_days_of_role(self) -> dict[str, list[int]]:
        """The first days of :attr:`needs_of_role`, for searching."""
        return {role: [self.needs[n].first for n in numbers] for role, numbers in self.needs_of_role.items()}

    @cached_property
    def windows(self) -> list[list[Days]]:
        """Per person the days on which they are employed and not away, as maximal runs within the days of the plan."""
        return [free_windows(member, self.horizon) if self.needs else [] for member in self.people]

    @cached_property
    def horizon(self) -> Days:
        """First and last day of any need."""
        return min(need.first for need in self.needs), max(need.last for need in self.needs)

    @cached_property
    def bans(self) -> dict[int, frozenset[int]]:
        """Needs closed to a person although role and days fit: ``never``, work carried from outside, for others."""
        closed: dict[int, set[int]] = defaultdict(set)
        for booking in self.instance.standing_bookings:
            if booking.status is BookingStatus.NEVER:
                about = self._of_production(booking.production_id)
                never = (n for n in about if self.instance.is_never(booking.crew_id, self.needs[n].requirement))
                closed[self.person_of[booking.crew_id]].update(never)
        for person, member in enumerate(self.people):
            if len(member.employments) > 1:
                closed[person].update(self._outside_their_role(member))
        for carried in self.instance.carried:
            person = self.person_of[carried.crew_id]
            span = carried.slot.span
            for role in self.people[person].roles:
                for number in self.needs_of_role.get(role, ()):
                    need = self.needs[number]
                    same = need.requirement.production_id == carried.slot.production_id
                    if need.requirement.span.free_days_between(span) < (0 if same else self.gap_days):
                        closed[person].add(number)
        for number, person in self._for_others():
            closed[person].add(number)
        return {person: frozenset(numbers) for person, numbers in closed.items()}

    def _for_others(self) -> Iterator[tuple[int, int]]:
        """Yield (need, person) for the needs that only some people may take, and everybody else."""
        for need in self.needs:
            only = need.requirement.only
            if only is not None:
                yield from ((need.index, n) for n, member in enumerate(self.people) if member.crew_id not in only)

    def _outside_their_role(self, member: CrewMember) -> Iterator[int]:
        """Yield the needs for which somebody has the role, but not in an employment that holds all their days."""
        for role in member.roles:
            runs = employed_runs(member, self.horizon, role)
            for number in self.needs_of_role.get(role, ()):
                need = self.needs[number]
                if not any(first <= need.first and need.last <= last for first, last in runs):
                    yield number

    def beginning(self, role: str, window: Days) -> int:
        """How many needs of a role begin within the window."""
        firsts = self.first_days_of_role.get(role, [])
        return bisect_right(firsts, window[1]) - bisect_left(firsts, window[0])

    def extent(self, role: str, window: Days) -> Days | None:
        """Return the first and last day of all needs of a role that lie wholly within the window, None without any."""
        numbers, firsts = self.needs_of_role.get(role, []), self.first_days_of_role.get(role, [])
        later = islice(numbers, bisect_left(firsts, window[0]), None)
        begins = (self.needs[n].first for n in later if self.needs[n].last <= window[1])
        start = next(begins, None)
        if start is None or start > window[1]:
            return None
        by_last, lasts = self._by_last_day[role]
        at = bisect_right(lasts, window[1]) - 1
        while self.needs[by_last[at]].first < window[0]:
            at -= 1
        return start, lasts[at]

    @cached_property
    def _by_last_day(self) -> dict[str, tuple[list[int], list[int]]]:
        """Per role its needs by last day, and those days."""
        found = {}
        for role, numbers in self.needs_of_role.items():
            by_last = sorted(numbers, key=lambda n: (self.needs[n].last, n))
            found[role] = by_last, [self.needs[n].last for n in by_last]
        return found

    def may_take(self, person: int, need: int) -> bool:
        """Whether no rule about this person alone forbids the need."""
        wanted = self.needs[need]
        for first, last in self.windows[person]:
            if first <= wanted.first and wanted.last <= last:
                return wanted.role in self.people[person].roles and need not in self.bans.get(person, ())
        return False

    def matching(self, booking: Booking) -> list[int]:
        """The planned needs in which a booking would be kept."""
        about = self._of_production(booking.production_id)
        return [n for n in about if self.instance.is_kept_in(booking, self.needs[n].requirement)]

    def _of_production(self, production_id: str) -> list[int]:
        """Return the needs of a production, none when it has none in the plan."""
        number = self._number_of.get(production_id)
        return [] if number is None else self.needs_of_production[number]

    @cached_property
    def holds(self) -> tuple[Wish, ...]:
        """Every hold that stands, with the needs in which it would be kept (none when no rule allows it)."""
        return tuple(
            self.wish(self.person_of[booking.crew_id], self.matching(booking), booking.rank)
            for booking in self.instance.standing_bookings
            if booking.status is BookingStatus.HOLD
        )

    @cached_property
    def published(self) -> tuple[Wish, ...]:
        """Every (production, role, person) of the previous plan with its rows, and the needs in which they are kept."""
        triples = Counter((a.slot.production_id, a.slot.role, a.crew_id) for a in self.instance.wished)
        wishes = []
        for production_id, role, crew_id in sorted(triples, key=lambda t: tuple(map(name_key, t))):
            about = (n for n in self._of_production(production_id) if self.needs[n].role == role)
            bound = [n for n in about if not self.instance.is_released(crew_id, self.needs[n].requirement)]
            wish = self.wish(self.person_of[crew_id], bound)
            wishes.append(replace(wish, rows=triples[production_id, role, crew_id]))
        return tuple(wishes)

    @cached_property
    def published_takes(self) -> frozenset[tuple[int, int]]:
        """The (person, need) pairs of the previous plan whose slot still exists and which no rule forbids alone."""
        return self.takes_of(self.instance.wished)

    @cached_property
    def previous_takes(self) -> frozenset[tuple[int, int]]:
        """All of :attr:`published_takes`, and those from which their person is released."""
        return self.takes_of(self.instance.published)

    def takes_of(self, rows: Iterable[Assignment]) -> frozenset[tuple[int, int]]:
        """The (person, need) pairs of some rows whose slot exists and which no rule forbids alone."""
        pairs: set[tuple[int, int]] = set()
        for a in rows:
            person = self.person_of[a.crew_id]
            there = [n for n in self.needs_at.get(a.slot.window, ()) if self.may_take(person, n)]
            pairs.update((person, need) for need in there[-1:])
        return frozenset(pairs)

    @cached_property
    def published_windows(self) -> tuple[Wish, ...]:
        """Everybody of the previous plan in their very window."""
        return tuple(
            self.wish(person, list(self.needs_at[self.needs[need].requirement.window]))
            for person, need in sorted(self.published_takes)
        )

    @cached_property
    def released_takes(self) -> frozenset[tuple[int, int]]:
        """The (person, need) pairs where somebody is released and no rule forbids them alone."""
        pairs = {(b.production_id, b.crew_id) for b in self.instance.bookings if b.status is BookingStatus.RELEASED}
        return frozenset(
            (self.person_of[crew_id], need)
            for production_id, crew_id in pairs
            for need in self._of_production(production_id)
            if self.instance.is_released(crew_id, self.needs[need].requirement)
            and self.may_take(self.person_of[crew_id], need)
        )

    def is_main_role(self, person: int, need: int) -> bool:
        """Whether the need's role is the main one of the employment that somebody has on its first day."""
        wanted, member = self.needs[need], self.people[person]
        one = member.employments[0]
        if len(member.employments) > 1:
            one = member.employment_on(wanted.requirement.span.first_day) or one
        return one.main_role == wanted.role

    def pay_cents(self, person: int, need: int) -> int:
        """Return what somebody costs in a need: their day rate on each of its paid days."""
        member, wanted = self.people[person], self.needs[need]
        if len(member.employments) == 1:
            return member.employments[0].day_rate_cents * wanted.paid
        return self.instance.pay_cents(member.crew_id, wanted.requirement)

    def wish(self, person: int, needs: list[int], rank: int = 0) -> Wish:
        """Return the wish for a person, with only the needs that no rule about them alone forbids."""
        return Wish(person, tuple(n for n in needs if self.may_take(person, n)), rank)
