"""What is different from the plan that the crew was told last: the published one, else the previous one.

Changes when the contract's Changes sheet or Change column does.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import Assignment, Plan, PreviousPlan
from planner.domain.report import PlanChange
from planner.domain.span import DateSpan

Task = tuple[str, str, str]  # production, role, person


def find_changes(instance: Instance, plan: Plan) -> tuple[tuple[PlanChange, ...], dict[Assignment, str]]:
    """Return the rows of Changes, and per assignment ``kept``, ``moved`` or ``new``.

    Each previous row explains one row of the plan: first the one with its own window, then, by date, one with another.
    Both are empty without a plan before; what lies outside the plan window is no change.
    """
    before_all = instance.told_before
    if before_all is None:
        return (), {}
    left = _windows(before_all.assignments)
    for row in instance.carried:
        if left[_task(row)][row.slot.span] > 0:
            left[_task(row)][row.slot.span] -= 1
    change_of, before = _match(plan.assignments, left)
    told = [
        _told(instance, KINDS[kind], _task(row), row.slot.span, before.get(row))
        for row, kind in change_of.items()
        if kind in KINDS
    ]
    lost = [_told(instance, "lost", task, span) for task, spans in left.items() for span in sorted(spans.elements())]
    gone = (*lost, *_departed(before_all))
    inside = (change for change in gone if instance.settings.in_window(change.span))
    return tuple(sorted((*told, *inside), key=_order)), change_of


KINDS = {"new": "gained", "moved": "moved"}


def _task(row: Assignment) -> Task:
    return row.slot.production_id, row.slot.role, row.crew_id


def _windows(rows: Iterable[Assignment]) -> dict[Task, Counter[DateSpan]]:
    windows: dict[Task, Counter[DateSpan]] = defaultdict(Counter)
    for row in rows:
        windows[_task(row)][row.slot.span] += 1
    return windows


def _match(
    rows: tuple[Assignment, ...], left: dict[Task, Counter[DateSpan]]
) -> tuple[dict[Assignment, str], dict[Assignment, DateSpan]]:
    """Label every row, taking from ``left`` the previous window that each continues; return those of the moved too."""
    change_of, before = dict.fromkeys(rows, "new"), dict[Assignment, DateSpan]()
    for row in rows:
        windows = left.get(_task(row))
        if windows and windows[row.slot.span] > 0:
            windows[row.slot.span] -= 1
            change_of[row] = "kept"
    for row in sorted((row for row in rows if change_of[row] == "new"), key=lambda row: row.slot.span):
        windows = left.get(_task(row))
        earliest = min((span for span, count in windows.items() if count > 0), default=None) if windows else None
        if windows and earliest is not None:
            windows[earliest] -= 1
            change_of[row], before[row] = "moved", earliest
    return change_of, before


def _told(instance: Instance, kind: str, task: Task, span: DateSpan, before: DateSpan | None = None) -> PlanChange:
    production_id, role, crew_id = task
    person = instance.crew_by_id.get(crew_id)
    return PlanChange(kind, production_id, role, span, crew_id, person.full_name if person else "", before)


def _departed(before: PreviousPlan) -> list[PlanChange]:
    return [
        PlanChange("no longer there", *row.slot.window, row.crew_id, departure.full_name)
        for departure in before.departures
        for row in (departure.assignment,)
    ]


def _order(change: PlanChange) -> tuple[str, str, DateSpan, str, str]:
    return name_key(change.production_id), name_key(change.role), change.span, name_key(change.crew_id), change.kind
