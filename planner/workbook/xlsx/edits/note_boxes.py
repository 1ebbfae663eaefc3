"""The box that shows a new note: beside its cell, as large as its text.

References: ECMA-376 part 4, 19.4.2.2 (anchors); a box stands between two corners, each a cell and pixels into it.
Changes when boxes should stand elsewhere.
"""

import re
from collections.abc import Callable
from itertools import count

from planner.workbook.xlsx.addresses import LAST_ROW
from planner.workbook.xlsx.edits.notes import boxes_part
from planner.workbook.xlsx.edits.open_book import OpenSheet
from planner.workbook.xlsx.edits.part_xml import WORKSHEET_ORDER, new_child
from planner.workbook.xlsx.package_xml import OFFICE, main

WIDTH, LINE_HEIGHT = 260, 16  # pixels
CHARACTERS_PER_LINE = 34
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_IDENTIFIER = re.compile(rb'id="_x0000_s(\d+)"')
_BLOCKS = re.compile(rb'<o:idmap[^>]*\bdata="([\d,]+)"')
_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit"'
    ' data="{block}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t"'
    ' o:connecttype="rect"/></v:shapetype></xml>'
)
_BOX = (
    '<v:shape id="_x0000_s{identifier}" type="#_x0000_t202" style="position:absolute;width:{width}pt;height:{height}pt;'
    'z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox'
    ' style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def note_lines(text: str) -> int:
    """Return how many lines a note takes."""
    return text_lines(text, CHARACTERS_PER_LINE)


def text_lines(text: str, characters: int) -> int:
    """Return how many lines a text takes that is broken after so many characters at most."""
    return sum(max(1, -(-len(line) // characters)) for line in text.split("\n"))


def add_box(sheet: OpenSheet, row: int, column: int, text: str) -> None:
    """Add the box of a cell's note; row and column are counted from 1."""
    part = boxes_part(sheet) or _new_part(sheet)
    vml = sheet.package.read(part)
    blocks = [int(block) for block in (_BLOCKS.search(vml) or [b"", b"1"])[1].split(b",")]
    identifier = max((blocks[0] * 1024, *(int(found) for found in _IDENTIFIER.findall(vml)))) + 1
    height = (note_lines(text) + 1) * LINE_HEIGHT
    box = _BOX.format(
        identifier=identifier,
        width=WIDTH * 3 // 4,
        height=height * 3 // 4,
        anchor=", ".join(map(str, _anchor(sheet, row, column, height))),
        row=row - 1,
        column=column - 1,
    )
    head, end, rest = vml.rpartition(b"</xml>")
    sheet.package.put(part, head + box.encode() + end + rest)


def _anchor(sheet: OpenSheet, row: int, column: int, height: int) -> list[int]:
    """Return the corners, counted from 0: left column and pixels, top row and pixels, right, bottom."""
    top = max(1, row - 1)
    right, right_by = _corner(column + 1, 15 + WIDTH, lambda at: _column_width(sheet, at))
    bottom, bottom_by = _corner(top, 4 + height, lambda at: _row_height(sheet, at))
    return [column, 15, top - 1, 4, right - 1, right_by, bottom - 1, bottom_by]


def _corner(first: int, pixels: int, size_of: Callable[[int], int]) -> tuple[int, int]:
    """Return the row or column, and the pixels into it, that lie so many pixels from the start of the first one."""
    for at in count(first):
        if pixels < size_of(at) or at == LAST_ROW:
            return at, pixels
        pixels -= size_of(at)
    raise AssertionError  # a count does not end


def _column_width(sheet: OpenSheet, column: int) -> int:
    for columns in sheet.root.iterfind(f"{main('cols')}/{main('col')}"):
        if int(columns.get("min", "0")) <= column <= int(columns.get("max", "0")) and columns.get("width"):
            return max(1, round(float(columns.get("width")) * 7))
    return 64


def _row_height(sheet: OpenSheet, row: int) -> int:
    found = sheet.grid.row(row)
    return max(1, round(float(found.get("ht")) * 4 / 3)) if found is not None and found.get("ht") else 20


def _new_part(sheet: OpenSheet) -> str:
    package = sheet.package
    part = package.free_name("xl/drawings/vmlDrawing{}.vml")
    taken = {
        int(block)
        for name in package.names()
        if name.endswith(".vml")
        for blocks in _BLOCKS.findall(package.read(name))
        for block in blocks.split(b",")
    }
    package.put(part, _HEAD.format(block=max(taken, default=0) + 1).encode())
    package.declare_ending("vml", _CONTENT_TYPE)
    legacy = new_child(sheet.root, "legacyDrawing", WORKSHEET_ORDER)
    legacy.set(f"{{{OFFICE}}}id", package.relate(sheet.part, "vmlDrawing", part))
    sheet.touch()
    return part
