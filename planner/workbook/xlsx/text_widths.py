"""How wide a text is in a cell, and how many lines it takes there: only Excel itself would measure that on opening.

Changes when the cells' font does.
"""

from collections.abc import Iterable
from functools import lru_cache
from unicodedata import east_asian_width

from xlsxwriter.utility import xl_pixel_width

# A column's width counts digits of the workbook's 11-point font, 7 pixels each; the cells' own font has 10 points.
DIGIT_PIXELS = 7 * 11 / 10
# Other programs have other fonts, some of them wider.
RESERVE = 1.02


@lru_cache(maxsize=1 << 14)
def text_width(text: str) -> float:
    """Return the width of one line of text, in the characters in which columns are measured."""
    wide = sum(east_asian_width(sign) in "WF" for sign in text) if not text.isascii() else 0
    return float(xl_pixel_width(text) + 6 * wide) / DIGIT_PIXELS * RESERVE


@lru_cache(maxsize=1 << 14)
def count_lines(text: str, width: float) -> int:
    """Return on how many lines a text stands in a wrapped cell that is ``width`` characters wide."""
    return sum(_lines_of(part, width) for part in text.split("\n"))


def _lines_of(part: str, width: float) -> int:
    if text_width(part) <= width:
        return 1
    lines, used = 1, 0.0
    for word in part.split(" "):
        needed = text_width(word + " ")
        if used and used + needed > width:
            lines, used = lines + 1, 0.0
        # A word longer than the cell is broken wherever the line ends.
        broken, used = divmod(used + needed, width)
        lines += int(broken)
    return lines


def fitting_width(texts: Iterable[str], least: float, most: float) -> float:
    """Return the width of a column in which every text stands whole, within two limits."""
    return max(least, min(most, max((text_width(text) + 1 for text in texts), default=least)))


def pixels(width: float) -> int:
    """Return how many pixels a column of this width has on a screen; Excel adds a margin of 5."""
    return round(width * 7) + 5
