"""Several rows of the Crew sheet are one person's employments, or a mistake that is told with both rows."""

from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from planner.domain.crew import CrewMember
from planner.domain.finding import Finding, Severity
from planner.domain.span import DateSpan
from tests.unit.workbook.books import AWAY_HEAD, CREW_HEAD, NEEDS_HEAD, Rows, day, read, told

NEEDS: Rows = (NEEDS_HEAD, ("P1", "Gaffer", 1))
ADA = ("C1", "Ada Moreau", "Gaffer", "Spark", day(1), day(9), 400)
ADA_AGAIN = ("c1", "ada  moreau", "Grip", None, day(10), None, 450.5)
BO = ("C2", "Bo Lindt", "Grip")


def crew_of(folder: Path, *rows: tuple[object, ...], head: tuple[str, ...] = CREW_HEAD) -> list[CrewMember]:
    reading = read(folder, crew=(head, *rows), requirements=NEEDS)
    assert reading.instance is not None, [f.message for f in reading.findings]
    return list(reading.instance.crew)


def only(folder: Path, *rows: tuple[object, ...], head: tuple[str, ...] = CREW_HEAD) -> Finding:
    (finding,) = read(folder, crew=(head, *rows), requirements=NEEDS).findings
    return finding


def test_rows_of_one_identifier_and_name_are_employments_by_day(tmp_path: Path) -> None:
    bo, ada = sorted(crew_of(tmp_path, ADA_AGAIN, BO, ADA), key=lambda person: len(person.employments))
    assert (bo.crew_id, len(bo.employments)) == ("C2", 1)
    assert [(e.main_role, e.other_roles, e.first_day, e.last_day, e.day_rate_cents) for e in ada.employments] == [
        ("Gaffer", ("Spark",), day(1), day(9), 400_00),
        ("Grip", (), day(10), None, 450_50),
    ]
    assert [e.place.cell for e in ada.employments] == ["A4", "A2"]


def test_the_order_of_rows_reaches_neither_identifier_nor_name(tmp_path: Path) -> None:
    spelled = {
        (ada.crew_id, ada.full_name)
        for rows in permutations((ADA, ADA_AGAIN, BO))
        for ada in crew_of(tmp_path, *rows)
        if len(ada.employments) == 2
    }
    assert spelled == {("C1", "Ada Moreau")}


def test_without_identifiers_rows_of_one_name_are_employments(tmp_path: Path) -> None:
    (ada,) = crew_of(tmp_path, ADA[1:], ADA_AGAIN[1:], head=CREW_HEAD[1:])
    assert (ada.crew_id, [e.main_role for e in ada.employments]) == ("Ada Moreau", ["Gaffer", "Grip"])


def test_one_identifier_with_two_names_is_an_error(tmp_path: Path) -> None:
    finding = only(tmp_path, ADA, ("C1", "Cy Ray", "Grip", None, day(20)))
    assert (finding.code, finding.place.cell) == ("duplicate-id", "A3")
    assert finding.message == '"C1" also stands in A2, for "Ada Moreau".'


@pytest.mark.parametrize(
    ("one", "other", "cell", "said"),
    [
        (
            (day(1), day(9)),
            (day(6), day(20)),
            "E3",
            "rows 2 and 3 are employments of one person and share 4 days",
        ),
        ((day(6), day(20)), (day(1), day(9)), "E2", "share 4 days, 2026-05-06 to 2026-05-09."),
        ((day(1), day(9)), (day(9), None), "E3", "share a day, 2026-05-09."),
        ((day(1), None), (day(9), None), "E3", "share every day from 2026-05-09 on."),
        ((None, None), (None, day(9)), "E2", "share every day until 2026-05-09."),
        ((None, None), (None, None), "E3", "share every day."),
    ],
)
def test_employments_that_overlap_are_an_error_with_both_rows_and_the_days(
    tmp_path: Path, one: tuple[date | None, ...], other: tuple[date | None, ...], cell: str, said: str
) -> None:
    rows = [("C1", "Ada Moreau", role, None, *days) for role, days in (("Gaffer", one), ("Grip", other))]
    finding = only(tmp_path, *rows)
    assert (finding.code, finding.place.cell, finding.severity) == ("overlapping-employments", cell, Severity.ERROR)
    assert said in finding.message


