"""A finished plan is read back: as the previous plan, for what was typed into it, and to be verified."""

from datetime import date
from pathlib import Path

import pytest

from docs.codes import CODES
from planner.domain.finding import Severity
from planner.domain.plan import Assignment
from planner.domain.production import Slot
from planner.domain.span import DateSpan
from planner.workbook.columns.plan import ASSIGNMENTS
from planner.workbook.inputs.requirements_sheet import MOST_SLOTS
from planner.workbook.planbook.plan_limits import MOST_PLAN_CELLS
from planner.workbook.planbook.plan_reading import plan_of, read_plan
from planner.workbook.reading import Reading, read_folder
from tests.unit.workbook.books import (
    BOOKINGS_HEAD,
    NEEDS,
    PLAN,
    PLAN_HEAD,
    SETTINGS_HEAD,
    TYPED_HEAD,
    Rows,
    day,
    read,
    told,
    write_folder,
)

NAMES = {"C1": "Ada Moreau", "C2": "Bo Lindt"}
LIGHTS = Slot("P1", "Gaffer", DateSpan(day(3), day(5)), 1)
QUINCE = Slot("P2", "Grip", DateSpan(day(11), day(12)), 1)


def typed(booking: str | None, crew_id: str = "C1", role: str = "Gaffer", number: int = 1) -> tuple[object, ...]:
    """Return a row of Assignments in P1 with something in its Booking column."""
    return ("P1", "Harbour Lights", role, number, day(3), day(5), crew_id, NAMES.get(crew_id, ""), None, booking)


def bookings(reading: Reading) -> list[tuple[str, str | None, str, bool]]:
    assert reading.instance is not None
    return [(b.crew_id, b.role, b.status_text, b.typed) for b in reading.instance.bookings]


def test_the_previous_plan_keeps_its_filled_rows(tmp_path: Path) -> None:
    reading = read(tmp_path, plan={"Assignments": PLAN})
    assert reading.findings == ()
    assert reading.instance is not None
    assert reading.instance.previous is not None
    assert reading.instance.previous.assignments == (Assignment(LIGHTS, "C1"), Assignment(QUINCE, "C2"))
    assert reading.instance.previous.departures == ()
    assert str(reading.instance.previous.assignments[1].place) == "plan.xlsx › Assignments!G3"
    assert [file.purpose for file in reading.inputs] == ["crew", "productions", "previous plan"]


def test_identifiers_and_roles_are_spelled_as_in_the_input(tmp_path: Path) -> None:
    row = ("p1", "", "GAFFER", 1, day(3), day(5), "c1", "Ada Moreau")
    reading = read(tmp_path, plan={"Assignments": (PLAN_HEAD, row)})
    assert reading.instance is not None
    assert reading.instance.previous is not None
    assert reading.instance.previous.assignments == (Assignment(LIGHTS, "C1"),)


def test_people_and_productions_that_are_gone_are_departures(tmp_path: Path) -> None:
    rows = (
        *PLAN,
        ("P1", "", "Gaffer", 2, day(3), day(5), "C9", "Zoe Gone"),
        ("P9", "", "Grip", 1, day(1), day(2), "c2", "Bo Lindt"),
    )
    reading = read(tmp_path, plan={"Assignments": rows})
    assert reading.findings == ()
    assert reading.instance is not None
    assert reading.instance.previous is not None
    assert [
        (d.assignment.slot.production_id, d.assignment.crew_id, d.full_name)
        for d in reading.instance.previous.departures
    ] == [("P1", "C9", "Zoe Gone"), ("P9", "C2", "Bo Lindt")]


def test_slots_of_requirements_that_add_up_are_read_back(tmp_path: Path) -> None:
    # twice 10,000 for one production, role and window is more than a single cell may ask for
    row = ("P1", "", "Gaffer", 20_000, day(3), day(5), "C1", "Ada Moreau")
    reading = read(tmp_path, plan={"Assignments": (PLAN_HEAD, row)})
    assert reading.findings == ()


def test_a_row_that_was_copied_is_there_once(tmp_path: Path) -> None:
    gone = ("P1", "", "Gaffer", 2, day(3), day(5), "C9", "Zoe Gone")
    reading = read(tmp_path, plan={"Assignments": (*PLAN, PLAN[1], gone, gone)})
    assert reading.instance is not None
    assert reading.instance.previous is not None
    assert reading.instance.previous.assignments == (Assignment(LIGHTS, "C1"), Assignment(QUINCE, "C2"))
    assert len(reading.instance.previous.departures) == 1


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Bookng", 'Is it "Bookng"? Then rename that to Booking.'),
        ("Status", "Add it to the header row to type bookings."),
    ],
)
def test_a_column_of_bookings_with_another_name_is_not_overlooked(tmp_path: Path, name: str, hint: str) -> None:
    head = (*PLAN_HEAD[:9], name)
    reading = read(tmp_path, plan={"Assignments": (head, typed("confirmed"))})
    assert told(reading, None) == [("missing-column", "Assignments!A1")]
    assert reading.findings[0].severity is Severity.WARNING
    assert reading.findings[0].hint == hint
    assert bookings(reading) == []


