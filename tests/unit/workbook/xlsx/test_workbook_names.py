"""Names of sheets and headers of tables that come from elsewhere are made such as Excel takes."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from planner.workbook.planbook.comparison_writing import ComparisonTable, Measure, comparison_workbook
from planner.workbook.planbook.sheet_writing import Book
from planner.workbook.xlsx.workbook_names import LONGEST_HEADER, LONGEST_SHEET_NAME, sheet_name, table_headers


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Plan B", "Plan B"),
        ("a/b:c*[d]?", "a b c d"),
        ("'quoted'", "quoted"),
        ("two\nlines", "two lines"),
        ("", "Sheet"),
        ("///", "Sheet"),
        ("History", "History sheet"),
        ("a\x00\ud800", "a\ufffd\ufffd"),
        ("x" * 32, "x" * 30 + "…"),
        ("🎬" * 16, "🎬" * 15 + "…"),  # each counts twice
    ],
)
def test_a_sheet_s_name_is_made_legal(wanted: str, name: str) -> None:
    assert sheet_name(wanted, ()) == name


def test_a_sheet_s_name_is_made_unique_whatever_its_case() -> None:
    taken = ["Plan", "PLAN (2)"]
    assert sheet_name("plan", taken) == "plan (3)"
    long = sheet_name("y" * 40, ["Y" * 30 + "…"])
    assert long == "y" * 26 + "… (2)"
    assert len(long) == LONGEST_SHEET_NAME


def test_headers_are_unique_on_one_line_and_never_empty() -> None:
    assert table_headers(("A", "a", "", "b\r\nc\x01", "A (2)")) == ("A", "a (2)", "Column 3", "b c\ufffd", "A (2) (2)")
    assert [len(header) for header in table_headers(("x" * 300, "X" * 300))] == [LONGEST_HEADER, LONGEST_HEADER]


def test_a_book_takes_any_name() -> None:
    book = Book("Test")
    for name in ("Same", "same", "[1]/2", "History"):
        book.add_sheet(name)
    assert load_workbook(BytesIO(book.finish())).sheetnames == ["Same", "same (2)", "1 2", "History sheet"]


def test_plans_called_like_a_column_are_compared_too() -> None:
    # a plan file may have any name, and Excel takes no table with two headers that differ in case only
    heads = ("Figure", "figure", "=1+1", "a\x01.xlsx", "x" * 300)
    measures = (Measure.TEXT, *[Measure.COUNT] * 4)
    table = ComparisonTable("Figures", heads, (("Slots", 1, 2, 3, 4),), (measures,))
    sheet = load_workbook(BytesIO(comparison_workbook([table])))["Figures"]
    names = [column.name for column in sheet.tables["Table1"].tableColumns]
    assert names == [cell.value for cell in sheet[1]]
    assert names[:4] == ["Figure", "figure (2)", "=1+1", "a\ufffd.xlsx"]
    assert sheet["C1"].data_type == "s"
