"""What the cells of a sheet do not tell: merged cells, hidden rows, formulas never calculated.

Changes when another trait of the raw sheet has to be reported.
"""

import re
from dataclasses import dataclass

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*?\shidden="(?:1|true)")(?:[^>]*?\s)?r="([0-9]+)"')
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CELL = re.compile(rb'(?:^|\s)r="([A-Z]+[0-9]+)"')


@dataclass(frozen=True, slots=True)
class SheetTraits:
    """Merged ranges (``B2:C3``), numbers of hidden rows, and cells whose formula has no stored value."""

    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    uncalculated: tuple[str, ...] = ()


def find_traits(xml: bytes) -> SheetTraits:
    """Return the traits of a worksheet part; a formula whose result is empty text counts as calculated."""
    return SheetTraits(
        merged=tuple(ref.decode() for ref in _MERGED.findall(xml)),
        hidden_rows=frozenset(map(int, _HIDDEN.findall(xml))) if b"hidden=" in xml else frozenset(),
        uncalculated=tuple(_uncalculated(xml)) if _ANY_FORMULA.search(xml) else (),
    )


def _uncalculated(xml: bytes) -> list[str]:
    cells = []
    for match in _FORMULA.finditer(xml):
        address = _CELL.search(match.group(1))
        if address and b't="str"' not in match.group(1):
            cells.append(address.group(1).decode())
    return cells
