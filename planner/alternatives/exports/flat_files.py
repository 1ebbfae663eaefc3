"""Flat tables as .csv files and as one JSON document.

The .csv files are what Excel opens right: UTF-8 with a mark, dates as yyyy-mm-dd. A spreadsheet takes text that begins
with = + - or @ for a formula, whatever quotes stand around it, so that an apostrophe is put before it; likewise after
signs at which it may begin a new cell in other countries.
References: OWASP, CSV Injection.
Changes when another program should read them.
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date

from planner.alternatives.exports.flat_tables import FlatTable, Value

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"  # the wide ones too
_FORMULA = re.compile(rf"(^|[;\t\r\n])( *)(?=[{_SIGNS}])")


def csv_files(tables: Iterable[FlatTable]) -> dict[str, bytes]:
    """Return each table as the bytes of a file, by its name."""
    return {f"{table.name}.csv": _csv(table) for table in tables}


def _csv(table: FlatTable) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)  # lines end as RFC 4180 says
    writer.writerow(table.heads)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str | int | float:
    if isinstance(value, str):
        return _FORMULA.sub(r"\1'\2", value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def json_tables(tables: Iterable[FlatTable]) -> dict[str, list[dict[str, str | int | float | None]]]:
    """Return every table as rows with a field per column, in snake case; dates are ISO, and what is blank is null."""
    return {
        _snake(table.name): [
            {_snake(head): _plain(value) for head, value in zip(table.heads, row, strict=True)} for row in table.rows
        ]
        for table in tables
    }


def _plain(value: Value) -> str | int | float | None:
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def _snake(head: str) -> str:
    return head.casefold().replace(" ", "_")
