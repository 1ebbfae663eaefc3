"""The words of change as rows and back: one row per change, by columns in snake case, for JSON and for workbooks.

Changes when a word of change gains a column.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Any, NamedTuple, get_args

from planner.domain.booking import BookingStatus
from planner.domain.change import AddPerson, AddProduction, Book, Change, SetSetting
from planner.domain.errors import PlannerError
from planner.domain.names import JOINT
from planner.domain.settings import SETTINGS, GoalName
from planner.domain.span import DateSpan
from planner.domain.work_days import WEEKDAYS

Cell = str | int | float | date
Row = dict[str, Cell]

COLUMNS = ("change", "production", "crew", "role", "from", "to", "number", "day_rate", "value", "title", "priority")
_SHORT = [name[:3] for name in WEEKDAYS]
WORDS: dict[str, type[Change]] = {one.word: one for one in get_args(Change)}


ALLOWED: dict[str, Container[Any]] = {
    "number": range(1, 1001),
    "count": range(10_001),
    "days": range(-36_600, 36_601),
    "held": ("main", "other", "none"),
    "windows": ("", "move", "clip"),
    "priority": range(1, 6),
    "new_priority": range(1, 6),
    "day_rate_cents": range(10**12),
}
"""What a field may say, where not everything of its kind may stand there."""


class NoChange(PlannerError, ValueError):
    """A row that is no change: its word is none, or a column that it needs says nothing that can be read."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


class _Column(NamedTuple):
    """Where a field stands, and how it is written there and read."""

    name: str
    write: Callable[[Any], Cell]
    read: Callable[[Any], Any]


def _as_is(value: Any) -> Any:
    return value


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def amount(cents: int) -> int | float:
    """Return an amount as a cell says it, in whole units where it is one."""
    return cents / 100 if cents % 100 else cents // 100


def _cents(amount: Any) -> int:
    return round(float(amount) * 100)


def _list(text: Any) -> tuple[str, ...]:
    return tuple(part for one in str(text).split(";") if (part := one.strip()))


def _span_text(span: DateSpan) -> str:
    return f"{span.first_day}..{span.last_day}"


def _span(text: Any) -> DateSpan:
    first, _, last = str(text).partition("..")
    return DateSpan(date.fromisoformat(first.strip()), date.fromisoformat(last.strip()))


def days_text(days: frozenset[int]) -> str:
    """``Mon, Tue, Sat``, of days of the week, Monday 0 to Sunday 6."""
    return ", ".join(_SHORT[day] for day in sorted(days))


def _weekdays(text: Any) -> frozenset[int]:
    return frozenset(_SHORT.index(part.strip()[:3].capitalize()) for part in str(text).split(","))


_COLUMN_OF = {
    "production_id": _Column("production", str, str),
    "crew_id": _Column("crew", str, str),
    "full_name": _Column("crew", str, str),
    "role": _Column("role", str, str),
    "first_day": _Column("from", _as_is, _day),
    "last_day": _Column("to", _as_is, _day),
    "number": _Column("number", int, int),
    "count": _Column("number", int, int),
    "days": _Column("number", int, int),
    "day_rate_cents": _Column("day_rate", amount, _cents),
    "title": _Column("title", str, str),
    "priority": _Column("priority", int, int),
    "other_roles": _Column("value", "; ".join, _list),
    "held": _Column("value", str, str),
    "reason": _Column("value", str, str),
    "windows": _Column("value", str, str),
    "new_title": _Column("value", str, str),
    "new_priority": _Column("value", int, int),
    "becomes": _Column("value", _span_text, _span),
    "day": _Column("value", _as_is, _day),
    "work_days": _Column("value", days_text, _weekdays),
}


def columns_of(kind: type[Change]) -> frozenset[str]:
    """Return the columns that a word of change can use, that of the word itself aside."""
    also = {"span": ("from", "to"), "status": ("value",), "value": ("value",)}
    return frozenset(
        name
        for one in fields(kind)
        for name in also.get(one.name, (_COLUMN_OF[one.name].name,) if one.name in _COLUMN_OF else ())
    )


def to_row(change: Change) -> Row:
    """Return a change as a row, without the columns that it leaves open; days are dates, amounts in whole units."""
    row: Row = {"change": change.word}
    for one in fields(change):
        value = getattr(change, one.name)
        if one.name == "span":
            row |= {"from": value.first_day, "to": value.last_day}
        elif one.name in _COLUMN_OF and value not in (None, "", ()):
            column = _COLUMN_OF[one.name]
            row[column.name] = column.write(value)
    match change:
        case AddPerson(crew_id, full_name):
            row["crew"] = f"{crew_id} {JOINT} {full_name}" if crew_id else full_name
        case Book(_, _, status, rank):
            row["value"] = "none" if status is None else f"hold {rank}" if rank else status.value
        case SetSetting():
            row["value"] = f"{setting_name(change.setting)} = {setting_cell(change.setting, change.value)}"
    return {name: row[name] for name in COLUMNS if name in row}


