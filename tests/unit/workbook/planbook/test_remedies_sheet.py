"""The sheet Remedies says remedies so that they can be carried out: read back they are what was written."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from planner.domain.booking import BookingStatus
from planner.domain.change import Book, Hire, MoveProduction, MoveWindow, SetRole, SplitWindow
from planner.domain.production import Slot
from planner.domain.remedy import GoalShift, NumberedRemedy
from planner.workbook.planbook.plan_writing import plan_workbook
from planner.workbook.planbook.remedies_sheet import read_remedies
from tests.builders import GAFFER, day, span
from tests.unit.workbook.planbook.test_plan_writing import PLAN, REPORT, RUN, folder

SLOTS = (Slot("P1", "Hair, Make-up; Wigs", span(3, 5), 1), Slot("P 2 · B", GAFFER, span(4, 4), 12))
SHIFTS = (GoalShift("coverage", 3, 2), GoalShift("whole", None, -1), GoalShift("cost", None, 123_45))
CHANGES = (
    (Hire(GAFFER, 2, day(3), None, 450_50), Book("P1", "NEW-1", BookingStatus.HOLD, 2, GAFFER, day(3), day(5))),
    (SplitWindow("P1", GAFFER, span(3, 8), day(5)),),
    (MoveWindow("P1", GAFFER, span(3, 8), span(4, 5)), SetRole("C1", "Grip", "other", day(1))),
    (MoveProduction("P1", -3),),
)


def remedies() -> tuple[NumberedRemedy, ...]:
    return tuple(
        NumberedRemedy(f"R{number}", changes, SLOTS, SHIFTS, "Do this: fills it.")
        for number, changes in zip((12, 3, 4, 100), CHANGES, strict=True)
    )


def written(path: Path) -> Path:
    report = replace(REPORT, remedies=remedies())
    path.write_bytes(plan_workbook(folder(), PLAN, report, RUN))
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    known, unreadable = read_remedies(written(tmp_path / "plan.xlsx"))
    assert unreadable == {}
    assert known == {one.number: one for one in remedies()}
    assert list(known) == ["R3", "R4", "R12", "R100"]


def test_a_sorted_sheet_with_a_row_typed_over_names_what_it_cannot_read(tmp_path: Path) -> None:
    path = written(tmp_path / "plan.xlsx")
    book = load_workbook(path)
    sheet = book["Remedies"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    (row,) = [row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == "R4" and row[1].value == "window"]
    sheet.cell(row, heads["Value"], "whenever")
    book.save(path)
    known, unreadable = read_remedies(path)
    assert set(known) == {"R3", "R12", "R100"}
    assert unreadable["R4"].startswith(f'plan.xlsx › Remedies!A{row}: "whenever" cannot be read')


def test_a_plan_without_the_sheet_has_none(tmp_path: Path) -> None:
    data = plan_workbook(folder(), PLAN, REPORT, RUN)
    (tmp_path / "plan.xlsx").write_bytes(data)
    assert "Remedies" not in load_workbook(BytesIO(data)).sheetnames
    assert read_remedies(tmp_path / "plan.xlsx") == ({}, {})
