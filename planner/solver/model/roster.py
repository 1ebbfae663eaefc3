"""The plan in the making: how many people of which track take which need.

Changes when a solution needs another index to be found quickly.
"""

from collections.abc import Iterable

from planner.solver.model.problem import Board
from planner.solver.model.tracks import Reduction


class Roster:
    """Counts of takes by need and by track; no rule is checked here."""

    def __init__(self, board: Board, reduction: Reduction) -> None:
        self.by_need: list[dict[int, int]] = [{} for _ in board.needs]
        self.by_track: list[dict[int, int]] = [{} for _ in reduction.tracks]

    def take(self, track: int, need: int, count: int = 1) -> None:
        """Let ``count`` more people of the track take the need."""
        self.by_need[need][track] = self.by_track[track][need] = self.by_need[need].get(track, 0) + count

    def clear(self, needs: Iterable[int]) -> None:
        """Empty the given needs."""
        for need in needs:
            for track in self.by_need[need]:
                del self.by_track[track][need]
            self.by_need[need] = {}

    def replace(self, takes: dict[int, dict[int, int]]) -> None:
        """Replace the takers of each given need (need to track to count)."""
        self.clear(takes)
        for need, takers in takes.items():
            for track, count in takers.items():
                if count:
                    self.take(track, need, count)

    def filled(self, need: int) -> int:
        """Return how many slots of the need are filled."""
        return sum(self.by_need[need].values())
