"""Scenarios equal folders in which somebody made the same changes by hand, however many are planned side by side.

Changes when a word of change is added.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import active_children
from pathlib import Path
from random import Random
from threading import Thread

import pytest

from planner.alternatives.scenario_plans import ScenarioPlan, base, find_impossible, plan_scenarios
from planner.domain.applying import CannotApply, apply
from planner.domain.change import (
    AddAbsence,
    AddPerson,
    Book,
    Cancel,
    Change,
    Hire,
    MoveProduction,
    SetFirstDay,
    SetLastDay,
    SetNeed,
    SetPriority,
    SetRate,
    SetRole,
    SetSetting,
)
from planner.domain.change_rows import to_row
from planner.domain.instance import Instance
from planner.domain.scenario import Scenario
from planner.domain.span import DateSpan
from planner.executor import Children
from planner.pipeline import SolveOptions, solve_folder
from planner.planning import Effort
from planner.workbook.columns.changes import COLUMN_OF
from planner.workbook.reading import FolderPaths, read_folder
from planner.workbook.scenario_reading import read_scenarios
from tests.sanity.folders import Row, sample, sheet_rows, write_instance
from tests.sanity.seeds import runs
from tests.studios import MONTH, random_studio
from tests.unit.workbook.books import write_book

NOW = datetime(2026, 11, 3, 8, tzinfo=UTC)
EFFORT = Effort(threads=1, limit_s=0, remedies=0)


def drawn(instance: Instance, rng: Random) -> Change:
    """Return a change at random, possible or not."""
    person, production = rng.choice(instance.crew), rng.choice(instance.productions)
    need, role = rng.choice(instance.requirements), rng.choice([one for p in instance.crew for one in p.roles])
    day = MONTH.first_day + timedelta(days=rng.randrange(MONTH.days))
    days = DateSpan(day, day + timedelta(days=rng.randrange(5)))
    who, which = person.crew_id, production.production_id
    kinds: tuple[Callable[[], Change], ...] = (
        lambda: MoveProduction(which, rng.choice((-3, -1, 1, 2, 7))),
        lambda: SetNeed(*need.window, rng.randrange(4)),
        lambda: SetPriority(which, rng.randint(1, 5)),
        lambda: Cancel(which),
        lambda: AddPerson("", "Di Ray", role, (), None, rng.choice((None, day)), 30_000),
        lambda: Hire(role, rng.randint(1, 2)),
        lambda: SetFirstDay(who, day),
        lambda: SetLastDay(who, day),
        lambda: SetRate(who, 100 * rng.randint(0, 900)),
        lambda: SetRole(who, role, rng.choice(("main", "other", "none"))),
        lambda: AddAbsence(who, days, "away"),
        lambda: (
            Book.of(replace(booking, status=rng.choice(list(type(booking.status)))))
            if (booking := rng.choice(instance.bookings or (None,)))
            else Cancel(which)
        ),
        lambda: SetSetting("gap_days", rng.randrange(3)),
        lambda: SetSetting("whole_staffing", rng.random() < 0.5),
    )
    return rng.choice(kinds)()


def written(path: Path, scenarios: dict[str, list[Change]]) -> Path:
    """Write a file of scenarios."""
    rows = [
        (name, *(row.get(column) for column in COLUMN_OF.values()))
        for name, changes in scenarios.items()
        for row in map(to_row, changes)
    ]
    return write_book(path, {"Scenarios": [("Scenario", *COLUMN_OF), *rows]})


def possible(instance: Instance, rng: Random, most: int) -> list[Change]:
    """Return a few changes that are possible one after the other."""
    changes: list[Change] = []
    for _ in range(rng.randint(1, most)):
        one = drawn(instance, rng)
        try:
            apply(instance, [*changes, one])
        except CannotApply:
            continue
        changes.append(one)
    return changes


def assignments(book: bytes, scratch: Path) -> list[Row]:
    scratch.write_bytes(book)
    return sheet_rows(scratch, "Assignments")


def by_hand(folder: Path, plan: Path, instance: Instance, changes: tuple[Change, ...]) -> list[Row]:
    """Return the rows of the plan of a folder written anew with the changes made in it, from the plan at hand."""
    write_instance(folder, apply(instance, changes))
    shutil.copy(plan, folder / "plan.xlsx")
    made = solve_folder(FolderPaths.of(folder), SolveOptions(threads=1, time_limit_s=0, remedies=0))
    assert made.written, (made.findings, made.failure)
    return sheet_rows(made.written, "Assignments")


def planned_in(folder: Path, seed: int) -> Iterator[tuple[Instance, ScenarioPlan]]:
    """Yield the scenarios of a random folder, planned, with the folder as it is."""
    rng = Random(f"scenarios {seed}")
    write_instance(folder, random_studio(seed))
    paths = FolderPaths.of(folder)
    solve_folder(paths, SolveOptions(threads=1, time_limit_s=0, remedies=0))
    paths = FolderPaths.of(folder)
    reading = read_folder(paths)
    assert reading.instance is not None
    drawn_ones = {f"S{n}": possible(reading.instance, rng, 3) for n in range(4)}
    found = read_scenarios(written(folder / "what-if.xlsx", {n: c for n, c in drawn_ones.items() if c}), reading)
    assert all(one.code == "empty-sheet" for one in found.findings), found.findings
    sound = [one for one in found.scenarios if not find_impossible(paths, reading, [one])]
    for done in plan_scenarios(paths, reading, sound, EFFORT, NOW):
        yield reading.instance, done


@pytest.mark.parametrize("seeds", runs(20, 5))
def test_a_scenario_is_the_folder_with_its_changes_made_by_hand(seeds: range, tmp_path: Path) -> None:
    compared = 0
    for seed in seeds:
        for number, (instance, done) in enumerate(planned_in(tmp_path / str(seed), seed)):
            assert done.planned is not None, (done.findings, done.failure)
            rows = assignments(done.planned.workbook, tmp_path / "scenario.xlsx")
            plan, copy = tmp_path / str(seed) / "plan.xlsx", tmp_path / f"{seed}-{number}"
            assert rows == by_hand(copy, plan, instance, done.scenario.changes), (seed, done.scenario)
            compared += 1
    assert compared >= 2 * len(seeds)


def test_two_side_by_side_plan_as_one_after_the_other(tmp_path: Path) -> None:
    paths = FolderPaths.of(sample("small", tmp_path))
    reading = read_folder(paths)
    assert reading.instance is not None
    which = reading.instance.productions[0].production_id
    several = [base(), *(Scenario(f"later by {days}", (MoveProduction(which, days),)) for days in (1, 7))]
    alone = plan_scenarios(paths, reading, several, EFFORT, NOW)
    with Children(2) as children:
        together = plan_scenarios(paths, reading, several, EFFORT, NOW, children)
    for one, other in zip(alone, together, strict=True):
        assert one.planned is not None
        assert other.planned is not None
        rows = [sheet_rows_of(made.planned.workbook, tmp_path) for made in (one, other) if made.planned]
        assert rows[0] == rows[1]
        assert one.scenario == other.scenario


def test_a_killed_child_costs_its_own_scenario_alone(tmp_path: Path) -> None:
    paths = FolderPaths.of(sample("small", tmp_path))
    reading = read_folder(paths)
    assert reading.instance is not None
    which = reading.instance.productions[0].production_id
    several = [base(), *(Scenario(f"later by {days}", (MoveProduction(which, days),)) for days in (1, 7))]

    def kill_one() -> None:
        while not active_children():
            time.sleep(0.01)
        active_children()[0].kill()

    killer = Thread(target=kill_one)
    killer.start()
    with Children(2) as children:
        done = plan_scenarios(paths, reading, several, EFFORT, NOW, children)
    killer.join()
    assert sorted("SIGKILL" in one.failure for one in done) == [False, False, True]
    assert sum(one.planned is not None for one in done) == 2


def sheet_rows_of(book: bytes, folder: Path) -> list[list[Row]]:
    path = folder / "one.xlsx"
    path.write_bytes(book)
    return [sheet_rows(path, title) for title in ("Assignments", "Conflicts", "Candidates", "Changes")]