def test_each_employment_that_overlaps_is_told_at_once(tmp_path: Path) -> None:
    days = ((day(1), day(30)), (day(2), day(4)), (day(8), day(9)), (day(31), None))
    rows = [("C1", "Ada Moreau", "Gaffer", None, *span) for span in days]
    reading = read(tmp_path, crew=(CREW_HEAD, *rows), requirements=NEEDS)
    assert told(reading) == [("overlapping-employments", "Crew!E3"), ("overlapping-employments", "Crew!E4")]


@pytest.mark.parametrize(
    ("head", "hint"),
    [(CREW_HEAD, "add another Crew ID."), (CREW_HEAD[1:], "add a column Crew ID.")],
)
def test_two_people_of_one_name_are_told_what_they_need(tmp_path: Path, head: tuple[str, ...], hint: str) -> None:
    finding = only(
        tmp_path, *(row[-len(head) :] for row in (("C1", "Ada", "Gaffer"), ("C1", "ada", "Grip"))), head=head
    )
    assert finding.code == "overlapping-employments"
    assert finding.hint.endswith(hint)


def test_two_identifiers_of_one_name_warn_once_a_person(tmp_path: Path) -> None:
    rows = (ADA, ADA_AGAIN, ("C7", "Ada Moreau", "Gaffer", None, day(1), day(2)), ("C7", "Ada Moreau", "Grip"))
    rows = (*rows[:3], (*rows[3], None, day(3)))
    reading = read(tmp_path, crew=(CREW_HEAD, *rows), requirements=NEEDS)
    assert told(reading, None) == [("duplicate-name", "Crew!B4")]
    assert reading.instance is not None


def test_a_name_left_blank_on_one_row_is_that_of_the_other(tmp_path: Path) -> None:
    nameless = ("C1", None, *ADA_AGAIN[2:])
    away = (("Full name", "From", "To"), ("Ada Moreau", day(2), day(3)))
    reading = read(tmp_path, crew=(CREW_HEAD, nameless, ADA), requirements=NEEDS, unavailable=away)
    assert told(reading, None) == [("missing-value", "Crew!B2")]


def test_nothing_is_said_of_absences_while_a_row_of_the_person_is_faulty(tmp_path: Path) -> None:
    bad = ("C1", "Ada Moreau", "Grip", None, "soon")
    reading = read(tmp_path, crew=(CREW_HEAD, bad, ADA), unavailable=(AWAY_HEAD, ("C1", day(12), day(13))))
    assert told(reading, None) == [("bad-date", "Crew!E2")]


@pytest.mark.parametrize(
    ("away", "said"),
    [
        ((day(8), day(12)), ""),  # two contracts without a free day between them
        ((day(8), day(26)), "2026-05-08 to 2026-05-26 is not all within the employment of C1"),
    ],
)
def test_an_absence_is_measured_against_all_employments(tmp_path: Path, away: tuple[date, date], said: str) -> None:
    again = (*ADA_AGAIN[:5], day(20))
    reading = read(tmp_path, crew=(CREW_HEAD, ADA, again), requirements=NEEDS, unavailable=(AWAY_HEAD, ("C1", *away)))
    messages = [f.message for f in reading.findings]
    assert len(messages) == bool(said)
    assert all(said in message for message in messages)
    assert reading.instance is not None


def test_overlaps_are_found_as_by_looking_at_every_pair_of_days(tmp_path: Path) -> None:
    """Every three employments within four days, against sets of days."""
    start = day(1)
    spans = [(first, last) for first in range(4) for last in range(first, 4)]
    head = (*CREW_HEAD,)
    rows: list[tuple[object, ...]] = []
    expected = set()
    for number, trio in enumerate((a, b, c) for a in spans for b in spans for c in spans if a <= b <= c):
        for first, last in trio:
            days = start + timedelta(first), start + timedelta(last)
            rows.append((f"N{number}", f"Person {number}", "Gaffer", None, *days))
        sets = [set(range(first, last + 1)) for first, last in trio]
        if any(sets[i] & sets[j] for i, j in ((0, 1), (0, 2), (1, 2))):
            expected.add(number)
    reading = read(tmp_path, crew=(head, *rows), requirements=NEEDS)
    found = {(int(f.place.cell[1:]) - 2) // 3 for f in reading.findings if f.code == "overlapping-employments"}
    assert found == expected
    assert 0 < len(expected) < len(rows) / 3


def test_people_have_employments_that_share_no_day(tmp_path: Path) -> None:
    (ada,) = crew_of(tmp_path, ADA, ADA_AGAIN)
    assert ada.employed_within(DateSpan(day(1), day(30))) == (DateSpan(day(1), day(30)),)
