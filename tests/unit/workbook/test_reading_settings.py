"""Settings: everything wrong with them at once, what was probably meant, and which goals are missed."""

from pathlib import Path

import pytest

from planner.cli.findings import finding_lines
from planner.domain.finding import Severity
from tests.unit.workbook.books import BOOKINGS_HEAD, PLAN, PRODUCTIONS, SETTINGS_HEAD, Rows, read, told

ALL_WRONG: Rows = (
    SETTINGS_HEAD,
    ("Staffing", "hole"),
    ("Goals", "coverage; hedcount; cost; cost"),
    ("Gap dayz", 2),
    ("Gap days", "two"),
    ("Gap days", -1),
    ("Plan from", "03/04/2026"),
    ("Time limit", 1.5),
    ("Date order", "dd/mm/yyyy"),
    ("Work days", "Mon-Fry"),
    ("Holidays", "Germny"),
    (None, 3),
)


def test_all_errors_of_the_sheet_are_told_at_once(tmp_path: Path) -> None:
    reading = read(tmp_path, settings=ALL_WRONG)
    assert told(reading) == [
        ("bad-setting", "Settings!B2"),
        ("repeated-goal", "Settings!B3"),
        ("unknown-goal", "Settings!B3"),
        ("unknown-setting", "Settings!A4"),
        ("bad-setting", "Settings!B5"),
        ("duplicate-setting", "Settings!A6"),
        ("bad-setting", "Settings!B6"),
        ("bad-setting", "Settings!B7"),
        ("bad-setting", "Settings!B8"),
        ("bad-setting", "Settings!B9"),
        ("bad-setting", "Settings!B10"),
        ("bad-setting", "Settings!B11"),
        ("missing-value", "Settings!B12"),  # the only cell that is there
    ]
    shown = "\n".join(finding_lines(reading.findings))
    assert all(f"{place} (" in shown for _, place in told(reading))  # none of them is only counted
    hints = {finding.place.cell: finding.hint for finding in reading.findings}
    meant = {
        "B2": "whole",
        "B3": '"headcount"',
        "A4": '"Gap days"',
        "B9": '"dmy"',
        "B10": "Friday",
        "B11": "DE (Germany)",
    }
    for cell, text in meant.items():
        assert f"Did you mean {text}?" in hints[cell]


@pytest.mark.parametrize(
    ("status", "cancelled", "plan", "left_out"),
    [
        ("hold 1", False, False, ["holds"]),
        ("hold 1", True, False, []),
        ("confirmed", False, False, []),
        ("confirmed", False, True, ["stability"]),
        ("hold 2", False, True, ["holds", "stability"]),
    ],
)
def test_goals_that_would_have_mattered_are_named(
    tmp_path: Path, status: str, cancelled: bool, plan: bool, left_out: list[str]
) -> None:
    head, (p1, *rest), p2 = PRODUCTIONS
    productions = (head, (p1, *rest, None, "cancelled" if cancelled else None), p2)
    reading = read(
        tmp_path,
        {"Assignments": PLAN} if plan else None,
        productions=productions,
        bookings=(BOOKINGS_HEAD, ("P1", "C1", None, status)),
        settings=(SETTINGS_HEAD, ("Goals", "whole; cost")),
    )
    assert [f.severity for f in reading.findings if f.code == "omitted-goal"] == [Severity.WARNING] * len(left_out)
    assert [f.message.split(",")[0].split()[-1] for f in reading.findings if f.code == "omitted-goal"] == left_out
