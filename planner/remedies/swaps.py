"""Why this person and not another: somebody is made to have a slot, and the plan is made again.

They are confirmed for the slot, as a coordinator would do it. First only what is near may move: where that costs
nothing, or nothing but the change of hands itself, no other plan can be better, for the plan at hand is proven to be
the best one. Otherwise the whole folder is planned again; one that is too large for that is told what was found near.
Changes when a swap is judged in another way.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from planner.audit import Board
from planner.audit.acceptance import accept_confirmed
from planner.audit.goals import goal_values
from planner.audit.hindrance import personal_hindrances, work_hindrances
from planner.audit.wording import job_in_words, person_in_words, why_kept, with_and
from planner.domain.applying import apply
from planner.domain.booking import Booking
from planner.domain.instance import Instance
from planner.domain.ledger import Ledger, key_of_text
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Slot, Window
from planner.domain.settings import GoalName
from planner.domain.swap import MOST_TRIED, Bar, Swap, Swaps
from planner.remedies.glance import shifts_between, shifts_of
from planner.remedies.promise import binding
from planner.replan.neighbourhood import Neighbourhood, small_around
from planner.replan.part_changes import changes_in
from planner.replan.standing import Standing
from planner.replan.wanted import Wanted
from planner.solver import solve

MOST_ROWS = 60
"""Rows that may move near a slot."""
WHOLE_SLOTS = 10_000
"""Folders with more slots than this are not planned again as a whole for every swap."""

GoesOn = Callable[[], bool]


@dataclass(frozen=True)
class Forcing:
    """A plan in which people are made to have slots; ``whole_slots`` is how large a folder may be planned whole.

    What was planned or proven of its parts before is taken from the ``ledger``.
    """

    board: Board
    whole_slots: int = WHOLE_SLOTS
    ledger: Ledger = field(default_factory=Ledger)

    def of_slot(self, slot: Slot, most: int = MOST_TRIED, goes_on: GoesOn = lambda: True) -> Swaps:
        """Return what each other person who holds a slot's role would mean there, for at most so many of them."""
        there = {row.crew_id for row in self._team(slot.window)}
        others = [one.crew_id for one in self.board.holders.get(slot.role, ()) if one.crew_id not in there]
        return self._swaps(slot, None, ((slot.window, crew_id) for crew_id in others), most, goes_on)

    def of_person(self, crew_id: str, most: int = MOST_TRIED, goes_on: GoesOn = lambda: True) -> Swaps:
        """Return what each slot of somebody's roles that they do not have would mean, for at most so many windows."""
        roles = self.board.instance.crew_by_id[crew_id].roles
        windows = (need.window for need in self.board.instance.planned_requirements if need.role in roles)
        mine = {row.slot.window for row in self.board.work.get(crew_id, ())}
        return self._swaps(None, crew_id, ((one, crew_id) for one in windows if one not in mine), most, goes_on)

    def of(self, slot: Slot, crew_id: str) -> Swaps:
        """Return what one person would mean in one slot; nothing where they have it."""
        there = any(row.crew_id == crew_id for row in self._team(slot.window))
        return self._swaps(slot, crew_id, () if there else ((slot.window, crew_id),), 1, lambda: True)

    def _swaps(
        self, slot: Slot | None, crew_id: str | None, asked: Iterable[tuple[Window, str]], most: int, goes_on: GoesOn
    ) -> Swaps:
        left = [self._judged(*one) for one in sorted(asked, key=lambda one: self._nearness(*one))]
        barred = [swap for swap in left if swap.bars]
        left = [swap for swap in left if not swap.bars]
        tried: list[Swap] = []
        while left and len(tried) < most and goes_on():
            swap = self._tried(left.pop(0))
            (barred if swap.bars else tried).append(swap)
        return Swaps(slot, crew_id, tuple(tried), tuple(barred), tuple(left))

    def _nearness(self, window: Window, crew_id: str) -> tuple[int, int, tuple[int, str], int]:
        """Return what sorts swaps, the nearest first: fewest slots in the way, then vacancies, priority, least work."""
        close = sum(1 for _ in self._standing.in_the_way(crew_id, window))
        return close, not self._vacant(window), self.board.rank_of(window.production_id), self.paid_days[crew_id]

    @cached_property
    def paid_days(self) -> Counter[str]:
        """How many paid days each person works in the plan."""
        days: Counter[str] = Counter()
        for row in self.board.assignments:
            days[row.crew_id] += self.board.instance.paid_days(row.slot)
        return days

    @cached_property
    def _standing(self) -> Standing:
        return Standing(self.board)

    def _team(self, window: Window) -> tuple[Assignment, ...]:
        return self._standing.team.get(window, ())

    def _vacant(self, window: Window) -> int:
        """How many slots of a window nobody has."""
        return sum(need.count for need in self._standing.needs[window]) - len(self._team(window))

    # --- what forbids it

    def _judged(self, window: Window, crew_id: str) -> Swap:
        """Return a swap that is still to be tried, or one with what keeps the person out whatever else is moved."""
        return Swap(window, crew_id, tuple(self._personal_bars(window, crew_id)))

    def _personal_bars(self, window: Window, crew_id: str) -> Iterator[Bar]:
        """Yield the rules about the person, and what is begun, frozen or lies outside of the plan window."""
        board = self.board
        person, settings = board.instance.crew_by_id[crew_id], board.instance.settings
        for found in personal_hindrances(person, window, board.nevers):
            yield Bar(found.code, found.detail)
        fixed = [row for row in self._standing.in_the_way(crew_id, window) if self._standing.is_fixed(row)]
        for found, _ in work_hindrances(window, fixed, settings.gap_days, board.productions):
            yield Bar(found.code, f"{found.detail}, which stays as it is")
        team = self._team(window)
        if not self._vacant(window) and all(map(self._standing.is_fixed, team)):
            who, why = person_in_words(board.instance.crew_by_id[team[0].crew_id]), why_kept(settings, window.span)
            yield Bar("began-before-kept", f"would take a slot that {who} is to keep, for it {why}")

    def _booked_bars(self, there: Instance, booking: Booking, window: Window) -> Iterator[Bar]:
        """Yield what is confirmed and could not be kept beside a booking."""
        board, accepted = self.board, {one.key for one in accept_confirmed(there).accepted}
        fallen = [one for one in board.acceptance.accepted if one.key not in accepted]
        if not fallen and booking.key in accepted:
            return
        close = [row for row in self._standing.in_the_way(booking.crew_id, window) if row in board.confirmed_rows]
        team = [row for row in self._team(window) if row in board.confirmed_rows]
        what = with_and([job_in_words(row.slot, board.productions) for row in close])
        if close:
            yield Bar("confirmed", f"is confirmed for {what}")
        elif len(team) == len(self._team(window)) and not self._vacant(window):
            who = with_and([person_in_words(board.instance.crew_by_id[row.crew_id]) for row in team])
            yield Bar("confirmed", f"would take the place of {who}, confirmed there")
        else:
            yield Bar("confirmed", "cannot be confirmed there beside all that is confirmed")

    # --- what it would mean

    def _tried(self, swap: Swap) -> Swap:
        """Return a swap planned again, near first, then the whole folder; or with the confirmed bookings against it."""
        changes = tuple(binding(self.board.instance, swap.crew_id, swap.window))
        there = apply(self.board.instance, changes)
        bars = tuple(self._booked_bars(there, Booking.of(swap.window, swap.crew_id), swap.window))
        if bars:
            return replace(swap, bars=bars)
        swap = replace(swap, changes=changes)
        whole_staffing = self.board.instance.settings.whole_staffing
        near = None if whole_staffing else self._near(swap)
        if near is not None and near.proven:
            return near
        if len(self.board.instance.slots) <= self.whole_slots:
            return self._whole(swap)
        return near or replace(swap, found=False)

    def _whole(self, swap: Swap) -> Swap:
        plan = solve(apply(self.board.instance, swap.changes), threads=1, time_limit_s=0, ledger=self.ledger)
        after = Board(self.board.instance, plan)
        bars = tuple(self._bars_of_whole(swap, after)) if self.board.instance.settings.whole_staffing else ()
        if bars:
            return replace(swap, changes=(), bars=bars)
        shifts = shifts_between(goal_values(self.board), goal_values(after))
        gone, come = self._differences(self.board.plan.assignments, plan.assignments)
        return replace(swap, shifts=shifts, gone=gone, come=come, proven=self._is_proven(swap, plan))

    def _bars_of_whole(self, swap: Swap, after: Board) -> Iterator[Bar]:
        """Yield what whole staffing has against a swap, where one slot more or less is a production more or less."""
        board = self.board
        if not _has(after.plan, swap):
            yield Bar("whole-production", "is not there in the plan that has them confirmed there")
        fixed = _by_place(row for row in board.assignments if self._standing.is_fixed(row))
        lost = [row for place, row in fixed.items() if place not in _by_place(after.assignments)]
        lost += [row for one in board.acceptance.accepted if not after.keeping(one) for row in board.keeping(one)]
        for row in dict.fromkeys(lost):
            who = person_in_words(board.instance.crew_by_id[row.crew_id])
            yield Bar("whole-production", f"would drive {who} from {job_in_words(row.slot, board.productions)}")

    def _near(self, swap: Swap) -> Swap | None:
        """Return what moving only what is near comes to; None where that does not do."""
        rows = tuple(row for row in self._team(swap.window) if not self._standing.is_fixed(row))
        places = {swap.window: min(1, self._vacant(swap.window))}
        wanted = Wanted(places, rows, (swap.window,), (swap.crew_id,))
        tried = (self._in(near, swap) for near in small_around(self._standing, wanted, MOST_ROWS))
        return next((found for found in tried if found is not None), None)

    def _in(self, near: Neighbourhood, swap: Swap) -> Swap | None:
        there = apply(near.instance, changes_in(near.instance, self.board.instance, swap.changes))
        plan = self.ledger.plan_of(key_of_text(there), there, partial(solve, threads=1, time_limit_s=0))
        if not _has(plan, swap):
            return None
        gone, come = self._differences(near.rows, plan.assignments)
        found = replace(swap, shifts=shifts_of(self.board, (), gone, come), gone=gone, come=come)
        return replace(found, proven=self._is_proven(swap, plan) and self._is_best(found))

    def _is_proven(self, swap: Swap, plan: Plan) -> bool:
        """Whether a plan is the best with somebody there by the goals as they are; a release ends with the swap."""
        return plan.status == "optimal" and not self.board.instance.is_released(swap.crew_id, swap.window)

    def _is_best(self, swap: Swap) -> bool:
        """Whether no plan at all can do better, because the plan at hand is the best one and this is nearly it.

        Without any goal changed it is one of the best. Where only one row changes hands in a full window, and the first
        goal that notices is that people stay, all plans that change as little have been looked at.
        """
        plan, goals = self.board.plan, self.board.instance.settings.goals
        if not plan.goals or plan.status != "optimal":
            return False
        if not swap.shifts:
            return True
        first, task = swap.shifts[0], swap.window[:2]
        one_row = [row.slot.window for row in (*swap.gone, *swap.come)] == [swap.window] * 2
        has_task = any(row.slot.window[:2] == task for row in self.board.work.get(swap.crew_id, ()))
        if first.goal != GoalName.STABILITY or goals.index(GoalName.COVERAGE) > goals.index(GoalName.STABILITY):
            return False
        return one_row and not has_task

    def _differences(
        self, before: Iterable[Assignment], after: Iterable[Assignment]
    ) -> tuple[tuple[Assignment, ...], tuple[Assignment, ...]]:
        """Return the rows that are no longer there and those that are new, slot numbers aside."""
        old, new = _by_place(before), _by_place(after)
        return tuple(old[one] for one in old if one not in new), tuple(new[one] for one in new if one not in old)


def _has(plan: Plan, swap: Swap) -> bool:
    """Whether somebody has a slot of their window in a plan."""
    return any(row.crew_id == swap.crew_id and row.slot.window == swap.window for row in plan.assignments)


def _by_place(rows: Iterable[Assignment]) -> dict[tuple[Window, str], Assignment]:
    return {(row.slot.window, row.crew_id): row for row in rows}
