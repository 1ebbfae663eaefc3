"""The work: productions, what they require, and the single slots to be filled.

Changes when the Productions or Requirements sheet gains a column that planning needs.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from planner.domain.finding import NOWHERE, Place
from planner.domain.span import DateSpan

DEFAULT_PRIORITY = 3


@dataclass(frozen=True, slots=True)
class Production:
    """One production; priority 1 is the highest and 5 the lowest.

    ``work_days`` are days of the week, Monday 0 to Sunday 6, None for those of the settings. ``earliest_start`` and
    ``latest_end`` bound how far a suggestion may move it; planning keeps ``span``.
    """

    production_id: str
    title: str
    span: DateSpan
    priority: int = DEFAULT_PRIORITY
    cancelled: bool = False
    earliest_start: date | None = None
    latest_end: date | None = None
    work_days: frozenset[int] | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def reach(self) -> DateSpan:
        """Its days, and all those to which its limits let it be moved."""
        first, last = self.span.first_day, self.span.last_day
        return DateSpan(min(self.earliest_start or first, first), max(self.latest_end or last, last))

    @property
    def has_limits(self) -> bool:
        """Whether it says how far it may be moved."""
        return self.earliest_start is not None or self.latest_end is not None


class Window(NamedTuple):
    """A role on a production for some days, ``span``, all of them worked by one person.

    Slots and requirements share it; it is the key by which they are found.
    """

    production_id: str
    role: str
    span: DateSpan

    @property
    def window(self) -> "Window":
        """Itself, as a slot or a requirement has it."""
        return self


@dataclass(frozen=True, slots=True)
class InWindow:
    """What slots and requirements have in common: they are found by a window."""

    production_id: str
    role: str
    span: DateSpan

    @property
    def window(self) -> Window:
        """All three, which is what slots of one requirement share."""
        return Window(self.production_id, self.role, self.span)


Job = InWindow | Window
"""What one person may do: a role on a production for some days."""


@dataclass(frozen=True, slots=True)
class Requirement(InWindow):
    """``count`` people of one role for the same days of a production; equal (production, role, days) are added up.

    ``level``, where it is not None, stands in for the production's priority while people are moved for an operation:
    then not all slots of a production count alike. ``only`` names who may fill it, by Crew ID; None is whoever has the
    role. No folder sets either, and requirements that differ in them are not added up.
    """

    count: int
    places: tuple[Place, ...] = field(default=(), compare=False)
    level: int | None = None
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Slot(InWindow):
    """One place to be filled: slot ``number`` (from 1) of a requirement."""

    number: int

    def __hash__(self) -> int:
        # without the days, which are slow to hash and seldom tell two slots apart
        return hash((self.production_id, self.role, self.number))

    def __str__(self) -> str:
        """``P12 Gaffer 1``, as messages and logs name it."""
        return f"{self.production_id} {self.role} {self.number}"
