"""``planner publish`` on the terminal and as JSON. Changes when it says more."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

import planner.cli as cli_module
import planner.cli.publish as publish_module
from planner.folder import locked, read_history
from tests.unit.folder.folders import clock_at
from tests.unit.workbook.books import PLAN, write_folder

Play = Callable[..., tuple[int, str, str]]
TODAY = datetime(2027, 3, 1, 12).astimezone()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(publish_module, "datetime", clock_at(TODAY))
    write_folder(tmp_path, {"Assignments": PLAN})
    return tmp_path


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str], folder: Path) -> Play:
    def run(*args: str) -> tuple[int, str, str]:
        return (cli_module.run(["publish", str(folder), *args]), *capsys.readouterr())

    return run


def test_publish_list_and_withdraw(play: Play, folder: Path) -> None:
    assert play("--list") == (0, "No plan is published.\n", "")
    code, out, _ = play()
    assert (code, out.partition(". ")[0]) == (0, "plan.xlsx is published as published/2027-03-01.xlsx")
    assert (folder / "published" / "2027-03-01.xlsx").read_bytes() == (folder / "plan.xlsx").read_bytes()
    assert play("--quiet") == (0, "", "")
    code, out, _ = play("--list")
    assert [line.split()[0] for line in out.splitlines()] == [
        "File",
        "published/2027-03-01.xlsx",
        "published/2027-03-01-2.xlsx",
    ]
    assert out.splitlines()[-1].endswith("counts")
    assert play("--withdraw") == (
        0,
        "published/2027-03-01-2.xlsx is withdrawn. published/2027-03-01.xlsx is the published plan again.\n",
        "",
    )
    assert play("--withdraw")[1].endswith("No plan is published now.\n")
    said = [record.entry.changed for record in read_history(folder).records]
    assert said[0] == ("plan.xlsx published as 2027-03-01.xlsx: 2 of 3 slots filled",)
    assert said[-1] == ("2027-03-01.xlsx withdrawn: no plan is published now",)


def test_json(play: Play) -> None:
    assert json.loads(play("--json")[1]) == {"published": "published/2027-03-01.xlsx", "withdrawn": None}
    (told,) = json.loads(play("--list", "--json")[1])["published"]
    assert (told["file"], told["day"], told["current"]) == ("published/2027-03-01.xlsx", "2027-03-01", True)
    assert told["user"]
    assert json.loads(play("--withdraw", "--json")[1]) == {
        "published": None,
        "withdrawn": "published/2027-03-01.xlsx",
    }
    code, out, _ = play("--withdraw", "--json")
    assert (code, json.loads(out)["refused"]["code"]) == (1, "nothing-published")


def test_without_a_plan_it_is_refused(play: Play, folder: Path) -> None:
    (folder / "plan.xlsx").unlink()
    assert play() == (1, "plan.xlsx is not there yet; run planner solve first.\n", "")
    assert json.loads(play("--json")[1])["refused"]["code"] == "no-plan"


def test_what_is_no_plan_is_not_published(play: Play, folder: Path) -> None:
    (folder / "plan.xlsx").write_bytes(b"plan")
    code, out, _ = play("--json")
    assert (code, json.loads(out)["problems"][0]["code"]) == (2, "not-xlsx")
    assert not (folder / "published").exists()


@pytest.mark.parametrize("options", [("--list", "--withdraw"), ("--list", "--plan", "x.xlsx")])
def test_options_that_do_not_go_together(play: Play, options: tuple[str, ...]) -> None:
    assert play(*options)[0] == 2


def test_a_busy_folder_is_exit_4(play: Play, folder: Path) -> None:
    with locked(folder, 0):
        assert play("--wait", "0")[0] == 4
    assert not (folder / "published").exists()


def test_a_damaged_published_plan_is_one_line_and_solving_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "published").mkdir()
    (folder / "published" / "2027-02-01.xlsx").write_bytes(b"plan")
    assert cli_module.run(["solve", str(folder), "--exit-zero", "--remedies", "0"]) == 0
    out, err = capsys.readouterr()
    assert err.count("unreadable-published") == 1
    assert "to the previous plan" in out
