"""``planner export`` on the terminal and as JSON. Changes when it says more."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import planner.cli as cli_module
from planner.folder.places import calendars_file
from tests.unit.workbook.books import AWAY_HEAD, CREW_HEAD, PLAN, day, write_book, write_folder

Play = Callable[..., tuple[int, str, str]]
RATE, REASON, NOTE = 8413907.31, "Zahnarzt-Termin", "wants 9.999 in cash"
CREW = (
    (*CREW_HEAD, "Email", "Phone", "Agent fee"),
    ("C1", "Ada Moreau", "Gaffer", None, None, None, RATE, NOTE, "ada@example.com", "+49 170", "12%-fee"),
    ("C2", "Bo Lindt", "Grip", "Gaffer; Driver", None, date(2027, 1, 1), 0, None, None, None, None),
)
AWAY = (AWAY_HEAD, ("C1", day(20), day(21), REASON))
SECRETS = ("8413907", "841390731", "8,413,907", "Zahnarzt-Termin", "9.999 in cash", "12%-fee")  # none by chance
TABLES = ("Assignments", "Bookings", "Crew", "Outside the window", "Productions", "Requirements", "Roles")
TABLES += ("Unavailable", "Vacancies")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    season = tmp_path / "season"
    season.mkdir()
    write_folder(season, {"Assignments": PLAN}, crew=CREW, unavailable=AWAY)
    return season


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str], folder: Path) -> Play:
    def run(*args: str) -> tuple[int, str, str]:
        return (cli_module.run(["export", str(folder), *args]), *capsys.readouterr())

    return run


def test_nothing_asked_for_is_told_what_there_is(play: Play) -> None:
    code, out, err = play()
    assert (code, out) == (2, "")
    assert "--ics OUT, --csv OUT or --json" in err


def test_without_a_plan_there_is_nothing_to_export(play: Play, folder: Path) -> None:
    (folder / "plan.xlsx").unlink()
    code, out, _ = play("--json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "no-plan")


def test_calendars_are_told_in_a_line(play: Play, tmp_path: Path) -> None:
    code, out, _ = play("--ics", str(tmp_path / "out"))
    assert code == 0
    assert out == f"{tmp_path / 'out'}: 4 calendars with 2 events. 4 files written.\n"
    names = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.ics"))
    assert names == [
        "people/Ada Moreau (C1).ics",
        "people/Bo Lindt (C2).ics",
        "productions/Harbour Lights (P1).ics",
        "productions/Quince (P2).ics",
    ]
    assert play("--ics", str(tmp_path / "out"))[1].endswith(" 0 files written.\n")
    assert play("--ics", str(tmp_path / "out"), "--quiet") == (0, "", "")


def test_tables_have_the_headers_of_the_sheets(play: Play, tmp_path: Path) -> None:
    assert play("--csv", str(tmp_path / "out"))[0] == 0
    found = {path.stem: path.read_text("utf-8-sig").splitlines() for path in (tmp_path / "out").glob("*.csv")}
    assert sorted(found) == sorted(TABLES)
    assert found["Assignments"] == [
        "Production ID,Title,Role,Slot,From,To,Crew ID,Full name,Booked,Change",
        "P1,Harbour Lights,Gaffer,1,2026-05-03,2026-05-05,C1,Ada Moreau,,",
        "P2,Quince,Grip,1,2026-05-11,2026-05-12,C2,Bo Lindt,,",
        "P2,Quince,Grip,2,2026-05-11,2026-05-12,,,,",
    ]
    assert found["Vacancies"][1:] == ["P2,Quince,Grip,2,2026-05-11,2026-05-12,1"]
    assert found["Crew"] == [
        "Crew ID,Full name,Role,Other roles,Hire date,Fire date,Email,Phone,Department,Days",
        "C1,Ada Moreau,Gaffer,,,,ada@example.com,'+49 170,,3",
        "C2,Bo Lindt,Grip,Gaffer; Driver,,2027-01-01,,,,2",
    ]
    assert found["Unavailable"] == ["Crew ID,Full name,From,To", "C1,Ada Moreau,2026-05-20,2026-05-21"]
    assert found["Productions"][1] == "P1,Harbour Lights,2026-05-03,2026-05-05,3,active,,,1,1,0"
    assert found["Requirements"][2] == "P2,Quince,Grip,2,2026-05-11,2026-05-12"


def test_the_document_holds_everything(play: Play) -> None:
    code, out, _ = play("--json")
    told = json.loads(out)
    assert code == 0
    assert set(told) == {name.casefold().replace(" ", "_") for name in TABLES} | {"plan", "written", "exported"}
    assert told["crew"][0]["phone"] == "+49 170"
    assert told["assignments"][2]["crew_id"] is None


def test_the_document_tells_of_files_too(play: Play, tmp_path: Path) -> None:
    _, out, _ = play("--json", "--ics", str(tmp_path / "out"))
    told = json.loads(out)
    assert told["exported"] == {
        "calendars": {"folder": str(tmp_path / "out"), "files": 4, "changed": 4, "removed": [], "left": []}
    }
    assert told["assignments"]


def everything(out: Path, printed: str) -> str:
    return printed + "".join(path.read_bytes().decode("utf-8-sig") + path.name for path in out.rglob("*.*"))


def test_rates_and_reasons_stay_at_home(play: Play, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, printed, err = play("--ics", str(out), "--csv", str(out), "--json")
    assert code == 0
    told = everything(out, printed) + err
    assert "Ada Moreau" in told
    assert not [secret for secret in SECRETS if secret in told]
    assert "day_rate" not in told
    assert "Cost" not in told


def test_rates_and_reasons_leave_when_asked_for(play: Play, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _, printed, _ = play("--csv", str(out), "--json", "--with-rates")
    told = everything(out, "")
    assert all(text in told for text in ("8413907.31", REASON, NOTE, "25241721.93"))
    assert json.loads(printed)["crew"][0]["cost"] == 25241721.93
    assert "12%-fee" not in told  # of a column that nobody knows nothing is read


def test_the_planning_folder_is_no_place_for_tables(play: Play, folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    code, _, err = play("--csv", str(folder))
    assert code == 2
    assert "name another folder" in err
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_damaged_record_is_a_line_and_exit_2(play: Play, folder: Path, tmp_path: Path) -> None:
    play("--ics", str(tmp_path / "out"))
    calendars_file(folder).write_text("{")
    code, out, err = play("--ics", str(tmp_path / "out"))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "calendars.json" in err
    assert calendars_file(folder).read_text() == "{"
    assert json.loads(play("--ics", str(tmp_path / "out"), "--json")[1])["error"]["code"] == "damaged-record"
    assert play("--csv", str(tmp_path / "tables"))[0] == 0  # which needs no record


def test_an_input_with_errors_is_refused(play: Play, folder: Path, tmp_path: Path) -> None:
    write_book(folder / "crew.xlsx", {"Crew": ((*CREW_HEAD,), ("C1", None, "Gaffer"))})
    assert play("--ics", str(tmp_path / "out"))[0] == 2
    assert not (tmp_path / "out").exists()


def test_what_lies_outside_the_plan_window_is_in_the_calendars_too(play: Play, folder: Path, tmp_path: Path) -> None:
    outside = (PLAN[0][:8], ("P1", "Harbour Lights", "Gaffer", 1, day(3), day(5), "C1", "Ada Moreau"))
    write_book(folder / "plan.xlsx", {"Assignments": (PLAN[0], *PLAN[2:]), "Outside the window": outside})
    settings = (("Setting", "Value"), ("Plan from", day(8)))
    write_folder(folder, None, crew=CREW, unavailable=AWAY, settings=settings)
    assert play("--ics", str(tmp_path / "out"))[0] == 0
    assert (tmp_path / "out" / "people" / "Ada Moreau (C1).ics").exists()
