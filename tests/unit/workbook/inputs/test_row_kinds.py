"""Rows that are no data: totals of Tables, headings between the rows; and rows in which a single cell is filled."""

from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.worksheet.table import Table

from planner.domain.finding import Severity
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.reading import Reading, read_folder
from tests.packages import pack, unpack
from tests.unit.workbook.books import (
    AWAY_HEAD,
    BOOKINGS_HEAD,
    CREW,
    CREW_HEAD,
    NEEDS,
    NEEDS_HEAD,
    PLAN,
    PRODUCTIONS,
    ROLES_HEAD,
    SETTINGS_HEAD,
    Rows,
    day,
    read,
    told,
    write_folder,
)

ADA, BO = CREW[1:]


def read_with_table(folder: Path, sheet: str, totals: tuple[object, ...], **sheets: Rows) -> Reading:
    """Read a folder one of whose sheets is a Table with a row of totals, as openpyxl writes it."""
    paths = write_folder(folder, **sheets)
    path = next(
        path for path in (paths.crew, paths.productions) if sheet in load_workbook(path, read_only=True).sheetnames
    )
    book = load_workbook(path)
    page = book[sheet]
    page.append(totals)
    table = Table(displayName="People", ref=page.dimensions)
    table.totalsRowCount = 1
    page.add_table(table)
    book.save(path)
    return read_folder(paths)


@pytest.mark.parametrize(
    ("sheet", "totals", "cell"),
    [
        ("Crew", ("Total", None, None, None, None, None, "=SUBTOTAL(101,[Day rate])"), "A4"),
        ("Crew", (None, None, "=SUBTOTAL(103,[Role])"), "A4"),
        ("Requirements", ("Total", None, 4), "A4"),
        ("Productions", ("Total", 2), "A4"),
    ],
)
def test_a_totals_row_is_left_out_and_told(tmp_path: Path, sheet: str, totals: tuple[object, ...], cell: str) -> None:
    reading = read_with_table(tmp_path, sheet, totals)
    assert told(reading, None) == [("totals-row", f"{sheet}!{cell}")]
    (finding,) = reading.findings
    assert finding.severity is Severity.INFO
    assert finding.message == 'row 4 holds the totals of the Table "People", and was left out.'
    assert reading.instance is not None
    assert len(reading.instance.crew) == 2


