"""Many processes at the desk of one folder at once. Changes when operations wait for each other in another way."""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.folder import CannotUndo, Outcome, Record, locked, read_history, undo, undoable
from planner.pipeline import SolveOptions, solve_folder, verify_folder
from planner.workbook.reading import FolderPaths
from tests.sanity.folders import write_instance
from tests.studios import random_studio
from tests.unit.folder.folders import leftovers

ROOT = Path(__file__).parents[2]


def run_together(folder: Path, processes: int, times: int, solves: int = 0) -> None:
    """Let processes carry out orders, and others plan beside them; each must come to an end with a result."""
    orders = [sys.executable, "-m", "tests.sanity.desk_worker", str(folder), str(times)]
    solve = [sys.executable, "-m", "planner.cli", "solve", str(folder), "--wait", "120", "--threads", "1", "--json"]
    workers = [start([*orders, f"worker {one}"]) for one in range(processes)]
    solvers = [start(solve) for _ in range(solves)]
    told = [worker.communicate()[0] for worker in workers]
    plans = [json.loads(solver.communicate()[0]) for solver in solvers]
    assert [worker.returncode for worker in workers] == [0] * processes
    assert {solver.returncode for solver in solvers} <= {0, 1}, plans
    assert {plan["plan"] for plan in plans} <= {"plan.xlsx"}
    took = sorted((line for text in told for line in text.splitlines()), key=lambda line: float(line.split()[0]))
    assert len(took) == processes * times
    print("slowest:", took[-3:], "seconds of the solves:", [plan["seconds"]["total"] for plan in plans])


def start(command: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


@pytest.mark.parametrize(
    ("processes", "times"), [(4, 5), pytest.param(12, 25, marks=pytest.mark.soak)], ids=["4x5", "12x25"]
)
def test_no_operation_is_lost_and_everybody_gets_a_turn(tmp_path: Path, processes: int, times: int) -> None:
    folder = write_instance(tmp_path / "season", replace(random_studio(7), previous=None))
    assert solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)).written
    run_together(folder, processes, times, solves=2)
    records = read_history(folder).records[1:]
    plans = [record for record in records if record.entry.operation == "solve"]
    done = sorted((r.entry.arguments["who"], r.entry.arguments["number"]) for r in records if r not in plans)
    assert len(plans) == 2
    assert done == sorted((f"worker {one}", number) for one in range(processes) for number in range(times))
    assert {record.entry.outcome for record in records} == {Outcome.APPLIED, Outcome.REFUSED}
    assert verify_folder(FolderPaths.of(folder)).broken == ()
    assert each_builds_on_the_one_before(records)
    assert leftovers(folder) == []


def each_builds_on_the_one_before(records: Iterable[Record]) -> bool:
    """Whether every operation replaced the files as the one before had left them."""
    states: dict[str, str | None] = {}
    for record in records:
        for file in record.files:
            if states.get(file.name, file.before) != file.before:
                return False
            states[file.name] = file.after
    return True


def test_each_change_builds_on_the_one_before_it_and_undo_skips_refusals(tmp_path: Path) -> None:
    folder = write_instance(tmp_path / "season", replace(random_studio(7), previous=None))
    assert solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)).written
    before = {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}
    run_together(folder, 3, 4)
    applied = [record for record in read_history(folder).records[1:] if record.entry.outcome is Outcome.APPLIED]
    assert each_builds_on_the_one_before(applied)
    for record in reversed(applied):
        with locked(folder, 0) as lease:
            assert undo(lease).record_id == record.record_id
    assert {path.name: path.read_bytes() for path in folder.glob("*.xlsx")} == before
    assert undoable(folder).entry.operation == "solve"
    with locked(folder, 0) as lease:
        undo(lease)
        with pytest.raises(CannotUndo):
            undo(lease)
