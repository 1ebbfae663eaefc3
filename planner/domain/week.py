"""Weeks of a role: people needed, there, missing and without work.

Changes when shortages are told of by something else than weeks.
"""

from dataclasses import dataclass

from planner.domain.span import DateSpan


@dataclass(frozen=True, slots=True)
class RoleWeek:
    """A role in one week, Monday to Sunday, on the day of it that is the shortest of people, or else asks for the most.

    ``needed`` and ``present`` are people on that day, ``missing`` what is short of ``needed``, never negative;
    ``vacant`` are the vacant slots of the role that have a day in the week. ``idle`` are the people with this main role
    who are there all week, as far as the plan's days reach, and have no work in it; ``idle_ids`` the first of them by
    Crew ID. Somebody with several roles is present in each. ``role`` may also be a department, with all of its roles.
    """

    role: str
    week: DateSpan
    needed: int = 0
    present: int = 0
    missing: int = 0
    vacant: int = 0
    idle: int = 0
    idle_ids: tuple[str, ...] = ()
