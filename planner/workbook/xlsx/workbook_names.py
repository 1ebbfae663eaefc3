"""Names inside a workbook that come from elsewhere: what Excel takes as the name of a sheet or as a table's header.

References: ECMA-376 part 1, 18.2.19 (sheets) and 18.5.1.3 (columns of tables); Excel's own limits are tighter.
Changes when Excel takes other names.
"""

import re
from collections.abc import Iterable, Sequence

from planner.workbook.xlsx.cell_writing import cut_text, safe_text

LONGEST_SHEET_NAME = 31
LONGEST_HEADER = 255
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\s]+")
_RESERVED = "history"  # Excel keeps this name for itself
_INVISIBLE = re.compile(r"[\s\x7f-\x9f]+")


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a legal name for a sheet, as near to the wanted one as may be; case makes no name another one."""
    name = _NOT_IN_SHEET_NAMES.sub(" ", safe_text(wanted)).strip(" '") or "Sheet"
    if name.casefold() == _RESERVED:
        name += " sheet"
    return _unique(name, {other.casefold() for other in taken}, LONGEST_SHEET_NAME)


def table_headers(wanted: Sequence[str]) -> tuple[str, ...]:
    """Return headers as a table may have them: on one line, neither empty nor too long, no two the same."""
    headers: list[str] = []
    taken: set[str] = set()
    for at, text in enumerate(wanted, 1):
        plain = _INVISIBLE.sub(" ", safe_text(text)).strip() or f"Column {at}"
        headers.append(_unique(plain, taken, LONGEST_HEADER))
        taken.add(headers[-1].casefold())
    return tuple(headers)


def _unique(name: str, taken: set[str], longest: int) -> str:
    candidate, number = cut_text(name, longest, "…"), 2
    while candidate.casefold() in taken:
        mark = f" ({number})"
        candidate, number = cut_text(name, longest - len(mark), "…") + mark, number + 1
    return candidate
