"""``planner suggest`` on the terminal, as JSON and on disk: what it says, writes and refuses, and how it ends.

Changes when a suggestion is asked for or shown in another way.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

import planner.cli as cli_module
from planner.folder import locked
from tests.unit.cli.test_scenarios import hashes
from tests.unit.workbook.books import CREW_HEAD, NEEDS_HEAD, PRODUCTIONS_HEAD, SETTINGS_HEAD, Rows, day, write_folder

Play = Callable[..., tuple[int, str, str]]
HEAD = (*PRODUCTIONS_HEAD, "Earliest start", "Latest end")
P1 = ("P1", "Harbour Lights", day(3), day(5), 3, None, None, None)
P2 = ("P2", "Quince", day(4), day(6), 3, None, day(2), day(12))
P3 = ("P3", "Tide", day(4), day(5), 3, None, day(4), day(20))
CREW: Rows = (CREW_HEAD, ("C1", "Ada Moreau", "Gaffer", None, None, None, 100), ("C2", "Bo Lindt", "Grip"))
NEEDS: Rows = (NEEDS_HEAD, ("P1", "Gaffer", 1), ("P2", "Gaffer", 1), ("P3", "Gaffer", 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a planned folder whose only gaffer has one of three productions, two of which may be moved."""
    season = tmp_path / "season"
    season.mkdir()
    write_folder(season, crew=CREW, productions=(HEAD, P1, P2, P3), requirements=NEEDS)
    assert cli_module.run(["solve", str(season), "--exit-zero", "--quiet"]) == 0
    return season


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str], folder: Path) -> Play:
    def run(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        return (cli_module.run(["suggest", str(folder), *args]), *capsys.readouterr())

    return run


def with_productions(folder: Path, *rows: tuple, **sheets: Rows) -> None:
    write_folder(folder, **{"crew": CREW, "productions": (HEAD, *rows), "requirements": NEEDS, **sheets})


def test_the_moves_are_told_with_what_they_reach_and_nothing_is_written(play: Play, folder: Path) -> None:
    before = hashes(folder)
    code, out, err = play()
    assert (code, err) == (0, "")
    assert out.splitlines()[:3] == [
        "2 productions moved, 6 days altogether:",
        "  Quince (P2) 4 days later, to 8–10 May 2026",
        "  Tide (P3) 2 days later, to 6–7 May 2026",
    ]
    rows = [line.split() for line in out.splitlines()]
    assert ["coverage", "3", "1", "3", "3", "yes"] in rows
    assert ["days", "moved", "0", "6", "6", "yes"] in rows
    assert ["cost", "200.00", "800.00", "800.00", "yes"] in rows
    assert "With these moves: All 3 slots are filled.\nWithout: 1 of 3 slots is filled; 2 are vacant." in out
    assert out.endswith("Proven: no other days within the limits are better.\n")
    assert hashes(folder) == before


def test_as_json_it_is_one_object(play: Play) -> None:
    code, out, err = play("--json", "--most", "1")
    told = json.loads(out)
    assert (code, err, told["written"]) == (0, "", None)
    suggested = told["suggested"]
    assert suggested["changes"] == [{"change": "move", "production": "P2", "number": 2}]
    assert (suggested["filled_before"], suggested["filled"], suggested["slots"], suggested["proven"]) == (1, 2, 3, True)
    assert suggested["goals"][0] == {
        **{"name": "coverage", "priority": 3, "before": 1, "value": 2, "bound": 2, "proven": True, "cut": None},
    }
    assert [one["value"] for one in suggested["goals"] if one["name"].endswith("-moved")] == [2, 1]


def test_only_what_is_named_is_moved(play: Play) -> None:
    _, out, _ = play("--production", "quince")
    assert out.startswith("1 production moved, 2 days altogether:\n  Quince (P2) 2 days later, to 6–8 May 2026\n")


def test_a_goal_may_count_before_the_days(play: Play, folder: Path) -> None:
    work = (SETTINGS_HEAD, ("Work days", "Mon, Tue, Wed, Thu"))
    with_productions(folder, P2, requirements=NEEDS[:1] + NEEDS[2:3], settings=work)
    code, out, _ = play()
    assert (code, out.splitlines()[0]) == (0, "No other days within the limits are better, which is proven.")
    _, out, _ = play("--move-for", "cost")  # 4–6 May are Monday to Wednesday, 8–10 May no paid days
    assert out.splitlines()[1] == "  Quince (P2) 4 days later, to 8–10 May 2026"
    lines = [line.split()[0] for line in out.splitlines() if line[:4] in ("cost", "days")]
    assert lines == ["cost", "days"]


def test_the_scenario_is_read_back_and_planned_alike(
    play: Play, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder.parent / "days.xlsx"
    code, out, _ = play("--to", str(file))
    assert code == 0
    assert f"Written: {file}, with the scenario Suggested days." in out
    rows = list(load_workbook(file)["Scenarios"].values)
    assert [(row[0], row[1], row[2], row[7]) for row in rows[1:]] == [
        ("Suggested days", "move", "P2 · Quince", 4),
        ("Suggested days", "move", "P3 · Tide", 2),
    ]
    assert cli_module.run(["scenarios", str(folder), str(file), "--json"]) == 1  # base lacks gaffers
    planned = json.loads(capsys.readouterr().out)
    assert planned["best"] == "Suggested days"
    assert [(one["scenario"], one["filled"]) for one in planned["scenarios"]] == [("base", 1), ("Suggested days", 3)]
    code, _, err = play("--to", str(file))
    assert (code, err) == (2, f"planner: {file} is there already; name another file.\n")


def test_what_is_made_real_is_what_was_suggested_and_undo_restores_every_byte(
    play: Play, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = hashes(folder)
    code, out, _ = play("--yes", "--dry-run")
    assert (code, hashes(folder)) == (0, before)
    assert out.startswith("This would be done:\nDays are moved as suggested: 2 changes.\n")
    code, out, _ = play("--yes", "--json")
    told = json.loads(out)
    assert (code, told["done"], told["operation"]) == (0, True, "suggest")
    assert told["suggested"]["filled"] == 3
    assert sorted(told["files"]) == ["plan.xlsx", "productions.xlsx"]
    rows = {row[0]: row[2].date() for row in list(load_workbook(folder / "productions.xlsx")["Productions"].values)[1:]}
    assert rows == {"P1": day(3), "P2": day(8), "P3": day(6)}
    assert cli_module.run(["verify", str(folder)]) == 0
    code, out, _ = play("--yes")
    assert code == 1
    assert out.startswith("Refused: No days are suggested.\n  No other days within the limits are better, which is")
    capsys.readouterr()
    assert cli_module.run(["history", str(folder), "--json"]) == 0
    done = [one for one in json.loads(capsys.readouterr().out)["history"] if one["operation"] == "suggest"]
    assert [one["outcome"] for one in done] == ["applied", "refused"]
    assert cli_module.run(["undo", str(folder)]) == 0
    now = hashes(folder)
    assert {name: now[name] for name in before if name != "history.jsonl"} == {
        name: hash_ for name, hash_ in before.items() if name != "history.jsonl"
    }


@pytest.mark.parametrize(
    ("rows", "args", "code", "words"),
    [
        ((P1,), (), "no-limits", "No production says how far it may be moved. Fill in Earliest start or Latest end"),
        ((P1, P2), ("--production", "P1"), "no-limits", "Harbour Lights (P1) does not say how far it may be moved."),
        ((P1, P2), ("--production", "Quins"), "unknown-production", 'There is no production "Quins". Did you mean'),
        (((*P2[:6], day(4), day(6)),), (), "cannot-move", "The limits of Quince (P2) leave it no other days."),
        (((*P2[:5], "cancelled", *P2[6:]), P1), ("--production", "P2"), "cannot-move", "Quince (P2) is cancelled."),
        (
            (P1, (*P2[:6], None, day(6)), (*P3[:6], day(4), None)),
            (),
            "cannot-move",
            "None of the 2 productions with limits",
        ),
        ((P2,), ("--move-for", "balance"), "not-a-goal", "balance is not among the goals of the folder. They are cov"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(
    play: Play, folder: Path, rows: tuple[tuple, ...], args: tuple[str, ...], code: str, words: str
) -> None:
    needs = (NEEDS_HEAD, *(("P1", "Gaffer", 1),) * any(one[0] == "P1" for one in rows))
    needs += tuple((one[0], "Gaffer", 1) for one in rows if one[0] != "P1")
    with_productions(folder, *rows, requirements=needs)
    before = hashes(folder)
    exit_code, out, _ = play(*args, "--json")
    error = json.loads(out)["error"]
    assert (exit_code, error["code"]) == (2, code)
    assert words in error["message"]
    exit_code, out, _ = play(*args, "--yes", "--json")
    told = json.loads(out)
    assert (exit_code, told["done"], told["refused"]["code"]) == (1, False, code)
    now = hashes(folder)
    assert {name: now[name] for name in before if name != "history.jsonl"} == {
        name: hash_ for name, hash_ in before.items() if name != "history.jsonl"
    }


def test_what_began_before_the_plan_window_stays(play: Play, folder: Path) -> None:
    with_productions(folder, P1, P2, P3, settings=(SETTINGS_HEAD, ("Plan from", day(5))))
    code, out, _ = play("--json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "cannot-move")
    assert "Quince (P2) begins before the plan does, 5 May 2026." in json.loads(out)["error"]["message"]


@pytest.mark.parametrize(
    ("today", "moved"),
    [
        ("2026-05-01", [("P2", 4), ("P3", 1)]),
        ("2026-05-02", [("P3", 1)]),
        ("2026-05-03", []),
    ],
)
def test_what_is_frozen_is_not_moved(play: Play, folder: Path, today: str, moved: list[tuple[str, int]]) -> None:
    """Quince begins on the 4th, Tide on the 5th: what begins by the 3rd, 4th and 5th is frozen."""
    late = (*P3[:2], day(5), day(6), *P3[4:6], day(3), P3[7])
    with_productions(folder, P1, P2, late)
    cli_module.run(["solve", str(folder), "--exit-zero", "--quiet", "--freeze-days", "2", "--today", today])
    _, out, _ = play("--json")
    told = json.loads(out)
    changes = told["suggested"]["changes"] if "suggested" in told else []
    assert [(one["production"], one["number"]) for one in changes] == moved
    if not moved:
        assert "None of the 2 productions with limits can be moved" in told["error"]["message"]
        assert "Quince (P2) is frozen, like all that begins by 5 May 2026." in told["error"]["message"]


def test_a_folder_that_others_have_is_busy(play: Play, folder: Path) -> None:
    with locked(folder, 1):
        code, out, _ = play("--yes", "--wait", "0", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (4, "busy")


def test_the_scenario_is_a_workbook(play: Play, folder: Path) -> None:
    code, _, err = play("--to", str(folder.parent / "days.csv"))
    assert (code, err) == (2, "planner: days.csv is no workbook; name a file that ends in .xlsx.\n")
