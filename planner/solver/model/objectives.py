"""What is optimised: one short function per goal, written once for decisions and for numbers.

An objective is a goal at one priority or rank; its worth is to be maximised over the needs of a scope, so what is to be
small is negative. :func:`objectives_of` is the table of contents and puts them into their strict order.
Changes when the contract's table of goals does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from planner.domain.settings import GoalName
from planner.solver.model.need import Need, Wish
from planner.solver.model.problem import Problem
from planner.solver.model.scope import Scope
from planner.solver.model.submodel import Quantity, View

Worth = Callable[[View, Scope], Quantity]
Lacking = Callable[[View, Scope], list[int]]


@dataclass(frozen=True, slots=True)
class Objective:
    """A goal at one priority or rank; ``sign`` is -1 where the reported value is to be small.

    ``most`` is a worth that no plan can exceed, ``lacking`` the needs at which the worth falls short of it now;
    ``wishes`` are what holds or stability count; ``scale`` is what one unit of the first count is worth;
    ``fills`` says that the worth counts filled slots, of its priority if it has one.
    """

    goal: GoalName | None
    worth: Worth
    most: Callable[[Scope], int]
    lacking: Lacking
    sign: int = 1
    priority: int | None = None
    rank: int | None = None
    wishes: tuple[Wish, ...] = ()
    scale: Callable[[Scope], int] = lambda scope: 1
    fills: bool = False

    @property
    def label(self) -> str:
        """The goal with its priority or rank, for progress lines."""
        number = self.priority if self.priority is not None else self.rank
        name = self.goal.value if self.goal else "as before"
        return name if number is None else f"{name} {number}"

    def counts(self, need: Need) -> bool:
        """Whether the worth counts the need's filled slots."""
        return self.fills and self.priority in (None, need.priority)


def _filled(goal: GoalName | None, priority: int | None = None) -> Objective:
    """Most filled slots, of one priority if it is named."""

    def counted(scope: Scope) -> list[Need]:
        return [need for need in scope.needs if priority in (None, need.priority)]

    return Objective(
        goal,
        lambda view, scope: sum(view.filled(need.index) for need in counted(scope)),
        lambda scope: sum(need.count for need in counted(scope)),
        lambda view, scope: [need.index for need in counted(scope) if view.filled(need.index) < need.count],
        priority=priority,
        fills=True,
    )


def _kept(goal: GoalName | None, wishes: tuple[Wish, ...], rank: int | None = None) -> Objective:
    """Most wishes granted."""
    return Objective(
        goal,
        lambda view, scope: sum(view.is_kept(wish) for wish in scope.wishes(wishes)),
        lambda scope: sum(wish.most for wish in scope.wishes(wishes)),
        lambda view, scope: [w.needs[0] for w in scope.wishes(wishes) if view.is_kept(w) < w.most],
        rank=rank,
        wishes=wishes,
    )


def _everywhere(view: View, scope: Scope) -> list[int]:
    return [need.index for need in sorted(scope.needs, key=lambda need: (need.first, need.index))]


def _least(goal: GoalName | None, cost: Worth, lacking: Lacking = _everywhere) -> Objective:
    """Least of something that is 0 at best."""
    return Objective(goal, lambda view, scope: -cost(view, scope), lambda scope: 0, lacking, sign=-1)


def _coverage(problem: Problem) -> list[Objective]:
    """Most filled slots, priority by priority."""
    return [_filled(GoalName.COVERAGE, priority) for priority in sorted({need.priority for need in problem.needs})]


def _whole(problem: Problem) -> list[Objective]:
    """Most productions with every slot filled."""
    return [
        Objective(
            GoalName.WHOLE,
            lambda view, scope: sum(view.is_whole(production) for production in scope.productions),
            lambda scope: len(scope.productions),
            lambda view, scope: [n.index for n in scope.needs if view.filled(n.index) < n.count],
        )
    ]


def _holds(problem: Problem) -> list[Objective]:
    """Most holds kept, rank by rank."""
    ranks = sorted({hold.rank for hold in problem.holds})
    return [_kept(GoalName.HOLDS, tuple(h for h in problem.holds if h.rank == rank), rank) for rank in ranks]


