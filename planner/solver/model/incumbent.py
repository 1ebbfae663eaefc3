"""The incumbent: the best plan so far, as how many people of which track take which need.

Changes when a plan needs another index to be found quickly.
"""

from collections.abc import Iterable, Sequence

from planner.solver.model.need import Need, Wish
from planner.solver.model.scope import Model, Scope

Takes = dict[int, dict[int, int]]
"""How many people of which track take each need: need to track to count."""


class Incumbent:
    """Counts of takes by need and by track, empty at first; no rule is checked here. Every quantity is a number."""

    def __init__(self, model: Model) -> None:
        self.model, self.problem, self.reduction = model, model.problem, model.reduction
        self.by_need: list[dict[int, int]] = [{} for _ in self.problem.needs]
        self.by_track: list[dict[int, int]] = [{} for _ in self.reduction.tracks]

    def take(self, track: int, need: int, count: int = 1) -> None:
        """Let ``count`` more people of the track take the need."""
        self.by_need[need][track] = self.by_track[track][need] = self.by_need[need].get(track, 0) + count

    def clear(self, needs: Iterable[int]) -> None:
        """Empty the given needs."""
        for need in needs:
            for track in self.by_need[need]:
                del self.by_track[track][need]
            self.by_need[need] = {}

    def replace(self, takes: Takes) -> None:
        """Replace the takers of each given need."""
        self.clear(takes)
        for need, takers in takes.items():
            for track, count in takers.items():
                if count:
                    self.take(track, need, count)

    def snapshot(self, scope: Scope) -> Takes:
        """Return who takes what in a scope now."""
        return {n: dict(self.by_need[n]) for n in scope.numbers}

    def is_full(self, scope: Scope) -> bool:
        """Whether every slot of a scope is filled."""
        return all(self.filled(need.index) == need.count for need in scope.needs)

    def takers(self, need: int) -> Iterable[tuple[int, int]]:
        """Yield (track, how many of it take the need) for the tracks that do."""
        return self.by_need[need].items()

    def taken(self, track: int, need: int) -> int:
        """How many people of the track take the need."""
        return self.by_need[need].get(track, 0)

    def filled(self, need: int) -> int:
        """How many slots of the need are filled."""
        return sum(self.by_need[need].values())

    def is_whole(self, production: int) -> int:
        """1 when every slot of the production is filled, else 0."""
        needs = self.problem.needs_of_production[production]
        return int(all(self.filled(n) == self.problem.needs[n].count for n in needs))

    def is_staffed(self, production: int) -> int:
        """1 when anybody is in the production, else 0."""
        return int(any(self.by_need[n] for n in self.problem.needs_of_production[production]))

    def is_kept(self, wish: Wish) -> int:
        """How many rows of the wish are granted: 1 or 0 for a booking."""
        return min(wish.rows, sum(self.taken(*pair) for pair in self.reduction.own_pairs(wish)))

    def used(self, track: int) -> int:
        """How many people of the track work at all."""
        work = [(self.problem.needs[n], count) for n, count in self.by_track[track].items()]
        return self.busiest(track, work)

    def squared_days(self, track: int) -> int:
        """The square of the days that the track's only person works."""
        return sum(self.problem.needs[n].paid for n in self.by_track[track]) ** 2

    def busiest(self, track: int, work: Sequence[tuple[Need, int]]) -> int:
        """How many of a track's people some work keeps busy on its busiest day, gap days included."""
        gap = self.problem.gap_days
        busy = (sum(c for o, c in work if o.first <= need.first <= o.last + gap) for need, _ in work)
        return min(self.reduction.tracks[track].size, max(busy, default=0))
