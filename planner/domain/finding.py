"""Faults in what a user gave us, as data with a place.

Changes when findings need to say more than code, place, sentence and hint.
"""

from dataclasses import dataclass
from enum import StrEnum

LINE = "line "


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a fact stands: file name, sheet and cell (``D14``); empty text where a part does not apply.

    In a file of text the cell is a line, counted from 1: ``line 14``.
    """

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """``crew.xlsx › Crew!D14`` or, in a file without sheets, ``Crew.csv › D14``, as messages print it."""
        where = "!".join(part for part in (self.sheet, self.cell) if part)
        return f"{self.file} › {where}" if where else self.file


NOWHERE = Place("")


class Severity(StrEnum):
    """How much a finding or conflict matters; only ``ERROR`` refuses an input."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check noticed: a permanent kebab-case code, its place, a sentence and what to do about it."""

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    column: str = ""
