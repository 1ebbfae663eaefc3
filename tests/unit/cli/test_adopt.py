"""``planner scenarios adopt`` on the terminal and on disk: what it writes, what it refuses and how it ends.

Changes when adopting takes another option.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

import planner.cli as cli_module
from planner.folder import locked
from tests.sanity.folders import sheet_rows
from tests.unit.cli.test_scenarios import HEAD, hashes, row
from tests.unit.workbook.books import write_book, write_folder

Play = Callable[..., tuple[int, str, str]]
BOOKS = ("crew.xlsx", "productions.xlsx", "plan.xlsx")
ROWS = (
    row("More", "hire", role="Grip", number="1..2"),
    (*row("Swap", "role", crew="C2", role="Grip"), None, "none"),
    (*row("Swap", "role", crew="C1", role="Grip"), None, "other"),
    row("Fewer", "cancel", "P2"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a planned folder in which one of three slots stays vacant, for want of a second grip."""
    season = tmp_path / "season"
    season.mkdir()
    write_folder(season)
    assert cli_module.run(["solve", str(season), "--exit-zero", "--quiet"]) == 0
    return season


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str], folder: Path) -> Play:
    file = write_book(folder.parent / "what-if.xlsx", {"Scenarios": (HEAD, *ROWS)})

    def run(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        return (cli_module.run(["scenarios", "adopt", str(folder), str(file), *args]), *capsys.readouterr())

    return run


def books(folder: Path) -> dict[str, str]:
    return {name: hash_ for name, hash_ in hashes(folder).items() if name in BOOKS}


def cells(folder: Path, book: str, sheet: str) -> list[tuple[object, ...]]:
    return list(load_workbook(folder / book)[sheet].values)


def test_new_people_get_their_names_everywhere_and_undo_takes_all_back(
    play: Play, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = books(folder)
    code, out, err = play("more  [HIRE=1]", "--name", "grip 1=Ana  Pereira")
    assert (code, err) == (0, "")
    assert '"More [hire=1]" is adopted: 1 change.' in out
    assert "  Ana Pereira (C3) joins Quince (P2) as Grip, 11–12 May 2026." in out
    assert "Files: crew.xlsx, plan.xlsx." in out
    assert ("C3", "Ana Pereira", "Grip") in [line[:3] for line in cells(folder, "crew.xlsx", "Crew")]
    assert any("Ana Pereira" in line for line in cells(folder, "plan.xlsx", "Assignments"))
    assert cli_module.run(["verify", str(folder), "--quiet"]) == 0
    assert cli_module.run(["undo", str(folder), "--quiet"]) == 0
    assert books(folder) == before


def test_the_plan_is_as_solved_and_stays_when_it_is_solved_again(play: Play, folder: Path) -> None:
    assert play("Fewer", "--yes")[0] == 0
    rows = sheet_rows(folder / "plan.xlsx", "Assignments", without=["Change"])
    assert cli_module.run(["solve", str(folder), "--quiet", "--exit-zero"]) == 0
    assert sheet_rows(folder / "plan.xlsx", "Assignments", without=["Change"]) == rows
    history = [json.loads(line) for line in (folder / "history.jsonl").read_text().splitlines()]
    assert [one["operation"] for one in history] == ["solve", "adopt", "solve"]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("More [hire=2]",), "placeholders", "Grip 1 and Grip 2 have no name yet."),
        (("More [hire=2]", "--name", "Grip 2=Di Orr"), "placeholders", "Grip 1 has no name yet."),
        (("More [hire=1]", "--name", "Grip 2=Di Orr"), "unknown-placeholder", "It hires Grip 1."),
        (("More [hire=1]", "--name", "Grip 1=bo LINDT"), "duplicate-name", "Bo Lindt is there already."),
        (
            ("More [hire=2]", "--name", "Grip 1=Di Orr", "--name", "Grip 2=di orr"),
            "duplicate-name",
            "Di Orr is there already.",
        ),
        (("More",), "unknown-scenario", 'Say which of them: "More [hire=1]", "More [hire=2]".'),
        (("Fewr",), "unknown-scenario", 'Did you mean "Fewer"?'),
        (("BASE",), "bad-scenario", "there is nothing to adopt"),
        (("Swap",), "not-approved", "Add --yes."),
    ],
)
def test_what_is_refused_says_why_and_nothing_is_written(
    play: Play, folder: Path, args: tuple[str, ...], code: str, said: str
) -> None:
    before = books(folder)
    ended, out, _ = play(*args)
    assert ended == 1
    assert said in out
    assert books(folder) == before
    assert json.loads(play(*args, "--json")[1])["refused"]["code"] == code


