"""Ranges of cells as attributes write them: ``B2``, ``B2:C9``, ``2:9``, ``A:A``, several with blanks between.

Changes when ranges are written in another way.
"""

import re
from dataclasses import dataclass, replace

from planner.workbook.xlsx.addresses import LAST_COLUMN, LAST_ROW, address, column_letters, column_number
from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.row_map import RowMap

_RANGE = re.compile(r"\$?([A-Z]{0,3})\$?([0-9]{0,7})(?::\$?([A-Z]{0,3})\$?([0-9]{0,7}))?")


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells, all four sides included; ``whole_columns`` and ``whole_rows`` say how it was written."""

    top: int
    left: int
    bottom: int
    right: int
    whole_columns: bool = False
    whole_rows: bool = False

    @classmethod
    def of(cls, text: str) -> "Range":
        """Read a range; raises :class:`CannotEdit` when it is none."""
        found = _RANGE.fullmatch(text)
        if found is None or not (found[1] or found[2]):
            raise CannotEdit(f"it holds a range of cells that is none: {text[:40]}")
        first_column, first_row, last_column, last_row = found.groups()
        last_column, last_row = (first_column, first_row) if last_column is None else (last_column, last_row)
        return cls(
            int(first_row or 1),
            column_number(first_column) if first_column else 1,
            int(last_row or LAST_ROW),
            column_number(last_column) if last_column else LAST_COLUMN,
            not first_row,
            not first_column,
        )

    def __str__(self) -> str:
        """``B2:C9``, or ``B2`` for a single cell."""
        if self.whole_columns:
            return f"{column_letters(self.left)}:{column_letters(self.right)}"
        if self.whole_rows:
            return f"{self.top}:{self.bottom}"
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int | None = None) -> bool:
        """Whether a row, or one cell of it, lies within."""
        return self.top <= row <= self.bottom and (column is None or self.left <= column <= self.right)

    def moved(self, rows: RowMap) -> "Range | None":
        """Return the range after rows have moved, None when nothing is left of it."""
        span = rows.span(self.top, self.bottom) if not self.whole_columns else (self.top, self.bottom)
        return None if span is None else replace(self, top=span[0], bottom=span[1])


def ranges_of(text: str) -> list[Range]:
    """Return the ranges of a ``sqref``."""
    return [Range.of(one) for one in text.split()]


def sqref(ranges: list[Range]) -> str:
    """Return ranges as a ``sqref``."""
    return " ".join(map(str, ranges))
