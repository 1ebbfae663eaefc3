"""Rows that go: what stood below moves up, and whatever referred to it follows."""

import re

import pytest

from planner.workbook.xlsx.edits import AppendRow, DeleteRow, SetCell, edited
from tests.packages import repacked, row, sheet, unpack
from tests.unit.workbook.xlsx.edits.opened import book_of, names, sheet_of
from tests.unit.workbook.xlsx.edits.rich_book import plain_book, rich_book

SHEET = "xl/worksheets/sheet1.xml"
DELETED = [DeleteRow("People", 5), DeleteRow("People", 6), DeleteRow("People", 10)]
LEFT = ["P2", "P3", "P4", "P7", "P8", "P9", "P11", "P12", "P13"]


@pytest.fixture(scope="module", params=[False, True], ids=["range", "table"])
def data(request):
    return edited(rich_book(table=request.param), DELETED)


def test_the_rows_below_move_up(data):
    assert names(data)[1:10] == LEFT
    assert set(names(data)[10:]) <= {None}


def test_what_stands_on_a_row_moves_with_it(data):
    after = sheet_of(data)
    for number, name in enumerate(LEFT, 2):
        assert after.cell(number, 3).value == int(name[1:]) * 10
        assert after.cell(number, 4).value == f"=C{number}*2"
        assert after.cell(number, 5).comment.text == f"note {name}"
        assert after.cell(number, 6).hyperlink.location == f"People!A{number}"
        assert after.cell(number, 6).value == f"link {name}"
    assert after.row_dimensions[4].height == 33
    assert sum(cell.comment is not None for line in after.iter_rows() for cell in line) == len(LEFT)


def test_rules_tables_and_the_frozen_head_follow(data):
    after = sheet_of(data)
    assert {str(rule.sqref) for rule in after.data_validations.dataValidation} == {"A2:A10", "C2:C10"}
    assert {str(area.sqref) for area in after.conditional_formatting} == {"A2:C10", "C2:C10"}
    assert {table.ref for table in after.tables.values()} <= {"A1:F10"}
    assert after.freeze_panes == "B2"
    assert after.dimensions.endswith("10")


def test_formulas_names_and_charts_anywhere_follow(data):
    book = book_of(data)
    sums = book["Sums & more"]
    assert [sums[f"A{at}"].value for at in (1, 2, 3)] == [
        "=SUM(People!C2:C10)",
        "=COUNTA(People!$A$1:$A$10)",
        '="People!C3 stays a text"',
    ]
    assert book.defined_names["Names"].value == "People!$A$2:$A$10"
    assert book.defined_names["FromTop"].value == "OFFSET(People!$A$2,0,0,COUNTA(People!$A$2:$A$10),1)"
    assert sums.data_validations.dataValidation[0].formula1 == "People!$A$2:$A$10"
    assert set(re.findall(rb"<c:f>(.*?)</c:f>", unpack(data)["xl/charts/chart1.xml"])) == {
        b"People!$C$2:$C$10",
        b"People!$A$2:$A$10",
    }


def test_sparklines_and_pictures_follow(data):
    xml = unpack(data)[SHEET]
    lines = re.findall(rb"<xm:f>People!B(\d+):C(\d+)</xm:f><xm:sqref>H(\d+)</xm:sqref>", xml)
    assert sorted(lines, key=lambda line: int(line[0])) == [(b"%d" % at,) * 3 for at in range(2, 11)]
    assert b"<xdr:row>15</xdr:row>" in unpack(data)["xl/drawings/drawing1.xml"]  # it stood in row 19, 18 from 0


@pytest.mark.parametrize(
    ("gone", "keeps_size", "rows"),
    [
        (19, True, [18, 22]),  # counted from 0; its own first row goes
        (20, True, [18, 22]),
        (10, True, [17, 21]),
        (30, True, [18, 22]),
        (19, False, [18, 21]),
        (20, False, [18, 21]),
        (10, False, [17, 21]),
        (30, False, [18, 22]),
    ],
)
def test_a_picture_moves_and_shrinks_only_if_it_is_meant_to(gone, keeps_size, rows):
    part = "xl/drawings/drawing1.xml"
    xml = unpack(rich_book())[part].replace(b"<xdr:row>18</xdr:row>", b"<xdr:row>18.</xdr:row>", 1)
    xml = xml.replace(b"<xdr:row>18</xdr:row>", b"<xdr:row>22</xdr:row>").replace(b"18.<", b"18<")
    data = repacked(rich_book(), {part: xml if keeps_size else xml.replace(b' editAs="oneCell"', b"")})
    after = unpack(edited(data, [DeleteRow("People", gone)]))[part]
    assert [int(at) for at in re.findall(rb"<xdr:row>(\d+)</xdr:row>", after)] == rows


def test_the_boxes_of_notes_follow():
    old, new = (unpack(one)["xl/drawings/vmlDrawing1.vml"] for one in (rich_book(), edited(rich_book(), DELETED)))
    assert [int(at) + 1 for at in re.findall(rb"<x:Row>(\d+)", new)] == list(range(2, 11))
    tops = [[int(one.split(b", ")[2]) for one in re.findall(rb"<x:Anchor>(.*?)<", vml)] for vml in (old, new)]
    gone = (5, 6, 10)
    kept = {row: top for row, top in enumerate(tops[0], 2) if row not in gone}
    assert tops[1] == [top - sum(one < row for one in gone) for row, top in kept.items()]


def test_the_order_of_calculation_is_left_to_excel(data):
    parts = unpack(data)
    assert "xl/calcChain.xml" not in parts
    assert b"calcChain" not in parts["[Content_Types].xml"] + parts["xl/_rels/workbook.xml.rels"]


