"""The goals one after the other, each in independent parts of the board, none at the expense of an earlier one.

Changes when goals tie parts of the board that were independent.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from planner.domain.plan import GoalResult
from planner.domain.progress import Progress
from planner.domain.settings import GoalName
from planner.solver.goals import Step, as_before, filled_at_all, in_order, steps_for
from planner.solver.search import Engine, Lock, Outcome
from planner.solver.views import Scope


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that have to be decided together, and what is settled about them."""

    scope: Scope
    locks: tuple[Lock, ...] = ()


def run_stages(engine: Engine, threads: int, report: Callable[[Progress], None]) -> tuple[GoalResult, ...]:
    """Optimise every goal in turn and return what each reached."""
    parts = [Part(engine.scope(needs)) for needs in engine.reduction.needs_by_block]
    if engine.board.settings.whole_staffing:
        parts = _join(engine, parts, _production_ties(engine, settled=frozenset()))
    results: list[GoalResult] = []
    steps = steps_for(engine.board)
    with ThreadPoolExecutor(max_workers=threads) as pool:
        total = sum(need.count for need in engine.board.needs)
        if sum(step.goal is GoalName.COVERAGE for step in steps) > 1:
            start = filled_at_all(engine.board)
            total = sum(o.bound for o in pool.map(lambda part: engine.optimise(start, part.scope, ()), parts))
        for number, step in enumerate([*steps, *_preferences(engine)]):
            parts = _join(engine, parts, _ties(engine, step, parts))
            aim = (
                in_order([s for s in steps[number:] if s.goal is step.goal]) if step.goal is GoalName.COVERAGE else step
            )

            def optimise(part: Part, step: Step = step, aim: Step = aim) -> Outcome:
                return engine.optimise(step, part.scope, part.locks, aim)

            outcomes, tally = [], _Tally(engine, step, parts)
            for outcome in pool.map(optimise, parts):
                outcomes.append(outcome)
                report(tally.add(outcome))
            parts = [Part(part.scope, (*part.locks, Lock(step, part.scope))) for part in parts]
            if step.goal is not None:
                results.append(_result(engine, step, outcomes, results, total))
    return tuple(results)


def _preferences(engine: Engine) -> Iterator[Step]:
    """What is decided after the goals, and not reported."""
    if engine.board.instance.previous:
        yield as_before(engine.board)


def _ties(engine: Engine, step: Step, parts: list[Part]) -> list[list[int]]:
    """Sets of needs that a step looks at together."""
    if step.goal is GoalName.WHOLE:
        return _production_ties(engine, _settled(engine, parts))
    return [list(wish.needs) for wish in step.wishes if wish.needs]


def _settled(engine: Engine, parts: list[Part]) -> frozenset[int]:
    """Needs that stay full: their part has every slot of their priority filled, and may not lose any."""
    settled: set[int] = set()
    for part in parts:
        for lock in part.locks:
            if lock.step.goal is GoalName.COVERAGE and not lock.step.lacking(engine.view, lock.scope):
                settled.update(n.index for n in lock.scope.needs if n.priority == lock.step.priority)
    return frozenset(settled)


def _production_ties(engine: Engine, settled: frozenset[int]) -> list[list[int]]:
    """The needs of each production, without those that stay full whatever happens."""
    return [[n for n in needs if n not in settled] for needs in engine.board.needs_of_production]


def _join(engine: Engine, parts: list[Part], ties: list[list[int]]) -> list[Part]:
    """Join the parts that a tie spans."""
    part_of = {n: number for number, part in enumerate(parts) for n in part.scope.numbers}
    leader = list(range(len(parts)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = number = leader[leader[number]]
        return number

    for tie in ties:
        for need in tie[1:]:
            one, other = find(part_of[tie[0]]), find(part_of[need])
            leader[max(one, other)] = min(one, other)
    joined: dict[int, list[Part]] = defaultdict(list)
    for number, part in enumerate(parts):
        joined[find(number)].append(part)
    return [
        group[0]
        if len(group) == 1
        else Part(
            engine.scope(n for part in group for n in part.scope.numbers),
            tuple(lock for part in group for lock in part.locks),
        )
        for group in joined.values()
    ]


class _Tally:
    """A step over all parts while they are being worked on; parts that are not done count as they stand."""

    def __init__(self, engine: Engine, step: Step, parts: list[Part]) -> None:
        self._engine, self._step, self._parts = engine, step, len(parts)
        self._waiting = [(step.worth(engine.view, part.scope), step.most(part.scope)) for part in parts]
        everything = engine.scope(range(len(engine.board.needs)))
        self._worth, self._most = step.worth(engine.view, everything), step.most(everything)
        self._short = sum(most - worth for worth, most in self._waiting)
        self._done = 0

    def add(self, outcome: Outcome) -> Progress:
        """Count the next part, in the order of the parts, and return how far the step is."""
        worth, most = self._waiting[self._done]
        self._worth += outcome.worth - worth
        self._short += outcome.bound - outcome.worth - (most - worth)
        self._done += 1
        sign = self._step.sign
        value, bound = sign * self._worth, sign * min(self._worth + self._short, self._most)
        return Progress(self._step.label, value, bound, self._done, self._parts, self._engine.clock.elapsed_s())


def _result(
    engine: Engine, step: Step, outcomes: list[Outcome], before: list[GoalResult], coverage_bound: int
) -> GoalResult:
    """Sum up a step over its parts; productions that no part can change any more count as they are.

    The parts' bounds hold only where every earlier goal is proven in them: an unproven one might be reached otherwise.
    """
    assert step.goal is not None
    whole_board = engine.scope(range(len(engine.board.needs)))
    worth = step.worth(engine.view, whole_board)
    bound = min(worth + sum(o.bound - o.worth for o in outcomes), step.most(whole_board))
    if any(not result.proven for result in before):
        bound = step.most(whole_board)
    if step.goal is GoalName.COVERAGE:
        bound = min(bound, coverage_bound - sum(r.value for r in before if r.name is GoalName.COVERAGE))
    cuts = {outcome.cut for outcome in outcomes} - {None}
    cut = "clock" if "clock" in cuts else "work" if cuts else None
    proven = worth == bound and cut is None and all(result.proven for result in before)
    return GoalResult(
        step.goal, step.sign * worth, step.sign * bound, proven, None if proven else cut, step.priority, step.rank
    )
