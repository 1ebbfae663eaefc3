"""The whole way over workbooks: reading, planning, writing, and planning again over the own result.

Changes when the sheets of a folder or of the plan do.
"""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from planner.domain.instance import Instance
from planner.pipeline import SolveOptions, SolveOutcome, solve_folder, verify_folder
from planner.workbook.reading import FolderPaths
from tests.builders import recast
from tests.oracle import best_by_search
from tests.sanity.folders import sheet_rows, write_instance
from tests.studios import random_studio

SEEDS = [*range(8), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(8, 88))]
REPEATED = ("Assignments", "Candidates")


def planned(folder: Path, threads: int = 1) -> SolveOutcome:
    outcome = solve_folder(FolderPaths.of(folder), SolveOptions(threads=threads, time_limit_s=0))
    assert outcome.failure == ""
    assert outcome.plan is not None, outcome.findings
    return outcome


def first_plan(instance: Instance) -> Instance:
    """Return a studio that was never planned; of its absences, which no sheet orders, the earliest comes first."""
    crew = tuple(replace(p, absences=tuple(sorted(p.absences, key=lambda a: a.span))) for p in instance.crew)
    return replace(instance, crew=crew, previous=None)


def in_several_spellings(instance: Instance, rng: Random) -> Instance:
    """Return a studio in which every row writes its roles in capitals, small letters or as they were."""

    def spelled(role: str) -> str:
        return rng.choice((str.upper, str.lower, str))(role)

    crew = (
        recast(p, main_role=spelled(p.main_role), other_roles=tuple(map(spelled, p.other_roles))) for p in instance.crew
    )
    return replace(
        instance,
        crew=tuple(crew),
        requirements=tuple(replace(need, role=spelled(need.role)) for need in instance.requirements),
        bookings=tuple(replace(one, role=one.role and spelled(one.role)) for one in instance.bookings),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_folder_is_planned_as_its_studio_and_again_the_same(seed: int, tmp_path: Path) -> None:
    instance = first_plan(random_studio(seed))
    folder = write_instance(tmp_path, instance)
    outcome = planned(folder)
    assert outcome.instance is not None
    assert first_plan(outcome.instance) == instance
    assert [goal.value for goal in outcome.plan.goals] == best_by_search(instance)
    first = {sheet: sheet_rows(folder / "plan.xlsx", sheet, without=["Change"]) for sheet in REPEATED}

    assert verify_folder(FolderPaths.of(folder)).broken == ()

    again = planned(folder, threads=2)
    assert {sheet: sheet_rows(folder / "plan.xlsx", sheet, without=["Change"]) for sheet in REPEATED} == first
    assert set(again.report.change_of.values()) <= {"kept"}
    assert again.report.changes == ()
    changes = {row[-1] for row in sheet_rows(folder / "plan.xlsx", "Assignments")[1:]}
    assert changes <= {"kept", None}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_in_the_workbooks_changes_no_cell(seed: int, tmp_path: Path) -> None:
    instance = in_several_spellings(first_plan(random_studio(seed)), Random(seed))
    one, other = write_instance(tmp_path / "one", instance), write_instance(tmp_path / "other", instance, Random(seed))
    planned(one)
    planned(other, threads=2)
    for sheet in REPEATED:
        assert sheet_rows(other / "plan.xlsx", sheet) == sheet_rows(one / "plan.xlsx", sheet)
