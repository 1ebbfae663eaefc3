"""A folder of .csv files is read like a workbook, with the same checks, or refused where anything is uncertain."""

from datetime import date
from pathlib import Path

import pytest

from planner.domain.finding import Severity
from planner.pipeline import SolveOptions, solve_folder, verify_folder
from planner.workbook.columns.crew import CREW
from planner.workbook.inputs.csv_text import CsvForm, find_encoding, find_form
from planner.workbook.reading import FolderPaths, Reading, read_folder
from tests.unit.workbook.books import (
    AWAY_HEAD,
    BOOKINGS_HEAD,
    CREW_HEAD,
    NEEDS,
    PRODUCTIONS,
    ROLES_HEAD,
    SETTINGS_HEAD,
    Rows,
    day,
    write_folder,
)

PEOPLE: Rows = (CREW_HEAD, ("C1", "Ada Moreau", "Gaffer", "", day(1)), ("007", "Zoë Lindt", "Grip", "Gaffer, Driver"))
FILES: dict[str, Rows] = {
    "Crew": PEOPLE,
    "Unavailable": (AWAY_HEAD, ("007", day(2), day(3), "holiday")),
    "Roles": (ROLES_HEAD, ("Gaffer", "Electrical", "Chief LX"), ("Grip",), ("Driver",)),
    "Productions": PRODUCTIONS,
    "Requirements": NEEDS,
    "Bookings": (BOOKINGS_HEAD, ("P1", "C1", "", "confirmed")),
    "Settings": (SETTINGS_HEAD, ("Gap days", 1)),
}


def text_of(rows: Rows, separator: str = ",") -> str:
    """Return rows as a program writes them that quotes only what it must."""

    def cell(value: object) -> str:
        text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
        return f'"{text}"' if separator in text else text

    return "".join(separator.join(map(cell, row)) + "\r\n" for row in rows)


def write(folder: Path, separator: str = ",", encoding: str = "utf-8", **files: Rows) -> FolderPaths:
    for name, rows in (files or FILES).items():
        (folder / f"{name}.csv").write_bytes(text_of(rows, separator).encode(encoding))
    return FolderPaths.of(folder)


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(f.code, str(f.place)) for f in reading.findings]


@pytest.fixture
def from_workbooks(tmp_path: Path) -> Reading:
    (tmp_path / "xlsx").mkdir()
    return read_folder(write_folder(tmp_path / "xlsx", **{name.lower(): rows for name, rows in FILES.items()}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_folder_of_files_is_the_same_instance(
    tmp_path: Path, from_workbooks: Reading, separator: str, encoding: str
) -> None:
    reading = read_folder(write(tmp_path, separator, encoding))
    assert told(reading) == []
    assert reading.instance is not None
    assert reading.instance == from_workbooks.instance
    assert [file.name for file in reading.inputs] == [f"{name}.csv" for name in FILES]
    assert [str(person.place) for person in reading.instance.crew] == ["Crew.csv › A3", "Crew.csv › A2"]


def test_a_folder_of_files_is_planned_into_a_workbook(tmp_path: Path) -> None:
    paths = write(tmp_path)
    outcome = solve_folder(paths, SolveOptions(threads=1))
    assert (outcome.failure, outcome.written) == ("", tmp_path / "plan.xlsx")
    again = FolderPaths.of(tmp_path)
    assert verify_folder(again).broken == ()
    assert solve_folder(again, SolveOptions(threads=1)).failure == ""


def test_one_workbook_may_be_files_and_the_other_not(tmp_path: Path, from_workbooks: Reading) -> None:
    write(tmp_path)
    for name in ("Productions", "Requirements", "Bookings", "Settings"):
        (tmp_path / f"{name}.csv").unlink()
    (tmp_path / "productions.xlsx").write_bytes((tmp_path / "xlsx" / "productions.xlsx").read_bytes())
    assert read_folder(FolderPaths.of(tmp_path)).instance == from_workbooks.instance


def test_faults_have_the_same_codes_and_cells(tmp_path: Path) -> None:
    people = (*PEOPLE, ("C3", "", "Grippe", "", "03/04/2026", "", "#N/A"), ("c1", "Bo", "Grip", "", "", "", "a lot"))
    reading = read_folder(write(tmp_path, **{**FILES, "Crew": people}))
    assert told(reading) == [
        ("missing-value", "Crew.csv › B4"),
        ("unknown-role", "Crew.csv › C4"),
        ("bad-date", "Crew.csv › E4"),
        ("error-cell", "Crew.csv › G4"),
        ("duplicate-id", "Crew.csv › A5"),
        ("bad-rate", "Crew.csv › G5"),
    ]


def test_both_a_workbook_and_a_file_are_too_many(tmp_path: Path) -> None:
    write_folder(tmp_path)
    write(tmp_path, Unavailable=FILES["Unavailable"])
    reading = read_folder(FolderPaths.of(tmp_path))
    assert told(reading) == [("two-sources", "crew.xlsx")]
    assert "Unavailable.csv" in reading.findings[0].message
    assert reading.instance is None


def test_a_workbook_that_is_named_is_meant(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / "crew.xlsx").rename(tmp_path / "draft.xlsx")
    write(tmp_path, Crew=PEOPLE)
    reading = read_folder(FolderPaths.of(tmp_path, crew=tmp_path / "draft.xlsx"))
    assert told(reading) == []
    assert {person.crew_id for person in reading.instance.crew} == {"C1", "C2"}


def test_two_files_of_one_sheet_are_too_many(tmp_path: Path) -> None:
    paths = write(tmp_path)
    (tmp_path / "crew.csv").write_bytes((tmp_path / "Crew.csv").read_bytes())
    if len(list(tmp_path.glob("[Cc]rew.csv"))) < 2:
        pytest.skip("this file system does not tell Crew.csv from crew.csv")
    assert told(read_folder(paths)) == [("two-sources", "Crew.csv")]


def test_a_missing_file_is_named_and_a_similar_one_asked_about(tmp_path: Path) -> None:
    paths = write(tmp_path)
    (tmp_path / "Requirements.csv").rename(tmp_path / "Requirement.csv")
    (tmp_path / "Bookings.csv").rename(tmp_path / "Booking.csv")
    reading = read_folder(paths)
    assert told(reading) == [("missing-file", "Requirements.csv"), ("similar-sheet", "Booking.csv")]
    assert "Requirement.csv" in reading.findings[0].hint


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (text_of(PEOPLE).encode("cp1252"), "bad-encoding", "Crew.csv"),
        (b"\xff\xfe" + text_of(PEOPLE).encode("utf-16-le")[:-1], "bad-encoding", "Crew.csv"),
        (b"PK\x03\x04", "not-csv", "Crew.csv"),
        (b"\xd0\xcf\x11\xe0", "not-csv", "Crew.csv"),
        (b"Crew ID\0\0\0\0Name", "not-csv", "Crew.csv"),
        (b"", "missing-column", "Crew.csv"),
        (text_of(PEOPLE).replace("Ada", '"Ada').encode(), "unreadable-file", "Crew.csv › A2"),
        (text_of(PEOPLE).replace("Ada", '"A"da').encode(), "unreadable-file", "Crew.csv › A2"),
        (text_of(PEOPLE).replace("2026-05-01", "2026-05-01,,,,,x").encode(), "too-many-values", "Crew.csv › I2"),
        (b"," * 300 + b"x\n" + text_of(PEOPLE).encode(), "stray-cell", "Crew.csv › KO1"),
        (b"Crew ID," + b"x" * 200_000, "unreadable-file", "Crew.csv › A1"),
    ],
)
def test_what_is_uncertain_is_not_guessed(tmp_path: Path, data: bytes, code: str, place: str) -> None:
    write(tmp_path)
    (tmp_path / "Crew.csv").write_bytes(data)
    reading = read_folder(FolderPaths.of(tmp_path))
    assert told(reading) == [(code, place)]
    assert reading.findings[0].severity is Severity.ERROR


