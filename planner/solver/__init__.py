"""From an instance to a plan with a proven bound: the only part that imports OR-Tools.

Changes when the way from instance to plan gains a station.
"""

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.progress import Progress
from planner.solver.acceptance import accept_bookings
from planner.solver.board import Board
from planner.solver.construction import construct, resume, start_from, start_from_published
from planner.solver.decoding import decode
from planner.solver.productions import decide_productions, seat
from planner.solver.roster import Roster
from planner.solver.search import Clock, Engine
from planner.solver.stages import run_stages
from planner.solver.tracks import reduce_board

FINISHING = 5.0
"""What decoding and auditing a plan take, in times of what laying out the board took."""


def solve(
    instance: Instance,
    *,
    threads: int = 0,
    time_limit_s: float | None = None,
    stop: threading.Event | None = None,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    merge_alike: bool = True,
    start: Sequence[Assignment] = (),
    stays: bool = False,
) -> Plan:
    """Return the best plan found, with what is proven about it; the same for any number of threads.

    ``threads`` 0 means one per core; ``time_limit_s`` None is the instance's own limit and 0 none; setting ``stop``
    ends the search with the best plan so far. ``start`` are rows of a plan found before, from which the search goes on.
    With ``stays`` the previous plan is kept as it is, if it breaks no rule: what this run finds are bounds.
    ``merge_alike`` False switches off one reduction, for tests.
    """
    limit_s = instance.settings.time_limit_s if time_limit_s is None else time_limit_s
    clock = Clock(limit_s, stop)
    board = Board(instance)
    forced = accept_bookings(board)
    reduction = reduce_board(board, forced, merge_alike=merge_alike)
    clock.keep_back(FINISHING * clock.elapsed_s())
    engine = Engine(board, reduction, forced, Roster(board, reduction), clock)
    if instance.settings.whole_staffing:
        engine = replace(engine, forced=decide_productions(engine))
    start = () if instance.settings.whole_staffing else start
    resumed = not start and resume(engine, board.previous_takes if stays else board.published_takes)
    if not resumed:
        if not seat(engine, engine.forced):
            raise AssertionError("accepted bookings cannot be kept together")
        start_from(engine, start)
        start_from_published(engine)
    seated = engine.snapshot(engine.scope(range(len(board.needs))))
    construct(engine)
    goals, most_filled = run_stages(
        engine, seated, threads or cores(), on_progress, stays=stays and resumed and bool(instance.previous)
    )
    return replace(decode(engine), goals=goals, coverage_bound=most_filled)


def cores() -> int:
    """Return how many processors this run may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
