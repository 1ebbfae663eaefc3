"""Where the rows of operations come to stand in workbooks of every shape. Changes when sheets have another shape.

Every operation is read again and compared with what was decided, by ``carry`` of folder_orders.
"""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.desk.crew_operations import away, fire, hire
from planner.desk.handover import handover
from planner.desk.production_operations import cancel, restore
from planner.desk.release import release
from planner.desk.rescheduling import reschedule
from planner.desk.scheduling import schedule
from planner.desk.team_operations import staff
from planner.domain.span import DateSpan
from tests.unit.desk.folder_orders import desk_in, done, refused
from tests.unit.workbook.books import BOOKED_DAYS_HEAD, BOOKINGS_HEAD, CREW_HEAD, NEEDS_HEAD, PLAN, day, write_folder

CREW = (CREW_HEAD, ("C1", "Ada Moreau", "Gaffer"), ("C2", "Bo Lindt", "Grip", "Gaffer"), ("C3", "Cy Aro", "Grip"))
NEEDS = (NEEDS_HEAD, ("P1", "Gaffer", 1), ("P2", "Grip", 2, day(11), day(12)))
ASSIGNED = (*PLAN[:2], PLAN[2], ("P2", "Quince", "Grip", 2, day(11), day(12), "C3", "Cy Aro"))


@pytest.fixture(params=[True, False], ids=["planned", "unplanned"])
def plan(request: pytest.FixtureRequest):
    return {"Assignments": ASSIGNED} if request.param else None


def span(first: int, last: int) -> DateSpan:
    return DateSpan(day(first), day(last))


def rows(folder: Path, book: str, sheet: str) -> list[list[object]]:
    found = load_workbook(folder / book)[sheet].iter_rows(values_only=True)
    return [[value.date() if hasattr(value, "date") else value for value in row] for row in found]


def every_operation(folder: Path) -> None:
    """Carry out every operation that changes an input."""
    done(
        folder, lambda now: hire(now, "Di Ray", "Grip", other_roles=("Gaffer",), last_day=day(30), day_rate_cents=41050)
    )
    done(folder, lambda now: fire(now, "Ada Moreau", day(28)))
    done(folder, lambda now: away(now, "Cy Aro", span(20, 22), "holiday"))
    done(folder, lambda now: schedule(now, "New", span(15, 18), {"Gaffer": 1, "Grip": 1}, priority=2))
    done(folder, lambda now: reschedule(now, "Quince", span(23, 27)))
    done(folder, lambda now: staff(now, "Harbour Lights", "Ada Moreau"))
    done(folder, lambda now: release(now, "Harbour Lights", "Ada Moreau", keep_off=True))
    done(folder, lambda now: cancel(now, "New"))


def test_plain_workbooks(tmp_path: Path, plan) -> None:
    write_folder(tmp_path, plan, crew=CREW, requirements=NEEDS)
    every_operation(tmp_path)
    assert rows(tmp_path, "crew.xlsx", "Crew")[4][:7] == ["C4", "Di Ray", "Grip", "Gaffer", None, day(30), 410.5]
    assert rows(tmp_path, "crew.xlsx", "Crew")[1][5] == day(28)
    assert rows(tmp_path, "crew.xlsx", "Unavailable") == [
        ["Crew ID", "From", "To", "Reason"],
        ["C3", day(20), day(22), "holiday"],
    ]
    productions = rows(tmp_path, "productions.xlsx", "Productions")
    assert productions[2][:4] == ["P2", "Quince", day(23), day(27)]
    assert productions[3] == ["P3", "New", day(15), day(18), 2, "cancelled"]
    needs = rows(tmp_path, "productions.xlsx", "Requirements")
    assert needs[1] == ["P1", "Gaffer", 1, None, None]  # blank days stay blank
    assert needs[2] == ["P2", "Grip", 2, day(24), day(25)]
    assert needs[3] == ["P3", "Gaffer", 1, None, None]
    assert rows(tmp_path, "productions.xlsx", "Bookings")[1][-1] == "never"


