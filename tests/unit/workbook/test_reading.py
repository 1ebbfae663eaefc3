"""A folder becomes an instance, or a list of faults with their cells."""

from datetime import date, datetime
from pathlib import Path

import pytest

from docs.codes import CODES
from planner.domain.booking import BookingStatus
from planner.domain.finding import Severity
from planner.domain.settings import GoalName
from planner.domain.span import DateSpan
from planner.workbook.reading import FolderPaths, read_folder
from tests.unit.workbook.books import (
    AWAY_HEAD,
    BOOKINGS_HEAD,
    CREW,
    CREW_HEAD,
    NEEDS,
    NEEDS_HEAD,
    PRODUCTIONS,
    PRODUCTIONS_HEAD,
    ROLES_HEAD,
    SETTINGS_HEAD,
    Rows,
    day,
    read,
    told,
)

WARNING = Severity.WARNING


def test_a_sound_folder_is_an_instance(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert reading.instance is not None
    ada, bo = reading.instance.crew
    assert (ada.crew_id, ada.main_role, ada.first_day, ada.last_day, ada.employments[0].day_rate_cents) == (
        "C1",
        "Gaffer",
        None,
        None,
        0,
    )
    assert bo.other_roles == ("Gaffer", "Driver")
    assert [p.priority for p in reading.instance.productions] == [3, 1]
    assert [(n.role, n.count, n.span) for n in reading.instance.requirements] == [
        ("Gaffer", 1, DateSpan(day(3), day(5))),
        ("Grip", 2, DateSpan(day(11), day(12))),
    ]
    assert [file.purpose for file in reading.inputs] == ["crew", "productions"]
    assert str(reading.instance.requirements[0].places[0]) == "productions.xlsx › Requirements!B2"


@pytest.mark.parametrize(
    ("sheets", "code", "place"),
    [
        ({"crew": (*CREW, ("c1", "Cy Ray", "Grip"))}, "duplicate-id", "Crew!A4"),
        ({"crew": (*CREW, ("C3", "", "Grip"))}, "missing-value", "Crew!B4"),
        ({"crew": (*CREW, ("C3", "Cy", "Grip", None, "03/04/2026"))}, "bad-date", "Crew!E4"),
        ({"crew": (*CREW, ("C3", "Cy", "Grip", None, datetime(2026, 5, 3, 8)))}, "bad-date", "Crew!E4"),
        ({"crew": (*CREW, ("C3", "Cy", "Grip", None, None, date(2206, 5, 3)))}, "bad-date", "Crew!F4"),
        ({"crew": (*CREW, ("C3", "Cy", "Grip", None, 12))}, "bad-date", "Crew!E4"),
        ({"crew": (*CREW, ("C3", "Cy", "Grip", None, "2026-02-30"))}, "bad-date", "Crew!E4"),
        ({"crew": (*CREW, ("C3", "Cy", "Grip", None, day(5), day(4)))}, "fire-before-hire", "Crew!F4"),
        ({"crew": (*CREW, ("C3", "Cy", "Grip", None, None, None, -1))}, "bad-rate", "Crew!G4"),
        ({"crew": (*CREW, ("C3", "Cy", "Grip", None, None, None, "450 €"))}, "bad-rate", "Crew!G4"),
        ({"crew": (*CREW, ("C3", "Cy", "#N/A"))}, "error-cell", "Crew!C4"),
        ({"crew": (*CREW, ("C3", True, "Grip"))}, "bad-text", "Crew!B4"),
        ({"crew": (*CREW, ("C3", "Cy", "=B3"))}, "formula-without-value", "Crew!C4"),
        ({"crew": (CREW_HEAD,)}, "empty-sheet", "Crew!A2"),
        ({"crew": (("Crew ID", "Full name", "Role"), *CREW[1:])}, "missing-column", "Crew!A1"),
        ({"crew": ((*CREW_HEAD, "role *"), *CREW[1:])}, "duplicate-column", "Crew!I1"),
        ({"crew": (*CREW, *[()] * 1001, ("C3", "Cy", "Grip"))}, "stray-cell", "Crew!A1005"),
        ({"crew": (*CREW, (*("C3", "Cy", "Grip"), *[None] * 200, "x"))}, "stray-cell", "Crew!GV4"),
        ({"unavailable": (AWAY_HEAD, ("C1", day(2), None))}, "missing-value", "Unavailable!C2"),
        ({"unavailable": (AWAY_HEAD, ("C1", day(2), day(1)))}, "end-before-start", "Unavailable!C2"),
        ({"unavailable": (AWAY_HEAD, ("C9", day(2), day(3)))}, "unknown-crew", "Unavailable!A2"),
        ({"productions": (*PRODUCTIONS, ("p2", "Twice", day(1), day(2)))}, "duplicate-id", "Productions!A4"),
        ({"productions": (*PRODUCTIONS, ("P3", "Back", day(2), day(1)))}, "end-before-start", "Productions!D4"),
        ({"productions": (*PRODUCTIONS, ("P3", "Low", day(1), day(2), 6))}, "bad-priority", "Productions!E4"),
        ({"productions": (*PRODUCTIONS, ("P3", "Off", day(1), day(2), 1, "off"))}, "bad-status", "Productions!F4"),
        ({"requirements": None}, "missing-sheet", "Requirements!"),
        ({"requirements": (*NEEDS, ("P9", "Grip", 1))}, "unknown-production", "Requirements!A4"),
        ({"requirements": (*NEEDS, ("P1", "Grip", -1))}, "bad-count", "Requirements!C4"),
        ({"requirements": (*NEEDS, ("P1", "Grip", 1.5))}, "bad-count", "Requirements!C4"),
        ({"requirements": (*NEEDS, ("P1", "Grip", None))}, "missing-value", "Requirements!C4"),
        (
            {"requirements": (*NEEDS, ("P1", "Grip", 1, date(2026, 3, 3)))},
            "window-outside-production",
            "Requirements!D4",
        ),
        (
            {"requirements": (*NEEDS, ("P1", "Grip", 1, None, date(2026, 7, 5)))},
            "window-outside-production",
            "Requirements!E4",
        ),
        ({"requirements": (*NEEDS, ("P1", "Grip", 1, day(5), day(4)))}, "end-before-start", "Requirements!E4"),
        ({"bookings": (BOOKINGS_HEAD, ("P1", "C1", None, "hold 10"))}, "bad-status", "Bookings!D2"),
        ({"bookings": (BOOKINGS_HEAD, ("P1", "C1", None, None))}, "missing-value", "Bookings!D2"),
        ({"bookings": (BOOKINGS_HEAD, ("P1", "C7", None, "never"))}, "unknown-crew", "Bookings!B2"),
        ({"settings": (SETTINGS_HEAD, ("Staffing", "some"))}, "bad-setting", "Settings!B2"),
        ({"settings": (SETTINGS_HEAD, ("Gap days", -1))}, "bad-setting", "Settings!B2"),
        ({"settings": (SETTINGS_HEAD, ("Time limit", "long"))}, "bad-setting", "Settings!B2"),
        ({"settings": (SETTINGS_HEAD, ("Plan from", "May"))}, "bad-setting", "Settings!B2"),
        ({"settings": (SETTINGS_HEAD, ("Plan from", day(9)), ("Plan to", day(8)))}, "bad-setting", "Settings!B3"),
        ({"settings": (SETTINGS_HEAD, ("Gap dayz", 1))}, "unknown-setting", "Settings!A2"),
        ({"settings": (SETTINGS_HEAD, ("Gap days", 1), ("gap  days", 1))}, "duplicate-setting", "Settings!A3"),
        ({"settings": (SETTINGS_HEAD, ("Goals", "coverage; fun"))}, "unknown-goal", "Settings!B2"),
        ({"settings": (SETTINGS_HEAD, ("Goals", "cost; Cost"))}, "repeated-goal", "Settings!B2"),
    ],
)
def test_each_fault_has_its_cell_and_stands_alone(
    tmp_path: Path, sheets: dict[str, Rows | None], code: str, place: str
) -> None:
    reading = read(tmp_path, **sheets)
    assert told(reading) == [(code, place)]
    assert reading.instance is None
    assert code in CODES


@pytest.mark.parametrize(
    ("sheets", "code", "place"),
    [
        ({"crew": (*CREW, ("C3", "ada  moreau", "Grip"))}, "duplicate-name", "Crew!B4"),
        ({"crew": (*CREW, (7, "Cy", "Grip"), ("007", "Di", "Grip"))}, "similar-id", "Crew!A5"),
        ({"crew": (*CREW, ("C3", "Cy", "Grip", None, None, None, 10.005))}, "rate-rounded", "Crew!G4"),
        ({"crew": ((*CREW_HEAD, "Shoe size"), *CREW[1:])}, "unknown-column", "Crew!I1"),
        (
            {"unavailable": (AWAY_HEAD, ("C1", day(2), day(4)), ("C1", day(4), day(5)))},
            "overlapping-absences",
            "Unavailable!B3",
        ),
        ({"requirements": (*NEEDS, ("P1", "Gafer", 1))}, "role-without-crew", "Requirements!B4"),
        ({"requirements": (NEEDS_HEAD,)}, "empty-sheet", "Requirements!A2"),
        (
            {
                "settings": (SETTINGS_HEAD, ("Goals", "coverage; cost")),
                "bookings": (BOOKINGS_HEAD, ("P1", "C1", None, "hold 1")),
            },
            "omitted-goal",
            "Settings!B2",
        ),
    ],
)
def test_what_only_warns_leaves_the_instance(
    tmp_path: Path, sheets: dict[str, Rows | None], code: str, place: str
) -> None:
    reading = read(tmp_path, **sheets)
    assert told(reading, None) == [(code, place)]
    assert reading.findings[0].severity is WARNING
    assert reading.instance is not None
    assert code in CODES


def test_all_faults_are_told_at_once_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        crew=(*CREW, ("C1", "Cy", "Grip", None, "soon")),
        productions=(*PRODUCTIONS, ("P3", "Back", day(2), day(1))),
        requirements=(*NEEDS, ("P9", "Grip", "two"), ("P3", "Grip", 1)),
        bookings=(BOOKINGS_HEAD, ("P8", "C8", None, "perhaps")),
    )
    assert told(reading) == [
        ("duplicate-id", "Crew!A4"),
        ("bad-date", "Crew!E4"),
        ("end-before-start", "Productions!D4"),
        ("unknown-production", "Requirements!A4"),  # the row of the faulty P3 is not reported a second time
        ("bad-count", "Requirements!C4"),
        ("unknown-production", "Bookings!A2"),
        ("unknown-crew", "Bookings!B2"),
        ("bad-status", "Bookings!D2"),
    ]