def test_another_encoding_is_shown_as_it_may_be_meant(tmp_path: Path) -> None:
    fault = find_encoding("Crew ID\nZoë\n".encode("cp1252"))
    assert not isinstance(fault, str)
    assert fault.message.startswith("line 2 is not written in UTF-8")
    assert "Zoë" in fault.message


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Crew ID;Full name, as on the passport;Role\n", CsvForm("utf-8", ";")),
        ("The crew, in May\n\nCrew ID\tRole\tHire date\n", CsvForm("utf-8", "\t")),
        ("sep=;\nCrew ID;Role\n", CsvForm("utf-8", ";", declared=True)),
        ('"sep=,"\nCrew ID;Role\n', CsvForm("utf-8", ",", declared=True)),
        ("sep=\t\nCrew ID\tRole\n", CsvForm("utf-8", "\t", declared=True)),
    ],
)
def test_the_separator_is_the_one_by_which_the_headers_are_found(text: str, form: CsvForm) -> None:
    assert find_form(text.encode(), "utf-8", CREW) == form


def test_rows_count_as_a_program_shows_them(tmp_path: Path) -> None:
    text = (
        'sep=;\n\nCrew ID;Full name;Role;Hire date;Fire date;Notes\n"C1";Ada;Gaffer;;;"two\nlines"\n;;;;;\nC2;;Grip\n'
    )
    write(tmp_path, **{name: rows for name, rows in FILES.items() if name not in ("Crew", "Unavailable", "Bookings")})
    (tmp_path / "Crew.csv").write_bytes(text.encode())
    assert told(read_folder(FolderPaths.of(tmp_path))) == [("missing-value", "Crew.csv › B5")]


def test_dates_as_excel_shows_them_are_read_as_their_columns_say(tmp_path: Path) -> None:
    shown = "%d/%m/%Y"
    crew = (PEOPLE[0], (*PEOPLE[1][:4], "01/02/2026", "31/12/2026"), ("007", "Zoë Lindt", "Grip", "", "15/01/2026"))
    productions = (PRODUCTIONS[0], *((*row[:2], f"{row[2]:{shown}}", f"{row[3]:{shown}}") for row in PRODUCTIONS[1:]))
    needs = (NEEDS[0], ("P2", "Grip", 2, "11/05/2026", "12/05/2026"))
    files = {"Crew": crew, "Productions": productions, "Requirements": needs}
    reading = read_folder(write(tmp_path, **files))
    # Start, From and To hold no day above 12; End reads one way only, as 05/05 and 14/05
    assert [one for one in told(reading) if one[0] == "bad-date"] == [
        ("bad-date", f"Productions.csv › C{row}") for row in (2, 3)
    ] + [("bad-date", f"Requirements.csv › {cell}") for cell in ("D2", "E2")]
    assert [one for one in told(reading) if one[0] == "date-order"] == [("date-order", "Crew.csv › E2")]
    reading = read_folder(write(tmp_path, **files, Settings=(SETTINGS_HEAD, ("Date order", "dmy"))))
    assert told(reading) == []
    assert reading.instance is not None
    assert [one.span.first_day for one in reading.instance.productions] == [day(3), day(10)]
    assert [need.span.last_day for need in reading.instance.requirements] == [day(12)]
    assert {one.crew_id: one.first_day for one in reading.instance.crew} == {
        "C1": date(2026, 2, 1),
        "007": date(2026, 1, 15),
    }
