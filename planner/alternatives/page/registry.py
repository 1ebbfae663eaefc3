"""People, productions, roles, windows and texts of a page by number: each is there once, whatever plan names it.

Changes when the page knows something else about one of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.production import Job, Production
from planner.domain.span import DateSpan
from planner.workbook.columns import heads

Named = TypeVar("Named")

NOBODY = -1
ANY_ROLE = -1


JobRow = tuple[int, int, int, int]
"""A window by numbers: production, role, first day and how many days follow it."""


@dataclass
class Numbers:
    """Texts by number in the order in which they were first named."""

    at: dict[str, int] = field(default_factory=dict)

    def of(self, text: str) -> int:
        """Return the number of a text."""
        return self.at.setdefault(text, len(self.at))


class Registry:
    """What several plans name, by number; days are counted from ``first_day``, a Monday."""

    def __init__(self, instances: Sequence[Instance], spans: Iterable[DateSpan], *, with_rates: bool) -> None:
        found = list(spans)
        today = date(2000, 1, 3)
        first = min((span.first_day for span in found), default=today)
        last = max((span.last_day for span in found), default=today)
        self.first_day = date.fromordinal(first.toordinal() - first.weekday())
        self.days = -(-(last.toordinal() - self.first_day.toordinal() + 1) // 7) * 7
        self.with_rates = with_rates
        self.departments = _departments(instances)
        self.roles = _roles(instances, self.departments)
        self._role_number = {role: number for number, role in enumerate(self.roles)}
        self.people = _by_id((one.crew_id, one) for of in instances for one in of.crew)
        self.productions = _by_id((one.production_id, one) for of in instances for one in of.productions)
        self._person_number = {crew_id: number for number, crew_id in enumerate(self.people)}
        self._production_number = {one: number for number, one in enumerate(self.productions)}
        self.texts, self.codes = Numbers(), Numbers()
        self._window_number: dict[JobRow, int] = {}

    def day(self, day: date) -> int:
        """Return a day as the number of days after the first."""
        return day.toordinal() - self.first_day.toordinal()

    def person(self, crew_id: str) -> int:
        """Return a person's number, :data:`NOBODY` for none and for whoever no plan's input knows."""
        return self._person_number.get(crew_id, NOBODY)

    def production(self, production_id: str) -> int:
        """Return a production's number, -1 for none and for one that no plan's input knows."""
        return self._production_number.get(production_id, -1)

    def role(self, role: str) -> int:
        """Return a role's number, :data:`ANY_ROLE` for none."""
        return self._role_number.get(role, ANY_ROLE)

    @property
    def windows(self) -> list[JobRow]:
        """The windows that have a number, in its order."""
        return list(self._window_number)

    def window(self, job: Job) -> int:
        """Return a window's number."""
        return self._window_number.setdefault(self.job(job), len(self._window_number))

    def job(self, job: Job) -> JobRow:
        """Return a window by numbers."""
        days = self.day(job.span.first_day), job.span.days - 1
        return self.production(job.production_id), self.role(job.role), *days

    def person_row(self, person: CrewMember) -> list[object]:
        """Return what the page knows of a person: ID, name, employments, days away, and how to reach them if known."""
        remarks = person.remarks
        contact = (remarks.get(heads.EMAIL, ""), remarks.get(heads.PHONE, ""))
        return [person.crew_id, person.full_name, *self.there(person), *(contact if any(contact) else ())]

    def there(self, person: CrewMember) -> list[object]:
        """Return a person's employments and days away, with rates and reasons where these may be shown."""
        employments: list[list[object]] = []
        for one in person.employments:
            ends = (self.day(day) if day else None for day in (one.first_day, one.last_day))
            row: list[object] = [self.role(one.main_role), [self.role(role) for role in one.other_roles], *ends]
            employments.append([*row, one.day_rate_cents] if self.with_rates else row)
        leaves: list[list[object]] = []
        for away in person.absences:
            days: list[object] = [self.day(away.span.first_day), away.span.days - 1]
            leaves.append([*days, away.reason] if self.with_rates else days)
        return [employments, leaves]

    def production_row(self, production: Production) -> list[object]:
        """Return what the page knows of a production: ID, title, first day, how many follow, priority."""
        days = self.day(production.span.first_day), production.span.days - 1
        return [production.production_id, production.title, *days, production.priority]


def _by_id(pairs: Iterable[tuple[str, Named]]) -> dict[str, Named]:
    """Return what comes first under each identifier, by identifier."""
    found: dict[str, Named] = {}
    for identifier, one in pairs:
        found.setdefault(identifier, one)
    return dict(sorted(found.items(), key=lambda pair: name_key(pair[0])))


def _departments(instances: Sequence[Instance]) -> dict[str, str]:
    return {role: department for of in reversed(instances) for role, department in of.role_departments.items()}


def _roles(instances: Sequence[Instance], departments: dict[str, str]) -> list[str]:
    """Return every role, department by department as the Roles sheet has them, then the others by name."""
    used = {role for of in instances for person in of.crew for role in person.roles}
    used |= {need.role for of in instances for need in of.requirements}
    order = {department: number for number, department in enumerate(dict.fromkeys(departments.values()))}
    listed = sorted((role for role in departments if role in used), key=lambda role: order[departments[role]])
    return [*listed, *sorted(used - departments.keys(), key=name_key)]
