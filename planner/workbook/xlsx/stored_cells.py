"""What a cell's stored text stands for, by its type and its style.

References: ECMA-376 part 1, 18.18.11 (types of cells) and 22.9.2.19 (escaped characters).
Changes when a value is stored in another way.
"""

import math
from datetime import datetime, timedelta

from planner.workbook.xlsx.book_parts import BookParts
from planner.workbook.xlsx.cells import Cell
from planner.workbook.xlsx.number_formats import is_date, is_length_of_time, moment
from planner.workbook.xlsx.package_xml import TextRoom, unescaped

MOST_KNOWN = 200_000  # where cells hardly repeat, knowing them all takes more memory than it saves


class StoredCells(dict[tuple[str, str, str], Cell]):
    """Cells by type, stored text and style; equal ones, which most are, are one and made once.

    Raises LookupError, ValueError or ArithmeticError for what no cell holds.
    """

    def __init__(self, book: BookParts) -> None:
        super().__init__()
        self._book = book
        self._room = TextRoom()

    def __missing__(self, key: tuple[str, str, str]) -> Cell:
        found = self._cell(*key)
        if len(self) < MOST_KNOWN:
            self[key] = found
        return found

    def _cell(self, kind: str, stored: str, style: str) -> Cell:
        formats, at = self._book.formats, _whole(style)
        number_format = formats[at] if 0 <= at < len(formats) else ""
        match kind:
            case "n":
                return self._number(stored, number_format)
            case "s":
                return Cell(self._shared(_whole(stored)), "s", number_format)
            case "b":
                return Cell(stored == "true" or (stored != "false" and bool(_whole(stored))), "b", number_format)
            case "d":
                return Cell(_moment_or_text(stored), "d", number_format)
            case "e":
                return Cell(stored, "e", number_format)
        return Cell(self._room.take(unescaped(stored)), "s", number_format)

    def _shared(self, at: int) -> str:
        if not 0 <= at < len(self._book.texts):
            raise ValueError(f"the workbook has no text number {at}")
        return self._book.texts[at]

    def _number(self, stored: str, number_format: str) -> Cell:
        try:
            number = float(stored) if "." in stored or "e" in stored.lower() else int(stored)
        except ValueError:
            raise ValueError(f"{stored[:20]} is no number") from None
        if not math.isfinite(number):
            return Cell("#NUM!", "e", number_format)
        try:
            if is_length_of_time(number_format):
                return Cell(timedelta(days=number), "d", number_format)
            if is_date(number_format):
                return Cell(moment(number, self._book.epoch), "d", number_format)
        except (OverflowError, ValueError):
            return Cell("#VALUE!", "e", number_format)  # as Excel shows it: a day beyond the calendar
        return Cell(number, "n", number_format)


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{text[:20]} is no number") from None


def _moment_or_text(stored: str) -> datetime | str:
    try:
        return datetime.fromisoformat(stored)
    except ValueError:
        return stored
