"""A date that is text, read in every way in which it can be meant.

Changes when dates are written in another way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from planner.domain.finding import Severity
from planner.workbook.inputs.month_names import months, weekdays, words_of
from planner.workbook.xlsx.cells import FIRST_YEAR, LAST_YEAR, Fault, clean, shown

NEAR_MIDNIGHT_S = 60  # programs that lose a time zone's odd seconds miss midnight by less
_A_DAY_S = 24 * 3600
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


_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DIGITS = re.compile(r"(\d{1,4}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{1,4})\.?")
_SIGNS = re.compile(r"[\s\d./,'’-]*")
_LEVELLED = str.maketrans(
    {"年": "/", "月": "/", "日": "", "년": "/", "월": "/", "일": ""} | dict.fromkeys("‐‑‒–—−", "-")
)
_YEAR_MARK = re.compile(r" ?\b[гр]\.?$")  # of Bulgarian, Macedonian, Russian and Ukrainian
_TIME = re.compile(
    r"[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?([ap])\.?m\.?)?(?: ?(?:Z|UTC|GMT|[+-]00:?00))?",
    re.IGNORECASE,
)


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
    """A text and the ``ways`` to read it, one a day, or the ``fault`` that keeps it from being any.

    ``sure`` says that the only way needs no help of the column or of an order; ``off_midnight`` that a time was left
    out that is not quite midnight; ``short_year`` that a year of two digits was read as 20yy.
    """

    text: str
    ways: tuple[Way, ...] = ()
    fault: Fault | None = None
    sure: bool = False
    off_midnight: bool = False
    short_year: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """A day, and what is to be told about it once a column."""

    day: date
    note: Fault


def off_midnight(value: object, day: date) -> Noted:
    """Return the day of a time within a minute of its midnight."""
    message = f"times in this column lie within a minute of midnight; the first, {shown(value)}, was read as {day}."
    return Noted(day, Fault("off-midnight", message, "Give the column dates without a time.", Severity.INFO))


@lru_cache(maxsize=1 << 14)
def read_text_day(text: str, order: Order | None = None) -> TextDay:
    """Return the ways to read a text that is not blank; ``order`` is how digits read, None when nobody said."""
    text = clean(text)
    bare_text, seconds = _without_time(text)
    if not min(seconds, _A_DAY_S - seconds) <= NEAR_MIDNIGHT_S:
        return _faulty(text, f"{shown(text)} has a time of day.", "Type the day alone.")
    found = _read(text, bare_text.translate(_LEVELLED), order)
    if not seconds or not found.ways:
        return found
    moved = timedelta(days=1 if seconds > NEAR_MIDNIGHT_S else 0)
    ways = tuple(Way(way.day + moved, way.order, way.languages) for way in found.ways)
    return _beyond(text, ways[0].day) or TextDay(text, ways, None, found.sure, True, found.short_year)


def _without_time(text: str) -> tuple[str, int]:
    """Return the text before a time of day, and that time in seconds."""
    at = text.find(":")
    begin = max(text.rfind(sign, 0, at) for sign in "T ,t") if at > 0 else -1
    time = _TIME.fullmatch(text, begin) if begin > 0 else None
    if time is None:
        return text, 0
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return text, 0
    if time[4]:
        hour = hour % 12 + (12 if time[4].casefold() == "p" else 0)
    return text[:begin].rstrip(" ,"), hour * 3600 + minute * 60 + second


def _read(text: str, day_text: str, order: Order | None) -> TextDay:
    iso = _ISO.fullmatch(day_text)
    if iso:
        return _one_way(text, int(iso[1]), int(iso[2]), int(iso[3]))
    digits = _DIGITS.fullmatch(_YEAR_MARK.sub("", day_text))
    if digits:
        return _read_digits(text, (digits[1], digits[3], digits[4]), order)
    return _read_named(text, day_text, order)


def _one_way(text: str, year: int, month: int, day: int, order: Order | None = None) -> TextDay:
    found = _day(year, month, day)
    if found is None:
        return _no_day(text)
    return _beyond(text, found) or TextDay(text, (Way(found, order),), sure=True)


def _read_digits(text: str, parts: tuple[str, str, str], order: Order | None) -> TextDay:
    """Read three numbers: by ``order``, else in each order that gives a day."""
    shapes = dict(_shapes(parts))
    if order is not None:
        if order in shapes and _day(*shapes[order]):
            return _one_way(text, *shapes[order], order)
        return _not_in_order(text, order, shapes)
    days = {one: day for one, shape in shapes.items() if (day := _day(*shape))}
    in_turn = {one: day for one, day in days.items() if len(parts[0]) == 4 or one is not Order.YMD}
    if not in_turn:
        # a year of two digits stands last unless an order says otherwise
        likely = [shape for one, shape in shapes.items() if len(parts[0]) == 4 or one is not Order.YMD]
        return _no_day(text) if any(map(_looks_like_a_day, likely)) else _no_date(text)
    if max(map(len, parts)) == 4:
        return _settled(text, days)
    if len(in_turn) == 1:  # beside a day above 12, which is no month
        return _settled(text, in_turn, short_year=True)
    return _settled(text, days, sure=False)


def _settled(text: str, days: dict[Order, date], *, sure: bool = True, short_year: bool = False) -> TextDay:
    """Return the ways, of orders that give one day but the first."""
    by_day: dict[date, Order | None] = {}
    for one, day in days.items():
        by_day[day] = None if day in by_day else one
    within = {day: one for day, one in by_day.items() if FIRST_YEAR <= day.year <= LAST_YEAR}
    if not within:
        return _beyond(text, next(iter(by_day))) or _no_date(text)
    ways = tuple(Way(day, one) for day, one in within.items())
    return TextDay(text, ways, sure=sure and len(ways) == 1, short_year=short_year)


def _shapes(parts: tuple[str, str, str]) -> Iterator[tuple[Order, tuple[int, int, int]]]:
    """Yield year, month and day as each order reads three numbers; a year has two digits or four."""
    one, two, three = map(int, parts)
    if len(parts[2]) in (2, 4) and len(parts[0]) <= 2:
        year = three if len(parts[2]) == 4 else 2000 + three
        yield Order.DMY, (year, two, one)
        yield Order.MDY, (year, one, two)
    if len(parts[0]) in (2, 4) and len(parts[2]) <= 2:
        yield Order.YMD, (one if len(parts[0]) == 4 else 2000 + one, two, three)


def _read_named(text: str, day_text: str, order: Order | None) -> TextDay:
    """Read a text that names its month, in any language, with a day and a year in digits beside it."""
    numbers, words = re.findall(r"\d+", day_text), words_of(day_text)
    if not words or not numbers or _SIGNS.fullmatch(re.sub(r"[^\W\d_]|[\u0300-\u036f]", "", day_text)) is None:
        return _no_date(text)
    weekday, name = _split_weekday(words)
    meanings = months().get(name)
    if meanings is None:
        return _no_date(text)
    if len(numbers) != 2:
        return _no_date(text, "a day or a year is missing." if len(numbers) == 1 else "")
    first, last = numbers
    year, day = (first, last) if len(first) == 4 or (order is Order.YMD and len(last) <= 2) else (last, first)
    if len(day) > 2 or len(year) not in (2, 4):
        return _no_date(text)
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    found = {month: _day(full_year, month, int(day)) for month in meanings}
    ways = tuple(Way(one, None, meanings[month]) for month, one in found.items() if one)
    if not ways:
        return _no_day(text) if 1 <= int(day) <= 31 else _no_date(text)
    fitting = tuple(way for way in ways if not weekday or way.day.weekday() in weekdays()[weekday])
    if not fitting:
        is_one = f"{ways[0].day} is a {ways[0].day:%A}"
        return _faulty(text, f"{shown(text)} is no such day: {is_one}.", "Correct one of the two.")
    return _beyond(text, fitting[0].day) or TextDay(text, fitting, sure=len(fitting) == 1)


def _split_weekday(words: list[str]) -> tuple[str, str]:
    """Return the day of the week that a date begins or ends with, empty for none, and the name of its month."""
    for at in range(1, len(words)):
        for weekday, name in ((words[:at], words[at:]), (words[at:], words[:at])):
            if " ".join(name) in months() and " ".join(weekday) in weekdays():
                return " ".join(weekday), " ".join(name)
    return "", " ".join(words)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _looks_like_a_day(shape: tuple[int, int, int]) -> bool:
    return 1 <= shape[1] <= 12 and 1 <= shape[2] <= 31


def _beyond(text: str, day: date) -> TextDay | None:
    fault = beyond_calendar(day, text)
    return TextDay(text, fault=fault) if fault else None


def beyond_calendar(day: date, value: object) -> Fault | None:
    """Return the fault of a day that nobody plans; ``value`` is what stands in the cell."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    hint = "Leave the cell blank to mean no limit." if day.year > LAST_YEAR else "Check the year."
    return Fault("bad-date", f"{shown(value)} lies too far away; years {FIRST_YEAR} to {LAST_YEAR} are taken.", hint)


def _no_day(text: str) -> TextDay:
    return _faulty(text, f"{shown(text)} is an impossible day: no calendar has it.", "Check month and day.")


def _no_date(text: str, why: str = "") -> TextDay:
    return _faulty(text, f"{shown(text)} is not a date{f': {why}' if why else '.'}", EXAMPLE)


def _not_in_order(text: str, order: Order, shapes: dict[Order, tuple[int, int, int]]) -> TextDay:
    if order in shapes and _looks_like_a_day(shapes[order]):
        return _no_day(text)
    others = [f"{day} ({one.in_words})" for one, shape in shapes.items() if (day := _day(*shape))]
    if not others:
        return _no_date(text)
    message = f"{shown(text)} does not read {order.in_words}, as Date order {order} says"
    message += f"; it could mean {' or '.join(others)}."
    return _faulty(text, message, f"{EXAMPLE[:-1]}, or correct Date order on the Settings sheet.")


def _faulty(text: str, message: str, hint: str) -> TextDay:
    return TextDay(text, fault=Fault("bad-date", message, hint))