def to_json(change: Change) -> dict[str, str | int | float]:
    """Return a change as a row of plain values, days in ISO form."""
    return {name: str(cell) if isinstance(cell, date) else cell for name, cell in to_row(change).items()}


def from_row(row: Mapping[str, Any]) -> Change:
    """Return the change that a row says, be it one of :func:`to_row` or of :func:`to_json`; raises NoChange."""
    kind = WORDS.get(str(row.get("change")))
    if kind is None:
        raise NoChange("change", f'"{row.get("change")}" is no word of change.')
    given: dict[str, Any] = {}
    for one in fields(kind):
        if one.name == "span":
            given["span"] = _needed_span(row)
        elif one.name in _COLUMN_OF:
            column = _COLUMN_OF[one.name]
            if row.get(column.name) not in (None, ""):
                given[one.name] = _read(column, row[column.name])
            elif one.default is MISSING:
                given[one.name] = _blank(kind, one.name)
    match str(row["change"]):
        case "add person":
            crew_id, _, full_name = str(row.get("crew", "")).rpartition(f" {JOINT} ")
            given |= {"crew_id": crew_id, "full_name": full_name}
        case "book":
            given |= _status(str(row.get("value", "")))
        case "set":
            given |= _setting(str(row.get("value", "")))
    _refuse_nonsense(given)
    return kind(**given)


def _refuse_nonsense(given: Mapping[str, Any]) -> None:
    """Refuse what no change can mean, whoever wrote it. Raises NoChange."""
    for field, allowed in ALLOWED.items():
        if field in given and given[field] not in allowed:
            column = _COLUMN_OF[field].name
            raise NoChange(column, f'"{given[field]}" cannot stand in {column}.')


def _blank(kind: type[Change], field: str) -> str | None:
    """Return what a field is whose column is blank: no limit, or an identifier that is to be the next one."""
    if field in ("first_day", "last_day", "work_days"):
        return None
    if (kind, field) in ((AddProduction, "production_id"), (AddPerson, "crew_id")):
        return ""
    column = _COLUMN_OF[field].name
    raise NoChange(column, f"{column} is missing.")


def _needed_span(row: Mapping[str, Any]) -> DateSpan:
    for name in ("from", "to"):
        if row.get(name) in (None, ""):
            raise NoChange(name, f"{name} is missing.")
    first, last = (_read(_COLUMN_OF[name], row[column]) for name, column in (("first_day", "from"), ("last_day", "to")))
    if last < first:
        raise NoChange("to", f"{last} lies before {first}.")
    return DateSpan(first, last)


def _read(column: _Column, cell: Any) -> Any:
    try:
        return column.read(cell)
    except (ValueError, TypeError, IndexError) as error:
        raise NoChange(column.name, f'"{cell}" cannot be read: {error}.') from error


def _status(text: str) -> dict[str, Any]:
    word, _, rank = text.partition(" ")
    if word == "none":
        return {"status": None}
    try:
        return {"status": BookingStatus(word), "rank": int(rank or 0)}
    except ValueError as error:
        raise NoChange("value", f'"{text}" is no status of a booking.') from error


def setting_name(setting: str) -> str:
    """Return what the Settings sheet calls a field of the settings."""
    return next(name for name, one in SETTINGS.items() if one == setting)


def setting_cell(setting: str, value: Any) -> str | int:
    """Return a setting's value as a cell of the Settings sheet says it."""
    match setting:
        case "whole_staffing":
            return "whole" if value else "partial"
        case "goals":
            return "; ".join(value)
        case "work_days":
            return days_text(value)
        case _:
            return value if isinstance(value, int) else str(value or "")


def _setting(text: str) -> dict[str, Any]:
    name, _, told = (part.strip() for part in text.partition("="))
    setting = SETTINGS.get(name)
    if setting is None:
        raise NoChange("value", f'"{name}" is no setting.')
    try:
        return {"setting": setting, "value": setting_value(setting, told)}
    except (ValueError, IndexError) as error:
        raise NoChange("value", f'"{told}" is no value of {name}: {error}.') from error


def setting_value(setting: str, told: str) -> Any:
    """Return the value of a setting that its cell tells. Raises ValueError or IndexError where it is none."""
    match setting:
        case "whole_staffing":
            return told == "whole"
        case "goals":
            return tuple(GoalName(one) for one in _list(told))
        case "work_days":
            return _weekdays(told)
        case "plan_from" | "plan_to" | "frozen_to":
            return date.fromisoformat(told) if told else None
        case _:
            return int(told)
