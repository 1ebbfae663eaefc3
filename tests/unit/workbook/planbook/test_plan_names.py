"""Identifiers of the previous plan that stand for other people or productions, and names typed over in it."""

from pathlib import Path

import pytest

from planner.domain.finding import Severity
from planner.pipeline import verify_folder
from planner.workbook.reading import read_folder
from tests.unit.workbook.books import (
    CREW,
    CREW_HEAD,
    PLAN,
    PLAN_HEAD,
    PRODUCTIONS_HEAD,
    TYPED_HEAD,
    Rows,
    day,
    read,
    told,
    write_folder,
)

ADA = ("P1", "Harbour Lights", "Gaffer", 1, day(3), day(5), "C1", "Ada Moreau")
BO = ("P2", "Quince", "Grip", 1, day(11), day(12), "C2", "Bo Lindt")
WRITTEN: dict[str, Rows] = {
    "Assignments": PLAN,
    "Crew": (("Crew ID", "Full name", "Role"), ("C1", "Ada Moreau", "Gaffer"), ("C2", "Bo Lindt", "Grip")),
    "Productions": (("Production ID", "Title"), ("P1", "Harbour Lights"), ("P2", "Quince")),
}
SWAPPED: Rows = (CREW_HEAD, ("C1", "Bo Lindt", "Grip"), ("C2", "Ada Moreau", "Gaffer"))


def plan(*rows: tuple[object, ...], typed: tuple[object, ...] | None = None) -> dict[str, Rows]:
    more = {"Typed bookings": (TYPED_HEAD, typed)} if typed else {}
    return {**WRITTEN, "Assignments": (PLAN_HEAD, *rows), **more}


def test_a_plan_as_it_was_written_is_read(tmp_path: Path) -> None:
    assert told(read(tmp_path, plan(ADA, BO, typed=("P2", "Quince", "Grip", "C2", "Bo Lindt", "hold 1"))), None) == []


@pytest.mark.parametrize(
    ("contents", "place", "hint"),
    [
        (plan((*ADA[:7], "Bo Lindt"), BO), "Assignments!H2", '"Bo Lindt" is "C2"'),
        (plan((*ADA[:7], "Zed"), BO), "Assignments!H2", "Make the two agree"),
        (plan((*ADA[:6], "C2", "Ada Moreau"), BO), "Assignments!H2", '"Ada Moreau" is "C1"'),
        (plan(("P2", *ADA[1:]), BO), "Assignments!B2", '"Harbour Lights" is "P1"'),
        (plan(ADA, typed=("P1", None, "Gaffer", "C1", "Bo Lindt", "never")), "Typed bookings!E2", '"C2"'),
        ({**plan(ADA), "Outside the window": (PLAN_HEAD, (*BO[:7], "Ada Moreau"))}, "Outside the window!H2", '"C1"'),
    ],
)
def test_a_name_that_was_typed_over_is_an_error_at_its_cell(
    tmp_path: Path, contents: dict[str, Rows], place: str, hint: str
) -> None:
    reading = read(tmp_path, contents)
    assert told(reading, None) == [("name-mismatch", place)]
    assert hint in reading.findings[0].hint


def test_a_row_that_names_somebody_else_by_both_is_read(tmp_path: Path) -> None:
    assert told(read(tmp_path, plan((*ADA[:6], "C2", "Bo Lindt"))), None) == []


def test_somebody_hired_since_is_compared_with_the_crew_sheet(tmp_path: Path) -> None:
    crew = (*CREW, ("C3", "Cy Ray", "Gaffer"))
    assert told(read(tmp_path, plan((*ADA[:6], "C3", "Cy Ray")), crew=crew), None) == []
    reading = read(tmp_path, plan((*ADA[:6], "C3", "Ada Moreau")), crew=crew)
    assert told(reading, None) == [("name-mismatch", "Assignments!H2")]


def test_somebody_of_another_name_warns(tmp_path: Path) -> None:
    crew = (CREW_HEAD, ("C1", "Ada Lindt-Moreau", "Gaffer"), CREW[2])
    for name in ("Ada Moreau", "Ada Lindt-Moreau"):  # as written, and as an operation has written since
        reading = read(tmp_path, plan((*ADA[:7], name), BO), crew=crew)
        assert [(f.code, f.severity, f.place.cell) for f in reading.findings] == [("renamed", Severity.WARNING, "A2")]
        assert reading.instance is not None


def test_identifiers_given_afresh_are_an_error(tmp_path: Path) -> None:
    crew = (CREW_HEAD, ("C1", "Abe New", "Gaffer"), ("C2", "Ada Moreau", "Gaffer"), ("C3", "Bo Lindt", "Grip"))
    reading = read(tmp_path, plan(ADA, BO), crew=crew)
    assert told(reading, None) == [("renumbered", "Crew!A2"), ("renumbered", "Crew!A3")]
    assert '"Ada Moreau" has become "C2"' in reading.findings[0].message
    productions = (PRODUCTIONS_HEAD, ("P1", "Quince", day(3), day(5)), ("P2", "Harbour Lights", day(10), day(14)))
    reading = read(tmp_path, plan(ADA, BO), productions=productions)
    assert told(reading, None) == [("renumbered", "Productions!A2"), ("renumbered", "Productions!A3")]


def test_the_names_of_the_rows_count_where_the_plan_has_no_sheet_of_names(tmp_path: Path) -> None:
    reading = read(tmp_path, {"Assignments": PLAN}, crew=SWAPPED)
    assert told(reading, None) == [("renumbered", "Crew!A2"), ("renumbered", "Crew!A3")]


