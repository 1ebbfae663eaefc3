"""What is already agreed about a person and a production.

Changes when the contract knows another booking status.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from planner.domain.finding import NOWHERE, Place


class BookingStatus(StrEnum):
    """The kinds of booking; a hold carries its rank beside it."""

    CONFIRMED = "confirmed"
    HOLD = "hold"
    RELEASED = "released"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Booking:
    """A person's standing with a production; ``role`` None means any role, ``rank`` is 1 to 9 for holds, else 0.

    ``typed`` says that the coordinator typed it into the plan workbook.
    """

    production_id: str
    crew_id: str
    role: str | None
    status: BookingStatus
    rank: int = 0
    typed: bool = False
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def status_text(self) -> str:
        """The status as a coordinator writes it: ``confirmed``, ``hold 2``."""
        return f"hold {self.rank}" if self.status is BookingStatus.HOLD else self.status.value
