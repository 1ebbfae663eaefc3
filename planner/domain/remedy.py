"""What would fill a vacancy, each shown by planning again, and what it costs.

Changes when a remedy promises something else.
"""

from dataclasses import dataclass

from planner.domain.production import Slot
from planner.domain.reason import Reason
from planner.domain.span import DateSpan


@dataclass(frozen=True, slots=True)
class GoalShift:
    """How one goal's value changes, in the goal's unit; ``step`` is the priority or rank, or None."""

    goal: str
    step: int | None
    by: int


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change to the input after which a plan fills more: ``what`` to do and on which ``days``.

    ``shifts`` are the goals that change, in the order of the settings. ``fills`` are the vacancies of the plan that are
    filled after it. ``exact`` says that both sides are proven best plans of the whole folder; otherwise coverage rises
    at least as told, and the other goals are those of the plan that shows it.
    """

    kind: str
    what: str
    days: DateSpan
    fills: tuple[Slot, ...]
    shifts: tuple[GoalShift, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Explanations:
    """Per vacant slot its reason and its remedies, cheapest first; ``shared`` are remedies that fill several.

    ``unexamined`` are the vacancies for which no remedy was looked for, because the work allowed had been done.
    """

    reasons: dict[Slot, Reason]
    remedies: dict[Slot, tuple[Remedy, ...]]
    shared: tuple[Remedy, ...] = ()
    unexamined: tuple[Slot, ...] = ()
