"""Cells that get another value."""

import re
from datetime import date, datetime

import pytest

from planner.workbook.xlsx.edits import AppendRow, CannotEdit, DeleteRow, SetCell, edited
from tests.packages import pack, row, sheet, unpack
from tests.unit.workbook.xlsx.edits.opened import book_of, sheet_of
from tests.unit.workbook.xlsx.edits.rich_book import plain_book, rich_book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def one_sheet(rows: str, after: str = "") -> bytes:
    return plain_book(sheet(rows, after))


@pytest.mark.parametrize(
    "value",
    [
        "plain",
        "  blanks around  ",
        "=1+1",
        "{=SUM(A1)}",
        "http://example.org",
        "<r><t>not markup</t></r>",
        "a & b < c > d \"e\" 'f'",
        "two\nlines\tand a tab",
        "_x000D_ as it stands",
        "\N{MUSICAL SYMBOL G CLEF} é ü 漢",
        "007",
        "TRUE",
        12,
        -3,
        450.5,
        0.1,
        1e300,
    ],
)
def test_a_value_is_read_back_as_it_was_given(value):
    columns = (1, 3, 4, 20) if not isinstance(value, str) else (1, 2, 3, 4, 20)  # the second shows numbers as days
    after = sheet_of(edited(rich_book(), [SetCell("People", 3, column, value) for column in columns]))
    for column in columns:
        cell = after.cell(3, column)
        assert (cell.value, cell.data_type) == (value, "s" if isinstance(value, str) else "n")


def test_a_carriage_return_and_characters_that_xml_cannot_hold_are_escaped_or_replaced():
    after = edited(rich_book(), [SetCell("People", 3, 1, "a\rb\x07c\ufffed\ud800e")])
    assert "a_x000D_b\ufffdc\ufffdd\ufffde".encode() in unpack(after)["xl/worksheets/sheet1.xml"]


def test_a_text_that_is_too_long_is_cut_visibly():
    value = sheet_of(edited(rich_book(), [SetCell("People", 3, 1, "x" * 40_000)]))["A3"].value
    assert len(value) == 32_767
    assert value.endswith("[cut]")


def test_a_cell_keeps_its_style_also_when_it_is_blanked():
    before = sheet_of(rich_book())
    after = sheet_of(edited(rich_book(), [SetCell("People", 3, 2, None), SetCell("People", 1, 1, "other")]))
    assert after["B3"].value is None
    assert after["B3"].number_format == before["B3"].number_format == "d mmm yyyy"
    assert after["A1"].font.bold


