"""Reductions that keep the optimum: people become tracks, alike tracks become one, and the rest falls into blocks.

A *track* is a stretch of somebody's time. Absences cut it, so do days that no need crosses; it shrinks to the
needs that fit. Tracks that cannot be told apart are one track of a larger ``size``; ``decoding``
gives each of its members their own work again, which interval graphs always allow.
Changes when a rule or goal makes two people different who were alike, or ties days that were independent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from planner.domain.settings import GoalName
from planner.solver.model.acceptance import Forced
from planner.solver.model.problem import Board, Days, Need

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

    Which tracks fit a need is worked out when it is first asked for: on large boards most needs are filled without
    anybody asking. Answers are kept up to :data:`KEPT_PAIRS` (track, need) pairs altogether.
    """

    def __init__(self, board: Board, tracks: tuple[Track, ...], block_of_need: tuple[int, ...], blocks: int) -> None:
        self._board, self.tracks, self.block_of_need, self.blocks = board, tracks, block_of_need, blocks
        self._takers: dict[int, tuple[int, ...]] = {}
        self._kept_pairs = 0

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
            found = self._find_takers(self._board.needs[need])
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
        board = self._board
        return sum(
            board.beginning(role, window)
            for track in map(self.tracks.__getitem__, self.tracks_near(needs))
            for role in track.stretch.roles
            for window in track.stretch.windows
        )

    def own_track(self, person: int, need: int) -> int | None:
        """Return the track that stands for this person alone and fits the need, or None."""
        wanted, block = self._board.needs[need], self.block_of_need[need]
        alone = (track for track in self._alone.get(person, ()) if track.stretch.block == block)
        return next((track.index for track in alone if track.stretch.fits(wanted)), None)


@dataclass(frozen=True, slots=True)
class _Block:
    group: str
    days: Days


def reduce_board(board: Board, forced: Forced, *, merge_alike: bool = True) -> Reduction:
    """Return the tracks of a board; ``merge_alike`` False keeps every person apart, for tests of the reduction."""
    group_of_role = _find_role_groups(board)
    block_of_need, blocks = _find_blocks(board, group_of_role)
    of_group: dict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        of_group[block.group].append(number)
    personal, loose = personal_needs(board, forced), _gap_exempt_needs(board)
    merged: dict[tuple[object, ...], list[int]] = {}
    stretches: list[Stretch] = []
    for person, member in enumerate(board.people):
        groups = {group_of_role[role] for role in member.roles if role in group_of_role}
        likeness = _likeness(board, person)
        for number in (n for group in sorted(groups) for n in of_group[group]):
            for stretch in _stretches(board, person, number, blocks[number].days):
                apart = not merge_alike or any(
                    block_of_need[n] == number and stretch.fits(board.needs[n]) for n in personal[person] | loose
                )
                key = (stretch, person if apart else None, *likeness)
                if key not in merged:
                    stretches.append(stretch)
                merged.setdefault(key, []).append(person)
    tracks = tuple(
        Track(index, tuple(people), stretch)
        for index, (stretch, people) in enumerate(zip(stretches, merged.values(), strict=True))
    )
    return Reduction(board, tracks, block_of_need, len(blocks))


def _find_role_groups(board: Board) -> dict[str, str]:
    """Needed roles that somebody holds together get the same group name."""
    group = {role: role for role in board.needs_of_role}
    for member in board.people:
        held = [group[role] for role in member.roles if role in group]
        if len(set(held)) > 1:
            group = {role: held[0] if name in held else name for role, name in group.items()}
    return group


def _find_blocks(board: Board, group_of_role: dict[str, str]) -> tuple[tuple[int, ...], list[_Block]]:
    """Cut each role group's calendar at the days that no need crosses, gap days included."""
    whole_time = board.counts_people
    block_of_need = [0] * len(board.needs)
    blocks: list[_Block] = []
    by_group: dict[str, list[int]] = defaultdict(list)
    for role, numbers in board.needs_of_role.items():
        by_group[group_of_role[role]].extend(numbers)
    for group, numbers in sorted(by_group.items()):
        last = None
        for n in sorted(numbers, key=lambda n: (board.needs[n].first, n)):
            need = board.needs[n]
            if last is None or (need.first > last + board.gap_days and not whole_time):
                blocks.append(_Block(group, (need.first, need.last)))
                last = need.last
            last = max(last, need.last)
            blocks[-1] = _Block(group, (blocks[-1].days[0], last))
            block_of_need[n] = len(blocks) - 1
    return tuple(block_of_need), blocks


def _stretches(board: Board, person: int, block: int, days: Days) -> Iterator[Stretch]:
    """Yield each stretch of a person's time in a block; one stretch where absences cut nothing."""
    windows = [(max(first, days[0]), min(last, days[1])) for first, last in board.windows[person]]
    windows = [window for window in windows if window[0] <= window[1]]
    together = [windows] if board.gap_days or board.counts_people else [[window] for window in windows]
    for stretch in together:
        roles: set[str] = set()
        shrunk: list[Days] = []
        for window in stretch:
            extents = {role: board.extent(role, window) for role in board.people[person].roles}
            found = {role: extent for role, extent in extents.items() if extent}
            roles.update(found)
            if found:
                shrunk.append((min(e[0] for e in found.values()), max(e[1] for e in found.values())))
        if shrunk:
            whole = Stretch(block, frozenset(roles), tuple(shrunk), frozenset())
            banned = frozenset(n for n in board.bans.get(person, ()) if whole.fits(board.needs[n]))
            yield replace(whole, banned=banned)


def _likeness(board: Board, person: int) -> tuple[object, ...]:
    """What the goals see of a person beside their needs; with several employments that depends on the day."""
    first, *more = board.people[person].employments
    role = first.main_role if board.aims_at(GoalName.MAIN_ROLE) and first.other_roles else None
    rate = first.day_rate_cents if board.aims_at(GoalName.COST) else None
    return role, rate, person if more or board.aims_at(GoalName.BALANCE) else None


def personal_needs(board: Board, forced: Forced) -> list[set[int]]:
    """Per person, the needs in which they are like nobody else: booked, released, or theirs in the previous plan."""
    needs: list[set[int]] = [set() for _ in board.people]
    for person, need in board.released_takes:
        needs[person].add(need)
    for wish in (*board.holds, *board.published, *forced.bookings):
        needs[wish.person].update(wish.needs)
    return needs


def _gap_exempt_needs(board: Board) -> set[int]:
    """Needs of productions with two needs that one person may take although another production would need a gap."""
    if not board.gap_days:
        return set()
    exempt: set[int] = set()
    for numbers in board.needs_of_production:
        spans = sorted({(board.needs[n].first, board.needs[n].last) for n in numbers})
        if any(one[1] < other[0] <= one[1] + board.gap_days for one in spans for other in spans):
            exempt.update(numbers)
    return exempt
