"""Days as the folder's Date order says them; months as words where they are not first told by the year.

Changes when a setting tells dates in another order.
"""

import re
from dataclasses import dataclass
from datetime import date

from planner.audit.wording import MONTHS as MONTHS_IN_WORDS
from planner.domain.span import DateSpan
from planner.domain.work_days import WEEKDAYS

MONTHS = tuple(name[:3] for name in MONTHS_IN_WORDS)
_MONTH = "|".join(MONTHS_IN_WORDS)
_SPAN_IN_WORDS = re.compile(rf"\b(\d{{1,2}})(?: ({_MONTH}))?(?: (\d{{4}}))? ?– ?(\d{{1,2}}) ({_MONTH}) (\d{{4}})\b")
_DAY_IN_WORDS = re.compile(rf"\b(\d{{1,2}}) ({_MONTH}) (\d{{4}})\b")


@dataclass(frozen=True, slots=True)
class Days:
    """How days are written: ``order`` is ``dmy``, ``mdy`` or ``ymd``."""

    order: str = "dmy"

    def day(self, day: date, *, year: bool = True) -> str:
        """``3 May 2027``, ``May 3, 2027`` or ``2027-05-03``; or the same without its year."""
        if self.order == "ymd":
            return day.isoformat() if year else day.isoformat()[5:]
        month = MONTHS[day.month - 1]
        if self.order == "mdy":
            return f"{month} {day.day}" + (f", {day.year}" if year else "")
        return f"{day.day} {month}" + (f" {day.year}" if year else "")

    def weekday(self, day: date) -> str:
        """``Mon 3 May 2027``."""
        return f"{WEEKDAYS[day.weekday()][:3]} {self.day(day)}"

    def span(self, span: DateSpan, *, year: bool = True) -> str:
        """``3–9 May 2027``, ``30 Apr – 2 May 2027``; no part is said twice."""
        first, last = span.first_day, span.last_day
        if first == last:
            return self.day(first, year=year)
        if self.order == "ymd" or (year and first.year != last.year):
            return f"{self.day(first, year=year)} – {self.day(last, year=year)}"
        if (first.year, first.month) == (last.year, last.month):
            if self.order == "mdy":
                return f"{MONTHS[first.month - 1]} {first.day}–{last.day}" + (f", {last.year}" if year else "")
            return f"{first.day}–{self.day(last, year=year)}"
        return f"{self.day(first, year=False)} – {self.day(last, year=year)}"

    def reworded(self, sentence: str) -> str:
        """Return a sentence whose days, told as ``3–9 May 2027``, are told in this order."""
        if self.order == "dmy":
            return sentence
        return _DAY_IN_WORDS.sub(self._day, _SPAN_IN_WORDS.sub(self._span, sentence))

    def _day(self, found: "re.Match[str]") -> str:
        day = _parsed(*found.groups())
        return self.day(day) if day else found[0]

    def _span(self, found: "re.Match[str]") -> str:
        first, month, year, last, last_month, last_year = found.groups()
        begin, end = _parsed(first, month or last_month, year or last_year), _parsed(last, last_month, last_year)
        return self.span(DateSpan(begin, end)) if begin and end and begin <= end else found[0]


def _parsed(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), MONTHS_IN_WORDS.index(month) + 1, int(day))
    except ValueError:
        return None
