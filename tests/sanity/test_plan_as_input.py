"""A plan is sorted, filtered, added to, moved about and saved by others; the next run knows it all the same.

Changes when the plan is edited in another way.
"""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.finding import Severity
from planner.domain.instance import Instance
from planner.pipeline import SolveOptions, SolveOutcome, solve_folder
from planner.workbook.planbook.plan_reading import plan_of, read_plan
from planner.workbook.reading import FolderPaths
from tests.libreoffice import convert, needs_libreoffice
from tests.sanity.folders import sheet_rows

SAMPLE = Path(__file__).parents[2] / "sample_data" / "overbooked"


@dataclass(frozen=True, slots=True)
class Planned:
    """A folder that was planned once, and what Assignments said."""

    folder: Path
    rows: list[tuple[object, ...]]


def assignments(folder: Path) -> list[tuple[object, ...]]:
    return sheet_rows(folder / "plan.xlsx", "Assignments", without=["Change"])


def solved(folder: Path) -> SolveOutcome:
    outcome = solve_folder(FolderPaths.of(folder), SolveOptions(threads=1, time_limit_s=0))
    assert outcome.failure == ""
    return outcome


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    folder = tmp_path_factory.mktemp("planned")
    for name in ("crew.xlsx", "productions.xlsx"):
        shutil.copy(SAMPLE / name, folder)
    assert solved(folder).written is not None
    return Planned(folder, assignments(folder))


def copied(planned: Planned, target: Path, edit: Callable[[Workbook], None] = lambda book: None) -> Path:
    folder = shutil.copytree(planned.folder, target / "copy")
    book = load_workbook(folder / "plan.xlsx")
    edit(book)
    book.save(folder / "plan.xlsx")
    return folder


def page_of(book: Workbook) -> Worksheet:
    page = book["Assignments"]
    assert isinstance(page, Worksheet)
    return page


def rewritten(page: Worksheet, rows: list[list[object]]) -> None:
    page.tables.clear()
    page.delete_rows(1, page.max_row)
    for row in rows:
        page.append(row)


def sort_rows(book: Workbook) -> None:
    head, *rows = [[cell.value for cell in row] for row in page_of(book).iter_rows()]
    random.Random(1).shuffle(rows)
    rewritten(page_of(book), [head, *rows])


def move_columns(book: Workbook) -> None:
    rows = [[cell.value for cell in row][::-1] for row in page_of(book).iter_rows()]
    rewritten(page_of(book), rows)


def filter_rows(book: Workbook) -> None:
    page = page_of(book)
    for row in range(3, page.max_row, 2):
        page.row_dimensions[row].hidden = True


def add_columns_and_sheets(book: Workbook) -> None:
    page = page_of(book)
    page["N1"], page["N2"] = "Called on", "2 May, no answer"
    page["P5"] = "=COUNTA(G2:G18)"
    book.create_sheet("Phone list", 0).append(["Name", "Number"])


def add_rows_above(book: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in page_of(book).iter_rows()]
    rewritten(page_of(book), [["Our summer", None], [], *rows])


def remove_the_other_sheets(book: Workbook) -> None:
    for page in [page for page in book.worksheets if page.title != "Assignments"]:
        book.remove(page)


@pytest.mark.parametrize(
    "edit",
    [sort_rows, move_columns, filter_rows, add_columns_and_sheets, add_rows_above, remove_the_other_sheets],
)
def test_what_was_moved_about_changes_nothing(
    edit: Callable[[Workbook], None], planned: Planned, tmp_path: Path
) -> None:
    folder = copied(planned, tmp_path, edit)
    outcome = solved(folder)
    assert [finding for finding in outcome.findings if finding.place.file == "plan.xlsx"] == []
    assert assignments(folder) == planned.rows
    assert outcome.report is not None
    assert outcome.report.changes == ()
    assert set(outcome.report.change_of.values()) == {"kept"}


def first_filled(page: Worksheet) -> int:
    return next(row for row in range(2, page.max_row + 1) if page.cell(row, 7).value)


def test_a_status_typed_into_a_sorted_and_filtered_plan_holds(planned: Planned, tmp_path: Path) -> None:
    said: list[object] = []

    def edit(book: Workbook) -> None:
        sort_rows(book)
        filter_rows(book)
        page = page_of(book)
        row = first_filled(page)
        page.cell(row, 10).value = " Never "
        page.row_dimensions[row].hidden = True
        said.extend(page.cell(row, column).value for column in (1, 3, 7))

    outcome = solved(copied(planned, tmp_path, edit))
    assert outcome.instance is not None
    (typed,) = [booking for booking in outcome.instance.bookings if booking.typed]
    assert [typed.production_id, typed.role, typed.crew_id, typed.status_text] == [*said, "never"]
    assert outcome.plan is not None
    assert not [a for a in outcome.plan.assignments if [a.slot.production_id, a.slot.role, a.crew_id] == said]


def test_a_deleted_row_is_a_person_who_was_not_there(planned: Planned, tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        rows = [[cell.value for cell in row] for row in page_of(book).iter_rows()]
        del rows[first_filled(page_of(book)) - 1]
        rewritten(page_of(book), rows)

    folder = copied(planned, tmp_path, edit)
    outcome = solved(folder)
    assert assignments(folder) == planned.rows  # nothing speaks against the same person again
    assert outcome.report is not None
    assert [change.kind for change in outcome.report.changes] == ["gained"]


def test_a_misspelt_status_refuses_the_run_and_leaves_the_plan(planned: Planned, tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        page_of(book).cell(3, 10).value = "confirmd"

    folder = copied(planned, tmp_path, edit)
    before = (folder / "plan.xlsx").read_bytes()
    outcome = solved(folder)
    told = [(f.code, f.place.cell) for f in outcome.findings if f.severity is Severity.ERROR]
    assert ("bad-status", "J3") in told
    assert outcome.written is None
    assert (folder / "plan.xlsx").read_bytes() == before


@needs_libreoffice
def test_a_plan_saved_by_libreoffice_is_the_same_plan(planned: Planned, tmp_path: Path) -> None:
    folder = copied(planned, tmp_path)
    saved = convert([planned.folder / "plan.xlsx"], tmp_path / "saved") / "plan.xlsx"
    instance = solved(copied(planned, tmp_path / "first")).instance
    assert isinstance(instance, Instance)
    ours, theirs = read_plan(planned.folder / "plan.xlsx"), read_plan(saved)
    assert theirs.findings == ()
    assert plan_of(theirs, instance) == plan_of(ours, instance)
    shutil.copy(saved, folder / "plan.xlsx")
    outcome = solved(folder)
    assert assignments(folder) == planned.rows
    assert outcome.report is not None
    assert outcome.report.changes == ()
