"""The goals in their strict order, part by part: faces where a part is small enough to relax, search where it is not.

Productions tie parts only by their vacant slots; what is vacant is decided for all such parts at once.
Changes when a goal ties parts that were independent.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock as Mutex
from typing import Any, TypeVar

from planner.domain.plan import GoalResult
from planner.domain.progress import Progress
from planner.domain.settings import GoalName
from planner.solver.model.objectives import Step, filled_at_all, in_order, preferences, steps_for
from planner.solver.model.views import Scope, TimeUp
from planner.solver.parts import find_parts
from planner.solver.people.goals import fill_by_chains
from planner.solver.proof.benders import Shortage
from planner.solver.proof.exact import bound_exactly, is_small, settle_exactly
from planner.solver.proof.lexicographic import Face
from planner.solver.search.neighbourhoods import LINEAR_PAIRS, SMALL_PAIRS, Engine, Lock, Outcome, Takes

Answer = TypeVar("Answer")

TRIES = 3
STRETCH_PAIRS = 6_000
FILLING_PAIRS = 100_000
"""Above this size chains are tried before the relaxation, which they may save."""

Outcomes = dict[int, Outcome]
"""What a part reached, by the number of the step."""


def run_stages(
    engine: Engine, start: Takes, threads: int, report: Callable[[Progress], None], *, stays: bool = False
) -> tuple[tuple[GoalResult, ...], int]:
    """Optimise every goal in turn; return what each reached, and how many slots any plan at all can fill at most.

    The roster ends no worse than ``start``, a sound plan: mostly the previous one, which a search that is cut may miss.
    With ``stays`` it ends just so.
    """
    goals = steps_for(engine.board)
    steps = [*goals, *preferences(engine.board)]
    whole_board = engine.scope(range(len(engine.board.needs)))

    def worths() -> list[int]:
        return [int(step.worth(engine.view, whole_board)) for step in steps]

    if is_small(engine):
        outcomes, total = _settle_small(engine, steps, report)
    else:
        with ThreadPoolExecutor(max_workers=threads) if threads > 1 else OneByOne() as pool:
            stages = _Stages(engine, steps, pool, report)
            outcomes = stages.run()
            total = sum(pool.map(stages.bound_on_filled, range(len(stages.parts))))
    found, ended = worths(), engine.snapshot(whole_board)
    engine.roster.replace(start)
    reached = worths()
    if not stays and reached <= found:
        engine.roster.replace(ended)
        reached = found
    results: list[GoalResult] = []
    for number, step in enumerate(goals):
        known = [o[number] for o in outcomes if number in o]
        most = step.most(whole_board)
        results.append(_result(step, reached[number], found[number], most, known, results, total, engine.cut))
    return tuple(results), total


def _settle_small(
    engine: Engine, steps: Sequence[Step], report: Callable[[Progress], None]
) -> tuple[list[Outcomes], int]:
    """Settle a small folder as one part; return what it reached and a bound on its filled slots."""
    everything = engine.scope(range(len(engine.board.needs)))
    at_all = filled_at_all(engine.board)
    total = bound_exactly(engine, everything, at_all)

    def tell(done: int) -> None:
        filled = int(at_all.worth(engine.view, everything))
        report(Progress("coverage", filled, total, done, len(steps), engine.clock.elapsed_s()))

    return [dict(enumerate(settle_exactly(engine, everything, steps, tell)))], total


class OneByOne(Executor):
    """Does what it is given at once, in the thread that asks: small folders are planned sooner than threads change."""

    def map(self, fn: Callable[..., Answer], *iterables: Iterable[Any], **_: Any) -> Iterator[Answer]:
        """Return the answers in order, all of them found already."""
        return iter([fn(*each) for each in zip(*iterables, strict=False)])


class _Stages:
    """One run through all parts; ``of_part`` has what each part reached by itself."""

    def __init__(
        self, engine: Engine, steps: Sequence[Step], pool: Executor, report: Callable[[Progress], None]
    ) -> None:
        self.engine, self.steps, self.pool, self._report = engine, steps, pool, report
        self.parts = find_parts(engine, steps)
        self.of_part: list[Outcomes] = [{} for _ in self.parts]
        wholes = [number for number, step in enumerate(steps) if step.goal is GoalName.WHOLE]
        self._whole = wholes[0] if wholes and not engine.board.settings.whole_staffing else None
        self._alone = [number for number in range(len(steps)) if number != self._whole]
        self._is_shared = False
        self._sizes = [engine.reduction.most_pairs(part.numbers) for part in self.parts]
        self._first, self._later = self._without_people()
        if self._later and self._whole is not None and self._whole > self._later[0]:
            self._whole = None  # goals about people come before it, so vacancies are not shared out for its sake

    def _without_people(self) -> tuple[list[int], list[int]]:
        """Return the steps that faces settle, and those from the first goal about people on, where a part is large."""
        people = (at for at in self._alone if self.steps[at].goal in (GoalName.HEADCOUNT, GoalName.BALANCE))
        end = next(people, len(self.steps)) if max(self._sizes, default=0) > SMALL_PAIRS else len(self.steps)
        return [at for at in self._alone if at < end], [at for at in self._alone if at >= end]

    def run(self) -> list[Outcomes]:
        """Settle all steps everywhere; return what parts reached alone, and what those that share reached together."""
        tally = _Tally(self, self._report)
        faces = self.pool.map(tally.counted(self._begin), range(len(self.parts)))
        short = {number: face for number, face in enumerate(faces) if face is not None}
        return [*self.of_part, self._share(short)] if short else self.of_part

    def _begin(self, number: int) -> Face | None:
        """Settle a part by itself, or return its face above whole productions if it has vacancies to share."""
        part = self.parts[number]
        if self._later or self._sizes[number] > FILLING_PAIRS:
            self._fill(part)
        too_much = self._sizes[number] > LINEAR_PAIRS or self.engine.clock.left_s() <= 0
        face, ideal = None, self._is_ideal(part)
        try:
            if not too_much and not ideal:
                face = self._face(number)
            elif not ideal and self._is_full(part):
                self._settle_in_pieces(part)
        except TimeUp:
            face = None
        if face is None:
            self._leave(number, self._first)
            self._search(number, self._later)
        return face

    def _settle_in_pieces(self, part: Scope) -> None:
        """Settle a part that is too large for one model stretch by stretch, with everything else as it is."""
        steps = [self.steps[at] for at in self._first]
        for needs in self._stretches(part):
            if self.engine.clock.left_s() > 0:
                Face(self.engine, self.engine.scope(needs), steps).settle()

    def _stretches(self, part: Scope) -> Iterator[list[int]]:
        """Yield a part's needs by first day, as many at a time as make a small model."""
        needs: list[int] = []
        pairs = 0
        for need in sorted(part.needs, key=lambda need: (need.first, need.index)):
            needs.append(need.index)
            pairs += len(self.engine.reduction.takers(need.index))
            if pairs > STRETCH_PAIRS:
                yield needs
                needs, pairs = [], 0
        if needs:
            yield needs

    def _face(self, number: int) -> Face | None:
        """Settle a part on its face, or return the face above whole productions if it has vacancies to share."""
        part, engine = self.parts[number], self.engine
        face = Face(engine, part, [self.steps[at] for at in self._first])
        if self._whole is not None and face.descend(self._whole) and face.is_short():
            return face
        if not face.is_short():
            self._fill(part)
        self._settle(number, face)
        if self._whole is not None and not self._is_full(part):  # whole people fill less than divided ones could
            face = Face(engine, part, face.steps)
            return face if face.settle(self._whole) and face.is_short() else None
        return None

    def _fill(self, part: Scope) -> None:
        """Fill slots by chains, if nothing counts before that."""
        staffing = self.engine.board.settings.whole_staffing
        in_time = self.engine.clock.left_s() > 0
        if self.steps[0].fills and in_time and not staffing and not self._is_full(part):
            fill_by_chains(self.engine, part)

    def _settle(self, number: int, face: Face) -> None:
        """Settle a part's steps without regard to whole productions."""
        if face.settle():
            self.of_part[number] |= dict(zip(self._first, face.outcomes(), strict=True))
        else:
            self._search(number, self._first, face.outcomes())

    def _leave(self, number: int, steps: Sequence[int]) -> None:
        """Note what a part has of steps that need no more, or are too large or come too late to be settled."""
        part, view = self.parts[number], self.engine.view
        for at in steps:
            worth, most = self.steps[at].worth(view, part), self.steps[at].most(part)
            self.of_part[number].setdefault(at, Outcome(worth, most, None if worth == most else self.engine.cut))

    def _is_ideal(self, part: Scope) -> bool:
        """Whether a part has all that anybody could wish of the steps that faces settle."""
        steps, view = [self.steps[at] for at in self._first], self.engine.view
        return self._is_full(part) and all(step.worth(view, part) == step.most(part) for step in steps)

    def _is_full(self, part: Scope) -> bool:
        return all(self.engine.roster.filled(need.index) == need.count for need in part.needs)

    def _search(self, number: int, steps: Sequence[int], known: Sequence[Outcome] = ()) -> None:
        """Raise some steps of a part one by one, without a face; ``known`` bounds hold in any case."""
        engine, part = self.engine, self.parts[number]
        bounds = {at: outcome.bound for at, outcome in zip(steps, known, strict=False)}
        for at in steps:
            step = self.steps[at]
            rest = [s for s in self.steps[at:] if s.goal is step.goal]
            aim = in_order(rest) if step.goal is GoalName.COVERAGE else step
            earlier = [before for before in range(at) if before in self._alone or self._is_shared]
            locks = [Lock(self.steps[before], part) for before in earlier]
            self.of_part[number][at] = engine.optimise(step, part, locks, aim, bounds.get(at))

    def _share(self, short: dict[int, Face]) -> Outcomes:
        """Decide for all parts with vacancies at once which these are, and settle the steps that follow."""
        whole = self._whole or 0
        together = None
        for _ in range(TRIES):
            if self.engine.clock.left_s() > 0:
                together = Shortage(self.engine, list(short.values()), self.pool, self._report).settle()
            if together is not None or self.engine.clock.left_s() <= 0:
                break
            list(self.pool.map(lambda face: face.settle(whole), short.values()))
        if together is None:
            list(self.pool.map(self._settle, short, short.values()))
            return {}
        for number, face in short.items():
            self.of_part[number] = dict(zip(self._first[:whole], face.outcomes(), strict=False))
        self._is_shared = True  # from here on whole productions are kept
        for number in short:
            self._search(number, self._later)
        return dict(zip([whole, *self._first[whole:]], together, strict=True))

    def bound_on_filled(self, number: int) -> int:
        """Return a bound on the slots of a part that can be filled, whatever their priority."""
        part, everything = self.parts[number], filled_at_all(self.engine.board)
        if self._is_full(part):
            return everything.most(part)
        filling = [at for at, step in enumerate(self.steps) if step.fills]
        if filling == [0] and 0 in self.of_part[number]:  # nothing counts before it: its bound holds for any plan
            return self.of_part[number][0].bound
        small = self._sizes[number] <= LINEAR_PAIRS and self.engine.clock.left_s() > 0
        with suppress(TimeUp):
            face = Face(self.engine, part, [everything]) if small else None
            if face and face.descend():
                return face.totals()[0]
        return everything.most(part)


