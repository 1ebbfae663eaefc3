"""The hard rules as constraints of a piece, one short function each; :data:`RULES` is the table of contents.

``wrong-role``, ``before-hire``, ``after-fire``, ``unavailable`` and ``never`` need no constraint: a track is
offered only needs that none of them forbids (:mod:`planner.solver.model.problem`). ``whole-slot`` holds
because a take is a whole need.
Changes when the contract's table of rules does.
"""

from collections import defaultdict
from collections.abc import Callable

from planner.solver.model.acceptance import Forced
from planner.solver.model.views import Piece, Quantity


def add_counts(piece: Piece, forced: Forced) -> None:
    """No need gets more people than it has slots."""
    for need in piece.scope.needs:
        takes = [take for _, take in piece.takers(need.index)]
        if takes:
            piece.count_rows[need.index] = piece.model.add(sum(takes) <= need.count).index


def add_overlap(piece: Piece, forced: Forced) -> None:
    """Nobody works two slots on one day, nor two productions with too few free days between them (`overlap`)."""
    for track in piece.of_track:
        alone = piece.reduction.tracks[track].size == 1
        for clique, left in piece.cliques(track):
            takes = _one_per_production(piece, track, clique) if alone and piece.board.gap_days else None
            takes = takes or [piece.taken(track, n) for n in clique]
            if alone:
                piece.model.add_at_most_one(takes)
            else:
                piece.model.add(sum(takes) <= left)


def _one_per_production(piece: Piece, track: int, clique: list[int]) -> list[Quantity] | None:
    """Where needs of one production may follow each other within the gap, let the productions exclude each other.

    Returns None when all needs of the clique exclude each other anyway.
    """
    by_production: dict[int, list[int]] = defaultdict(list)
    for n in clique:
        by_production[piece.board.needs[n].production].append(n)
    if all(_share_a_day(piece, needs) for needs in by_production.values()):
        return None
    works: list[Quantity] = []
    for needs in by_production.values():
        works_there = piece.model.new_bool_var("works")
        for n in needs:
            piece.model.add(piece.taken(track, n) <= works_there)
        for i, one in enumerate(needs):
            for other in needs[:i]:
                if _share_a_day(piece, [one, other]):
                    piece.model.add_at_most_one(piece.taken(track, one), piece.taken(track, other))
        works.append(works_there)
    return works


def _share_a_day(piece: Piece, needs: list[int]) -> bool:
    return max(piece.board.needs[n].first for n in needs) <= min(piece.board.needs[n].last for n in needs)


def add_confirmed(piece: Piece, forced: Forced) -> None:
    """Accepted bookings are kept (`confirmed`), and so is whoever began before the plan window."""
    for wish in piece.scope.wishes(forced.bookings):
        piece.model.add(piece.is_kept(wish) >= 1)


def add_whole_production(piece: Piece, forced: Forced) -> None:
    """With whole staffing a production gets all its slots or none (`whole-production`)."""
    if not piece.board.settings.whole_staffing:
        return
    for production in piece.scope.productions:
        whole = piece.is_whole(production)
        if production in forced.on:
            piece.model.add(whole == 1)
        if production in forced.off:
            piece.model.add(whole == 0)
        for n in piece.board.needs_of_production[production]:
            if n in piece.scope.inside:
                piece.model.add(piece.filled(n) == piece.board.needs[n].count * whole)


Rule = Callable[[Piece, Forced], None]

RULES: tuple[Rule, ...] = (add_counts, add_overlap, add_confirmed, add_whole_production)
