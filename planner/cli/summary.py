"""A finished run in words for the terminal.

Changes when the closing summary does.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from planner.answers import count_whole
from planner.audit.wording import day_in_words
from planner.domain.booking import Booking
from planner.domain.finding import Severity
from planner.domain.instance import Instance
from planner.domain.plan import GoalResult, Plan
from planner.domain.report import Report
from planner.domain.run import Seconds
from planner.domain.wording import counted
from planner.workbook.planbook.plan_words import amount, goal_value

_CUT_BY = {"work": "its work budget", "clock": "the clock or an interrupt"}


def _frozen_line(instance: Instance, plan: Plan, to: date) -> str:
    """Say how much of what is frozen keeps its people."""
    if instance.previous is None:
        return "Nothing is frozen: no plan before this one says who would stay."
    planned = {need.window for need in instance.planned_requirements}
    frozen = [row for row in instance.published if row.slot.span.first_day <= to and row.slot.window in planned]
    now = {(row.crew_id, row.slot.window) for row in plan.assignments}
    stay = sum((row.crew_id, row.slot.window) in now for row in frozen)
    kept = f"{stay:,} of {counted(len(frozen), 'slot')} as before" if frozen else "nobody had such work"
    return f"Frozen is what begins by {day_in_words(to)}: {kept}."


def summary_lines(instance: Instance, plan: Plan, report: Report, seconds: Seconds, written: Path) -> Iterator[str]:
    """Yield the closing summary, the most important line first."""
    slots, vacant = len(plan.assignments) + len(plan.vacancies), len(plan.vacancies)
    total, whole = count_whole(instance, plan)
    filled = f"{len(plan.assignments):,} of {counted(slots, 'slot')} filled"
    yield f"{filled}; {whole:,} of {counted(total, 'production')} whole."
    if vacant:
        yield _vacancy_line(instance, plan)
    yield from _conflict_lines(report)
    if report.change_of or report.changes:
        yield _change_line(report, instance.told_before_name)
    if instance.settings.frozen_to:
        yield _frozen_line(instance, plan, instance.settings.frozen_to)
    yield from _proof_lines(instance, plan)
    yield f"Written: {written} in {seconds.total:.1f} s."


def plan_name(written: Path, folder: Path) -> str:
    """Return the plan's name within its folder, or its whole path when it is elsewhere."""
    return str(written.relative_to(folder)) if written.is_relative_to(folder) else str(written)


def goal_words(goal: GoalResult, bookings: Iterable[Booking] = ()) -> str:
    """``coverage 1: 40 (bound 42, cut by its work budget)``, ``holds 1: 73 of 84``; costs are in whole currency units.

    ``bookings`` are those among which holds are counted.
    """
    words = f"{goal.label}: {goal_value(goal, bookings)}"
    if goal.proven:
        return words
    notes = [f"bound {amount(goal.name, goal.bound)}"] if goal.bound != goal.value else []
    notes += [f"cut by {_CUT_BY.get(goal.cut, goal.cut)}"] if goal.cut else []
    return f"{words} ({', '.join(notes) or 'an earlier goal is not proven'})"


def _vacancy_line(instance: Instance, plan: Plan) -> str:
    by_priority = Counter(instance.production_by_id[slot.production_id].priority for slot in plan.vacancies)
    parts = ", ".join(f"{number:,} of priority {priority}" for priority, number in sorted(by_priority.items()))
    return f"{counted(len(plan.vacancies), 'vacancy').capitalize()}: {parts}."


def _conflict_lines(report: Report) -> Iterator[str]:
    by_code = Counter(conflict.code for conflict in report.conflicts if conflict.severity is not Severity.INFO)
    if by_code:
        parts = ", ".join(f"{number:,} {code}" for code, number in sorted(by_code.items()))
        yield f"{counted(by_code.total(), 'conflict')}: {parts}. See the sheet Conflicts."
    else:
        yield "No conflicts."


def _change_line(report: Report, before: str) -> str:
    counts = Counter(change.kind for change in report.changes)
    if not counts:
        return f"No changes to the {before}."
    parts = ", ".join(f"{number:,} {kind}" for kind, number in sorted(counts.items()))
    return f"{counted(counts.total(), 'change')} to the {before}: {parts}."


def _proof_lines(instance: Instance, plan: Plan) -> Iterator[str]:
    bookings = instance.standing_bookings
    proven = [goal_words(goal, bookings) for goal in plan.goals if goal.proven]
    open_goals = [goal_words(goal, bookings) for goal in plan.goals if not goal.proven]
    if proven:
        yield f"Proven, nothing better exists: {'; '.join(proven)}."
    if open_goals:
        yield f"Not proven: {'; '.join(open_goals)}."
    if open_goals and plan.coverage_bound > len(plan.assignments):
        gap = (plan.coverage_bound - len(plan.assignments)) / plan.coverage_bound
        yield f"At most {counted(plan.coverage_bound, 'slot')} could be filled: a gap of at most {gap:.2%}."
