"""A scope as a CP-SAT model: the same problem again, with everything outside the scope fixed.

Changes when a decision or a quantity is modelled otherwise.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ortools.sat.python import cp_model

from planner.solver.model.clock import TimeLeft, TimeUp, endless
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.need import Need, Wish, clashes
from planner.solver.model.scope import Scope

Quantity = Any
"""A number, or a linear expression of a submodel."""

NAMED_PAIRS = 2_500
MOST_CHORDS = 400
"""Days of one person up to which squares are bounded from below by chords."""


class Submodel:
    """The needs of a scope as decisions, and everything else as the incumbent has it; ``cp`` is the CP-SAT model.

    ``count_rows`` has the constraint (by index) that limits the takers of a need, for needs that anybody could take.
    Building one raises TimeUp once ``left_s`` says that no time is left.
    """

    def __init__(self, incumbent: Incumbent, scope: Scope, left_s: TimeLeft = endless) -> None:
        self.model, self.problem, self.reduction = scope.model, scope.model.problem, scope.model.reduction
        self.incumbent, self.scope, self._left_s = incumbent, scope, left_s
        self.cp = cp_model.CpModel()
        self.takes: dict[int, dict[int, Quantity]] = {n: {} for n in scope.numbers}
        self.of_track: dict[int, list[int]] = {}
        self.count_rows: dict[int, int] = {}
        self._fixed: dict[int, list[tuple[Need, int]]] = {}
        self._whole: dict[int, Quantity] = {}
        self._staffed: dict[int, Quantity] = {}
        self._kept: dict[Wish, Quantity] = {}
        self._used: dict[int, Quantity] = {}
        self._squared: dict[int, Quantity] = {}
        for need in sorted(scope.needs, key=lambda need: (need.first, need.index)):
            self._add_takes(need)

    def fixed_work(self, track: int) -> list[tuple[Need, int]]:
        """What the track does outside the scope: (need, how many people)."""
        if track not in self._fixed:
            work = self.incumbent.by_track[track].items()
            self._fixed[track] = [(self.problem.needs[n], count) for n, count in work if n not in self.scope.inside]
        return self._fixed[track]

    def check_time(self) -> None:
        """Raise TimeUp when no time is left."""
        if self._left_s() <= 0:
            raise TimeUp

    def _add_takes(self, need: Need) -> None:
        self.check_time()
        for track in self.reduction.takers(need.index):
            most = min(need.count, self._spare(track, need))
            if most > 0:
                self.takes[need.index][track] = self.cp.new_int_var(0, most, self._name(track, need))
                self.of_track.setdefault(track, []).append(need.index)

    def _name(self, track: int, need: Need) -> str:
        """Name a take for whoever reads the solver's log; of large models nobody does."""
        if self.scope.pairs > NAMED_PAIRS:
            return ""
        person = self.problem.people[self.reduction.tracks[track].people[0]].crew_id
        return f"takes[{person},{need.requirement.production_id}-{need.role}]"

    def _spare(self, track: int, need: Need) -> int:
        """How many people of the track are free all through the need, as far as fixed work goes."""
        size, gap = self.reduction.tracks[track].size, self.problem.gap_days
        work = self.fixed_work(track)
        if size == 1:
            return int(not any(clashes(need, other, gap) for other, _ in work))
        near = [(o, c) for o, c in work if o.first <= need.last + gap and need.first <= o.last + gap]
        days = {need.first, *(o.first for o, _ in near if o.first > need.first)}
        return size - max(sum(c for o, c in near if o.first <= day <= o.last + gap) for day in days)

    def add_hints(self, cp: cp_model.CpModel) -> None:
        """Let a search of this model, or of a copy of it, begin at the incumbent."""
        for need, takes in self.takes.items():
            for track, take in takes.items():
                cp.add_hint(take, self.incumbent.taken(track, need))

    def publish(self, value: Callable[[Quantity], int]) -> None:
        """Let the incumbent hold what was decided; ``value`` tells what became of a decision."""
        self.incumbent.replace({n: {t: value(take) for t, take in takes.items()} for n, takes in self.takes.items()})

    def takers(self, need: int) -> Iterable[tuple[int, Quantity]]:
        """Yield (track, how many of it take the need) for the tracks that can."""
        return self.takes[need].items() if need in self.scope.inside else self.incumbent.takers(need)

    def taken(self, track: int, need: int) -> Quantity:
        """How many people of the track take the need."""
        return self.takes[need].get(track, 0) if need in self.scope.inside else self.incumbent.taken(track, need)

    def filled(self, need: int) -> Quantity:
        """How many slots of the need are filled."""
        if need not in self.scope.inside:
            return self.incumbent.filled(need)
        return cp_model.LinearExpr.sum(list(self.takes[need].values())) if self.takes[need] else 0

    def is_whole(self, production: int) -> Quantity:
        """1 when every slot of the production is filled, else 0."""
        if production not in self._whole:
            self._whole[production] = self._add_whole(production)
        return self._whole[production]

    def _add_whole(self, production: int) -> Quantity:
        needs = [self.problem.needs[n] for n in self.problem.needs_of_production[production]]
        if any(self.incumbent.filled(n.index) < n.count for n in needs if n.index not in self.scope.inside):
            return 0
        whole = self.cp.new_bool_var(f"whole[{self.problem.productions[production].production_id}]")
        for need in needs:
            if need.index in self.scope.inside:
                self.cp.add(self.filled(need.index) >= need.count * whole)
        return whole

    def is_staffed(self, production: int) -> Quantity:
        """1 when anybody is in the production, else 0."""
        if production not in self._staffed:
            self._staffed[production] = self._add_staffed(production)
        return self._staffed[production]

    def _add_staffed(self, production: int) -> Quantity:
        needs = [self.problem.needs[n] for n in self.problem.needs_of_production[production]]
        if any(self.incumbent.filled(n.index) for n in needs if n.index not in self.scope.inside):
            return 1
        inside = [need for need in needs if self.takes.get(need.index)]
        if not inside:
            return 0
        staffed = self.cp.new_bool_var(f"staffed[{self.problem.productions[production].production_id!r}]")
        for need in inside:
            self.cp.add(self.filled(need.index) <= need.count * staffed)
        self.cp.add(sum(self.filled(need.index) for need in inside) >= staffed)
        return staffed

    def is_kept(self, wish: Wish) -> Quantity:
        """How many rows of the wish are granted: 1 or 0 for a booking."""
        if wish not in self._kept:
            takes = [self.taken(*pair) for pair in self.reduction.own_pairs(wish)]
            variables = [take for take in takes if not isinstance(take, int)]
            fixed = sum(take for take in takes if isinstance(take, int))
            if fixed >= wish.rows or not variables:
                self._kept[wish] = min(fixed, wish.rows)
            elif fixed + len(variables) <= wish.rows:
                self._kept[wish] = fixed + sum(variables)
            else:
                kept = self.cp.new_int_var(0, wish.rows, "kept")
                self.cp.add(sum(variables) + fixed >= kept)
                self._kept[wish] = kept
        return self._kept[wish]

    def used(self, track: int) -> Quantity:
        """How many people of the track work at all."""
        if track not in self._used:
            size = self.reduction.tracks[track].size
            least = self.incumbent.busiest(track, self.fixed_work(track))
            used = self._used[track] = self.cp.new_int_var(least, size, f"used[{track}]")
            for clique, left in self.cliques(track):
                if size > 1 or not self.problem.gap_days:
                    self.cp.add(sum(self.taken(track, n) for n in clique) + size - left <= used)
                else:
                    self.cp.add_max_equality(used, [used, *(self.taken(track, n) for n in clique)])
        return self._used[track]

    def squared_days(self, track: int) -> Quantity:
        """The square of the days that the track's only person works."""
        if track not in self._squared:
            fixed = sum(need.paid for need, _ in self.fixed_work(track))
            free = [(self.problem.needs[n].paid, self.taken(track, n)) for n in self.of_track.get(track, ())]
            most = fixed + sum(days for days, _ in free)
            days = self.cp.new_int_var(fixed, most, f"days[{track}]")
            self.cp.add(days == fixed + sum(length * take for length, take in free))
            square = self._squared[track] = self.cp.new_int_var(fixed**2, most**2, f"square[{track}]")
            for count in range(fixed, min(most, fixed + MOST_CHORDS)):
                # no whole number of days lies below the line through the squares of two that follow each other
                self.cp.add(square >= (2 * count + 1) * days - count * (count + 1))
            if most > fixed + MOST_CHORDS:  # else the lines say all that counts: nothing is gained by a larger square
                self.cp.add_multiplication_equality(square, [days, days])
        return self._squared[track]

    def cliques(self, track: int) -> list[tuple[list[int], int]]:
        """Return the track's largest sets of needs busy on one day (gap days included), and how many people are left.

        Sets are needs of the scope; ``left`` is the track's size without those on fixed work that day.
        """
        self.check_time()
        gap, size = self.problem.gap_days, self.reduction.tracks[track].size
        needs = [self.problem.needs[n] for n in self.of_track.get(track, ())]
        fixed = self.fixed_work(track) if size > 1 else []
        found: list[tuple[list[int], int]] = []
        active: list[Need] = []
        at = 0
        for day in sorted({need.first for need in needs} | {need.first for need, _ in fixed}):
            still = [need for need in active if need.last + gap >= day]
            left = size - sum(count for need, count in fixed if need.first <= day <= need.last + gap)
            grows = bool(active) and len(still) == len(active) and left <= found[-1][1]
            active = still
            while at < len(needs) and needs[at].first <= day:
                active.append(needs[at])
                at += 1
            if grows:
                found.pop()  # the set before is part of this one, which leaves no more people
            if active:
                found.append(([need.index for need in active], left))
        return found


View = Incumbent | Submodel
"""What rules and objectives are written against, so that one function optimises, keeps and reports."""
