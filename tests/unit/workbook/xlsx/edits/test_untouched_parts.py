"""What an edit leaves alone: every other part byte for byte, in its place, and formulas' stored values."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from planner.workbook.xlsx.edits import AddSheet, AppendRow, CannotEdit, DeleteRow, MarkCell, SetCell, edited
from tests.packages import pack, row, sheet, unpack
from tests.unit.workbook.xlsx.edits.opened import changed_parts
from tests.unit.workbook.xlsx.edits.rich_book import plain_book, rich_book

SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
RELATED, TYPES, CHAIN = "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/calcChain.xml"
OTHER_SHEET, CHART = "xl/worksheets/sheet2.xml", "xl/charts/chart1.xml"
NOTES = {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
UNCHAINED = {RELATED, TYPES, CHAIN, BOOK}  # without the calculation order, and calculated when opened


@pytest.mark.parametrize(
    ("edit", "parts"),
    [
        (SetCell("People", 3, 1, "x"), {SHEET, BOOK}),
        (SetCell("People", 3, 4, "over a formula"), {SHEET, *UNCHAINED}),
        (AppendRow("People", {1: "x"}), {SHEET, BOOK, OTHER_SHEET, CHART}),  # sums of all rows take the new one in
        (AppendRow("People", {1: "x"}, after=20), {SHEET, BOOK}),
        (MarkCell("People", 3, 1, "FF0000"), {SHEET, STYLES}),
        (MarkCell("People", 3, 5, "FF0000", "more"), {SHEET, STYLES, *NOTES}),
        (
            DeleteRow("People", 3),
            {
                SHEET,
                *UNCHAINED,
                OTHER_SHEET,
                CHART,
                *NOTES,
                "xl/drawings/drawing1.xml",
            },
        ),
        (AddSheet("New", ("A",)), {BOOK, STYLES, RELATED, TYPES, "xl/worksheets/sheet3.xml"}),
    ],
    ids=lambda value: str(value) if not isinstance(value, set) else f"{len(value)} parts",
)
def test_only_what_must_follow_is_written_anew(edit, parts):
    before = rich_book()
    after = edited(before, [edit])
    assert changed_parts(before, after) == parts
    kept = [name for name in unpack(before) if name in unpack(after)]
    assert [name for name in unpack(after) if name in kept] == kept


def test_without_edits_the_file_is_the_same():
    data = rich_book()
    assert edited(data, []) == data


def test_the_same_edits_give_the_same_bytes():
    data = rich_book()
    edits = [AppendRow("People", {1: "x"}), MarkCell("Sums & more", 1, 1, "FF0000", "note"), AddSheet("New", ("A",))]
    assert edited(data, edits) == edited(data, edits)


def test_parts_stay_packed_as_they_were():
    data = pack(unpack(rich_book()), ZIP_STORED)
    with ZipFile(BytesIO(edited(data, [SetCell("People", 3, 1, "x")]))) as package:
        assert {info.compress_type for info in package.infolist()} == {ZIP_STORED}


def test_formulas_keep_their_stored_values_and_are_calculated_when_opened():
    after = unpack(edited(rich_book(), [SetCell("People", 3, 3, 1000)]))
    assert b"<f>C3*2</f><v>60</v>" in after[SHEET]
    assert b'fullCalcOnLoad="1"' in after[BOOK]


def test_a_workbook_without_formulas_is_not_calculated():
    before = plain_book(sheet(row(1, 1)))
    assert changed_parts(before, edited(before, [SetCell("People", 1, 1, 2)])) == {SHEET}


def test_what_the_sheets_part_says_besides_survives_word_for_word():
    data = rich_book()
    old = unpack(data)[SHEET]
    new = unpack(edited(data, [SetCell("People", 3, 3, 5)]))[SHEET]
    _, _, old_rest = old.partition(b"</sheetData>")
    _, _, new_rest = new.partition(b"</sheetData>")
    assert new_rest.strip() == old_rest.strip()
    assert b"x14:sparkline" in new_rest


def test_bytes_that_are_no_workbook_are_refused_with_the_reason():
    for data in (b"", b"PK\x03\x04", b"<html>", pack({"[Content_Types].xml": b"<Types/>"})):
        with pytest.raises(CannotEdit, match=r"\w+"):
            edited(data, [SetCell("People", 1, 1, "x")])
