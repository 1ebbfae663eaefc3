"""A suggestion tried by planning again: a remedy when that fills what it is about and leaves nothing else empty.

Changes when a suggestion should be accepted, or its promise worked out, in another way.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.audit import Board
from planner.audit.able import Able
from planner.audit.acceptance import accept_confirmed
from planner.audit.goals import goal_values
from planner.audit.wording import person_in_words, with_and
from planner.domain.applying import apply
from planner.domain.booking import Booking, BookingStatus
from planner.domain.change import Book, Change
from planner.domain.instance import Instance
from planner.domain.named_hires import named
from planner.domain.plan import Plan
from planner.domain.production import Requirement, Slot, Window
from planner.domain.remedy import GoalShift, Remedy, RemedyKind
from planner.remedies.glance import shifts_between, shifts_of
from planner.remedies.patch import Patch, changes_in, patches_around, whole_folder
from planner.remedies.promise import binding
from planner.remedies.suggestion import Suggestion
from planner.solver import solve
from planner.solver.together import Cover, can_fill_together

EXACT_SLOTS = 60
"""Folders with more slots than this are not planned again as a whole for every suggestion."""
MOST_WORK = 0.1
"""Deterministic seconds for whether a suggestion may fill what it should; what takes longer is hardly ever possible."""
PER_TRIAL = 4
PER_SOLVE = 25
IN_THIS_SLOT, FOR_ALL = "in this slot", "for what they fill"


class Work:
    """The work that remedies may take, in units of about a millisecond; counted, so that every run ends alike."""

    def __init__(self, units: float) -> None:
        self._left = units

    def spend(self, units: float) -> None:
        """Take note of work that is to be done."""
        self._left -= units

    @property
    def is_left(self) -> bool:
        """Whether more may be begun."""
        return self._left > 0


@dataclass(frozen=True)
class Trials:
    """Tries suggestions on a plan; small folders with a proven plan are planned whole, others around a vacancy."""

    board: Board
    able: Able
    work: Work

    @property
    def exact(self) -> bool:
        """Whether every suggestion is tried on the whole folder."""
        plan = self.board.plan
        return len(self.board.instance.slots) <= EXACT_SLOTS and bool(plan.goals) and plan.status == "optimal"

    @cached_property
    def _values(self) -> dict[str, int]:
        return goal_values(self.board)

    def of(self, suggestion: Suggestion) -> Remedy | None:
        """Return the remedy that a suggestion turns out to be, or None; around a vacancy first moving nobody."""
        patches = [whole_folder(self.board)] if self.exact else patches_around(self.board, self.able, suggestion)
        return next((found for patch in patches if (found := self._on(patch, suggestion)) is not None), None)

    def _on(self, patch: Patch, suggestion: Suggestion) -> Remedy | None:
        self.work.spend(PER_TRIAL + len(patch.rows) / 10)
        there = apply(patch.instance, changes_in(patch.instance, self.board.instance, suggestion.changes))
        least = self._least(patch, suggestion)
        if not _may_be_filled(there, least):
            return None
        self.work.spend(PER_SOLVE + len(patch.rows))
        plan = solve(there, threads=1, time_limit_s=0)
        filled = Counter(row.slot.window for row in plan.assignments)
        shifts = self._shifts(patch, suggestion, plan)
        covered = [shift.by for shift in shifts if shift.goal == "coverage"]
        if not covered or covered[0] <= 0:
            return None
        # With whole staffing a production around the vacancy may not lose a slot, but the patch does not know that.
        partly = self.board.instance.settings.whole_staffing and not self.exact
        must = list(least) if partly else [need.window for need in suggestion.asks]
        missed = any(filled[window] < least[window] for window in must)
        if missed and not (suggestion.any_of and sum(covered) >= len(suggestion.wanted)):
            return None
        fills = self._fills(patch, suggestion, filled)
        exact = self.exact and plan.status == "optimal"
        books = any(isinstance(change, Book) for change in suggestion.changes)
        if self.exact and (books or suggestion.kind is not RemedyKind.HIRE):
            return Remedy(suggestion.kind, suggestion.what, suggestion.days, suggestion.changes, fills, shifts, exact)
        # Of a whole folder this plan is the best one, but who is hired will have another Crew ID and a rate.
        promised = self._promised(patch, suggestion, plan, fills)
        changes = (*suggestion.changes, *promised)
        if not self.exact:
            if self._may_claim(changes):
                return None
            shifts = shifts_of(self.board, changes, patch.rows, plan.assignments)
        what = suggestion.what + self._promised_in_words(suggestion, promised)
        return Remedy(suggestion.kind, what, suggestion.days, changes, fills, shifts, exact)

    def _promised(self, patch: Patch, suggestion: Suggestion, plan: Plan, fills: Iterable[Slot]) -> tuple[Book, ...]:
        """Return the bookings of those who take what is filled: a new plan of everything could use them elsewhere."""
        beside = (slot for slot in fills if suggestion.any_of or slot not in suggestion.wanted)
        asked = [] if suggestion.any_of else list(suggestion.asks)
        asked += [_after(self.board, suggestion, slot) for slot in beside]
        if self.board.instance.settings.whole_staffing and not suggestion.any_of:
            # what a production confirms for one slot is kept only if it gets all of them
            asked = asked[:1]
        before = Counter((row.crew_id, _after(self.board, suggestion, row.slot).window) for row in patch.rows)
        now = Counter((row.crew_id, row.slot.window) for row in plan.assignments)
        there = apply(self.board.instance, named(self.board.instance, suggestion.changes))
        bound: list[Book] = []
        for job in dict.fromkeys(one.window for one in asked):
            new = [who for who, window in now - before if window == job]
            for who in sorted(new)[: sum(one.window == job for one in asked)]:
                booked = tuple(binding(there, who, Slot(*job, 1)))
                bound += booked
                there = apply(there, booked)
        return tuple(bound)

    def _promised_in_words(self, suggestion: Suggestion, promised: Iterable[Book]) -> str:
        """Say who is confirmed; whom the suggestion names is not told in full again, new people go without names."""
        known = self.board.instance.crew_by_id
        booked = [one for one in promised if one.status is BookingStatus.CONFIRMED]
        people = dict.fromkeys(one.crew_id for one in booked)
        named = suggestion.kind is not RemedyKind.SHORTEN
        names = [
            known[one].full_name if named and one in suggestion.people else person_in_words(known[one])
            for one in people
            if one in known
        ]
        if len(names) == len(people):
            asked = {(need.role, need.span.first_day, need.span.last_day) for need in suggestion.asks}
            in_one = all((one.role, one.first_day, one.last_day) in asked for one in booked)
            return f", and confirm {with_and(names)} {IN_THIS_SLOT if in_one else FOR_ALL}" if names else ""
        return f", {with_and(['they', *names]) + ' ' if names else ''}confirmed {FOR_ALL}"

    def _may_claim(self, changes: tuple[Change, ...]) -> bool:
        """Whether a confirmed booking that no plan keeps now may be kept then, and claim people before all goals."""
        board = self.board
        accepted = set(board.acceptance.accepted)
        if board.instance.settings.whole_staffing:
            return any(board.left_out(booking.production_id) for booking in accepted)
        then = apply(board.instance, named(board.instance, changes)) if board.acceptance.refused else None
        return then is not None and not set(accept_confirmed(then).accepted) <= {*accepted, *_booked(changes)}

    def _least(self, patch: Patch, suggestion: Suggestion) -> Counter[Window]:
        """Return how many people each window must have: all that it has, wherever it is then, and what is asked for."""
        least: Counter[Window] = Counter(need.window for need in suggestion.asks)
        for row in patch.rows:
            least[_after(self.board, suggestion, row.slot).window] += 1
        if suggestion.dropped is not None:
            least[_after(self.board, suggestion, suggestion.dropped).window] -= 1
        return least

    def _shifts(self, patch: Patch, suggestion: Suggestion, plan: Plan) -> tuple[GoalShift, ...]:
        if not self.exact:
            return shifts_of(self.board, suggestion.changes, patch.rows, plan.assignments)
        return shifts_between(self._values, {goal.label: goal.value for goal in plan.goals})

    def _fills(self, patch: Patch, suggestion: Suggestion, filled: Counter[Window]) -> tuple[Slot, ...]:
        """Return the vacancies that are filled then: the wanted, and others whose window has more people."""
        more = filled - Counter(_after(self.board, suggestion, row.slot).window for row in patch.rows)
        fills: dict[Slot, None] = {} if suggestion.any_of else dict.fromkeys(suggestion.wanted)
        then = {slot: _after(self.board, suggestion, slot).window for slot in self.board.plan.vacancies}
        for slot, window in then.items():
            if slot not in fills and more[window] > sum(then[one] == window for one in fills):
                fills[slot] = None
        return tuple(fills)


def _booked(changes: Iterable[Change]) -> Iterator[Booking]:
    """Yield the bookings that are added."""
    for change in changes:
        if isinstance(change, Book) and change.booking is not None:
            yield change.booking


def _after(board: Board, suggestion: Suggestion, slot: Slot) -> Requirement:
    need = board.need_of(slot)
    return suggestion.moved.get(need, need)


def _may_be_filled(there: Instance, least: Counter[Window]) -> bool:
    """Whether every window can have as many people as it must, other goals and bookings aside."""
    able = Able(Board(there, Plan((), ())))
    demands = [
        Cover(need, least[need.window], able.of(need)) for need in there.planned_requirements if least[need.window] > 0
    ]
    return can_fill_together(demands, (), there.settings.gap_days, MOST_WORK) is True
