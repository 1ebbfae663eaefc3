"""Weeks of a role: people needed, there and missing, and people without work.

Changes when shortages are told of by something else than weeks.
"""

from dataclasses import dataclass

from planner.domain.span import DateSpan


@dataclass(frozen=True, slots=True)
class RoleWeek:
    """A role in one week, Monday to Sunday, on the day of it that is the shortest of people, or else asks for the most.

    ``needed`` and ``present`` are people on that day, ``missing`` what is short of ``needed``, never negative;
    ``vacant`` are the vacant slots of the role that have a day in the week.
    """

    role: str
    week: DateSpan
    needed: int
    present: int
    missing: int
    vacant: int


@dataclass(frozen=True, slots=True)
class IdleWeek:
    """People of a main role who are there all week, as far as the plan's days reach, and have no work in it.

    ``crew_ids`` are the first of ``people`` by Crew ID.
    """

    role: str
    week: DateSpan
    people: int
    crew_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weeks:
    """Per role all weeks in which it is needed, and the weeks with idle people, by role and week."""

    needed: tuple[RoleWeek, ...] = ()
    idle: tuple[IdleWeek, ...] = ()


NO_WEEKS = Weeks()
