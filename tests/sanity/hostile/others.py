"""Folders of .csv files, previous plans that were typed into, and what the sheets of roles and settings can have."""

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from tests.sanity.hostile.case import Case, Told, of_sheets, sound
from tests.unit.workbook.books import (
    BOOKINGS_HEAD,
    CREW,
    CREW_HEAD,
    PLAN_HEAD,
    PRODUCTIONS,
    PRODUCTIONS_HEAD,
    ROLES_HEAD,
    SETTINGS_HEAD,
    Rows,
    day,
    write_folder,
)

PEOPLE = "Crew ID,Full name,Role,Hire date,Fire date\nC1,Zoë Moreau,Gaffer,2026-01-05,\nC2,Bo Lindt,Grip,,\n"


def of_csv(name: str, data: bytes, *told: Told, beside: Callable[[Path], object] | None = None) -> Case:
    """Return a sound folder whose crew is a file Crew.csv; ``beside`` may add to it."""

    def make(folder: Path) -> None:
        sound(folder).unlink()
        (folder / "Crew.csv").write_bytes(data)
        if beside:
            beside(folder)

    return Case(name, make, told, refused=bool(told))


def typed(name: str, crew_id: str | None, booking: str, told: Told, *, refused: bool = True) -> Case:
    """Return a sound folder with a previous plan into whose first row a booking was typed."""
    row = ("P1", "Harbour Lights", "Gaffer", 1, day(3), day(5), crew_id, None, None, booking)
    return Case(name, lambda folder: write_folder(folder, plan={"Assignments": (PLAN_HEAD, row)}), (told,), refused)


def planned(name: str, crew: Rows, *told: Told, refused: bool = True) -> Case:
    """Return a folder with this crew and a plan that was made when Ada was C1 and Bo C2."""
    rows = (
        PLAN_HEAD,
        ("P1", None, "Gaffer", 1, day(3), day(5), "C1", "Ada Moreau"),
        ("P2", None, "Grip", 1, day(11), day(12), "C2", "Bo Lindt"),
    )
    return Case(name, lambda folder: write_folder(folder, plan={"Assignments": rows}, crew=crew), told, refused)


def broken_plan(data: bytes) -> Callable[[Path], object]:
    return lambda folder: (sound(folder), (folder / "plan.xlsx").write_bytes(data))


def with_published(folder: Path) -> None:
    """Write a sound folder with a published plan that is none."""
    sound(folder)
    (folder / "published").mkdir()
    (folder / "published" / "2026-05-01.xlsx").write_bytes(b"plan")


def with_sheet(folder: Path, title: str) -> None:
    """Write a sound folder with one more, empty sheet beside Productions."""
    write_folder(folder)
    book = load_workbook(folder / "productions.xlsx")
    book.create_sheet(title)
    book.save(folder / "productions.xlsx")