def test_people_are_moved_once_somebody_says_yes(play: Play) -> None:
    code, out, _ = play("Swap", "--yes")
    assert code == 0
    assert "  Bo Lindt (C2) leaves Quince (P2) as Grip, 11–12 May 2026." in out
    assert "  Ada Moreau (C1) joins Quince (P2) as Grip, 11–12 May 2026." in out


def test_some_named_and_some_not(play: Play, folder: Path) -> None:
    assert play("More [hire=2]", "--name", "Grip 2=Di Orr", "--placeholders")[0] == 0
    names = [line[1] for line in cells(folder, "crew.xlsx", "Crew")]
    assert names[-2:] == ["Grip 1 (More [hire=2])", "Di Orr"]


def test_a_dry_run_shows_it_and_writes_nothing(play: Play, folder: Path) -> None:
    before = hashes(folder)
    code, out, _ = play("More [hire=1]", "--placeholders", "--dry-run")
    assert code == 0
    assert out.startswith("This would be done:\n")
    assert "joins Quince (P2) as Grip" in out
    assert hashes(folder) == before


def test_faults_are_those_of_scenarios(play: Play, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = (*row("Late", "window", "P1", role="Gaffer"), None, "2026-05-03..2027-05-05")
    for rows in ((row("A", "cancle", "P1"), row("B", "move", "P9", number=1)), (late, *ROWS)):
        file = write_book(folder.parent / "what-if.xlsx", {"Scenarios": (HEAD, *rows)})
        code, out, err = play("Fewer", "--yes")
        assert (code, out) == (2, "")
        assert cli_module.run(["scenarios", str(folder), str(file)]) == 2
        assert capsys.readouterr().err == err


def test_what_was_typed_since_holds_and_is_told(play: Play, folder: Path) -> None:
    book = load_workbook(folder / "plan.xlsx")
    sheet = book["Assignments"]
    head = [cell.value for cell in sheet[1]]
    line = next(row for row in sheet.iter_rows(min_row=2) if row[head.index("Crew ID")].value == "C2")
    line[head.index("Booking")].value = "never"
    book.save(folder / "plan.xlsx")
    bo = ("Bo", "book", "P2", "Bo Lindt", "Grip", line[head.index("From")].value, line[head.index("To")].value)
    write_book(folder.parent / "what-if.xlsx", {"Scenarios": (HEAD, (*bo, None, None, "confirmed"))})
    code, out, _ = play("Bo", "--yes")
    assert code == 0
    assert "Bo Lindt (C2) on Quince (P2) as Grip is typed into the plan as never, which counts before" in out
    assert all("C2" not in line for line in cells(folder, "plan.xlsx", "Assignments"))


def test_a_busy_folder_is_4_and_an_open_plan_1(play: Play, folder: Path) -> None:
    with locked(folder, 0):
        code, out, _ = play("Fewer", "--yes", "--wait", "0", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (4, "busy")
    (folder / "~$plan.xlsx").touch()
    code, out, _ = play("Fewer", "--yes", "--json")
    assert (code, json.loads(out)["refused"]["code"]) == (1, "file-open")
    assert play("Fewer", "--yes", "--force")[0] == 0


def test_a_folder_called_adopt_is_named_by_a_path(
    play: Play, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.rename(folder.parent / "adopt")
    monkeypatch.chdir(folder.parent)
    assert cli_module.run(["scenarios", "./adopt", "what-if.xlsx", "--exit-zero", "--quiet"]) == 0
    assert (folder.parent / "adopt" / "scenarios" / "comparison.xlsx").exists()
    assert cli_module.run(["scenarios", "adopt", "./adopt", "what-if.xlsx", "Fewer", "--yes", "--quiet"]) == 0


def test_a_name_that_is_none_is_a_matter_of_usage(play: Play) -> None:
    for text in ("Di Orr", "=Di Orr", "Grip 1="):
        code, _, err = play("More [hire=1]", "--name", text)
        assert code == 2
        assert text in err