def test_a_missing_crew_sheet_is_one_fault_not_one_per_reference(tmp_path: Path) -> None:
    reading = read(tmp_path, crew=None, roles=(ROLES_HEAD, ("Gaffer",), ("Grip",)))
    assert told(reading) == [("missing-sheet", "Crew!")]


def test_missing_columns_are_one_finding_that_lists_them(tmp_path: Path) -> None:
    reading = read(tmp_path, crew=(("Crew ID", "Name", "Role"), ("C1", "Ada", "Gaffer")))
    (finding,) = [f for f in reading.findings if f.code == "missing-column"]
    assert "Full name, Hire date, Fire date" in finding.message
    assert 'rename "Name" to Full name' in finding.hint


def test_headers_are_found_below_a_title_in_any_order_and_spelling(tmp_path: Path) -> None:
    head = ("fire  DATE", "Role*", "CREW ID *", "Full\u00a0name", "hiredate")
    reading = read(tmp_path, crew=(("The crew of 2026",), (), head, (None, "Gaffer", "C1", "Ada", day(1))))
    assert reading.instance is not None
    (ada,) = reading.instance.crew
    assert (ada.crew_id, ada.full_name, ada.first_day, ada.place.cell) == ("C1", "Ada", day(1), "C4")


def test_without_identifiers_full_names_and_titles_identify(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        crew=(CREW_HEAD[1:], ("Ada Moreau", "Gaffer"), ("Bo Lindt", "Grip")),
        productions=(PRODUCTIONS_HEAD[1:], ("Harbour Lights", day(3), day(5))),
        requirements=(("Title", "Role", "Count"), ("harbour lights", "Gaffer", 1)),
        bookings=(BOOKINGS_HEAD, ("Harbour  Lights", "ADA MOREAU", None, "confirmed")),
    )
    assert reading.instance is not None
    (booking,) = reading.instance.bookings
    assert (booking.production_id, booking.crew_id) == ("Harbour Lights", "Ada Moreau")
    assert reading.instance.requirements[0].production_id == "Harbour Lights"


