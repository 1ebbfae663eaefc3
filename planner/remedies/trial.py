"""A proposal tried by planning again: a remedy when that fills what it is about and leaves nothing else empty.

Changes when a proposal should be accepted, or its promise worked out, in another way.
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
from planner.remedies.proposal import Proposal
from planner.solver import solve
from planner.solver.together import Cover, can_fill_together

EXACT_SLOTS = 60
"""Folders with more slots than this are not planned again as a whole for every proposal."""
MOST_WORK = 0.1
"""Deterministic seconds for whether a proposal may fill what it should; what takes longer is hardly ever possible."""
PER_TRIAL = 4
PER_SOLVE = 25
IN_THIS_SLOT = "in this slot"


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
    """Tries proposals on a plan; small folders with a proven plan are planned again whole, others around a vacancy."""

    board: Board
    able: Able
    work: Work

    @property
    def exact(self) -> bool:
        """Whether every proposal is tried on the whole folder."""
        plan = self.board.plan
        return len(self.board.instance.slots) <= EXACT_SLOTS and bool(plan.goals) and plan.status == "optimal"

    @cached_property
    def _values(self) -> dict[str, int]:
        return goal_values(self.board)

    def of(self, proposal: Proposal) -> Remedy | None:
        """Return the remedy that a proposal turns out to be, or None; around a vacancy first without moving anybody."""
        patches = [whole_folder(self.board)] if self.exact else patches_around(self.board, self.able, proposal)
        return next((found for patch in patches if (found := self._on(patch, proposal)) is not None), None)

    def _on(self, patch: Patch, proposal: Proposal) -> Remedy | None:
        self.work.spend(PER_TRIAL + len(patch.rows) / 10)
        there = apply(patch.instance, changes_in(patch.instance, self.board.instance, proposal.changes))
        least = self._least(patch, proposal)
        if not _may_be_filled(there, least):
            return None
        self.work.spend(PER_SOLVE + len(patch.rows))
        plan = solve(there, threads=1, time_limit_s=0)
        filled = Counter(row.slot.window for row in plan.assignments)
        shifts = self._shifts(patch, proposal, plan)
        covered = [shift.by for shift in shifts if shift.goal == "coverage"]
        if not covered or covered[0] <= 0:
            return None
        # With whole staffing a production around the vacancy may not lose a slot, but the patch does not know that.
        partly = self.board.instance.settings.whole_staffing and not self.exact
        must = list(least) if partly else [need.window for need in proposal.asks]
        missed = any(filled[window] < least[window] for window in must)
        if missed and not (proposal.any_of and sum(covered) >= len(proposal.wanted)):
            return None
        fills = self._fills(patch, proposal, filled)
        exact = self.exact and plan.status == "optimal"
        books = any(isinstance(change, Book) for change in proposal.changes)
        if self.exact and (books or proposal.kind is not RemedyKind.HIRE):
            return Remedy(proposal.kind, proposal.what, proposal.days, proposal.changes, fills, shifts, exact)
        # Of a whole folder this plan is the best one, but who is hired will have another Crew ID and a rate.
        promised = self._promised(patch, proposal, plan, fills)
        changes = (*proposal.changes, *promised)
        if not self.exact:
            if self._may_claim(changes):
                return None
            shifts = shifts_of(self.board, changes, patch.rows, plan.assignments)
        what = proposal.what + self._promised_in_words(proposal, promised)
        return Remedy(proposal.kind, what, proposal.days, changes, fills, shifts, exact)

    def _promised(self, patch: Patch, proposal: Proposal, plan: Plan, fills: Iterable[Slot]) -> tuple[Book, ...]:
        """Return the bookings of those who take what is asked for: a new plan of everything could use it elsewhere."""
        asked: list[Requirement | Slot] = list(fills if proposal.any_of else proposal.asks)
        if self.board.instance.settings.whole_staffing and not proposal.any_of:
            # what a production confirms for one slot is kept only if it gets all of them
            asked = asked[:1]
        before = Counter((row.crew_id, _after(self.board, proposal, row.slot).window) for row in patch.rows)
        now = Counter((row.crew_id, row.slot.window) for row in plan.assignments)
        there = apply(self.board.instance, named(self.board.instance, proposal.changes))
        bound: list[Book] = []
        for job in dict.fromkeys(one.window for one in asked):
            new = [who for who, window in now - before if window == job]
            for who in sorted(new)[: sum(one.window == job for one in asked)]:
                booked = tuple(binding(there, who, Slot(*job, 1)))
                bound += booked
                there = apply(there, booked)
        return tuple(bound)

    def _promised_in_words(self, proposal: Proposal, promised: Iterable[Book]) -> str:
        """Say who is confirmed; whom the proposal names is not told in full again, and new people go without names."""
        known = self.board.instance.crew_by_id
        booked = [one for one in promised if one.status is BookingStatus.CONFIRMED]
        people = dict.fromkeys(one.crew_id for one in booked)
        named = proposal.kind is not RemedyKind.SHORTEN
        names = [
            known[one].full_name if named and one in proposal.people else person_in_words(known[one])
            for one in people
            if one in known
        ]
        if len(names) == len(people):
            return f", and confirm {with_and(names)} {IN_THIS_SLOT}" if names else ""
        return f", {with_and(['they', *names]) + ' ' if names else ''}confirmed for what they fill"

    def _may_claim(self, changes: tuple[Change, ...]) -> bool:
        """Whether a confirmed booking that no plan keeps now may be kept then, and claim people before all goals."""
        board = self.board
        accepted = set(board.acceptance.accepted)
        if board.instance.settings.whole_staffing:
            return any(board.left_out(booking.production_id) for booking in accepted)
        then = apply(board.instance, named(board.instance, changes)) if board.acceptance.refused else None
        return then is not None and not set(accept_confirmed(then).accepted) <= {*accepted, *_booked(changes)}

    def _least(self, patch: Patch, proposal: Proposal) -> Counter[Window]:
        """Return how many people each window must have: all that it has, wherever it is then, and what is asked for."""
        least: Counter[Window] = Counter(need.window for need in proposal.asks)
        for row in patch.rows:
            least[_after(self.board, proposal, row.slot).window] += 1
        if proposal.dropped is not None:
            least[_after(self.board, proposal, proposal.dropped).window] -= 1
        return least

    def _shifts(self, patch: Patch, proposal: Proposal, plan: Plan) -> tuple[GoalShift, ...]:
        if not self.exact:
            return shifts_of(self.board, proposal.changes, patch.rows, plan.assignments)
        return shifts_between(self._values, {goal.label: goal.value for goal in plan.goals})

    def _fills(self, patch: Patch, proposal: Proposal, filled: Counter[Window]) -> tuple[Slot, ...]:
        """Return the vacancies that are filled then: the wanted, and others whose window has more people."""
        more = filled - Counter(_after(self.board, proposal, row.slot).window for row in patch.rows)
        fills: dict[Slot, None] = {} if proposal.any_of else dict.fromkeys(proposal.wanted)
        for slot in self.board.plan.vacancies:
            if slot not in fills and more[slot.window] > sum(one.window == slot.window for one in fills):
                fills[slot] = None
        return tuple(fills)


def _booked(changes: Iterable[Change]) -> Iterator[Booking]:
    """Yield the bookings that are added."""
    for change in changes:
        if isinstance(change, Book) and change.booking is not None:
            yield change.booking


def _after(board: Board, proposal: Proposal, slot: Slot) -> Requirement:
    need = board.need_of(slot)
    return proposal.moved.get(need, need)


def _may_be_filled(there: Instance, least: Counter[Window]) -> bool:
    """Whether every window can have as many people as it must, other goals and bookings aside."""
    able = Able(Board(there, Plan((), ())))
    demands = [
        Cover(need, least[need.window], able.of(need)) for need in there.planned_requirements if least[need.window] > 0
    ]
    return can_fill_together(demands, (), there.settings.gap_days, MOST_WORK) is True
