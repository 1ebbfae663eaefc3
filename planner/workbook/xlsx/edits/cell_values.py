"""Values as cells store them: text that stays text, numbers, days by the workbook's epoch.

Text goes inline into its cell, so that the part with the shared texts stays as it is.

References: ECMA-376 part 1, 18.18.11 (types of cells).
Changes when another kind of value is written.
"""

import math
from datetime import date, datetime, timedelta

from planner.workbook.xlsx.cell_writing import stored_text
from planner.workbook.xlsx.edits.edit import CannotEdit, Value
from planner.workbook.xlsx.edits.part_xml import XML_SPACE, Element, new_child
from planner.workbook.xlsx.number_formats import EPOCH
from planner.workbook.xlsx.package_xml import main

_FIRST_SURE_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900, which there never was


def put_value(cell: Element, value: Value, epoch: datetime) -> None:
    """Let a cell hold a value and nothing else, empty text being none; raises :class:`CannotEdit` when it cannot."""
    for child in cell.findall(main("f")) + cell.findall(main("v")) + cell.findall(main("is")):
        cell.remove(child)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, None)
    if value is None or value == "":
        return
    if isinstance(value, str):
        _put_text(cell, value)
        return
    stored = new_child(cell, "v")
    stored.text = _number(value, epoch)
    cell.insert(0, stored)


def _put_text(cell: Element, text: str) -> None:
    cell.set("t", "inlineStr")
    inline = new_child(cell, "is")
    stored = new_child(inline, "t")
    stored.text = stored_text(text)
    stored.set(XML_SPACE, "preserve")
    cell.insert(0, inline)


def _number(value: float | date, epoch: datetime) -> str:
    if isinstance(value, date):
        return _serial(value, epoch)
    if isinstance(value, bool):
        return str(int(value))
    if not math.isfinite(value):
        raise CannotEdit(f"a cell cannot hold the number {value}")
    return repr(value)


def _serial(day: date, epoch: datetime) -> str:
    at = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    first = _FIRST_SURE_DAY if epoch == EPOCH else epoch.date()
    if at.date() < first:
        raise CannotEdit(f"the workbook's calendar begins on {first}, after {day}")
    gone = at.replace(tzinfo=None) - epoch
    return repr(gone / timedelta(days=1)) if gone.seconds or gone.microseconds else str(gone.days)
