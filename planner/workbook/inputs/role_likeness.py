"""Which roles may be one, misspelt or abbreviated, and which are two trades however alike they are written.

Changes when roles turn out to be taken for each other, or not.
"""

import re
from collections import Counter
from difflib import SequenceMatcher

from planner.workbook.xlsx.cells import match_key

SHORTEST_ALIKE = 4  # letters of what differs: 1st AC and 2nd AC are two roles, and so are DIT and DoP
ALIKE = 0.75


def is_alike(one: str, other: str) -> bool:
    """Whether two roles differ by so little that one may be the other misspelt, and not by a whole word or number."""
    rest = _rest(one, other)
    if rest[0] == rest[1]:
        return True
    if min(map(len, rest)) < SHORTEST_ALIKE or re.findall(r"\d+", rest[0]) != re.findall(r"\d+", rest[1]):
        return False
    return SequenceMatcher(None, *rest).ratio() >= ALIKE


def may_mean(one: str, other: str) -> bool:
    """Whether one of two roles may be the other abbreviated or misspelt: a Drone Operator is no Boom Operator."""
    short, long = sorted(_rest(one, other), key=len)
    return long.startswith(short) or SequenceMatcher(None, short, long).ratio() >= ALIKE


def _rest(one: str, other: str) -> tuple[str, str]:
    """Return what two roles do not share, word by word; nothing when they differ in blanks and marks only."""
    words = [re.findall(r"[^\W_]+", match_key(text)) for text in (one, other)]
    if "".join(words[0]) == "".join(words[1]):
        return "", ""
    first, second = map(Counter, words)
    return "".join((first - second).elements()), "".join((second - first).elements())
