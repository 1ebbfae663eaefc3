"""Pictures and charts that stand on the rows of a sheet.

References: ECMA-376 part 1, 20.5.2 (anchors).
Changes when drawings are anchored in another way.
"""

from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.open_book import OpenSheet
from planner.workbook.xlsx.edits.part_xml import Element, local
from planner.workbook.xlsx.edits.row_map import RowMap

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def move_drawings(sheet: OpenSheet, rows: RowMap) -> None:
    """Let drawings follow the rows that they stand on.

    Raises :class:`CannotEdit` when one that shrinks with its rows stands on nothing but rows that are gone.
    """
    for drawing in sheet.package.related(sheet.part, "drawing"):
        for anchor in sheet.package.tree(drawing.part).iter(f"{_DRAWING}twoCellAnchor", f"{_DRAWING}oneCellAnchor"):
            if anchor.get("editAs") != "absolute" and _move_anchor(anchor, sheet.title, rows):
                sheet.package.touch(drawing.part)


def _move_anchor(anchor: Element, title: str, rows: RowMap) -> bool:
    corners = [_row_of(corner) for corner in anchor if local(corner) in ("from", "to")]
    old = [int(corner.text) for corner in corners]  # counted from 0
    if not old:
        return False
    keeps_size = local(anchor) == "oneCellAnchor" or anchor.get("editAs") == "oneCell"
    if not keeps_size and rows.first_left(old[0] + 1, old[-1] + 1) is None:
        raise CannotEdit(f"a picture or chart stands in row {old[0] + 1} of {title} alone")
    new = [rows.place(row + 1) - 1 for row in old]
    if keeps_size:
        new = [new[0] + row - old[0] for row in old]
    for corner, row in zip(corners, new, strict=True):
        corner.text = str(row)
    return new != old


def _row_of(corner: Element) -> Element:
    return corner.find(f"{_DRAWING}row")