class _Tally:
    """How many slots are filled and how many could be, while part after part is being settled."""

    def __init__(self, stages: _Stages, report: Callable[[Progress], None]) -> None:
        self._stages, self._report, self._mutex, self._done = stages, report, Mutex(), 0
        self._everything = filled_at_all(stages.engine.board)
        self._filled = [self._filled_in(part) for part in stages.parts]
        self._possible = [self._everything.most(part) for part in stages.parts]

    def _filled_in(self, part: Scope) -> int:
        return int(self._everything.worth(self._stages.engine.view, part))

    def counted(self, begin: Callable[[int], Face | None]) -> Callable[[int], Face | None]:
        """Return what settles a part and tells of it before the next one begins."""

        def begin_and_tell(number: int) -> Face | None:
            face = begin(number)
            with self._mutex:
                self._done += 1
                self._filled[number] = self._filled_in(self._stages.parts[number])
                self._possible[number] = self._possible_in(number, face)
                elapsed_s = self._stages.engine.clock.elapsed_s()
                counts = sum(self._filled), sum(self._possible), self._done, len(self._filled)
                self._report(Progress("coverage", *counts, elapsed_s))
            return face

        return begin_and_tell

    def _possible_in(self, number: int, face: Face | None) -> int:
        steps, found = self._stages.steps, self._stages.of_part[number]
        if face is not None:
            return sum(total for step, total in zip(face.steps, face.totals(), strict=False) if step.fills)
        return sum(outcome.bound for at, outcome in found.items() if steps[at].fills)


def _result(
    step: Step,
    worth: int,
    found: int,
    most: int,
    outcomes: list[Outcome],
    before: list[GoalResult],
    coverage_bound: int,
    cut_by: str | None,
) -> GoalResult:
    """Sum up a step, worth ``found`` when its outcomes were, over its parts; what nobody looked at counts as it is.

    The parts' bounds hold only where every earlier goal is proven in them: an unproven one might be reached otherwise.
    """
    assert step.goal is not None
    bound = min(found + sum(o.bound - o.worth for o in outcomes), most)
    if any(not result.proven for result in before) or (step.goal is GoalName.WHOLE and not outcomes):
        bound = most
    if step.goal is GoalName.COVERAGE:
        bound = min(bound, coverage_bound - sum(r.value for r in before if r.name is GoalName.COVERAGE))
    cuts = {outcome.cut for outcome in outcomes} - {None}
    cut = "clock" if "clock" in cuts else "work" if cuts else None if worth == bound else cut_by
    proven = worth == bound and cut is None and all(result.proven for result in before)
    return GoalResult(
        step.goal, step.sign * worth, step.sign * bound, proven, None if proven else cut, step.priority, step.rank
    )
