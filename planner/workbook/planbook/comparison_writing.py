"""Writes comparison.xlsx: tables of alternatives side by side, with the looks of the plan workbook.

Changes when comparisons are to look different.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from planner.workbook.planbook.sheet_writing import Book
from planner.workbook.planbook.styles import LOOK_OF, Form, Look
from planner.workbook.replacing import replace_file

# The columns of the plans themselves hold figures on one sheet and several people on another.
FIGURE_LOOK = Look(Form.MIXED, 24)
PEOPLE_LOOK = Look(Form.WRAP, 34)
LABEL_LOOK = Look(Form.TEXT, 36)


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """A titled table; the headers after the first ``labels`` ones are the compared plans."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    labels: int = 1


class Comparable(Protocol):
    """What can be written: anything that gives tables."""

    def tables(self) -> Sequence[ComparisonTable]:
        """Return the tables, most important first."""
        ...


def write_comparison(path: Path, comparison: Comparable) -> None:
    """Write a comparison to ``path`` in one step. Raises OSError; ``path`` is then untouched."""
    replace_file(path, comparison_workbook(comparison))


def comparison_workbook(comparison: Comparable) -> bytes:
    """Return the bytes of comparison.xlsx, a sheet per table."""
    book = Book("Comparison of plans")
    for table in comparison.tables():
        book.add_table_sheet(table.title, table.heads, table.rows, frozen=table.labels, looks=_looks(table))
    return book.finish()


def _looks(table: ComparisonTable) -> list[Look]:
    plan_look = FIGURE_LOOK if table.labels == 1 else PEOPLE_LOOK
    labels = [LOOK_OF.get(head, LABEL_LOOK) for head in table.heads[: table.labels]]
    return labels + [plan_look] * (len(table.heads) - table.labels)
