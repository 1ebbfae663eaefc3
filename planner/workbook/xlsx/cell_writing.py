"""Cells as XlsxWriter writes them: text that stays text, real dates, links with a plain address.

References: ECMA-376 part 1, 22.9.2.19 (escaped characters).
Changes when a kind of column must be written differently.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from planner.domain.finding import Place

LONGEST_TEXT = 32_767
CUT_MARK = " … [cut]"
# Excel repairs a sheet with more links than 65,530; the others stay as text.
MOST_LINKS = 65_000
LONGEST_LINK = 255
LONGEST_IN_CHART = 60
EXCEL_DAY_ZERO = date(1899, 12, 30).toordinal()
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# One underscore may end what looks like an escape and begin the next, and so may that of a carriage return's escape.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}[_\r])")

_LINKABLE = re.compile(r"[^\x00-\x1f\x7f-\x9f#%:/\\\ud800-\udfff\ufffe\uffff]+")


def safe_text(text: str) -> str:
    """Return ``text`` as XlsxWriter may write it into a cell."""
    # XlsxWriter takes such a text for its own markup and would write it into the file as it is.
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    return legal_text(text)


def legal_text(text: str) -> str:
    """Return ``text`` as a cell may hold it: no illegal characters, and what is too long is cut visibly."""
    if _ILLEGAL.search(text):
        text = _ILLEGAL.sub("\ufffd", text)
    return cut_text(text, LONGEST_TEXT, CUT_MARK) if len(text) * 2 > LONGEST_TEXT else text


def stored_text(text: str) -> str:
    """Return ``text`` as the XML of a workbook holds it: what looks like an escape, and a carriage return, escaped."""
    return _LOOKS_ESCAPED.sub("_x005F_", legal_text(text)).replace("\r", "_x000D_")


def chart_text(text: str) -> str:
    """Return ``text`` as part of a chart's title or alt text: on one line and not long."""
    line = " ".join(safe_text(text).split())
    line = line if len(line) <= LONGEST_IN_CHART else f"{line[:LONGEST_IN_CHART]}…"
    # XlsxWriter takes a title such as Crew!A1 for the address of a cell that holds the title.
    return line.replace("!", "! ")


def cut_text(text: str, longest: int, mark: str) -> str:
    """Return a text of at most so many UTF-16 units, which Excel counts, with a mark at its end where it was cut."""
    units = text.encode("utf-16-le")
    if len(units) <= longest * 2:
        return text
    return units[: (longest - len(mark)) * 2].decode("utf-16-le", errors="ignore").rstrip() + mark


def serial(day: date) -> int:
    """Return the number by which Excel stores a day."""
    return day.toordinal() - EXCEL_DAY_ZERO


def link_to(place: Place) -> str | None:
    """Return the relative link to a place in a file of the same folder, or None when its name cannot be linked to."""
    # A name such as mailto:x would lead elsewhere, and % or # would be read as an escape or as the sheet's beginning.
    if not place.cell or not (_LINKABLE.fullmatch(place.file) and _LINKABLE.fullmatch(place.sheet)):
        return None
    sheet = place.sheet.replace("'", "''")
    address = f"external:{place.file}#'{sheet}'!{place.cell}"
    return address if len(address) <= LONGEST_LINK else None


def write_links(sheet: Any, top: int, at: int, places: Iterable[Place], style: Any) -> None:
    """Write a column of links downwards from row ``top``; those that cannot be links are text."""
    links = 0
    for row, place in enumerate(places, top):
        address = link_to(place) if links < MOST_LINKS else None
        if address is not None:
            sheet.write_url(row, at, address, style, safe_text(str(place)))
            links += 1
        elif place.file:
            sheet.write_string(row, at, safe_text(str(place)))
