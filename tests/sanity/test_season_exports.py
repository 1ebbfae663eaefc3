"""What others were given stays true: calendars follow the plan, and an unchanged plan changes nothing.

Changes when an export promises something else.
"""

import csv
import json
import shutil
import time
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from planner.cli import run
from tests.sanity.folders import sample


@pytest.fixture
def season(tmp_path: Path) -> Path:
    folder = sample("small", tmp_path)
    play("solve", folder, "--exit-zero", "--remedies", "0")
    return folder


def play(command: str, folder: Path, *args: str) -> None:
    words = command.split()
    assert run([*words, str(folder), *args, "--quiet"]) == 0


def exported(folder: Path, out: Path) -> dict[str, bytes]:
    play("export", folder, "--ics", str(out), "--csv", str(out))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def events(files: dict[str, bytes], part: str = "people/") -> dict[str, Event]:
    """Return every event by its id."""
    calendars = [Calendar.from_ical(data) for name, data in files.items() if name.startswith(part)]
    found = [event for calendar in calendars for event in calendar.events]
    by_id = {str(event["UID"]): event for event in found}
    assert len(by_id) == len(found)
    return by_id


def standing(files: dict[str, bytes]) -> dict[str, tuple[int, str, str]]:
    return {uid: (e["SEQUENCE"], str(e["STATUS"]), str(e["DTSTART"].dt)) for uid, e in events(files).items()}


def test_an_unchanged_plan_gives_the_same_bytes(season: Path, tmp_path: Path) -> None:
    first = exported(season, tmp_path / "first")
    time.sleep(1.1)  # a calendar tells seconds
    assert exported(season, tmp_path / "first") == first
    assert exported(season, tmp_path / "second") == first
    moved = season.rename(tmp_path / "renamed")
    assert exported(moved, tmp_path / "third") == first
    copied = Path(shutil.copytree(moved, tmp_path / "copied"))
    assert exported(copied, tmp_path / "fourth") == first


def test_every_calendar_is_read_again_and_says_what_the_plan_does(season: Path, tmp_path: Path) -> None:
    files = exported(season, tmp_path / "out")
    play("export", season, "--csv", str(tmp_path / "tables"))
    rows = [line.split(",") for line in (tmp_path / "tables" / "Assignments.csv").read_text("utf-8-sig").splitlines()]
    work = sorted((row[4], row[6]) for row in rows[1:] if row[6])
    for part in ("people/", "productions/"):
        found = events(files, part).values()
        told = [(str(event["DTSTART"].dt), str(event["DESCRIPTION"]).rpartition("(")[2][:-1]) for event in found]
        assert sorted(told) == work
    assert set(events(files)) == set(events(files, "productions/"))


def test_a_job_that_moves_keeps_its_id_and_counts_up(season: Path, tmp_path: Path) -> None:
    before = standing(exported(season, tmp_path / "out"))
    play("production reschedule", season, "P04", "--from", "2027-05-24", "--to", "2027-05-30")
    after = standing(exported(season, tmp_path / "out"))
    assert set(after) == set(before)
    moved = {uid for uid in after if after[uid] != before[uid]}
    assert len(moved) == 2  # its boom operator is missing
    assert all(after[uid] == (1, "CONFIRMED", "2027-05-24") for uid in moved)
    play("undo", season)
    undone = standing(exported(season, tmp_path / "out"))
    assert {uid for uid in undone if undone[uid] != before[uid]} == moved
    assert all(undone[uid] == (2, *before[uid][1:]) for uid in moved)


def test_who_left_and_what_was_cancelled_is_told_as_cancelled(season: Path, tmp_path: Path) -> None:
    before = exported(season, tmp_path / "out")
    play("production cancel", season, "P03")
    files = exported(season, tmp_path / "out")
    assert set(files) == set(before)  # the calendar of a production that is no more, too
    gone = {uid for uid, told in standing(files).items() if told[1] == "CANCELLED"}
    assert gone == set(events(before, "productions/The Cartographer"))
    assert all(event["SEQUENCE"] == 1 for uid, event in events(files).items() if uid in gone)
    play("production restore", season, "P03")
    play("solve", season, "--exit-zero", "--remedies", "0")
    back = {uid: told for uid, told in standing(exported(season, tmp_path / "out")).items() if uid in gone}
    assert {told[:2] for told in back.values()} == {(2, "CONFIRMED")}


def test_solving_again_tells_nobody_anything_new(season: Path, tmp_path: Path) -> None:
    before = standing(exported(season, tmp_path / "out"))
    play("solve", season, "--exit-zero", "--remedies", "0")
    assert standing(exported(season, tmp_path / "out")) == before


def test_exported_tables_are_an_input_themselves(season: Path, tmp_path: Path) -> None:
    play("export", season, "--csv", str(tmp_path / "tables"))
    shutil.copytree(tmp_path / "tables", tmp_path / "read")
    assert run(["check", str(tmp_path / "read"), "--quiet"]) == 0


def test_the_document_is_the_tables(season: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play("export", season, "--csv", str(tmp_path / "tables"))
    capsys.readouterr()
    play("export", season, "--json")
    told = json.loads(capsys.readouterr().out)
    for file in (tmp_path / "tables").glob("*.csv"):
        head, *rows = csv.reader(file.read_text("utf-8-sig").splitlines())
        found = told[file.stem.casefold().replace(" ", "_")]
        assert all(list(row) == [name.casefold().replace(" ", "_") for name in head] for row in found)
        assert [
            ["" if cell is None else str(cell).removesuffix(".0") for cell in row.values()] for row in found
        ] == rows
