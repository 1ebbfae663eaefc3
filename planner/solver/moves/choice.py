"""The best days of a small folder, all at once in one exact model, goal by goal.

Changes when the way to the best days of a small folder does.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from planner.domain.moving import Moves
from planner.domain.plan import Assignment
from planner.solver.model.clock import FOUND, Clock, new_solver
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.rules import submodel_of
from planner.solver.moves.places import PlacesModel
from planner.solver.proof.exact import raise_in_turn

MOST_SLOTS = 48
"""Slots of a folder that is chosen for exactly, people and all."""
MOST_PAIRS = 6_000
"""(Track, need) pairs of it, those of all places together."""


@dataclass(frozen=True)
class Choice:
    """Which ``moves`` are best of those that were not excluded, as far as the model can tell.

    ``worths`` are what they reach there, objective by objective, larger is better; ``duals`` what no other choice
    exceeds, each given the worths before it.
    """

    moves: Moves
    worths: tuple[float, ...]
    duals: tuple[float, ...]

    @property
    def proven(self) -> bool:
        """Whether no other choice is better."""
        return self.worths == self.duals

    @property
    def bound(self) -> tuple[float, ...]:
        """What no other choice exceeds, the earlier objectives counting before the later ones."""
        pairs = enumerate(zip(self.worths, self.duals, strict=True))
        short = next((at for at, (worth, dual) in pairs if worth < dual), None)
        if short is None:
            return self.worths
        return *self.worths[:short], self.duals[short], *[math.inf] * (len(self.worths) - short - 1)


def is_small(places: PlacesModel) -> bool:
    """Whether a folder is small enough for :func:`choose_exactly`."""
    return places.slots <= MOST_SLOTS and places.model().everything.pairs <= MOST_PAIRS


def choose_exactly(
    places: PlacesModel, rows: Sequence[Assignment], excluded: Collection[Moves], clock: Clock
) -> Choice | None:
    """Return the best choice beside some that were tried; None when there is no other.

    ``rows`` are a plan of the folder as it is.
    """
    incumbent = places.started(places.model(excluded), rows)
    if excluded and not _begin_elsewhere(incumbent, clock):
        return None
    bounds = raise_in_turn(incumbent, clock, tuple(places.objectives.values()), lambda done: None)
    return Choice(places.moves_of(incumbent), tuple(one.worth for one in bounds), tuple(one.dual for one in bounds))


def _begin_elsewhere(incumbent: Incumbent, clock: Clock) -> bool:
    """Let the incumbent be any plan that is not excluded; False when there is none."""
    everything = incumbent.model.everything
    incumbent.clear(everything.numbers)
    submodel = submodel_of(incumbent, everything, left_s=clock.left_s)
    solver = new_solver()
    if clock.run(solver, submodel.cp) not in FOUND:
        return False
    submodel.publish(solver.value)
    return True
