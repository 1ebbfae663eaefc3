"""With whole staffing: which productions with accepted bookings stay in, decided before anything is optimised.

Changes when the contract's meaning of whole staffing does.
"""

from dataclasses import replace

from ortools.sat.python import cp_model

from planner.solver.model.acceptance import Forced
from planner.solver.model.cpsat import new_solver
from planner.solver.model.problem import Wish
from planner.solver.model.rules import add_confirmed, add_counts, add_overlap
from planner.solver.search.neighbourhoods import Engine


def decide_productions(engine: Engine) -> Forced:
    """Return the forced bookings that remain, the productions that must be whole and those that stay empty.

    Productions with accepted confirmed bookings come in the order (priority, Production ID): one stays in if it and all
    already in can be whole while the bookings of those still to come are kept; otherwise its bookings fall. After them,
    in the same order, those with people who began before the plan window stay in if they can be whole with them.
    """
    confirmed = tuple(wish for wish in engine.forced.bookings if not wish.pinned)
    pinned = tuple(wish for wish in engine.forced.bookings if wish.pinned)
    forced = Forced(confirmed)
    for production in _in_order(engine, confirmed):
        wanted = replace(forced, on=forced.on | {production})
        if _is_possible(engine, wanted):
            forced = wanted
        else:
            forced = Forced(_others(engine, forced.bookings, production), forced.on, forced.off | {production})
    for production in _in_order(engine, pinned):
        stays = tuple(wish for wish in pinned if _production(engine, wish) == production)
        wanted = replace(forced, bookings=forced.bookings + stays, on=forced.on | {production})
        if production not in forced.off and _is_possible(engine, wanted):
            forced = wanted
    return forced


def _production(engine: Engine, wish: Wish) -> int:
    return engine.board.needs[wish.needs[0]].production


def _others(engine: Engine, wishes: tuple[Wish, ...], production: int) -> tuple[Wish, ...]:
    return tuple(wish for wish in wishes if _production(engine, wish) != production)


def _in_order(engine: Engine, wishes: tuple[Wish, ...]) -> list[int]:
    productions = {_production(engine, wish) for wish in wishes}
    return sorted(productions, key=lambda p: (engine.board.productions[p].priority, p))


def _is_possible(engine: Engine, forced: Forced) -> bool:
    """Whether the productions that are on can be whole at once while every booking is kept."""
    return seat(engine, forced, dry_run=True)


def seat(engine: Engine, forced: Forced, *, dry_run: bool = False) -> bool:
    """Let an empty roster hold just what is forced; return whether that is possible, and if not change nothing."""
    board = engine.board
    needs = {n for production in forced.on for n in board.needs_of_production[production]}
    needs.update(n for wish in forced.bookings for n in wish.needs)
    if not needs:
        return True
    piece = engine.piece(engine.scope(needs), (add_counts, add_overlap, add_confirmed), forced)
    for production in sorted(forced.on):
        for n in board.needs_of_production[production]:
            piece.model.add(piece.filled(n) >= board.needs[n].count)
    solver = new_solver()
    if solver.solve(piece.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return False
    if not dry_run:
        piece.copy_into(engine.roster, solver)
    return True
