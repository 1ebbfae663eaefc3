"""The people: who is employed, in which roles, from when to when, and when they are away.

Changes when the Crew or Unavailable sheet gains a column that planning needs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from planner.domain.finding import NOWHERE, Place
from planner.domain.span import DAY, DateSpan


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody cannot work."""

    span: DateSpan
    reason: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Employment:
    """One contract of a person, a row of the Crew sheet.

    ``first_day`` (hire) and ``last_day`` (fire) are inclusive, None means no limit on that side. ``day_rate_cents`` is
    0 when the sheet leaves the rate blank. ``remarks`` are for people alone: what their row says besides, by header.
    """

    main_role: str
    other_roles: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    day_rate_cents: int = 0
    place: Place = field(default=NOWHERE, compare=False)
    remarks: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role that this employment is for, the main role first."""
        return (self.main_role, *self.other_roles)

    @property
    def days(self) -> DateSpan:
        """Its days; without a limit on one side they go on as far as the calendar does."""
        return DateSpan(self.first_day or date.min, self.last_day or date.max)

    def includes(self, day: date) -> bool:
        """Whether ``day`` is one of its days."""
        return (self.first_day or date.min) <= day <= (self.last_day or date.max)

    def within(self, span: DateSpan) -> DateSpan | None:
        """Return its days among those of ``span``, None when there are none."""
        first = max(span.first_day, self.first_day or span.first_day)
        last = min(span.last_day, self.last_day or span.last_day)
        return DateSpan(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class CrewMember:
    """One person with their ``employments``, at least one, by first day and sharing no day."""

    crew_id: str
    full_name: str
    employments: tuple[Employment, ...]
    absences: tuple[Absence, ...] = ()

    @classmethod
    def employed(
        cls,
        crew_id: str,
        full_name: str,
        main_role: str,
        other_roles: tuple[str, ...] = (),
        first_day: date | None = None,
        last_day: date | None = None,
        day_rate_cents: int = 0,
        absences: tuple[Absence, ...] = (),
        place: Place = NOWHERE,
    ) -> "CrewMember":
        """Return somebody with a single employment."""
        return cls(
            crew_id,
            full_name,
            (Employment(main_role, other_roles, first_day, last_day, day_rate_cents, place),),
            absences,
        )

    @property
    def place(self) -> Place:
        """Where the first of their rows stands."""
        return self.employments[0].place

    @property
    def first_day(self) -> date | None:
        """The first day of all employments together; between two of them there may be days without."""
        return self.employments[0].first_day

    @property
    def last_day(self) -> date | None:
        """The last day of all employments together."""
        return self.employments[-1].last_day

    @property
    def main_role(self) -> str:
        """The main role of the last employment, for lists of people; what is planned goes by :meth:`employment_on`."""
        return self.employments[-1].main_role

    @property
    def remarks(self) -> dict[str, str]:
        """What their rows say for people alone, by header; the last employment that says something counts."""
        return {header: text for one in self.employments for header, text in one.remarks}

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role of any employment, each once, those of the last employment first."""
        return tuple(dict.fromkeys(role for one in reversed(self.employments) for role in one.roles))

    @property
    def other_roles(self) -> tuple[str, ...]:
        """All of :attr:`roles` but :attr:`main_role`."""
        return tuple(role for role in self.roles if role != self.main_role)

    def employment_on(self, day: date) -> Employment | None:
        """Return the employment that holds a day, or None."""
        return next((one for one in self.employments if one.includes(day)), None)

    def revised(self, employment: Employment, **parts: Any) -> "CrewMember":
        """Return the person with parts of one of their employments replaced."""
        return replace(
            self, employments=tuple(replace(one, **parts) if one is employment else one for one in self.employments)
        )

    def employment_near(self, day: date) -> Employment:
        """Return the employment that holds a day, else the last that began before it, else the first of all."""
        begun = [one for one in self.employments if (one.first_day or date.min) <= day]
        return self.employment_on(day) or (begun[-1] if begun else self.employments[0])

    def main_role_on(self, day: date) -> str | None:
        """Return the main role of the employment that holds a day; None when there is none."""
        one = self.employment_on(day)
        return one.main_role if one else None

    def employed_within(self, span: DateSpan, role: str | None = None) -> tuple[DateSpan, ...]:
        """Return the runs of days among those of ``span`` on which they are employed, with ``role`` if one is named.

        Employments that follow each other without a free day count as one.
        """
        spans = (one.within(span) for one in self.employments if role is None or role in one.roles)
        return joined(one for one in spans if one)

    def there_within(self, span: DateSpan) -> tuple[DateSpan, ...]:
        """Return the runs of days among those of ``span`` on which they are employed and not away."""
        return left_of(self.employed_within(span), (away.span for away in self.absences))

    def is_there(self, day: date) -> bool:
        """Whether they are employed and not away on a day."""
        return self.employment_on(day) is not None and not any(away.span.includes(day) for away in self.absences)


def left_of(runs: Iterable[DateSpan], taken: Iterable[DateSpan]) -> tuple[DateSpan, ...]:
    """Return the runs of days that are left of some without the days that are taken."""
    left = tuple(runs)
    for span in taken:
        left = tuple(part for run in left for part in run.without(span))
    return left


def joined(spans: Iterable[DateSpan]) -> tuple[DateSpan, ...]:
    """Return the days of spans as the fewest runs, by day; spans without a free day between them are one run."""
    runs: list[DateSpan] = []
    for span in sorted(spans):
        if runs and span.first_day <= runs[-1].last_day + DAY:
            runs[-1] = DateSpan(runs[-1].first_day, max(runs[-1].last_day, span.last_day))
        else:
            runs.append(span)
    return tuple(runs)
