"""What a text can mean as a date: the ways to read it, or what keeps it from being one.

Changes when a way of reading takes something else to be sure of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.finding import Severity
from planner.workbook.xlsx.cells import FIRST_YEAR, LAST_YEAR, Fault, shown

NEAR_MIDNIGHT_S = 60  # programs that lose a time zone's odd seconds miss midnight by less
EXAMPLE = "Type a date such as 2026-05-03."


class Order(StrEnum):
    """In which order a date in digits says day, month and year."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"

    @property
    def in_words(self) -> str:
        """``day first``."""
        return {"d": "day", "m": "month", "y": "year"}[self.value[0]] + " first"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read a text: the day, and what it takes to read it so.

    ``order`` is None where every order reads alike; ``languages`` are those in which the month has its name, none for
    digits.
    """

    day: date
    order: Order | None = None
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TextDay:
    """A text and the ``ways`` to read it, one a day, at least one.

    ``sure`` says that the only way needs no help of the column or of an order; ``off_midnight`` that a time was left
    out that is not quite midnight; ``short_year`` that a year of two digits was read as 20yy.
    """

    text: str
    ways: tuple[Way, ...]
    sure: bool = False
    off_midnight: bool = False
    short_year: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """A day, and what is to be told about it once a column."""

    day: date
    note: Fault


def noted(day: date, code: str, message: str, hint: str) -> Noted:
    """Return a day that is told about."""
    return Noted(day, Fault(code, message, hint, Severity.INFO))


def off_midnight(value: object, day: date) -> Noted:
    """Return the day of a time within a minute of its midnight."""
    message = f"times in this column lie within a minute of midnight; the first, {shown(value)}, was read as {day}."
    return noted(day, "off-midnight", message, "Give the column dates without a time.")


def read_as(text: str, ways: Sequence[Way], *, sure: bool = True, short_year: bool = False) -> TextDay | Fault:
    """Return a text with those ways to read it that somebody may plan; it is ``sure`` only where there is one."""
    within = tuple(way for way in ways if beyond_calendar(way.day, text) is None)
    if not within:
        return beyond_calendar(ways[0].day, text) or no_date(text)
    return TextDay(text, within, sure and len(within) == 1, short_year=short_year)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar, None when it has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def bad_date(value: object, what: str, hint: str = EXAMPLE) -> Fault:
    """Return the fault of a cell that says no day; ``what`` ends the sentence that its value begins."""
    return Fault("bad-date", f"{shown(value)} {what}", hint)


def no_date(text: str, why: str = "") -> Fault:
    """Return the fault of a text that is no date."""
    return bad_date(text, f"is not a date{f': {why}' if why else '.'}")


def no_day(text: str) -> Fault:
    """Return the fault of a date that is not in the calendar."""
    return bad_date(text, "is an impossible day: no calendar has it.", "Check month and day.")


def beyond_calendar(day: date, value: object) -> Fault | None:
    """Return the fault of a day that nobody plans; ``value`` is what stands in the cell."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    hint = "Leave the cell blank to mean no limit." if day.year > LAST_YEAR else "Check the year."
    return bad_date(value, f"lies too far away; years {FIRST_YEAR} to {LAST_YEAR} are taken.", hint)
