"""Rows that are added below the data."""

import re
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from planner.workbook.xlsx.edits import AppendRow, CannotEdit, DeleteRow, SetCell, edited
from tests.packages import repacked, row, sheet, unpack
from tests.unit.workbook.xlsx.edits.opened import book_of, names, sheet_of
from tests.unit.workbook.xlsx.edits.rich_book import plain_book, rich_book

NEW = AppendRow("People", {1: "new", 2: date(2027, 1, 2), 3: 7})
TABLE = "xl/tables/table1.xml"


def with_totals(data: bytes) -> bytes:
    """Return the workbook with a row of totals in its Table, which then ends one row lower."""
    xml = unpack(data)[TABLE].replace(b'ref="A1:F13" totalsRowShown="0"', b'ref="A1:F14" totalsRowCount="1"')
    assert b'totalsRowCount="1"' in xml
    return edited(repacked(data, {TABLE: xml}), [SetCell("People", 14, 1, "Total")])


@pytest.mark.parametrize("table", [False, True])
def test_a_row_goes_below_the_last_one_and_looks_like_it(table):
    after = sheet_of(edited(rich_book(table=table), [NEW]))
    assert [after.cell(14, at).value for at in (1, 2, 3)] == ["new", datetime(2027, 1, 2), 7]
    assert after["B14"].number_format == "d mmm yyyy"
    assert after["A15"].value is None


def test_several_rows_go_below_each_other_in_order():
    data = edited(rich_book(), [AppendRow("People", {1: name}) for name in "abc"])
    assert names(data)[13:] == ["a", "b", "c", *[None] * (len(names(data)) - 16)]


def test_the_table_its_filter_and_the_rules_grow():
    after = sheet_of(edited(rich_book(table=True), [NEW, NEW]))
    table = after.tables["PeopleTable"]
    assert (table.ref, table.autoFilter.ref) == ("A1:F15", "A1:F15")
    assert {str(rule.sqref) for rule in after.data_validations.dataValidation} == {"A2:A15", "C2:C15"}
    assert {str(area.sqref) for area in after.conditional_formatting} == {"A2:C15", "C2:C15"}


def test_validations_of_newer_versions_grow_too():
    xml = unpack(edited(rich_book(), [NEW]))["xl/worksheets/sheet1.xml"]
    assert b"<xm:sqref>C2:C14</xm:sqref>" in xml


@pytest.mark.parametrize("table", [False, True])
def test_what_is_over_all_rows_takes_the_new_ones_in(table):
    data = edited(rich_book(table=table), [NEW, NEW])
    book = book_of(data)
    sums = book["Sums & more"]
    assert (sums["A1"].value, sums["A2"].value) == ("=SUM(People!C2:C15)", "=COUNTA(People!$A$1:$A$15)")
    assert sums.data_validations.dataValidation[0].formula1 == "People!$A$2:$A$15"
    assert book.defined_names["Names"].value == "People!$A$2:$A$15"
    assert b"People!$C$2:$C$15" in unpack(data)["xl/charts/chart1.xml"]
    assert book["People"]["D13"].value == "=C13*2"


def test_formulas_among_the_rows_and_over_parts_of_them_stay():
    cells = (
        row(1, "H")
        + "".join(f'<row r="{at}"><c r="A{at}"><f>SUM($B$2:B{at})</f><v>0</v></c></row>' for at in (2, 3, 4))
        + '<row r="5"/>'
    )
    rule = (
        '<conditionalFormatting sqref="A2:A4"><cfRule type="expression" priority="1">'
        "<formula>COUNTIF($A$2:$A$4,A2)+COUNTIF($A$3:$A$4,A2)+COUNTIF($A$2:$A2,A2)</formula></cfRule>"
        "</conditionalFormatting>"
    )
    after = sheet_of(edited(plain_book(sheet(cells, rule)), [AppendRow("People", {1: "x"})]))
    assert [after[f"A{at}"].value for at in (2, 3, 4, 5)] == ["=SUM($B$2:B2)", "=SUM($B$2:B3)", "=SUM($B$2:B4)", "x"]
    [area] = after.conditional_formatting
    assert area.rules[0].formula == ["COUNTIF($A$2:$A$5,A2)+COUNTIF($A$3:$A$4,A2)+COUNTIF($A$2:$A2,A2)"]


def test_a_range_within_the_only_row_stays():
    rule = (
        '<conditionalFormatting sqref="A2"><cfRule type="expression" priority="1"><formula>SUM($B$2:$C$2)</formula>'
        "</cfRule></conditionalFormatting>"
    )
    after = sheet_of(edited(plain_book(sheet(row(1, "H") + row(2, "x"), rule)), [NEW]))
    [area] = after.conditional_formatting
    assert (str(area.sqref), area.rules[0].formula) == ("A2:A3", ["SUM($B$2:$C$2)"])


