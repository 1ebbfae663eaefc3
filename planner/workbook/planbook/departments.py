"""What departments and their roles need by week, against those who are there; no Excel in here.

Changes when the sheet Departments shows something else in its cells.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby

from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.span import DateSpan
from planner.domain.week import RoleWeek
from planner.domain.wording import counted
from planner.workbook.planbook.timeline import Axis, Line, Mark

ALL_ROLES = "all roles"
NO_DEPARTMENT = "No department"
MOST_WEEKS = 1_000


def build_departments(
    instance: Instance, weeks: Sequence[RoleWeek], by_department: Sequence[RoleWeek]
) -> tuple[Axis, tuple[Line, ...]] | None:
    """Return the weeks of the plan, and a line for each department and each of its roles; None when nobody is needed.

    ``weeks`` are those of roles, ``by_department`` those of departments; without any, roles have none.
    """
    needed = [one for one in weeks if one.needed]
    if not needed:
        return None
    first, last = min(one.week for one in needed), max(one.week for one in needed)
    axis = Axis.weekly(DateSpan(first.first_day, last.last_day), MOST_WEEKS)
    return axis, tuple(_lines(instance, axis, needed, [one for one in by_department if one.needed]))


def _lines(
    instance: Instance, axis: Axis, needed: Iterable[RoleWeek], by_department: Iterable[RoleWeek]
) -> Iterator[Line]:
    departments, roles = grouped(by_department, lambda one: one.role), grouped(needed, lambda one: one.role)
    of = instance.role_departments
    listed = {role: at for at, role in enumerate(of)}  # roles and departments in the order of the sheet Roles
    first = {department: at for at, department in reversed([*enumerate(of.values())])}

    def order(role: str) -> tuple[int, int, str]:
        return first.get(of.get(role, ""), len(of)), listed.get(role, len(of)), name_key(role)

    held = {role for person in instance.crew for role in person.roles}
    for department, mine in groupby(sorted(roles, key=order), key=lambda role: of.get(role, "")):
        name = department or (NO_DEPARTMENT if departments else "")
        if department in departments:
            its = {role for role in held if of.get(role, "") == department}
            yield _line(axis, name, ALL_ROLES, _people(instance, its), departments[department])
        for role in mine:
            yield _line(axis, name, role, _people(instance, {role}), roles[role])


def _people(instance: Instance, roles: Set[str]) -> int:
    """Return how many people have one of some roles."""
    return sum(not roles.isdisjoint(person.roles) for person in instance.crew)


def _line(axis: Axis, department: str, role: str, people: int, weeks: Iterable[RoleWeek]) -> Line:
    columns = grouped(weeks, lambda one: axis.columns_of(one.week)[0])
    marks = {column: _mark(max(mine, key=_worst)) for column, mine in sorted(columns.items())}
    short = sum(_is_short(one) for mine in columns.values() for one in mine)
    return Line((department, role, str(people)), f"{counted(short, 'week')} short" if short else "", marks)


def _worst(week: RoleWeek) -> tuple[int, int, int]:
    return week.missing, week.vacant, week.needed


def _is_short(week: RoleWeek) -> bool:
    return bool(week.missing or week.vacant)


def _mark(week: RoleWeek) -> Mark:
    """Return needed of those there: ``4/5``, and ``✖6/5`` where too few are there or a slot is vacant."""
    text = f"{week.needed}/{week.present}"
    if not _is_short(week):
        return Mark(text, "full" if week.needed == week.present else "some")
    told = [f"{week.missing} missing on the worst day"] if week.missing else []
    told += [counted(week.vacant, "vacant slot")] if week.vacant else []
    return Mark(f"✖{text}", "gap", f"Week of {week.week.first_day}: {', '.join(told)}")
