"""Conflicts, changes and remedies read back as they were told. Changes when their sheets do."""

from pathlib import Path

from planner.audit import Board, prospects_on, report_on
from planner.cli import run
from planner.domain.report import Report
from planner.remedies import explain
from planner.workbook.planbook.plan_writing import plan_workbook
from planner.workbook.planbook.report_reading import read_report
from tests.builders import ANN, BO, GAFFER, away, confirmed, need, plan_of, row, studio
from tests.sanity.folders import sample
from tests.unit.workbook.planbook.test_plan_writing import RUN


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    crew = (away(ANN, 1, 4, "ill"), BO)
    needs = need("P1", GAFFER, 1, 3, 2), need("P2", GAFFER, 10, 12)
    before = [row("P1", GAFFER, 2, 3, "C2"), row("P2", GAFFER, 10, 12, "C1")]
    instance = studio(*needs, crew=crew, bookings=(confirmed("P1", "C1"),), previous=before)
    plan = plan_of(instance, row("P1", GAFFER, 1, 3, "C2"))
    board = Board(instance, plan)
    prospects = prospects_on(board)
    told = report_on(board, prospects, explain(board, prospects, scale=0))
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(instance, plan, told, RUN))
    found = read_report(path)
    assert [one.kind for one in told.changes] == ["moved", "lost"]
    assert found.changes == told.changes
    assert len(found.conflicts) == len(told.conflicts) == 3
    for read, one in zip(found.conflicts, told.conflicts, strict=True):
        assert (read.code, read.severity, read.vacant_slot) == (one.code, one.severity, one.vacant_slot)
        assert (read.what, read.why, read.options, read.crew_id) == (one.what, one.why, one.options, one.crew_id)


def test_remedies_are_read_with_their_numbers(tmp_path: Path) -> None:
    folder = sample("small", tmp_path)
    assert run(["solve", str(folder), "--exit-zero", "--quiet"]) == 0
    found = read_report(folder / "plan.xlsx")
    assert [one.number for one in found.remedies] == [f"R{n}" for n in range(1, len(found.remedies) + 1)]
    assert all(found.conflicts[0].vacant_slot in one.fills for one in found.remedies)


def test_what_is_no_plan_tells_nothing(tmp_path: Path) -> None:
    assert read_report(tmp_path / "nothing.xlsx") == Report()
