"""What a message says: the place, what is wrong as it was typed, what is expected, and what may be meant."""

from pathlib import Path

import pytest

from planner.cli.findings import finding_line
from planner.workbook.inputs import heard
from tests.unit.workbook.books import AWAY_HEAD, CREW, NEEDS, ROLES_HEAD, Rows, day, read

ROLES: Rows = (ROLES_HEAD, ("Gaffer",), ("Grip",), ("Driver",))


@pytest.mark.parametrize(
    ("sheets", "line"),
    [
        (
            {"crew": (*CREW, ("C3", "Cy", "Grip", None, "03/04/2026"))},
            'error: crew.xlsx › Crew!E4 (Hire date): "03/04/2026" could mean 2026-04-03 (day first) or 2026-03-04 '
            "(month first). Type it as 2026-04-03 or the other, or set Date order on the Settings sheet.  [bad-date]",
        ),
        (
            {"crew": (*CREW, ("C3", "Cy", "Grip", None, "13/04/26"))},
            "info: crew.xlsx › Crew!E4 (Hire date): years of two digits in this column were read as 20yy, the first, "
            '"13/04/26", as 2026-04-13. Type the year in full.  [short-year]',
        ),
        (
            {"roles": ROLES, "requirements": (*NEEDS, ("P1", "\u00a0Gafer\n", 1))},
            'error: productions.xlsx › Requirements!B4 (Role): "Gafer" is not on the Roles sheet. '
            'Did you mean "Gaffer"?  [unknown-role]',
        ),
        (
            {"crew": (*CREW, ("007", "Cy", "Grip")), "unavailable": (AWAY_HEAD, (7, day(1), day(2)))},
            'error: crew.xlsx › Unavailable!A2 (Crew ID): there is no crew member "7". '
            'Did you mean "007 · Cy"?  [unknown-crew]',
        ),
        (
            {"crew": ((*CREW[0], " ROLE*"), *CREW[1:])},
            'error: crew.xlsx › Crew!I1 (ROLE*): the header "ROLE*" also stands in C1. Rename or delete one of them.'
            "  [duplicate-column]",
        ),
        (
            {"crew": (*CREW, ("C3", "Cy", "Grip"), ("C4", "Di", "=C2"))},
            "error: crew.xlsx › Crew!C5 (Role): the formula here has no stored value. Open the workbook in Excel "
            "and save it, or type a value.  [formula-without-value]",
        ),
    ],
)
def test_a_message_says_it_all(tmp_path: Path, sheets: dict[str, Rows], line: str) -> None:
    assert [finding_line(finding) for finding in read(tmp_path, **sheets).findings] == [line]


def test_findings_alike_beyond_a_number_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heard, "MOST_ALIKE", 3)
    people = [(f"N{n}", f"Person {n}", "Grip", None, None, None, "much") for n in range(8)]
    found = [f for f in read(tmp_path, crew=(*CREW, *people)).findings if f.column == "Day rate"]
    assert [f.place.cell for f in found] == ["G4", "G5", "G6", "G7"]
    assert found[-1].message.endswith("; 5 cells are alike.")
