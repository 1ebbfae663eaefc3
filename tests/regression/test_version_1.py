"""A folder that version 1 wrote is read by this one: its plan, its backup, its history and its copies for undo.

Changes when a later version no longer reads what that one wrote.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import planner.cli as cli_module
from planner.folder import read_history, sha256_of
from planner.pipeline import SolveOptions, solve_folder
from planner.workbook.reading import FolderPaths

HOME = Path(__file__).parent / "version-1"
OPERATIONS = ["solve", "hire", "solve", "schedule", "undo", "away", "release", "fire"]
Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def season(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HOME / "season", tmp_path / "season"))


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return a way of asking the planner that gives its exit code and its answer."""

    def ask(*args: str | Path) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        return cli_module.run([*map(str, args), "--json"]), json.loads(capsys.readouterr().out)

    return ask


def backup_in(season: Path) -> Path:
    (backup,) = (season / "backup").glob("plan-*.xlsx")
    return backup


def test_its_input_and_its_plan_have_no_fault(season: Path, ask: Ask) -> None:
    assert ask("check", season) == (0, {"problems": []})
    code, answer = ask("verify", season)
    assert (code, answer["broken"], answer["problems"]) == (0, 0, [])


def test_its_vacancy_is_explained(season: Path, ask: Ask) -> None:
    code, answer = ask("explain", season)
    assert code == 1
    assert [(gap["production"], gap["role"]) for gap in answer["vacancies"]] == [("P3", "Grip")]


def test_its_history_is_read_line_by_line(season: Path, ask: Ask) -> None:
    assert [record.entry.operation for record in read_history(season).records] == OPERATIONS
    assert read_history(season).findings == ()
    code, answer = ask("history", season)
    assert code == 0
    assert sorted(one["operation"] for one in answer["history"]) == sorted(OPERATIONS)


def test_planned_again_its_plan_is_the_previous_one_and_is_kept(season: Path) -> None:
    before = (season / "plan.xlsx").read_bytes()
    outcome = solve_folder(FolderPaths.of(season), SolveOptions(threads=1, time_limit_s=0))
    assert outcome.report is not None
    assert sorted(outcome.report.change_of.values()) == ["kept"] * 8 + ["new"]
    assert [(change.kind, change.crew_id) for change in outcome.report.changes] == [("gained", "C03")]
    copies = sorted((season / "backup").glob("plan-*.xlsx"), key=lambda path: path.stat().st_mtime_ns)
    assert before in [copy.read_bytes() for copy in copies]
    assert len(copies) == 2


def test_the_hold_that_was_typed_in_its_plan_still_holds(season: Path) -> None:
    assert solve_folder(FolderPaths.of(season), SolveOptions(threads=1)).written
    head, row, *others = load_workbook(season / "plan.xlsx")["Typed bookings"].values
    typed = dict(zip(head, row, strict=True))
    assert (typed["Production ID"], typed["Crew ID"], typed["Role"], others) == ("P2", "C04", "Grip", [])


def test_its_operations_are_undone_byte_for_byte(season: Path, ask: Ask) -> None:
    records = {record.record_id: record for record in read_history(season).records}
    undone = []
    while (result := ask("undo", season))[0] == 0:
        record = records[result[1]["operation"]["id"]]
        assert {file.name: sha256_of(season / file.name) for file in record.files} == {
            file.name: file.before for file in record.files
        }
        undone.append(record.entry.operation)
    assert undone == ["release", "away", "solve", "hire"]  # before that somebody typed in the plan
    assert result[1]["refused"]["code"] == "changed-since"


def test_a_plan_of_this_version_is_undone_to_its_plan(season: Path, ask: Ask) -> None:
    before = (season / "plan.xlsx").read_bytes()
    assert solve_folder(FolderPaths.of(season), SolveOptions(threads=1)).written
    assert ask("undo", season)[0] == 0
    assert (season / "plan.xlsx").read_bytes() == before


def test_its_backup_compares_with_a_plan_of_this_version(
    season: Path, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = backup_in(season)
    assert solve_folder(FolderPaths.of(season), SolveOptions(threads=1)).written
    code, answer = ask("compare", backup, season / "plan.xlsx")
    assert code == 0
    old, new = answer["plans"]
    assert (old["filled"], new["filled"]) == (8, 9)
    ranks = [{goal["goal"] for goal in plan["goals"] if "stability" in goal["goal"]} for plan in (old, new)]
    # version 1 did not count people apart from windows, and nobody guesses what it would have counted
    assert ranks == [{"stability"}, {"stability 1", "stability 2"}]
    assert cli_module.run(["compare", str(backup), str(season / "plan.xlsx")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-3:] for line in lines if line.startswith("stability 1:")] == [["–", "8,", "proven"]]
    # nor what it was made from, which it does not carry
    assert answer["inputs"] == []
    assert all(move["why"] == "" for move in answer["moves"])
    assert "does not carry what it was made from" in answer["notes"][0]
