"""The sample folders by the command line: planned, verified, planned again, refused. Changes when a sample does."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import planner.cli as cli_module
from planner.domain.finding import Severity
from planner.domain.reason import ReasonKind
from planner.domain.remedy import RemedyKind
from planner.workbook.reading import FolderPaths, read_folder
from tests.sanity.folders import sample, sheet_rows

SOUND = ("small", "season", "overbooked")
NOT_NEEDED = {ReasonKind.EXCHANGE, ReasonKind.NOT_SHOWN}  # only where a set is too large to be found


@pytest.fixture(scope="module", params=SOUND)
def solved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """Return a planned copy of a sample and the exit code of its planning."""
    folder = sample(request.param, tmp_path_factory.mktemp("sample"))
    return folder, cli_module.run(["solve", str(folder), "--quiet"])


def answer(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, dict]:
    code = cli_module.run([*args, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_exit_code_says_whether_anything_is_open(solved: tuple[Path, int]) -> None:
    folder, code = solved
    _, *conflicts = sheet_rows(folder / "plan.xlsx", "Conflicts")
    severity_at = sheet_rows(folder / "plan.xlsx", "Conflicts")[0].index("Severity")
    is_open = any(row[severity_at] != Severity.INFO.value for row in conflicts if any(row))
    assert code == (1 if is_open else 0)


def test_verify_finds_nothing(solved: tuple[Path, int], capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answer(capsys, "verify", str(solved[0]))
    assert (code, said["problems"]) == (0, [])


def test_again_with_another_number_of_threads_every_row_stays(
    solved: tuple[Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, code = solved
    before = sheet_rows(folder / "plan.xlsx", "Assignments", without=["Change"])
    again, said = answer(capsys, "solve", str(folder), "--threads", "2")
    assert again == code
    assert said["status"] == "optimal"
    assert sheet_rows(folder / "plan.xlsx", "Assignments", without=["Change"]) == before


def test_the_small_sample_has_its_one_vacancy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Yusuf, the only boom operator, leaves on 21 May; P04 shoots from 20 to 26 May.
    code, said = answer(capsys, "solve", str(sample("small", tmp_path)))
    assert (code, said["status"], said["slots"], said["vacant"], said["conflicts"]) == (1, "optimal", 12, 1, 1)
    assert said["productions"] == {"total": 4, "whole": 3}


def test_a_broken_folder_is_refused_with_every_fault_at_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = sample("broken", tmp_path)
    code, said = answer(capsys, "check", str(folder))
    faults = [problem for problem in said["problems"] if problem["severity"] == "error"]
    assert code == 2
    assert len(faults) == sum(f.severity is Severity.ERROR for f in read_folder(FolderPaths.of(folder)).findings) >= 26
    for fault in faults:
        assert fault["file"] in ("crew.xlsx", "productions.xlsx")
        assert fault["sheet"], fault
        assert fault["cell"], fault
        assert fault["message"], fault
    # Spot checks: the second C01, the misspelt role, the date that reads two ways, the priority 9.
    places = {(fault["code"], fault["sheet"], fault["cell"]) for fault in faults}
    assert {
        ("duplicate-id", "Crew", "A3"),
        ("unknown-role", "Crew", "C4"),
        ("bad-date", "Crew", "E5"),
        ("bad-priority", "Productions", "E5"),
    } <= places


def test_a_broken_folder_is_not_planned_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = sample("broken", tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    code, said = answer(capsys, "solve", str(folder))
    assert (code, said["error"]["code"]) == (2, "input-refused")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.fixture(scope="module")
def overbooked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a planned copy of the sample in which everything goes wrong once."""
    folder = sample("overbooked", tmp_path_factory.mktemp("overbooked"))
    assert cli_module.run(["solve", str(folder), "--quiet"]) == 1
    return folder


def test_overbooked_shows_every_conflict_reason_and_remedy(
    overbooked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = answer(capsys, "explain", str(overbooked))
    assert code == 1
    vacancies = said["vacancies"]
    assert {one["reason"]["kind"] for one in vacancies} == set(ReasonKind) - NOT_NEEDED
    assert {remedy["kind"] for one in vacancies for remedy in one["remedies"]} == set(RemedyKind)
    assert all(remedy["exact"] for one in vacancies for remedy in one["remedies"])
    assert [len(remedy["fills"]) > 1 for remedy in said["shared"]] == [True]
    assert {one["code"] for one in said["conflicts"]} == {
        "confirmed-not-kept",
        "booking-without-slot",
        "hold-displaced",
        "released-again",
        "input-warning",  # the role that nobody has
    }
    challenges = [option for one in said["conflicts"] for option in one["options"] if "Challenge needed" in option]
    assert len(challenges) == 1


def test_what_explain_says_is_what_the_plan_says(overbooked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = answer(capsys, "explain", str(overbooked))
    head, *rows = sheet_rows(overbooked / "plan.xlsx", "Conflicts")
    written = {
        (row[head.index("Production ID")], row[head.index("Role")], row[head.index("Slot")]): row for row in rows
    }
    for one in said["vacancies"]:
        row = written[one["production"], one["role"], one["slot"]]
        assert row[head.index("Why")] == one["why"]
        assert all(remedy["text"] in str(row[head.index("Options")]) for remedy in one["remedies"])


def test_confirmed_bookings_that_clash_name_each_other_s_cell(
    overbooked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = answer(capsys, "explain", str(overbooked), "--production", "P07")
    (clash,) = said["conflicts"]
    cells = [row[0] for row in sheet_rows(overbooked / "productions.xlsx", "Bookings")]
    other = f"productions.xlsx › Bookings!D{cells.index('P06') + 1}"
    assert other in clash["why"]
    assert clash["source"] == f"productions.xlsx › Bookings!D{cells.index('P07') + 1}"


def test_plans_and_explanations_do_not_hang_on_how_python_hashes(tmp_path: Path) -> None:
    said = []
    for seed in ("1", "2"):
        folder = sample("season", tmp_path / seed)
        for command in ("solve", "explain"):
            line = [sys.executable, "-m", "planner.cli", command, str(folder), "--json", "--quiet", "--exit-zero"]
            run = subprocess.run(line, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        said.append((run.stdout, sheet_rows(folder / "plan.xlsx", "Conflicts")))
    assert said[0] == said[1]
