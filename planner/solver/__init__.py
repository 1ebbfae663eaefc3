"""From an instance to a plan with a proven bound: the only part that imports OR-Tools.

Changes when the way from instance to plan gains a station.
"""

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from planner.domain.instance import Instance
from planner.domain.ledger import Ledger
from planner.domain.plan import Assignment, Plan
from planner.domain.progress import Progress

FINISHING = 5.0
"""What decoding and auditing a plan take, in times of what laying out the problem took."""


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
    ledger: Ledger | None = None,
) -> Plan:
    """Return the best plan found, with what is proven about it; the same for any number of threads.

    ``threads`` 0 means one per core; ``time_limit_s`` None is the instance's own limit and 0 none; setting ``stop``
    ends the search with the best plan so far. ``start`` are rows of a plan found before, from which the search goes on.
    With ``stays`` the previous plan is kept as it is, if it breaks no rule: what this run finds are bounds.
    What was proven before is taken from the ``ledger``, and what is proven now is added to it: the plan is the same as
    without one. ``merge_alike`` False switches off one reduction, for tests.
    """
    # heavy, and whoever wants a flow alone does without them
    from planner.solver.model.acceptance import accept_bookings
    from planner.solver.model.clock import Clock
    from planner.solver.model.decoding import decode
    from planner.solver.model.incumbent import Incumbent
    from planner.solver.model.problem import Problem
    from planner.solver.model.productions import decide_productions, seat_forced
    from planner.solver.model.reduction import reduce_problem
    from planner.solver.model.scope import Model
    from planner.solver.search.construction import construct, resume, start_from
    from planner.solver.stages import run_stages

    limit_s = instance.settings.time_limit_s if time_limit_s is None else time_limit_s
    clock = Clock(limit_s, stop)
    problem = Problem(instance)
    forced = accept_bookings(problem)
    model = Model(problem, reduce_problem(problem, forced, merge_alike=merge_alike), forced)
    clock.keep_back(FINISHING * clock.elapsed_s())
    if instance.settings.whole_staffing:
        model, start = replace(model, forced=decide_productions(model)), ()
    incumbent = Incumbent(model)
    resumed = not start and resume(incumbent, problem.previous_takes if stays else problem.published_takes)
    if not resumed:
        if not seat_forced(incumbent):
            raise AssertionError("accepted bookings cannot be kept together")
        start_from(incumbent, start)
    sound = [incumbent.snapshot(model.everything)]
    construct(incumbent)
    stays = stays and resumed and bool(instance.previous)
    if problem.previous_takes != problem.published_takes:
        before = Incumbent(model)  # somebody is in it who is released: it is not gone on from, nor fallen short of
        sound += [before.snapshot(model.everything)] if resume(before, problem.previous_takes) else []
    threads = threads or cores()
    goals, most_filled = run_stages(incumbent, clock, sound, threads, on_progress, stays=stays, ledger=ledger)
    return replace(decode(incumbent), goals=goals, coverage_bound=most_filled)


def cores() -> int:
    """Return how many processors this run may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
