"""``planner scenarios`` on the terminal, as JSON and on disk. Changes when it says or writes more."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

import planner.cli as cli_module
from planner.workbook.columns.changes import COLUMN_OF
from tests.unit.workbook.books import day, write_book, write_folder

Play = Callable[..., tuple[int, str, str]]
HEAD = ("Scenario", *COLUMN_OF)


def row(scenario: str, change: str, production: str = "", crew: str = "", role: str = "", number: object = "") -> tuple:
    return (scenario, change, production, crew, role, None, None, number)


SOUND = (row("A/B", "hire", role="Grip", number="1..2"), row("Fewer", "cancel", "P2"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder in which one of three slots stays vacant, for want of a second grip."""
    season = tmp_path / "season"
    season.mkdir()
    write_folder(season)
    return season


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str], folder: Path) -> Play:
    def run(rows: tuple[tuple, ...], *args: str) -> tuple[int, str, str]:
        file = write_book(folder.parent / "what-if.xlsx", {"Scenarios": (HEAD, *rows)})
        return (cli_module.run(["scenarios", str(folder), str(file), "--threads", "1", *args]), *capsys.readouterr())

    return run


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def test_each_is_told_with_what_it_reaches_and_the_best_one_is_written(play: Play, folder: Path) -> None:
    before = hashes(folder)
    code, out, err = play(SOUND)
    assert code == 1  # base lacks a grip
    rows = [line.split("  ") for line in out.splitlines() if line.startswith(("base", "A/B", "Fewer"))]
    assert [[cell.strip() for cell in row if cell][:4] for row in rows] == [
        ["base", "2", "1", "1"],
        ["A/B [hire=1]", "3", "0", "2"],
        ["A/B [hire=2]", "3", "0", "2"],
        ["Fewer", "1", "0", "1"],
    ]
    assert "Best by the goals of the folder: A/B [hire=1]." in out
    assert err.count("Grip: the day rate is the median, 0.00.") == 1
    written = sorted(path.name for path in (folder / "scenarios").glob("*.xlsx"))
    assert written == ["A-B [hire=1].xlsx", "comparison.xlsx"]
    assert hashes(folder) == before  # nothing of the folder's own


def test_the_written_plan_has_the_placeholder(play: Play, folder: Path) -> None:
    play(SOUND)
    rows = load_workbook(folder / "scenarios" / "A-B [hire=1].xlsx")["Assignments"].values
    assert any("Grip 1 (A/B [hire=1])" in cells for cells in rows)


def test_all_plans_or_none_somewhere_else(play: Play, folder: Path) -> None:
    out = folder.parent / "elsewhere"
    play(SOUND, "--plans", "all", "--out", str(out))
    assert len(list(out.glob("*.xlsx"))) == 5
    play(SOUND, "--plans", "none", "--out", str(out))
    assert [path.name for path in out.glob("*.xlsx")] == ["comparison.xlsx"]


def test_as_json_with_the_changes(play: Play) -> None:
    code, out, _ = play(SOUND, "--json", "--exit-zero")
    answer = json.loads(out)
    assert code == 0
    assert answer["best"] == "A/B [hire=1]"
    assert [(one["scenario"], one["filled"], one["vacant"]) for one in answer["scenarios"]] == [
        ("base", 2, 1),
        ("A/B [hire=1]", 3, 0),
        ("A/B [hire=2]", 3, 0),
        ("Fewer", 1, 0),
    ]
    assert answer["scenarios"][3]["changes"] == [{"change": "cancel", "production": "P2"}]


def test_faults_refuse_the_file_and_nothing_is_written(play: Play, folder: Path) -> None:
    code, out, err = play((row("A", "cancle", "P1"), row("B", "move", "P9", number=1)))
    assert (code, out) == (2, "")
    assert "what-if.xlsx › Scenarios!B2" in err
    assert "what-if.xlsx › Scenarios!C3" in err
    assert not (folder / "scenarios").exists()


def test_what_the_workbooks_would_refuse_is_told_at_the_scenario(play: Play) -> None:
    # a year beyond the production
    late = ("Late", "window", "P1", "", "Gaffer", day(3), day(5), None, None, "2027-05-03..2027-05-05")
    code, _, err = play((row("Fewer", "cancel", "P2"), late))
    assert code == 2
    assert 'what-if.xlsx › Scenarios!A3: "Late" cannot be made: the workbooks would say at' in err


def test_files_that_somebody_else_put_there_stay(play: Play, folder: Path) -> None:
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "comparison.xlsx").write_bytes(b"mine")
    code, _, err = play(SOUND)
    assert code == 2
    assert "comparison.xlsx" in err
    assert (folder / "scenarios" / "comparison.xlsx").read_bytes() == b"mine"
