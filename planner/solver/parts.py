"""The problem in parts that share no person and no wish, so that each can be planned by itself.

Changes when something else ties parts of the problem.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from planner.solver.model.incumbent import Incumbent
from planner.solver.model.objectives import Objective, filled_at_all
from planner.solver.model.scope import Scope
from planner.solver.model.stage import Bounds


@dataclass(eq=False)
class Part:
    """A part: ``size`` bounds its (track, need) pairs, ``possible`` its filled slots as far as is known now.

    ``bounds`` is, by objective, what it reached by itself.
    """

    scope: Scope
    size: int
    filled: int
    possible: int
    bounds: dict[int, Bounds] = field(default_factory=dict)


def find_parts(incumbent: Incumbent, objectives: Sequence[Objective]) -> list[Part]:
    """Return the problem's parts, the one with most needs first: blocks, joined where a wish spans them.

    With whole staffing a production ties all its needs; otherwise productions tie parts only as far as slots are vacant
    (:mod:`planner.solver.proof.benders`).
    """
    model, problem, reduction = incumbent.model, incumbent.problem, incumbent.reduction
    ties = [wish.needs for objective in objectives for wish in objective.wishes]
    ties += [wish.needs for wish in model.forced.bookings]
    if problem.settings.whole_staffing:
        ties += [tuple(needs) for needs in problem.needs_of_production]
    scopes = [Scope(model, needs) for needs in _joined(reduction.needs_by_block, ties)]
    scopes.sort(key=lambda scope: (-len(scope.numbers), scope.numbers[0]))
    filling = filled_at_all()
    return [
        Part(scope, reduction.most_pairs(scope.numbers), filling.worth(incumbent, scope), filling.most(scope))
        for scope in scopes
    ]


def _joined(blocks: Sequence[Sequence[int]], ties: Iterable[Sequence[int]]) -> list[list[int]]:
    """Return the needs of blocks, those together that a tie spans."""
    block_of = {n: number for number, needs in enumerate(blocks) for n in needs}
    leader = list(range(len(blocks)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = number = leader[leader[number]]
        return number

    for tie in ties:
        for n in tie[1:]:
            one, other = find(block_of[tie[0]]), find(block_of[n])
            leader[max(one, other)] = min(one, other)
    joined: dict[int, list[int]] = defaultdict(list)
    for number, needs in enumerate(blocks):
        joined[find(number)].extend(needs)
    return list(joined.values())
