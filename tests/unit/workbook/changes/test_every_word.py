"""Every word of change written into the coordinators' workbooks is read from them as it was meant, in each shape."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from openpyxl import load_workbook

import planner.domain.applying as applying
import planner.workbook.changes.input_edits as input_edits
from planner.domain.applying import apply
from planner.domain.booking import BookingStatus
from planner.domain.change import (
    AddAbsence,
    AddPerson,
    AddProduction,
    Book,
    Cancel,
    Change,
    DropAbsence,
    Hire,
    MoveLeave,
    MoveProduction,
    MoveWindow,
    Restore,
    SetDays,
    SetFirstDay,
    SetLastDay,
    SetLimits,
    SetNeed,
    SetPriority,
    SetRate,
    SetRole,
    SetSetting,
    SetTitle,
    SetWorkDays,
    SplitWindow,
)
from planner.domain.span import DateSpan
from planner.workbook.changes.input_edits import edits_of
from planner.workbook.changes.references import CannotPlace
from planner.workbook.reading import FolderPaths, Reading, read_folder
from planner.workbook.xlsx.edits import edited
from tests.unit.workbook.books import (
    AWAY_HEAD,
    BOOKED_DAYS_HEAD,
    CREW_HEAD,
    NEEDS_HEAD,
    PRODUCTIONS_HEAD,
    SETTINGS_HEAD,
    day,
    write_folder,
)

CREW = (
    CREW_HEAD,
    ("C1", "Ada Moreau", "Gaffer", None, None, None, 400),
    ("C2", "Bo Lindt", "Grip", "Gaffer", day(1), day(9)),
    ("C2", "Bo Lindt", "Grip", None, day(12), day(20)),
)
AWAY = (AWAY_HEAD, ("C1", day(3), day(4), "leave"), ("C1", day(20), day(21)))
PRODUCTIONS = (PRODUCTIONS_HEAD, ("P1", "Dawn", day(3), day(8)), ("P2", "Dusk", day(10), day(14), 2, "cancelled"))
LONG = (NEEDS_HEAD, ("P1", "Gaffer", 2), ("P1", "Grip", 1, day(4), day(6)), ("P2", "Grip", 1))
MATRIX = (
    ("Production ID", "From", "To", "Gaffer", "Grip"),
    ("P1", None, None, 2, None),
    ("P1", day(4), day(6), None, 1),
    ("P2", None, None, None, 1),
)
BOOKINGS = (
    BOOKED_DAYS_HEAD,
    ("P1", "C1", "Gaffer", None, None, "confirmed"),
    ("P1", "C2", None, day(3), day(8), "hold 2"),
)
SETTINGS = (SETTINGS_HEAD, ("Gap days", 1))
DAWN = "P1", "Gaffer", DateSpan(day(3), day(8))
GRIPS = "P1", "Grip", DateSpan(day(4), day(6))

CHANGES: tuple[Change, ...] = (
    AddPerson("C3", "Di Ray", "Grip", ("Gaffer", "Driver"), day(2), None, 41050),
    AddPerson("C2", "Bo Lindt", "Grip", (), day(25)),
    SetFirstDay("C1", day(2)),
    SetLastDay("C2", day(22), day(12)),
    SetLastDay("C1", day(22)),
    SetRate("C1", 45050),
    SetRate("C2", 30000, day(5)),
    SetRole("C1", "Grip", "other"),
    SetRole("C2", "Driver", "main", day(12)),
    SetRole("C2", "Gaffer", "none", day(1)),
    AddAbsence("C2", DateSpan(day(6), day(7)), "ill"),
    DropAbsence("C1", DateSpan(day(20), day(21))),
    MoveLeave("C1", DateSpan(day(3), day(4)), 7),
    AddProduction("P3", "Noon", DateSpan(day(15), day(18)), 2),
    SetTitle("P1", "Daybreak"),
    SetLimits("P1", day(1), day(28)),
    SetWorkDays("P1", frozenset({0, 1, 5})),
    MoveProduction("P1", 4),
    SetDays("P1", DateSpan(day(3), day(5)), "clip"),
    SetNeed(*DAWN, 3),
    SetNeed(*DAWN, 0),
    SetNeed("P1", "Grip", DAWN[2], 1),
    SetNeed("P1", "Grip", DateSpan(day(7), day(8)), 2),
    MoveWindow(*GRIPS, DateSpan(day(5), day(8))),
    SplitWindow(*DAWN, day(5)),
    SplitWindow(*GRIPS, day(6)),
    Cancel("P1"),
    Restore("P2"),
    SetPriority("P1", 1),
    Book("P1", "C1", BookingStatus.HOLD, 1, "Gaffer"),
    Book("P2", "C2", BookingStatus.NEVER, 0, None, None, day(12)),
    Book("P1", "C2", None, 0, None, day(3), day(8)),
    SetSetting("gap_days", 2),
    SetSetting("plan_from", day(2)),
    SetSetting("whole_staffing", True),
)
SHAPES = {"a row per role": {"requirements": LONG}, "a matrix": {"requirements": MATRIX}}


def folder_of(folder: Path, **more: object) -> Reading:
    sheets = {
        "crew": CREW,
        "unavailable": AWAY,
        "productions": PRODUCTIONS,
        "bookings": BOOKINGS,
        "settings": SETTINGS,
    }
    reading = read_folder(write_folder(folder, **(sheets | more)))
    assert reading.instance is not None, reading.findings
    return reading


def written(folder: Path, reading: Reading, changes: Iterable[Change]) -> Reading:
    """Write changes into the workbooks of a folder, and read it again."""
    assert reading.instance is not None
    for path, edits in edits_of(reading.tables, reading.known, reading.instance, changes).items():
        path.write_bytes(edited(path.read_bytes(), edits))
    return read_folder(FolderPaths.of(folder))


def test_every_word_is_applied_and_written() -> None:
    words = set(get_args(Change))
    assert set(applying._HOW) == words
    assert set(input_edits._HOW) == words
    assert {type(change) for change in CHANGES} == words - {Hire}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.word)
def test_a_change_is_read_back_as_it_was_applied(tmp_path: Path, change: Change, shape: dict) -> None:
    reading = folder_of(tmp_path, **shape)
    before = reading.instance
    assert before is not None
    after = written(tmp_path, reading, [change]).instance
    assert after is not None
    meant = apply(before, [change])
    for part in ("crew", "productions", "bookings", "settings"):
        assert getattr(after, part) == getattr(meant, part), part
    assert [n for n in after.requirements if n.count] == [n for n in meant.requirements if n.count]
    assert meant != before


def test_a_hire_needs_names_before_it_is_written(tmp_path: Path) -> None:
    reading = folder_of(tmp_path, requirements=LONG)
    with pytest.raises(CannotPlace) as refused:
        written(tmp_path, reading, [Hire("Gaffer", 2)])
    assert refused.value.code == "nameless"


def test_a_row_that_is_taken_back_is_the_place_of_the_next_one(tmp_path: Path) -> None:
    reading = folder_of(tmp_path, requirements=LONG)
    whole = DateSpan(day(3), day(21))
    joined = [DropAbsence("C1", DateSpan(day(3), day(4))), DropAbsence("C1", DateSpan(day(20), day(21)))]
    written(tmp_path, reading, [*joined, AddAbsence("C1", whole, "leave")])
    rows = [*load_workbook(tmp_path / "crew.xlsx")["Unavailable"].iter_rows(values_only=True)]
    assert [(row[0], row[1].date(), row[3]) for row in rows[1:] if row[0]] == [("C1", date(2026, 5, 3), "leave")]
