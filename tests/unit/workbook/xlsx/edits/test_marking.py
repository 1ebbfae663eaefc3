"""Cells that are marked: coloured, and with a note."""

import re

import pytest

from planner.workbook.xlsx.edits import MarkCell, edited
from tests.packages import repacked, row, sheet, unpack
from tests.unit.workbook.xlsx.edits.opened import book_of, sheet_of
from tests.unit.workbook.xlsx.edits.rich_book import plain_book, rich_book

NOTE = "Error: what it is. What to do."


def test_a_marked_cell_keeps_its_value_and_all_of_its_style_but_the_ground():
    before = sheet_of(rich_book())
    after = sheet_of(edited(rich_book(), [MarkCell("People", at, 2, "FFAA00", NOTE) for at in (1, 3)]))
    for where in ("B1", "B3"):
        old, new = before[where], after[where]
        assert new.fill.fgColor.rgb == "FFFFAA00"
        for aspect in ("value", "number_format", "font", "border", "alignment"):
            assert repr(getattr(new, aspect)) == repr(getattr(old, aspect))
        assert new.comment.text == NOTE
    assert repr(after["B4"].fill) == repr(before["B4"].fill)


def test_a_blank_cell_is_marked_in_its_columns_style():
    columns = '<cols><col min="4" max="4" style="1" width="9"/></cols>'
    xml = sheet(row(2, 5)).replace(b"<sheetData>", columns.encode() + b"<sheetData>")
    cell = sheet_of(edited(plain_book(xml, ("0.0",)), [MarkCell("People", 7, 4, "FFAA00", NOTE)]))["D7"]
    assert (cell.value, cell.number_format, cell.comment.text) == (None, "0.0", NOTE)


def test_a_note_that_is_there_stays_and_the_new_one_stands_below_it():
    after = edited(rich_book(), [MarkCell("People", 3, 5, "FFAA00", NOTE)])
    assert sheet_of(after)["E3"].comment.text == f"note P3\n\n{NOTE}"
    assert sheet_of(after)["E4"].comment.text == "note P4"
    heights = [
        int(numbers[6]) - int(numbers[2])
        for box in re.findall(rb"<x:Anchor>(.*?)</x:Anchor>", unpack(after)["xl/drawings/vmlDrawing1.vml"])
        if (numbers := box.split(b","))
    ]
    assert heights[1] > heights[0] == heights[2]  # the box grew with its text


def test_two_marks_of_one_cell_are_both_told():
    after = sheet_of(edited(rich_book(), [MarkCell("People", 3, 1, colour, colour) for colour in ("FFAA00", "00AAFF")]))
    assert after["A3"].comment.text == "FFAA00\n\n00AAFF"
    assert after["A3"].fill.fgColor.rgb == "FF00AAFF"


@pytest.mark.parametrize("title", ["People", "Sums & more"])
def test_a_box_is_there_for_every_note(title):
    before = rich_book()
    after = edited(before, [MarkCell(title, 3, 1, "FFAA00", NOTE), MarkCell(title, 40, 30, "FFAA00", "x" * 500)])
    boxes = b"".join(content for name, content in unpack(after).items() if name.endswith(".vml"))
    notes = sum(cell.comment is not None for page in book_of(after) for line in page.iter_rows() for cell in line)
    assert boxes.count(b"<x:Row>") == notes == 14
    identifiers = re.findall(rb'id="(_x0000_s\d+)"', boxes)
    assert len(set(identifiers)) == len(identifiers)
    blocks = re.findall(rb'<o:idmap v:ext="edit" data="(\d+)"', boxes)
    assert len(set(blocks)) == len(blocks)


def test_a_thread_of_comments_is_left_alone():
    before, relations = rich_book(), "xl/worksheets/_rels/sheet1.xml.rels"
    thread = b'<ThreadedComments xmlns="urn:x"><threadedComment ref="E3"/></ThreadedComments>'
    related = b'<Relationship Id="rId90" Type="http://x/threadedComment" Target="../threadedComments/tc1.xml"/>'
    xml = unpack(before)[relations].replace(b"</Relationships>", related + b"</Relationships>")
    data = repacked(before, {relations: xml, "xl/threadedComments/tc1.xml": thread})
    cell = sheet_of(edited(data, [MarkCell("People", 3, 5, "FFAA00", NOTE)]))["E3"]
    assert (cell.comment.text, cell.fill.fgColor.rgb) == ("note P3", "FFFFAA00")


def test_text_of_a_note_is_text():
    odd = "<r>&amp; _x000D_ \x07 é"
    cell = sheet_of(edited(rich_book(), [MarkCell("People", 3, 1, "FFAA00", odd)]))["A3"]
    assert cell.comment.text == "<r>&amp; _x005F_x000D_ \ufffd é"  # as it is stored; Excel shows the escape as text
