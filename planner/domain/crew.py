"""The people: who is employed, in which roles, from when to when, and when they are away.

Changes when the Crew or Unavailable sheet gains a column that planning needs.
"""

from dataclasses import dataclass, field
from datetime import date

from planner.domain.finding import NOWHERE, Place
from planner.domain.span import DateSpan


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody cannot work."""

    span: DateSpan
    reason: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class CrewMember:
    """One person; ``first_day`` (hire) and ``last_day`` (fire) are inclusive, None means no limit on that side.

    ``day_rate_cents`` is 0 when the sheet leaves the rate blank.
    """

    crew_id: str
    full_name: str
    main_role: str
    other_roles: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    day_rate_cents: int = 0
    absences: tuple[Absence, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role that this person may fill, the main role first."""
        return (self.main_role, *self.other_roles)
