"""Texts that look like escaped characters are given back as they were typed, whoever of us wrote them.

Our own reader, openpyxl as we let it read, calamine and LibreOffice are asked.
Changes when texts are written or read in another way.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from planner.workbook.planbook.sheet_writing import Book
from planner.workbook.xlsx.cell_writing import stored_text
from planner.workbook.xlsx.edits import SetCell, edited
from planner.workbook.xlsx.package_xml import unescaped
from planner.workbook.xlsx.second_reader import read_sheets
from planner.workbook.xlsx.workbook_file import WorkbookFile, open_workbook
from tests.libreoffice import convert, needs_libreoffice
from tests.packages import sheet
from tests.unit.workbook.xlsx.edits.rich_book import plain_book

TEXTS = (
    *("_x005F_", "x005F_", "_x005f_", "a_x005F", "_x005F_x005F_", "_x005F_x0041_", "x005F_x0041_"),
    *("_x000D_", "_xFFFF_", "_xFFFF_x0041_", "_xD83C_", "_x00e9_", "_X0041_", "_x41_", "_x0041"),
    *("_x0041_x0042_", "_x0041__x0042_", "__x0041_", "<_x0041_>", " _x0041_ "),
)
CARRIAGE_RETURNS = ("\r", "_x0041\r", "a_x0041\r\nb", "_x0041_x0042\r")
PIECES = ("_", "x", "_x", "0041", "005F", "x005F_", "_x0041_", "_xFFFF", "D83C", "\r", "\n", "a")


def edit(texts: tuple[str, ...]) -> bytes:
    return edited(plain_book(sheet("")), [SetCell("People", row, 1, text) for row, text in enumerate(texts, 1)])


def write_by_column(texts: tuple[str, ...]) -> bytes:
    book = Book("Title")
    book.add_sheet("People").fill_column(0, 0, [(text, book.styles.plain) for text in texts])
    return book.finish()


def write_by_cell(texts: tuple[str, ...]) -> bytes:
    book = Book("Title")
    page = book.add_sheet("People")
    for row, text in enumerate(texts):
        page.write_string(row, 0, text)
    return book.finish()


def by_ours(path: Path) -> list[object]:
    book = open_workbook(path, "book", ["People"])
    assert isinstance(book, WorkbookFile)
    return [cells[0].value for _, cells in book.sheets["people"].rows]


def by_openpyxl(path: Path) -> list[object]:
    return [cells[0].value for _, cells in read_sheets(path.read_bytes())["People"]]


def by_calamine(path: Path) -> list[object]:
    return [row[0] for row in CalamineWorkbook.from_path(path).get_sheet_by_name("People").to_python()]


WRITERS = pytest.mark.parametrize("write", [edit, write_by_column, write_by_cell])


@WRITERS
@pytest.mark.parametrize("read", [by_ours, by_openpyxl, by_calamine])
def test_a_text_is_read_as_it_was_typed(
    write: Callable[[tuple[str, ...]], bytes], read: Callable[[Path], list[object]], tmp_path: Path
) -> None:
    (tmp_path / "book.xlsx").write_bytes(write(TEXTS + CARRIAGE_RETURNS))
    assert read(tmp_path / "book.xlsx") == [*TEXTS, *CARRIAGE_RETURNS]


@WRITERS
@needs_libreoffice
def test_libreoffice_reads_it_as_it_was_typed(write: Callable[[tuple[str, ...]], bytes], tmp_path: Path) -> None:
    """It makes a line break of a carriage return, so those are not asked for."""
    (tmp_path / "book.xlsx").write_bytes(write(TEXTS))
    saved = convert([tmp_path / "book.xlsx"], tmp_path / "saved", "csv:Text - txt - csv (StarCalc):44,34,76")
    assert (saved / "book.csv").read_text("utf-8").splitlines() == list(TEXTS)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_is_stored_stands_for_the_text(text: str) -> None:
    assert unescaped(stored_text(text)) == text


def test_openpyxl_by_itself_loses_what_looks_like_an_escape() -> None:
    """Why tests read such texts by others: it takes every ``x005F_`` out of shared texts and decodes nothing.

    The standard has ``_x005F_`` for an underscore and ``_x0041_`` for an A, so it is openpyxl that is mistaken.
    """

    def read(data: bytes) -> list[object]:
        return [row[0] for row in load_workbook(BytesIO(data))["People"].iter_rows(values_only=True)]

    assert read(write_by_cell(("x005F_x", "_x005F_", "a\rb"))) == ["x", "_", "a_x000D_b"]
    assert read(edit(("x005F_x", "_x005F_", "a\rb"))) == ["x005F_x", "_x005F_x005F_", "a_x000D_b"]
