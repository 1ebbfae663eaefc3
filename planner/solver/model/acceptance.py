"""Which confirmed bookings stand, who stays where they began, and which productions must or cannot be whole.

Decided before anything is optimised, one by one in the contract's order, so that a plan always exists.
Changes when the contract's order or meaning of acceptance does.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ortools.sat.python import cp_model

from planner.domain.booking import BookingStatus
from planner.domain.names import name_key
from planner.solver.model.clock import FOUND, new_solver
from planner.solver.model.need import Wish, clashes
from planner.solver.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Quota:
    """How much productions may count together, each of them ``factors`` times if anybody is in it: at most ``most``."""

    factors: tuple[tuple[int, int], ...]
    most: int


@dataclass(frozen=True, slots=True)
class Forced:
    """What every plan must hold: bookings kept, productions whole (``on``) or empty (``off``), and quotas of them."""

    bookings: tuple[Wish, ...] = ()
    on: frozenset[int] = frozenset()
    off: frozenset[int] = frozenset()
    quotas: tuple[Quota, ...] = ()


def accept_bookings(problem: Problem) -> Forced:
    """Return the bookings and the people of begun and frozen slots that every plan can and must keep.

    Confirmed bookings come in the order (priority, Production ID, Crew ID, role, From, To), then the people of slots
    that are begun or frozen, in slot order; each is accepted if all accepted so far can still be kept with it.
    """
    wishes = [*_confirmed(problem), *_staying(problem)]
    return Forced(tuple(_accept_in_order(wishes, lambda chosen: can_keep(problem, chosen))))


def _confirmed(problem: Problem) -> list[Wish]:
    bookings = [b for b in problem.instance.standing_bookings if b.status is BookingStatus.CONFIRMED]
    bookings.sort(
        key=lambda b: (
            problem.instance.production_by_id[b.production_id].priority,
            name_key(b.production_id),
            name_key(b.crew_id),
            name_key(b.role or ""),
            b.first_day or date.min,
            b.last_day or date.max,
        )
    )
    wishes = (problem.wish(problem.person_of[b.crew_id], problem.matching(b)) for b in bookings)
    return [wish for wish in wishes if wish.needs]


def _staying(problem: Problem) -> list[Wish]:
    """Who was in a slot that is begun or frozen, if nothing about them alone forbids it now."""
    keeps, there = problem.settings.keeps_people, problem.published_windows
    stay = (wish for wish in there if keeps(problem.needs[wish.needs[0]].requirement.span))
    return [replace(wish, pinned=True) for wish in sorted(stay, key=lambda wish: (wish.needs[0], wish.person))]


def _accept_in_order(wishes: Sequence[Wish], possible: Callable[[list[Wish]], bool]) -> list[Wish]:
    """Keep each wish that is possible together with those kept before it, trying long runs of them at once."""
    kept: list[Wish] = []
    at = 0

    def fails(end: int) -> bool:
        return not possible([*kept, *wishes[at:end]])

    while at < len(wishes):
        end = bisect_left(range(len(wishes)), True, at + 1, key=fails) - 1 if fails(len(wishes)) else len(wishes)
        kept += wishes[at:end]
        at = end + 1  # the wish after the run is the one that could not be kept
    return kept


def can_keep(problem: Problem, wishes: Sequence[Wish]) -> bool:
    """Whether all wishes can be kept at once under the rules about people and the counts."""
    model = cp_model.CpModel()
    takes: dict[tuple[int, int], cp_model.IntVar] = {}
    of_person: dict[int, list[int]] = defaultdict(list)
    of_need: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for wish in wishes:
        for need in wish.needs:
            if (wish.person, need) not in takes:
                takes[wish.person, need] = model.new_bool_var("")
                of_person[wish.person].append(need)
                of_need[need].append(takes[wish.person, need])
        model.add_at_least_one(takes[wish.person, need] for need in wish.needs)
    for need, variables in of_need.items():
        if len(variables) > problem.needs[need].count:
            model.add(sum(variables) <= problem.needs[need].count)
    for person, needs in of_person.items():
        for i, one in enumerate(needs):
            for other in needs[:i]:
                if clashes(problem.needs[one], problem.needs[other], problem.gap_days):
                    model.add_at_most_one(takes[person, one], takes[person, other])
    return new_solver().solve(model) in FOUND
