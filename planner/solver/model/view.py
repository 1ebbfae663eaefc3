"""What rules and objectives are written against: quantities of a plan, be they numbers or decisions still to be made.

So the same function optimises, keeps and reports. The incumbent gives numbers, a submodel linear expressions.
Changes when a rule or a goal needs a new kind of quantity.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

from planner.solver.model.need import Need, Wish
from planner.solver.model.scope import Model

Quantity = Any
"""A number, or a linear expression of a submodel."""


class View(ABC):
    """Quantities of a plan."""

    def __init__(self, model: Model) -> None:
        self.model, self.problem, self.reduction = model, model.problem, model.reduction

    @abstractmethod
    def takers(self, need: int) -> Iterable[tuple[int, Quantity]]:
        """Yield (track, how many of it take the need) for the tracks that do or could."""

    @abstractmethod
    def taken(self, track: int, need: int) -> Quantity:
        """How many people of the track take the need."""

    @abstractmethod
    def filled(self, need: int) -> Quantity:
        """How many slots of the need are filled."""

    @abstractmethod
    def is_whole(self, production: int) -> Quantity:
        """1 when every slot of the production is filled, else 0."""

    @abstractmethod
    def is_kept(self, wish: Wish) -> Quantity:
        """How many rows of the wish are granted: 1 or 0 for a booking."""

    @abstractmethod
    def used(self, track: int) -> Quantity:
        """How many people of the track work at all."""

    @abstractmethod
    def squared_days(self, track: int) -> Quantity:
        """The square of the days that the track's only person works."""

    def _own_take(self, wish: Wish, need: int) -> Quantity:
        track = self.reduction.own_track(wish.person, need)
        return 0 if track is None else self.taken(track, need)

    def _busiest(self, size: int, work: Sequence[tuple[Need, int]]) -> int:
        """How many people some work keeps busy on its busiest day, gap days included."""
        gap = self.problem.gap_days
        busy = (sum(c for o, c in work if o.first <= need.first <= o.last + gap) for need, _ in work)
        return min(size, max(busy, default=0))
