"""A date that names its month, in any language, with a day and a year in digits beside it.

Changes when such dates are written in another way.
"""

import re

from planner.workbook.inputs.month_names import months, weekdays, words_of
from planner.workbook.inputs.text_dates import Order, TextDay, Way, bad_date, day_of, no_date, no_day, read_as
from planner.workbook.xlsx.cells import Fault

_SIGNS = re.compile(r"[\s\d./,'’-]*")
_LETTERS = re.compile(r"[^\W\d_]|[\u0300-\u036f]")


def read_named(text: str, day_text: str, order: Order | None) -> TextDay | Fault:
    """Read ``day_text``, what is left of ``text`` without its time; ``order`` says whether the year stands first."""
    numbers, words = re.findall(r"\d+", day_text), words_of(day_text)
    if not words or not numbers or _SIGNS.fullmatch(_LETTERS.sub("", day_text)) is None:
        return no_date(text)
    weekday, name = _split_weekday(words)
    meanings = months().get(name)
    if meanings is None:
        return no_date(text)
    if len(numbers) != 2:
        return no_date(text, "a day or a year is missing." if len(numbers) == 1 else "")
    first, last = numbers
    year, day = (first, last) if len(first) == 4 or (order is Order.YMD and len(last) <= 2) else (last, first)
    if len(day) > 2 or len(year) not in (2, 4):
        return no_date(text)
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    found = ((day_of(full_year, month, int(day)), languages) for month, languages in meanings.items())
    ways = [Way(one, None, languages) for one, languages in found if one]
    if not ways:
        return no_day(text) if 1 <= int(day) <= 31 else no_date(text)
    fitting = [way for way in ways if not weekday or way.day.weekday() in weekdays()[weekday]]
    if not fitting:
        return bad_date(text, f"is no such day: {ways[0].day} is a {ways[0].day:%A}.", "Correct one of the two.")
    return read_as(text, fitting)


def _split_weekday(words: list[str]) -> tuple[str, str]:
    """Return the day of the week that a date begins or ends with, empty for none, and the name of its month."""
    for at in range(1, len(words)):
        for weekday, name in ((words[:at], words[at:]), (words[at:], words[:at])):
            if " ".join(name) in months() and " ".join(weekday) in weekdays():
                return " ".join(weekday), " ".join(name)
    return "", " ".join(words)
