"""Days of the week as people list them: ``Mon-Fri``, ``Tuesday to Saturday``, ``Mon, Wed, Fri``.

Changes when another way of listing them is taken.
"""

import re

from planner.domain.names import did_you_mean
from planner.domain.work_days import WEEKDAYS
from planner.workbook.xlsx.cells import Fault, match_key, shown

_KEYS = tuple(match_key(name) for name in WEEKDAYS)
_FROM_TO = re.compile(r"\s*(?:[-–—]|\b(?:to|until|through)\b)\s*")
_AND = re.compile(r"[;,/&+\s]+(?:and\s+)?|\s+and\s+")


def parse_weekdays(text: str, code: str) -> frozenset[int] | Fault:
    """Return the days of the week in ``text``, Monday 0 to Sunday 6, or a fault with ``code``; it is not blank.

    A range may run over the weekend (``Sat-Mon``); names are English, at least their first two letters.
    """
    found: set[int] = set()
    for part in filter(None, _AND.split(_FROM_TO.sub("-", match_key(text)))):
        ends = [_weekday(name) for name in part.split("-")]
        if None in ends or len(ends) > 2:
            return _fault(text, part, code)
        first, last = ends[0] or 0, ends[-1] or 0
        found.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(found) if found else _fault(text, text, code)


def _weekday(name: str) -> int | None:
    bare = name.rstrip(".")
    return next((at for at, key in enumerate(_KEYS) if len(bare) >= 2 and key.startswith(bare)), None)


def _fault(text: str, part: str, code: str) -> Fault:
    wrong = next((name for name in part.split("-") if _weekday(name) is None), part)
    near = did_you_mean(wrong, (*WEEKDAYS, *(name[:3] for name in WEEKDAYS)))
    meant = f"Did you mean {near}? " if near else ""
    message = f"{shown(text)} is no list of days of the week: {shown(wrong)} is none."
    return Fault(code, message, f"{meant}Type Mon-Fri, Mon-Sat, or days such as Tue, Wed, Sat.")
