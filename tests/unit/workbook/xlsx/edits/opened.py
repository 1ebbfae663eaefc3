"""Edited workbooks opened again, by others than the code that edited them."""

from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.workbook.xlsx.cell_writing import stored_text
from tests.packages import unpack


def book_of(data: bytes) -> Any:
    """Return a workbook as openpyxl reads it in full, formulas as formulas."""
    with catch_warnings():
        simplefilter("ignore")  # it tells what it would lose in writing, which nobody asks it to do
        return load_workbook(BytesIO(data), rich_text=True)


def as_openpyxl_reads(value: Any) -> Any:
    """Return what openpyxl makes of a cell's value: it decodes no escape, and loses every ``x005F_`` in a text."""
    return stored_text(value).replace("x005F_", "") if isinstance(value, str) else value


def sheet_of(data: bytes, title: str = "People") -> Worksheet:
    """Return one sheet."""
    return book_of(data)[title]


def names(data: bytes, title: str = "People", column: int = 1) -> list[Any]:
    """Return what stands in a column, from row 1."""
    return [row[0] for row in sheet_of(data, title).iter_rows(min_col=column, max_col=column, values_only=True)]


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """Return the names of the parts that differ, are new or are gone."""
    old, new = unpack(before), unpack(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
