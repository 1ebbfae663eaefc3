"""A small folder in one exact model: optimised goal by goal, each keeping what those before it reached.

Parts, faces and searches are for what is larger; here nothing is divided, so nothing has to be put together again.
Changes when the size changes up to which every goal is to be proven.
"""

from collections.abc import Callable, Sequence

from planner.solver.model.objectives import Step
from planner.solver.model.views import Scope
from planner.solver.search.neighbourhoods import Engine, Lock, Outcome

MOST_PAIRS = 600
"""(Track, need) pairs of a small folder: 12 people and 40 slots are 480 of them at most."""

MOST_SLOTS = 48
"""Slots of a small folder; alike people are one track, so that hundreds of slots may have few pairs."""

WORK = 120.0
"""Deterministic seconds for one goal; one that needs more than a few is the exception."""

WHOLE_RELAXATION = 2
"""CP-SAT's linearization level: shares of days are bounded in an instant or, with less of the model, never."""


def is_small(engine: Engine) -> bool:
    """Whether a folder is small enough for :func:`settle_exactly`; counted without building anything."""
    needs = engine.board.needs
    few = sum(need.count for need in needs) <= MOST_SLOTS
    return few and engine.reduction.most_pairs(range(len(needs))) <= MOST_PAIRS


def settle_exactly(
    engine: Engine, everything: Scope, steps: Sequence[Step], tell: Callable[[int], None]
) -> list[Outcome]:
    """Optimise every step in turn over the whole folder and return what each reached; ``tell`` hears how many are."""
    locks: list[Lock] = []
    outcomes: list[Outcome] = []
    for step in steps:
        view = engine.view
        most = step.most(everything)
        if step.worth(view, everything) < most and engine.clock.left_s() > 0:
            most = min(most, _solve(engine, step, everything, locks))
        worth = step.worth(view, everything)
        outcomes.append(Outcome(worth, most, None if worth == most else engine.cut))
        locks.append(Lock(step, everything))
        tell(len(outcomes))
    return outcomes


def bound_exactly(engine: Engine, everything: Scope, step: Step) -> int:
    """Return what no plan at all can exceed in a step; the roster stays as it is."""
    most = step.most(everything)
    if step.worth(engine.view, everything) < most and engine.clock.left_s() > 0:
        before = engine.snapshot(everything)
        most = min(most, _solve(engine, step, everything, []))
        engine.roster.replace(before)
    return most


def _solve(engine: Engine, step: Step, everything: Scope, locks: Sequence[Lock]) -> int:
    """Raise a step as far as it goes and return its bound."""
    return engine.solve(step, everything, locks, WORK, step, linearization=WHOLE_RELAXATION)[0]
