"""``planner crew`` and ``planner production`` on the terminal and as JSON. Changes when their answers do."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import planner.cli as cli_module
from planner.cli import desk_calls
from planner.folder import locked, read_history
from planner.pipeline import SolveOptions, solve_folder
from planner.workbook.reading import FolderPaths
from tests.unit.workbook.books import CREW_HEAD, write_folder

Play = Callable[..., tuple[int, str, str]]
CREW = (CREW_HEAD, ("C1", "Ada Moreau", "Gaffer"), ("C2", "Bo Lindt", "Grip", "Gaffer"), ("C3", "Cy Aro", "Grip"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "season"
    folder.mkdir()
    write_folder(folder, crew=CREW)
    assert solve_folder(FolderPaths.of(folder), SolveOptions(threads=1)).written
    return folder


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str], folder: Path) -> Play:
    def run(group: str, command: str, *args: str) -> tuple[int, str, str]:
        return (cli_module.run([group, command, str(folder), *args]), *capsys.readouterr())

    return run


DONE = [
    ("crew", "hire", "--name", "Di Ray", "--role", "grip", "--other-roles", "Grip; Gaffer", "--day-rate", "410.50"),
    ("crew", "hire", "--name", "Di Ray", "--role", "Diver", "--new-role", "--id", "X7", "--from", "2026-05-01"),
    ("crew", "fire", "ada moreau", "--on", "2026-05-05"),
    ("crew", "away", "C1", "--from", "2026-05-06", "--to", "2026-05-06", "--reason", "dentist"),
    ("production", "schedule", "--title", "New", "--from", "2026-05-20", "--to", "2026-05-21", "--need", "Grip=2"),
    ("production", "reschedule", "P1", "--from", "2026-05-04", "--to", "2026-05-06"),
    ("production", "cancel", "Harbour Lights"),
    ("production", "staff", "P1", "C1", "--role", "gaffer"),
    ("production", "release", "P2", "C2", "--keep-off"),
    ("production", "handover", "P1", "C1", "--on", "2026-05-04"),
    ("production", "handover", "P1", "C1", "--on", "2026-05-04", "--role", "gaffer", "--from", "2026-05-03"),
    ("production", "staff", "P1", "C1", "--from", "2026-05-03"),
    ("production", "release", "P2", "C2", "--role", "Grip", "--from", "2026-05-11"),
    ("production", "release", "P2", "C2", "--all"),
    ("production", "reschedule", "P2", "--from", "2026-05-08", "--to", "2026-05-12", "--windows", "move"),
    (
        "production",
        "schedule",
        "--title",
        "N",
        "--from",
        "2026-05-05",
        "--to",
        "2026-05-05",
        "--need",
        "Grip=9",
        "--open",
    ),
    ("crew", "hire", "--name", "Ada Moreau", "--role", "Grip", "--same-name"),
]
REFUSED = [
    ("duplicate-name", "crew", "hire", "--name", "ADA moreau", "--role", "Grip"),
    ("employed-without-end", "crew", "hire", "--again", "C1", "--role", "Grip", "--from", "2026-06-01"),
    ("window-outside-production", "production", "reschedule", "P2", "--from", "2026-05-10", "--to", "2026-05-11"),
    ("no-change", "production", "restore", "P1"),
    ("duplicate-id", "crew", "hire", "--name", "Di", "--role", "Grip", "--id", "C1"),
    ("after-fire", "crew", "fire", "C1", "--on", "2026-05-04"),
    ("unavailable", "crew", "away", "C1", "--from", "2026-05-05", "--to", "2026-05-06"),
    ("end-before-start", "crew", "away", "C1", "--from", "2026-05-06", "--to", "2026-05-05"),
    (
        "not-enough-people",
        "production",
        "schedule",
        "--title",
        "N",
        "--from",
        "2026-05-05",
        "--to",
        "2026-05-05",
        "--need",
        "Gaffer=2",
    ),
    ("end-before-start", "production", "schedule", "--title", "N", "--from", "2026-05-05", "--to", "2026-05-04"),
    ("window-outside-production", "production", "reschedule", "P2", "--from", "2026-05-20", "--to", "2026-05-20"),
    ("unknown-production", "production", "cancel", "Harbor Lights"),
    ("no-vacancy", "production", "staff", "P1", "C2", "--role", "Gaffer"),
    ("not-on-production", "production", "release", "P1", "C2"),
    ("no-rest", "production", "handover", "P1", "C1", "--on", "2026-05-03"),
]


@pytest.mark.parametrize("args", DONE, ids=lambda args: "-".join(args[:3]))
def test_done_is_0_with_what_changed_and_the_files(play: Play, folder: Path, args: tuple[str, ...]) -> None:
    would = json.loads(play(*args, "--json", "--dry-run")[1])
    code, out, _ = play(*args, "--json")
    answer = json.loads(out)
    assert (code, answer["done"], answer["operation"]) == (0, True, args[1])
    assert "plan.xlsx" in answer["files"]
    assert len(answer["changed"]) == 1
    assert not would["done"]
    assert would["files"] == []
    assert {**would, "done": True, "dry_run": False, "files": answer["files"]} == answer
    record = read_history(folder).records[-1]
    assert record.entry.operation == args[1]
    assert json.loads(json.dumps(dict(record.entry.arguments))) == answer["arguments"]
    assert cli_module.run(["verify", str(folder), "--quiet"]) == 0


@pytest.mark.parametrize("args", REFUSED, ids=lambda args: "-".join(args[:3]))
def test_refused_is_1_with_reasons_and_a_way_out(play: Play, folder: Path, args: tuple[str, ...]) -> None:
    expected, *args = args
    before = {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}
    code, out, _ = play(*args, "--json")
    answer = json.loads(out)
    assert (code, answer["done"], answer["refused"]["code"]) == (1, False, expected)
    assert answer["reasons"][0]["code"] == expected
    assert {path.name: path.read_bytes() for path in folder.glob("*.xlsx")} == before
    code, out, _ = play(*args)
    assert code == 1
    assert out.startswith(f"Refused: {answer['refused']['message']}\n")
    assert f"[{expected}]" in out
    assert all(way in out for way in answer["ways_out"])
    assert [record.entry.outcome for record in read_history(folder).records[1:]] == ["refused", "refused"]


@pytest.mark.parametrize(
    "args",
    [
        ("crew", "fire", "C1"),
        ("crew", "fire", "C1", "--on", "2026-05-05", "--no-end"),
        ("crew", "hire", "--role", "Grip"),
        ("crew", "hire", "--name", "Di", "--role", "Grip", "--again", "C1", "--same-name"),
        ("crew", "fire", "C1", "--on", "5 May"),
        ("crew", "hire", "--name", "Di", "--role", "Grip", "--day-rate", "-1"),
        ("crew", "hire", "--name", "Di", "--role", "Grip", "--day-rate", "1.005"),
        ("crew", "hire", "--name", "Di", "--role", "Grip", "--day-rate", "much"),
        ("production", "schedule", "--title", "N", "--from", "2026-05-05", "--to", "2026-05-05", "--need", "Gaffer"),
        ("production", "schedule", "--title", "N", "--from", "2026-05-05", "--to", "2026-05-05", "--need", "Gaffer=0"),
        ("production", "cancel", "P1", "--restaff"),
    ],
)
def test_what_is_typed_wrong_is_2_and_not_remembered(play: Play, folder: Path, args: tuple[str, ...]) -> None:
    code, out, _ = play(*args, "--json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "usage")
    assert len(read_history(folder).records) == 1


def test_an_input_with_errors_is_2(play: Play, folder: Path) -> None:
    write_folder(folder, crew=[CREW_HEAD, ("C1", "Ada", None)])
    code, out, _ = play("production", "cancel", "P1", "--json")
    answer = json.loads(out)
    assert (code, answer["error"]["code"]) == (2, "input-refused")
    assert answer["problems"]


def test_a_busy_folder_is_4(play: Play, folder: Path) -> None:
    with locked(folder, 0):
        code, out, _ = play("production", "cancel", "P1", "--wait", "0.05", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (4, "busy")


def test_people_are_moved_with_yes_or_after_asking(play: Play, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    fire = ("crew", "fire", "C1", "--on", "2026-05-04", "--restaff")
    code, out, _ = play(*fire, "--json")
    assert (code, json.loads(out)["refused"]["code"]) == (1, "not-approved")
    would = json.loads(play(*fire, "--json", "--dry-run")[1])
    assert [(move["change"], move["crew_id"]) for move in would["changes"]] == [("lost", "C1"), ("gained", "C2")]
    for stream in ("stdin", "stderr"):
        monkeypatch.setattr(getattr(desk_calls.sys, stream), "isatty", lambda: True)
    answers = iter([False, True])
    monkeypatch.setattr(desk_calls.click, "confirm", lambda *_args, **_more: next(answers))
    code, _, err = play(*fire)
    assert code == 1
    assert "Bo Lindt (C2) joins Harbour Lights (P1) as Gaffer, 3–5 May 2026." in err
    code, out, _ = play(*fire)
    assert code == 0
    assert "Ada Moreau (C1) leaves Harbour Lights (P1) as Gaffer" in out


def test_what_nobody_takes_over_is_a_loss_before_anybody_is_asked(play: Play) -> None:
    fire = ("crew", "fire", "C2", "--on", "2026-05-04", "--restaff")
    code, out, _ = play(*fire)
    assert code == 1
    assert "Slots would be emptied, and nobody said yes." in out
    loss = "Quince (P2), priority 1, loses Bo Lindt (C2) as Grip, 11–12 May 2026; nobody takes over."
    assert f"It would be a loss: {loss}  [loss]" in out
    assert f"Loss: {loss}" in play(*fire, "--dry-run")[1]
    code, out, _ = play(*fire, "--yes", "--json")
    assert code == 0
    assert json.loads(out)["losses"] == [
        {
            "production_id": "P2",
            "title": "Quince",
            "priority": 1,
            "role": "Grip",
            "from": "2026-05-11",
            "to": "2026-05-12",
            "crew_id": "C2",
            "full_name": "Bo Lindt",
        }
    ]


def test_employments_and_days_of_bookings_are_listed(play: Play) -> None:
    play("crew", "fire", "C1", "--on", "2026-05-28")
    play("crew", "hire", "--again", "C1", "--role", "Grip", "--from", "2026-06-01", "--day-rate", "350")
    out = play("crew", "list")[1]
    assert [line.split()[0] for line in out.splitlines()] == ["Crew", "C1", "C1", "C2", "C3"]
    play("production", "staff", "P1", "C1", "--from", "2026-05-03")
    out = play("crew", "show", "C1")[1]
    assert "Employed always to 2026-05-28 as Gaffer, 0.00 a day" in out
    assert "Employed 2026-06-01 to no end as Grip, 350.00 a day" in out
    assert "Booked: Harbour Lights (P1) as Gaffer from 2026-05-03" in out
    answer = json.loads(play("crew", "show", "C1", "--json")[1])
    assert [(one["role"], one["hire_date"], one["fire_date"]) for one in answer["employments"]] == [
        ("Gaffer", None, "2026-05-28"),
        ("Grip", "2026-06-01", None),
    ]
    (booking,) = answer["bookings"]
    assert (booking["from"], booking["to"], booking["status"]) == ("2026-05-03", "2026-05-05", "confirmed")


def test_yes_needs_no_terminal(play: Play) -> None:
    code, out, _ = play("crew", "fire", "C1", "--on", "2026-05-04", "--restaff", "--yes", "--json")
    assert (code, json.loads(out)["restaffed"]) == (0, True)


def test_where_moving_fails_the_attempt_is_shown(play: Play) -> None:
    new = ("--title", "N", "--from", "2026-05-05", "--to", "2026-05-05", "--need", "Gaffer=3", "--restaff", "--yes")
    code, out, _ = play("production", "schedule", *new, "--json")
    answer = json.loads(out)
    assert (code, answer["refused"]["code"]) == (1, "not-enough-people")
    assert "vacancy" in [conflict["code"] for conflict in answer["conflicts"]]
    assert "Even with people moved, this would be left:" in play("production", "schedule", *new)[1]


def test_a_workbook_that_seems_to_be_open(play: Play, folder: Path) -> None:
    (folder / "~$plan.xlsx").touch()
    assert json.loads(play("production", "cancel", "P1", "--json")[1])["refused"]["code"] == "file-open"
    code, _, err = play("production", "cancel", "P1", "--force")
    assert code == 0
    assert "plan.xlsx seems to be open elsewhere" in err


def test_files_may_stand_elsewhere(play: Play, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "crew-b.xlsx"
    (folder / "crew.xlsx").rename(other)
    before = other.read_bytes()
    assert play("crew", "hire", "--name", "Di", "--role", "Grip", "--crew", str(other))[0] == 0
    assert other.read_bytes() != before
    assert not (folder / "crew.xlsx").exists()


def test_lists(play: Play) -> None:
    code, out, _ = play("crew", "list", "--role", "gaffer")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["Crew", "C1", "C2"]
    people = json.loads(play("crew", "list", "--json")[1])["crew"]
    days = {"from": "2026-05-03", "to": "2026-05-05"}
    assert people[0]["work"] == [{"production_id": "P1", "title": "Harbour Lights", "role": "Gaffer", **days}]
    own = {"role": "Gaffer", "other_roles": [], "hire_date": None, "fire_date": None, "day_rate": 0}
    assert people[0]["employments"] == [own]
    assert play("crew", "list", "--role", "Gafer")[0] == 2
    made = json.loads(play("production", "list", "--json")[1])["productions"]
    assert [(one["production_id"], one["slots"], one["filled"], one["missing"]) for one in made] == [
        ("P1", 1, 1, {}),
        ("P2", 2, 2, {}),
    ]
    assert "Quince" in play("production", "list")[1]


def test_one_of_them_in_full(play: Play) -> None:
    play("crew", "away", "C3", "--from", "2026-05-20", "--to", "2026-05-21", "--reason", "holiday")
    play("production", "release", "P2", "C3", "--keep-off")
    out = play("crew", "show", "Cy Aro")[1]
    assert "Away 2026-05-20 to 2026-05-21 (holiday)" in out
    assert "Booked: Quince (P2), never" in out
    answer = json.loads(play("crew", "show", "C2", "--json")[1])
    assert answer["work"][0]["production_id"] == "P2"
    out = play("production", "show", "quince")[1]
    assert "1 missing" in out
    answer = json.loads(play("production", "show", "P2", "--json")[1])
    need = {"production_id": "P2", "role": "Grip", "count": 2, "from": "2026-05-11", "to": "2026-05-12"}
    assert answer["needs"] == [{**need, "crew": ["C2"]}]
    keys = ("crew_id", "full_name", "production_id", "title", "role", "status")
    assert [answer["bookings"][0][key] for key in keys] == ["C3", "Cy Aro", "P2", "Quince", None, "never"]
    assert {"from", "to"} <= answer["bookings"][0].keys()
    assert answer["missing"] == {"Grip": 1}
    code, _, err = play("production", "show", "Quinze")
    assert code == 2
    assert 'Did you mean "Quince"?' in err
    assert play("crew", "show", "nobody")[0] == 2
