"""All objectives of a large folder, part by part: an optimal face where a part is small enough, search where it is not.

Productions tie parts only by their vacant slots; what is vacant is decided for all such parts at once, by Benders
decomposition.
Changes when a goal ties parts that were independent.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import Any, TypeVar

from planner.domain.progress import Progress
from planner.domain.settings import GoalName
from planner.solver.model.clock import Clock, TimeUp
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.objectives import Objective, filled_at_all, in_order
from planner.solver.model.scope import Scope
from planner.solver.model.stage import Bounds, Floor, Settled, Stage
from planner.solver.parts import Part, find_parts
from planner.solver.people.goals import fill_by_chains
from planner.solver.proof.benders import Benders
from planner.solver.proof.lexicographic import OptimalFace
from planner.solver.search.neighbourhoods import SMALL_PAIRS, optimise

LINEAR_PAIRS = 250_000
"""(Track, need) pairs of a part that is small enough for an LP."""
STRETCH_PAIRS = 6_000
FILLING_PAIRS = 100_000
"""Above this size chains are tried before the LP, which they may save."""
TRIES = 3

Answer = TypeVar("Answer")


def settle_in_parts(
    incumbent: Incumbent,
    clock: Clock,
    objectives: Sequence[Objective],
    threads: int,
    report: Callable[[Progress], None],
) -> Settled:
    """Settle every objective in every part, as many parts side by side as there are threads."""
    with ThreadPoolExecutor(max_workers=threads) if threads > 1 else OneByOne() as pool:
        settling = Settling(incumbent, clock, objectives, pool, report)
        faces = list(pool.map(settling.settle_part, settling.parts))
        short = [(part, face) for part, face in zip(settling.parts, faces, strict=True) if face is not None]
        shared = settling.share_vacancies(short) if short else {}
        most_filled = list(pool.map(settling.bound_on_filled, settling.parts))
    return Settled([*(part.bounds for part in settling.parts), shared], sum(most_filled))


class OneByOne(Executor):
    """Does what it is given at once, in the thread that asks: small folders are planned sooner than threads change."""

    def map(self, fn: Callable[..., Answer], *iterables: Iterable[Any], **_: Any) -> Iterator[Answer]:
        """Return the answers in order, all of them found already."""
        return iter([fn(*each) for each in zip(*iterables, strict=False)])


class Settling:
    """All parts on their way through the objectives.

    ``first`` are those that faces settle, ``later`` those from the first goal about people on, where a part is large.
    ``whole`` is the one of whole productions where it ties parts; the others are settled in each part ``alone``.
    """

    def __init__(
        self,
        incumbent: Incumbent,
        clock: Clock,
        objectives: Sequence[Objective],
        pool: Executor,
        report: Callable[[Progress], None],
    ) -> None:
        self._incumbent, self._clock, self._objectives, self._pool = incumbent, clock, objectives, pool
        self._report, self._filling = report, filled_at_all()
        self._whole_staffing = incumbent.problem.settings.whole_staffing
        self.parts = find_parts(incumbent, objectives)
        goals = [objective.goal for objective in objectives]
        numbers = range(len(goals))
        self._whole = None if self._whole_staffing or GoalName.WHOLE not in goals else goals.index(GoalName.WHOLE)
        self._alone = [at for at in numbers if at != self._whole]
        people = (at for at in self._alone if goals[at] in (GoalName.HEADCOUNT, GoalName.BALANCE))
        large = max((part.size for part in self.parts), default=0) > SMALL_PAIRS
        end = next(people, len(goals)) if large else len(goals)
        self._first, self._later = [at for at in self._alone if at < end], [at for at in self._alone if at >= end]
        if self._later and self._whole is not None and self._whole > self._later[0]:
            self._whole = None  # goals about people come before it, so vacancies are not shared out for its sake
        self._mutex, self._done = Lock(), 0

    def _of(self, numbers: Sequence[int]) -> list[Objective]:
        return [self._objectives[at] for at in numbers]

    def settle_part(self, part: Part) -> OptimalFace | None:
        """Settle a part by itself, or return its face above whole productions if it has vacancies to share."""
        if self._later or part.size > FILLING_PAIRS:
            self._fill(part)
        face = None
        if not self._is_ideal(part):
            with suppress(TimeUp):
                if part.size <= LINEAR_PAIRS and self._clock.goes_on():
                    face = self._settle_by_face(part)
                elif self._incumbent.is_full(part.scope):
                    self._settle_stretches(part)
        if face is None:
            self._leave(part)
            self._search(part, self._later)
        self._tell(part, face)
        return face

    def _is_ideal(self, part: Part) -> bool:
        """Whether a part has all that anybody could wish of the objectives that faces settle."""
        return self._incumbent.is_full(part.scope) and all(
            objective.worth(self._incumbent, part.scope) == objective.most(part.scope)
            for objective in self._of(self._first)
        )

    def _fill(self, part: Part) -> None:
        """Fill slots by ejection chains, if nothing counts before that."""
        counts_first = self._objectives[0].fills and not self._whole_staffing
        if counts_first and self._clock.goes_on() and not self._incumbent.is_full(part.scope):
            fill_by_chains(self._incumbent, self._clock, part.scope)

    def _face(self, part: Part) -> OptimalFace:
        return OptimalFace(self._incumbent, self._clock, part.scope, self._of(self._first))

    def _settle_by_face(self, part: Part) -> OptimalFace | None:
        """Settle a part on its face, or return the face above whole productions if it has vacancies to share."""
        face = self._face(part)
        if self._whole is not None and face.relax(self._whole) and face.is_short():
            return face
        if not face.is_short():
            self._fill(part)
        self._settle(part, face)
        if self._whole is not None and not self._incumbent.is_full(part.scope):
            face = self._face(part)  # whole people fill less than divided ones could
            return face if face.settle(self._whole) and face.is_short() else None
        return None

    def _settle(self, part: Part, face: OptimalFace) -> None:
        """Settle a part's objectives without regard to whole productions."""
        if face.settle():
            part.bounds |= dict(zip(self._first, face.bounds(), strict=True))
        else:
            self._search(part, self._first, face.bounds())

    def _settle_stretches(self, part: Part) -> None:
        """Settle a part that is too large for one LP stretch by stretch, with everything else as it is."""
        for needs in self._stretches(part.scope):
            if self._clock.goes_on():
                scope = Scope(part.scope.model, needs)
                OptimalFace(self._incumbent, self._clock, scope, self._of(self._first)).settle()

    def _stretches(self, scope: Scope) -> list[list[int]]:
        """Return a scope's needs by first day, as many together as make a small model."""
        found: list[list[int]] = []
        pairs = STRETCH_PAIRS + 1
        for need in sorted(scope.needs, key=lambda need: (need.first, need.index)):
            if pairs > STRETCH_PAIRS:
                found.append([])
                pairs = 0
            found[-1].append(need.index)
            pairs += len(scope.model.reduction.takers(need.index))
        return found

    def _leave(self, part: Part) -> None:
        """Note what a part has of objectives that need no more, or are too large or come too late to be settled."""
        for at, objective in zip(self._first, self._of(self._first), strict=True):
            worth, most = objective.worth(self._incumbent, part.scope), objective.most(part.scope)
            part.bounds.setdefault(at, Bounds.of(worth, most, self._clock))

    def _search(
        self, part: Part, numbers: Sequence[int], known: Sequence[Bounds] = (), *, keep_whole: bool = False
    ) -> None:
        """Raise some objectives of a part one by one, without a face.

        Each of the ``known`` dual bounds holds for the plans that reach all those before it, and for no others.
        """
        duals = {at: bounds.dual for at, bounds in zip(numbers, known, strict=False)}
        for at in numbers:
            objective = self._objectives[at]
            rest = [other for other in self._objectives[at:] if other.goal is objective.goal]
            aim = in_order(rest) if objective.goal is GoalName.COVERAGE else None
            earlier = [before for before in range(at) if keep_whole or before in self._alone]
            floors = [Floor(before, part.scope) for before in self._of(earlier)]
            stage = Stage(objective, part.scope, floors, aim)
            part.bounds[at] = optimise(stage, self._incumbent, self._clock, duals.get(at))
            if at in duals and part.bounds[at].worth < duals[at]:
                duals = {}

    def share_vacancies(self, short: Sequence[tuple[Part, OptimalFace]]) -> dict[int, Bounds]:
        """Decide for all parts with vacancies at once which these are, and settle the objectives that follow."""
        whole, faces, shared = self._whole or 0, [face for _, face in short], None
        for _ in range(TRIES):
            if self._clock.goes_on():
                shared = Benders(self._incumbent, self._clock, faces, self._pool, self._report).settle()
            if shared is not None or not self._clock.goes_on():
                break
            list(self._pool.map(lambda face: face.settle(whole), faces))  # whole people cannot do what LPs promised
        if shared is None:
            list(self._pool.map(lambda pair: self._settle(*pair), short))
            return {}
        for part, face in short:
            part.bounds = dict(zip(self._first[:whole], face.bounds(), strict=False))
        for part, _ in short:
            self._search(part, self._later, keep_whole=True)
        return dict(zip([whole, *self._first[whole:]], shared, strict=True))

    def bound_on_filled(self, part: Part) -> int:
        """Return a bound on the slots of a part that can be filled, whatever their priority."""
        if self._incumbent.is_full(part.scope):
            return self._filling.most(part.scope)
        filling = [at for at, objective in enumerate(self._objectives) if objective.fills]
        if filling == [0] and 0 in part.bounds:  # nothing counts before it: its bound holds for any plan
            return part.bounds[0].dual
        if part.size <= LINEAR_PAIRS and self._clock.goes_on():
            with suppress(TimeUp):
                face = OptimalFace(self._incumbent, self._clock, part.scope, [self._filling])
                if face.relax():
                    return face.totals()[0]
        return self._filling.most(part.scope)

    def _tell(self, part: Part, face: OptimalFace | None) -> None:
        """Say how many slots are filled and how many could be, part after part."""
        with self._mutex:
            self._done += 1
            part.filled = self._filling.worth(self._incumbent, part.scope)
            if face is None:
                part.possible = sum(one.dual for at, one in part.bounds.items() if self._objectives[at].fills)
            else:
                settled = zip(face.objectives, face.totals(), strict=False)
                part.possible = sum(total for objective, total in settled if objective.fills)
            filled, possible = sum(part.filled for part in self.parts), sum(part.possible for part in self.parts)
            done = self._done, len(self.parts)
            self._report(Progress("coverage", filled, possible, *done, self._clock.elapsed_s()))
