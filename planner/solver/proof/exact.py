"""A small folder in one exact model: optimised goal by goal, each keeping what those before it reached.

Parts, faces and searches are for what is larger; here nothing is divided, so nothing has to be put together again.
Changes when the size changes up to which every goal is to be proven.
"""

from collections.abc import Callable, Sequence

from planner.domain.progress import Progress
from planner.solver.model.clock import Clock
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.objectives import Objective, filled_at_all
from planner.solver.model.scope import Model
from planner.solver.model.stage import Bounds, Floor, Settled, Stage, solve_stage

MOST_PAIRS = 600
"""(Track, need) pairs of a small folder: 12 people and 40 slots are 480 of them at most."""

MOST_SLOTS = 48
"""Slots of a small folder; alike people are one track, so that hundreds of slots may have few pairs."""

WORK = 120.0
"""Deterministic seconds for one goal; one that needs more than a few is the exception."""

WHOLE_RELAXATION = 2
"""CP-SAT's linearization level: shares of days are bounded in an instant or, with less of the model, never."""


def is_small(model: Model) -> bool:
    """Whether a folder is small enough for :func:`settle_exactly`; counted without building anything."""
    few = sum(need.count for need in model.problem.needs) <= MOST_SLOTS
    return few and model.reduction.most_pairs(model.everything.numbers) <= MOST_PAIRS


def settle_exactly(
    incumbent: Incumbent, clock: Clock, objectives: Sequence[Objective], report: Callable[[Progress], None]
) -> Settled:
    """Optimise every objective in turn over the whole folder."""
    everything, filling = incumbent.model.everything, filled_at_all()
    before = incumbent.snapshot(everything)
    most_filled = _raise(Stage(filling, everything, ()), incumbent, clock)
    incumbent.replace(before)  # that was for the bound alone

    def tell(done: int) -> None:
        filled = filling.worth(incumbent, everything)
        report(Progress("coverage", filled, most_filled, done, len(objectives), clock.elapsed_s()))

    bounds = raise_in_turn(incumbent, clock, objectives, tell)
    return Settled([dict(enumerate(bounds))], most_filled)


def raise_in_turn(
    incumbent: Incumbent, clock: Clock, objectives: Sequence[Objective], report: Callable[[int], None]
) -> list[Bounds]:
    """Raise every objective in turn, none at the cost of those before it; ``report`` hears how many are done."""
    everything = incumbent.model.everything
    floors: list[Floor] = []
    bounds: list[Bounds] = []
    for objective in objectives:
        stage = Stage(objective, everything, floors)
        dual = _raise(stage, incumbent, clock)
        bounds.append(Bounds.of(stage.worth(incumbent), dual, clock))
        floors.append(Floor(objective, everything))
        report(len(bounds))
    return bounds


def _raise(stage: Stage, incumbent: Incumbent, clock: Clock) -> int:
    """Raise a stage's objective as far as it goes and return its dual bound."""
    most = stage.objective.most(stage.scope)
    if stage.worth(incumbent) >= most or not clock.goes_on():
        return most
    return min(most, solve_stage(stage, incumbent, clock, WORK, linearization=WHOLE_RELAXATION)[0])
