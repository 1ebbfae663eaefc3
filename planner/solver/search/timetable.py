"""What every single person does in the plan so far, so that somebody free is found without counting.

Changes when the rule about two jobs of one person does.
"""

from bisect import bisect_left, insort
from collections.abc import Sequence

from planner.solver.model.incumbent import Incumbent
from planner.solver.model.need import Need, clashes


class Timetable:
    """What every single member of every track does, so that a free one is found without counting."""

    def __init__(self, incumbent: Incumbent) -> None:
        self._incumbent = incumbent
        problem, tracks = incumbent.problem, incumbent.reduction.tracks
        self._work: dict[int, list[list[tuple[int, int]]]] = {t.index: [[] for _ in t.people] for t in tracks}
        self._ends = {track.index: track.stretch.windows[-1][1] for track in tracks}
        for track in tracks:
            for n in sorted(incumbent.by_track[track.index], key=lambda n: (problem.needs[n].first, n)):
                for _ in range(incumbent.by_track[track.index][n]):
                    member = self._free_member(track.index, problem.needs[n])
                    if member is not None:
                        insort(self._work[track.index][member], (problem.needs[n].first, n))

    def fill(self, need: Need) -> None:
        """Let free people take the need's empty slots, those with the need's main role first."""
        incumbent = self._incumbent
        empty = need.count - incumbent.filled(need.index)
        if empty <= 0:
            return
        members = incumbent.problem.people
        order = sorted(
            incumbent.reduction.takers(need.index),
            key=lambda t: (
                not incumbent.problem.is_main_role(incumbent.reduction.person(t), need.index),
                len(members[incumbent.reduction.person(t)].roles),
                self._ends[t],
                t,
            ),
        )
        for track in order:
            while empty and (member := self._free_member(track, need)) is not None:
                insort(self._work[track][member], (need.first, need.index))
                incumbent.take(track, need.index)
                empty -= 1
            if not empty:
                return

    def put(self, person: int, need: Need) -> None:
        """Let one person, who has a track alone, take the need if they and a slot are free."""
        incumbent = self._incumbent
        track = incumbent.reduction.own_track(person, need.index)
        taken = incumbent.by_need[need.index]
        if track is None or track in taken or incumbent.filled(need.index) >= need.count:
            return
        if self._is_free(self._work[track][0], need):
            insort(self._work[track][0], (need.first, need.index))
            incumbent.take(track, need.index)

    def clear(self, needs: Sequence[int]) -> None:
        """Empty some needs again."""
        gone = set(needs)
        for track in {t for n in needs for t in self._incumbent.by_need[n]}:
            for work in self._work[track]:
                work[:] = [(first, n) for first, n in work if n not in gone]
        self._incumbent.clear(needs)

    def _free_member(self, track: int, need: Need) -> int | None:
        for number, work in enumerate(self._work[track]):
            if self._is_free(work, need):
                return number
        return None

    def _is_free(self, work: list[tuple[int, int]], need: Need) -> bool:
        problem = self._incumbent.problem
        at = bisect_left(work, (need.first, need.index))
        for step, found in ((-1, at - 1), (1, at)):
            # work of one production may follow itself within the gap, so look on until days are out of reach
            while 0 <= found < len(work):
                other = problem.needs[work[found][1]]
                if clashes(need, other, problem.gap_days):
                    return False
                if not problem.gap_days or abs(other.first - need.first) > problem.gap_days + need.days + other.days:
                    break
                found += step
        return True
