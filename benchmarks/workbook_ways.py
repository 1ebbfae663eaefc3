"""Ways to read and to write the same cells: the planner's, and those of bare libraries. Each runs in its own process.

Changes when another library is worth comparing.
"""

import gc
import pickle
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path

from benchmarks.peers.first_free_person import plan_first_free
from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.domain.report import Report

INPUTS = ("crew.xlsx", "productions.xlsx")
Cells = dict[str, list[list[object]]]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a way costs: seconds of CPU without imports, the process's peak memory, and how many cells it met."""

    seconds: float
    peak_mib: float
    cells: int


def _cost_of(work: Callable[[], int]) -> Cost:
    gc.collect()
    began = time.process_time()
    cells = work()
    seconds = time.process_time() - began
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB elsewhere
    return Cost(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20, cells)


def read_by_planner(folder: Path) -> Cost:
    """Read a folder's two workbooks into an instance, with every check."""
    from planner.workbook.reading import FolderPaths, read_folder

    def work() -> int:
        reading = read_folder(FolderPaths.of(folder))
        assert reading.instance is not None
        return 0

    return _cost_of(work)


def read_by_calamine(paths: list[Path], sheets: tuple[str, ...] = ()) -> Cost:
    """Read every cell of workbooks, or of some of their sheets."""
    return _cost_of(lambda: sum(_filled(_rows_by_calamine(path, sheets)) for path in paths))


def read_by_openpyxl(paths: list[Path], sheets: tuple[str, ...] = ()) -> Cost:
    """Read every cell of workbooks in openpyxl's read-only mode."""
    from openpyxl import load_workbook

    def rows(path: Path) -> Iterator[tuple[object, ...]]:
        for sheet in load_workbook(path, read_only=True):
            if not sheets or sheet.title in sheets:
                yield from sheet.iter_rows(values_only=True)

    return _cost_of(lambda: sum(_filled(rows(path)) for path in paths))


def _rows_by_calamine(path: Path, sheets: tuple[str, ...]) -> Iterator[list[object]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        if not sheets or name in sheets:
            yield from book.get_sheet_by_name(name).to_python()


def _filled(rows: Iterator[object]) -> int:
    return sum(value not in ("", None) for row in rows for value in row)  # type: ignore[attr-defined]


def read_back_by_planner(path: Path) -> Cost:
    """Read a plan as the previous plan."""
    from planner.workbook.planbook.plan_reading import read_plan

    def work() -> int:
        contents = read_plan(path)
        assert contents.readable
        return len(contents.rows)

    return _cost_of(work)


def prepare_plan(folder: Path, kept: Path, most_rows: int | None) -> int:
    """Plan a folder by first free person, keep that with all that is told about it, and return its rows."""
    from planner.audit import Board
    from planner.explaining import explained
    from planner.workbook.reading import FolderPaths, read_folder

    instance = read_folder(FolderPaths.of(folder)).instance
    assert instance is not None
    assigned = tuple(islice(plan_first_free(instance, float("inf")).assignments, most_rows))
    taken = {assignment.slot for assignment in assigned}
    vacant = [slot for slot in instance.slots if slot not in taken]
    plan = Plan(assigned, tuple(vacant[: most_rows - len(assigned)] if most_rows else vacant))
    report = explained(Board(instance, plan), 0, lambda: False)  # with reasons, without remedies
    kept.write_bytes(pickle.dumps((instance, plan, report)))
    return len(plan.assignments) + len(plan.vacancies)


def write_by_planner(kept: Path, target: Path) -> Cost:
    """Write the plan workbook, with its tables, links, colours, charts and print set-up."""
    from benchmarks.run_records import RUN
    from planner.workbook.planbook.plan_writing import plan_workbook

    instance, plan, report = _kept(kept)

    def work() -> int:
        target.write_bytes(plan_workbook(instance, plan, report, RUN))
        return 0

    return _cost_of(work)


def _kept(path: Path) -> tuple[Instance, Plan, Report]:
    kept: tuple[Instance, Plan, Report] = pickle.loads(path.read_bytes())
    return kept


def write_by_xlsxwriter(plan: Path) -> Cost:
    """Write the cells of a finished plan and nothing else of it."""
    from xlsxwriter import Workbook

    sheets = _cells_of(plan)

    def work() -> int:
        book = Workbook(BytesIO(), {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        book.close()
        return _count(sheets)

    return _cost_of(work)


def write_by_openpyxl(plan: Path, write_only: bool) -> Cost:
    """Write the cells of a finished plan and nothing else of it."""
    from openpyxl import Workbook

    sheets = _cells_of(plan)

    def work() -> int:
        book = Workbook(write_only=write_only)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(BytesIO())
        return _count(sheets)

    return _cost_of(work)


def _cells_of(plan: Path) -> Cells:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(plan))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {name: [[None if v == "" else v for v in row] for row in rows] for name, rows in sheets.items()}


def _count(sheets: Cells) -> int:
    return sum(value is not None for rows in sheets.values() for row in rows for value in row)