def test_a_table_without_totals_is_read_to_its_end(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    with xlsxwriter.Workbook(folder.crew) as book:
        page = book.add_worksheet("Crew")
        heads = [{"header": head} for head in CREW_HEAD]
        page.add_table(0, 0, 2, 7, {"columns": heads, "data": [[*ADA], [*BO]]})
    reading = read_folder(folder)
    assert told(reading, None) == []
    assert reading.instance is not None
    assert len(reading.instance.crew) == 2


def test_totals_that_xlsxwriter_writes_are_left_out_and_rows_below_are_read(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    with xlsxwriter.Workbook(folder.crew) as book:
        page = book.add_worksheet("Crew")
        heads = [{"header": head} for head in CREW_HEAD]
        heads[0]["total_string"], heads[6]["total_function"] = "Total", "average"
        page.add_table(0, 0, 3, 7, {"columns": heads, "data": [[*ADA], [*BO]], "total_row": True})
        page.write_row(4, 0, ("C3", "Cy Ray", "Grip"))
    reading = read_folder(folder)
    assert told(reading, None) == [("totals-row", "Crew!A4")]
    assert reading.instance is not None
    assert [person.crew_id for person in reading.instance.crew] == ["C1", "C2", "C3"]


@pytest.mark.parametrize("damage", [b"", b"<table", b"no xml", b'<table ref="A1" totalsRowCount="x"/>', b"<table/>"])
def test_a_damaged_table_part_keeps_nobody_from_reading(tmp_path: Path, damage: bytes) -> None:
    read_with_table(tmp_path, "Crew", ("C3", "Cy Ray", "Grip"))
    path = tmp_path / "crew.xlsx"
    parts = unpack(path.read_bytes())
    path.write_bytes(pack({name: damage if "tables/" in name else data for name, data in parts.items()}))
    reading = read_folder(FolderPaths.of(tmp_path))
    assert told(reading, None) == []
    assert reading.instance is not None
    assert len(reading.instance.crew) == 3


def test_totals_added_to_a_plan_are_left_out_too(tmp_path: Path) -> None:
    totals = ("Total", None, None, "=SUBTOTAL(103,[Slot])")
    paths = write_folder(tmp_path, {"Assignments": (*PLAN, totals)})
    book = load_workbook(paths.plan)
    table = Table(displayName="Slots", ref=book["Assignments"].dimensions)
    table.totalsRowCount = 1
    book["Assignments"].add_table(table)
    book.save(paths.plan)
    reading = read_folder(paths)
    assert told(reading) == []
    assert len(reading.previous.rows) == len(PLAN) - 1


ROLES: Rows = (ROLES_HEAD, ("Gaffer", "Light"), ("Grip", "Machinery"), ("Driver", "Transport"))


@pytest.mark.parametrize(
    ("sheets", "cell"),
    [
        # a text outside the column of identifiers
        ({"crew": (CREW_HEAD, (None, "The regulars"), ADA, BO)}, "Crew!B2"),
        ({"crew": (CREW_HEAD, ADA, (None, None, "as of May"), BO)}, "Crew!C3"),
        ({"crew": (CREW_HEAD, ADA, BO, (*[None] * 7, "and others"))}, "Crew!H4"),
        ({"requirements": (*NEEDS, (None, "Second unit"))}, "Requirements!B4"),
        (
            {"requirements": (("Production ID", "Title", "Gaffer", "Grip"), ("P1", None, 1), (None, "Later"))},
            "Requirements!B3",
        ),
        ({"productions": (*PRODUCTIONS, (None, "Summer"))}, "Productions!B4"),
        ({"unavailable": (AWAY_HEAD, (None, None, None, "Holidays"), ("C1", day(1), day(2)))}, "Unavailable!D2"),
        ({"roles": (ROLES_HEAD, (None, "Camera"), *ROLES[1:])}, "Roles!B2"),
        # without identifiers the names stand in their place
        ({"crew": (CREW_HEAD[1:], ADA[1:], (None, "regulars"), BO[1:])}, "Crew!B3"),
        # a department, of the Roles sheet or one that every template has
        ({"crew": (CREW_HEAD, ("MACHINERY",), ADA, BO), "roles": ROLES}, "Crew!A2"),
        ({"crew": (CREW_HEAD, ("Camera",), ADA, BO)}, "Crew!A2"),
        ({"crew": (CREW_HEAD, ("Sound  department",), ADA, BO)}, "Crew!A2"),
        ({"requirements": (NEEDS_HEAD, ("Grip",), *NEEDS[1:])}, "Requirements!A2"),
    ],
)
def test_a_heading_is_left_out_with_a_warning(tmp_path: Path, sheets: dict[str, Rows], cell: str) -> None:
    reading = read(tmp_path, **sheets)
    assert told(reading, None) == [("heading-row", cell)]
    assert reading.findings[0].severity is Severity.WARNING
    assert reading.instance is not None
    assert len(reading.instance.crew) == 2
    assert len(reading.instance.productions) == 2


def test_a_count_that_is_text_is_no_heading(tmp_path: Path) -> None:
    rows = (("Production ID", "Gaffer", "Grip"), ("P1", 1, "2"), (None, "3"))
    assert told(read(tmp_path, requirements=rows)) == [("missing-value", "Requirements!B3")]


def merged(folder: Path, *refs: str, title: str = "Crew", **sheets: Rows) -> Reading:
    """Read a folder with cells of the crew workbook merged, as Excel does: what is below the first one is gone."""
    paths = write_folder(folder, **sheets)
    book = load_workbook(paths.crew)
    for ref in refs:
        book[title].merge_cells(ref)
    book.save(paths.crew)
    return read_folder(paths)


@pytest.mark.parametrize("ref", ["A2:H2", "A2:B2", "A2:H3"])
def test_a_row_merged_across_is_a_heading_whatever_it_says(tmp_path: Path, ref: str) -> None:
    rows = (CREW_HEAD, (2026,), *[()] * (ref == "A2:H3"), ADA, BO)
    reading = merged(tmp_path, ref, crew=rows)
    assert told(reading, None) == [("heading-row", "Crew!A2")]
    assert reading.findings[0].message.startswith('"2026" is merged across its row')
    assert reading.instance is not None


def test_cells_merged_among_data_are_still_an_error(tmp_path: Path) -> None:
    reading = merged(tmp_path, "B2:C2", "G2:H2", crew=(CREW_HEAD, ADA, BO))
    assert ("merged-cells", "Crew!B2") in told(reading)
    assert ("merged-cells", "Crew!G2") in told(reading)


def test_merged_notes_and_unknown_columns_and_blank_rows_are_nobodys_error(tmp_path: Path) -> None:
    crew = ((*CREW_HEAD, "Car", "Seats"), (*ADA, *[None] * 4, "see below", "blue", 3), BO, (), ())
    reading = merged(tmp_path, "H2:H3", "I2:I3", "A4:H5", crew=crew)
    assert told(reading, None) == [("unknown-column", "Crew!I1"), ("unknown-column", "Crew!J1")]


@pytest.mark.parametrize(
    ("sheets", "cell"),
    [
        ({"crew": (*CREW, ("C3",))}, "Crew!A4"),
        ({"crew": (*CREW, (None, None, None, None, day(1)))}, "Crew!E4"),
        ({"crew": (*CREW, (*[None] * 6, 910))}, "Crew!G4"),
        ({"requirements": (*NEEDS, ("P1",))}, "Requirements!A4"),
        ({"requirements": (*NEEDS, ("Total",))}, "Requirements!A4"),
        ({"requirements": (*NEEDS, (None, None, 3))}, "Requirements!C4"),
        ({"productions": (*PRODUCTIONS, ("P3",))}, "Productions!A4"),
        ({"unavailable": (AWAY_HEAD, ("C1",))}, "Unavailable!A2"),
        ({"bookings": (BOOKINGS_HEAD, ("P1",))}, "Bookings!A2"),
    ],
)
def test_any_other_row_of_one_cell_is_one_error(tmp_path: Path, sheets: dict[str, Rows], cell: str) -> None:
    reading = read(tmp_path, **sheets)
    assert told(reading, None) == [("missing-value", cell)]
    assert "stands alone in its row" in reading.findings[0].message


def test_who_stands_alone_in_a_row_is_known_to_other_sheets(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        crew=(*CREW, ("C3",)),
        productions=(*PRODUCTIONS, ("P3",)),
        requirements=(*NEEDS, ("P3", "Grip", 1)),
        bookings=(BOOKINGS_HEAD, ("P3", "C3", None, "confirmed")),
    )
    assert told(reading, None) == [("missing-value", "Crew!A4"), ("missing-value", "Productions!A4")]


@pytest.mark.parametrize(
    "sheets",
    [
        {"roles": (ROLES_HEAD, ("Gaffer",), ("Grip",), ("Driver",), ("Camera",))},
        {"settings": (SETTINGS_HEAD, ("Gap days",))},
        {"requirements": (("Production ID", "Gaffer", "Grip"), ("P1", 1), ("P2",))},
    ],
)
def test_a_single_cell_is_enough_where_nothing_else_is_needed(tmp_path: Path, sheets: dict[str, Rows]) -> None:
    assert told(read(tmp_path, **sheets), None) == []


def test_a_row_whose_other_cell_is_a_formula_never_calculated_is_told_as_that(tmp_path: Path) -> None:
    reading = read(tmp_path, crew=(*CREW, ("C3", "=B2", "=C2")))
    assert told(reading) == [("formula-without-value", "Crew!B4"), ("formula-without-value", "Crew!C4")]


@pytest.mark.parametrize("text", ["=double time on Sundays", "#REF!", True, 12.5, day(3), "=> by phone"])
def test_notes_and_reasons_may_hold_anything(tmp_path: Path, text: object) -> None:
    reading = read(
        tmp_path,
        crew=(CREW_HEAD, (*ADA, *[None] * 4, text), BO),
        unavailable=(AWAY_HEAD, ("C1", day(1), day(2), text)),
        requirements=((*NEEDS_HEAD, "Notes", "Car"), (*NEEDS[1], None, None, text, text), NEEDS[2]),
    )
    assert told(reading, None) == [("unknown-column", "Requirements!G1")]
    assert reading.instance is not None


def test_an_absence_keeps_its_reason_as_it_is_shown(tmp_path: Path) -> None:
    reasons = ("#REF!", True, 12.5, 7, day(3), "  to  be agreed ", None)
    away = [("C1", day(2 * at + 1), day(2 * at + 1), reason) for at, reason in enumerate(reasons)]
    reading = read(tmp_path, unavailable=(AWAY_HEAD, *away))
    assert reading.instance is not None
    shown = [absence.reason for absence in reading.instance.crew[0].absences]
    assert shown == ["#REF!", "TRUE", "12.5", "7", "2026-05-03", "to be agreed", ""]


def test_what_a_crew_row_says_besides_is_carried_as_it_is_shown(tmp_path: Path) -> None:
    head = (*CREW_HEAD, "Email", "Phone")
    first = (*ADA, None, None, day(9), None, "#REF!", "ada@example.org", 4912)
    again = (*ADA, None, day(10), None, None, None, "  ada@example.com ")
    reading = read(tmp_path, crew=(head, first, again, BO))
    assert told(reading, None) == []
    assert reading.instance is not None
    ada, bo = reading.instance.crew
    assert ada.remarks == {"Email": "ada@example.com", "Phone": "4912", "Notes": "#REF!"}
    assert bo.remarks == {}


def test_two_columns_of_notes_refuse_nothing(tmp_path: Path) -> None:
    reading = read(tmp_path, crew=((*CREW_HEAD, "notes"), (*ADA, *[None] * 4, "first", "second"), BO))
    assert told(reading, None) == [("duplicate-column", "Crew!I1")]
    assert reading.instance is not None
    assert reading.instance.crew[0].remarks == {"Notes": "first"}