def test_blanking_what_is_not_there_changes_nothing_in_the_sheet():
    after = unpack(edited(rich_book(), [SetCell("People", 40, 40, None)]))
    assert after["xl/worksheets/sheet1.xml"] == unpack(rich_book())["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("since_1904", [False, True])
def test_days_are_stored_by_the_workbooks_own_calendar(since_1904):
    data = rich_book(since_1904=since_1904)
    edits = [SetCell("People", 3, 2, date(2027, 2, 28)), SetCell("People", 3, 9, date(2027, 3, 1))]
    after = sheet_of(edited(data, edits))
    assert after["B3"].value == datetime(2027, 2, 28)
    assert after["B3"].number_format == "d mmm yyyy"  # it had a date format
    assert after["I3"].value == datetime(2027, 3, 1)
    assert after["I3"].number_format.casefold() == "yyyy-mm-dd"


@pytest.mark.parametrize(("since_1904", "day"), [(False, date(1900, 2, 28)), (True, date(1903, 12, 31))])
def test_days_before_the_calendar_are_refused(since_1904, day):
    with pytest.raises(CannotEdit, match="calendar"):
        edited(rich_book(since_1904=since_1904), [SetCell("People", 3, 2, day)])


def test_a_date_style_differs_from_the_cells_own_in_the_format_alone():
    after = sheet_of(edited(rich_book(), [SetCell("People", 1, 1, date(2027, 1, 2))]))
    assert after["A1"].font.bold
    assert after["A1"].fill.fgColor.rgb == "FFCCCCCC"
    assert after["A1"].is_date
    assert not after["B1"].is_date


def test_a_new_cell_stands_in_its_place_and_takes_its_columns_or_rows_style():
    columns = '<cols><col min="3" max="4" style="1" width="9"/></cols>'
    body = row(2, None, None, None, None, 5) + row(7, 1, attributes=' s="2" customFormat="1"')
    xml = sheet(body).replace(b"<sheetData>", columns.encode() + b"<sheetData>")
    data = plain_book(xml, ("0.0", "0.00"))
    edits = [SetCell("People", *at, 1) for at in ((2, 4), (7, 3), (4, 1), (1, 4), (2, 1))]
    xml = unpack(edited(data, edits))["xl/worksheets/sheet1.xml"]
    assert re.findall(rb'<c r="(\w+)"', xml) == [b"D1", b"A2", b"D2", b"E2", b"A4", b"A7", b"C7"]
    assert re.findall(rb'<row r="(\w+)"', xml) == [b"1", b"2", b"4", b"7"]
    after = sheet_of(edited(data, edits))
    assert (after["D2"].number_format, after["C7"].number_format, after["D1"].number_format) == ("0.0", "0.00", "0.0")


def test_rows_and_cells_without_numbers_are_found():
    first = "<row><c><v>1</v></c><c><v>2</v></c></row>"
    rest = '<row r="5"><c><v>3</v></c><c r="D5"><v>4</v></c></row><row><c><v>6</v></c></row>'
    after = sheet_of(edited(one_sheet(first + rest), [SetCell("People", 6, 1, 7), SetCell("People", 1, 2, 8)]))
    assert [after[at].value for at in ("A1", "B1", "A5", "D5", "A6")] == [1, 8, 3, 4, 7]


def test_a_sheet_with_prefixed_names_keeps_its_prefixes():
    prefixed = (
        f'<x:worksheet xmlns:x="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:y="urn:mine" mc:Ignorable="y"><x:sheetData><x:row r="1" y:kept="1"><x:c r="A1"><x:v>1</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    after = edited(plain_book(prefixed.encode()), [SetCell("People", 1, 2, "new")])
    xml = unpack(after)["xl/worksheets/sheet1.xml"]
    assert b'mc:Ignorable="y"' in xml
    assert b'y:kept="1"' in xml
    assert b'<x:c r="B1" t="inlineStr"><x:is><x:t xml:space="preserve">new</x:t></x:is></x:c>' in xml
    assert b"ns0" not in xml


def test_the_formula_of_several_cells_stays_with_the_others():
    shared = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$A$1</f><v>1</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>'
    )
    after = sheet_of(edited(one_sheet(shared), [SetCell("People", 1, 2, "typed")]))
    assert [after[f"B{at}"].value for at in (1, 2, 3)] == ["typed", "=A2*$A$1", "=A3*$A$1"]


def test_cells_without_a_value_of_their_own_are_refused():
    merged = one_sheet(row(1, 1), '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>')
    array = one_sheet('<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c></row>')
    with pytest.raises(CannotEdit, match="merged cells A1:B2"):
        edited(merged, [SetCell("People", 2, 2, 1)])
    with pytest.raises(CannotEdit, match="array formula in A1:A2"):
        edited(array, [SetCell("People", 2, 1, 1)])
    assert book_of(edited(merged, [SetCell("People", 1, 1, 5)]))["People"]["A1"].value == 5


def test_the_header_of_a_table_is_refused():
    with pytest.raises(CannotEdit, match="B1 is in the header of the Table PeopleTable"):
        edited(rich_book(table=True), [SetCell("People", 1, 2, "other")])
    edited(rich_book(table=True), [SetCell("People", 1, 9, "beside it")])


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (SetCell("Nowhere", 1, 1, 1), "no sheet Nowhere"),
        (SetCell("People", 0, 1, 1), "no row 0"),
        (SetCell("People", 1_048_577, 1, 1), "no row 1,048,577"),
        (SetCell("People", 1, 16_385, 1), "no column 16,385"),
        (SetCell("People", 1, 1, float("nan")), "number nan"),
        (DeleteRow("People", 0), "no row 0"),
        (AppendRow("People", {1: "x"}, after=-1), "no row 0"),
        (AppendRow("People", {0: "x"}), "no column 0"),
    ],
)
def test_what_no_sheet_can_hold_is_refused(edit, reason):
    with pytest.raises(CannotEdit, match=reason):
        edited(rich_book(), [edit])


@pytest.mark.parametrize(
    "rows", [row(2, 1) + row(1, 1), row(1, 1) + row(1, 2), '<row r="1"><c r="B1"/><c r="A1"/></row>']
)
def test_rows_or_cells_out_of_order_are_refused(rows):
    with pytest.raises(CannotEdit, match="not in order"):
        edited(one_sheet(rows), [SetCell("People", 5, 1, 1)])


def test_a_signed_workbook_is_refused():
    signed = pack(unpack(rich_book()) | {"_xmlsignatures/sig1.xml": b"<Signature/>"})
    with pytest.raises(CannotEdit, match="signed"):
        edited(signed, [SetCell("People", 1, 1, 1)])


def test_a_sheets_title_is_found_whatever_its_case():
    assert sheet_of(edited(rich_book(), [SetCell("PEOPLE", 3, 1, "x")]))["A3"].value == "x"
