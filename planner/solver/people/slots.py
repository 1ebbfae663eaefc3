"""A scope of the board slot by slot and person by person, and the way back to the roster.

Changes when more of what is decided before a goal about people can be said slot by slot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from planner.domain.settings import GoalName
from planner.solver.people.staffing import VACANT, Marks, Numbers, Staffing

if TYPE_CHECKING:
    from planner.solver.model.problem import Wish
    from planner.solver.model.views import Scope
    from planner.solver.search.neighbourhoods import Engine, Lock

MOST_SLOTS = 10_000
MOST_PAIRS = 20_000_000


@dataclass(eq=False)
class Lanes:
    """A scope slot by slot and person by person; ``track_of`` and ``need_of`` lead back to the roster.

    ``most_people`` is how many may work at most when that was decided before.
    """

    engine: Engine
    track_of: list[int]
    need_of: list[int]
    staffing: Staffing
    people: list[int]
    most_people: int | None = None
    pinned: set[int] = field(default_factory=set)

    def start(self) -> Numbers:
        """Return who takes each slot as the roster has it."""
        takers: Numbers = np.full(self.staffing.slots, VACANT)
        until = np.full(self.staffing.people, np.iinfo(np.int64).min)
        roster = {need: dict(self.engine.roster.by_need[need]) for need in set(self.need_of)}
        only = self.staffing.fits.sum(axis=0) == 1
        for slot in sorted(range(self.staffing.slots), key=lambda s: (self.staffing.first[s], not only[s], s)):
            counts = roster[self.need_of[slot]]
            free = np.flatnonzero(self.staffing.fits[:, slot] & (until < self.staffing.first[slot])).tolist()
            lane = max((p for p in free if counts.get(self.track_of[p])), key=lambda p: (until[p], -p), default=None)
            if lane is not None:
                takers[slot] = lane
                counts[self.track_of[lane]] -= 1
                until[lane] = self.staffing.last[slot]
        return takers

    def publish(self, takers: Numbers) -> None:
        """Let the roster hold who takes each slot."""
        takes: dict[int, dict[int, int]] = {need: {} for need in self.need_of}
        for slot, lane in enumerate(takers.tolist()):
            if lane != VACANT:
                need, track = self.need_of[slot], self.track_of[lane]
                takes[need][track] = takes[need].get(track, 0) + 1
        self.engine.roster.replace(takes)


def read_lanes(engine: Engine, scope: Scope, locks: Sequence[Lock]) -> Lanes | None:
    """Return a scope for a goal about people, slot by slot; None where it cannot be said so, or a slot is vacant."""
    board = engine.board
    lanes = read_slots(engine, scope, _obligations(engine, scope, locks))
    if lanes is None or len(set(lanes.people)) < len(lanes.people):
        return None
    if any(engine.roster.filled(need.index) < need.count for need in scope.needs):
        return None
    for lock in locks:
        if lock.step.goal is GoalName.MAIN_ROLE:
            main = [[board.is_main_role(p, n) for n in lanes.need_of] for p in lanes.people]
            lanes.staffing.fits[~np.array(main)] = False
        if lock.step.goal is GoalName.HEADCOUNT:
            lanes.most_people = -lock.step.worth(engine.view, scope)
    return lanes


def read_slots(engine: Engine, scope: Scope, wishes: Sequence[Wish] | None) -> Lanes | None:
    """Return a scope slot by slot, with people who must be in a need bound to it; None where it cannot be said so."""
    board, reduction = engine.board, engine.reduction
    slots = [need.index for need in scope.needs for _ in range(need.count)]
    size = sum(reduction.tracks[track].size for track in reduction.tracks_near(scope.numbers))
    if wishes is None or not slots or len(slots) > MOST_SLOTS or len(slots) * size > MOST_PAIRS:
        return None
    if _exempt_from_gap(engine, scope):
        return None
    track_of = [track for track in scope.tracks for _ in reduction.tracks[track].people]
    people = [person for track in scope.tracks for person in reduction.tracks[track].people]
    first = np.array([board.needs[n].first for n in slots], np.int64)
    last = np.array([board.needs[n].last + board.gap_days for n in slots], np.int64)
    lanes = Lanes(engine, track_of, slots, Staffing(first, last, _fits(engine, slots, track_of)), people)
    lanes_of: dict[int, list[int]] = defaultdict(list)
    for lane, person in enumerate(people):
        lanes_of[person].append(lane)
    return lanes if all(_bind(lanes, lanes_of[wish.person], wish.needs[0]) for wish in wishes) else None


def _fits(engine: Engine, slots: list[int], track_of: list[int]) -> Marks:
    """Return which person (row, by track) fits which slot (column, by need)."""
    rows = {track: row for row, track in enumerate(dict.fromkeys(track_of))}
    by_need = {need: column for column, need in enumerate(dict.fromkeys(slots))}
    fits = np.zeros((len(rows), len(by_need)), bool)
    for need, column in by_need.items():
        fits[[rows[track] for track in engine.reduction.takers(need)], column] = True
    spread: Marks = fits[np.ix_([rows[track] for track in track_of], [by_need[need] for need in slots])]
    return spread


def _bind(lanes: Lanes, own: list[int], need: int) -> bool:
    """Make somebody the only one who fits one slot of a need; they fit nothing that clashes with it."""
    fits = lanes.staffing.fits
    of_need = [s for s, n in enumerate(lanes.need_of) if n == need]
    found = [(lane, slot) for lane in own for slot in of_need if fits[lane, slot] and slot not in lanes.pinned]
    if not found:
        return any(slot in lanes.pinned and fits[lane, slot] for lane in own for slot in of_need)
    lane, slot = found[0]
    fits[:, slot] = False
    fits[lane, lanes.staffing.clash[slot]] = False
    fits[lane, slot] = True
    lanes.pinned.add(slot)
    return True


def _exempt_from_gap(engine: Engine, scope: Scope) -> bool:
    """Whether somebody may take two slots of one production that are closer to each other than the gap."""
    gap = engine.board.gap_days
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for need in scope.needs:
        spans[need.production].append((need.first, need.last))
    if not gap:
        return False
    return any(one[1] < other[0] <= one[1] + gap for own in spans.values() for one in own for other in own)


def _obligations(engine: Engine, scope: Scope, locks: Sequence[Lock]) -> list[Wish] | None:
    """Return who must be in which need, or None where what was decided before leaves a choice of another kind."""
    wishes = scope.wishes(engine.forced.bookings)
    for lock in locks:
        step = lock.step
        shared = scope.shared_with(lock.scope)
        if step.wishes:
            asked = shared.wishes(step.wishes)
            if any(engine.view.is_kept(wish) < wish.most for wish in asked):
                return None
            wishes += asked
        elif step.goal is GoalName.MAIN_ROLE:
            if step.worth(engine.view, shared):
                return None
        elif step.goal is GoalName.COST:
            people = {p for track in scope.tracks for p in engine.reduction.tracks[track].people}
            if len({one.day_rate_cents for p in people for one in engine.board.people[p].employments}) > 1:
                return None
        elif step.goal not in (
            GoalName.COVERAGE,
            GoalName.WHOLE,
            GoalName.HEADCOUNT,
            GoalName.HOLDS,
            GoalName.STABILITY,
        ):
            return None
    unique = list(dict.fromkeys((wish.person, wish.needs) for wish in wishes))
    if any(len(needs) != 1 or needs[0] not in scope.inside for _, needs in unique):
        return None
    return _first_of_each(wishes)


def _first_of_each(wishes: list[Wish]) -> list[Wish]:
    found = {(wish.person, wish.needs): wish for wish in reversed(wishes)}
    return list(reversed(found.values()))