def test_numbers_blanks_and_words_like_na_are_text(tmp_path: Path) -> None:
    crew = (CREW_HEAD, (12.0, "Null", "NA"), ("007", "None\u200b", "na"))
    reading = read(tmp_path, crew=crew, requirements=(NEEDS_HEAD, ("P1", "NA", 1)))
    assert reading.instance is not None
    assert [(p.crew_id, p.full_name, p.main_role) for p in reading.instance.crew] == [
        ("007", "None", "NA"),
        ("12", "Null", "NA"),
    ]


def test_an_excel_serial_number_is_a_date_with_a_note(tmp_path: Path) -> None:
    reading = read(tmp_path, crew=(CREW_HEAD, ("C1", "Ada", "Gaffer", "Grip", 46145)))
    assert told(reading, Severity.INFO) == [("serial-date", "Crew!E2")]
    assert reading.instance is not None
    # day 45658 is 1 January 2025; 487 days later, 365 of them in 2025 and 122 in 2026, is 3 May 2026
    assert reading.instance.crew[0].first_day == day(3)


@pytest.mark.parametrize(("typed", "cents"), [(450, 45_000), ("450.5", 45_050), (0.1 + 0.2, 30), (None, 0)])
def test_day_rates_are_cents(tmp_path: Path, typed: object, cents: int) -> None:
    reading = read(tmp_path, crew=(CREW_HEAD, ("C1", "Ada", "Gaffer", "Grip", None, None, typed)))
    assert reading.findings == ()
    assert reading.instance is not None
    assert reading.instance.crew[0].employments[0].day_rate_cents == cents


