"""Many processes at the desk of one folder at once. Changes when operations wait for each other in another way."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from planner.folder import CannotUndo, Outcome, locked, read_history, undo, undoable
from planner.pipeline import SolveOptions, solve_folder, verify_folder
from planner.workbook.reading import FolderPaths
from tests.sanity.folders import write_instance
from tests.studios import random_studio
from tests.unit.folder.folders import leftovers

ROOT = Path(__file__).parents[2]


def run_together(folder: Path, processes: int, times: int) -> None:
    command = [sys.executable, "-m", "tests.sanity.desk_worker", str(folder), str(times)]
    workers = [
        subprocess.Popen([*command, f"worker {one}"], cwd=ROOT, stdout=subprocess.DEVNULL) for one in range(processes)
    ]
    assert [worker.wait() for worker in workers] == [0] * processes


@pytest.mark.parametrize(
    ("processes", "times"), [(3, 4), pytest.param(8, 25, marks=pytest.mark.soak)], ids=["3x4", "8x25"]
)
def test_no_operation_is_lost(tmp_path: Path, processes: int, times: int) -> None:
    folder = write_instance(tmp_path / "season", replace(random_studio(7), previous=None))
    assert solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)).written
    run_together(folder, processes, times)
    records = read_history(folder).records
    done = sorted((r.entry.arguments["who"], r.entry.arguments["number"]) for r in records[1:])
    assert done == [(f"worker {one}", number) for one in range(processes) for number in range(times)]
    assert {record.entry.outcome for record in records} == {Outcome.APPLIED, Outcome.REFUSED}
    assert verify_folder(FolderPaths.of(folder)).broken == ()
    assert leftovers(folder) == []


def test_each_change_builds_on_the_one_before_it_and_undo_skips_refusals(tmp_path: Path) -> None:
    folder = write_instance(tmp_path / "season", replace(random_studio(7), previous=None))
    assert solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)).written
    before = {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}
    run_together(folder, 3, 4)
    applied = [record for record in read_history(folder).records[1:] if record.entry.outcome is Outcome.APPLIED]
    states: dict[str, str | None] = {}
    for record in applied:
        for file in record.files:
            assert states.get(file.name, file.before) == file.before
            states[file.name] = file.after
    for record in reversed(applied):
        with locked(folder, 0) as lease:
            assert undo(lease).record_id == record.record_id
    assert {path.name: path.read_bytes() for path in folder.glob("*.xlsx")} == before
    assert undoable(folder).entry.operation == "solve"
    with locked(folder, 0) as lease:
        undo(lease)
        with pytest.raises(CannotUndo):
            undo(lease)
