"""Somebody made to work in a slot in place of whoever has it, and what the goals say of that.

Changes when something else is told about a swap.
"""

from dataclasses import dataclass

from planner.domain.change import Book
from planner.domain.plan import Assignment
from planner.domain.production import Slot, Window
from planner.domain.remedy import GoalShift

MOST_TRIED = 10
"""People, or slots, that are tried when nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A rule that keeps somebody out of a slot: its code, and a few words that follow a name."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Swap:
    """What becomes of a plan if somebody must have a slot of a window; with ``bars`` no plan can have that.

    ``changes`` are the bookings that make it so. ``shifts`` are the goals that change, in the order of the settings,
    ``gone`` and ``come`` the rows in which the plan then differs, the swap itself among them. ``proven`` says that no
    plan with this person there is better. ``found`` is False where no plan was found, and none is ruled out.
    """

    window: Window
    crew_id: str
    bars: tuple[Bar, ...] = ()
    changes: tuple[Book, ...] = ()
    shifts: tuple[GoalShift, ...] = ()
    gone: tuple[Assignment, ...] = ()
    come: tuple[Assignment, ...] = ()
    proven: bool = False
    found: bool = True


@dataclass(frozen=True, slots=True)
class Swaps:
    """The answer to why somebody is in a slot and not another, or works here and not elsewhere.

    ``slot`` or ``crew_id`` is what is asked about, or both. ``tried`` were planned again, ``barred`` are what rules
    forbid, the nearest first, and ``untried`` what was left when as many were tried as was asked for.
    """

    slot: Slot | None
    crew_id: str | None
    tried: tuple[Swap, ...] = ()
    barred: tuple[Swap, ...] = ()
    untried: tuple[Swap, ...] = ()
