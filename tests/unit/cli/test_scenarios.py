"""``planner scenarios`` on the terminal, as JSON and on disk. Changes when it says or writes more."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

import planner.cli as cli_module
from planner.alternatives import scenario_page
from planner.workbook.columns.changes import COLUMN_OF
from tests.sanity.folders import sample
from tests.sanity.pages import data_of, slots_of
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


def page_in(out: Path) -> dict[str, object]:
    return data_of((out / "report.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("plans", ["best", "none"])
def test_the_page_shows_base_and_the_best_as_their_plans_are(play: Play, folder: Path, plans: str) -> None:
    _, out, _ = play(SOUND, "--plans", plans)
    assert "The page report.html shows all of them." in out
    data = page_in(folder / "scenarios")
    assert [one["name"] for one in data["plans"]] == ["base", "A/B [hire=1]", "A/B [hire=2]", "Fewer"]
    play(SOUND, "--plans", "all")
    for at, name in enumerate(("base", "A-B [hire=1]", "A-B [hire=2]", "Fewer")):
        cells = load_workbook(folder / "scenarios" / f"{name}.xlsx")["Assignments"].values
        head, *rows = cells
        columns = [head.index(one) for one in ("Production ID", "Role", "From", "To", "Crew ID")]
        told = [tuple(row[column] for column in columns) for row in rows]
        on_page = [tuple(map(as_text, row)) for row in slots_of(data, at)]
        assert on_page == sorted(tuple(map(as_text, row)) for row in told), name


def as_text(cell: object) -> str:
    return str(cell)[:10] if isinstance(cell, date) else str(cell or "")


def test_a_page_has_room_for_some_and_the_rest_is_told(
    play: Play, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenario_page, "MOST_PLANS", 3)
    _, out, _ = play(SOUND)
    assert [one["name"] for one in page_in(folder / "scenarios")["plans"]] == ["base", "A/B [hire=1]", "A/B [hire=2]"]
    assert "shows base and the best 2 of the scenarios; the 1 other is in comparison.xlsx." in out
    monkeypatch.setattr(scenario_page, "MOST_ROWS", 1)  # base and the best one are there all the same
    _, out, _ = play(SOUND, "--json")
    assert json.loads(out)["page"] == {"file": "report.html", "scenarios": ["base", "A/B [hire=1]"]}


def test_day_rates_that_are_varied_are_not_on_the_page(play: Play, folder: Path) -> None:
    varied = ("Dear", "hire", None, None, "Grip", None, None, 1, "731..732")
    _, out, _ = play((varied,), "--plans", "all")
    assert "Dear [hire=731]" in out
    page = (folder / "scenarios" / "report.html").read_text(encoding="utf-8")
    assert [one["name"] for one in data_of(page)["plans"]] == ["base", "Dear [hire 1]", "Dear [hire 2]"]
    assert not re.search("73[12]", page.partition("<body>")[2].partition("<script>")[0])


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_changes_are_those_since_the_plan_that_was_published(play: Play, folder: Path, jobs: str) -> None:
    hire = ["crew", "hire", str(folder), "--name", "Di Orr", "--role", "Grip"]
    for command in (["solve", str(folder), "--exit-zero"], ["publish", str(folder)], hire, ["solve", str(folder)]):
        assert cli_module.run([*command, "--quiet"]) == 0
    play((row("Fewer", "cancel", "P1"),), "--plans", "all", "--jobs", jobs)
    for name in ("base", "Fewer"):
        changes = load_workbook(folder / "scenarios" / f"{name}.xlsx")["Changes"].values
        assert any("gained" in cells and "Di Orr" in cells for cells in changes), name


def test_a_folder_of_csv_files_is_told_what_would_help(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    season = tmp_path / "csv"
    season.mkdir()
    (season / "Crew.csv").write_text("Crew ID,Full name,Role,Hire date,Fire date\nC1,Ann Reed,Grip,,\n")
    (season / "Productions.csv").write_text("Production ID,Title,Start,End\nP1,Quince,2027-05-03,2027-05-07\n")
    (season / "Requirements.csv").write_text("Production ID,Role,Count\nP1,Grip,2\n")
    file = write_book(tmp_path / "what-if.xlsx", {"Scenarios": (HEAD, row("A", "hire", role="Grip", number=1))})
    for command in (["scenarios"], ["scenarios", "adopt"]):
        named = ["A", "--placeholders"] if command[1:] else []
        assert cli_module.run([*command, str(season), str(file), *named]) == 2
        assert '"A" cannot be made: Crew is a .csv file here. Save all sheets as one workbook.' in (
            capsys.readouterr().err
        )
    assert sorted(path.suffix for path in season.iterdir() if path.is_file()) == [".csv"] * 3


@pytest.mark.parametrize(("jobs", "number"), [(1, signal.SIGINT), (2, signal.SIGINT), (2, signal.SIGTERM)])
def test_an_interrupt_ends_it_with_nothing_written(tmp_path: Path, jobs: int, number: signal.Signals) -> None:
    folder = sample("season", tmp_path)
    before, rows = hashes(folder), (row("Later", "move", "P05", number="1..60"),)
    file = write_book(tmp_path / "what-if.xlsx", {"Scenarios": (HEAD, *rows)})
    command = [sys.executable, "-m", "planner.cli", "scenarios", str(folder), str(file), "--jobs", str(jobs)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        assert running.stderr is not None
        said = [running.stderr.readline()]
        while not said[-1].startswith("Planning 60"):
            assert said[-1], said
            said.append(running.stderr.readline())
        # a terminal tells everybody
        (os.killpg if number == signal.SIGINT else os.kill)(running.pid, number)
        rest = running.stderr.read()  # until the last process has let go of it
        assert running.wait(60) == 3
    assert "Stopping; nothing is written." in rest
    assert "Traceback" not in rest
    assert hashes(folder) == before
    assert not (folder / "scenarios").exists()