OTHERS = (
    of_csv("csv of one sheet", PEOPLE.encode()),
    of_csv("csv with a mark, semicolons", PEOPLE.replace(",", ";").encode("utf-8-sig")),
    of_csv("csv in UTF-16", PEOPLE.replace(",", "\t").encode("utf-16")),
    of_csv("csv in another encoding", PEOPLE.encode("cp1252"), ("bad-encoding", "Crew.csv")),
    of_csv("csv of a workbook renamed", b"PK\x03\x04 and so on", ("not-csv", "Crew.csv")),
    of_csv(
        "csv with a comma within a name",
        PEOPLE.replace("Bo Lindt", "Lindt, Bo").encode(),
        ("bad-date", "Crew.csv › D3"),
        ("too-many-values", "Crew.csv › F3"),
        ("role-without-crew", "productions.xlsx › Requirements!B3"),
    ),
    of_csv("csv with an open quote", PEOPLE.replace("Bo", '"Bo').encode(), ("unreadable-file", "Crew.csv › A3")),
    of_csv(
        "csv beside a workbook",
        PEOPLE.encode(),
        ("two-sources", "crew.xlsx"),
        beside=lambda folder: (folder / "crew.xlsx").write_bytes(b""),
    ),
    of_csv(
        "csv without the required one",
        b"Crew ID,From,To\n",
        ("missing-file", "Crew.csv"),
        beside=lambda folder: (folder / "Crew.csv").rename(folder / "Unavailable.csv"),
    ),
    typed(
        "a status typed beside a vacancy", None, "confirmed", ("booking-without-person", "plan.xlsx › Assignments!J2")
    ),
    typed("a status misspelt in the plan", "C1", "confirmt", ("bad-status", "plan.xlsx › Assignments!J2")),
    typed(
        "a status typed beside somebody gone",
        "C9",
        "never",
        ("typed-booking-lapsed", "plan.xlsx › Assignments!J2"),
        refused=False,
    ),
    planned(
        "another name for an identifier of the plan",
        (CREW_HEAD, ("C1", "Ada Lindt-Moreau", "Gaffer"), CREW[2]),
        ("renamed", "crew.xlsx › Crew!A2"),
        refused=False,
    ),
    planned(
        "a person entered above the others and all numbered afresh",
        (CREW_HEAD, ("C1", "Abe New", "Grip"), ("C2", "Ada Moreau", "Gaffer"), ("C3", "Bo Lindt", "Grip")),
        ("renumbered", "crew.xlsx › Crew!A2"),
        ("renumbered", "crew.xlsx › Crew!A3"),
    ),
    Case("a plan that is no workbook", broken_plan(b"plan"), (("not-xlsx", "plan.xlsx"),)),
    Case("a plan of no bytes", broken_plan(b""), (("not-xlsx", "plan.xlsx"),)),
    Case(
        "a published plan that is no workbook",
        with_published,
        (("unreadable-published", "2026-05-01.xlsx"),),
        refused=False,
    ),
    Case(
        "an optional sheet misspelt",
        lambda folder: with_sheet(folder, "Booking"),
        (("similar-sheet", "productions.xlsx › Booking"),),
        refused=False,
    ),
    of_sheets(
        "a role listed twice",
        ("duplicate-role", "crew.xlsx › Roles!A5"),
        roles=(ROLES_HEAD, ("Gaffer",), ("Grip",), ("Driver",), ("gaffer ",)),
    ),
    of_sheets(
        "another name that is taken",
        ("alias-clash", "crew.xlsx › Roles!C4"),
        roles=(ROLES_HEAD, ("Gaffer", None, "LX"), ("Driver",), ("Grip", None, "lx")),
    ),
    of_sheets(
        "a setting there twice",
        ("duplicate-setting", "productions.xlsx › Settings!A3"),
        settings=(SETTINGS_HEAD, ("Gap days", 1), ("gap days", 2)),
    ),
    of_sheets(
        "a goal named twice",
        ("repeated-goal", "productions.xlsx › Settings!B2"),
        settings=(SETTINGS_HEAD, ("Goals", "cost; cost")),
    ),
    of_sheets(
        "a goal left out that would matter",
        ("omitted-goal", "productions.xlsx › Settings!B2"),
        refused=False,
        settings=(SETTINGS_HEAD, ("Goals", "coverage; cost")),
        bookings=(BOOKINGS_HEAD, ("P1", "C1", None, "hold 1")),
    ),
    of_sheets(
        "a day rate of three decimals",
        ("rate-rounded", "crew.xlsx › Crew!G4"),
        refused=False,
        crew=(*CREW, ("C3", "Cy", "Grip", None, None, None, 450.005)),
    ),
    of_sheets(
        "a production beyond its own limits",
        ("bad-move-window", "productions.xlsx › Productions!G4"),
        refused=False,
        productions=(
            (*PRODUCTIONS_HEAD, "Earliest start"),
            *PRODUCTIONS[1:],
            ("P3", "Early", day(3), day(5), 3, None, day(4)),
        ),
    ),
)