def test_threads_of_comments_go_with_their_rows():
    thread = '<ThreadedComments xmlns="urn:x"><threadedComment ref="E5"/><threadedComment ref="E7"/></ThreadedComments>'
    before = rich_book()
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    related = b'<Relationship Id="rId90" Type="http://x/threadedComment" Target="../threadedComments/tc1.xml"/>'
    xml = unpack(before)[relations].replace(b"</Relationships>", related + b"</Relationships>")
    after = edited(repacked(before, {relations: xml, "xl/threadedComments/tc1.xml": thread.encode()}), DELETED)
    assert re.findall(rb'ref="(\w+)"', unpack(after)["xl/threadedComments/tc1.xml"]) == [b"E5"]


def test_the_formula_of_a_rule_is_still_that_of_its_first_cell():
    rule = (
        '<conditionalFormatting sqref="A2:B9"><cfRule type="expression" priority="1"><formula>$A2&gt;B2+$C$1</formula>'
        "</cfRule></conditionalFormatting>"
    )
    rows = "".join(row(at, at, at) for at in range(1, 10))
    for gone, cells in (({2}, "A2:B8"), ({2, 3}, "A2:B7"), ({9}, "A2:B8")):
        after = sheet_of(edited(plain_book(sheet(rows, rule)), [DeleteRow("People", at) for at in gone]))
        [area] = after.conditional_formatting
        assert (str(area.sqref), area.rules[0].formula) == (cells, ["$A2>B2+$C$1"])


def test_what_is_only_on_the_row_goes_with_it():
    beside = (
        '<mergeCells count="2"><mergeCell ref="A2:B2"/><mergeCell ref="A3:A5"/></mergeCells>'
        '<conditionalFormatting sqref="A2"><cfRule type="expression" priority="1"><formula>1</formula></cfRule>'
        '</conditionalFormatting><dataValidations count="1"><dataValidation sqref="A2 B2:C2"/></dataValidations>'
        '<hyperlinks><hyperlink ref="A2" location="People!A3"/></hyperlinks>'
        '<rowBreaks count="2" manualBreakCount="2"><brk id="1" man="1"/><brk id="2" man="1"/></rowBreaks>'
    )
    rows = "".join(row(at, at, at) for at in range(1, 7))
    xml = unpack(edited(plain_book(sheet(rows, beside)), [DeleteRow("People", 2)]))[SHEET]
    assert re.findall(rb'(?:ref|sqref|id)="([^"]*)"', xml) == [b"A2:A4", b"1"]
    assert b'<mergeCells count="1">' in xml
    assert b"dataValidations" not in xml
    assert b"hyperlink" not in xml


def test_merged_cells_shrink_when_another_than_their_first_row_goes():
    merged = '<mergeCells count="2"><mergeCell ref="A2:B4"/><mergeCell ref="C2:C3"/></mergeCells>'
    rows = "".join(row(at, at) for at in range(1, 6))
    after = sheet_of(edited(plain_book(sheet(rows, merged)), [DeleteRow("People", 3)]))
    assert {str(one) for one in after.merged_cells.ranges} == {"A2:B3"}


def test_formulas_stored_once_for_several_cells_are_written_out():
    shared = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B4" si="0">A1*2</f><v>2</v></c></row>'
        + "".join(f'<row r="{at}"><c r="B{at}"><f t="shared" si="0"/><v>2</v></c></row>' for at in (2, 3, 4))
    )
    after = sheet_of(edited(plain_book(sheet(shared)), [DeleteRow("People", 1)]))
    assert [after[f"B{at}"].value for at in (1, 2, 3)] == ["=A1*2", "=A2*2", "=A3*2"]


def test_an_array_formula_below_moves_whole():
    array = row(1, 1) + '<row r="2"><c r="A2"><f t="array" ref="A2:A3">B2:B3</f><v>1</v></c></row>' + row(3, 1)
    xml = unpack(edited(plain_book(sheet(array)), [DeleteRow("People", 1)]))[SHEET]
    assert b'<c r="A1"><f t="array" ref="A1:A2">B1:B2</f>' in xml


def test_a_table_whose_last_row_goes_keeps_a_blank_one():
    data = edited(rich_book(table=True), [DeleteRow("People", at) for at in range(2, 14)])
    after = sheet_of(data)
    assert after.tables["PeopleTable"].ref == "A1:F2"
    assert [cell.value for cell in after[2]][:6] == [None] * 6
    assert after["E2"].comment is None
    assert after["F2"].hyperlink is None
    again = sheet_of(edited(data, [AppendRow("People", {1: "first"})]))
    assert (again["A2"].value, again.tables["PeopleTable"].ref) == ("first", "A1:F2")


def test_a_row_that_is_not_there_can_go():
    rows = row(1, "H") + row(9, "x")
    assert names(edited(plain_book(sheet(rows)), [DeleteRow("People", 4)]))[7] == "x"


def test_edits_of_one_call_all_refer_to_the_rows_as_given():
    edits = [SetCell("People", 4, 1, "four"), AppendRow("People", {1: "new"})]
    edits += [DeleteRow("People", row) for row in (3, 13)]
    assert names(edited(rich_book(), edits))[1:] == ["P2", "four", *(f"P{at}" for at in range(5, 13)), "new"]


def test_pivot_tables_elsewhere_keep_their_source():
    cache = (
        '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cacheSource '
        'type="worksheet"><worksheetSource ref="A1:F13" sheet="People"/></cacheSource></pivotCacheDefinition>'
    )
    part = "xl/pivotCache/pivotCacheDefinition1.xml"
    after = unpack(edited(repacked(rich_book(), {part: cache.encode()}), DELETED))
    assert b'ref="A1:F10"' in after[part]
