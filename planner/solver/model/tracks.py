"""Tracks: who is alike is one decision. What is left of a problem after its reductions, and who may take what.

A *track* is a stretch of somebody's time. Absences cut it, so do days that no need crosses; it shrinks to the needs
that fit. Tracks that cannot be told apart are one track of a larger ``size``; ``decoding`` gives each of its members
their own work again, which interval graphs always allow.
Changes when what a stretch of time is good for is described otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from planner.solver.model.need import Days, Need, Wish
from planner.solver.model.problem import Problem

KEPT_PAIRS = 4_000_000

Windows = np.ndarray[Any, np.dtype[np.int64]]
"""Three rows: first days, last days, tracks."""

NO_WINDOWS: Windows = np.zeros((3, 0), np.int64)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of somebody's time within a block, for the needs of ``roles`` that lie in one of its windows.

    ``windows`` are first and last days, both worked, each beginning and ending with a need that fits; ``banned`` are
    needs that would fit and are closed. Two stretches are equal just when the same needs fit.
    """

    block: int
    roles: frozenset[str]
    windows: tuple[Days, ...]
    banned: frozenset[int]

    def fits(self, need: Need) -> bool:
        """Whether its people may take a need of its block."""
        return (
            need.role in self.roles
            and any(first <= need.first and need.last <= last for first, last in self.windows)
            and need.index not in self.banned
        )


@dataclass(frozen=True, slots=True)
class Track:
    """Interchangeable stretches of time, one per person in ``people``."""

    index: int
    people: tuple[int, ...]
    stretch: Stretch

    @property
    def size(self) -> int:
        """How many people the track stands for."""
        return len(self.people)


class Reduction:
    """All tracks; each need and track is in exactly one block, and no rule about a person ties two blocks.

    Which tracks fit a need is worked out when it is first asked for: on large problems most needs are filled without
    anybody asking. Answers are kept up to :data:`KEPT_PAIRS` (track, need) pairs altogether.
    """

    def __init__(
        self, problem: Problem, tracks: tuple[Track, ...], block_of_need: tuple[int, ...], blocks: int
    ) -> None:
        self._problem, self.tracks, self.block_of_need, self.blocks = problem, tracks, block_of_need, blocks
        self._takers: dict[int, tuple[int, ...]] = {}
        self._own_pairs: dict[Wish, list[tuple[int, int]]] = {}
        self._kept_pairs = 0

    def person(self, track: int) -> int:
        """Return one of a track's people, who are alike in all that objectives see."""
        return self.tracks[track].people[0]

    @cached_property
    def needs_by_block(self) -> list[list[int]]:
        """Need numbers per block."""
        needs: list[list[int]] = [[] for _ in range(self.blocks)]
        for need, block in enumerate(self.block_of_need):
            needs[block].append(need)
        return needs

    @cached_property
    def _tracks_by_block(self) -> list[list[Track]]:
        tracks: list[list[Track]] = [[] for _ in range(self.blocks)]
        for track in self.tracks:
            tracks[track.stretch.block].append(track)
        return tracks

    @cached_property
    def _alone(self) -> dict[int, list[Track]]:
        """The tracks that stand for one person only, by person."""
        alone: dict[int, list[Track]] = defaultdict(list)
        for track in self.tracks:
            if track.size == 1:
                alone[track.people[0]].append(track)
        return alone

    def takers(self, need: int) -> tuple[int, ...]:
        """Return the numbers of the tracks that a need fits, in their order."""
        found = self._takers.get(need)
        if found is None:
            found = self._find_takers(self._problem.needs[need])
            self._kept_pairs += len(found)
            if self._kept_pairs <= KEPT_PAIRS:
                self._takers[need] = found
        return found

    def _find_takers(self, need: Need) -> tuple[int, ...]:
        first, last, track = self._windows.get((self.block_of_need[need.index], need.role), NO_WINDOWS)
        fits = np.unique(track[(first <= need.first) & (need.last <= last)]).tolist()
        return tuple(t for t in fits if need.index not in self.tracks[t].stretch.banned)

    @cached_property
    def _windows(self) -> dict[tuple[int, str], Windows]:
        """First and last day and track of every window, by block and role."""
        rows: dict[tuple[int, str], list[tuple[int, int, int]]] = defaultdict(list)
        for track in self.tracks:
            for role in track.stretch.roles:
                rows[track.stretch.block, role] += [(*window, track.index) for window in track.stretch.windows]
        return {key: np.array(found).T.copy() for key, found in rows.items()}

    def tracks_near(self, needs: Iterable[int]) -> list[int]:
        """Return the numbers of all tracks in the blocks of some needs."""
        blocks = {self.block_of_need[n] for n in needs}
        return [track.index for block in sorted(blocks) for track in self._tracks_by_block[block]]

    def most_pairs(self, needs: Iterable[int]) -> int:
        """Return at most how many (track, need) pairs there are in the blocks of some needs, without listing them."""
        problem = self._problem
        return sum(
            problem.beginning(role, window)
            for track in map(self.tracks.__getitem__, self.tracks_near(needs))
            for role in track.stretch.roles
            for window in track.stretch.windows
        )

    def own_track(self, person: int, need: int) -> int | None:
        """Return the track that stands for this person alone and fits the need, or None."""
        wanted, block = self._problem.needs[need], self.block_of_need[need]
        alone = (track for track in self._alone.get(person, ()) if track.stretch.block == block)
        return next((track.index for track in alone if track.stretch.fits(wanted)), None)

    def own_pairs(self, wish: Wish) -> list[tuple[int, int]]:
        """Return the (track, need) pairs in which a wish would be granted."""
        found = self._own_pairs.get(wish)
        if found is None:
            pairs = [(self.own_track(wish.person, need), need) for need in wish.needs]
            found = self._own_pairs[wish] = [(track, need) for track, need in pairs if track is not None]
        return found
