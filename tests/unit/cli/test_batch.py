"""``planner batch`` and ``planner runs`` on the terminal and as JSON. Changes when they say more."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import planner.cli as cli_module
from planner import executor as executor_module
from planner.batch.kept import had_alone
from tests.unit.batch.test_night import Here
from tests.unit.workbook.books import write_folder

Play = Callable[..., tuple[int, str, str]]


class Nearby(Here):
    """Does in this process what children do."""

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__()


@pytest.fixture
def play(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Play:
    """Return a player of commands beside two folders, of which one cannot be planned."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_folder(tmp_path / name)
    (tmp_path / "b/crew.xlsx").write_bytes(b"no workbook")
    (tmp_path / "night.toml").write_text('[[folder]]\npath = "[ab]"\n[alert]\nvacancies = 0\n', "utf-8")
    monkeypatch.setattr(executor_module, "Children", Nearby)
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> tuple[int, str, str]:
        return (cli_module.run(args), *capsys.readouterr())

    return run


def test_the_summary_tells_what_needs_somebody_first(play: Play, tmp_path: Path) -> None:
    code, out, err = play("batch", "night.toml", "--log", "log.jsonl")
    assert (code, err) == (2, "")
    first, alerts, alert, refused, planned, kept = filter(None, out.splitlines())
    assert ", 2 folders in " in first
    assert first.endswith(": 1 refused, 1 planned.")
    assert (alerts, alert) == ("1 alert:", "  a: 1 vacancy, more than 0.")
    assert refused.startswith("  b  refused  crew.xlsx: ")
    assert planned == "  a  planned  2 of 3 slots filled, 1 conflict, 0 changes."
    assert kept.startswith("Kept: runs/")
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [lines[0]["event"], lines[-1]["event"], lines[-1]["exit"]] == ["started", "finished", 2]
    goals = [line for line in lines if line["event"] == "goal"]
    assert {"run", "folder", "goal", "value", "bound", "seconds", "memory_mb"} <= set(goals[0])
    assert {line["folder"]: line["exit"] for line in lines if line["event"] == "folder"} == {"a": 1, "b": 2}


def test_json(play: Play) -> None:
    code, out, err = play("batch", "night.toml", "--json")
    told = json.loads(out)
    assert (code, told["exit"], err) == (2, 2, "")
    a, b = told["folders"]
    assert (a["ending"], a["exit"], a["figures"]["filled"], a["alerts"]) == (
        "planned",
        1,
        2,
        ["1 vacancy, more than 0."],
    )
    assert (b["ending"], b["figures"], b["problems"][0]["file"]) == ("refused", None, "crew.xlsx")


def test_quiet_and_exit_zero(play: Play, tmp_path: Path) -> None:
    (tmp_path / "night.toml").write_text('[[folder]]\npath = "a"\n', "utf-8")
    assert play("batch", "night.toml", "--quiet", "--exit-zero") == (0, "", "")
    assert play("batch", "night.toml", "--quiet") == (1, "", "")


def test_init_writes_an_example_once(play: Play, tmp_path: Path) -> None:
    assert play("batch", "--init", "new.toml")[0] == 0
    (tmp_path / "seasons/x").mkdir(parents=True)
    write_folder(tmp_path / "seasons/x")
    assert play("batch", "new.toml", "--check") == (0, "new.toml names 1 folder.\n", "")
    before = (tmp_path / "new.toml").read_bytes()
    code, _, err = play("batch", "--init", "new.toml")
    assert (code, "not overwritten" in err) == (2, True)
    assert (tmp_path / "new.toml").read_bytes() == before


def test_a_configuration_with_faults_plans_nothing(play: Play, tmp_path: Path) -> None:
    (tmp_path / "night.toml").write_text('[batch]\njobs = 0\n[[folder]]\npath = "a"\nreports = true\n', "utf-8")
    for option in ((), ("--check",), ("--dry-run",)):
        code, out, err = play("batch", "night.toml", *option)
        assert (code, out) == (2, "")
        assert [line[:26] for line in err.splitlines() if "line" in line] == [
            "error: night.toml › line 2",
            "error: night.toml › line 5",
        ]
    problems = json.loads(play("batch", "night.toml", "--json")[1])["problems"]
    assert [(one["code"], one["cell"]) for one in problems] == [("bad-value", "line 2"), ("unknown-key", "line 5")]
    assert not (tmp_path / "runs").exists()
    assert not (tmp_path / "a/plan.xlsx").exists()


