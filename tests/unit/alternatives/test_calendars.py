"""Calendars as text, read again by the library that others read them with. Changes when an event says more."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from planner.alternatives.exports.calendars import calendars
from planner.folder.calendar_record import CalendarRecord, Event
from tests.builders import span

WRITTEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
ADA = Event("P1", "Night Ferry", "Gaffer", "C1", "Ada Moreau", 1, span(3, 5), 0, WRITTEN)
SEASON = "0123456789abcdef"


def written(*events: Event, at: datetime = WRITTEN) -> dict[str, Calendar]:
    files = calendars(CalendarRecord(SEASON, events), at)
    return {name: Calendar.from_ical(data) for name, data in files.items()}


def test_an_event_stands_in_the_calendar_of_its_person_and_of_its_production() -> None:
    files = written(ADA)
    assert set(files) == {"people/Ada Moreau (C1).ics", "productions/Night Ferry (P1).ics"}
    summaries = {str(event["SUMMARY"]) for one in files.values() for event in one.events}
    assert summaries == {"Night Ferry, Gaffer", "Gaffer: Ada Moreau"}
    for one in files.values():
        (event,) = one.events
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 3, 3), date(2026, 3, 6))
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["UID"] == ADA.uid(SEASON)
        assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (0, "CONFIRMED", "OPAQUE")
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == WRITTEN
        assert event["DESCRIPTION"] == "Night Ferry (P1)\nGaffer: Ada Moreau (C1)"
        assert one["VERSION"] == "2.0"
        assert one["PRODID"]


def test_who_left_is_told_so_and_no_longer_blocks_the_days() -> None:
    for one in written(replace(ADA, cancelled=True, sequence=3)).values():
        (event,) = one.events
        assert (event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("CANCELLED", "TRANSPARENT", 3)
        assert event["SUMMARY"].startswith("Cancelled: ")


def test_a_calendar_is_called_as_its_person_is_now() -> None:
    before = replace(ADA, full_name="Ada Smith", ordinal=2, cancelled=True, modified=WRITTEN + timedelta(days=1))
    assert "people/Ada Moreau (C1).ics" in written(before, ADA)
    assert len(written(before, ADA)["people/Ada Moreau (C1).ics"].events) == 2


def test_a_folder_without_identifiers_says_names_once() -> None:
    files = written(replace(ADA, crew_id="Ada Moreau", production_id="night ferry"))
    assert set(files) == {"people/Ada Moreau.ics", "productions/Night Ferry.ics"}


def test_a_stamp_is_never_before_the_last_change() -> None:
    changed = replace(ADA, modified=WRITTEN + timedelta(hours=1))
    for one in written(changed).values():
        assert one.events[0]["DTSTAMP"].dt == changed.modified


def test_people_of_one_name_have_a_calendar_each() -> None:
    other = replace(ADA, crew_id="c:1", ordinal=1)
    assert len(written(ADA, other, replace(ADA, crew_id="c?1"))) == 4


TEXTS = st.text(max_size=120) | st.sampled_from(["BEGIN:VEVENT\r\nUID:x", ";,:\\n\\", "é" * 200, "\u2028\x85\x0b"])


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_whatever_somebody_is_called_it_stays_text(title: str, role: str, crew_id: str, name: str) -> None:
    event = replace(ADA, title=title, role=role, crew_id=crew_id, full_name=name)
    for data in calendars(CalendarRecord(SEASON, (event,)), WRITTEN).values():
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        kinds = {unicodedata.category(sign) for sign in data.decode().replace("\r\n", "")}
        assert kinds.isdisjoint(("Cc", "Zl", "Zp"))
        assert data.split(b"\r\n").count(b"BEGIN:VEVENT") == data.count(b"\r\nUID:") == 1
        (read,) = Calendar.from_ical(data).events
        assert not read.errors
        if all(text.isprintable() for text in (title, role, name)):
            assert str(read["SUMMARY"]) in (f"{title}, {role}", f"{role}: {name}")


@pytest.mark.parametrize("name", ["Zoë, the 2nd; “Zed” \\o/", "محمد العربي", "演員"])
def test_texts_come_back_as_they_were(name: str) -> None:
    for one in written(replace(ADA, full_name=name)).values():
        assert one.events[0]["DESCRIPTION"].endswith(f"Gaffer: {name} (C1)")
