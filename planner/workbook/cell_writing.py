"""Cells as XlsxWriter writes them: text that stays text, real dates, links with a plain address.

Written column by column with typed writes, so that a workbook of 65,000 rows takes seconds and not minutes.
Changes when a kind of column must be written differently.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from planner.domain.finding import Place
from planner.workbook.styles import Kind, Styles

LONGEST_TEXT = 32_767
CUT_MARK = " … [cut]"
# Excel repairs a sheet with more links than 65,530; the others stay as text.
MOST_LINKS = 65_000
LONGEST_LINK = 255
EXCEL_DAY_ZERO = date(1899, 12, 30).toordinal()
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_text(text: str) -> str:
    """Return ``text`` as a cell may hold it: no illegal characters, and what is too long is cut visibly."""
    if _ILLEGAL.search(text):
        text = _ILLEGAL.sub("\ufffd", text)
    # XlsxWriter takes such a text for its own markup and would write it into the file as it is.
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    return _cut(text) if len(text) * 2 > LONGEST_TEXT else text


def _cut(text: str) -> str:
    # Excel counts UTF-16 units, so characters beyond the first plane count twice.
    units = text.encode("utf-16-le")
    if len(units) <= LONGEST_TEXT * 2:
        return text
    kept = units[: (LONGEST_TEXT - len(CUT_MARK)) * 2]
    return kept.decode("utf-16-le", errors="ignore") + CUT_MARK


def serial(day: date) -> int:
    """Return the number by which Excel stores a day."""
    return day.toordinal() - EXCEL_DAY_ZERO


def link_to(place: Place) -> str | None:
    """Return the relative link to a place in a file of the same folder, or None when its name cannot be linked to."""
    if not place.sheet or not place.cell or "#" in place.file + place.sheet:
        return None
    sheet = place.sheet.replace("'", "''")
    address = f"external:{place.file}#'{sheet}'!{place.cell}"
    return address if len(address) <= LONGEST_LINK else None


def write_column(
    sheet: Any, top: int, at: int, values: Sequence[Any], kind: Kind, styles: Styles, *, styled: bool
) -> None:
    """Write a column's values downwards from row ``top``; ``styled`` says that the sheet's column has its format.

    None and empty text leave the cell empty.
    """
    style = None if styled else styles.of_kind[kind]
    match kind:
        case Kind.NUMBER | Kind.MONEY | Kind.PERCENT:
            _write_numbers(sheet, top, at, values, style)
        case Kind.DATE:
            _write_numbers(sheet, top, at, [day and serial(day) for day in values], style)
        case Kind.LINK:
            _write_links(sheet, top, at, values, styles.of_kind[kind])
        case Kind.INPUT:
            _write_inputs(sheet, top, at, values, styles.input)
        case Kind.WORD:
            _write_texts(sheet, top, at, values, style, styles.of_word)
        case Kind.MIXED:
            _write_numbers(sheet, top, at, [None if isinstance(value, str) else value for value in values], style)
            _write_texts(sheet, top, at, [value if isinstance(value, str) else "" for value in values], style, {})
        case Kind.TEXT | Kind.WRAP:
            _write_texts(sheet, top, at, values, style, {})


def _write_numbers(sheet: Any, top: int, at: int, values: Sequence[float | None], style: Any) -> None:
    for row, value in enumerate(values, top):
        if value is not None:
            sheet.write_number(row, at, value, style)


def _write_texts(
    sheet: Any, top: int, at: int, values: Sequence[str], style: Any, style_of_word: dict[str, Any]
) -> None:
    for row, text in enumerate(values, top):
        if text:
            sheet.write_string(row, at, safe_text(text), style_of_word.get(text, style))


def _write_inputs(sheet: Any, top: int, at: int, values: Sequence[str], style: Any) -> None:
    for row, text in enumerate(values, top):
        if text:
            sheet.write_string(row, at, safe_text(text), style)
        else:
            sheet.write_blank(row, at, None, style)


def _write_links(sheet: Any, top: int, at: int, places: Sequence[Place], style: Any) -> None:
    links = 0
    for row, place in enumerate(places, top):
        address = link_to(place) if links < MOST_LINKS else None
        if address is not None:
            sheet.write_url(row, at, address, style, safe_text(str(place)))
            links += 1
        elif place.file:
            sheet.write_string(row, at, safe_text(str(place)))
