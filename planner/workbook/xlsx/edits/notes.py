"""Notes of cells: their texts, the boxes that show them, and the threads of newer versions.

The boxes are VML, which Excel does not always write as well-formed XML, so they are taken out of its bytes.

References: ECMA-376 part 1, 18.7 (comments) and part 4, 19.4.2 (VML for spreadsheets).
Changes when notes are stored in another way.
"""

import re
from collections.abc import Callable

from planner.workbook.xlsx.addresses import address, row_and_column
from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.open_book import OpenSheet
from planner.workbook.xlsx.edits.part_xml import Element, local
from planner.workbook.xlsx.edits.row_map import RowMap
from planner.workbook.xlsx.package_xml import main

_SHAPE = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
ROW, COLUMN = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>"), re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_ANCHOR = re.compile(rb"(<x:Anchor>\s*)([^<]*?)(\s*</x:Anchor>)")


def comments_part(sheet: OpenSheet) -> str:
    """Return the part with the sheet's notes, empty when there is none."""
    return next((one.part for one in sheet.package.related(sheet.part, "comments")), "")


def boxes_part(sheet: OpenSheet) -> str:
    """Return the part with the boxes of the sheet's notes, empty when there is none."""
    legacy = sheet.root.find(main("legacyDrawing"))
    if legacy is None:
        return ""
    identifiers = {value for name, value in legacy.attrib.items() if name.endswith("}id")}
    found = (one.part for one in sheet.package.related(sheet.part, "vmlDrawing") if one.identifier in identifiers)
    return next(found, "")


def move_notes(sheet: OpenSheet, rows: RowMap) -> None:
    """Let the notes of a sheet follow its rows; those of rows that are gone go with them."""
    parts = [comments_part(sheet), *(one.part for one in sheet.package.related(sheet.part, "threadedComment"))]
    for part in filter(None, parts):
        _move_texts(sheet, part, rows)
    boxes = boxes_part(sheet)
    if boxes:
        old = sheet.package.read(boxes)
        new = _SHAPE.sub(lambda shape: _moved_box(shape[0], rows), old)
        if len(ROW.findall(old)) != sum(len(ROW.findall(shape)) for shape in _SHAPE.findall(old)):
            raise CannotEdit(f"the boxes of the notes of {sheet.title} are stored in an unknown way")
        if new != old:
            sheet.package.put(boxes, new)


def _move_texts(sheet: OpenSheet, part: str, rows: RowMap) -> None:
    for note in list(sheet.package.tree(part).iter()):
        if local(note) not in ("comment", "threadedComment") or not note.get("ref"):
            continue
        row, column = row_and_column(note.get("ref"))
        if rows.is_gone(row):
            note.getparent().remove(note)
        else:
            note.set("ref", address(rows.place(row), column))
        sheet.package.touch(part)


def _moved_box(shape: bytes, rows: RowMap) -> bytes:
    found = ROW.search(shape)
    if found is None or b'ObjectType="Note"' not in shape:
        if _ANCHOR.search(shape) is None:
            return shape
        raise CannotEdit("the sheet has form controls")
    row = int(found[1]) + 1
    if rows.is_gone(row):
        return b""
    moved = shape[: found.start()] + b"<x:Row>%d</x:Row>" % (rows.place(row) - 1) + shape[found.end() :]
    by = rows.place(row) - row
    return stretched(moved, by, by)


def stretched(shape: bytes, top_by: int, bottom_by: int) -> bytes:
    """Return a box whose upper and lower side were moved down by so many rows."""

    def anchor(found: re.Match[bytes]) -> bytes:
        numbers = [int(number) for number in found[2].split(b",")]
        if len(numbers) != 8:
            return found[0]
        numbers[2], numbers[6] = max(0, numbers[2] + top_by), max(0, numbers[6] + bottom_by)
        return found[1] + b", ".join(b"%d" % number for number in numbers) + found[3]

    return _ANCHOR.sub(anchor, shape)


def change_box(vml: bytes, row: int, column: int, change: Callable[[bytes], bytes]) -> bytes:
    """Return the boxes with that of one cell (counted from 1) changed."""

    def changed(shape: re.Match[bytes]) -> bytes:
        at = ROW.search(shape[0]), COLUMN.search(shape[0])
        here = at[0] and at[1] and (int(at[0][1]), int(at[1][1])) == (row - 1, column - 1)
        return change(shape[0]) if here else shape[0]

    return _SHAPE.sub(changed, vml)


def note_at(comments: Element, cell: str) -> Element | None:
    """Return a cell's note, None when it has none."""
    return next((one for one in comments.iter(main("comment")) if one.get("ref") == cell), None)
