"""What is already agreed about a person and a production.

Changes when the contract knows another booking status.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planner.domain.finding import NOWHERE, Place
from planner.domain.production import Job, Window


class BookingStatus(StrEnum):
    """The kinds of booking; a hold carries its rank beside it."""

    CONFIRMED = "confirmed"
    HOLD = "hold"
    RELEASED = "released"
    NEVER = "never"


KEEP_OFF = (BookingStatus.NEVER, BookingStatus.RELEASED)
FIRST_AMONG_EQUALS = (*KEEP_OFF, BookingStatus.CONFIRMED, BookingStatus.HOLD)
BookingKey = tuple[str, str, str | None, date | None, date | None]


@dataclass(frozen=True, slots=True)
class Booking:
    """A person's standing with a production; ``role`` None means any role, ``rank`` is 1 to 9 for holds, else 0.

    ``first_day`` and ``last_day`` are inclusive and each may be None, which is no limit: the booking speaks only of
    slots whose whole window lies within. ``typed`` says that the coordinator typed it into the plan workbook.
    """

    production_id: str
    crew_id: str
    role: str | None
    status: BookingStatus
    rank: int = 0
    typed: bool = False
    first_day: date | None = None
    last_day: date | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @classmethod
    def of(
        cls, job: Job, crew_id: str, status: BookingStatus = BookingStatus.CONFIRMED, rank: int = 0, typed: bool = False
    ) -> "Booking":
        """Return the booking of somebody for exactly a job: its role, its days."""
        days = job.span.first_day, job.span.last_day
        return cls(job.production_id, crew_id, job.role, status, rank, typed, *days)

    @property
    def status_text(self) -> str:
        """The status as a coordinator writes it: ``confirmed``, ``hold 2``."""
        return f"hold {self.rank}" if self.status is BookingStatus.HOLD else self.status.value

    @property
    def key(self) -> BookingKey:
        """What it shares with the booking whose place it takes: production, person, role and days."""
        return self.production_id, self.crew_id, self.role, self.first_day, self.last_day

    @property
    def has_days(self) -> bool:
        """Whether it names days."""
        return self.first_day is not None or self.last_day is not None

    def speaks_of(self, window: Window) -> bool:
        """Whether it is about the slots of a window."""
        return (
            self.production_id == window.production_id
            and self.role in (None, window.role)
            and (self.first_day is None or self.first_day <= window.span.first_day)
            and (self.last_day is None or window.span.last_day <= self.last_day)
        )

    @property
    def precedence(self) -> tuple[bool, bool, bool, int, int]:
        """What sorts bookings that speak of one slot, the one that counts first.

        Typed in the plan comes before the sheet, then days before none, then a role before none; among equals
        ``never``, ``released``, confirmed, then holds by rank.
        """
        return not self.typed, not self.has_days, self.role is None, FIRST_AMONG_EQUALS.index(self.status), self.rank
