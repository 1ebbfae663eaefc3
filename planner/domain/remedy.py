"""What would fill a vacancy, each shown by planning again, and what it costs.

Changes when a remedy promises something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from planner.domain.change import Change
from planner.domain.finding import NOWHERE, Place
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
    with these values, made from the plan at hand, and a new run finds it or a better one. ``number`` is the name by
    which it can be applied, ``R3``; empty when nobody has given it one.
    """

    kind: RemedyKind
    what: str
    days: int
    changes: tuple[Change, ...]
    fills: tuple[Slot, ...]
    shifts: tuple[GoalShift, ...]
    exact: bool = True
    number: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class NumberedRemedy:
    """A remedy as a plan's sheet says it: its changes, the vacancies that it fills, how the goals change with it."""

    number: str
    changes: tuple[Change, ...]
    fills: tuple[Slot, ...]
    shifts: tuple[GoalShift, ...]
    what: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Explanations:
    """Per vacant slot its reason and its remedies, cheapest first; ``shared`` are remedies that fill several.

    ``unexamined`` are the vacancies for which no remedy was looked for, because the work allowed had been done.
    """

    reasons: dict[Slot, Reason]
    remedies: dict[Slot, tuple[Remedy, ...]] = field(default_factory=dict)
    shared: tuple[Remedy, ...] = ()
    unexamined: frozenset[Slot] = frozenset()

    @property
    def all_remedies(self) -> tuple[Remedy, ...]:
        """Every remedy once, those that fill several first."""
        own = (remedy for mine in self.remedies.values() for remedy in mine)
        return tuple(dict.fromkeys((*self.shared, *own)))

    def numbered(self, numbers: Mapping[Remedy, str]) -> "Explanations":
        """Return the same with numbers given to the remedies that have one in ``numbers``."""

        def one(remedy: Remedy) -> Remedy:
            return replace(remedy, number=numbers.get(remedy, remedy.number))

        remedies = {slot: tuple(map(one, mine)) for slot, mine in self.remedies.items()}
        return replace(self, remedies=remedies, shared=tuple(map(one, self.shared)))


NOTHING_EXPLAINED = Explanations({})