@pytest.mark.parametrize("text", ["Confirmed ", "CONFIRMED", "\u00a0confirmed"])
def test_case_and_blanks_of_a_status_do_not_matter(tmp_path: Path, text: str) -> None:
    reading = read(tmp_path, plan={"Assignments": (PLAN_HEAD, typed(text))})
    assert bookings(reading) == [("C1", "Gaffer", "confirmed", True)]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Hold1", 'Did you mean "hold 1"?'),
        ("2nd hold", 'Did you mean "hold 2"?'),
        ("pencil", 'Did you mean "hold 1"?'),
        ("hold 12", "Ranks go from hold 1 to hold 9."),
        ("hold 0", "Ranks go from hold 1 to hold 9."),
        ("hold 1 or 2", "Ranks go from hold 1 to hold 9."),
        ("relased", 'Did you mean "released"?'),
        ("yes", "Type confirmed, hold 1 … hold 9, released or never."),
    ],
)
def test_a_misspelt_status_is_told_by_its_cell_with_what_was_meant(tmp_path: Path, text: str, hint: str) -> None:
    reading = read(tmp_path, plan={"Assignments": (PLAN_HEAD, typed(text))})
    assert told(reading) == [("bad-status", "Assignments!J2")]
    assert reading.findings[0].hint == hint


def test_without_its_assignments_a_plan_is_none(tmp_path: Path) -> None:
    reading = read(tmp_path, plan={"Summary": (("Crew plan",),)})
    assert told(reading) == [("missing-sheet", "Assignments!")]
    assert "backup" in reading.findings[0].hint


def test_fresh_forgets_the_assignments_and_keeps_what_was_typed(tmp_path: Path) -> None:
    paths = write_folder(tmp_path, plan={"Assignments": (PLAN_HEAD, typed("never"))})
    reading = read_folder(paths, fresh=True)
    assert reading.instance is not None
    assert reading.instance.previous is None
    assert bookings(reading) == [("C1", "Gaffer", "never", True)]


def test_rows_outside_the_window_are_carried(tmp_path: Path) -> None:
    # the window opens on 8 May, after P1 and before P2
    rows = (PLAN_HEAD[:8], PLAN[1])
    reading = read(
        tmp_path,
        plan={"Assignments": (PLAN_HEAD, PLAN[2]), "Outside the window": rows},
        settings=(SETTINGS_HEAD, ("Plan from", day(8))),
    )
    assert reading.instance is not None
    assert reading.instance.carried == (Assignment(LIGHTS, "C1"),)
    assert reading.instance.published == (Assignment(QUINCE, "C2"),)


def test_a_typed_booking_stands_beside_the_rows_for_all_days(tmp_path: Path) -> None:
    # the row for the role stays for other days; on those of the typed one the typed one counts
    entered = (("P1", "C1", "Gaffer", "hold 1"), ("P1", "C1", None, "confirmed"))
    reading = read(tmp_path, plan={"Assignments": (PLAN_HEAD, typed("Released"))}, bookings=(BOOKINGS_HEAD, *entered))
    assert bookings(reading) == [
        ("C1", None, "confirmed", False),
        ("C1", "Gaffer", "hold 1", False),
        ("C1", "Gaffer", "released", True),
    ]
    assert reading.instance is not None
    place = next(b.place for b in reading.instance.bookings if b.typed)
    assert str(place) == "plan.xlsx › Assignments!J2"


def test_a_typed_booking_that_was_entered_is_no_longer_typed(tmp_path: Path) -> None:
    listed: Rows = (TYPED_HEAD, ("P1", "Harbour Lights", "Gaffer", "C1", "Ada Moreau", "hold 1"))
    plan = {"Assignments": (PLAN_HEAD,), "Typed bookings": listed}
    assert bookings(read(tmp_path, plan=plan)) == [("C1", "Gaffer", "hold 1", True)]
    entered = (BOOKINGS_HEAD, ("P1", "C1", "Gaffer", "hold 1"))
    assert bookings(read(tmp_path, plan=plan, bookings=entered)) == [("C1", "Gaffer", "hold 1", False)]


