"""The best days for productions that may be moved: proposed by the solver, and planned again before they are believed.

What is best is what the folder, planned with these moves, reaches: the goals that come before the days, the fewest days
moved, the fewest productions moved, and the goals that are left. No move gives up a confirmed booking or a begun slot
that the folder keeps without it, and nothing is moved that nobody is planned for then.
Changes when another thing counts in choosing days.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from planner.audit import Board, audit_board
from planner.audit.able import Able
from planner.audit.wording import span_in_words
from planner.domain.applying import apply
from planner.domain.booking import Booking, BookingStatus
from planner.domain.change import MoveProduction
from planner.domain.instance import Instance
from planner.domain.moving import Moves
from planner.domain.plan import Assignment, Plan
from planner.domain.reason import Reason
from planner.domain.rescheduled_days import RescheduledDays
from planner.domain.settings import GoalName
from planner.domain.wording import counted, production_in_words
from planner.planning import BrokenPlan, Effort
from planner.remedies.reasons import find_reasons
from planner.solver import solve
from planner.solver.model.clock import Clock
from planner.solver.moves.choice import choose_exactly, is_small
from planner.solver.moves.headcounts import WISHES, Headcounts, Impossible
from planner.solver.moves.places import DAYS, PRODUCTIONS, Ask, PlacesModel

ENDLESS = math.inf
SOON_S = 1e-3
SLOTS_PLANNED_ANEW = 8_000
"""Slots of all plans together in which moves are taken back."""
MOST_LESSONS = 12
"""Plans from which headcounts learn."""
MOST_TRIES = 60
"""Choices that are planned again; more than a few are the exception, where bookings stand that stood not before."""


@dataclass(frozen=True)
class Tried:
    """The folder planned with some moves; ``worths`` are what counts in its order, larger is better."""

    moves: Moves
    instance: Instance
    plan: Plan
    worths: tuple[int, ...]

    @property
    def days(self) -> int:
        """The sum of the days by which productions are moved."""
        return sum(map(abs, self.moves.values()))


@dataclass(frozen=True, slots=True)
class Step:
    """What counts, in its order: a goal at one priority or rank, or how much is moved.

    ``before`` is its value without any move. ``bound`` is None where a step before it is not proven; ``cut`` says what
    ended the search there, ``"work"`` or ``"clock"``.
    """

    name: str
    priority: int | None
    rank: int | None
    before: int
    value: int
    bound: int | None
    cut: str | None

    @property
    def proven(self) -> bool:
        """Whether no other days reach more, given the steps before it."""
        return self.bound == self.value

    @property
    def label(self) -> str:
        """``coverage 1``, ``cost``, ``days-moved``: the step with its priority or rank."""
        number = self.rank if self.priority is None else self.priority
        return self.name if number is None else f"{self.name} {number}"


@dataclass(frozen=True)
class Suggestion:
    """The best days found: the folder ``before`` any move and ``after``, and what counts ``steps`` by step."""

    before: Tried
    after: Tried
    steps: tuple[Step, ...]

    @property
    def changes(self) -> tuple[MoveProduction, ...]:
        """The moves as changes, in the order of the productions."""
        return changes_of(self.before.instance, self.after.moves)

    def in_words(self) -> Iterator[str]:
        """Yield each move: ``Harbour Lights (P12) 3 days later, to 8–12 May 2027``."""
        for change in self.changes:
            production = self.after.instance.production_by_id[change.production_id]
            way = "later" if change.days > 0 else "earlier"
            days = f"{counted(abs(change.days), 'day')} {way}"
            yield f"{production_in_words(production)} {days}, to {span_in_words(production.span)}"

    def proof_in_words(self) -> str:
        """Say how far it is proven that no other days are better."""
        labels = [step.label.replace("-moved", " moved") for step in self.steps]
        short = next((at for at, step in enumerate(self.steps) if not step.proven), None)
        if short is None:
            return "Proven: no other days within the limits are better."
        if not short:
            return "Not proven: other days within the limits may be better."
        return f"Proven up to {labels[short - 1]}; from {labels[short]} on other days within the limits may be better."

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return all(step.proven for step in self.steps)


def changes_of(instance: Instance, moves: Moves) -> tuple[MoveProduction, ...]:
    """Return moves as changes, in the order of the productions."""
    ids = (one.production_id for one in instance.productions)
    return tuple(MoveProduction(one, moves[one]) for one in ids if moves.get(one))


def suggest_days(instance: Instance, ask: Ask, effort: Effort) -> Suggestion:
    """Return the best days for the productions of a folder. Raises BrokenPlan."""
    limit_s = instance.settings.time_limit_s if effort.limit_s is None else effort.limit_s
    return _Search(instance, ask, effort, Clock(limit_s, effort.stop)).run()


class _Search:
    """The search on one folder; what was tried is kept."""

    def __init__(self, instance: Instance, ask: Ask, effort: Effort, clock: Clock) -> None:
        self._instance, self._threads, self._clock, self._stop = instance, effort.threads, clock, effort.stop
        self._ledger = effort.ledger
        self._places = PlacesModel(instance, ask)
        self._base = self._planned({})
        self._board = Board(instance, self._base.plan)

    def run(self) -> Suggestion:
        """Return the best days, with what bounds them."""
        if not any(self._places.ask.ways.values()):
            return self._suggested(self._base, self._base.worths)
        if not self._places.keeps_order and self._places.choices <= MOST_TRIES:
            return self._suggested(self._one_by_one(), self._base.worths)
        return self._suggested(*(self._exactly() if is_small(self._places) else self._by_headcounts()))

    def _one_by_one(self) -> Tried:
        """Plan every choice: what the model hopes for, in its order of goals, the folder in its own seldom reaches."""
        ways = self._places.ask.ways
        best = self._base
        for days in product(*((0, *some) for some in ways.values())):
            moves = {one: number for one, number in zip(ways, days, strict=True) if number}
            if self._places.ask.most is None or len(moves) <= self._places.ask.most:
                best = self._better(best, self._try(moves))
        return best

    def _suggested(self, best: Tried, hoped: tuple[float, ...]) -> Suggestion:
        return Suggestion(self._base, best, tuple(self._steps(best, max(best.worths, hoped))))

    def _exactly(self) -> tuple[Tried, tuple[float, ...]]:
        """Let the model of people choose until nothing that it hopes for beats what was reached."""
        best, rows = self._base, self._base.plan.assignments
        excluded: list[Moves] = []
        hoped: tuple[float, ...] = (ENDLESS,)
        first = hoped
        while best.worths < hoped and len(excluded) < MOST_TRIES and self._clock.goes_on():
            choice = choose_exactly(self._places, rows, excluded, self._clock)
            hoped = choice.bound if choice else best.worths
            first = hoped if not excluded else first
            if choice is None or best.worths >= hoped:
                break
            tried = self._try(choice.moves)
            excluded.append(choice.moves)
            best = self._better(best, tried)
            if tried.plan.status != "optimal":
                hoped = first  # it might be worth more
                break
            if not choice.proven:
                break
        return best, hoped

    def _by_headcounts(self) -> tuple[Tried, tuple[float, ...]]:
        """Let headcounts choose, and learn from plans what they do not see, until they agree or work ends."""
        counts = Headcounts(self._places, self._clock)
        best = self._base
        hoped: tuple[float, ...] = (ENDLESS,)
        for left in reversed(range(MOST_LESSONS)):
            choice = counts.choose(wishes=False) if self._clock.goes_on() else None
            if choice is None:
                break
            hoped = choice.bound
            if best.worths >= hoped:
                return best, hoped
            lessons = self._lessons(choice.moves, counts) if left else []
            if not lessons:
                best = self._better(best, self._try(choice.moves))
                break
            for lesson in lessons:
                counts.forbid(lesson)
        choice = (
            counts.choose(wishes=True) if best.worths < hoped and self._wishful() and self._clock.goes_on() else None
        )
        if choice is not None:
            hoped = choice.bound
            best = self._better(best, self._try(choice.moves))
        settled = list(self._places.objectives).index(PRODUCTIONS) + 1
        return best if best.worths[:settled] >= hoped[:settled] else self._with_less_moved(best), hoped

    def _with_less_moved(self, best: Tried) -> Tried:
        """Take moves back one by one, the widest first, where that is better."""
        left = SLOTS_PLANNED_ANEW // max(1, self._places.slots)
        for production_id in sorted(best.moves, key=lambda one: (-abs(best.moves[one]), one))[:left]:
            fewer = {one: days for one, days in best.moves.items() if one != production_id}
            if self._clock.goes_on():
                best = self._better(best, self._try(fewer))
        return best

    def _wishful(self) -> bool:
        """Whether holds or the previous plan count before the days."""
        labels = list(self._places.objectives)
        return any(one.goal in WISHES for one in list(self._places.objectives.values())[: labels.index(DAYS)])

    def _lessons(self, moves: Moves, counts: Headcounts) -> list[Impossible]:
        """Return what cannot be filled together of all that headcounts hope to fill with some moves."""
        there = apply(self._instance, changes_of(self._instance, moves))
        hoped = (
            replace(need, count=counts.hoped_in(n))
            for need in there.planned_requirements
            for n in self._places.needs_in(moves, need.window)
        )
        settings = replace(there.settings, goals=(GoalName.COVERAGE,), whole_staffing=False)
        there = there.rebuilt(requirements=tuple(need for need in hoped if need.count), settings=settings)
        plan = solve(there, threads=self._threads, time_limit_s=self._left_s(), stop=self._stop, ledger=self._ledger)
        board = Board(there, plan)
        reasons = find_reasons(board, Able(board)).values()
        return list(dict.fromkeys(self._impossible(moves, reason) for reason in reasons if reason.slots))

    def _impossible(self, moves: Moves, reason: Reason) -> Impossible:
        number = Counter(slot.window for slot in reason.slots)
        slots = {n: many for window, many in number.items() for n in self._places.needs_in(moves, window)}
        rows = (*(one.production_id for one in reason.kept), *(row.slot.production_id for row in reason.began))
        return Impossible(
            tuple(sorted(slots.items())), tuple(sorted(self._places.place_of(one, moves) for one in rows))
        )

    def _try(self, moves: Moves) -> Tried:
        return self._planned(moves) if moves else self._base

    def _better(self, best: Tried, tried: Tried) -> Tried:
        return tried if tried.worths > best.worths and self._may_be(tried) else best

    def _left_s(self) -> float:
        """Return the time limit of a plan that is to be made in what is left; 0 is none."""
        left_s = self._clock.left_s()
        return 0 if left_s == ENDLESS else max(left_s, SOON_S)

    def _planned(self, moves: Moves) -> Tried:
        there = apply(self._instance, changes_of(self._instance, moves))
        plan = solve(there, threads=self._threads, time_limit_s=self._left_s(), stop=self._stop, ledger=self._ledger)
        broken = audit_board(Board(there, plan))
        if broken:
            raise BrokenPlan(f"the plan failed its own audit, which is a bug: {broken[0].message}")
        reached = {goal.label: goal.value for goal in plan.goals}
        reached |= {DAYS: sum(map(abs, moves.values())), PRODUCTIONS: len(moves)}
        worths = (one.sign * reached.get(label, 0) for label, one in self._places.objectives.items())
        return Tried(moves, there, plan, tuple(worths))

    def _may_be(self, tried: Tried) -> bool:
        """Whether nothing is given up that stands without the moves, and nothing is moved for nobody."""
        board = Board(tried.instance, tried.plan)
        now = {(row.crew_id, row.slot.window) for row in tried.plan.assignments}
        stay = all((row.crew_id, row.slot.window) in now for row in self._staying)
        kept = all(board.keeping(self._moved(booking, tried.moves)) for booking in self._kept)
        return stay and kept and all(board.rows_of(production_id) for production_id in tried.moves)

    @cached_property
    def _staying(self) -> list[Assignment]:
        """The begun and frozen slots whose people stay in the folder as it is."""
        keeps = self._instance.settings.keeps_people
        return [row for row in self._board.published if keeps(row.slot.span)]

    @cached_property
    def _kept(self) -> list[Booking]:
        """The confirmed bookings that are kept in the folder as it is."""
        sure = (one for one in self._instance.standing_bookings if one.status is BookingStatus.CONFIRMED)
        return [booking for booking in sure if self._board.keeping(booking)]

    def _moved(self, booking: Booking, moves: Moves) -> Booking:
        days = moves.get(booking.production_id)
        if not days or not booking.has_days:
            return booking
        span = self._instance.production_by_id[booking.production_id].span
        return RescheduledDays(span, span.shifted(days)).of_booking(booking)

    def _steps(self, best: Tried, bounds: tuple[float, ...]) -> Iterator[Step]:
        """Yield what counts; ``bounds`` no other choice exceeds, each given those before it."""
        sure = True
        for at, (label, one) in enumerate(self._places.objectives.items()):
            value, before = one.sign * best.worths[at], one.sign * self._base.worths[at]
            bound = one.sign * int(bounds[at]) if sure and bounds[at] < ENDLESS else None
            sure = sure and bound == value
            cut = None if sure else self._clock.limit
            yield Step(str(one.goal or label), one.priority, one.rank, before, value, bound, cut)