def test_columns_in_another_order_under_a_title_with_stars_and_more_columns(tmp_path: Path, plan) -> None:
    crew = [
        ("Our people",),
        (),
        ("Phone", "FULL NAME *", "role*", "Hire  date", "Crew ID*", "Fire Date"),
        (555, "Ada Moreau", "Gaffer", None, "C1", None),
        (556, "Bo Lindt", "Grip", None, "C2", None),
        (557, "Cy Aro", "Grip", None, "C3", None),
    ]
    write_folder(tmp_path, plan, crew=crew, requirements=NEEDS)
    every_operation(tmp_path)
    head, ada, *_, new = rows(tmp_path, "crew.xlsx", "Crew")[2:]
    assert head == [*crew[2], "Other roles", "Day rate"]
    assert ada == [555, "Ada Moreau", "Gaffer", None, "C1", day(28), None, None]
    assert new == [None, "Di Ray", "Grip", None, "C4", day(30), "Gaffer", 410.5]


def test_productions_without_priority_and_status_columns(tmp_path: Path, plan) -> None:
    productions = [
        ("End", "Start", "Title", "Production ID"),
        (day(5), day(3), "Harbour Lights", "P1"),
        (day(14), day(10), "Quince", "P2"),
    ]
    write_folder(tmp_path, plan, crew=CREW, productions=productions, requirements=NEEDS)
    every_operation(tmp_path)
    head, *_, new = rows(tmp_path, "productions.xlsx", "Productions")
    assert head == [*productions[0], "Priority", "Status"]
    assert new == [day(18), day(15), "New", "P3", 2, "cancelled"]


def test_names_and_titles_identify_where_there_are_no_ids(tmp_path: Path, plan) -> None:
    crew = [row[1:] for row in CREW]
    productions = [("Title", "Start", "End"), ("Harbour Lights", day(3), day(5)), ("Quince", day(10), day(14))]
    needs = [("Title", *NEEDS_HEAD[1:]), ("Harbour Lights", "Gaffer", 1), ("Quince", "Grip", 2, day(11), day(12))]
    names = {"P1": "Harbour Lights", "P2": "Quince", "C1": "Ada Moreau", "C2": "Bo Lindt", "C3": "Cy Aro"}
    if plan:
        plan = {"Assignments": [[names.get(value, value) for value in row] for row in ASSIGNED]}
    write_folder(tmp_path, plan, crew=crew, productions=productions, requirements=needs)
    every_operation(tmp_path)
    assert rows(tmp_path, "crew.xlsx", "Crew")[-1][:2] == ["Di Ray", "Grip"]
    assert rows(tmp_path, "crew.xlsx", "Unavailable")[1][0] == "Cy Aro"
    assert rows(tmp_path, "productions.xlsx", "Bookings")[0][:2] == ["Title", "Full name"]


def test_names_beside_ids_are_filled_in_too(tmp_path: Path) -> None:
    bookings = [("Production ID", "Title", "Crew ID", "Full name", "Role", "Status")]
    write_folder(
        tmp_path,
        crew=CREW,
        requirements=NEEDS,
        bookings=[*bookings, ("P2", "Quince", "C2", "Bo Lindt", None, "hold 1")],
    )
    done(tmp_path, lambda now: staff(now, "P1", "C1", "Gaffer"))
    expected = ["P1", "Harbour Lights", "C1", "Ada Moreau", "Gaffer", "confirmed"]
    assert rows(tmp_path, "productions.xlsx", "Bookings")[2] == expected


def test_references_by_name_that_would_be_of_two_are_refused(tmp_path: Path) -> None:
    crew = [*CREW, ("C4", "Ada Moreau", "Driver")]
    away_rows = [("Full name", "From", "To"), ("Bo Lindt", day(1), day(2))]
    write_folder(tmp_path, crew=crew, requirements=NEEDS, unavailable=away_rows)
    assert refused(tmp_path, lambda now: away(now, "C4", span(1, 2))).code == "ambiguous-name"
    done(tmp_path, lambda now: away(now, "C3", span(1, 2)))


