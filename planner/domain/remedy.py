"""What would fill a vacancy, each shown by planning again, and what it costs.

Changes when a remedy promises something else.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from planner.domain.change import Change
from planner.domain.production import Slot
from planner.domain.reason import Reason


class RemedyKind(StrEnum):
    """What can be done about a vacancy, the least effort first."""

    RELEASE_HOLD = "release-hold"
    HAND_OVER = "hand-over"
    STEP_UP = "step-up"
    MOVE_LEAVE = "move-leave"
    EXTEND = "extend"
    SHORTEN = "shorten"
    MOVE_PRODUCTION = "move-production"
    RELEASE_CONFIRMED = "release-confirmed"
    GIVE_UP = "give-up"
    HIRE = "hire"


@dataclass(frozen=True, slots=True)
class GoalShift:
    """How one goal's value changes, in the goal's unit; ``step`` is the priority or rank, or None."""

    goal: str
    step: int | None
    by: int


@dataclass(frozen=True, slots=True)
class Remedy:
    """Changes to the input after which a plan fills more: in words ``what``, and how many days they cost.

    ``shifts`` are the goals that change, in the order of the settings. ``fills`` are the vacancies of the plan that are
    filled after it. ``exact`` says that both sides are proven best plans of the whole folder; otherwise there is a plan
    with these values, made from the plan at hand, and a new run finds it or a better one.
    """

    kind: RemedyKind
    what: str
    days: int
    changes: tuple[Change, ...]
    fills: tuple[Slot, ...]
    shifts: tuple[GoalShift, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Explanations:
    """Per vacant slot its reason and its remedies, cheapest first; ``shared`` are remedies that fill several.

    ``unexamined`` are the vacancies for which no remedy was looked for, because the work allowed had been done.
    """

    reasons: dict[Slot, Reason]
    remedies: dict[Slot, tuple[Remedy, ...]] = field(default_factory=dict)
    shared: tuple[Remedy, ...] = ()
    unexamined: frozenset[Slot] = frozenset()


NOTHING_EXPLAINED = Explanations({})
