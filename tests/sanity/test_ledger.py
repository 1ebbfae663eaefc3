"""What was proven of parts before changes nothing of a plan: with it and without it, after any changes, it is the same.

Changes when something else is remembered of a part.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from openpyxl import load_workbook

from planner.audit import audit
from planner.domain.applying import CannotApply, apply
from planner.domain.change import AddAbsence, Change
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.ledger import Ledger
from planner.domain.plan import Plan, PreviousPlan
from planner.domain.settings import DEFAULT_GOALS
from planner.domain.span import DateSpan
from planner.folder.places import proofs_file
from planner.pipeline import SolveOptions, solve_folder
from planner.solver import solve
from planner.solver.proof import exact
from planner.workbook.folder_paths import FolderPaths
from tests.oracle import best_by_search
from tests.sanity.folders import sample, sheet_rows
from tests.sanity.seeds import runs
from tests.sanity.test_scenarios import possible
from tests.studios import any_studio, middling_studio, random_studio

STEPS = 3


@pytest.fixture
def no_folder_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small folders are one exact model; here they go the ways of the larger ones."""
    monkeypatch.setattr(exact, "MOST_PAIRS", -1)


def planned(instance: Instance, ledger: Ledger | None = None) -> Plan:
    return solve(instance, threads=1, time_limit_s=0, ledger=ledger)


def published(instance: Instance, plan: Plan) -> Instance:
    return instance.rebuilt(previous=PreviousPlan((*plan.assignments, *instance.carried)))


def with_goals(instance: Instance, rng: Random) -> Instance:
    """Return a studio that mostly has the goals of a new folder, by which parts may stand."""
    if rng.random() < 0.3:
        return instance
    return instance.rebuilt(settings=replace(instance.settings, goals=DEFAULT_GOALS, whole_staffing=False))


@pytest.mark.usefixtures("no_folder_is_small")
@pytest.mark.parametrize("seeds", runs(80))
@pytest.mark.parametrize("kind", [random_studio, any_studio])
def test_plans_on_what_was_proven_before_are_the_best(kind: Callable[[int], Instance], seeds: range) -> None:
    for seed in seeds:
        rng, ledger = Random(f"best {seed}"), Ledger()
        instance = with_goals(kind(seed), rng)
        for _ in range(STEPS):
            plan = planned(instance, ledger)
            assert audit(instance, plan) == (), seed
            assert [goal.value for goal in plan.goals] == best_by_search(instance), seed
            instance = changed(published(instance, plan), rng)


@pytest.mark.usefixtures("no_folder_is_small")
@pytest.mark.parametrize("seeds", runs(20, 10))
def test_plans_are_the_same_with_and_without_what_was_proven_before(seeds: range) -> None:
    for seed in seeds:
        rng, ledger = Random(f"same {seed}"), Ledger()
        instance = with_goals(middling_studio(seed), rng)
        for _ in range(STEPS):
            plan = planned(instance, ledger)
            assert plan == planned(instance), seed
            instance = changed(published(instance, plan), rng)


def changed(instance: Instance, rng: Random) -> Instance:
    """Return a studio after one or two changes, mostly an absence."""
    if rng.random() < 0.4:
        day = rng.choice(instance.requirements).span.first_day
        changes: list[Change] = [AddAbsence(rng.choice(instance.crew).crew_id, DateSpan(day, day), "away")]
    else:
        changes = possible(instance, rng, 2)
    try:
        then = apply(instance, changes)
    except CannotApply:
        return instance
    return then if all(map(is_sound, then.crew)) else instance


def is_sound(person: CrewMember) -> bool:
    """Whether somebody has an ID and one employment at a time, as the workbooks see to."""
    days = [
        date.min,
        *(day for one in person.employments for day in (one.first_day or date.min, one.last_day or date.max)),
    ]
    return bool(person.crew_id) and days == sorted(days)


def test_a_folder_is_planned_again_as_if_nothing_were_known_of_it(tmp_path: Path) -> None:
    # The sheets that say who works where, why not, and what would help: cell for cell, after each of a few absences.
    known, unknown = sample("overbooked", tmp_path), tmp_path / "unknown"
    options = SolveOptions(threads=1, time_limit_s=0)
    plan = solve_folder(FolderPaths.of(known), options).plan
    assert plan is not None
    for row in Random(3).sample(plan.assignments, 2):
        book = load_workbook(known / "crew.xlsx")
        book["Unavailable"].append([row.crew_id, row.slot.span.first_day, row.slot.span.first_day])
        book.save(known / "crew.xlsx")
        copytree(known, unknown, dirs_exist_ok=True)
        proofs_file(unknown).unlink()
        for folder in (known, unknown):
            assert solve_folder(FolderPaths.of(folder), options).written
        for sheet in ("Assignments", "Conflicts", "Remedies", "Candidates", "Changes"):
            assert sheet_rows(known / "plan.xlsx", sheet) == sheet_rows(unknown / "plan.xlsx", sheet), (row, sheet)
