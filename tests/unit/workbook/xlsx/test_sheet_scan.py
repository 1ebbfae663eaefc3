"""Cells as Excel stores them, each with the value that it shows."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from planner.workbook.xlsx.book_parts import BookParts
from planner.workbook.xlsx.cells import Cell
from planner.workbook.xlsx.number_formats import EPOCH, EPOCH_1904, is_date
from planner.workbook.xlsx.sheet_scan import Rows, TooManyCells, scan_sheet
from planner.workbook.xlsx.sheet_traits import SheetTraits

FORMATS = ("", "000", "yyyy-mm-dd", "[h]:mm", '0.00 "days"')
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def scan_all(
    rows: str, *, most: int = 100, epoch: datetime = EPOCH, prefix: str = "", code: str = "utf-8"
) -> tuple[Rows, SheetTraits]:
    book = BookParts((), epoch, ("Ada", "", "Bo"), FORMATS)
    declared = f"xmlns:{prefix}" if prefix else "xmlns"
    sheet = f"{prefix}:worksheet" if prefix else "worksheet"
    xml = f'<{sheet} {declared}="{NAMESPACE}">{rows}</{sheet}>'.encode(code)
    return scan_sheet((xml[:50], xml[50:]), book, most)


def scan(rows: str, **options: Any) -> Rows:
    return scan_all(rows, **options)[0]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<c r="A1"><v>7</v></c>', Cell(7)),
        ('<c r="A1" s="1"><v>7</v></c>', Cell(7, "n", "000")),
        ('<c r="A1"><v>0.5</v></c>', Cell(0.5)),
        ('<c r="A1"><v>1E+3</v></c>', Cell(1000.0)),
        ('<c r="A1" s="4"><v>3</v></c>', Cell(3, "n", FORMATS[4])),  # letters in quotes make no date
        ('<c r="A1" s="2"><v>46143</v></c>', Cell(datetime(2026, 5, 1), "d", "yyyy-mm-dd")),
        ('<c r="A1" s="2"><v>46143.5</v></c>', Cell(datetime(2026, 5, 1, 12), "d", "yyyy-mm-dd")),
        ('<c r="A1" s="2"><v>0.25</v></c>', Cell(time(6), "d", "yyyy-mm-dd")),
        ('<c r="A1" s="3"><v>1.5</v></c>', Cell(timedelta(hours=36), "d", "[h]:mm")),
        ('<c r="A1" s="2"><v>1E+9</v></c>', Cell("#VALUE!", "e", "yyyy-mm-dd")),
        ('<c r="A1" t="d"><v>2026-05-01</v></c>', Cell(datetime(2026, 5, 1), "d")),
        ('<c r="A1" t="b"><v>1</v></c>', Cell(True, "b")),
        ('<c r="A1" t="e"><v>#REF!</v></c>', Cell("#REF!", "e")),
        ('<c r="A1" t="s"><v>2</v></c>', Cell("Bo", "s")),
        ('<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', Cell("ab", "s")),
        ('<c r="A1" t="inlineStr"><is><r><t>Ada </t></r><r><t>&amp; Bo</t></r></is></c>', Cell("Ada & Bo", "s")),
        ('<c r="A1" t="inlineStr"><is><t>Ada</t><rPh sb="0" eb="1"><t>ey</t></rPh></is></c>', Cell("Ada", "s")),
    ],
)
def test_a_cell_has_the_value_that_it_shows(xml: str, expected: Cell) -> None:
    assert scan(f'<sheetData><row r="1">{xml}</row></sheetData>') == [(1, (expected,))]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    row = '<sheetData><row r="1"><c r="A1" s="2"><v>1</v></c></row></sheetData>'
    assert scan(row, epoch=EPOCH_1904)[0][1][0].value == datetime(1904, 1, 2)


def test_rows_and_cells_may_be_missing_unnamed_or_blank() -> None:
    rows = (
        '<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c><c r="G3" s="1"/></row>'
        '<row><c r="A4" s="1"/></row><row><c><v>5</v></c></row>'
    )
    values = [(number, [cell.value for cell in cells]) for number, cells in scan(f"<sheetData>{rows}</sheetData>")]
    assert values == [(3, [None, None, 1, 2]), (5, [5])]


def test_names_may_have_a_prefix() -> None:
    row = '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData>'
    assert scan(row, prefix="x") == [(1, (Cell(7),))]


def test_reading_stops_at_too_many_cells() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in (1, 2, 3))
    assert len(scan(f"<sheetData>{rows}</sheetData>", most=3)) == 3
    with pytest.raises(TooManyCells) as reached:
        scan(f"<sheetData>{rows}</sheetData>", most=2)
    assert reached.value.row == 3


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [("d mmm yyyy", True), ("0.00", False), ("[Red]0", False), ("[$-409]d-mmm", True), (r"0\d", False), ("0;d", False)],
)
def test_a_format_is_a_date_by_its_first_section(number_format: str, expected: bool) -> None:
    assert is_date(number_format) is expected


TRAITS = (
    '<sheetData><row r="2" hidden="1"><c r="A2"><f>1+1</f><v></v></c><c r="B2"><f>1+1</f><v>2</v></c>'
    '<c r="C2" t="str"><f>""</f><v></v></c><c r="D2"><f>1+1</f><v/></c><c r="E2"><f>1+1</f></c>'
    '<c r="F2" s="3"/><c r="GS2"><v>1</v></c><c r="XFD2"><v>2</v></c></row></sheetData>'
    "<mergeCells count='1'><mergeCell ref='A4:B4'/></mergeCells>"
)


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_traits_of_a_sheet_are_seen_in_the_same_pass(code: str) -> None:
    rows, traits = scan_all(TRAITS, code=code)
    assert traits == SheetTraits(("A4:B4",), frozenset({2}), ("A2", "D2", "E2"), "GS2")
    assert [len(cells) for _, cells in rows] == [2]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="2"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>',
        '<row r="1"><c r="1"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="AAAAAAAAAA1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>3</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1"><v>1,5</v></c></row>',
        '<c r="A1"><v>1</v></c>',
        '<row r="1"/><c r="A1"><v>1</v></c>',
        "<a>" * 101 + "</a>" * 101,
    ],
)
def test_what_no_sheet_holds_is_damage(rows: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        scan(f"<sheetData>{rows}</sheetData>")


def test_rows_are_in_order_whatever_the_file_says() -> None:
    rows = '<row r="5"><c><v>5</v></c></row><row r="2"><c><v>2</v></c></row>'
    assert [number for number, _ in scan(f"<sheetData>{rows}</sheetData>")] == [2, 5]


def test_a_cell_stands_in_its_row_whatever_it_says_of_it() -> None:
    rows = '<row r="4"><c r="A"><f>1+1</f></c><c r="GS9"><v>1</v></c></row>'
    _, traits = scan_all(f"<sheetData>{rows}</sheetData>")
    assert (traits.uncalculated, traits.stray) == (("A4",), "GS4")
