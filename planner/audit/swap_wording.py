"""Why this person and not another, in sentences: what the goals say of a swap, or the rule that forbids it.

Changes when a swap should read differently.
"""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from planner.audit.board import Board
from planner.audit.wording import job_in_words, listed, person_in_words, with_and
from planner.domain.plan import Assignment
from planner.domain.remedy import GoalShift
from planner.domain.settings import GoalName
from planner.domain.swap import Swap
from planner.domain.wording import counted

LOWER_IS_BETTER = {GoalName.MAIN_ROLE, GoalName.COST, GoalName.HEADCOUNT, GoalName.BALANCE}
MOST_MOVES = 3


def swap_in_words(board: Board, swap: Swap) -> str:
    """``coverage 2 −1, cost +120.00; Cy Young (C3) takes P1 Grip, 3–5 March 2026``: what stands against a swap."""
    if swap.bars:
        codes = ", ".join(dict.fromkeys(bar.code for bar in swap.bars))
        return f"{'; '.join(dict.fromkeys(bar.detail for bar in swap.bars))} [{codes}]"
    if not swap.found:
        return "no plan was found by moving what is near, and that there is none is not proven"
    told = [_goals_in_words(board, swap), *_moves(board, swap)]
    if not swap.proven:
        told.append("that nothing is better is not proven")
    return "; ".join(told)


def shift_as_figure(shift: GoalShift) -> str:
    """``coverage 2 −1``, ``cost +120.00``."""
    label = shift.goal if shift.step is None else f"{shift.goal} {shift.step}"
    size = f"{abs(shift.by) / 100:,.2f}" if shift.goal == GoalName.COST else f"{abs(shift.by):,}"
    return f"{label} {'+' if shift.by > 0 else '−'}{size}"


class Verdict(StrEnum):
    """What the goals say of a swap that was planned again, in words that follow a number of slots."""

    WORSE = "worse for the goals"
    EQUAL = "equal in all goals"
    STAYS = "better but for stability, which counts first"
    BETTER = "better than the plan, which is not proven"
    UNKNOWN = "not settled, as no plan was found"


def verdict_on(swap: Swap) -> Verdict:
    """Return what decides, the first goal that changes; that somebody gives way to the swap itself is no loss."""
    others = [shift for shift in swap.shifts if shift.goal != GoalName.STABILITY]
    if not swap.found:
        return Verdict.UNKNOWN
    if not others:
        return Verdict.EQUAL
    if not _is_gain(others[0]):
        return Verdict.WORSE
    return Verdict.STAYS if swap.shifts[0].goal == GoalName.STABILITY else Verdict.BETTER


def _goals_in_words(board: Board, swap: Swap) -> str:
    """Say how the goals change, and what decides where that does not show."""
    verdict = verdict_on(swap)
    figures = ", ".join(shift_as_figure(shift) for shift in swap.shifts if shift.goal != GoalName.STABILITY)
    if verdict is Verdict.EQUAL and len(swap.gone) > 1:
        return (
            f"{Verdict.EQUAL} but {with_and(list(map(shift_as_figure, swap.shifts)))}" if swap.shifts else Verdict.EQUAL
        )
    if verdict is Verdict.EQUAL:
        return f"{Verdict.EQUAL}{_tie(board, swap)}"
    return f"{figures}; {GoalName.STABILITY} counts before that" if verdict is Verdict.STAYS else figures


def _is_gain(shift: GoalShift) -> bool:
    return (shift.by < 0) == (shift.goal in LOWER_IS_BETTER)


def _tie(board: Board, swap: Swap) -> str:
    """Say what decides between two whom no goal tells apart: who works least; nothing where that is not so."""
    replaced = [row for row in swap.gone if row.slot.window == swap.window]
    if len(replaced) != 1 or len(swap.gone) != 1:
        return ""
    holder = replaced[0].crew_id
    beside = _paid_days(board, holder) - board.instance.paid_days(swap.window)
    own = _paid_days(board, swap.crew_id)
    if beside >= own:
        return ", and the plan stays as it is"
    name = board.instance.crew_by_id[holder].full_name
    return f": {name} works least, {counted(beside, 'paid day')} beside this slot against {own:,}"


def _paid_days(board: Board, crew_id: str) -> int:
    rows = (row for row in board.work.get(crew_id, ()) if row in board.planned)
    return sum(board.instance.paid_days(row.slot) for row in rows)


def _moves(board: Board, swap: Swap) -> Iterator[str]:
    """Say who of several gives way, who else would work elsewhere, and which slots would be empty then."""
    team = [row for row in board.rows_of(swap.window.production_id) if row.slot.window == swap.window]
    replaced = [_name(board, row) for row in swap.gone if row.slot.window == swap.window]
    if replaced and len(team) > 1:
        yield f"in place of {with_and(replaced)}"
    come = [row for row in swap.come if (row.slot.window, row.crew_id) != (swap.window, swap.crew_id)]
    takes = [f"{_name(board, row)} takes {job_in_words(row.slot, board.productions)}" for row in come]
    if takes:
        yield with_and(takes) if len(takes) <= MOST_MOVES else listed(takes, MOST_MOVES, "; ")
    gone, there = (Counter(row.slot.window for row in rows) for rows in (swap.gone, swap.come))
    empty = [job_in_words(window, board.productions) for window in gone - there]
    if empty:
        yield f"leaves {listed(empty, MOST_MOVES)} vacant"


def _name(board: Board, row: Assignment) -> str:
    return person_in_words(board.instance.crew_by_id[row.crew_id])
