"""``planner compare``: what it shows, writes and refuses. Changes when the command does."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.cli import run
from tests.unit.alternatives.test_comparison import BOTH, ONE, away, with_crew, write


@pytest.fixture
def plans(tmp_path: Path) -> list[str]:
    told, now = (tmp_path / name for name in ("told.xlsx", "now.xlsx"))
    return [str(write(told, BOTH)), str(write(now, ONE, studio=with_crew("C1", away)))]


def test_a_terminal_shows_figures_inputs_and_who_moved_and_why(
    plans: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", *plans]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert ["Slots", "filled", "2", "1", "−1"] in [line.split() for line in lines]
    at = lines.index("Inputs that differ:")
    assert lines[at + 1 : at + 3] == [
        "Input                      told.xlsx  now.xlsx",
        "Ada (C1): away 5 May 2027  –          yes",
    ]
    assert lines[-3:] == [
        "Who moved in now.xlsx, against told.xlsx: 1 slot.",
        "  Harbour (P1) Gaffer, 3–5 May 2027 (2): Ada (C1) → vacant",
        "    Ada (C1) is away 5 May 2027.",
    ]


def test_a_workbook_is_written_beside_what_is_told(plans: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = Path(plans[0]).parent / "comparison.xlsx"
    assert run(["compare", *plans, "--output", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["moves"][0]["lost"]["facts"][0]["what"] == "away"
    assert load_workbook(out)["Who moved"]["M2"].value == "Ada (C1) is away 5 May 2027."
    assert run(["compare", *plans, "--output", str(out.parent / "none" / "comparison.xlsx")]) == 3


def test_every_file_that_is_no_plan_is_told_with_its_fault(
    plans: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    none, crew = tmp_path / "none.xlsx", tmp_path / "crew.xlsx"
    none.write_text("no workbook")
    book = load_workbook(plans[0])
    del book["Assignments"]
    book.save(crew)
    out = tmp_path / "comparison.xlsx"
    assert run(["compare", *plans, str(none), str(crew), "--json", "--output", str(out)]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["error"] == {
        "code": "unreadable-plan",
        "message": "none.xlsx and crew.xlsx cannot be compared.",
    }
    assert [(one["file"], one["code"]) for one in told["problems"]] == [
        ("none.xlsx", "not-xlsx"),
        ("crew.xlsx", "missing-sheet"),
    ]
    assert not out.exists()


def test_one_plan_is_not_compared(plans: list[str]) -> None:
    assert run(["compare", plans[0]]) == 2
