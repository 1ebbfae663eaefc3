"""The Settings sheet, read.

Changes when a setting is added.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from planner.domain.finding import Severity
from planner.domain.names import did_you_mean
from planner.domain.settings import DEFAULT_SETTINGS, SETTINGS, GoalName, Settings
from planner.workbook.columns import heads
from planner.workbook.columns.productions import SETTING_MEANINGS
from planner.workbook.inputs.holidays_sheet import find_region
from planner.workbook.inputs.roles_sheet import split_names
from planner.workbook.inputs.suggestions import Suggestions
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.inputs.text_dates import Order
from planner.workbook.inputs.weekdays import parse_weekdays
from planner.workbook.xlsx.cells import Cell, Fault, match_key, parse_text, parse_whole, shown

LONGEST_GAP_DAYS = 366
LONGEST_TIME_LIMIT_S = 7 * 24 * 3600
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class SettingsRows:
    """The settings but for holidays, the region whose those are, and the row of each setting that was given."""

    settings: Settings = DEFAULT_SETTINGS
    rows: dict[str, Row] = field(default_factory=dict)
    region: str = ""


def read_settings(table: Table) -> SettingsRows:
    """Read how to plan; a blank value leaves the setting as it is by default."""
    names = {match_key(name): name for name in SETTING_MEANINGS}
    settings, rows, suggestions = DEFAULT_SETTINGS, dict[str, Row](), Suggestions()
    for row in table.rows():
        text = row.text(heads.SETTING, needed=True)
        name = names.get(match_key(text))
        if name is None:
            _note_unknown(row, text, suggestions)
        elif name in rows:
            where = rows[name].place(heads.SETTING).cell
            row.fault(
                "duplicate-setting", heads.SETTING, f"{name} also stands in {where}.", "Delete one of the two rows."
            )
            _read_value(name, row, settings)  # whichever row goes, what is wrong in either is told now
        else:
            rows[name] = row
            settings = _read_value(name, row, settings)
    if settings.plan_from and settings.plan_to and settings.plan_to < settings.plan_from:
        message = f"Plan to {settings.plan_to} lies before Plan from {settings.plan_from}."
        _fault(rows["Plan to"], "bad-setting", message, "Correct one of the two.")
    return SettingsRows(settings, rows, _region(rows.get("Holidays")))


def _read_value(name: str, row: Row, settings: Settings) -> Settings:
    cell = row.cell(heads.VALUE)
    value = None if cell is None or cell.value is None else _READERS[name](row, cell)
    return settings if value is None else replace(settings, **{SETTINGS[name]: value})


def _note_unknown(row: Row, text: str, suggestions: Suggestions) -> None:
    if text:
        near = suggestions.near(text, SETTING_MEANINGS)
        hint = f"Did you mean {shown(near)}?" if near else f"Known are {', '.join(SETTING_MEANINGS)}."
        row.fault("unknown-setting", heads.SETTING, f"there is no setting {shown(text)}.", hint)


def _fault(row: Row, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
    """Add a finding about a value, under its setting's name: two settings that are wrong are not alike."""
    row.table.add(code, severity, row.place(heads.VALUE), message, hint, row.text(heads.SETTING))


def _bad(row: Row, value: object, hint: str) -> None:
    _fault(row, "bad-setting", f"{shown(value)} is not a value for {row.text(heads.SETTING)}.", hint)


def _sound(row: Row, found: Read | Fault) -> Read | None:
    """Return what a value was read as; None when it is at fault, which is told."""
    if isinstance(found, Fault):
        _fault(row, found.code, found.message, found.hint)
        return None
    return found


def _text(row: Row, cell: Cell) -> str:
    return _sound(row, parse_text(cell)) or ""


def _staffing(row: Row, cell: Cell) -> bool | None:
    text = _text(row, cell)
    if match_key(text) in ("", "partial", "whole"):
        return match_key(text) == "whole"
    near = did_you_mean(text, ("partial", "whole"))
    _bad(row, text, f"Did you mean {near}?" if near else "Type partial or whole.")
    return None