def test_roles_are_spelled_as_on_the_roles_sheet_and_found_by_alias(tmp_path: Path) -> None:
    roles = (ROLES_HEAD, ("Gaffer", "Electrical", "Chief LX; CLT"), ("Grip", "Grip"), ("Driver",))
    reading = read(tmp_path, roles=roles, requirements=(NEEDS_HEAD, ("P1", "clt", 1), ("P1", "GAFFER", 2)))
    assert reading.instance is not None
    (need,) = reading.instance.requirements
    assert (need.role, need.count, len(need.places)) == ("Gaffer", 3, 2)
    assert reading.instance.role_departments == {"Gaffer": "Electrical", "Grip": "Grip", "Driver": ""}


def test_a_role_must_be_on_the_roles_sheet(tmp_path: Path) -> None:
    roles = (ROLES_HEAD, ("Gaffer",), ("Grip",))
    reading = read(tmp_path, roles=roles, requirements=(NEEDS_HEAD, ("P1", "Gafer", 1)))
    assert told(reading) == [("unknown-role", "Crew!D3"), ("unknown-role", "Requirements!B2")]
    assert reading.findings[1].hint == 'Did you mean "Gaffer"?'


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((("Gaffer", None, "grip"), ("Grip",)), ("alias-clash", "Roles!C2")),
        ((("Gaffer", None, "LX"), ("Grip", None, "lx")), ("alias-clash", "Roles!C3")),
        ((("Gaffer",), ("Grip",), ("gaffer",)), ("duplicate-role", "Roles!A4")),
    ],
)
def test_a_name_stands_for_one_role(tmp_path: Path, roles: Rows, expected: tuple[str, str]) -> None:
    assert told(read(tmp_path, roles=(ROLES_HEAD, *roles, ("Driver",)))) == [expected]


