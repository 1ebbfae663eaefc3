"""What a plan is worth, goal by goal, counted from its rows alone.

Changes when the contract's goals do.
"""

from collections import Counter
from collections.abc import Callable

from planner.audit.board import Board
from planner.domain.booking import BookingStatus
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.settings import GoalName

Values = dict[str, int]


def recompute_goals(instance: Instance, plan: Plan) -> Values:
    """Return the value of each goal in the order of the settings, by label: ``coverage 1``, ``holds 2``, ``cost``.

    Units as in ``GoalResult``; a goal, priority or rank in use has an entry at value 0 too.
    """
    return goal_values(Board(instance, plan))


def goal_values(board: Board) -> Values:
    """Return what :func:`recompute_goals` does, for a plan that is already laid out."""
    values: Values = {}
    for name in board.instance.settings.goals:
        values |= GOALS[name](board)
    return values


def coverage(board: Board) -> Values:
    """Filled slots per priority; with whole staffing only those of whole productions."""
    whole_only = board.instance.settings.whole_staffing
    filled = dict.fromkeys(sorted(p.priority for p in board.instance.planned_productions), 0)
    for production_id, vacant in board.vacant.items():
        if not (whole_only and vacant):
            asked = sum(need.count for need in board.requirements_of[production_id])
            filled[board.priority(production_id)] += asked - len(vacant)
    return {f"coverage {priority}": count for priority, count in filled.items()}


def whole(board: Board) -> Values:
    """Productions with every slot filled."""
    return {"whole": sum(not vacant for vacant in board.vacant.values())}


def holds(board: Board) -> Values:
    """Kept holds per rank."""
    ranked = [booking for booking in board.instance.standing_bookings if booking.status is BookingStatus.HOLD]
    kept = dict.fromkeys(sorted(hold.rank for hold in ranked), 0)
    for hold in ranked:
        kept[hold.rank] += bool(board.keeping(hold))
    return {f"holds {rank}": count for rank, count in kept.items()}


def stability(board: Board) -> Values:
    """Distinct (production, role, person) of the previous plan kept; nothing without a previous plan."""
    if board.instance.previous is None:
        return {}
    before, now = (
        {(row.slot.production_id, row.slot.role, row.crew_id) for row in rows}
        for rows in (board.instance.wished, _bound(board))
    )
    return {"stability": len(before & now)}


def _bound(board: Board) -> list[Assignment]:
    """Return the rows of people who are not released from them."""
    return [row for row in board.assignments if not board.instance.is_released(row.crew_id, row.slot)]


def main_role(board: Board) -> Values:
    """Slots that are filled by somebody's other role."""
    people = board.instance.crew_by_id
    other = (people[a.crew_id].main_role_on(a.slot.span.first_day) != a.slot.role for a in board.assignments)
    return {"main-role": sum(other)}


def cost(board: Board) -> Values:
    """Day rate times paid days of the slot's window, in cents."""
    return {"cost": sum(board.instance.pay_cents(a.crew_id, a.slot) for a in board.assignments)}


def headcount(board: Board) -> Values:
    """People who work at all."""
    return {"headcount": len({assignment.crew_id for assignment in board.assignments})}


def balance(board: Board) -> Values:
    """Sum over people of the square of the paid days that they work."""
    days: Counter[str] = Counter()
    for assignment in board.assignments:
        days[assignment.crew_id] += board.instance.paid_days(assignment.slot)
    return {"balance": sum(count**2 for count in days.values())}


GOALS: dict[GoalName, Callable[[Board], Values]] = {
    GoalName.COVERAGE: coverage,
    GoalName.WHOLE: whole,
    GoalName.HOLDS: holds,
    GoalName.STABILITY: stability,
    GoalName.MAIN_ROLE: main_role,
    GoalName.COST: cost,
    GoalName.HEADCOUNT: headcount,
    GoalName.BALANCE: balance,
}
