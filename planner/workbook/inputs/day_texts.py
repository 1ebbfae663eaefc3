"""The days that a text may mean: its time of day left off, then by digits or by the name of its month.

Changes when dates are written in another way.
"""

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from planner.domain.span import DAY
from planner.workbook.inputs.digit_dates import read_digits
from planner.workbook.inputs.named_dates import read_named
from planner.workbook.inputs.text_dates import NEAR_MIDNIGHT_S, Order, TextDay, Way, bad_date, day_of, no_day, read_as
from planner.workbook.xlsx.cells import Fault, clean

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DIGITS = re.compile(r"(\d{1,4}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{1,4})\.?")
_LEVELLED = str.maketrans(
    {"年": "/", "月": "/", "日": "", "년": "/", "월": "/", "일": ""} | dict.fromkeys("‐‑‒–—−", "-")
)
_YEAR_MARK = re.compile(r" ?\b[гр]\.?$")  # of Bulgarian, Macedonian, Russian and Ukrainian
_TIME = re.compile(
    r"[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?([ap])\.?m\.?)?(?: ?(?:Z|UTC|GMT|[+-]00:?00))?",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 14)
def read_text_day(text: str, order: Order | None = None) -> TextDay | Fault:
    """Return the ways to read a text that is not blank; ``order`` is how digits read, None when nobody said."""
    text = clean(text)
    bare_text, seconds = _without_time(text)
    if not min(seconds, DAY.total_seconds() - seconds) <= NEAR_MIDNIGHT_S:
        return bad_date(text, "has a time of day.", "Type the day alone.")
    found = _read(text, bare_text.translate(_LEVELLED), order)
    if not seconds or isinstance(found, Fault):
        return found
    moved = DAY if seconds > NEAR_MIDNIGHT_S else timedelta()
    ways = [replace(way, day=way.day + moved) for way in found.ways]
    later = read_as(text, ways, sure=found.sure, short_year=found.short_year)
    return later if isinstance(later, Fault) else replace(later, off_midnight=True)


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


def _read(text: str, day_text: str, order: Order | None) -> TextDay | Fault:
    iso = _ISO.fullmatch(day_text)
    if iso:
        day = day_of(int(iso[1]), int(iso[2]), int(iso[3]))
        return read_as(text, [Way(day)]) if day else no_day(text)
    digits = _DIGITS.fullmatch(_YEAR_MARK.sub("", day_text))
    if digits:
        return read_digits(text, (digits[1], digits[3], digits[4]), order)
    return read_named(text, day_text, order)
