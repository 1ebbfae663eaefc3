"""What somebody sees who opens or prints the plan of a sample, read from the workbook and counted again from its rows.

Changes when the plan workbook shows something else.
"""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import planner.cli as cli
from tests.sanity.folders import sample

SAMPLES = ("season", "overbooked")


@pytest.fixture(scope="module", params=SAMPLES)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = sample(request.param, tmp_path_factory.mktemp("looks"))
    assert cli.run(["solve", str(folder), "--quiet", "--exit-zero"]) == 0
    return folder


@pytest.fixture(scope="module")
def book(folder: Path) -> Workbook:
    return load_workbook(folder / "plan.xlsx")


def rows_of(book: Workbook, sheet: str) -> list[dict[str, object]]:
    head, *rows = book[sheet].values
    return [dict(zip(head, row, strict=True)) for row in rows if any(cell is not None for cell in row)]


def mondays(row: dict[str, object]) -> set[date]:
    """Return the Mondays of the weeks in which a row of Assignments has a day."""
    first, last = row["From"].date(), row["To"].date()  # type: ignore[attr-defined]
    days = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return {day - timedelta(days=day.weekday()) for day in days}


def test_what_is_short_comes_first_and_rows_of_nothing_are_left_out(book: Workbook) -> None:
    rows = rows_of(book, "Shortages")
    short = [bool(row["Missing"] or row["Vacant slots"]) for row in rows]
    assert short == sorted(short, reverse=True)
    assert any(short)
    assert all(row["Missing"] or row["Vacant slots"] or row["Idle"] for row in rows)
    vacant = Counter(
        (row["Role"], monday) for row in rows_of(book, "Assignments") if not row["Crew ID"] for monday in mondays(row)
    )
    told = {(row["Role"], row["Week from"].date()): row["Vacant slots"] for row in rows if row["Vacant slots"]}  # type: ignore[attr-defined]
    assert told == vacant


def test_a_vacancy_is_seen_without_colours(book: Workbook) -> None:
    for sheet, places in (("Assignments", 2), ("Productions", 1), ("Shortages", 1)):
        rules = [one for rules in book[sheet].conditional_formatting for one in rules.rules]
        assert len(rules) == places
        assert all(one.dxf.font.b for one in rules)
        assert any(one.dxf.numFmt and "✖" in one.dxf.numFmt.formatCode for one in rules)
        assert all("$G2" in one.formula[0] or one.formula == ["0"] for one in rules)  # Crew ID is blank, above zero
    assert book["Assignments"]["G1"].value == "Crew ID"


def test_the_first_page_says_how_many_holds_are_granted_of_how_many_and_no_hash(folder: Path, book: Workbook) -> None:
    texts = [str(cell) for row in book["Summary"].values for cell in row if cell is not None]
    assert texts[0] == f"Crew plan: {folder.name}"
    assert not [text for text in texts if re.fullmatch("[0-9a-f]{12,}", text)]
    assert [row for row in book["Run"].values if re.fullmatch("[0-9a-f]{64}", str(row[1]))]  # they stand there
    inputs = load_workbook(folder / "productions.xlsx")
    active = {row["Production ID"] for row in rows_of(inputs, "Productions") if row["Status"] != "cancelled"}
    at_work = {(row["Production ID"], row["Crew ID"], row["Role"]) for row in rows_of(book, "Assignments")}
    goals = {str(row[0]): str(row[1]) for row in book["Summary"].values if row[0]}
    for rank in (1, 2):
        held = [row for row in rows_of(inputs, "Bookings") if row["Status"] == f"hold {rank}"]
        held = [row for row in held if row["Production ID"] in active]
        kept = sum((row["Production ID"], row["Crew ID"], row["Role"]) in at_work for row in held if row["Role"])
        kept += sum(
            (row["Production ID"], row["Crew ID"]) in {one[:2] for one in at_work} for row in held if not row["Role"]
        )
        assert goals[f"holds {rank}"] == f"{kept} of {len(held)}"


def test_every_page_says_whose_plan_of_when_it_is(folder: Path, book: Workbook) -> None:
    started = str(book["Run"]["B2"].value)[:10]
    for sheet in book:
        foot = sheet.oddFooter
        assert foot.left.text.strip() == f"{folder.name} · &A"
        assert (foot.center.text.strip(), foot.right.text.strip()) == (started, "Page &P of &N")


def test_everybody_has_a_line_also_without_work(book: Workbook) -> None:
    people = {row["Crew ID"]: row["Days"] for row in rows_of(book, "Crew")}
    lines = {row[2]: row[3] for row in book["Timeline"].values if row[2] in people}
    assert lines.keys() == people.keys()
    idle = {crew_id for crew_id, days in people.items() if not days}
    assert idle
    assert {lines[crew_id] for crew_id in idle} >= {"0 days"}
