"""The published plan as it is read: only told against, and left out where it cannot be."""

from pathlib import Path

import pytest

from planner.domain.finding import Severity
from planner.domain.run import PREVIOUS_PLAN, PUBLISHED_PLAN, origin_of
from planner.workbook.reading import FolderPaths, Reading, read_folder
from tests.unit.workbook.books import CREW_HEAD, PLAN, PLAN_HEAD, Rows, day, write_book, write_folder

P1, P2 = PLAN[1], PLAN[2]
TOLD: Rows = (PLAN_HEAD, (*P1[:6], "C2", "Bo Lindt"), P2, ("P9", "Gone", "Grip", 1, day(1), day(2), "C1", "Ada Moreau"))


def read(folder: Path, published: Rows | bytes | None = TOLD, plan: Rows | None = PLAN, **sheets: Rows) -> Reading:
    write_folder(folder, None if plan is None else {"Assignments": plan}, **sheets)
    home = folder / "published"
    home.mkdir(exist_ok=True)
    if isinstance(published, bytes):
        (home / "2026-05-01.xlsx").write_bytes(published)
    elif published is not None:
        write_book(home / "2026-05-01.xlsx", {"Assignments": published})
    return read_folder(FolderPaths.of(folder))


def test_what_the_crew_was_told_stands_beside_the_previous_plan(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert reading.instance is not None
    assert reading.findings == ()
    announced, previous = reading.instance.announced, reading.instance.previous
    assert announced is not None
    assert previous is not None
    assert [(row.slot.production_id, row.crew_id) for row in announced.assignments] == [("P1", "C2"), ("P2", "C2")]
    assert [(one.assignment.slot.production_id, one.full_name) for one in announced.departures] == [
        ("P9", "Ada Moreau")
    ]
    assert [row.crew_id for row in previous.assignments] == ["C1", "C2"]
    assert reading.instance.told_before is announced
    assert reading.instance.told_before_name == "published plan"


def test_without_one_the_previous_plan_is_what_was_told(tmp_path: Path) -> None:
    reading = read(tmp_path, None)
    assert reading.instance is not None
    assert reading.instance.told_before is reading.instance.previous
    assert reading.instance.told_before_name == "previous plan"


def test_nothing_that_is_typed_in_it_holds(tmp_path: Path) -> None:
    reading = read(tmp_path, (PLAN_HEAD, (*P1, None, "never"), (*P2[:6], "C1", "Ada Moreau", None, "confirmt")))
    assert reading.instance is not None
    assert reading.instance.bookings == ()


def test_what_decides_a_plan_is_not_what_was_told(tmp_path: Path) -> None:
    with_it, without = read(tmp_path), read_folder(FolderPaths.of(tmp_path).with_plan_at_hand())
    assert [file.purpose for file in with_it.inputs][-2:] == [PREVIOUS_PLAN, PUBLISHED_PLAN]
    assert [file.purpose for file in without.inputs][-1] == PREVIOUS_PLAN
    assert origin_of(with_it.inputs, "", 0) == origin_of(without.inputs, "", 0)


@pytest.mark.parametrize(
    "damaged", [b"plan", b"", (("Something", "else"),), (PLAN_HEAD, ("P1", "Harbour Lights", "Gaffer", "one"))]
)
def test_one_that_cannot_be_read_is_a_warning_and_left_out(tmp_path: Path, damaged: Rows | bytes) -> None:
    reading = read(tmp_path, damaged)
    (finding,) = reading.findings
    assert (finding.code, finding.severity, finding.place.file) == (
        "unreadable-published",
        Severity.WARNING,
        "2026-05-01.xlsx",
    )
    assert "Changes are those since the previous plan." in finding.message
    assert reading.instance is not None
    assert reading.instance.announced is None
    assert PUBLISHED_PLAN in [file.purpose for file in reading.inputs]


def test_an_identifier_that_is_somebody_else_by_now_is_told_as_gone(tmp_path: Path) -> None:
    crew = (
        CREW_HEAD,
        ("C1", "Abe New", "Gaffer"),
        ("C2", "Bo Lindt", "Grip", "Gaffer"),
        ("C3", "Ada Moreau", "Gaffer"),
    )
    reading = read(tmp_path, PLAN, None, crew=crew)
    assert reading.instance is not None
    announced = reading.instance.announced
    assert announced is not None
    assert [row.crew_id for row in announced.assignments] == ["C2"]
    assert [(one.assignment.crew_id, one.full_name) for one in announced.departures] == [("C1", "Ada Moreau")]


def test_a_commit_sees_what_was_published_since_or_withdrawn(tmp_path: Path) -> None:
    reading = read(tmp_path)
    paths, file = FolderPaths.of(tmp_path), tmp_path / "published" / "2026-05-01.xlsx"
    seen = paths.as_read(reading.inputs)
    assert seen[file] == next(one.sha256 for one in reading.inputs if one.purpose == PUBLISHED_PLAN)
    later = file.with_name("2026-05-02.xlsx")
    later.write_bytes(b"later")
    assert paths.as_now().as_read(reading.inputs) == {**seen, later: None}
    later.unlink()
    file.unlink()
    assert paths.as_now().as_read(reading.inputs) == seen
