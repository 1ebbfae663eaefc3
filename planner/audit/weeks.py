"""What is short and what is left over, week by week: role by role, and what departments need.

Changes when a week of a role is counted differently.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from planner.audit.board import Board
from planner.audit.shortage import Counts, DayCounts
from planner.domain.crew import CrewMember, Employment
from planner.domain.plan import Plan
from planner.domain.span import DateSpan
from planner.domain.week import RoleWeek

MOST_NAMED = 3
WEEK = 7


def find_weeks(board: Board) -> tuple[RoleWeek, ...]:
    """Return the weeks of every role in which it is needed or somebody is idle, the role that is missed most first."""
    weeks = {(week.role, week.week.first_day): week for week in _needed(board)}
    for role, monday, people in _idle(board):
        there = weeks.get((role, _week(monday).first_day)) or _unneeded(board, role, monday)
        weeks[role, there.week.first_day] = replace(there, idle=len(people), idle_ids=tuple(people[:MOST_NAMED]))
    missed: Counter[str] = Counter()
    for week in weeks.values():
        missed[week.role] += week.missing + week.vacant
    return tuple(sorted(weeks.values(), key=lambda one: (-missed[one.role], one.role, one.week)))


def find_department_weeks(board: Board) -> tuple[RoleWeek, ...]:
    """Return the weeks of every department in which it is needed, the department in place of the role.

    Somebody with several roles of a department is there once. Roles of no department are one together, without a name;
    nothing without a sheet Roles.
    """
    instance, of = board.instance, board.instance.role_departments
    if not of:
        return ()

    def moved(one: Employment) -> Employment:
        main, *others = dict.fromkeys(of.get(role, "") for role in one.roles)
        return replace(one, main_role=main, other_roles=tuple(others))

    by_department = instance.rebuilt(
        crew=tuple(replace(person, employments=tuple(map(moved, person.employments))) for person in instance.crew),
        requirements=tuple(replace(need, role=of.get(need.role, "")) for need in instance.requirements),
    )
    vacant = tuple(replace(slot, role=of.get(slot.role, "")) for slot in board.plan.vacancies)
    return tuple(_needed(Board(by_department, Plan((), vacant))))


def _needed(board: Board) -> Iterator[RoleWeek]:
    counts = DayCounts(board)
    vacant: dict[str, Counter[int]] = defaultdict(Counter)
    for slot in board.plan.vacancies:
        vacant[slot.role].update(_weeks_of(slot.span.first_day.toordinal(), slot.span.last_day.toordinal()))
    for role in sorted({need.role for need in board.instance.planned_requirements}):
        mine = counts.of(role)
        for monday in _weeks_of(mine.start, mine.start + len(mine.needed) - 1):
            worst = _worst_day(mine, monday)
            needed, present = mine.needed[worst], mine.present[worst]
            if needed:
                missing = max(0, needed - present)
                yield RoleWeek(role, _week(monday), needed, present, missing, vacant[role][monday])


def _unneeded(board: Board, role: str, monday: int) -> RoleWeek:
    """Return a week in which a role is not needed, with the people who are there on its Wednesday."""
    day = date.fromordinal(monday + 2)
    present = sum(person.is_there(day) for person in board.holders[role])
    return RoleWeek(role, _week(monday), present=present)


def _worst_day(counts: Counts, monday: int) -> int:
    """Return the day of a week that is the shortest of people, else the one that asks for the most."""
    first = max(0, monday - counts.start)
    days = range(first, min(len(counts.needed), monday + WEEK - counts.start))
    return max(days, key=lambda day: (max(0, counts.needed[day] - counts.present[day]), counts.needed[day]))


def _idle(board: Board) -> Iterator[tuple[str, int, list[str]]]:
    """Yield a main role, a Monday and the Crew IDs of who is idle in that week."""
    spans = [slot.span for slot in board.instance.slots]
    if not spans:
        return
    first = min(span.first_day for span in spans).toordinal()
    last = max(span.last_day for span in spans).toordinal()
    idle: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for person in board.instance.crew:
        busy = {
            monday
            for row in board.work.get(person.crew_id, ())
            for monday in _weeks_of(row.slot.span.first_day.toordinal(), row.slot.span.last_day.toordinal())
        }
        for monday in _weeks_there(person, first, last):
            if monday not in busy:
                idle[person.main_role][monday].append(person.crew_id)
    for role, weeks in idle.items():
        for monday, people in weeks.items():
            yield role, monday, people


def _weeks_there(person: CrewMember, first: int, last: int) -> Iterator[int]:
    """Yield the Mondays of weeks in which somebody is there on every day between ``first`` and ``last``."""
    for run in person.there_within(DateSpan(date.fromordinal(first), date.fromordinal(last))):
        hired, leaves = run.first_day.toordinal(), run.last_day.toordinal()
        for monday in _weeks_of(hired, leaves):
            if hired <= max(first, monday) and min(last, monday + WEEK - 1) <= leaves:
                yield monday


def _weeks_of(first: int, last: int) -> range:
    """Return the Mondays, as ordinals, of the weeks that have a day from ``first`` to ``last``."""
    # the ordinal 1 was a Monday
    return range(first - (first - 1) % WEEK, last + 1, WEEK) if first <= last else range(0)


def _week(monday: int) -> DateSpan:
    return DateSpan(date.fromordinal(monday), date.fromordinal(monday + WEEK - 1))
