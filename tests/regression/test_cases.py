"""Has it moved? A folder per past bug: the workbooks, ``expected.json`` and, for people, ``why.md``.

A folder may hold a plan.xlsx, which is then its previous plan. Changes when a case has to say more.
"""

import json
import shutil
from pathlib import Path

import pytest

from planner.pipeline import SolveOptions, SolveOutcome, solve_folder, verify_folder
from planner.workbook.reading import FolderPaths

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.json"))


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Path:
    return request.param


def planned(case: Path, folder: Path) -> SolveOutcome:
    """Plan a copy of the case."""
    for book in case.glob("*.xlsx"):
        shutil.copy(book, folder)
    outcome = solve_folder(FolderPaths.of(folder), SolveOptions(threads=1, time_limit_s=0))
    assert outcome.failure == ""
    assert outcome.plan is not None, outcome.findings
    return outcome


def test_the_goals_reach_what_is_expected(case: Path, tmp_path: Path) -> None:
    plan = planned(case, tmp_path).plan
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert {goal.label: goal.value for goal in plan.goals} == expected["goals"]
    assert (len(plan.assignments), len(plan.vacancies)) == (expected["filled"], expected["vacant"])
    assert plan.status == "optimal"
    assert verify_folder(FolderPaths.of(tmp_path)).broken == ()


def test_a_case_says_why_it_is_there(case: Path) -> None:
    assert (case / "why.md").read_text(encoding="utf-8").startswith("# ")


def test_there_are_cases() -> None:
    assert len(CASES) >= 3
