"""Sheets that are added at the end."""

from datetime import date, datetime

import pytest

from planner.workbook.xlsx.edits import AddSheet, CannotEdit, Link, SetCell, edited
from tests.packages import pack, row, sheet, unpack
from tests.unit.workbook.xlsx.edits.opened import book_of
from tests.unit.workbook.xlsx.edits.rich_book import plain_book, rich_book

NEW = AddSheet(
    "It's new & <odd>",
    ("Word", "Where", "Day"),
    (("bad", "People!A3", date(2026, 5, 3)), ("good", "=1+1", None)),
    links=(Link(2, 2, "Sums & more", "B3"),),
    widths=(10, 20, 30),
    colours={"bad": "FFAA00"},
)


@pytest.mark.parametrize("since_1904", [False, True])
def test_a_new_sheet_stands_at_the_end_with_its_rows(since_1904):
    book = book_of(edited(rich_book(since_1904=since_1904), [NEW]))
    assert book.sheetnames == ["People", "Sums & more", NEW.name]
    page = book[NEW.name]
    assert [[cell.value for cell in line] for line in page.iter_rows()] == [
        ["Word", "Where", "Day"],
        ["bad", "People!A3", datetime(2026, 5, 3)],
        ["good", "=1+1", None],
    ]
    assert page["B3"].data_type == "s"
    assert page["C2"].is_date


def test_it_links_colours_and_is_set_up_for_print():
    page = book_of(edited(rich_book(), [NEW]))[NEW.name]
    assert page["B2"].hyperlink.location == "'Sums & more'!B3"
    assert page["A2"].fill.fgColor.rgb == "FFFFAA00"
    assert page["A3"].fill.fill_type is None
    assert page["A1"].font.bold
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["C"].width == 30
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)


def test_a_link_to_a_sheet_with_an_apostrophe_in_its_title():
    book = book_of(edited(rich_book(), [NEW, AddSheet("Links", ("A",), (("x",),), (Link(2, 1, NEW.name, "B2"),))]))
    assert book["Links"]["A2"].hyperlink.location == "'It''s new & <odd>'!B2"


def test_other_names_of_the_workbook_stay():
    book = book_of(edited(rich_book(), [NEW]))
    assert set(book.defined_names) == {"Names", "FromTop"}


@pytest.mark.parametrize("name", ["", "x" * 32, "a/b", "a:b", "'a", "History", "people"])
def test_names_that_no_new_sheet_can_have_are_refused(name):
    with pytest.raises(CannotEdit, match=r"called|already"):
        edited(rich_book(), [AddSheet(name, ("A",))])


def test_two_new_sheets_of_one_name_are_refused():
    with pytest.raises(CannotEdit, match="already"):
        edited(rich_book(), [AddSheet("New", ("A",)), AddSheet("new", ("A",))])


def test_a_workbook_without_styles_gets_some():
    data = plain_book(sheet(row(1, 1)))
    parts = unpack(data)
    del parts["xl/styles.xml"]
    related = parts["xl/_rels/workbook.xml.rels"]
    start = related.index(b'<Relationship Id="rId2"')
    bare = parts | {
        "xl/_rels/workbook.xml.rels": related[:start] + b"</Relationships>",
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"/xl/styles.xml", b"/xl/none.xml"),
    }
    book = book_of(edited(pack(bare), [NEW, SetCell("People", 1, 2, date(2026, 1, 2))]))
    assert book["People"]["B1"].value == datetime(2026, 1, 2)
    assert book[NEW.name]["A1"].font.bold
