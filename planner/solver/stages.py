"""The whole way from a first plan to the best one: all goals in their strict order, and what is proven of each.

Changes when the way through the goals, or what is told of them, does.
"""

from collections.abc import Callable, Sequence

from planner.domain.ledger import Ledger
from planner.domain.plan import GoalResult
from planner.domain.progress import Progress
from planner.domain.settings import GoalName
from planner.solver.model.clock import Clock, Limit
from planner.solver.model.incumbent import Incumbent, Takes
from planner.solver.model.objectives import Objective, objectives_of, preferences
from planner.solver.model.stage import Settled
from planner.solver.proof.exact import is_small, settle_exactly
from planner.solver.settling import settle_in_parts


def run_stages(
    incumbent: Incumbent,
    clock: Clock,
    sound: Sequence[Takes],
    threads: int,
    report: Callable[[Progress], None],
    *,
    stays: bool = False,
    ledger: Ledger | None = None,
) -> tuple[tuple[GoalResult, ...], int]:
    """Optimise every goal in turn; return what each reached, and how many slots any plan at all can fill at most.

    The incumbent ends no worse than any of the ``sound`` plans: mostly the previous one, which a search that is cut may
    miss. With ``stays`` it ends as the first of them. What was proven before stands in the ``ledger``, and what is now
    is added.
    """
    everything = incumbent.model.everything
    goals = objectives_of(incumbent.problem)
    objectives = [*goals, *preferences(incumbent.problem)]
    if is_small(incumbent.model):
        settled = settle_exactly(incumbent, clock, objectives, report)
    else:
        settled = settle_in_parts(incumbent, clock, objectives, threads, report, ledger or Ledger())
    ended, found = incumbent.snapshot(everything), worths(incumbent, objectives)

    best, reached = ended, found
    for plan in sound[:1] if stays else sound:
        incumbent.replace(plan)
        worth = found if plan == ended else worths(incumbent, objectives)
        if stays or worth > reached:
            best, reached = plan, worth
    incumbent.replace(best)
    most = [goal.most(everything) for goal in goals]
    return goal_results(goals, reached, found, most, settled, clock.limit), settled.most_filled


def worths(incumbent: Incumbent, objectives: Sequence[Objective]) -> list[int]:
    """Return what the incumbent is worth, objective by objective."""
    return [int(objective.worth(incumbent, incumbent.model.everything)) for objective in objectives]


def goal_results(
    goals: Sequence[Objective],
    reached: Sequence[int],
    found: Sequence[int],
    most: Sequence[int],
    settled: Settled,
    limit: Limit,
) -> tuple[GoalResult, ...]:
    """Sum up each goal over the parts; it was worth ``found`` when they were settled, and is worth ``reached`` now.

    What no part looked at counts as it is. The parts' bounds hold only where every earlier goal is proven: an unproven
    one might be reached otherwise.
    """
    results: list[GoalResult] = []
    proven, filled = True, 0
    for number, goal in enumerate(goals):
        assert goal.goal is not None
        bounds = [part[number] for part in settled.parts if number in part]
        dual = min(found[number] + sum(one.dual - one.worth for one in bounds), most[number])
        if not proven or (goal.goal is GoalName.WHOLE and not bounds):
            dual = most[number]
        if goal.goal is GoalName.COVERAGE:
            dual = min(dual, settled.most_filled - filled)
            filled += reached[number]
        limits = {one.limit for one in bounds}
        cut: Limit | None = "clock" if "clock" in limits else "work" if "work" in limits else None
        cut = cut or (None if reached[number] == dual else limit)
        proven = proven and reached[number] == dual and cut is None
        value, bound = goal.sign * reached[number], goal.sign * dual
        results.append(GoalResult(goal.goal, value, bound, proven, None if proven else cut, goal.priority, goal.rank))
    return tuple(results)