def test_a_matrix_of_requirements(tmp_path: Path, plan) -> None:
    matrix = [("Production ID", "Gaffer", "Grip", "From", "To"), ("P1", 1), ("P2", None, 2, day(11), day(12))]
    write_folder(tmp_path, plan, crew=CREW, requirements=matrix)
    every_operation(tmp_path)
    assert rows(tmp_path, "productions.xlsx", "Requirements")[2:] == [
        ["P2", None, 2, day(24), day(25)],
        ["P3", 1, None, None, None],
        ["P3", None, 1, None, None],
    ]


def test_a_matrix_gets_columns_that_it_lacks(tmp_path: Path) -> None:
    matrix = [("Production ID", "Gaffer", "Grip"), ("P1", 1, None), ("P2", None, 2)]
    rows_of_plan = [(*row[:4], *((day(10), day(14)) if row[0] == "P2" else row[4:6]), *row[6:]) for row in ASSIGNED]
    crew = [*CREW, ("C4", "Di Ray", "Driver"), ("C5", "Ed Voss", "Grip")]
    write_folder(tmp_path, {"Assignments": rows_of_plan}, crew=crew, requirements=matrix)
    done(tmp_path, lambda now: schedule(now, "New", span(20, 21), {"Driver": 1}))
    done(tmp_path, lambda now: handover(now, "P2", "C2", day(12)))
    assert rows(tmp_path, "productions.xlsx", "Requirements") == [
        ["Production ID", "Gaffer", "Grip", "Driver", "From", "To"],
        ["P1", 1, None, None, None, None],
        ["P2", None, 1, None, None, None],
        ["P3", None, None, 1, None, None],
        ["P2", None, 1, None, day(10), day(11)],
        ["P2", None, 1, None, day(12), day(14)],
    ]


def test_a_handover_splits_a_row_of_one_and_takes_one_from_a_row_of_more(tmp_path: Path) -> None:
    crew = [*CREW, ("C4", "Di Ray", "Gaffer", "Grip")]
    write_folder(tmp_path, {"Assignments": ASSIGNED}, crew=crew, requirements=NEEDS)
    done(tmp_path, lambda now: handover(now, "P1", "C1", day(4), "C4"))
    done(tmp_path, lambda now: handover(now, "P2", "C2", day(12), "C4"))
    assert rows(tmp_path, "productions.xlsx", "Requirements")[1:] == [
        ["P1", "Gaffer", 1, None, day(3)],
        ["P2", "Grip", 1, day(11), day(12)],
        ["P1", "Gaffer", 1, day(4), day(5)],
        ["P2", "Grip", 1, day(11), day(11)],
        ["P2", "Grip", 1, day(12), day(12)],
    ]


def test_requirements_that_add_up_from_two_rows_are_moved_and_split(tmp_path: Path) -> None:
    needs = [NEEDS_HEAD, ("P1", "Gaffer", 1), ("P2", "Grip", 1, day(11), day(12)), ("P2", "grip", 1, day(11), day(12))]
    crew = [*CREW, ("C4", "Di Ray", "Grip")]
    write_folder(tmp_path, {"Assignments": ASSIGNED}, crew=crew, requirements=needs)
    done(tmp_path, lambda now: reschedule(now, "P2", span(11, 15)))
    done(tmp_path, lambda now: handover(now, "P2", "C2", day(13)))
    assert len(desk_in(tmp_path).requirements_of("P2")) == 3


def test_sheets_that_are_there_and_blank_get_their_header(tmp_path: Path, plan) -> None:
    write_folder(tmp_path, plan, crew=CREW, requirements=NEEDS, unavailable=(), bookings=())
    every_operation(tmp_path)
    assert rows(tmp_path, "crew.xlsx", "Unavailable")[0] == ["Crew ID", "From", "To", "Reason"]
    assert rows(tmp_path, "productions.xlsx", "Bookings")[0] == list(BOOKED_DAYS_HEAD)


