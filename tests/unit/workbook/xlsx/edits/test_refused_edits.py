"""Edits that would lose something are refused with the reason, and nothing is edited."""

import pytest

from planner.workbook.xlsx.edits import CannotEdit, DeleteRow, SetCell, edited, open_package
from tests.packages import repacked, row, sheet, unpack
from tests.unit.workbook.xlsx.edits.rich_book import plain_book, rich_book

ROWS = "".join(row(at, at, at) for at in range(1, 9))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FORMULA = '<row r="9"><c r="A9"><f>{}</f><v>1</v></c></row>'


def refused(data: bytes, at: int = 3, title: str = "People") -> str:
    with pytest.raises(CannotEdit) as told:
        edited(data, [DeleteRow(title, at)])
    return str(told.value)


@pytest.mark.parametrize("formula", ["A3*2", "SUM(A3:B3)", "People!$A$3", "SUM(3:3)"])
def test_a_formula_of_the_sheet_that_needs_the_row(formula):
    told = refused(plain_book(sheet(ROWS + FORMULA.format(formula))))
    assert "People!A9" in told


def test_a_formula_of_another_sheet_that_needs_the_row():
    data = edited(rich_book(), [SetCell("Sums & more", 1, 1, None)])
    xml = unpack(data)["xl/worksheets/sheet2.xml"].replace(b"COUNTA(People!$A$1:$A$13)", b"People!$A$3")
    told = refused(repacked(data, {"xl/worksheets/sheet2.xml": xml}))
    assert told == "the formula in Sums & more!A2 refers to $A$3"


def test_a_name_that_needs_the_row():
    data = rich_book()
    xml = unpack(data)["xl/workbook.xml"].replace(b"People!$A$2:$A$13</definedName>", b"People!$A$3</definedName>", 1)
    assert refused(repacked(data, {"xl/workbook.xml": xml})) == "the name Names refers to $A$3 of People"


def test_a_chart_of_nothing_but_the_row():
    data = rich_book()
    xml = unpack(data)["xl/charts/chart1.xml"].replace(b"$C$2:$C$13", b"$A$3:$C$3")
    assert "a chart refers to $A$3:$C$3" in refused(repacked(data, {"xl/charts/chart1.xml": xml}))


@pytest.mark.parametrize(
    ("rows", "beside", "told"),
    [
        (ROWS, '<mergeCells><mergeCell ref="A3:A4"/></mergeCells>', "A3:A4 are merged"),
        (ROWS, '<autoFilter ref="A3:B8"/>', "header of the filter"),
        (ROWS, "<oleObjects/>", "embedded objects"),
        (ROWS, "<controls/>", "form controls"),
        (ROWS, "<scenarios/>", "scenarios"),
        (ROWS + '<row r="9"><c r="A9"><f t="dataTable" ref="A9:B9"/></c></row>', "", "what-if"),
        (
            row(2, 1) + '<row r="3"><c r="A3"><f t="array" ref="A3:A4">B3:B4</f><v>1</v></c></row>' + row(4, 1),
            "",
            "array formula in A3:A4",
        ),
        (ROWS + FORMULA.format("SUM(People:Other!A8)"), "", "several sheets"),
        (
            ROWS,
            '<conditionalFormatting sqref="A5:A8"><cfRule type="expression" priority="1"><formula>$B$3</formula>'
            "</cfRule></conditionalFormatting>",
            "a rule for cells of People refers to",
        ),
    ],
)
def test_what_cannot_follow(rows, beside, told):
    assert told in refused(plain_book(sheet(rows, beside)))


def test_the_header_of_a_table():
    assert refused(rich_book(table=True), 1) == "row 1 is in the frozen head of the sheet"
    xml = unpack(rich_book(table=True))["xl/worksheets/sheet1.xml"]
    thawed = xml.replace(b'state="frozen"', b'state="split"')
    told = refused(repacked(rich_book(table=True), {"xl/worksheets/sheet1.xml": thawed}), 1)
    assert told == "row 1 is the header or the totals of the Table PeopleTable"


def test_a_picture_that_shrinks_with_the_row_that_it_stands_in():
    xml = unpack(rich_book())["xl/drawings/drawing1.xml"].replace(b' editAs="oneCell"', b"")
    data = repacked(rich_book(), {"xl/drawings/drawing1.xml": xml})
    assert refused(data, 19) == "a picture or chart stands in row 19 of People alone"


def test_a_drawing_that_shows_the_text_of_a_cell():
    part = "xl/drawings/drawing1.xml"
    for link, told in ((b"People!$A$9", "a drawing shows the text of a cell"), (b"", "")):
        xml = unpack(rich_book())[part].replace(b"<xdr:pic>", b'<xdr:sp macro="" textlink="%s"/><xdr:pic>' % link)
        data = repacked(rich_book(), {part: xml})
        if told:
            assert refused(data) == told
        else:
            edited(data, [DeleteRow("People", 3)])  # most shapes have a link to nothing


def test_a_pivot_table_on_the_sheet():
    data, relations = rich_book(), "xl/worksheets/_rels/sheet1.xml.rels"
    pivot = b'<Relationship Id="rId91" Type="http://x/pivotTable" Target="../pivotTables/pivotTable1.xml"/>'
    xml = unpack(data)[relations].replace(b"</Relationships>", pivot + b"</Relationships>")
    assert refused(repacked(data, {relations: xml})) == "a pivot table stands on the sheet People"


def test_boxes_of_notes_that_nobody_can_read():
    data, part = rich_book(), "xl/drawings/vmlDrawing1.vml"
    foreign = unpack(data)[part].replace(b"<v:shape ", b"<w:shape ")
    assert "unknown way" in refused(repacked(data, {part: foreign}))


def test_a_strict_workbook():
    data = rich_book()
    xml = unpack(data)["xl/workbook.xml"].replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert "Strict" in refused(repacked(data, {"xl/workbook.xml": xml}))


def test_a_part_with_more_tags_than_may_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_package, "MOST_TAGS", 20)
    assert refused(rich_book()).endswith("has more in it than a workbook can have")