def test_a_file_that_is_not_there(play: Play) -> None:
    code, _, err = play("batch", "nigth.toml")
    assert (code, "cannot be read" in err) == (2, True)


def test_a_dry_run_touches_nothing(play: Play, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    code, out, _ = play("batch", "night.toml", "--dry-run")
    assert (code, out) == (0, "a  planned: it was not planned before\nb  planned: it was not planned before\n")
    assert sorted(tmp_path.rglob("*")) == before
    play("batch", "night.toml")
    assert play("batch", "night.toml", "--dry-run")[1].splitlines()[0] == "a  skipped: nothing has changed"


def test_another_night_is_busy(play: Play, tmp_path: Path) -> None:
    with had_alone(tmp_path / "runs"):
        code, _, err = play("batch", "night.toml")
    assert (code, "Another night" in err) == (4, True)


def test_runs_that_cannot_be_kept_at_all(play: Play, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "night.toml").write_text('[batch]\nruns = "file/runs"\n[[folder]]\npath = "a"\n', "utf-8")
    code, _, err = play("batch", "night.toml")
    assert (code, "cannot be kept" in err) == (3, True)


def test_runs_are_listed_shown_compared_and_done_again(play: Play, tmp_path: Path) -> None:
    play("batch", "night.toml", "--today", "2027-03-01")
    write_folder(tmp_path / "a", settings=[("Setting", "Value"), ("Gap days", 9)])
    play("batch", "night.toml", "--today", "2027-03-02")
    rows = play("runs", "list")[1].splitlines()[1:]
    assert [row.split()[1] for row in rows] == ["2027-03-02", "2027-03-01"]
    runs = [one["run"] for one in json.loads(play("runs", "list", "--json")[1])["runs"]]
    assert play("runs", "show", "2027-03-01")[1].splitlines()[0].startswith(f"Run {runs[1]}, 2 folders")
    assert play("runs", "show")[1].splitlines()[0].startswith(f"Run {runs[0]}")
    code, out, _ = play("runs", "diff", "2027-03-01", "--folder", "a")
    assert code == 0
    assert "Inputs that differ:" in out
    assert "Gap days" in out
    code, out, _ = play("runs", "redo", "2027-03-01")
    assert (code, out.splitlines()) == (1, ["a: same", "b: not done", out.splitlines()[2]])
    assert play("runs", "redo", "last", "--folder", "a")[:2] == (0, "a: same\n")


def test_a_redone_run_tells_what_differs(play: Play, tmp_path: Path) -> None:
    play("batch", "night.toml")
    (file,) = (tmp_path / "runs").glob("*/a-*/result.json")
    told = json.loads(file.read_text())
    told["versions"]["ortools"] = "9.0"
    told["order"]["freeze_days"] = 1
    file.write_text(json.dumps(told))
    code, out, _ = play("runs", "redo", "--folder", "a")
    assert (code, "  ortools 9.0 then, " in out) == (0, True)
    (tmp_path / "runs" / told["run"] / file.parent.name / "plan.xlsx").write_bytes(b"")
    code, out, err = play("runs", "redo", "--folder", "a")
    assert (code, "a: not done" in out, "not as it was written" in err) == (1, True, True)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("show", "2026"), "There is no run 2026"),
        (("show", "last", "--folder", "aa"), "has no folder aa. Did you mean a?"),
        (("show", "20"), "2 runs begin with 20"),
        (("list", "--runs", "nowhere"), "There is no folder nowhere"),
        (("redo", "../../x"), "There is no run ../../x"),
    ],
)
def test_what_is_not_there_is_told(args: tuple[str, ...], said: str, play: Play) -> None:
    for day in ("2027-03-01", "2027-03-02"):
        play("batch", "night.toml", "--today", day)
    code, _, err = play("runs", *args)
    assert (code, said in err) == (2, True), err


def test_a_run_that_was_cut_off_is_said_to_be(play: Play, tmp_path: Path) -> None:
    play("batch", "night.toml")
    (head,) = (tmp_path / "runs").glob("*/run.json")
    told = json.loads(head.read_text())
    head.write_text(json.dumps({**told, "ended": None, "code": None}))
    next(head.parent.glob("b-*/result.json")).unlink()
    assert "cut off" in play("runs", "list")[1]
    code, out, err = play("runs", "show")
    assert (code, "1 folder: 1 planned" in out, "b: the run was cut off" in err) == (0, True, True)
