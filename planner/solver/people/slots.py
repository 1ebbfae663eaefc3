"""A scope of the problem slot by slot and person by person, and the way back to the incumbent.

Changes when more of what is decided before a goal about people can be said slot by slot.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.domain.settings import GoalName
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.need import exempt_from_gap
from planner.solver.model.scope import Scope
from planner.solver.model.stage import Floor
from planner.solver.people.staffing import VACANT, Marks, Numbers, Staffing

MOST_SLOTS = 10_000
MOST_PAIRS = 20_000_000


@dataclass(eq=False)
class SlotView:
    """A scope slot by slot and person by person; ``track_of`` and ``need_of`` lead back to the incumbent.

    ``most_people`` is how many may work at most when that was decided before.
    """

    incumbent: Incumbent
    track_of: list[int]
    need_of: list[int]
    staffing: Staffing
    people: list[int]
    most_people: int | None = None
    pinned: set[int] = field(default_factory=set)

    def start(self) -> Numbers:
        """Return who takes each slot as the incumbent has it."""
        takers: Numbers = np.full(self.staffing.slots, VACANT)
        until = np.full(self.staffing.people, np.iinfo(np.int64).min)
        counts_of = {need: dict(self.incumbent.by_need[need]) for need in set(self.need_of)}
        only = self.staffing.fits.sum(axis=0) == 1
        for slot in sorted(range(self.staffing.slots), key=lambda s: (self.staffing.first[s], not only[s], s)):
            counts = counts_of[self.need_of[slot]]
            free = np.flatnonzero(self.staffing.fits[:, slot] & (until < self.staffing.first[slot])).tolist()
            row = max((p for p in free if counts.get(self.track_of[p])), key=lambda p: (until[p], -p), default=None)
            if row is not None:
                takers[slot] = row
                counts[self.track_of[row]] -= 1
                until[row] = self.staffing.last[slot]
        return takers

    def publish(self, takers: Numbers) -> None:
        """Let the incumbent hold who takes each slot."""
        takes: dict[int, dict[int, int]] = {need: {} for need in self.need_of}
        for slot, row in enumerate(takers.tolist()):
            if row != VACANT:
                need, track = self.need_of[slot], self.track_of[row]
                takes[need][track] = takes[need].get(track, 0) + 1
        self.incumbent.replace(takes)


def read_filled(incumbent: Incumbent, scope: Scope, floors: Sequence[Floor]) -> SlotView | None:
    """Return a scope for a goal about people, slot by slot; None where it cannot be said so, or a slot is vacant."""
    problem = incumbent.problem
    view = read_slots(incumbent, scope, _obligations(incumbent, scope, floors))
    if view is None or len(set(view.people)) < len(view.people):
        return None
    if any(incumbent.filled(need.index) < need.count for need in scope.needs):
        return None
    if not all(any(floor.objective.counts(need) for floor in floors) for need in scope.needs):
        return None  # a goal about people that comes before coverage may leave these slots empty
    for floor in floors:
        if floor.objective.goal is GoalName.MAIN_ROLE:
            main = [[problem.is_main_role(p, n) for n in view.need_of] for p in view.people]
            view.staffing.fits[~np.array(main)] = False
        if floor.objective.goal is GoalName.HEADCOUNT:
            view.most_people = -floor.objective.worth(incumbent, scope)
    return view


def read_slots(incumbent: Incumbent, scope: Scope, pairs: Sequence[tuple[int, int]] | None) -> SlotView | None:
    """Return a scope slot by slot, each person of a pair bound to its need; None where it cannot be said so."""
    problem, reduction = incumbent.problem, incumbent.reduction
    slots = [need.index for need in scope.needs for _ in range(need.count)]
    size = sum(reduction.tracks[track].size for track in reduction.tracks_near(scope.numbers))
    if pairs is None or not slots or len(slots) > MOST_SLOTS or len(slots) * size > MOST_PAIRS:
        return None
    if any(exempt_from_gap(needs, problem.gap_days) for needs in scope.by_production()):
        return None
    track_of = [track for track in scope.tracks for _ in reduction.tracks[track].people]
    people = [person for track in scope.tracks for person in reduction.tracks[track].people]
    first = np.array([problem.needs[n].first for n in slots], np.int64)
    last = np.array([problem.needs[n].last + problem.gap_days for n in slots], np.int64)
    view = SlotView(incumbent, track_of, slots, Staffing(first, last, _fits(incumbent, slots, track_of)), people)
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row, person in enumerate(people):
        rows_of[person].append(row)
    return view if all(_bind(view, rows_of[person], need) for person, need in pairs) else None


def _fits(incumbent: Incumbent, slots: list[int], track_of: list[int]) -> Marks:
    """Return which person (row, by track) fits which slot (column, by need)."""
    rows = {track: row for row, track in enumerate(dict.fromkeys(track_of))}
    by_need = {need: column for column, need in enumerate(dict.fromkeys(slots))}
    fits = np.zeros((len(rows), len(by_need)), bool)
    for need, column in by_need.items():
        fits[[rows[track] for track in incumbent.reduction.takers(need)], column] = True
    spread: Marks = fits[np.ix_([rows[track] for track in track_of], [by_need[need] for need in slots])]
    return spread


def _bind(view: SlotView, own: list[int], need: int) -> bool:
    """Make somebody the only one who fits one slot of a need; they fit nothing that clashes with it."""
    fits = view.staffing.fits
    of_need = [s for s, n in enumerate(view.need_of) if n == need]
    found = [(row, slot) for row in own for slot in of_need if fits[row, slot] and slot not in view.pinned]
    if not found:
        return any(slot in view.pinned and fits[row, slot] for row in own for slot in of_need)
    row, slot = found[0]
    fits[:, slot] = False
    fits[row, view.staffing.clash[slot]] = False
    fits[row, slot] = True
    view.pinned.add(slot)
    return True


def _obligations(incumbent: Incumbent, scope: Scope, floors: Sequence[Floor]) -> list[tuple[int, int]] | None:
    """Return the (person, need) pairs that must stay, or None where earlier goals leave a choice of another kind."""
    wishes = scope.wishes(incumbent.model.forced.bookings)
    for floor in floors:
        objective = floor.objective
        shared = scope.shared_with(floor.scope)
        if objective.wishes:
            asked = shared.wishes(objective.wishes)
            if any(incumbent.is_kept(wish) < wish.most for wish in asked):
                return None
            wishes += asked
        elif objective.goal is GoalName.MAIN_ROLE and objective.worth(incumbent, shared):
            return None
        elif objective.goal is GoalName.COST:
            people = {p for track in scope.tracks for p in incumbent.reduction.tracks[track].people}
            if len({one.day_rate_cents for p in people for one in incumbent.problem.people[p].employments}) > 1:
                return None
        elif objective.goal in (GoalName.BALANCE, None):
            return None
    if any(len(wish.needs) != 1 or wish.needs[0] not in scope.inside for wish in wishes):
        return None
    pairs = [(wish.person, wish.needs[0]) for wish in wishes]
    return list(dict.fromkeys(reversed(pairs)))[::-1]
