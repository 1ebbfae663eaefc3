"""Parts whose plan stands: nothing better can be had in them, and they need not be settled again.

A part stands when it reaches what was proven of every objective before stability, and everybody of the previous plan
in it is where they were: in the same window, or wherever their production's only window of the role is now; and no slot
is filled besides. To fill as many and to keep as many leaves no choice, so in the goals that follow a part that stands
is what it is; another plan of it is worth a thought only where productions that several parts share would gain by it.
Changes when a part may be left alone for another reason.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import gcd

from planner.domain.ledger import Proven
from planner.domain.settings import GoalName
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.objectives import Objective, filled_at_all
from planner.solver.model.scope import Scope
from planner.solver.proof.lexicographic import OptimalFace
from planner.solver.proof.master import Aim, Choice, Cut, Minimum
from planner.solver.proof.subproblem import Subproblem

COUNTED_GOALS = (GoalName.HEADCOUNT, GoalName.BALANCE)
"""Goals about people as a whole, of which a part says nothing without a model of it."""


@dataclass(frozen=True)
class Steps:
    """The objectives of a plan, by number, as a part looks at them that may stand.

    ``early`` are those before stability but for whole productions, the first ``opening`` of them before these; ``kept``
    are the two of stability, by person and with windows too, None without a previous plan.
    """

    early: tuple[int, ...]
    opening: int
    kept: tuple[int, int] | None

    @classmethod
    def of(cls, objectives: Sequence[Objective], goals: Sequence[GoalName], whole: int | None) -> "Steps | None":
        """Return the steps, None where no part can stand, because people may move for nothing."""
        if GoalName.STABILITY not in goals or set(goals) & set(COUNTED_GOALS):
            return None
        before = goals[: goals.index(GoalName.STABILITY)]
        early = tuple(at for at, one in enumerate(objectives) if one.goal in before and at != whole)
        shared_late = whole is not None and GoalName.WHOLE not in before
        if shared_late or not any(objectives[at].fills for at in early):
            return None
        kept = [at for at, one in enumerate(objectives) if one.goal is GoalName.STABILITY]
        opening = len([at for at in early if whole is None or at < whole])
        return cls(early, opening, (kept[0], kept[1]) if kept else None)


def is_where_it_was(incumbent: Incumbent, objectives: Sequence[Objective], steps: Steps, scope: Scope) -> bool:
    """Whether all that a part fills is kept from the previous plan, so that no other plan of it keeps as much."""
    if steps.kept is None:
        return False
    people, windows = (objectives[at] for at in steps.kept)
    filled = filled_at_all().worth(incumbent, scope)
    kept, most = people.worth(incumbent, scope), people.most(scope)
    if not kept == most == filled or windows.worth(incumbent, scope) != min(windows.most(scope), filled):
        return False
    several = incumbent.problem.needs_with_others & scope.inside
    own = sum(incumbent.is_kept(wish) for wish in scope.wishes(windows.wishes) if wish.needs[0] in several)
    return own == sum(map(incumbent.filled, several))


def prove(face: OptimalFace, opening: int, early: int) -> Proven | None:
    """Return what relaxations show of a part: above the ``opening`` objectives, and the totals of the ``early`` ones.

    The face is settled as far as the opening ones; None when that took too long.
    """
    if not face.relax(opening):
        return None
    place = {n: at for at, n in enumerate(face.scope.numbers)}
    ranges = {place[n]: ends for n, ends in face.open_ranges().items()}
    unreachable = tuple(at for n, at in place.items() if n not in face.submodel.count_rows)
    beyond = face if early == opening else face.duplicate()
    if not beyond.relax(early):
        return None
    return Proven(tuple(beyond.totals()), ranges, unreachable)


@dataclass
class StandingPart:
    """A part that stands, as the master of a decomposition asks it for other plans.

    ``proven`` is above the ``opening`` objectives; ``make_face`` makes the part's face there, which is needed once
    something else is asked for than there is.

    Estimates of the ``further`` objectives are counted in ``units``; those that are ``kept`` leave no choice.
    """

    number: int
    incumbent: Incumbent
    scope: Scope
    proven: Proven
    opening: Sequence[Objective]
    further: Mapping[int, Objective]
    kept: tuple[int, int]
    make_face: Callable[[], OptimalFace | None]
    units: Mapping[int, int] = field(init=False)

    def __post_init__(self) -> None:
        """Count what is there now."""
        self.units = {at: self._unit(objective) for at, objective in self.further.items()}
        self._filled = {n: self.incumbent.filled(n) for n in self.scope.numbers}
        self._worth = {at: int(one.worth(self.incumbent, self.scope)) for at, one in self.further.items()}

    @cached_property
    def unreachable(self) -> frozenset[int]:
        """The needs that nobody in the part can take."""
        return frozenset(self.scope.numbers[at] for at in self.proven.unreachable)

    @cached_property
    def ranges(self) -> Mapping[int, tuple[int, int]]:
        """The fewest and the most people of each need that may stay short."""
        return {self.scope.numbers[at]: ends for at, ends in self.proven.ranges.items()}

    @property
    def estimates(self) -> dict[int, tuple[int, int]]:
        """The least and the most that the part could have of each further objective, in units."""
        found = {}
        for at, objective in self.further.items():
            most = self._worth[at] if at <= self.kept[-1] else objective.most(self.scope)
            found[at] = (self._least(objective) // self.units[at], most // self.units[at])
        return found

    def minimums(self) -> Iterator[Minimum]:
        """Yield how many people the open needs get together, by the objectives before."""
        for objective, total in zip(self.opening, self.proven.totals, strict=False):
            if objective.fills:
                counted = [n for n in self.scope.needs if objective.counts(n) and n.index not in self.unreachable]
                full = sum(need.count for need in counted if need.index not in self.ranges)
                yield Minimum([need.index for need in counted if need.index in self.ranges], total - full)

    def known(self) -> Iterator[Cut]:
        """Yield what counts are impossible together, and that who keeps every row has no more than there is now."""
        for cut in self.proven.cuts:
            yield Cut(None, 1, cut.base, {self.scope.numbers[at]: weight for at, weight in cut.weights.items()}, {})
        most = sum(self._worth[at] // self.units[at] for at in self.kept)
        for at, objective in self.further.items():
            if at > self.kept[-1]:
                worth, best = self._worth[at] // self.units[at], objective.most(self.scope) // self.units[at]
                more = best - worth
                weights = {(self.number, kept): -more for kept in self.kept}
                yield Cut((self.number, at), 1, worth + more * most, {}, weights)

    def cut_for(self, choice: Choice, aim: Aim) -> Cut | None:
        """Return what a choice hopes for in vain; None when it leaves the part as it is, or there was no time."""
        if all(choice.filled[n] == self._filled[n] for n in self.ranges):
            return None
        return None if self._asked is None else self._asked.cut_for(choice, aim)

    @cached_property
    def _asked(self) -> Subproblem | None:
        face = self.make_face()
        if face is None:
            return None
        subproblem = Subproblem(self.number, face)
        subproblem.units = self.units
        return subproblem

    def _unit(self, objective: Objective) -> int:
        """Return what every worth is a multiple of."""
        return gcd(*self._pays()) or 1 if objective.goal is GoalName.COST else 1

    def _least(self, objective: Objective) -> int:
        """Return a worth that no plan falls below."""
        if objective.sign > 0:
            return 0
        dearest = max(self._pays(), default=0) if objective.goal is GoalName.COST else 1
        return -dearest * sum(need.count for need in self.scope.needs)

    def _pays(self) -> Iterator[int]:
        """Yield what somebody costs in some need."""
        problem, reduction = self.incumbent.problem, self.incumbent.reduction
        for n in self.scope.numbers:
            for track in reduction.takers(n):
                yield problem.pay_cents(reduction.person(track), n)
