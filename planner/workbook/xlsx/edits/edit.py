"""What can be done to a workbook without loss, as values; rows and columns are counted from 1.

Changes when another kind of edit is needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from planner.domain.errors import PlannerError

Value = str | int | float | date | None


class CannotEdit(PlannerError):
    """The workbook cannot be changed like this without losing something; its text says why, in one sentence."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """Put a value into a cell, which keeps its style; None blanks it."""

    sheet: str
    row: int
    column: int
    value: Value


@dataclass(frozen=True, slots=True)
class AppendRow:
    """Add a row below the last one with content, or below row ``after``; ``values`` by column.

    The new row looks like the one above it, and belongs to the Table, validations and conditional formats of that one.
    """

    sheet: str
    values: Mapping[int, Value]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class DeleteRow:
    """Take a row away; the rows below move up, and everything that refers to them follows."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class MarkCell:
    """Fill a cell with a colour (``RRGGBB``), the rest of its style kept; ``note`` is its note, or is added to it."""

    sheet: str
    row: int
    column: int
    colour: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link from a cell of a new sheet (row and column there, the header is row 1) to another sheet's cell."""

    row: int
    column: int
    sheet: str
    cell: str = "A1"


@dataclass(frozen=True, slots=True)
class AddSheet:
    """A new sheet at the end: a header, rows below it, and links.

    ``widths`` are of the columns, in characters; ``colours`` fill the cells that hold exactly that text, ``tab_colour``
    (all as ``RRGGBB``) the sheet's tab.
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]] = ()
    links: Sequence[Link] = ()
    widths: Sequence[float] = ()
    colours: Mapping[str, str] = field(default_factory=dict)
    tab_colour: str = ""


Edit = SetCell | AppendRow | DeleteRow | MarkCell | AddSheet
