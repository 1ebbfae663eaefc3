"""What is optimised: one short function per goal, written once for decisions and for numbers.

A worth is to be maximised over the needs of a scope; what is to be small is negative.
:func:`steps_for` is the table of contents and puts the goals into their strict order.
Changes when the contract's table of goals does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from planner.domain.settings import GoalName
from planner.solver.board import Board, Need, Wish
from planner.solver.views import Quantity, RosterView, Scope

Worth = Callable[[RosterView, Scope], Quantity]


@dataclass(frozen=True, slots=True)
class Step:
    """One goal at one priority or rank; ``sign`` is -1 where the reported value is to be small.

    ``most`` is a worth that no plan can exceed, ``lacking`` the needs at which the worth falls short of it now;
    ``wishes`` are what a holds or stability step counts; ``scale`` is what one unit of the first count is worth;
    ``fills`` says that the worth counts filled slots, of its priority if it has one.
    """

    goal: GoalName | None
    worth: Worth
    most: Callable[[Scope], int]
    lacking: Callable[[RosterView, Scope], list[int]]
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


def _everywhere(view: RosterView, scope: Scope) -> list[int]:
    return [need.index for need in sorted(scope.needs, key=lambda need: (need.first, need.index))]


def _coverage(board: Board) -> list[Step]:
    """Most filled slots, priority by priority."""

    def step(priority: int) -> Step:
        return Step(
            GoalName.COVERAGE,
            lambda view, scope: sum(view.filled(need.index) for need in scope.needs if need.priority == priority),
            lambda scope: sum(need.count for need in scope.needs if need.priority == priority),
            lambda view, scope: [
                n.index for n in scope.needs if n.priority == priority and view.filled(n.index) < n.count
            ],
            priority=priority,
            fills=True,
        )

    return [step(priority) for priority in sorted({need.priority for need in board.needs})]


def _whole(board: Board) -> list[Step]:
    """Most productions with every slot filled."""
    return [
        Step(
            GoalName.WHOLE,
            lambda view, scope: sum(view.is_whole(production) for production in scope.productions),
            lambda scope: len(scope.productions),
            lambda view, scope: [n.index for n in scope.needs if view.filled(n.index) < n.count],
        )
    ]


def _keeping(goal: GoalName, wishes: tuple[Wish, ...], rank: int | None = None) -> Step:
    return Step(
        goal,
        lambda view, scope: sum(view.is_kept(wish) for wish in scope.wishes(wishes)),
        lambda scope: sum(wish.most for wish in scope.wishes(wishes)),
        lambda view, scope: [w.needs[0] for w in scope.wishes(wishes) if view.is_kept(w) < w.most],
        rank=rank,
        wishes=wishes,
    )


def _holds(board: Board) -> list[Step]:
    """Most holds kept, rank by rank."""
    ranks = sorted({hold.rank for hold in board.holds})
    return [_keeping(GoalName.HOLDS, tuple(h for h in board.holds if h.rank == rank), rank) for rank in ranks]


def _stability(board: Board) -> list[Step]:
    """Most rows of the previous plan kept: first per production, role and person, then with their window too."""
    if board.instance.previous is None:
        return []
    people, windows = board.published, board.published_windows
    return [_keeping(GoalName.STABILITY, people, 1), _keeping(GoalName.STABILITY, windows, 2)]


def _one_by_one(takes: Iterable[tuple[int, int]]) -> tuple[Wish, ...]:
    """Everybody in the very need that they are paired with."""
    return tuple(Wish(person, (need,)) for person, need in sorted(takes))


def _main_role(board: Board) -> list[Step]:
    """Fewest slots filled by somebody's other role."""

    def by_other_role(view: RosterView, need: Need) -> Quantity:
        return sum(
            take
            for track, take in view.takers(need.index)
            if not board.is_main_role(view.reduction.tracks[track].people[0], need.index)
        )

    def worth(view: RosterView, scope: Scope) -> Quantity:
        return -sum(by_other_role(view, need) for need in scope.needs)

    def lacking(view: RosterView, scope: Scope) -> list[int]:
        return [need.index for need in scope.needs if by_other_role(view, need)]

    return [Step(GoalName.MAIN_ROLE, worth, lambda scope: 0, lacking, sign=-1)]


