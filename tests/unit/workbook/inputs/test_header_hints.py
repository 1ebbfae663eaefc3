"""Headers that are called otherwise: each is suggested for one column at most, and each column one of them."""

from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from planner.workbook.columns.crew import CREW, UNAVAILABLE
from planner.workbook.columns.productions import BOOKINGS, PRODUCTIONS, REQUIREMENTS
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.header_hints import _weights, suggest
from tests.unit.workbook.books import PRODUCTIONS as PRODUCTION_ROWS
from tests.unit.workbook.books import Rows, day, read, told


@pytest.mark.parametrize(
    ("sheet", "texts", "meant"),
    [
        (
            CREW,
            ("ID", "Name", "Position", "Other roles", "Start date", "End date", "Rate", "Notes"),
            {
                "Crew ID": "ID",
                "Full name": "Name",
                "Role": "Position",
                "Hire date": "Start date",
                "Fire date": "End date",
                "Day rate": "Rate",
            },
        ),
        (
            CREW,
            ("Employee no.", "Crew member", "Job title", "Skills", "First day", "Last day"),
            {
                "Crew ID": "Employee no.",
                "Full name": "Crew member",
                "Role": "Job title",
                "Other roles": "Skills",
                "Hire date": "First day",
                "Fire date": "Last day",
            },
        ),
        (CREW, ("Crew ID", "Full name", "Role", "Fire date", "Hired"), {"Hire date": "Hired"}),
        # the end of a contract is never its beginning, however alike they are spelled
        (CREW, ("Crew ID", "Full name", "Role", "Fire date", "End date"), {}),
        # another name counts for more than a likeness
        (CREW, ("Crew ID", "Full name", "Roles", "Position", "Hire date"), {"Role": "Position"}),
        (CREW, ("Crew ID", "Full nmae", "Role"), {"Full name": "Full nmae"}),
        (UNAVAILABLE, ("Crew ID", "Start", "Until", "Why"), {"From": "Start", "To": "Until", "Reason": "Why"}),
        (
            PRODUCTIONS,
            ("Project ID", "Project", "From", "To"),
            {"Production ID": "Project ID", "Title": "Project", "Start": "From", "End": "To"},
        ),
        (REQUIREMENTS, ("Title", "Position", "Qty"), {"Role": "Position", "Count": "Qty"}),
        # it might be either
        (BOOKINGS, ("ID", "Name", "Status"), {}),
        (BOOKINGS, ("Production ID", "Title", "ID", "Name", "Status"), {"Crew ID": "ID", "Full name": "Name"}),
        (CREW, ("C1", "Ada Moreau", "Gaffer"), {}),
    ],
)
def test_headers_are_suggested_for_the_column_they_mean(
    sheet: Sheet, texts: tuple[str, ...], meant: dict[str, str]
) -> None:
    missing = [name for name in sheet.names if name not in texts]
    assert suggest(sheet.names, missing, [text for text in texts if text not in sheet.names]) == meant


def test_no_other_way_to_assign_headers_is_better() -> None:
    random = Random(5)
    pool = ("ID", "Name", "Start date", "From", "Hire", "End", "Fire dat", "Hire dte", "Title", "Rol", "Code", "Left")
    columns = CREW.names[:7]
    for _ in range(60):
        texts, missing = random.sample(pool, 5), random.sample(columns, 5)
        weights = {(column, text): w for text in texts for column, w in _weights(columns, missing, text).items()}
        ways = (zip(missing, order, strict=True) for order in permutations(texts))
        best = max(sum(weights.get(pair, 0.0) for pair in way) for way in ways)
        chosen = suggest(columns, missing, texts)
        assert len(set(chosen.values())) == len(chosen)
        assert sum(weights[pair] for pair in chosen.items()) == pytest.approx(best)


def test_a_header_of_near_names_alone_is_found(tmp_path: Path) -> None:
    crew: Rows = (("Our crew", "2026"), (), ("ID", "Name", "Position", "Start", "End"), ("C1", "Ada", "Gaffer", day(1)))
    reading = read(tmp_path, crew=crew)
    assert told(reading) == [("missing-column", "Crew!A3")]
    assert reading.findings[0].hint == (
        'Perhaps rename "ID" to Crew ID, "Name" to Full name, "Position" to Role, "Start" to Hire date and '
        '"End" to Fire date.'
    )


def test_what_nothing_stands_for_is_to_be_added(tmp_path: Path) -> None:
    reading = read(tmp_path, crew=(("Crew ID", "Name", "Role", "Shoe size"), ("C1", "Ada", "Gaffer", 43)))
    assert reading.findings[0].hint == 'Perhaps rename "Name" to Full name and add Hire date and Fire date.'


def test_where_a_name_may_stand_in_no_identifier_is_asked_for(tmp_path: Path) -> None:
    reading = read(tmp_path, productions=(("Titel", "Start", "End"), ("Quince", day(3), day(4))))
    hints = {finding.place.sheet: finding.hint for finding in reading.findings if finding.code == "missing-column"}
    assert hints == {"Productions": 'Perhaps rename "Titel" to Title.'}


def test_rows_of_data_are_no_header(tmp_path: Path) -> None:
    reading = read(tmp_path, crew=(("C1", "Ada", "Crew"), ("C2", "Bo", "Grip")))
    assert told(reading) == [("missing-column", "Crew!")]
    assert reading.findings[0].message.startswith("no header row was found")


@pytest.mark.parametrize("header", ["Project", "Productoin ID"])
def test_the_column_of_productions_is_suggested_in_a_matrix_too(tmp_path: Path, header: str) -> None:
    reading = read(tmp_path, requirements=((header, "Gaffer", "Grip"), ("P1", 1, 1)))
    assert told(reading) == [("missing-column", "Requirements!A1")]
    assert reading.findings[-1].hint == f'Perhaps rename "{header}" to Production ID.'


def test_an_unknown_column_is_suggested_for_one_column_only(tmp_path: Path) -> None:
    head = ("Crew ID", "Full name", "Role", "Hire date", "Fire date", "Rate", "Fee", "Skills", "Remarks")
    reading = read(tmp_path, crew=(head, ("C1", "Ada", "Gaffer")), productions=PRODUCTION_ROWS)
    hints = {f.column: f.hint for f in reading.findings if f.code == "unknown-column"}
    assert hints == {
        "Rate": 'Did you mean "Day rate"?',
        "Fee": "It is left alone.",
        "Skills": 'Did you mean "Other roles"?',
        "Remarks": "It is left alone.",
    }
