"""The Run sheet: what a plan was made from and what was proven, for people who check and for `compare`.

Changes when RunRecord or the goals report more.
"""

from collections.abc import Iterator

from planner.domain.change_rows import setting_cell
from planner.domain.finding import Severity
from planner.domain.instance import Instance
from planner.domain.plan import GoalResult, Plan
from planner.domain.report import Report
from planner.domain.run import RunRecord
from planner.domain.settings import RUN_SETTINGS, SETTINGS
from planner.domain.work_days import Holiday
from planner.workbook.columns.plan import RUN, RUN_GOALS, RUN_NAME
from planner.workbook.planbook.carried_input import HEADERS, HOLIDAY, SETTING, carried_rows
from planner.workbook.planbook.plan_totals import Totals
from planner.workbook.planbook.run_edits import HASH_OF, STARTED, TIME_LIMIT, edit_pairs
from planner.workbook.planbook.sheet_writing import Book


def write_run(book: Book, instance: Instance, totals: Totals, report: Report, run: RunRecord) -> None:
    """Write the Run sheet: keys and values from A1, one empty row, the goals table, and the input that is carried.

    Printed is what people read: all but what is carried.
    """
    sheet = book.add_sheet(RUN_NAME)
    sheet.set_column(0, 0, 30)
    # A hash runs over the empty cells to its right, so that the goals below stand close together.
    sheet.set_column(1, 6, 14)
    sheet.fit_to_pages(1, 1)
    pairs = [*_run_pairs(run), *_result_pairs(totals, report), *_setting_pairs(instance)]
    book.write_table(sheet, 0, 0, RUN, pairs)
    goals = [goal_row(goal) for goal in totals.plan.goals]
    top = len(pairs) + 2
    book.write_table(sheet, top, 0, RUN_GOALS, goals)
    sheet.print_area(0, 0, top + max(1, len(goals)), len(RUN_GOALS) - 1)
    book.write_table(sheet, top + max(1, len(goals)) + 2, 0, HEADERS, carried_rows(instance))
    sheet.freeze_panes(1, 1)


def goal_row(goal: GoalResult) -> tuple[object, ...]:
    """Return a goal as a row of the Run sheet; cost is in cents, as in the JSON output."""
    proven = "yes" if goal.proven else "no"
    return goal.name.value, goal.priority, goal.rank, goal.value, goal.bound, proven, goal.cut or ""


def _run_pairs(run: RunRecord) -> Iterator[tuple[str, object]]:
    yield STARTED, run.started.isoformat(sep=" ", timespec="seconds")
    yield from edit_pairs(run.edited)
    for name, version in run.versions:
        yield f"Version of {name}", version
    yield "Threads", run.threads
    yield TIME_LIMIT, run.time_limit_s
    yield "Seconds to read", round(run.seconds.read, 3)
    yield "Seconds to solve", round(run.seconds.solve, 3)
    for file in run.inputs:
        yield f"Input: {file.purpose}", file.name
        yield f"{HASH_OF}{file.purpose}", file.sha256
        yield f"Last change of {file.purpose}", file.modified.isoformat(sep=" ", timespec="seconds")


def _result_pairs(totals: Totals, report: Report) -> Iterator[tuple[str, object]]:
    plan: Plan = totals.plan
    filled, vacant = len(plan.assignments), len(plan.vacancies)
    yield "Status", plan.status
    yield "Slots", filled + vacant
    yield "Filled", filled
    yield "Vacant", vacant
    yield "Coverage bound", plan.coverage_bound
    yield "Productions", len(totals.by_production)
    yield "Whole productions", totals.whole
    yield "People used", len(totals.by_person)
    yield "Days worked", sum(days for days, _ in totals.by_person.values())
    yield "Cost in cents", totals.cost_cents
    yield "Conflicts", sum(conflict.severity is not Severity.INFO for conflict in report.conflicts)
    yield "Changes", len(report.changes)


def _setting_pairs(instance: Instance) -> Iterator[tuple[str, object]]:
    for name, setting in RUN_SETTINGS.items():
        value = getattr(instance.settings, setting)
        if name in SETTINGS or value is not None:
            yield f"{SETTING}{name}", setting_cell(setting, value)
    for holiday in _used_holidays(instance):
        yield f"{HOLIDAY}{holiday.day.isoformat()}", holiday.name or "holiday"


def _used_holidays(instance: Instance) -> list[Holiday]:
    """Return the holidays within the days of the plan, those on which somebody would else be paid."""
    needs = instance.planned_requirements
    return [one for one in instance.settings.holidays if any(need.span.includes(one.day) for need in needs)]
