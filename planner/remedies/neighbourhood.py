"""The filled slots around a vacancy, from near to far: those that keep its people busy, then those of their people.

Changes when slots can get into each other's way in another manner.
"""

from collections.abc import Callable, Iterable, Iterator

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.job import Job, too_close
from planner.domain.plan import Assignment


def rings_around(
    board: Board,
    able: Able,
    wanted: Iterable[Job],
    also: Iterable[str] = (),
    known: Iterable[Assignment] = (),
    counts: Callable[[Assignment], bool] | None = None,
) -> Iterator[tuple[Assignment, ...]]:
    """Yield the plan's rows that keep able people from ``wanted``, then those that keep people from these, and so on.

    Everybody who could take a slot of one ring, and is busy too near to it, is at work in that ring or the next. The
    people ``also`` are asked about ``wanted`` too. Left out are rows that are ``known``, and those that do not count;
    unless something else is said, every row of the plan counts, and nothing that is carried.
    """
    gap_days = board.instance.settings.gap_days
    reached, counts = set(known), counts or board.planned.__contains__
    frontier, more = list(wanted), tuple(also)
    while frontier:
        ring: dict[Assignment, None] = {}
        for job in frontier:
            for crew_id in dict.fromkeys((*able.of(job), *more)):
                for row in board.work_near(crew_id, job):
                    if row not in reached and too_close(job, row.slot, gap_days) and counts(row):
                        ring[row] = None
        reached.update(ring)
        frontier, more = [row.slot for row in ring], ()
        if ring:
            yield tuple(ring)
