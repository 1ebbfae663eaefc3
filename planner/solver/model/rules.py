"""The hard rules as constraints of a submodel, one short function each; :data:`RULES` is the table of contents.

``wrong-role``, ``before-hire``, ``after-fire``, ``unavailable`` and ``never`` need no constraint: a track is
offered only needs that none of them forbids (:mod:`planner.solver.model.problem`). ``whole-slot`` holds
because a take is a whole need.
Changes when the contract's table of rules does.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from planner.solver.model.clock import TimeLeft, endless
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.scope import Scope
from planner.solver.model.submodel import Quantity, Submodel


def add_counts(submodel: Submodel) -> None:
    """No need gets more people than it has slots."""
    for need in submodel.scope.needs:
        takes = [take for _, take in submodel.takers(need.index)]
        if takes:
            submodel.count_rows[need.index] = submodel.cp.add(sum(takes) <= need.count).index


def add_overlap(submodel: Submodel) -> None:
    """Nobody works two slots on one day, nor two productions with too few free days between them (`overlap`)."""
    for track in submodel.of_track:
        alone = submodel.reduction.tracks[track].size == 1
        for clique, left in submodel.cliques(track):
            takes = _one_per_production(submodel, track, clique) if alone and submodel.problem.gap_days else None
            takes = takes or [submodel.taken(track, n) for n in clique]
            if alone:
                submodel.cp.add_at_most_one(takes)
            else:
                submodel.cp.add(sum(takes) <= left)


def _one_per_production(submodel: Submodel, track: int, clique: list[int]) -> list[Quantity] | None:
    """Where needs of one production may follow each other within the gap, let the productions exclude each other.

    Returns None when all needs of the clique exclude each other anyway.
    """
    by_production: dict[int, list[int]] = defaultdict(list)
    for n in clique:
        by_production[submodel.problem.needs[n].production].append(n)
    if all(_share_a_day(submodel, needs) for needs in by_production.values()):
        return None
    works: list[Quantity] = []
    for needs in by_production.values():
        works_there = submodel.cp.new_bool_var("works")
        for n in needs:
            submodel.cp.add(submodel.taken(track, n) <= works_there)
        for i, one in enumerate(needs):
            for other in needs[:i]:
                if _share_a_day(submodel, [one, other]):
                    submodel.cp.add_at_most_one(submodel.taken(track, one), submodel.taken(track, other))
        works.append(works_there)
    return works


def _share_a_day(submodel: Submodel, needs: list[int]) -> bool:
    return max(submodel.problem.needs[n].first for n in needs) <= min(submodel.problem.needs[n].last for n in needs)


def add_confirmed(submodel: Submodel) -> None:
    """Accepted bookings are kept (`confirmed`), and so is whoever has a begun or frozen slot."""
    for wish in submodel.scope.wishes(submodel.model.forced.bookings):
        submodel.cp.add(submodel.is_kept(wish) >= 1)


def add_whole_production(submodel: Submodel) -> None:
    """With whole staffing a production gets all its slots or none (`whole-production`), those outside the scope too."""
    if not submodel.problem.settings.whole_staffing:
        return
    for production in submodel.scope.productions:
        whole, needs = submodel.is_whole(production), submodel.problem.needs_of_production[production]
        outside = any(submodel.incumbent.filled(n) for n in needs if n not in submodel.scope.inside)
        if outside or production in submodel.model.forced.on:
            submodel.cp.add(whole == 1)
        if production in submodel.model.forced.off:
            submodel.cp.add(whole == 0)
        for n in needs:
            if n in submodel.scope.inside:
                submodel.cp.add(submodel.filled(n) == submodel.problem.needs[n].count * whole)


def add_quotas(submodel: Submodel) -> None:
    """Of some productions only so many may have people: of one that stands on several days, only one of these."""
    for quota in submodel.model.forced.quotas:
        if any(production in submodel.scope.productions for production, _ in quota.factors):
            total = sum(factor * submodel.is_staffed(production) for production, factor in quota.factors)
            submodel.cp.add(total <= quota.most)


Rule = Callable[[Submodel], None]

RULES: tuple[Rule, ...] = (add_counts, add_overlap, add_confirmed, add_whole_production, add_quotas)


def submodel_of(
    incumbent: Incumbent, scope: Scope, rules: Sequence[Rule] = RULES, left_s: TimeLeft = endless
) -> Submodel:
    """Return a scope as a model under the rules; raises TimeUp when time ends before it is finished."""
    submodel = Submodel(incumbent, scope, left_s)
    for add_rule in rules:
        add_rule(submodel)
    submodel.check_time()
    return submodel