def _cost(board: Board) -> list[Step]:
    """Lowest sum of day rate times paid days, in cents."""

    def worth(view: RosterView, scope: Scope) -> Quantity:
        return -sum(
            board.pay_cents(view.reduction.tracks[track].people[0], need.index) * take
            for need in scope.needs
            for track, take in view.takers(need.index)
        )

    return [Step(GoalName.COST, worth, lambda scope: 0, _everywhere, sign=-1)]


def _headcount(board: Board) -> list[Step]:
    """Fewest people used."""
    return [
        Step(
            GoalName.HEADCOUNT,
            lambda view, scope: -sum(view.used(track) for track in scope.tracks),
            lambda scope: 0,
            _everywhere,
            sign=-1,
        )
    ]


def _balance(board: Board) -> list[Step]:
    """Least sum over people of the square of their paid days."""
    return [
        Step(
            GoalName.BALANCE,
            lambda view, scope: -sum(view.squared_days(track) for track in scope.tracks),
            lambda scope: 0,
            _everywhere,
            sign=-1,
        )
    ]


STEPS: dict[GoalName, Callable[[Board], list[Step]]] = {
    GoalName.COVERAGE: _coverage,
    GoalName.WHOLE: _whole,
    GoalName.HOLDS: _holds,
    GoalName.STABILITY: _stability,
    GoalName.MAIN_ROLE: _main_role,
    GoalName.COST: _cost,
    GoalName.HEADCOUNT: _headcount,
    GoalName.BALANCE: _balance,
}


def preferences(board: Board) -> list[Step]:
    """Return what follows all goals: nobody where they are released, then everybody as in the previous plan."""
    found = [_nobody_released(board)] if board.released_takes else []
    if board.instance.previous is not None and (found or not board.aims_at(GoalName.STABILITY)):
        # Whoever is released has gone by now where that costs nothing: a row that is theirs again stays theirs.
        found.append(replace(_keeping(GoalName.STABILITY, _one_by_one(board.previous_takes)), goal=None))
    return found


def _nobody_released(board: Board) -> Step:
    """Fewest slots filled by people who are released from them."""
    wishes = _one_by_one(board.released_takes)

    def worth(view: RosterView, scope: Scope) -> Quantity:
        return -sum(view.is_kept(wish) for wish in scope.wishes(wishes))

    def lacking(view: RosterView, scope: Scope) -> list[int]:
        return [wish.needs[0] for wish in scope.wishes(wishes) if view.is_kept(wish)]

    return Step(None, worth, lambda scope: 0, lacking, sign=-1)


def steps_for(board: Board) -> list[Step]:
    """Return every step of the run's goals, in their strict order."""
    return [step for goal in board.settings.goals for step in STEPS[goal](board)]


def filled_at_all(board: Board) -> Step:
    """Return the step that counts filled slots of any priority: a good start for coverage, and a bound on its sum."""
    return Step(
        None,
        lambda view, scope: sum(view.filled(n) for n in scope.numbers),
        lambda scope: sum(need.count for need in scope.needs),
        lambda view, scope: [n.index for n in scope.needs if view.filled(n.index) < n.count],
        fills=True,
    )


def in_order(steps: Sequence[Step]) -> Step:
    """Return one step that raises several counts at once, strictly the earlier before the later ones.

    Each worth must be a count that is 0 or more; a scope's own sizes give the weights.
    """

    def weights(scope: Scope) -> list[int]:
        found = [1]
        for step in reversed(steps[1:]):
            found.insert(0, found[0] * (step.most(scope) + 1))
        return found

    def total(scope: Scope, counts: Iterable[Quantity]) -> Quantity:
        return sum(weight * count for weight, count in zip(weights(scope), counts, strict=True))

    return Step(
        None,
        lambda view, scope: total(scope, (step.worth(view, scope) for step in steps)),
        lambda scope: int(total(scope, (step.most(scope) for step in steps))),
        steps[0].lacking,
        scale=lambda scope: weights(scope)[0],
    )