def test_a_namesake_who_was_there_before_is_no_new_identifier(tmp_path: Path) -> None:
    names = (("Crew ID", "Full name", "Role"), ("C1", "Ada Moreau", "Gaffer"), ("C9", "Ada Moreau", "Grip"))
    crew = (CREW_HEAD, ("C1", "Ada Smith", "Gaffer"), ("C9", "Ada Moreau", "Grip"), CREW[2])
    reading = read(tmp_path, {**plan(ADA), "Crew": names}, crew=crew)
    assert told(reading, None) == [("renamed", "Crew!A2")]


def test_fresh_goes_on_without_it_and_drops_what_was_typed_about_them(tmp_path: Path) -> None:
    typed = ("P1", "Harbour Lights", "Gaffer", "C1", "Ada Moreau", "confirmed")
    paths = write_folder(tmp_path, plan(ADA, BO, typed=typed), crew=SWAPPED)
    reading = read_folder(paths, fresh=True)
    assert told(reading, None) == [("typed-booking-lapsed", "Typed bookings!F2")]
    assert "Ada Moreau (C1)" in reading.findings[0].message
    assert reading.instance is not None
    assert reading.instance.bookings == ()
    assert reading.instance.previous is None


def test_verifying_tells_of_names_that_are_not_those_of_today(tmp_path: Path) -> None:
    crew = (CREW_HEAD, ("C1", "Zed Ochoa", "Gaffer"), CREW[2])
    sound, gone = tmp_path / "sound", tmp_path / "gone"
    sound.mkdir(), gone.mkdir()
    retitled = (PRODUCTIONS_HEAD, ("P1", "Harbour Dawn", day(3), day(5)), ("P2", "Quince", day(10), day(14)))
    outcome = verify_folder(write_folder(sound, plan(ADA, BO), productions=retitled))
    assert "name-mismatch" not in {f.code for f in outcome.broken}
    outcome = verify_folder(write_folder(gone, plan(ADA, BO), crew=crew))
    about_names = [(f.place.sheet, f.place.cell) for f in outcome.broken if f.code == "name-mismatch"]
    assert about_names == [("Assignments", "H2")]


@pytest.mark.parametrize("text", ["Bo Lindt", "C2 · Bo Lindt", "c2·bo  lindt"])
def test_a_person_typed_over_by_name_is_who_is_meant(tmp_path: Path, text: str) -> None:
    row = ("p1 · harbour lights", None, *ADA[2:6], text, "Bo Lindt", None, "hold 1")
    reading = read(tmp_path, plan(row))
    assert told(reading, None) == []
    assert reading.instance is not None
    assert reading.instance.previous is not None
    assert [(a.slot.production_id, a.crew_id) for a in reading.instance.previous.assignments] == [("P1", "C2")]
    assert [(b.production_id, b.crew_id) for b in reading.instance.bookings] == [("P1", "C2")]
    assert [(one.production_id, one.crew_id) for one in reading.previous.rows] == [("P1", "C2")]


def test_a_plan_by_names_is_read_when_people_have_identifiers_since(tmp_path: Path) -> None:
    reading = read(tmp_path, {"Assignments": (PLAN_HEAD, (*ADA[:6], "Ada Moreau", "Ada Moreau"))})
    assert told(reading, None) == []
    assert reading.instance is not None
    assert reading.instance.previous is not None
    assert [a.crew_id for a in reading.instance.previous.assignments] == ["C1"]
    assert reading.instance.previous.departures == ()


def test_an_identifier_of_nobody_that_was_typed_is_an_error_and_not_somebody_gone(tmp_path: Path) -> None:
    reading = read(tmp_path, plan((*ADA[:6], "C3", "Ada Moreau"), BO))
    assert told(reading, None) == [("unknown-crew", "Assignments!G2")]
    assert reading.findings[0].hint == 'The Crew ID of "Ada Moreau" is "C1".'
    # Bo was there when the plan was made
    reading = read(tmp_path, plan(ADA, BO), crew=CREW[:2])
    assert told(reading) == []
    assert reading.instance is not None
    assert reading.instance.previous is not None
    assert [departure.full_name for departure in reading.instance.previous.departures] == ["Bo Lindt"]


@pytest.mark.parametrize(
    ("row", "cell"),
    [((*ADA[:6], "C2", "Ada Moreau"), "H2"), ((*ADA[:7], "Zed"), "H2"), ((ADA[0], "Quince", *ADA[2:]), "B2")],
)
def test_verifying_judges_a_plan_that_was_typed_over(tmp_path: Path, row: tuple[object, ...], cell: str) -> None:
    outcome = verify_folder(write_folder(tmp_path, plan(row, BO)))
    assert outcome.findings_input == ()
    assert [f.place.cell for f in outcome.broken if f.code == "name-mismatch"] == [cell]


def test_verifying_judges_a_plan_whose_identifiers_were_given_afresh(tmp_path: Path) -> None:
    outcome = verify_folder(write_folder(tmp_path, plan(ADA, BO), crew=SWAPPED))
    assert outcome.findings_input == ()
    assert [f.place.cell for f in outcome.broken if f.code == "name-mismatch"] == ["H2", "H3"]
    assert all("planner solve --fresh" in f.hint for f in outcome.broken if f.code == "name-mismatch")
