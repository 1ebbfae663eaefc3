"""What calendars told is remembered whole, and believed only as the planner writes it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from planner.folder import DamagedRecord, UntrustedFolder, locked
from planner.folder.calendar_record import (
    CalendarRecord,
    Event,
    begin_calendar_record,
    read_calendar_record,
    write_calendar_record,
)
from planner.folder.places import calendars_file
from tests.builders import span

EVENT = Event("P1", "Film", "Gaffer", "C1", "Ann “Zed”", 1, span(3, 5), 2, datetime(2026, 3, 1, 9, 8, 7, tzinfo=UTC))
RECORD = CalendarRecord("0123456789abcdef", (EVENT,))


def write(folder: Path, record: CalendarRecord) -> None:
    with locked(folder, 0) as lease:
        write_calendar_record(lease, record)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    assert read_calendar_record(tmp_path) is None
    write(tmp_path, RECORD)
    assert read_calendar_record(tmp_path) == RECORD
    write(tmp_path, CalendarRecord(RECORD.season))
    assert read_calendar_record(tmp_path) == CalendarRecord(RECORD.season)


def test_every_season_has_an_id_of_its_own() -> None:
    assert begin_calendar_record().season != begin_calendar_record().season


def damage(**fields: Any) -> dict[str, Any]:
    """Return the record's JSON with fields of its event replaced."""
    line = {
        "production_id": "P1",
        "title": "Film",
        "role": "Gaffer",
        "crew_id": "C1",
        "full_name": "Ann",
        "ordinal": 1,
        "first_day": "2026-03-03",
        "last_day": "2026-03-05",
        "sequence": 2,
        "modified": "2026-03-01T09:08:07+00:00",
        "cancelled": False,
    }
    return {"season": RECORD.season, "events": [line | fields]}


def test_the_forms_below_are_refused_for_what_is_wrong_with_them(tmp_path: Path) -> None:
    write(tmp_path, RECORD)
    calendars_file(tmp_path).write_text(json.dumps(damage(full_name=EVENT.full_name)))
    assert read_calendar_record(tmp_path) == RECORD


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "{",
        "[]",
        "null",
        '{"season": "0123456789abcdef"}',
        '{"season": 7, "events": []}',
        '{"season": "../..", "events": []}',
        "[" * 100_000,
        json.dumps({"season": RECORD.season, "events": [*damage()["events"], *damage()["events"]]}),
        *(
            json.dumps(damage(**fields))
            for fields in (
                {"ordinal": "1"},
                {"ordinal": True},
                {"sequence": -1},
                {"sequence": 2**31},
                {"sequence": 1.5},
                {"title": None},
                {"first_day": "3 May"},
                {"first_day": "2026-03-06"},
                {"last_day": "9999-12-31"},
                {"modified": "2026-03-01T09:08:07"},
                {"modified": 7},
                {"cancelled": "no"},
                {"more": 1},
            )
        ),
    ],
)
def test_a_damaged_record_is_named_and_stays_as_it_is(tmp_path: Path, forged: str) -> None:
    write(tmp_path, RECORD)
    calendars_file(tmp_path).write_text(forged)
    with pytest.raises(DamagedRecord, match=r"calendars\.json"):
        read_calendar_record(tmp_path)
    assert calendars_file(tmp_path).read_text() == forged


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "season", tmp_path / "outside.json"
    (folder / ".planner").mkdir(parents=True)
    outside.write_text("{}")
    calendars_file(folder).symlink_to(outside)
    with pytest.raises(UntrustedFolder):
        read_calendar_record(folder)