def _stability(problem: Problem) -> list[Objective]:
    """Most rows of the previous plan kept: first per production, role and person, then with their window too."""
    if problem.instance.previous is None:
        return []
    people, windows = problem.published, problem.published_windows
    return [_kept(GoalName.STABILITY, people, 1), _kept(GoalName.STABILITY, windows, 2)]


def _one_by_one(takes: Iterable[tuple[int, int]]) -> tuple[Wish, ...]:
    """Everybody in the very need that they are paired with."""
    return tuple(Wish(person, (need,)) for person, need in sorted(takes))


def _main_role(problem: Problem) -> list[Objective]:
    """Fewest slots filled by somebody's other role."""

    def by_other_role(view: View, need: int) -> Quantity:
        takers = view.takers(need)
        return sum(take for track, take in takers if not problem.is_main_role(view.reduction.person(track), need))

    return [
        _least(
            GoalName.MAIN_ROLE,
            lambda view, scope: sum(by_other_role(view, need) for need in scope.numbers),
            lambda view, scope: [need for need in scope.numbers if by_other_role(view, need)],
        )
    ]


def _cost(problem: Problem) -> list[Objective]:
    """Lowest sum of day rate times paid days, in cents."""

    def cost(view: View, scope: Scope) -> Quantity:
        return sum(
            problem.pay_cents(view.reduction.person(track), need) * take
            for need in scope.numbers
            for track, take in view.takers(need)
        )

    return [_least(GoalName.COST, cost)]


def _headcount(problem: Problem) -> list[Objective]:
    """Fewest people used."""
    return [_least(GoalName.HEADCOUNT, lambda view, scope: sum(view.used(track) for track in scope.tracks))]


def _balance(problem: Problem) -> list[Objective]:
    """Least sum over people of the square of their paid days."""
    return [_least(GoalName.BALANCE, lambda view, scope: sum(view.squared_days(track) for track in scope.tracks))]


OBJECTIVES: dict[GoalName, Callable[[Problem], list[Objective]]] = {
    GoalName.COVERAGE: _coverage,
    GoalName.WHOLE: _whole,
    GoalName.HOLDS: _holds,
    GoalName.STABILITY: _stability,
    GoalName.MAIN_ROLE: _main_role,
    GoalName.COST: _cost,
    GoalName.HEADCOUNT: _headcount,
    GoalName.BALANCE: _balance,
}


def preferences(problem: Problem) -> list[Objective]:
    """Return what follows all goals: nobody where they are released, then everybody as in the previous plan."""
    found = [_nobody_released(problem)] if problem.released_takes else []
    if problem.instance.previous is not None and (found or not problem.aims_at(GoalName.STABILITY)):
        # Whoever is released has gone by now where that costs nothing: a row that is theirs again stays theirs.
        found.append(_kept(None, _one_by_one(problem.previous_takes)))
    return found


def _nobody_released(problem: Problem) -> Objective:
    """Fewest slots filled by people who are released from them."""
    wishes = _one_by_one(problem.released_takes)
    return _least(
        None,
        lambda view, scope: sum(view.is_kept(wish) for wish in scope.wishes(wishes)),
        lambda view, scope: [wish.needs[0] for wish in scope.wishes(wishes) if view.is_kept(wish)],
    )


def objectives_of(problem: Problem) -> list[Objective]:
    """Return every objective of the run's goals, in their strict order."""
    return [objective for goal in problem.settings.goals for objective in OBJECTIVES[goal](problem)]


def filled_at_all() -> Objective:
    """Return the objective that counts filled slots of any priority, for a bound on their sum."""
    return _filled(None)


def in_order(objectives: Sequence[Objective]) -> Objective:
    """Return one objective that raises several counts at once, strictly the earlier before the later ones.

    Each worth must be a count that is 0 or more; a scope's own sizes give the weights.
    """

    def weights(scope: Scope) -> list[int]:
        found = [1]
        for objective in reversed(objectives[1:]):
            found.insert(0, found[0] * (objective.most(scope) + 1))
        return found

    def total(scope: Scope, counts: Iterable[Quantity]) -> Quantity:
        return sum(weight * count for weight, count in zip(weights(scope), counts, strict=True))

    return Objective(
        None,
        lambda view, scope: total(scope, (objective.worth(view, scope) for objective in objectives)),
        lambda scope: int(total(scope, (objective.most(scope) for objective in objectives))),
        objectives[0].lacking,
        scale=lambda scope: weights(scope)[0],
    )
