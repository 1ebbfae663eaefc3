"""Small planning folders for tests, written cell by cell as a coordinator's Excel would."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from planner.domain.finding import Finding, Severity
from planner.workbook.reading import FolderPaths, Reading, read_folder

Rows = Sequence[Sequence[Any]]
CREW_HEAD = ("Crew ID", "Full name", "Role", "Other roles", "Hire date", "Fire date", "Day rate", "Notes")
AWAY_HEAD = ("Crew ID", "From", "To", "Reason")
ROLES_HEAD = ("Role", "Department", "Also called")
PRODUCTIONS_HEAD = ("Production ID", "Title", "Start", "End", "Priority", "Status")
NEEDS_HEAD = ("Production ID", "Role", "Count", "From", "To")
BOOKINGS_HEAD = ("Production ID", "Crew ID", "Role", "Status")
BOOKED_DAYS_HEAD = ("Production ID", "Crew ID", "Role", "From", "To", "Status")
SETTINGS_HEAD = ("Setting", "Value")
PLAN_HEAD = (
    "Production ID",
    "Title",
    "Role",
    "Slot",
    "From",
    "To",
    "Crew ID",
    "Full name",
    "Booked",
    "Booking",
    "Change",
)
TYPED_HEAD = ("Production ID", "Title", "Role", "Crew ID", "Full name", "Booking")


def day(number: int) -> date:
    return date(2026, 5, number)


CREW: Rows = (CREW_HEAD, ("C1", "Ada Moreau", "Gaffer"), ("C2", "Bo Lindt", "Grip", "Gaffer; Driver"))
PRODUCTIONS: Rows = (PRODUCTIONS_HEAD, ("P1", "Harbour Lights", day(3), day(5)), ("P2", "Quince", day(10), day(14), 1))
NEEDS: Rows = (NEEDS_HEAD, ("P1", "Gaffer", 1), ("P2", "Grip", 2, day(11), day(12)))
PLAN: Rows = (
    PLAN_HEAD,
    ("P1", "Harbour Lights", "Gaffer", 1, day(3), day(5), "C1", "Ada Moreau"),
    ("P2", "Quince", "Grip", 1, day(11), day(12), "C2", "Bo Lindt"),
    ("P2", "Quince", "Grip", 2, day(11), day(12)),
)


def write_book(path: Path, sheets: dict[str, Rows]) -> Path:
    """Write a workbook; a sheet given as None is left out."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                page.cell(at, column).value = value
    book.save(path)
    return path


def write_folder(folder: Path, plan: dict[str, Rows] | None = None, **sheets: Rows | None) -> FolderPaths:
    """Write a sound folder of two people and two productions, with the named sheets replaced, added or left out."""
    crew = {"Crew": CREW, "Unavailable": None, "Roles": None}
    productions: dict[str, Rows | None] = {"Productions": PRODUCTIONS, "Requirements": NEEDS}
    productions |= dict.fromkeys(("Bookings", "Settings", "Holidays"))
    for name, file in (("crew.xlsx", crew), ("productions.xlsx", productions)):
        chosen = {title: sheets.get(title.lower(), rows) for title, rows in file.items()}
        write_book(folder / name, {title: rows for title, rows in chosen.items() if rows is not None})
    if plan is not None:
        write_book(folder / "plan.xlsx", plan)
    return FolderPaths.of(folder)


def read(folder: Path, plan: dict[str, Rows] | None = None, **sheets: Rows | None) -> Reading:
    """Write and read a folder."""
    return read_folder(write_folder(folder, plan, **sheets))


def told(reading: Reading, severity: Severity | None = Severity.ERROR) -> list[tuple[str, str]]:
    """Return code and ``Sheet!cell`` of the findings of one severity, or of all."""
    found: list[Finding] = [f for f in reading.findings if severity in (None, f.severity)]
    return [(f.code, f"{f.place.sheet}!{f.place.cell}") for f in found]
