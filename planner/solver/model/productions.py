"""With whole staffing: which productions with accepted bookings stay in, decided before anything is optimised.

Changes when the contract's meaning of whole staffing does.
"""

from collections.abc import Iterable
from dataclasses import replace

from planner.solver.model.acceptance import Forced
from planner.solver.model.clock import FOUND, new_solver
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.need import Wish
from planner.solver.model.problem import Problem
from planner.solver.model.rules import add_confirmed, add_counts, add_overlap, submodel_of
from planner.solver.model.scope import Model, Scope


def decide_productions(model: Model) -> Forced:
    """Return the forced bookings that remain, the productions that must be whole and those that stay empty.

    Productions with accepted confirmed bookings come in the order (priority, Production ID): one stays in if it and all
    already in can be whole while the bookings of those still to come are kept; otherwise its bookings fall. After them,
    in the same order, those with people who stay in begun or frozen slots stay in if they can be whole with them.
    """
    problem = model.problem
    pinned = tuple(wish for wish in model.forced.bookings if wish.pinned)
    forced = Forced(tuple(wish for wish in model.forced.bookings if not wish.pinned))
    for production in _in_order(problem, forced.bookings):
        wanted = replace(forced, on=forced.on | {production})
        if _is_possible(model, wanted):
            forced = wanted
        else:
            others = tuple(wish for wish in forced.bookings if _production(problem, wish) != production)
            forced = Forced(others, forced.on, forced.off | {production})
    for production in _in_order(problem, pinned):
        stays = tuple(wish for wish in pinned if _production(problem, wish) == production)
        wanted = replace(forced, bookings=forced.bookings + stays, on=forced.on | {production})
        if production not in forced.off and _is_possible(model, wanted):
            forced = wanted
    return forced


def _production(problem: Problem, wish: Wish) -> int:
    return problem.needs[wish.needs[0]].production


def _in_order(problem: Problem, wishes: Iterable[Wish]) -> list[int]:
    productions = {_production(problem, wish) for wish in wishes}
    return sorted(productions, key=lambda p: (problem.productions[p].priority, p))


def _is_possible(model: Model, forced: Forced) -> bool:
    """Whether the productions that are on can be whole at once while every booking is kept."""
    return seat_forced(Incumbent(replace(model, forced=forced)))


def seat_forced(incumbent: Incumbent) -> bool:
    """Let an empty incumbent hold just what is forced; return whether that is possible, and if not change nothing."""
    model, problem = incumbent.model, incumbent.problem
    whole = [n for production in sorted(model.forced.on) for n in problem.needs_of_production[production]]
    needs = {*whole, *(n for wish in model.forced.bookings for n in wish.needs)}
    if not needs:
        return True
    submodel = submodel_of(incumbent, Scope(model, needs), (add_counts, add_overlap, add_confirmed))
    for n in whole:
        submodel.cp.add(submodel.filled(n) >= problem.needs[n].count)
    solver = new_solver()
    if solver.solve(submodel.cp) not in FOUND:
        return False
    submodel.publish(solver.value)
    return True
