"""Whole columns and rows of cells beside those that XlsxWriter writes itself."""

import ast
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter.worksheet
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable

from planner.workbook.planbook import page as page_module
from planner.workbook.planbook.page import Page
from tests.packages import unpack


def written() -> Worksheet:
    data = BytesIO()
    book = Workbook(data)
    page = book.add_worksheet("Page", Page)
    bold, percent = book.add_format({"bold": True}), book.add_format({"num_format": "0%"})
    page.add_table(0, 0, 3, 2, {"columns": [{"header": "A"}, {"header": "B"}, {"header": "C"}]})
    page.fill_column(1, 0, [("<R&D>", bold), ("", bold), (None, bold)])
    page.fill_column(1, 1, [(0.5, percent), (None, percent), (7, percent)])
    page.fill_row(4, [(27, "last", bold), (1, 3, percent)])
    page.fill_runs(6, [(1, 3, "r<", bold), (5, 1, "alone", percent), (6, 2, "", bold)])
    page.write_url(2, 2, "internal:'Page'!A1", bold, "link")
    page.set_row(5, 30)
    book.close()
    return load_workbook(BytesIO(data.getvalue())).active


def test_cells_hold_their_values_and_formats() -> None:
    page = written()
    assert page["A2"].value == "<R&D>"
    assert page["A2"].font.b
    assert page["A3"].value is None
    assert page["A3"].font.b  # a blank cell keeps its format
    assert page["A4"].has_style is False  # no cell at all
    assert [page[f"B{row}"].value for row in (2, 3, 4)] == [0.5, None, 7]
    assert page["B2"].number_format == "0%"
    assert (page["B5"].value, page["AB5"].value) == (3, "last")


def test_cells_of_a_run_follow_each_other() -> None:
    row = written()[7]
    assert [cell.value for cell in row[:9]] == [None, "r<", "r<", "r<", None, "alone", None, None, None]
    assert [cell.font.b for cell in row[1:8]] == [True, True, True, False, False, True, True]
    assert not row[8].has_style


def test_what_xlsxwriter_writes_itself_stays() -> None:
    page = written()
    assert page["A1"].value == "A"
    assert page["C3"].value == "link"
    assert page["C3"].hyperlink.location == "'Page'!A1"
    assert page.row_dimensions[6].height == 30
    assert page.dimensions == "A1:AB7"
    (table,) = page.tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A1:C4", "A1:C4")


def test_a_header_that_looks_escaped_is_the_tables_too() -> None:
    data = BytesIO()
    with Workbook(data) as book:
        book.add_worksheet("Page", Page).add_table(0, 0, 1, 0, {"columns": [{"header": "_x0041_"}]})
    parts = unpack(data.getvalue())
    assert b'name="_x005F_x0041_"' in parts["xl/tables/table1.xml"]
    assert b">_x005F_x0041_<" in parts["xl/sharedStrings.xml"]


@pytest.mark.parametrize(
    ("owner", "names"),
    [
        (xlsxwriter.worksheet.Worksheet, ("_check_dimensions", "_write_cell", "_write_row", "_write_rows")),
        (Format, ("_get_xf_index",)),
        (SharedStringTable, ("_get_shared_string_index",)),
    ],
)
def test_the_private_methods_that_it_leans_on_are_there(owner: type, names: tuple[str, ...]) -> None:
    assert [name for name in names if not callable(getattr(owner, name, None))] == []


def test_the_attributes_that_it_leans_on_are_there() -> None:
    with Workbook(BytesIO()) as book:
        page = book.add_worksheet("Page", Page)
    assert {"fh", "row_info", "str_table", "table", "tables"} <= set(vars(page))


def test_it_leans_on_no_other_private_method() -> None:
    source = Path(page_module.__file__).read_text(encoding="utf-8")
    named = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    private = {name for name in named if name.startswith("_") and not name.startswith("__")}
    assert private - set(vars(Page)) == {
        "_check_dimensions",
        "_get_shared_string_index",
        "_get_xf_index",
        "_write_cell",
        "_write_row",
    }
