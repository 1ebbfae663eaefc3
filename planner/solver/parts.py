"""The board in parts that share no person and no wish, so that each can be planned by itself.

Changes when something else ties parts of the board.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from planner.solver.model.objectives import Step
from planner.solver.model.views import Scope
from planner.solver.search.neighbourhoods import Engine


def find_parts(engine: Engine, steps: Sequence[Step]) -> list[Scope]:
    """Return the board's parts, the largest first: blocks, joined where a wish spans them.

    With whole staffing a production ties all its needs; otherwise productions tie parts only as far as slots are vacant
    (:mod:`planner.solver.proof.benders`).
    """
    board = engine.board
    ties = [wish.needs for step in steps for wish in step.wishes] + [wish.needs for wish in engine.forced.bookings]
    if board.settings.whole_staffing:
        ties += [tuple(needs) for needs in board.needs_of_production]
    parts = [engine.scope(needs) for needs in _joined(engine.reduction.needs_by_block, ties)]
    return sorted(parts, key=lambda part: (-len(part.numbers), part.numbers[0]))


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