def test_a_booking_changes_its_row_or_all_rows_that_say_it(tmp_path: Path) -> None:
    bookings = [
        BOOKINGS_HEAD,
        ("P1", "C1", "Gaffer", "hold 2"),
        ("P1", "C1", "gaffer", "Hold 2"),
        ("P2", "C2", None, "never"),
    ]
    write_folder(tmp_path, crew=CREW, requirements=NEEDS, bookings=bookings)
    done(tmp_path, lambda now: staff(now, "P1", "C1"))
    told = [row[3] for row in rows(tmp_path, "productions.xlsx", "Bookings")[1:]]
    assert told == ["confirmed", "confirmed", "never"]
    done(tmp_path, lambda now: release(now, "P1", "C1"))
    told = [row[3] for row in rows(tmp_path, "productions.xlsx", "Bookings")[1:]]
    assert told == ["released", "released", "never"]


def test_a_row_that_is_released_says_so_and_stays_in_its_place(tmp_path: Path) -> None:
    rows_there = [
        ("P1", "C1", "Gaffer", "2026-05-01", None, "Released"),
        ("P1", "C1", "Gaffer", None, None, "confirmed"),
    ]
    write_folder(tmp_path, crew=CREW, requirements=NEEDS, bookings=[BOOKED_DAYS_HEAD, *rows_there])
    done(tmp_path, lambda now: release(now, "P1", "C1"))
    assert [row[5] for row in rows(tmp_path, "productions.xlsx", "Bookings")[1:]] == ["Released", "released"]


def test_a_booking_whose_row_cannot_go_says_released(tmp_path: Path) -> None:
    bookings = [BOOKINGS_HEAD, ("P1", "C1", "Gaffer", "confirmed"), ("P2", "C2", None, "hold 1")]
    write_folder(tmp_path, crew=CREW, requirements=NEEDS, bookings=bookings)
    book = load_workbook(tmp_path / "productions.xlsx")
    book["Productions"]["H9"] = "=Bookings!D2:INDEX(Bookings!D:D,3)"
    book["Bookings"].merge_cells("F2:F3")  # a merged cell whose value stands in the row that is to go
    book["Bookings"]["F2"] = "both"
    book.save(tmp_path / "productions.xlsx")
    done(tmp_path, lambda now: release(now, "P1", "C1"))
    assert [row[3] for row in rows(tmp_path, "productions.xlsx", "Bookings")[1:]] == ["released", "hold 1"]


def test_an_alias_of_a_role_is_taken_and_written_as_the_role(tmp_path: Path) -> None:
    roles = [("Role", "Department", "Also called"), ("Gaffer", "Light", "Chief; Lamp"), ("Grip", "Grip", None)]
    write_folder(tmp_path, crew=CREW, requirements=NEEDS, roles=roles)
    done(tmp_path, lambda now: hire(now, "Di Ray", "LAMP"))
    assert rows(tmp_path, "crew.xlsx", "Crew")[4][2] == "Gaffer"
    assert refused(tmp_path, lambda now: hire(now, "Ed", "Diver", new_role=True)).code == "unknown-role"


def test_a_csv_file_is_not_edited_and_the_other_workbook_is(tmp_path: Path) -> None:
    write_folder(tmp_path, crew=CREW, requirements=NEEDS)
    (tmp_path / "crew.xlsx").unlink()
    (tmp_path / "Crew.csv").write_text(
        "Crew ID,Full name,Role,Hire date,Fire date\nC1,Ada Moreau,Gaffer,,\nC2,Bo Lindt,Grip,,\n"
    )
    before = (tmp_path / "Crew.csv").read_bytes()
    assert refused(tmp_path, lambda now: hire(now, "Di Ray", "Grip")).code == "csv-folder"
    assert refused(tmp_path, lambda now: fire(now, "C1", date(2027, 1, 1))).code == "csv-folder"
    done(tmp_path, lambda now: cancel(now, "P1"))
    assert (tmp_path / "Crew.csv").read_bytes() == before


