"""Reductions that keep the optimum: people become tracks, alike tracks become one, and the rest falls into blocks.

A *track* is a stretch of somebody's time. Absences cut it, so do days that no need crosses; it shrinks to the
needs that fit. Tracks that cannot be told apart are one track of a larger ``size``; :mod:`planner.solver.decoding`
gives each of its members their own work again, which interval graphs always allow.
Changes when a rule or goal makes two people different who were alike, or ties days that were independent.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from planner.domain.settings import GoalName
from planner.solver.acceptance import Forced
from planner.solver.board import Board, Days


@dataclass(frozen=True, slots=True)
class Track:
    """Interchangeable stretches of time, one per person in ``people``; ``needs``, by first day, are those that fit."""

    index: int
    people: tuple[int, ...]
    needs: tuple[int, ...]
    block: int

    @property
    def size(self) -> int:
        """How many people the track stands for."""
        return len(self.people)


@dataclass(frozen=True)
class Reduction:
    """All tracks; each need and track is in exactly one block, and no rule about a person ties two blocks.

    ``takers`` holds per need the numbers of the tracks that it fits.
    """

    tracks: tuple[Track, ...]
    block_of_need: tuple[int, ...]
    blocks: int
    takers: tuple[tuple[int, ...], ...]
    _own: dict[tuple[int, int], int | None] = field(default_factory=dict)

    @cached_property
    def needs_by_block(self) -> list[list[int]]:
        """Need numbers per block."""
        needs: list[list[int]] = [[] for _ in range(self.blocks)]
        for need, block in enumerate(self.block_of_need):
            needs[block].append(need)
        return needs

    def own_track(self, person: int, need: int) -> int | None:
        """Return the track that stands for this person alone and fits the need, or None."""
        key = (person, need)
        if key not in self._own:
            alone = (t for t in self.takers[need] if self.tracks[t].people == (person,))
            self._own[key] = next(alone, None)
        return self._own[key]


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
    personal, loose = personal_needs(board, forced), _gap_exempt_productions(board)
    merged: dict[tuple[object, ...], tuple[int, tuple[int, ...], list[int]]] = {}
    for person, member in enumerate(board.people):
        groups = {group_of_role[role] for role in member.roles if role in group_of_role}
        for number in (n for group in sorted(groups) for n in of_group[group]):
            for needs in _stretches(board, person, blocks[number].days):
                apart = not merge_alike or not personal[person].isdisjoint(needs) or _is_loose(board, needs, loose)
                key = (number, needs, person if apart else None, *_likeness(board, person))
                merged.setdefault(key, (number, needs, []))[2].append(person)
    tracks = tuple(
        Track(index, tuple(people), needs, number) for index, (number, needs, people) in enumerate(merged.values())
    )
    takers: list[list[int]] = [[] for _ in board.needs]
    for track in tracks:
        for need in track.needs:
            takers[need].append(track.index)
    return Reduction(tracks, block_of_need, len(blocks), tuple(map(tuple, takers)))


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


def _stretches(board: Board, person: int, days: Days) -> Iterator[tuple[int, ...]]:
    """Yield the needs that fit into each stretch of a person's time; one stretch where absences cut nothing."""
    banned = board.bans.get(person, frozenset())
    stretches = []
    for window in board.windows[person]:
        clipped = (max(window[0], days[0]), min(window[1], days[1]))
        if clipped[0] <= clipped[1]:
            fits = [n for role in board.people[person].roles for n in board.fitting(role, clipped)]
            stretches.append([n for n in fits if n not in banned] if banned else fits)
    if board.gap_days or board.counts_people:
        stretches = [[n for fits in stretches for n in fits]]
    for fits in stretches:
        if fits:
            yield tuple(sorted(fits, key=lambda n: (board.needs[n].first, n)))


def _likeness(board: Board, person: int) -> tuple[object, ...]:
    """What the goals see of a person beside their needs."""
    member = board.people[person]
    role = member.main_role if board.aims_at(GoalName.MAIN_ROLE) and member.other_roles else None
    rate = member.day_rate_cents if board.aims_at(GoalName.COST) else None
    return role, rate, person if board.aims_at(GoalName.BALANCE) else None


def personal_needs(board: Board, forced: Forced) -> list[set[int]]:
    """Per person, the needs in which they are not like anybody else: booked, or theirs in the previous plan."""
    needs: list[set[int]] = [set() for _ in board.people]
    for wish in (*board.holds, *board.published, *forced.bookings):
        needs[wish.person].update(wish.needs)
    return needs


def _gap_exempt_productions(board: Board) -> frozenset[int]:
    """Productions with two needs that one person may take although another production would need more free days."""
    if not board.gap_days:
        return frozenset()
    exempt = set()
    for production, numbers in enumerate(board.needs_of_production):
        spans = sorted({(board.needs[n].first, board.needs[n].last) for n in numbers})
        if any(one[1] < other[0] <= one[1] + board.gap_days for one in spans for other in spans):
            exempt.add(production)
    return frozenset(exempt)


def _is_loose(board: Board, needs: tuple[int, ...], loose: frozenset[int]) -> bool:
    return bool(loose) and any(board.needs[n].production in loose for n in needs)
