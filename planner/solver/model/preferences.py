"""What decides where every goal leaves a choice: whoever works least takes over, then the lower Crew ID.

A preference, not a proven goal: work moves from one person to another as long as that evens it out and no goal notices.
Changes when the contract's preferences do.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator

from planner.domain.settings import GoalName
from planner.solver.model.need import Need, clashes
from planner.solver.model.problem import Problem
from planner.solver.model.reduction import personal_needs
from planner.solver.model.scope import Model

Takers = dict[int, list[int]]
"""The people (by number) in each need."""


def even_out(model: Model, takers: Takers) -> None:
    """Hand needs over to people who work less, where rules and goals stay as they are."""
    problem = model.problem
    if problem.counts_people:
        return  # these goals have already decided how much each person works
    personal = personal_needs(problem, model.forced)
    workload = _Workload(problem, takers)
    for need in sorted(problem.needs, key=lambda need: (need.first, need.index)):
        for at, person in enumerate(takers[need.index]):
            if need.index in personal[person]:
                continue
            idler = next((other for other in workload.idlers(person, need) if need.index not in personal[other]), None)
            if idler is not None:
                workload.hand_over(need, person, idler)
                takers[need.index][at] = idler


class _Workload:
    """Who works when and how many days, and per role the people whom no goal can tell apart, by days worked."""

    def __init__(self, problem: Problem, takers: Takers) -> None:
        self._problem = problem
        self._with_cost = problem.aims_at(GoalName.COST)
        self._work: list[list[tuple[int, int]]] = [[] for _ in problem.people]  # (first day, need), by day
        self._days = [0] * len(problem.people)
        self._busy = [0] * len(problem.people)  # a bit per day
        for n, people in takers.items():
            for person in people:
                self._work[person].append((problem.needs[n].first, n))
                self._days[person] += problem.needs[n].paid
                self._busy[person] |= self._days_of(problem.needs[n])
        self._alike: dict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)  # (days, person), fewest first
        for person, work in enumerate(self._work):
            work.sort()
            for key in self._likenesses(person):
                self._alike[key].append((self._days[person], person))
        for people_alike in self._alike.values():
            people_alike.sort()

    def idlers(self, person: int, need: Need) -> Iterator[int]:
        """Yield those who could take the need from somebody and would then still work less, the idlest first."""
        most, wanted, busy = self._days[person] - need.paid, self._days_of(need), self._busy
        for days, other in self._alike[self._likeness(person, need.role)]:
            if days >= most:
                return
            if not busy[other] & wanted and self._has_gaps(other, need) and self._problem.may_take(other, need.index):
                yield other

    def hand_over(self, need: Need, giver: int, idler: int) -> None:
        """Move the need from one person to another."""
        self._work[giver].remove((need.first, need.index))
        insort(self._work[idler], (need.first, need.index))
        self._busy[giver] ^= self._days_of(need)
        self._busy[idler] ^= self._days_of(need)
        self._count(giver, -need.paid)
        self._count(idler, need.paid)

    def _count(self, person: int, more: int) -> None:
        before = self._days[person], person
        self._days[person] += more
        for key in self._likenesses(person):
            people_alike = self._alike[key]
            del people_alike[bisect_left(people_alike, before)]
            insort(people_alike, (self._days[person], person))

    def _days_of(self, need: Need) -> int:
        """The days of a need as bits."""
        return ((1 << need.days) - 1) << (need.first - self._problem.horizon[0])

    def _has_gaps(self, person: int, need: Need) -> bool:
        """Whether somebody who is free then has gap days enough; only the work next to it in time can come too near."""
        needs, gap_days, work = self._problem.needs, self._problem.gap_days, self._work[person]
        if not gap_days:
            return True
        at = bisect_left(work, (need.first, need.index))
        near = work[max(0, at - 1) : at + 1]
        return not any(clashes(need, needs[n], gap_days) for _, n in near)

    def _likenesses(self, person: int) -> set[tuple[object, ...]]:
        return {self._likeness(person, role) for role in self._problem.people[person].roles}

    def _likeness(self, person: int, role: str) -> tuple[object, ...]:
        """What goals see of somebody in a role: whether it is their main one, and their day rate.

        Somebody with several employments, where both depend on the day, is like nobody.
        """
        first, *more = self._problem.people[person].employments
        if more:
            return role, person
        return role, first.main_role == role, first.day_rate_cents if self._with_cost else None
