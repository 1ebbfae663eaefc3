"""The plan workbook after an operation: written anew, with a fresh report, and a Run sheet that tells of the edit.

Its goals keep their values and are no longer proven; their bounds are those that any plan of the folder keeps to.
Changes when an edited plan should say something else.
"""

import platform
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version

from planner import __version__
from planner.audit import Board
from planner.audit.goals import goal_values
from planner.desk.reporting import report
from planner.desk.state import Desk
from planner.domain.booking import BookingStatus
from planner.domain.finding import Finding
from planner.domain.instance import Instance
from planner.domain.plan import GoalResult, Plan, PreviousPlan
from planner.domain.remedy import NumberedRemedy
from planner.domain.run import Edited, InputFile, RunRecord
from planner.domain.settings import GoalName

Bound = Callable[[Instance, int], int]


def edited_plan(
    before: Desk,
    after: Desk,
    edited: Edited,
    now: datetime,
    inputs: tuple[InputFile, ...],
    findings: tuple[Finding, ...] = (),
    folder: str = "",
    remedies: Iterable[NumberedRemedy] = (),
) -> bytes:
    """Return the plan workbook; ``edited`` tells of the operations, this one last, ``findings`` are about the input.

    What the coordinator added to the workbook is not in it. Of the ``remedies`` of the plan before, those stay on its
    sheet of which every slot is vacant still: whether one holds is seen when it is applied.
    """
    from planner.workbook.planbook.plan_writing import plan_workbook  # heavy, and not needed without a plan

    board = Board(told_against(before, after), after.plan)
    plan = _with_goals(board)
    versions = [("crew-planner", __version__), ("python", platform.python_version())]
    versions += [(name, version(name)) for name in ("pandas", "xlsxwriter")]
    run = RunRecord(now, tuple(versions), 1, 0, inputs, edited=edited, folder=folder)
    told = report(board, findings)
    return plan_workbook(board.instance, plan, replace(told, remedies=tuple(_to_be_had(remedies, plan))), run)


def _to_be_had(remedies: Iterable[NumberedRemedy], plan: Plan) -> Iterator[NumberedRemedy]:
    vacant = Counter(slot.window for slot in plan.vacancies)
    for remedy in remedies:
        if Counter(slot.window for slot in remedy.fills) <= vacant:
            yield remedy


def told_against(before: Desk, after: Desk) -> Instance:
    """Return the folder after an operation with the plan before it as the previous one, so that changes are told.

    Where a plan is published, they are told against that.
    What lies outside of the plan window is carried over as it is now.
    """
    old = before.instance.previous or PreviousPlan()
    rows = (*before.instance.published, *after.instance.carried)
    return replace(after.instance, previous=PreviousPlan(rows, old.departures))


def _with_goals(board: Board) -> Plan:
    instance, plan = board.instance, board.plan
    slots = len(instance.slots)
    goals = tuple(_goal(instance, label, value) for label, value in goal_values(board).items())
    return replace(plan, goals=goals, coverage_bound=max(slots, len(plan.assignments)))


def _goal(instance: Instance, label: str, value: int) -> GoalResult:
    name, _, step = label.partition(" ")
    goal, number = GoalName(name), int(step or 0)
    bound = max(value, _MOST[goal](instance, number)) if goal in _MOST else 0
    priority = number if goal is GoalName.COVERAGE else None
    rank = number if goal in (GoalName.HOLDS, GoalName.STABILITY) else None
    return GoalResult(goal, value, bound, proven=False, priority=priority, rank=rank)


def _most_filled(instance: Instance, priority: int) -> int:
    at = {production.production_id: production.priority for production in instance.productions}
    return sum(at[slot.production_id] == priority for slot in instance.slots)


def _most_whole(instance: Instance, _: int) -> int:
    return len(instance.planned_productions)


def _most_holds(instance: Instance, rank: int) -> int:
    ranks = Counter(b.rank for b in instance.standing_bookings if b.status is BookingStatus.HOLD)
    return ranks[rank]


def _most_kept(instance: Instance, _: int) -> int:
    return len(instance.wished)


_MOST: dict[GoalName, Bound] = {
    GoalName.COVERAGE: _most_filled,
    GoalName.WHOLE: _most_whole,
    GoalName.HOLDS: _most_holds,
    GoalName.STABILITY: _most_kept,
}
