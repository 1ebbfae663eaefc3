"""Why a slot is empty, as evidence that somebody else can check.

Changes when a vacancy can be explained in another way.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from planner.domain.booking import Booking
from planner.domain.plan import Assignment
from planner.domain.production import Slot
from planner.domain.span import DateSpan


class ReasonKind(StrEnum):
    """The ladder of reasons, the plainest first; all but ``pairing`` and the last two are checked by counting alone."""

    NO_HOLDER = "no-holder"
    SHORT_DAYS = "short-days"
    NOBODY_ABLE = "nobody-able"
    SHORT_GROUP = "short-group"
    PAIRING = "pairing"
    EXCHANGE = "exchange"
    EARLIER_GOAL = "earlier-goal"
    NOT_SHOWN = "not-shown"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why ``slot`` is vacant.

    ``slots`` cannot all be filled, whoever is moved, while ``kept`` and ``began`` stay; leaving out any one of them all
    they can. ``people`` are the Crew IDs of everybody who could take one of them, all days and rules about a person
    alone considered. For ``short-days``, ``needed`` slots of ``role`` on each of ``days`` meet ``present`` people who
    hold it and are employed and not away, every one of them at work in that role; ``missing`` says why others are not
    there. For ``exchange``, the one of ``people`` could take the slot in place of ``slots``, which they fill now.
    ``left_out`` says that with whole staffing the whole production stays empty for this reason.
    """

    kind: ReasonKind
    slot: Slot
    role: str = ""
    days: DateSpan | None = None
    needed: int = 0
    present: int = 0
    missing: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    people: tuple[str, ...] = ()
    kept: tuple[Booking, ...] = ()
    began: tuple[Assignment, ...] = ()
    left_out: bool = False

    def of(self, slot: Slot) -> "Reason":
        """Return the same reason of another vacant slot of the same requirement."""
        if slot in self.slots:
            return replace(self, slot=slot)
        return replace(self, slot=slot, slots=tuple(slot if one == self.slot else one for one in self.slots))