SEASONS = (
    CREW_HEAD,
    ("C1", "Ada Moreau", "Gaffer", None, None, day(9), 400),
    ("C2", "Bo Lindt", "Grip", "Gaffer"),
    ("C1", "Ada Moreau", "Grip", None, day(15), None, 350),
)


def test_of_several_rows_of_a_person_the_one_that_is_meant_is_edited(tmp_path: Path, plan) -> None:
    write_folder(tmp_path, plan, crew=SEASONS)
    done(tmp_path, lambda now: fire(now, "C1", day(20)))
    assert [row[5] for row in rows(tmp_path, "crew.xlsx", "Crew")[1:]] == [day(9), None, day(20)]
    assert refused(tmp_path, lambda now: fire(now, "C1", day(8))).code == "later-employment"
    done(tmp_path, lambda now: fire(now, "C1", day(8), day(1)))
    assert [row[5] for row in rows(tmp_path, "crew.xlsx", "Crew")[1:]] == [day(8), None, day(20)]
    done(tmp_path, lambda now: hire(now, "", "Gaffer", again="Ada Moreau", first_day=day(21), day_rate_cents=50_000))
    assert rows(tmp_path, "crew.xlsx", "Crew")[4][:7] == ["C1", "Ada Moreau", "Gaffer", None, day(21), None, 500]
    assert len(desk_in(tmp_path).instance.crew_by_id["C1"].employments) == 3


def test_absences_that_are_joined_are_one_row(tmp_path: Path, plan) -> None:
    gone = ("Crew ID", "From", "To", "Reason"), ("C1", day(20), day(22), "holiday"), ("C1", day(25), day(26), None)
    write_folder(tmp_path, plan, crew=CREW, unavailable=gone)
    done(tmp_path, lambda now: away(now, "C1", span(22, 25), join=True))
    assert rows(tmp_path, "crew.xlsx", "Unavailable")[1:] == [["C1", day(20), day(26), "holiday"]]


def test_days_of_bookings_follow_their_production(tmp_path: Path, plan) -> None:
    booked = (
        BOOKED_DAYS_HEAD,
        ("P2", "C2", "Grip", day(11), day(12), "confirmed"),
        ("P2", "C3", None, None, day(12), "hold 1"),
    )
    write_folder(tmp_path, plan, crew=CREW, requirements=NEEDS, bookings=booked)
    done(tmp_path, lambda now: reschedule(now, "P2", span(12, 16)))
    assert [row[3:] for row in rows(tmp_path, "productions.xlsx", "Bookings")[1:]] == [
        [day(13), day(14), "confirmed"],
        [None, day(14), "hold 1"],
    ]


def test_a_hold_becomes_the_booking_that_says_more_and_keeps_its_row(tmp_path: Path) -> None:
    booked = (BOOKINGS_HEAD, ("P2", "C2", None, "hold 1"))
    write_folder(tmp_path, {"Assignments": ASSIGNED}, crew=CREW, requirements=NEEDS, bookings=booked)
    done(tmp_path, lambda now: staff(now, "P2", "C2", "Grip", day(11)))
    head, row = rows(tmp_path, "productions.xlsx", "Bookings")
    assert dict(zip(head, row, strict=True)) == {
        "Production ID": "P2",
        "Crew ID": "C2",
        "Role": "Grip",
        "Status": "confirmed",
        "From": day(11),
        "To": day(12),
    }
    done(tmp_path, lambda now: release(now, "P2", "C2"))
    (_, row) = rows(tmp_path, "productions.xlsx", "Bookings")
    assert row[3] == "released"


def test_what_was_cancelled_is_restored_on_its_row(tmp_path: Path, plan) -> None:
    write_folder(tmp_path, plan, crew=CREW)
    done(tmp_path, lambda now: cancel(now, "P1"))
    done(tmp_path, lambda now: restore(now, "P1"))
    head, row, _ = rows(tmp_path, "productions.xlsx", "Productions")
    assert dict(zip(head, row, strict=True))["Status"] == "active"
