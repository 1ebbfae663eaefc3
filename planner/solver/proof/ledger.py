"""What was proven of parts of folders, found again by what it was made from.

A part that comes back with the same needs, the same choice of people and the same early objectives is bounded by what
was proven of it before. Nothing else is taken over: whether a plan reaches a bound is looked at each time, and where it
does not, the part is settled anew. So a plan is the same with and without what a ledger knows.
Changes when another fact decides what a part can have of the objectives before stability.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.settings import GoalName
from planner.solver.model.need import Wish
from planner.solver.model.objectives import Objective
from planner.solver.model.scope import Scope
from planner.solver.proof.master import Cut

MOST_CUTS = 500
"""Cuts of one part that are kept; what is known by then proves what there is to prove."""

_Wish = tuple[tuple[int, ...], int, bool]
"""The places of a wish's needs, its rows, and whether it is pinned."""


@dataclass(frozen=True, slots=True)
class CountCut:
    """In no plan of a part is the sum of ``weights`` times the people in its needs, by place, less than ``-base``."""

    base: int
    weights: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Proven:
    """What no plan of a part exceeds.

    ``totals`` are the early objectives, each while those before it are reached. In plans that reach those before whole
    productions, ``ranges`` are the fewest and the most people of each need that may stay short, ``unreachable`` needs
    have nobody at all, and ``cuts`` say what counts are impossible together. A need is known by its place in the part.
    """

    totals: tuple[int, ...]
    ranges: Mapping[int, tuple[int, int]]
    unreachable: tuple[int, ...]
    cuts: tuple[CountCut, ...] = ()


@dataclass
class Ledger:
    """Proven facts by key; ``filled`` is how many slots of a part can be filled, whatever their priority."""

    proven: dict[str, Proven] = field(default_factory=dict)
    filled: dict[str, int] = field(default_factory=dict)

    def learn(self, key: str, scope: Scope, cuts: Sequence[Cut]) -> None:
        """Keep the cuts about counts alone of a part that is known, for when it comes back."""
        place = {n: at for at, n in enumerate(scope.numbers)}
        mine = [cut for cut in cuts if cut.estimate is None and not cut.estimates and cut.needs.keys() <= place.keys()]
        found = (CountCut(cut.base, {place[n]: weight for n, weight in cut.needs.items()}) for cut in mine if cut.needs)
        known = self.proven[key]
        both = (*known.cuts, *(cut for cut in found if cut not in known.cuts))
        self.proven[key] = replace(known, cuts=both[:MOST_CUTS])


def key_of(scope: Scope, early: Sequence[Objective]) -> str:
    """Return what a part is known by, as far as ``early`` objectives see it, which look at each slot by itself.

    People are nobody in particular here: what they may take, are booked for, cost and hold is all that counts.
    """
    problem = scope.model.problem
    labels = tuple(objective.label for objective in early)
    needs = tuple(
        (need.role, need.first, need.last, need.count, need.priority, need.paid, need.requirement.production_id)
        for need in scope.needs
    )
    rules = problem.gap_days, problem.settings.whole_staffing, *map(sorted, _decided(scope))
    text = repr((rules, labels, needs, sorted(_people(scope, early))))
    return hashlib.sha256(text.encode()).hexdigest()


def _decided(scope: Scope) -> Iterator[set[str]]:
    """Yield the productions of a scope that must be whole, and those that cannot be."""
    productions, forced = scope.model.problem.productions, scope.model.forced
    for decided in (forced.on, forced.off):
        yield {productions[number].production_id for number in scope.productions if number in decided}


def _people(scope: Scope, early: Sequence[Objective]) -> Iterator[tuple[object, ...]]:
    """Yield what counts of everybody who may take a need of a scope."""
    model, problem = scope.model, scope.model.problem
    place = {n: at for at, n in enumerate(scope.numbers)}
    takes: dict[int, list[int]] = defaultdict(list)
    for n in scope.numbers:
        for track in model.reduction.takers(n):
            for person in model.reduction.tracks[track].people:
                takes[person].append(n)
    sees_role, sees_cost = (any(one.goal is goal for one in early) for goal in (GoalName.MAIN_ROLE, GoalName.COST))
    booked = _of_people(place, model.forced.bookings)
    held = [_of_people(place, objective.wishes) for objective in early if objective.goal is GoalName.HOLDS]
    for person, needs in takes.items():
        yield (
            tuple(place[n] for n in needs),
            booked.get(person, ()),
            tuple(of_rank.get(person, ()) for of_rank in held),
            tuple(problem.is_main_role(person, n) for n in needs) if sees_role else (),
            tuple(problem.pay_cents(person, n) for n in needs) if sees_cost else (),
        )


def _of_people(place: Mapping[int, int], wishes: Sequence[Wish]) -> dict[int, tuple[_Wish, ...]]:
    """Return the wishes that a scope can grant, by their person."""
    found: dict[int, tuple[_Wish, ...]] = {}
    for wish in wishes:
        here = tuple(place[n] for n in wish.needs if n in place)
        if here:
            found[wish.person] = tuple(sorted((*found.get(wish.person, ()), (here, wish.rows, wish.pinned))))
    return found
