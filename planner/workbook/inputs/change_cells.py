"""A row of change as somebody types it: its cells read, each with the values that it may vary over.

Changes when a column of a change is read in another way.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from planner.domain.change import Change
from planner.domain.change_rows import WORDS, columns_of
from planner.domain.names import did_you_mean
from planner.domain.ranges import steps_of, varied_day
from planner.domain.settings import SETTINGS
from planner.workbook.columns import heads
from planner.workbook.columns.changes import COLUMN_OF
from planner.workbook.inputs.day_cells import parse_day
from planner.workbook.inputs.roles_sheet import RoleNames
from planner.workbook.inputs.tables import Row
from planner.workbook.inputs.text_dates import Noted
from planner.workbook.xlsx.cells import Cell, Fault, match_key, parse_cents, parse_whole, shown

Value = str | int | float | date
Choices = dict[str, tuple[Value, ...]]
"""By column of :mod:`~planner.domain.change_rows` the values that a cell stands for; one, where it does not vary."""

_BAD = "bad-change"


def read_cells(row: Row, roles: RoleNames) -> Choices | None:
    """Return what a row says; None with its faults told where it says no change. Whom it names is not looked up."""
    kind = _word(row)
    if kind is None:
        return None
    cells: Choices = {"change": (kind.word,)}
    used = columns_of(kind)
    for header, column in COLUMN_OF.items():
        if column == "change" or not row.free_text(header).strip():
            continue
        if column in used:
            cells[column] = _values(row, header, column, kind.word, roles)
        elif column != "title":  # which may stand beside a production, for reading
            message = f'"{kind.word}" has no use for {header}, which says {shown(row.free_text(header))}.'
            row.fault("unused-cell", header, message, "Clear the cell, or correct the change.")
    return None if row.broken else cells


def _word(row: Row) -> type[Change] | None:
    text = row.text(heads.CHANGE, needed=True)
    kind = WORDS.get(match_key(text))
    if kind is None and text:
        near = did_you_mean(text, WORDS)
        hint = f'Did you mean "{near}"?' if near else f"Type one of: {', '.join(WORDS)}."
        row.fault(_BAD, heads.CHANGE, f"{shown(text)} is no change.", hint)
    return kind


def _values(row: Row, header: str, column: str, word: str, roles: RoleNames) -> tuple[Value, ...]:
    match column:
        case "from" | "to":
            return tuple(_days(row, header))
        case "number" | "priority":
            return tuple(_varied(row, header, _whole))
        case "day_rate":
            return tuple(_varied(row, header, _rate))
        case "role":
            return tuple(one for one in [roles.read(row, header)] if one)
        case "value" if word in ("window", "split"):
            return tuple(one for one in [_day_text(row, header)] if one)
        case "value" if word == "set":
            return (_setting(row.text(header)),)
        case "value" if word in ("book", "role", "days"):
            return (row.text(header).casefold(),)
        case _:
            return (row.text(header),)


def _setting(text: str) -> str:
    """Return ``Gap days = 2`` with the setting's name as the Settings sheet spells it."""
    name, sign, value = text.partition("=")
    spelled = next((one for one in SETTINGS if match_key(one) == match_key(name)), name)
    return f"{spelled}{sign}{value}"


def _days(row: Row, header: str) -> Iterator[date]:
    cell = row.cell(header)
    varied = varied_day(cell.value) if cell and isinstance(cell.value, str) else None
    if cell is None or varied is None:
        yield from (day for day in [row.day(header)] if day)
        return
    day = _day(row, header, cell._replace(value=varied[0]))
    if day:
        yield from (day + timedelta(days=step) for step in _steps(row, header, varied[1]))


def _day(row: Row, header: str, cell: Cell) -> date | None:
    """Return the day of a cell, in place of the row's own; None with its fault told."""
    found = parse_day(cell, row.table.epoch, row.table.column_dates(header))
    if isinstance(found, Fault):
        row.note(found, header)
        return None
    return found.day if isinstance(found, Noted) else found


def _day_text(row: Row, header: str) -> str:
    """Return a day, or two as ``A..B``, in ISO form; blank with its fault told."""
    cell = row.cell(header)
    if cell is None or not isinstance(cell.value, str):
        day = row.day(header)
        return day.isoformat() if day else ""
    days = [_day(row, header, cell._replace(value=part.strip())) for part in cell.value.split("..")]
    return "..".join(day.isoformat() for day in days if day)


def _steps(row: Row, header: str, steps: range) -> range:
    if not steps:
        message = f"{shown(row.free_text(header))} has no number in it."
        row.fault(_BAD, header, message, "The first number is the lower one, and the step 1 or more.")
    return steps


def _varied(row: Row, header: str, parse: Callable[[Cell], Value | Fault | None]) -> Iterator[Value]:
    """Yield the numbers of a range, or else what ``parse`` makes of the cell."""
    cell = row.cell(header)
    steps = steps_of(cell.value) if cell and isinstance(cell.value, str) else None
    found = parse(cell) if cell and steps is None else None
    if steps is not None:
        yield from _steps(row, header, steps)
    elif isinstance(found, Fault):
        row.note(found, header)
    elif found is not None:
        yield found


def _whole(cell: Cell) -> int | Fault | None:
    found = parse_whole(cell)
    if isinstance(found, Fault):
        hint = f"{found.hint} Or vary it: -14..14, or 0..9 step 3."
        return replace(found, code=found.code or _BAD, hint=hint)
    return found


def _rate(cell: Cell) -> float | Fault | None:
    found = parse_cents(cell)
    return found[0] / 100 if isinstance(found, tuple) else found


def chosen(cells: Choices, picks: Mapping[str, Value]) -> dict[str, Value]:
    """Return a row with one value in each column, of what varies those that were picked."""
    return {column: picks.get(column, values[0]) for column, values in cells.items() if values}


def tell(row: Row, column: str, message: str, hint: str = "") -> None:
    """Say what is wrong with a row of change, at one of its columns."""
    header = next((header for header, name in COLUMN_OF.items() if name == column), heads.CHANGE)
    row.fault(_BAD, header, message, hint)
