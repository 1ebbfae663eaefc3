"""What a run is about, once for all, and a scope: the needs that a submodel decides, or an objective counts.

Changes when the parts of a problem are marked off by something else than needs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.solver.model.acceptance import Forced
from planner.solver.model.need import Need, Wish
from planner.solver.model.problem import Problem
from planner.solver.model.tracks import Reduction


@dataclass(frozen=True)
class Model:
    """A reduced problem with what every plan must hold: all that is fixed before anything is optimised."""

    problem: Problem
    reduction: Reduction
    forced: Forced

    def of_need(self, wishes: Sequence[Wish]) -> dict[int, list[int]]:
        """Return, by need, which of the wishes (by their place) can be granted there; worked out once."""
        known = self._places.get(id(wishes))
        if known is None:
            places: dict[int, list[int]] = {}
            for place, wish in enumerate(wishes):
                for need in wish.needs:
                    places.setdefault(need, []).append(place)
            known = self._places[id(wishes)] = wishes, places  # kept, so that no others get their number
        return known[1]

    @cached_property
    def _places(self) -> dict[int, tuple[Sequence[Wish], dict[int, list[int]]]]:
        return {}

    @cached_property
    def everything(self) -> "Scope":
        """The scope of all needs."""
        return Scope(self, range(len(self.problem.needs)))


class Scope:
    """Some needs, with the productions, tracks and wishes that they touch."""

    def __init__(self, model: Model, numbers: Iterable[int]) -> None:
        self.model = model
        self.numbers = tuple(sorted(numbers))
        self.inside = frozenset(self.numbers)

    @property
    def needs(self) -> list[Need]:
        """The needs themselves."""
        return [self.model.problem.needs[n] for n in self.numbers]

    @cached_property
    def productions(self) -> list[int]:
        """The productions that have a need here."""
        return sorted({need.production for need in self.needs})

    def by_production(self) -> list[list[Need]]:
        """The needs, those of one production together."""
        found: dict[int, list[Need]] = {production: [] for production in self.productions}
        for need in self.needs:
            found[need.production].append(need)
        return list(found.values())

    @cached_property
    def tracks(self) -> list[int]:
        """The tracks that a need here fits."""
        return sorted({t for n in self.numbers for t in self.model.reduction.takers(n)})

    @cached_property
    def pairs(self) -> int:
        """How many (track, need) decisions there are: the size of a submodel before it is built."""
        return sum(len(self.model.reduction.takers(n)) for n in self.numbers)

    def wishes(self, wishes: Sequence[Wish]) -> list[Wish]:
        """Those of the wishes that can be decided here."""
        places = self.model.of_need(wishes)
        return [wishes[place] for place in sorted({place for n in self.numbers for place in places.get(n, ())})]

    def shared_with(self, other: "Scope") -> "Scope":
        """The needs that are in both."""
        if self.inside <= other.inside:
            return self
        return Scope(self.model, self.inside & other.inside)
