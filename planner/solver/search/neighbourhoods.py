"""An objective raised in a scope: by CP-SAT on all of it when it is small, otherwise by large neighbourhood search.

Large neighbourhood search plans some slots anew, with everything else fixed, again and again: each neighbourhood is the
same problem on fewer slots, and no plan gets worse.
References: P. Shaw, "Using constraint programming and local search methods to solve vehicle routing problems", CP 1998;
D. Pisinger and S. Ropke, "Large neighborhood search", Handbook of Metaheuristics, 2010.
Changes when another way to improve a scope earns its place.
"""

from dataclasses import replace

from planner.domain.settings import GoalName
from planner.solver.model.clock import Clock
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.scope import Scope
from planner.solver.model.stage import Bounds, Stage, solve_stage
from planner.solver.people.goals import fairest_shares, fewest_people

SMALL_PAIRS = 2_500
"""(Track, need) pairs of a scope that is solved as a whole."""
SMALL_WORK = 12.0
NEIGHBOURHOOD_WORK = 1.0
SEARCH_WORK = 12.0
NEIGHBOURHOOD_SLOTS = (80, 160, 320)


def optimise(stage: Stage, incumbent: Incumbent, clock: Clock, dual: int | None = None) -> Bounds:
    """Raise a stage's objective as far as work and clock allow, and bound it; ``dual`` is a bound known already."""
    most = stage.objective.most(stage.scope)
    dual = most if dual is None else min(dual, most)
    if clock.goes_on() and stage.worth(incumbent) < dual:
        found = _bound_on_people(stage, incumbent, clock)
        dual = dual if found is None else min(dual, -found)
    if clock.goes_on() and stage.worth(incumbent) < dual:
        if stage.scope.pairs > SMALL_PAIRS:
            _search(stage, incumbent, clock, dual)
        else:
            dual = min(dual, solve_stage(stage, incumbent, clock, SMALL_WORK, dual)[0])
    return Bounds.of(stage.worth(incumbent), dual, clock)


def _bound_on_people(stage: Stage, incumbent: Incumbent, clock: Clock) -> int | None:
    """Improve a goal about people on its own way where that applies, and return what it cannot fall below."""
    if stage.objective.goal is GoalName.HEADCOUNT:
        return fewest_people(incumbent, clock, stage.scope, stage.floors)
    if stage.objective.goal is GoalName.BALANCE:
        return fairest_shares(incumbent, clock, stage.scope, stage.floors)
    return None


def _search(stage: Stage, incumbent: Incumbent, clock: Clock, dual: int) -> None:
    """Improve a large scope neighbourhood by neighbourhood, wider when the smaller ones are used up."""
    spent = 0.0
    for slots in NEIGHBOURHOOD_SLOTS:
        tried: set[int] = set()
        while spent < SEARCH_WORK and clock.goes_on():
            anchors = [n for n in stage.objective.lacking(incumbent, stage.scope) if n not in tried]
            if not anchors or stage.worth(incumbent) >= dual:
                break
            near = replace(stage, scope=_neighbourhood(anchors[0], stage.scope, slots))
            before = near.worth(incumbent)
            spent += solve_stage(near, incumbent, clock, NEIGHBOURHOOD_WORK)[1] + 0.01
            if near.worth(incumbent) == before:
                tried.update(near.scope.numbers if stage.objective.most(stage.scope) == 0 else [anchors[0]])


def _neighbourhood(anchor: int, scope: Scope, slots: int) -> Scope:
    """Return the needs nearest in time that the anchor's people could take, up to a number of slots."""
    centre, block_of = scope.model.problem.needs[anchor], scope.model.reduction.block_of_need
    near = sorted(
        (need for need in scope.needs if block_of[need.index] == block_of[anchor]),
        key=lambda need: (max(need.first - centre.last, centre.first - need.last, 0), need.index),
    )
    chosen, total = [], 0
    for need in near:
        if total >= slots:
            break
        chosen.append(need.index)
        total += need.count
    return Scope(scope.model, chosen)
