"""How a part of a folder is known again, and what a ledger learns of it.

Changes when another fact decides what a part can have of the objectives before stability.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from planner.domain.ledger import MOST_CUTS, CountCut, Ledger
from planner.domain.settings import GoalName
from planner.solver.model.need import Wish
from planner.solver.model.objectives import Objective
from planner.solver.model.scope import Scope
from planner.solver.proof.master import Cut

_Wish = tuple[tuple[int, ...], int, bool]
"""The places of a wish's needs, its rows, and whether it is pinned."""


def learn(ledger: Ledger, key: str, scope: Scope, cuts: Sequence[Cut]) -> None:
    """Keep the cuts about counts alone of a part that a ledger knows, for when it comes back."""
    place = {n: at for at, n in enumerate(scope.numbers)}
    mine = [cut for cut in cuts if cut.estimate is None and not cut.estimates and cut.needs.keys() <= place.keys()]
    found = (CountCut(cut.base, {place[n]: weight for n, weight in cut.needs.items()}) for cut in mine if cut.needs)
    known = ledger.proven[key]
    both = (*known.cuts, *(cut for cut in found if cut not in known.cuts))
    ledger.proven[key] = replace(known, cuts=both[:MOST_CUTS])


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
