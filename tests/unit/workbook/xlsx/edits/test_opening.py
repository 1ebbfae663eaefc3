"""Edited workbooks open elsewhere: in openpyxl, in calamine, and in LibreOffice, which saves them as it reads them."""

from datetime import date
from io import BytesIO

import pytest

from planner.workbook.xlsx.edits import AddSheet, AppendRow, DeleteRow, Link, MarkCell, SetCell, edited
from tests.libreoffice import convert, needs_libreoffice
from tests.unit.workbook.xlsx.edits.opened import book_of, names
from tests.unit.workbook.xlsx.edits.rich_book import rich_book

EDITS = (
    SetCell("People", 4, 1, "  _x000D_ & <set>\n"),
    SetCell("People", 4, 2, date(2027, 2, 3)),
    AppendRow("People", {1: "=new", 2: date(2027, 2, 4), 3: 1.5}),
    DeleteRow("People", 3),
    DeleteRow("People", 13),
    MarkCell("People", 6, 1, "FFAA00", "Error: one"),
    MarkCell("People", 6, 5, "FFAA00", "Error: two"),
    MarkCell("Sums & more", 1, 1, "FFAA00", "Warning: three"),
    AddSheet("Problems", ("What", "Where"), (("bad", "here"),), (Link(2, 2, "People", "A5"),), (20, 30)),
)
NAMES = ["P2", "  _x000D_ & <set>\n", *(f"P{row}" for row in range(5, 13)), "=new"]


@pytest.fixture(scope="module", params=[(False, False), (True, False), (True, True)], ids=str)
def data(request):
    table, since_1904 = request.param
    return edited(rich_book(table=table, since_1904=since_1904), EDITS)


def test_openpyxl_reads_it_in_full(data):
    book = book_of(data)
    assert book.sheetnames == ["People", "Sums & more", "Problems"]
    assert names(data)[1:12] == NAMES


def test_calamine_reads_it(data):
    calamine = pytest.importorskip("python_calamine")
    rows = calamine.load_workbook(BytesIO(data)).get_sheet_by_name("People").to_python()
    assert [row[0] for row in rows][1:12] == NAMES
    assert (rows[2][1], rows[11][1:3]) == (date(2027, 2, 3), [date(2027, 2, 4), 1.5])


def saved_by_libreoffice(data, tmp_path):
    (tmp_path / "book.xlsx").write_bytes(data)
    return (convert([tmp_path / "book.xlsx"], tmp_path / "saved") / "book.xlsx").read_bytes()


def saved_by_openpyxl(data, _):
    stream = BytesIO()
    book_of(data).save(stream)
    return stream.getvalue()


@needs_libreoffice
def test_libreoffice_reads_it(data, tmp_path):
    saved = saved_by_libreoffice(data, tmp_path)
    assert names(saved)[1:12] == NAMES
    page = book_of(saved)["People"]
    assert page["E5"].comment.text.rstrip() == "note P6\n\nError: two"
    assert page["E2"].comment.text.rstrip() == "note P2"
    assert page["A5"].fill.fgColor.rgb == "FFFFAA00"
    assert book_of(saved)["Problems"]["B2"].hyperlink is not None


@pytest.mark.parametrize("save", [saved_by_openpyxl, pytest.param(saved_by_libreoffice, marks=needs_libreoffice)])
@pytest.mark.parametrize("table", [False, True])
def test_workbooks_that_others_wrote_are_edited_too(save, table, tmp_path):
    after = edited(save(rich_book(table=table), tmp_path), EDITS)
    page = book_of(after)["People"]
    assert names(after)[1:12] == NAMES
    assert (page["E2"].comment.text.rstrip(), page["E3"].comment.text.rstrip()) == ("note P2", "note P4")
    assert page["A5"].comment.text == "Error: one"
    assert page["E5"].comment.text.replace("\n", "") == "note P6Error: two"
    assert page["D5"].value == "=C5*2"
    assert book_of(after)["Sums & more"]["A1"].value == "=SUM(People!C2:C12)"
