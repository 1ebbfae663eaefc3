"""Where the rows of a sheet go when some are taken out and others put in between.

Changes when rows move for another reason.
"""

from bisect import bisect_left
from dataclasses import dataclass

from planner.workbook.xlsx.addresses import LAST_ROW


@dataclass(frozen=True, slots=True)
class RowMap:
    """Rows taken out, and the rows below each of which one is put in (once per new row); both sorted."""

    deleted: tuple[int, ...] = ()
    inserted_below: tuple[int, ...] = ()

    def is_gone(self, row: int) -> bool:
        """Whether a row is taken out."""
        at = bisect_left(self.deleted, row)
        return at < len(self.deleted) and self.deleted[at] == row

    def place(self, row: int) -> int:
        """Return the new number of a row; for one that is gone, of the row that takes its place."""
        return row - bisect_left(self.deleted, row) + bisect_left(self.inserted_below, row)

    def first_left(self, first: int, last: int) -> int | None:
        """Return the first row, by its old number, that is left of a range; None when none is."""
        while first <= last and self.is_gone(first):
            first += 1
        return first if first <= last else None

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the new first and last row of a range; None when nothing is left of it."""
        left = self.first_left(first, last)
        if left is None:
            return None
        if first < last == LAST_ROW:  # a range to the end of the sheet stays one
            return self.place(left), LAST_ROW
        while self.is_gone(last):
            last -= 1
        return self.place(left), min(self.place(last), LAST_ROW)


@dataclass(frozen=True, slots=True)
class RowGrowth(RowMap):
    """No row moves; a range of all data, from row ``first`` or above it to ``last``, ends in ``new_last`` now."""

    first: int = 1
    last: int = 1
    new_last: int = 1

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the first and last row of a range, grown when it is one of all data and of several rows."""
        grows = first <= self.first and first < last and self.last <= last < self.new_last
        return first, self.new_last if grows else last


def rows_below(row: int, count: int) -> RowMap:
    """Return the map that puts ``count`` rows below a row."""
    return RowMap(inserted_below=(row,) * count)


def rows_gone(rows: set[int]) -> RowMap:
    """Return the map that takes rows out."""
    return RowMap(deleted=tuple(sorted(rows)))