def test_without_a_roles_sheet_the_most_frequent_spelling_wins(tmp_path: Path) -> None:
    crew = (CREW_HEAD, ("C1", "Ada", "GAFFER"), ("C2", "Bo", "gaffer", "grip"), ("C3", "Cy", "Grip"))
    reading = read(tmp_path, crew=crew, requirements=(NEEDS_HEAD, ("P1", "gaffer", 1)))
    assert reading.instance is not None
    # gaffer twice against GAFFER once; grip and Grip once each, and capitals sort first
    assert {person.main_role for person in reading.instance.crew} == {"gaffer", "Grip"}


def test_a_matrix_has_a_column_per_role(tmp_path: Path) -> None:
    head = ("Production ID", "From", "To", "Gaffer *", "GRIP", "Remarks")
    rows = (("P1", None, None, 2, None, "x"), ("P1", day(4), day(4), None, "3"), ("P2", None, None, 0, 1))
    reading = read(tmp_path, requirements=(head, *rows))
    assert told(reading, None) == [("unknown-column", "Requirements!F1")]
    assert reading.instance is not None
    assert [(n.production_id, n.role, n.count, n.places[0].cell) for n in reading.instance.requirements] == [
        ("P1", "Gaffer", 2, "D2"),
        ("P1", "Grip", 3, "E3"),  # spelled as people hold it
        ("P2", "Grip", 1, "E4"),
    ]


@pytest.mark.parametrize(
    ("head", "row", "most", "place"),
    [
        (NEEDS_HEAD, ("P1", "Gaffer", 10_000), 25, "Requirements!C27"),
        (("Production ID", "Gaffer", "Grip"), ("P1", 10_000, 10_000), 12, "Requirements!C14"),
    ],
)
def test_more_slots_than_a_plan_can_list_are_refused_once(
    tmp_path: Path, head: Rows, row: Rows, most: int, place: str
) -> None:
    # twenty-five counts of 10,000 are the 250,000 that a plan may have; the next is named, and no other
    assert told(read(tmp_path, requirements=(head, *[row] * most))) == []
    assert told(read(tmp_path, requirements=(head, *[row] * (most + 3)))) == [("bad-count", place)]


def test_bookings_that_differ_are_an_error_and_equal_ones_are_one(tmp_path: Path) -> None:
    rows = (("P1", "C1", "Gaffer", "hold 2"), ("p1", "c1", "gaffer", "HOLD  2"), ("P1", "C1", None, "confirmed"))
    reading = read(tmp_path, bookings=(BOOKINGS_HEAD, *rows))
    assert reading.instance is not None
    assert [(b.role, b.status, b.rank) for b in reading.instance.bookings] == [
        (None, BookingStatus.CONFIRMED, 0),
        ("Gaffer", BookingStatus.HOLD, 2),
    ]
    reading = read(tmp_path, bookings=(BOOKINGS_HEAD, *rows, ("P1", "C1", "Gaffer", "hold 1")))
    assert told(reading) == [("duplicate-booking", "Bookings!D5")]


def test_settings_replace_the_defaults(tmp_path: Path) -> None:
    rows = (
        ("staffing", "Whole"),
        ("Goals", "cost; whole"),
        ("Gap days", 2),
        ("Plan from", day(1)),
        ("Plan to", "2026-05-31"),
        ("Time limit", 0),
    )
    reading = read(tmp_path, settings=(SETTINGS_HEAD, *rows))
    assert reading.instance is not None
    settings = reading.instance.settings
    assert settings.whole_staffing
    assert settings.goals == (GoalName.COVERAGE, GoalName.COST, GoalName.WHOLE)
    assert (settings.gap_days, settings.plan_from, settings.plan_to) == (2, day(1), day(31))
    assert settings.time_limit_s == 0


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    there, back = tmp_path / "there", tmp_path / "back"
    there.mkdir(), back.mkdir()
    turned = {"crew": CREW, "productions": PRODUCTIONS, "requirements": NEEDS}
    turned = {name: (rows[0], *reversed(rows[1:])) for name, rows in turned.items()}
    assert read(there).instance == read(back, **turned).instance


def test_missing_files_are_findings(tmp_path: Path) -> None:
    reading = read_folder(FolderPaths.of(tmp_path))
    assert reading.instance is None
    assert [(f.code, str(f.place)) for f in reading.findings] == [
        ("missing-file", "crew.xlsx"),
        ("missing-file", "productions.xlsx"),
    ]
