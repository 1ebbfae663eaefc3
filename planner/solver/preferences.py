"""What decides where every goal leaves a choice: whoever works least takes over, then the lower Crew ID.

A preference, not a proven goal: work moves from one person to another as long as that evens it out and no goal notices.
Changes when the contract's preferences do.
"""

from planner.domain.settings import GoalName
from planner.solver.board import Board, Need, clashes
from planner.solver.search import Engine
from planner.solver.tracks import personal_needs

Takers = dict[int, list[int]]
"""The people (by number) in each need."""


def even_out(engine: Engine, takers: Takers) -> None:
    """Hand needs over to people who work less, where rules and goals stay as they are."""
    board = engine.board
    if board.counts_people:
        return  # these goals have already decided how much each person works
    personal = personal_needs(board, engine.forced)
    work: list[set[int]] = [set() for _ in board.people]
    for n, people in takers.items():
        for person in people:
            work[person].add(n)
    days = [sum(board.needs[n].days for n in needs) for needs in work]
    for need in sorted(board.needs, key=lambda need: (need.first, need.index)):
        able = sorted({p for t in engine.reduction.takers(need.index) for p in engine.reduction.tracks[t].people})
        able = [person for person in able if need.index not in personal[person]]
        for at, person in enumerate(takers[need.index]):
            if need.index in personal[person]:
                continue
            idler = [p for p in able if days[p] + need.days < days[person] and _alike(board, p, person, need)]
            for other in sorted(idler, key=lambda p: (days[p], p)):
                if not any(clashes(need, board.needs[n], board.gap_days) for n in work[other]):
                    takers[need.index][at] = other
                    work[person].discard(need.index)
                    work[other].add(need.index)
                    days[person] -= need.days
                    days[other] += need.days
                    break


def _alike(board: Board, one: int, other: int, need: Need) -> bool:
    """Whether no goal can tell which of two people takes the need."""
    a, b = board.people[one], board.people[other]
    same_role = (a.main_role == need.role) == (b.main_role == need.role)
    return same_role and (a.day_rate_cents == b.day_rate_cents or not board.aims_at(GoalName.COST))