def test_what_is_typed_now_beats_what_was_typed_before(tmp_path: Path) -> None:
    head = (*TYPED_HEAD[:3], "From", "To", *TYPED_HEAD[3:])
    listed: Rows = (head, ("P1", "Harbour Lights", "Gaffer", day(3), day(5), "C1", "Ada Moreau", "hold 1"))
    plan = {"Assignments": (PLAN_HEAD, typed("confirmed")), "Typed bookings": listed}
    assert bookings(read(tmp_path, plan=plan)) == [("C1", "Gaffer", "confirmed", True)]


def test_a_typed_booking_is_about_the_days_of_its_row_and_is_entered_with_or_without_them(tmp_path: Path) -> None:
    plan = {"Assignments": (PLAN_HEAD, typed("confirmed"))}
    instance = read(tmp_path, plan=plan).instance
    assert instance is not None
    assert [(b.first_day, b.last_day) for b in instance.bookings] == [(day(3), day(5))]
    entered = (BOOKINGS_HEAD, ("P1", "C1", "Gaffer", "confirmed"))
    assert bookings(read(tmp_path, plan=plan, bookings=entered)) == [("C1", "Gaffer", "confirmed", False)]


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ((typed("confirmd"),), "bad-status", "Assignments!J2"),
        ((typed("hold 1", crew_id="C1"), typed("hold 2", number=2)), "duplicate-booking", "Assignments!J3"),
        (
            (("P1", "", "Gaffer", 1, day(3), day(5), None, None, None, "never"),),
            "booking-without-person",
            "Assignments!J2",
        ),
        ((("P1", "", "Gaffer", 1, day(3), day(5), None, "Ada Moreau"),), "missing-value", "Assignments!G2"),
        ((("P1", "", "Gaffer", "one", day(3), day(5), "C1", "Ada Moreau"),), "bad-count", "Assignments!D2"),
        ((("P1", "", "Gaffer", 1, day(3), None, "C1", "Ada Moreau"),), "missing-value", "Assignments!F2"),
    ],
)
def test_faults_in_the_previous_plan_refuse_the_input(tmp_path: Path, rows: Rows, code: str, place: str) -> None:
    reading = read(tmp_path, plan={"Assignments": (PLAN_HEAD, *rows)})
    assert told(reading) == [(code, place)]
    assert reading.instance is None
    assert code in CODES


def test_a_typed_booking_of_somebody_gone_is_dropped_with_a_word(tmp_path: Path) -> None:
    reading = read(tmp_path, plan={"Assignments": (PLAN_HEAD, typed("confirmed", crew_id="C9"))})
    assert told(reading, Severity.WARNING) == [("typed-booking-lapsed", "Assignments!J2")]
    assert bookings(reading) == []


def test_a_previous_plan_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    paths.plan.write_text("no plan")
    reading = read_folder(type(paths).of(tmp_path))
    assert [(f.code, str(f.place)) for f in reading.findings] == [("not-xlsx", "plan.xlsx")]
    assert reading.instance is None


def test_leaving_out_stability_with_a_previous_plan_warns(tmp_path: Path) -> None:
    settings = (SETTINGS_HEAD, ("Goals", "coverage; holds"))
    assert told(read(tmp_path, settings=settings), None) == []
    reading = read(tmp_path, plan={"Assignments": PLAN}, settings=settings)
    assert told(reading, None) == [("omitted-goal", "Settings!B2")]


def test_a_plan_to_be_verified_has_every_row_known_or_not(tmp_path: Path) -> None:
    stranger = ("P9", "Lost", "Grip", 1, date(2026, 6, 1), date(2026, 6, 2), "C9", "Zoe")
    small = ("p1", "Harbour Lights", "gaffer", 1, day(3), day(5), "c1", "Ada Moreau")
    paths = write_folder(tmp_path, requirements=NEEDS, plan={"Assignments": (PLAN_HEAD, small, PLAN[3], stranger)})
    instance = read_folder(paths).instance
    assert instance is not None
    plan = plan_of(read_plan(paths.plan), instance)
    lost = Slot("P9", "Grip", DateSpan(date(2026, 6, 1), date(2026, 6, 2)), 1)
    assert plan.assignments == (Assignment(LIGHTS, "C1"), Assignment(lost, "C9"))
    assert plan.vacancies == (Slot("P2", "Grip", QUINCE.span, 2),)
    assert plan.goals == ()


def test_the_largest_plan_that_is_written_is_read_back() -> None:
    # every cell of every row filled, the header, and a row for every column to spare
    assert len(ASSIGNMENTS.columns) * (MOST_SLOTS + 1 + len(ASSIGNMENTS.columns)) <= MOST_PLAN_CELLS
