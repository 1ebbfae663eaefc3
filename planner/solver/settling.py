"""All objectives of a large folder, part by part: an optimal face where a part is small enough, search where it is not.

Productions tie parts only by their vacant slots; what is vacant is decided for all such parts at once, by Benders
decomposition.
Changes when a goal ties parts that were independent.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Lock

from planner.domain.ledger import Ledger, Proven
from planner.domain.progress import Progress
from planner.domain.settings import GoalName
from planner.executor import OneByOne
from planner.solver.model.clock import Clock, TimeUp
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.objectives import Objective, filled_at_all, in_order
from planner.solver.model.scope import Scope
from planner.solver.model.stage import Bounds, Floor, Settled, Stage
from planner.solver.parts import Part, find_parts
from planner.solver.people.goals import fill_by_chains
from planner.solver.proof.benders import Benders, Proof
from planner.solver.proof.ledger import key_of, learn
from planner.solver.proof.lexicographic import OptimalFace
from planner.solver.proof.master import Cut
from planner.solver.proof.standing import StandingPart, Steps, is_where_it_was, prove
from planner.solver.proof.subproblem import Subproblem, Tied, share_units
from planner.solver.search.neighbourhoods import SMALL_PAIRS, optimise

LINEAR_PAIRS = 250_000
"""(Track, need) pairs of a part that is small enough for an LP."""
STRETCH_PAIRS = 6_000
FILLING_PAIRS = 100_000
"""Above this size chains are tried before the LP, which they may save."""
TRIES = 3


@dataclass
class Short:
    """A part with vacancies to share: its ``face`` above whole productions, where one was made, and whether it stands.

    ``proven`` is what is known of it by its ``key``; a part without a key is not remembered.
    """

    part: Part
    face: OptimalFace | None
    key: str | None = None
    proven: Proven | None = None
    stands: bool = False


def settle_in_parts(
    incumbent: Incumbent,
    clock: Clock,
    objectives: Sequence[Objective],
    threads: int,
    report: Callable[[Progress], None],
    ledger: Ledger,
) -> Settled:
    """Settle every objective in every part, as many parts side by side as there are threads."""
    with ThreadPoolExecutor(max_workers=threads) if threads > 1 else OneByOne() as pool:
        settling = Settling(incumbent, clock, objectives, pool, report, ledger)
        settled = list(pool.map(settling.settle_part, settling.parts))
        short = [one for one in settled if one is not None]
        shared = settling.share_vacancies(short) if short else {}
        most_filled = list(pool.map(settling.bound_on_filled, settling.parts))
    return Settled([*(part.bounds for part in settling.parts), shared], sum(most_filled))


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
        ledger: Ledger,
    ) -> None:
        self._incumbent, self._clock, self._objectives, self._pool = incumbent, clock, objectives, pool
        self._report, self._ledger, self._filling = report, ledger, filled_at_all()
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
        of_parts = () if self._whole_staffing else tuple(incumbent.problem.settings.goals)
        self._steps = Steps.of(objectives, of_parts, self._whole) if not self._later else None
        # where nothing counts before the one objective that fills slots, its bound holds for any plan
        self._fills_first = [at for at in numbers if objectives[at].fills] == [0]
        self._mutex, self._done = Lock(), 0

    def _of(self, numbers: Sequence[int]) -> list[Objective]:
        return [self._objectives[at] for at in numbers]

    def settle_part(self, part: Part) -> Short | None:
        """Settle a part by itself, or return it above whole productions if it has vacancies to share."""
        short = self._remember(part)
        if short is None or not short.stands:
            short = self._settle_part(part, short)
        elif self._whole is None or self._incumbent.is_full(part.scope):
            short = None
        self._tell(part, short)
        return short

    def _settle_part(self, part: Part, seen: Short | None) -> Short | None:
        if self._later or part.size > FILLING_PAIRS:
            self._fill(part)
        short = None
        if not self._is_ideal(part):
            with suppress(TimeUp):
                if part.size <= LINEAR_PAIRS and self._clock.goes_on():
                    short = self._settle_by_face(part, seen)
                elif self._incumbent.is_full(part.scope):
                    self._settle_stretches(part)
        if short is None:
            self._leave(part)
            self._search(part, self._later)
        return short

    def _remember(self, part: Part) -> Short | None:
        """Return what is proven of a part, and whether it stands; None where that is not known before it is settled."""
        if self._steps is None or not is_where_it_was(self._incumbent, self._objectives, self._steps, part.scope):
            return None
        early = self._of(self._steps.early)
        worths = tuple(int(one.worth(self._incumbent, part.scope)) for one in early)
        short = Short(part, None, stands=True)
        if any(worth < one.most(part.scope) for worth, one in zip(worths, early, strict=True)):
            short = self._prove(part)
            short.stands = short.proven is not None and worths == short.proven.totals
        if short.stands:  # of the goals that follow nothing is said: it has what it has
            both = zip(self._steps.early, worths, strict=True)
            part.bounds = {at: Bounds(worth, worth, None) for at, worth in both}
        return short

    def _prove(self, part: Part) -> Short:
        """Find what no plan of a part exceeds before stability: in the ledger, or by its face."""
        assert self._steps is not None
        short = Short(part, None)
        if part.size > LINEAR_PAIRS:
            return short
        short.key = key_of(part.scope, self._of(self._steps.early))
        short.proven = self._ledger.proven.get(short.key)
        if short.proven is None and self._clock.goes_on():
            with suppress(TimeUp):
                short.face = self._face(part)
                self._note(short)
                if not self._fills_first:
                    self._find_filled(part, short.face)
        return short

    def _note(self, short: Short) -> None:
        """Write down what the face of a part shows."""
        if self._steps is None or short.face is None:
            return
        short.proven = prove(short.face, self._steps.opening, len(self._steps.early))
        short.key = short.key or key_of(short.part.scope, self._of(self._steps.early))
        if short.proven is not None:
            self._ledger.proven.setdefault(short.key, short.proven)

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

    def _settle_by_face(self, part: Part, seen: Short | None) -> Short | None:
        """Settle a part on its face, or return it above whole productions if it has vacancies to share."""
        short = seen if seen is not None and seen.face is not None else Short(part, self._face(part))
        face = short.face
        assert face is not None
        if short.proven is None:
            self._note(short)
        above = self._whole is not None and face.relax(self._whole)
        if face.is_short():
            if not self._fills_first:
                self._find_filled(part, face)
            if above:
                return short
        else:
            self._fill(part)
        self._settle(part, face)
        if self._whole is not None and not self._incumbent.is_full(part.scope):
            face = self._face(part)  # whole people fill less than divided ones could
            return Short(part, face) if face.settle(self._whole) and face.is_short() else None
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

    def share_vacancies(self, short: Sequence[Short]) -> dict[int, Bounds]:
        """Decide for all parts with vacancies at once which these are, and settle the objectives that follow."""
        shared = self._share_beside([one for one in short if one.stands], [one for one in short if not one.stands])
        if shared is not None:
            return shared
        scopes = [one.part.scope for one in short]
        before = {n: takers for scope in scopes for n, takers in self._incumbent.snapshot(scope).items()}
        worths = self._worths(scopes)
        shared = self._share_all(short)
        if any(one.stands for one in short) and self._worths(scopes) == worths:
            self._incumbent.replace(before)  # nothing is better, so everybody stays where they were
        return shared

    def _worths(self, scopes: Sequence[Scope]) -> list[int]:
        everything = Scope(self._incumbent.model, (n for scope in scopes for n in scope.numbers))
        return [int(objective.worth(self._incumbent, everything)) for objective in self._objectives]

    def _share_beside(self, standing: Sequence[Short], others: Sequence[Short]) -> dict[int, Bounds] | None:
        """Share vacancies among the parts that do not stand, and prove that none would be better in those that do.

        Returns None where that is not proven: the best plan may be another.
        """
        whole = self._whole
        if not standing or whole is None:
            return None
        asked = [Subproblem(number, one.face) for number, one in enumerate(others) if one.face is not None]
        remembered = [self._standing(number, one) for number, one in enumerate(standing, len(asked))]
        share_units([*asked, *remembered])
        beside = {
            n: self._incumbent.filled(n)
            for one in standing
            for n in one.part.scope.numbers
            if self._incumbent.filled(n) < self._incumbent.problem.needs[n].count
        }
        parts: list[Tied] = [*asked, *remembered]
        proof = Proof(self._incumbent, self._clock, parts, self._pool, self._report)
        proof.master.cuts += [cut for part in remembered for cut in part.known()]
        if asked:
            benders = Benders(self._incumbent, self._clock, asked, self._pool, self._report, beside)
            if benders.settle() is None:
                return None
            proof.master.cuts += benders.master.cuts
            proof.master.nogoods += benders.master.nogoods
        bounds = proof.prove()
        self._learn((*others, *standing), proof.master.cuts)
        return None if bounds is None else self._shared(others, bounds)

    def _standing(self, number: int, short: Short) -> StandingPart:
        """Return a part that stands as the master sees it."""
        assert self._steps is not None
        assert self._steps.kept is not None
        assert self._whole is not None
        assert short.proven is not None, "a part with vacancies stands by what is proven of it"
        first = self._of(self._first)
        further = dict(enumerate(first[self._whole :], self._whole))
        people, windows = map(self._first.index, self._steps.kept)
        face = partial(self._face_to_share, short)
        scope, opening = short.part.scope, first[: self._whole]
        return StandingPart(number, self._incumbent, scope, short.proven, opening, further, (people, windows), face)

    def _face_to_share(self, short: Short) -> OptimalFace | None:
        """Return the face of a part above whole productions; None when that takes too long."""
        with suppress(TimeUp):
            short.face = short.face or self._face(short.part)
            return short.face if short.face.relax(self._whole) else None
        return None

    def _learn(self, short: Iterable[Short], cuts: Sequence[Cut]) -> None:
        """Remember what was learned of parts, for when they come back."""
        for one in short:
            if one.key is not None and one.key in self._ledger.proven:
                learn(self._ledger, one.key, one.part.scope, cuts)

    def _shared(self, short: Sequence[Short], bounds: Sequence[Bounds]) -> dict[int, Bounds]:
        """Return bounds of whole productions and of all that follows, and note those before for each part."""
        whole = self._whole or 0
        for one in short:
            if one.face is not None:
                one.part.bounds = dict(zip(self._first[:whole], one.face.bounds(), strict=False))
        for one in short:
            self._search(one.part, self._later, keep_whole=True)
        return dict(zip([whole, *self._first[whole:]], bounds, strict=True))

    def _share_all(self, short: Sequence[Short]) -> dict[int, Bounds]:
        """Share vacancies among all parts, those that stand too."""
        whole, shared = self._whole or 0, None
        faces = [self._face_to_share(one) for one in short]
        open_faces = [face for face in faces if face is not None]
        for _ in range(TRIES):
            if self._clock.goes_on() and len(open_faces) == len(faces):
                asked = [Subproblem(number, face) for number, face in enumerate(open_faces)]
                share_units(asked)
                benders = Benders(self._incumbent, self._clock, asked, self._pool, self._report)
                shared = benders.settle()
                self._learn(short, benders.master.cuts)
            if shared is not None or not self._clock.goes_on():
                break
            # whole people cannot do what LPs promised
            list(self._pool.map(lambda face: face.settle(whole), open_faces))
        if shared is not None:
            return self._shared(short, shared)
        list(self._pool.map(lambda one: self._settle(one.part, one.face) if one.face else None, short))
        return {}

    def bound_on_filled(self, part: Part) -> int:
        """Return a bound on the slots of a part that can be filled, whatever their priority."""
        if self._incumbent.is_full(part.scope):
            return self._filling.most(part.scope)
        if self._fills_first and 0 in part.bounds:
            return part.bounds[0].dual
        if part.size > LINEAR_PAIRS:
            return self._filling.most(part.scope)
        return self._find_filled(part) or self._filling.most(part.scope)

    def _find_filled(self, part: Part, face: OptimalFace | None = None) -> int | None:
        """Bound the filled slots of a part by a face that is there, or one of its own, unless that is known already."""
        key = key_of(part.scope, [self._filling])
        if key not in self._ledger.filled and self._clock.goes_on():
            with suppress(TimeUp):
                face = face or OptimalFace(self._incumbent, self._clock, part.scope, [self._filling])
                most = face.bound_before_all(self._filling)
                if most is not None:
                    self._ledger.filled[key] = most
        return self._ledger.filled.get(key)

    def _tell(self, part: Part, short: Short | None) -> None:
        """Say how many slots are filled and how many could be, part after part."""
        with self._mutex:
            self._done += 1
            part.filled = self._filling.worth(self._incumbent, part.scope)
            if short is None or short.stands or short.face is None:
                part.possible = sum(one.dual for at, one in part.bounds.items() if self._objectives[at].fills)
            else:
                settled = zip(short.face.objectives, short.face.totals(), strict=False)
                part.possible = sum(total for objective, total in settled if objective.fills)
            filled, possible = sum(part.filled for part in self.parts), sum(part.possible for part in self.parts)
            done = self._done, len(self.parts)
            self._report(Progress("coverage", filled, possible, *done, self._clock.elapsed_s()))
