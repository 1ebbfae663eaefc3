"""First fit: needs by first day; of all who are free long enough, who is free for the shortest time takes the need.

References: A. Kolen, J. Lenstra, C. Papadimitriou and F. Spieksma, "Interval scheduling: a survey", Naval Research
Logistics 54, 2007; P. Brucker and L. Nordmann, "The k-track assignment problem", Computing 52, 1994.
Changes when the first plan should be better or found faster.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from planner.solver.model.incumbent import Incumbent
from planner.solver.model.need import Days, Need
from planner.solver.model.problem import Problem
from planner.solver.model.tracks import Track

MANY_ROLES = 16


@dataclass(slots=True)
class _Member:
    """One person of a track; ``free_from`` is the first day on which they may begin something else."""

    track: Track
    free_from: int = 0


class FirstFit:
    """The free time of every member of every track: what is still to come, and who could begin now.

    Three lists per role, in the order in which people are asked: those who have nothing but this role, those whose main
    role it is, those who can also do it; in each by the last day of their free time.
    """

    def __init__(self, incumbent: Incumbent) -> None:
        self._incumbent = incumbent
        self._members: list[_Member] = []
        self._coming: list[tuple[int, int, int]] = []
        self._versatile: list[tuple[int, int]] = []  # people of many roles, asked last
        self._free: dict[str, tuple[list[tuple[int, int]], ...]] = defaultdict(lambda: ([], [], []))
        for track in incumbent.reduction.tracks:
            spans = list(_free_spans(incumbent, track))
            for _ in track.people:
                self._coming.extend((first, last, len(self._members)) for first, last in spans)
                self._members.append(_Member(track))
        heapify(self._coming)

    def fill(self, need: Need) -> None:
        """Let free people take the need's empty slots; needs must come by first day."""
        self._welcome(need.first)
        empty = need.count - self._incumbent.filled(need.index)
        for free in (*self._free[need.role], self._versatile):
            at = bisect_left(free, (need.last, -1))
            while empty > 0 and at < len(free):
                last, number = free[at]
                member = self._members[number]
                stretch = member.track.stretch
                if member.free_from > need.first or need.index in stretch.banned or need.role not in stretch.roles:
                    at += 1
                    continue
                self._take_off(last, number)
                self._incumbent.take(member.track.index, need.index)
                member.free_from = need.last + 1 + self._incumbent.problem.gap_days
                heappush(self._coming, (member.free_from, last, number))
                empty -= 1

    def _welcome(self, day: int) -> None:
        """Put those who are free by a day on the lists."""
        while self._coming and self._coming[0][0] <= day:
            first, last, number = heappop(self._coming)
            member = self._members[number]
            if first < member.free_from <= last:
                heappush(self._coming, (member.free_from, last, number))
            elif first >= member.free_from:
                for free in self._lists(member.track):
                    insort(free, (last, number))

    def _take_off(self, last: int, number: int) -> None:
        for free in self._lists(self._members[number].track):
            del free[bisect_left(free, (last, number))]

    def _lists(self, track: Track) -> Iterator[list[tuple[int, int]]]:
        if len(track.stretch.roles) > MANY_ROLES:
            yield self._versatile
            return
        for role in track.stretch.roles:
            yield self._free[role][_rank(self._incumbent.problem, track, role)]


def _rank(problem: Problem, track: Track, role: str) -> int:
    member = problem.people[track.people[0]]
    return 2 if member.main_role != role else 1 if member.other_roles else 0


def _free_spans(incumbent: Incumbent, track: Track) -> Iterable[Days]:
    """Return the track's windows without what it works already and the gap around that."""
    gap = incumbent.problem.gap_days
    spans = list(track.stretch.windows)
    for n in incumbent.by_track[track.index]:
        work = incumbent.problem.needs[n]
        cut: list[Days] = []
        for first, last in spans:
            before, after = (first, min(last, work.first - 1 - gap)), (max(first, work.last + 1 + gap), last)
            cut.extend(span for span in (before, after) if span[0] <= span[1])
        spans = cut
    return spans
