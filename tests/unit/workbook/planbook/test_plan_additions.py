"""What somebody typed into a plan of the planner's own. Changes when something else of it is carried over."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from planner.pipeline import SolveOptions, solve_folder
from planner.workbook.planbook.plan_additions import MOST_NAMED, UNKNOWN, find_added
from planner.workbook.reading import FolderPaths
from tests.unit.workbook.books import write_folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("season")
    write_folder(folder)
    plan = solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)).written
    assert plan is not None
    return plan


@pytest.fixture
def typed(written: Path, tmp_path: Path) -> Callable[[Callable[[Workbook], None]], Path]:
    """Return a way of typing in a copy of the plan."""

    def type_in(act: Callable[[Workbook], None]) -> Path:
        path = Path(shutil.copy(written, tmp_path / "plan.xlsx"))
        book = load_workbook(path)
        act(book)
        book.save(path)
        return path

    return type_in


Type = Callable[[Callable[[Workbook], None]], Path]


def put(sheet: str, **cells: object) -> Callable[[Workbook], None]:
    def act(book: Workbook) -> None:
        for cell, value in cells.items():
            book[sheet][cell] = value

    return act


def rotate(book: Workbook) -> None:
    """Sort the rows another way round and put the last column first."""
    sheet = book["Assignments"]
    head, *rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]
    for at, row in enumerate([head, *reversed(rows)], 1):
        for column, (value, shown) in enumerate([row[-1], *row[:-1]], 1):
            cell = sheet.cell(at, column)
            cell.value, cell.number_format = value, shown


def nothing(_: Workbook) -> None:
    """Only save."""


@pytest.mark.parametrize(
    "act",
    [nothing, rotate, put("Assignments", J2="confirmed", J3="hold 2")],
    ids=["saved", "sorted and moved", "booked"],
)
def test_what_is_read_or_only_moved_is_not_lost(written: Path, typed: Type, act: Callable[[Workbook], None]) -> None:
    assert find_added(typed(act), written) == ()


def test_sheets_columns_texts_and_notes_are_named(written: Path, typed: Type) -> None:
    def act(book: Workbook) -> None:
        book.create_sheet("My notes")["A1"] = "x"
        put("Assignments", L1="Remarks", L2="covered by the column", M4="call\nthe agent", B3="Another title")(book)
        put("Conflicts", C2=4711.5)(book)
        book["Assignments"]["C2"].comment = Comment("ask Ann " * 20, "me")

    assert find_added(typed(act), written) == (
        "the sheet My notes",
        "the column Remarks of Assignments",
        '3 texts: Assignments!B3 ("Another title"), Assignments!M4 ("call the agent"), Conflicts!C2 ("4711.5")',
        '1 note: Assignments!C2 ("ask Ann ask Ann ask Ann ask Ann ask Ann…")',
    )


def test_a_long_list_is_cut(written: Path, typed: Type) -> None:
    (said,) = find_added(typed(put("Candidates", **{f"Z{row}": f"text {row}" for row in range(2, 30)})), written)
    assert said.startswith("28 texts: Candidates!Z2 (")
    assert said.count("Candidates!") == MOST_NAMED
    assert said.endswith(f", {28 - MOST_NAMED} more")


def test_without_what_was_written_only_what_is_sure_is_told(written: Path, typed: Type) -> None:
    def act(book: Workbook) -> None:
        book.create_sheet("My notes")
        put("Assignments", L1="Remarks", M4="call the agent")(book)

    assert find_added(typed(act), None) == ("the sheet My notes", "the column Remarks of Assignments", UNKNOWN)
    assert find_added(written, None) == (UNKNOWN,)


def test_a_plan_that_cannot_be_read_is_unknown(written: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(b"other")
    assert find_added(tmp_path / "plan.xlsx", written) == (UNKNOWN,)
