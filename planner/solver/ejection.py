"""Filling vacancies by ejection: a vacant slot takes somebody from other work, which then looks for somebody else.

Work that could not be placed gets dearer to eject, so that the chain leaves places where it has been in vain.
References: Y. Nagata and O. Bräysy, "A powerful route minimization heuristic for the vehicle routing problem with time
windows", Operations Research Letters 37, 2009 (the ejection pool).
Changes when vacancies should be filled faster without a solver.
"""

from bisect import bisect_left
from collections.abc import Callable
from random import Random

from planner.solver.acceptance import Forced
from planner.solver.board import Board, clashes
from planner.solver.roster import Roster
from planner.solver.tracks import Reduction
from planner.solver.views import Scope

MOST_EJECTED = 2
ROUNDS = 3
RELOCATIONS = 4


class EjectionChains:
    """Everybody's work in a scope, person by person, and the slots that are vacant.

    With a ``priority`` only vacancies of that priority look for people, and only among people whose work is not more
    important; what is ejected from less important work stays vacant.
    """

    def __init__(
        self, board: Board, reduction: Reduction, roster: Roster, forced: Forced, scope: Scope, priority: int | None
    ) -> None:
        self._board, self._roster, self._scope = board, roster, scope
        self._rank = {n: 0 if priority is None else board.needs[n].priority for n in scope.numbers}
        self._wanted = 0 if priority is None else priority
        self._settled = {(wish.person, n) for wish in forced.bookings for n in wish.needs}
        self._rng = Random(len(scope.numbers))
        self._vain: dict[int, int] = {}
        self._track: list[int] = []
        self._person: list[int] = []
        self._work: list[list[tuple[int, int]]] = []
        lanes_of_track: dict[int, range] = {}
        for track in scope.tracks:
            people = reduction.tracks[track].people
            lanes_of_track[track] = range(len(self._track), len(self._track) + len(people))
            self._track.extend(track for _ in people)
            self._person.extend(people)
            self._work.extend([] for _ in people)
        self._able = {n: [lane for t in reduction.takers(n) for lane in lanes_of_track[t]] for n in scope.numbers}
        self._seat(lanes_of_track)

    def _seat(self, lanes_of_track: dict[int, range]) -> None:
        for track, lanes in lanes_of_track.items():
            taken = self._roster.by_track[track]
            for n in sorted(taken, key=lambda n: (self._board.needs[n].first, n)):
                left = taken[n]
                for lane in lanes:
                    if left and not self._in_the_way(lane, n):
                        self._place(lane, n)
                        left -= 1

    def run(self, most: int, looks: int, goes_on: Callable[[], bool] = lambda: True) -> None:
        """Fill vacancies, until ``most`` slots are filled; the roster gets the best found.

        Each turn looks at about so many people. A chain ejects one need at a time, then two, to get past long work; and so on in turns while it ``goes_on``.
        """
        able = sum(map(len, self._able.values()))
        moves = looks * len(self._able) // max(1, able)
        for ejected in (1, MOST_EJECTED) * ROUNDS:
            self._chain(most, moves, ejected, goes_on)

    def _chain(self, most: int, moves: int, most_ejected: int, goes_on: Callable[[], bool]) -> None:
        self._vain = dict.fromkeys(self._scope.numbers, 1)
        pool = [n for n in self._scope.numbers for _ in range(self._board.needs[n].count - self._roster.filled(n))]
        sought = [n for n in pool if self._rank[n] == self._wanted]
        lost = [self._rank[n] for n in pool]
        slots = sum(self._board.needs[n].count for n in self._scope.numbers if self._rank[n] == self._wanted)
        unavoidable = max(0, slots - most)
        if len(sought) <= unavoidable:
            return
        best, kept = lost, [list(work) for work in self._work]
        for _ in range(moves):
            if len(sought) <= unavoidable or not goes_on():
                break
            need = sought.pop()
            found = self._find_place(need, most_ejected)
            if found is None:
                self._vain[need] += 1
                sought.insert(self._rng.randrange(len(sought) + 1), need)
            else:
                lane, ejected = found
                if ejected:
                    self._vain[need] += 1
                for other in ejected:
                    self._remove(lane, other)
                self._place(lane, need)
                lost = [*lost, *(self._rank[other] for other in ejected)]
                lost.remove(self._rank[need])
                sought.extend(other for other in ejected if self._rank[other] == self._wanted)
                if self._is_better(lost, best):
                    best, kept = lost, [list(work) for work in self._work]
            self._relocate()
        self._work = kept
        self._publish()

    @staticmethod
    def _is_better(lost: list[int], than: list[int]) -> bool:
        """Whether there are fewer vacancies of the most important rank, or as many and fewer of the next, and so on."""
        ranks = sorted({*lost, *than})
        return [lost.count(rank) for rank in ranks] < [than.count(rank) for rank in ranks]

    def _find_place(self, need: int, most_ejected: int) -> tuple[int, list[int]] | None:
        """Return who could take the need, and what they would have to leave for it: the cheapest of all."""
        found, cheapest = None, float("inf")
        for lane in self._able[need]:
            way = self._in_the_way(lane, need)
            if not way:
                return lane, []
            if len(way) > most_ejected or not all(self._may_leave(lane, other, need) for other in way):
                continue
            vain = sum(self._vain[other] for other in way if self._rank[other] == self._wanted)
            price = vain + self._rng.random()
            if price < cheapest:
                found, cheapest = (lane, way), price
        return found

    def _may_leave(self, lane: int, other: int, need: int) -> bool:
        return other != need and self._rank[other] >= self._wanted and (self._person[lane], other) not in self._settled

    def _in_the_way(self, lane: int, need: int) -> list[int]:
        """The work of a lane that clashes with a need."""
        board, work = self._board, self._work[lane]
        wanted = board.needs[need]
        if board.gap_days:
            return [n for _, n in work if clashes(wanted, board.needs[n], board.gap_days)]
        at = bisect_left(work, (wanted.first, -1))
        way = [work[at - 1][1]] if at and board.needs[work[at - 1][1]].last >= wanted.first else []
        while at < len(work) and work[at][0] <= wanted.last:
            way.append(work[at][1])
            at += 1
        return way

    def _place(self, lane: int, need: int) -> None:
        entry = (self._board.needs[need].first, need)
        self._work[lane].insert(bisect_left(self._work[lane], entry), entry)

    def _remove(self, lane: int, need: int) -> None:
        self._work[lane].remove((self._board.needs[need].first, need))

    def _relocate(self) -> None:
        """Hand some work over to people who are free, for the next chain to find another situation."""
        for _ in range(RELOCATIONS):
            lane = self._rng.randrange(len(self._work))
            if not self._work[lane]:
                continue
            need = self._rng.choice(self._work[lane])[1]
            other = self._rng.choice(self._able[need])
            if (self._person[lane], need) not in self._settled and not self._in_the_way(other, need):
                self._remove(lane, need)
                self._place(other, need)

    def _publish(self) -> None:
        takes: dict[int, dict[int, int]] = {n: {} for n in self._scope.numbers}
        for track, work in zip(self._track, self._work, strict=True):
            for _, need in work:
                takes[need][track] = takes[need].get(track, 0) + 1
        self._roster.replace(takes)