def _goals(row: Row, cell: Cell) -> tuple[GoalName, ...] | None:
    """Read the list of goals; it replaces the default one, with coverage put first when absent."""
    goals: list[GoalName] = []
    for text in split_names(_text(row, cell), ";,"):
        if match_key(text) not in set(GoalName):
            near = did_you_mean(text, list(GoalName))
            hint = f"Did you mean {shown(near)}?" if near else f"Known are {', '.join(GoalName)}."
            _fault(row, "unknown-goal", f"there is no goal {shown(text)}.", hint)
        elif GoalName(match_key(text)) in goals:
            _fault(row, "repeated-goal", f"the goal {shown(text)} is named twice.", "Name it once.")
        else:
            goals.append(GoalName(match_key(text)))
    first = () if GoalName.COVERAGE in goals else (GoalName.COVERAGE,)
    return (*first, *goals) if goals else None


def _whole(row: Row, cell: Cell, highest: int, what: str) -> int | None:
    found = parse_whole(cell)
    if isinstance(found, Fault) and found.code:
        return _sound(row, found)
    if isinstance(found, Fault) or (found is not None and not 0 <= found <= highest):
        _bad(row, cell.value, f"Type {what} as a whole number from 0 to {highest:,}.")
        return None
    return found


def _gap_days(row: Row, cell: Cell) -> int | None:
    return _whole(row, cell, LONGEST_GAP_DAYS, "days")


def _time_limit(row: Row, cell: Cell) -> int | None:
    return _whole(row, cell, LONGEST_TIME_LIMIT_S, "seconds")


def _day(row: Row, _: Cell) -> date | None:
    found = row.parsed_day(heads.VALUE)
    if not isinstance(found, Fault):
        return row.day(heads.VALUE)  # once more, for its notes
    return _sound(row, found if found.code == "error-cell" else replace(found, code="bad-setting"))


def _work_days(row: Row, cell: Cell) -> frozenset[int] | None:
    text = _text(row, cell)
    return _sound(row, parse_weekdays(text, "bad-setting")) if text else None


def _holidays(row: Row, cell: Cell) -> None:
    """Check the country or region; which days its holidays are depends on the years of the work."""
    text = _text(row, cell)
    if text:
        _sound(row, find_region(text))


def _region(row: Row | None) -> str:
    """Return the country or region whose holidays count, empty for none."""
    cell = row.cell(heads.VALUE) if row else None
    text = parse_text(cell) if cell else ""
    found = find_region(text) if isinstance(text, str) and text else ""
    return found if isinstance(found, str) else ""


def _date_order(row: Row, cell: Cell) -> None:
    """Check the order of text dates, which :func:`find_date_order` found before any date was read."""
    text = _text(row, cell)
    if text and match_key(text) not in set(Order):
        letters = dict.fromkeys(letter for letter in match_key(text) if letter.isalpha())
        hint = f"Did you mean {shown(''.join(letters))}? " if "".join(letters) in set(Order) else ""
        _bad(row, text, f"{hint}Type dmy (day first), mdy (month first) or ymd (year first).")


_READERS: dict[str, Callable[[Row, Cell], Any]] = {
    "Staffing": _staffing,
    "Goals": _goals,
    "Gap days": _gap_days,
    "Plan from": _day,
    "Plan to": _day,
    "Time limit": _time_limit,
    "Date order": _date_order,
    "Work days": _work_days,
    "Holidays": _holidays,
}


def find_date_order(table: Table | None) -> Order | None:
    """Return how text dates read, None when the settings do not say; what is wrong is left to :func:`read_settings`."""
    for row in table.rows() if table else ():
        name, value = row.cell(heads.SETTING), row.cell(heads.VALUE)
        said = parse_text(name) if name else ""
        if value is not None and isinstance(said, str) and match_key(said) == match_key("Date order"):
            order = parse_text(value)
            return Order(match_key(order)) if isinstance(order, str) and match_key(order) in set(Order) else None
    return None


def warn_of_omitted_goals(read: SettingsRows, holds: bool, previous: bool) -> None:
    """Warn when the list of goals leaves out holds or stability although there are holds, or a plan to be kept."""
    row = read.rows.get("Goals")
    mattering = (
        (GoalName.HOLDS, holds, "holds are booked"),
        (GoalName.STABILITY, previous, "there is a previous plan"),
    )
    for goal, matters, why in mattering:
        if row is not None and matters and goal not in read.settings.goals:
            message = f"the goals leave out {goal}, although {why}."
            _fault(row, "omitted-goal", message, f"Add {goal} to the list if it should count.", Severity.WARNING)
