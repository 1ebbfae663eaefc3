"""The ways to read and write workbooks meet the same cells, so that their seconds can be compared."""

from pathlib import Path

import pytest

from benchmarks import workbook_ways as ways
from benchmarks.folders import write_folder
from benchmarks.studios import Size, make_studio
from planner.workbook.planbook.plan_reading import read_plan


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("studio")
    write_folder(made, make_studio(Size(60, 20), beyond=0.3))
    return made


def test_all_readers_meet_the_same_cells(folder: Path) -> None:
    inputs = [folder / name for name in ways.INPUTS]
    assert ways.read_by_calamine(inputs).cells == ways.read_by_openpyxl(inputs).cells > 0
    assert ways.read_by_planner(folder).seconds > 0


def test_all_writers_write_the_cells_of_the_planner_s_own_plan(folder: Path, tmp_path: Path) -> None:
    kept, plan = tmp_path / "plan.pickle", tmp_path / "plan.xlsx"
    rows = ways.prepare_plan(folder, kept, None)
    ways.write_by_planner(kept, plan)
    contents = read_plan(plan)
    assert contents.readable
    assert len(contents.rows) == rows
    assert any(not row.crew_id for row in contents.rows)  # one too many was asked for, so there are vacancies
    written = {ways.write_by_xlsxwriter(plan).cells}
    written |= {ways.write_by_openpyxl(plan, write_only).cells for write_only in (True, False)}
    assert len(written) == 1
    assert ways.read_back_by_planner(plan).cells == rows


def test_a_plan_can_be_cut_to_so_many_rows(folder: Path, tmp_path: Path) -> None:
    assert ways.prepare_plan(folder, tmp_path / "plan.pickle", 30) == 30
