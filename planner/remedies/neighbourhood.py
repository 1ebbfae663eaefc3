"""The filled slots around a vacancy, from near to far: those that keep its people busy, then those of their people.

Changes when slots can get into each other's way in another manner.
"""

from collections.abc import Iterator, Sequence

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.job import too_close
from planner.domain.plan import Assignment
from planner.domain.production import Slot


def rings_around(board: Board, able: Able, wanted: Sequence[Slot]) -> Iterator[tuple[Assignment, ...]]:
    """Yield the plan's rows that keep able people from ``wanted``, then those that keep people from these, and so on.

    Everybody who could take a slot of one ring, and is busy too near to it, is at work in that ring or the next.
    """
    gap_days = board.instance.settings.gap_days
    reached: set[Assignment] = set()
    frontier = list(wanted)
    while frontier:
        ring: dict[Assignment, None] = {}
        for slot in frontier:
            for crew_id in able.of(slot):
                for row in board.work_near(crew_id, slot):
                    if row in board.planned and row not in reached and too_close(slot, row.slot, gap_days):
                        ring[row] = None
        reached.update(ring)
        frontier = [row.slot for row in ring]
        if ring:
            yield tuple(ring)
