"""How rows refer to people and productions: by identifier, by name or by both, which must agree."""

from pathlib import Path
from typing import Any

import pytest

from planner.workbook.reading import Reading
from tests.unit.workbook.books import (
    AWAY_HEAD,
    CREW_HEAD,
    NEEDS_HEAD,
    PRODUCTIONS,
    PRODUCTIONS_HEAD,
    Rows,
    day,
    read,
    told,
)

CREW: Rows = (
    CREW_HEAD,
    ("C01", "Ada Moreau", "Gaffer"),
    ("C02", "Bo Lindt", "Grip"),
    ("C03", "Cy · Ray", "Grip"),
    ("C04", "Di Orr", "Grip"),
    ("C05", "Di Orr", "Grip"),
)
AWAY = ("Crew ID", "Full name", "From", "To")


def away(folder: Path, *cells: Any, head: tuple[str, ...] = AWAY) -> Reading:
    return read(folder, crew=CREW, unavailable=(head, (*cells, day(3), day(4))))


def who(reading: Reading) -> list[str]:
    assert reading.instance is not None, [f"{f.message} {f.hint}" for f in reading.findings]
    return [person.crew_id for person in reading.instance.crew if person.absences]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("c01", "C01"),
        ("ada  moreau", "C01"),
        ("C01 · Ada Moreau", "C01"),
        ("c01·ADA MOREAU", "C01"),
        ("Cy · Ray", "C03"),
        ("C03 · Cy · Ray", "C03"),
        ("C05 · Di Orr", "C05"),
    ],
)
def test_a_reference_is_an_identifier_a_name_or_both(tmp_path: Path, text: str, person: str) -> None:
    assert who(away(tmp_path, text, head=("Crew ID", "From", "To"))) == [person]
    assert who(away(tmp_path, text, head=("Full name", "From", "To"))) == [person]


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("C01 · Bo Lindt", "name-mismatch", '"Bo Lindt" is "C02"'),
        ("C01 · Zed", "name-mismatch", "Correct whichever"),
        ("Di Orr", "ambiguous-name", '"C04 · Di Orr" or "C05 · Di Orr"'),
        ("C001", "unknown-crew", 'Did you mean "C01 · Ada Moreau"?'),
        ("Ada Morau", "unknown-crew", 'Did you mean "C01 · Ada Moreau"?'),
        ("C9 · Ada Moreau", "unknown-crew", 'Did you mean "C01 · Ada Moreau"?'),
        ("Quentin", "unknown-crew", "Add it to the Crew sheet, or delete the row."),
    ],
)
def test_what_refers_to_nobody_is_an_error_with_who_may_be_meant(
    tmp_path: Path, text: str, code: str, hint: str
) -> None:
    reading = away(tmp_path, text, head=("Crew ID", "From", "To"))
    assert told(reading) == [(code, "Unavailable!A2")]
    assert hint in next(f.hint for f in reading.findings if f.code == code)


@pytest.mark.parametrize("name", ["Ada Moreau", " ada  MOREAU", None, "C01 · Ada Moreau"])
def test_a_name_beside_an_identifier_may_be_there(tmp_path: Path, name: str | None) -> None:
    assert who(away(tmp_path, "C01", name)) == ["C01"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [("Bo Lindt", '"Bo Lindt" is "C02"'), ("Ada", "Correct whichever"), ("C02 · Bo Lindt", "Correct whichever")],
)
def test_another_name_beside_it_is_an_error_at_the_name(tmp_path: Path, name: str, hint: str) -> None:
    reading = away(tmp_path, "C01", name)
    assert told(reading) == [("name-mismatch", "Unavailable!B2")]
    assert hint in next(f.hint for f in reading.findings if f.code == "name-mismatch")


def test_a_mistyped_identifier_is_corrected_by_the_name_beside_it(tmp_path: Path) -> None:
    # C002 is nearest to Bo's C02, and the row says Ada
    reading = away(tmp_path, "C002", "Ada Moreau")
    assert [f.hint for f in reading.findings if f.code == "unknown-crew"] == ['The Crew ID of "Ada Moreau" is "C01".']
    reading = away(tmp_path, "C002", "Ada Morau")
    assert [f.hint for f in reading.findings if f.code == "unknown-crew"] == ['Did you mean "C01 · Ada Moreau"?']
    reading = away(tmp_path, "C002", "Quentin")
    hints = [f.hint for f in reading.findings if f.code == "unknown-crew"]
    assert hints == ["Add it to the Crew sheet, or delete the row."]


@pytest.mark.parametrize(
    ("sheets", "place"),
    [
        (
            {"requirements": (("Production ID", "Title", "Role", "Count"), ("P1", "Quince", "Gaffer", 1))},
            "Requirements!B2",
        ),
        ({"requirements": (("Production ID", "Gaffer", "Title"), ("P2", 1, "Harbour Lights"))}, "Requirements!C2"),
        (
            {"bookings": (("Production ID", "Title", "Crew ID", "Status"), ("P1", "Quince", "C1", "never"))},
            "Bookings!B2",
        ),
        (
            {"bookings": (("Title", "Crew ID", "Full name", "Status"), ("Quince", "C1", "Bo Lindt", "never"))},
            "Bookings!C2",
        ),
        ({"bookings": (("Title", "Crew ID", "Status"), ("P1 · Quince", "C1", "never"))}, "Bookings!A2"),
    ],
)
def test_titles_and_names_are_compared_on_every_sheet(tmp_path: Path, sheets: dict[str, Rows], place: str) -> None:
    assert told(read(tmp_path, **sheets)) == [("name-mismatch", place)]


def test_the_title_beside_a_cancelled_production_is_not_read(tmp_path: Path) -> None:
    productions = (*PRODUCTIONS, ("P3", "Off", None, None, None, "cancelled"))
    needs = (
        ("Production ID", "Title", "Role", "Count"),
        ("P1", "Harbour Lights", "Grip", 1),
        ("P3", "Quince", "Grip", 1),
    )
    assert told(read(tmp_path, productions=productions, requirements=needs)) == []


def test_without_a_crew_sheet_a_reference_is_good_as_it_is(tmp_path: Path) -> None:
    needs = (NEEDS_HEAD, ("P1 · Anything", "Gaffer", 1))
    reading = read(tmp_path, productions=(PRODUCTIONS_HEAD[:2],), requirements=needs)
    assert told(reading) == [("missing-column", "Productions!A1")]


def test_a_blank_identifier_beside_a_name_says_whose_it_is(tmp_path: Path) -> None:
    reading = away(tmp_path, None, "Ada Moreau")
    assert told(reading) == [("missing-value", "Unavailable!A2")]
    assert '"C01 · Ada Moreau"' in next(f.hint for f in reading.findings if f.code == "missing-value")


def test_identifiers_of_a_sheet_without_any_are_told_as_that(tmp_path: Path) -> None:
    crew = (("Full name", "Role", "Hire date", "Fire date"), ("Ada Moreau", "Gaffer"), ("Bo Lindt", "Grip"))
    away = (AWAY_HEAD, ("C1", day(1), day(2)), ("Ada Morau", day(3), day(4)))
    hints = [finding.hint for finding in read(tmp_path, crew=crew, unavailable=away).findings]
    assert hints == [
        "The Crew sheet has no column Crew ID: add that column, or refer by Full name.",
        'Did you mean "Ada Moreau"?',
    ]