def test_a_rule_that_ends_above_or_reaches_below_stays():
    rules = "".join(
        f'<conditionalFormatting sqref="{cells}"><cfRule type="duplicateValues" priority="1"/></conditionalFormatting>'
        for cells in ("A1:A1", "A2:A50", "B2:B3 C2", "B:B")
    )
    after = edited(plain_book(sheet(row(1, "H") + row(2, "x") + row(3, "y"), rules)), [NEW])
    xml = unpack(after)["xl/worksheets/sheet1.xml"]
    assert re.findall(rb'sqref="(.*?)"', xml) == [b"A1", b"A2:A50", b"B2:B4 C2", b"B:B"]


def test_blank_rows_of_a_table_are_filled_first():
    blanked = [SetCell("People", row, column, None) for row in (12, 13) for column in range(1, 7)]
    after = sheet_of(edited(edited(rich_book(table=True), blanked), [NEW, NEW, NEW]))
    assert [after.cell(at, 1).value for at in range(11, 16)] == ["P11", "new", "new", "new", None]
    assert after.tables["PeopleTable"].ref == "A1:F14"


def test_a_new_row_stands_above_the_totals_and_what_is_below_moves_down():
    after = sheet_of(edited(with_totals(rich_book(table=True)), [NEW, NEW]))
    assert [after.cell(at, 1).value for at in range(13, 17)] == ["P13", "new", "new", "Total"]
    assert after.tables["PeopleTable"].ref == "A1:F16"
    assert after.tables["PeopleTable"].autoFilter.ref == "A1:F15"


def test_the_first_row_below_a_header_does_not_look_like_the_header():
    headed = row(1, "A", "B", styles={1: 1, 2: 1})
    after = sheet_of(edited(plain_book(sheet(headed), ("0.00",)), [AppendRow("People", {1: "x", 2: date(2026, 1, 2)})]))
    assert (after["A2"].number_format, after["B2"].number_format) == ("General", "yyyy-mm-dd")


def test_an_empty_sheet_gets_its_first_row():
    edits = [AppendRow("People", {1: name}) for name in "ab"]
    assert names(edited(plain_book(sheet("")), edits)) == ["a", "b"]


def test_a_row_can_be_put_below_another_than_the_last():
    data = edited(rich_book(), [AppendRow("People", {1: "x"}, after=5)])
    assert names(data)[3:8] == ["P4", "P5", "x", "P6", "P7"]
    assert sheet_of(data)["D7"].value == "=C7*2"
    assert book_of(data)["Sums & more"]["A1"].value == "=SUM(People!C2:C14)"


def test_rows_below_two_places_of_one_sheet_keep_to_the_old_numbers():
    edits = [AppendRow("People", {1: "x"}, after=5), AppendRow("People", {1: "y"}, after=3), DeleteRow("People", 4)]
    assert names(edited(rich_book(), edits))[1:7] == ["P2", "P3", "y", "P5", "x", "P6"]


def test_a_new_row_is_not_hidden_like_the_one_above():
    hidden = row(1, "H") + row(2, "x", attributes=' hidden="1" ht="30" customHeight="1"')
    after = sheet_of(edited(plain_book(sheet(hidden)), [NEW]))
    assert not after.row_dimensions[3].hidden
    assert after.row_dimensions[3].height == 30


def test_calculated_columns_are_calculated_in_the_new_row():
    data = rich_book(table=True)
    formula = b"<calculatedColumnFormula>PeopleTable[H2]*2</calculatedColumnFormula>"
    xml = unpack(data)[TABLE].replace(b'name="H3"/>', b'name="H3">' + formula + b"</tableColumn>")
    assert formula in xml
    after = sheet_of(edited(repacked(data, {TABLE: xml}), [NEW]))
    assert after["D14"].value == "=PeopleTable[H2]*2"
    assert b'fullCalcOnLoad="1"' in unpack(edited(data, [NEW]))["xl/workbook.xml"]


def test_the_filter_and_the_print_area_of_a_sheet_grow():
    book, stream = Workbook(), BytesIO()
    page = book.active
    page.title = "People"
    for line in (("A", "B"), (1, 2), (3, 4)):
        page.append(line)
    page.auto_filter.ref, page.print_area = "A1:B3", "A1:B3"
    book.save(stream)
    after = book_of(edited(stream.getvalue(), [NEW]))["People"]
    assert (after.auto_filter.ref, after.print_area) == ("A1:B4", "'People'!$A$1:$B$4")


def test_there_is_no_row_below_the_last():
    full = plain_book(sheet(row(1, "H") + row(1_048_576, "x")))
    with pytest.raises(CannotEdit, match="no row 1,048,577"):
        edited(full, [NEW])
    with pytest.raises(CannotEdit, match="full"):
        edited(full, [AppendRow("People", {1: "x"}, after=1_048_575)])


def test_a_row_goes_below_what_was_typed_under_a_table_that_did_not_grow():
    # LibreOffice lets a Table stay as it is while rows are typed right below it.
    small = unpack(rich_book(table=True))[TABLE].replace(b'ref="A1:F13"', b'ref="A1:F3"')
    data = edited(repacked(rich_book(table=True), {TABLE: small}), [NEW, NEW])
    assert names(data)[11:15] == ["P12", "P13", "new", "new"]
    assert sheet_of(data).tables["PeopleTable"].ref == "A1:F15"
