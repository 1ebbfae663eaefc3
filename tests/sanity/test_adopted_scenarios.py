"""Scenarios made real are the folder that they showed: input, plan and rules; and undo gives back every byte.

Changes when a word of change is added, or a scenario is adopted in another way.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import get_args

import pytest

from planner.alternatives.adopting import Adoption
from planner.alternatives.scenario_plans import plan_scenario, with_changes
from planner.desk.decision import Done
from planner.desk.orders import Carried, Handling, carry_out
from planner.desk.restaffing import Effort as Restaffing
from planner.domain.applying import CannotApply, apply
from planner.domain.change import (
    AddProduction,
    Change,
    DropAbsence,
    MoveLeave,
    MoveWindow,
    Restore,
    SetDays,
    SetLimits,
    SetTitle,
    SetWorkDays,
    SplitWindow,
)
from planner.domain.instance import Instance
from planner.domain.scenario import Scenario
from planner.domain.span import DateSpan
from planner.folder import locked, undo
from planner.pipeline import SolveOptions, solve_folder, verify_folder
from planner.workbook.reading import FolderPaths, Reading, read_folder
from planner.workbook.scenario_reading import read_scenarios
from tests.sanity.folders import sheet_rows, write_instance
from tests.sanity.seeds import runs
from tests.sanity.test_scenarios import EFFORT, NOW, assignments, drawn, written
from tests.studios import random_studio

BOOKS = ("crew.xlsx", "productions.xlsx", "plan.xlsx")


def any_change(instance: Instance, rng: Random) -> Change:
    """Return a change by any of the words at random, possible or not."""
    production, need = rng.choice(instance.productions), rng.choice(instance.requirements)
    away = rng.choice([(one.crew_id, leave.span) for one in instance.crew for leave in one.absences] or [None])
    which, span, window = production.production_id, production.span, need.window
    later = timedelta(days=rng.randint(1, 3))
    kinds: tuple[Callable[[], Change], ...] = (
        lambda: DropAbsence(*away) if away else Restore(which),
        lambda: MoveLeave(*away, rng.choice((-3, 2, 60))) if away else Restore(which),
        lambda: AddProduction("", 'A "new" <one>', span, rng.randint(1, 5)),
        lambda: SetTitle(which, "Quince & Co"),
        lambda: SetLimits(which, span.first_day - later, rng.choice((None, span.last_day + later))),
        lambda: SetWorkDays(which, rng.choice((None, frozenset(range(5))))),
        lambda: SetDays(which, DateSpan(span.first_day, span.last_day + later), rng.choice(("", "move", "clip"))),
        lambda: MoveWindow(*window, need.span.shifted(1)),
        lambda: SplitWindow(*window, need.span.first_day + later),
        lambda: Restore(which),
    )
    return rng.choice(kinds)() if rng.random() < 0.5 else drawn(instance, rng)


def drawn_scenarios(instance: Instance, rng: Random) -> dict[str, list[Change]]:
    """Return scenarios of one to three changes that are possible one after the other."""
    found: dict[str, list[Change]] = {}
    for number in range(4):
        changes: list[Change] = []
        for _ in range(rng.randint(1, 3)):
            one = any_change(instance, rng)
            try:
                apply(instance, [*changes, one])
            except (CannotApply, ValueError):
                continue
            changes.append(one)
        if changes:
            found[f"S{number}"] = changes
    return found


def adopt(folder: Path, name: str, **options: object) -> Carried:
    order = Adoption(folder / "what-if.xlsx", name, 200, **{"named": {}, "placeholders": True, **options})
    return carry_out(folder, lambda: FolderPaths.of(folder), order, Handling(effort=Restaffing(1, 0)))


def planned_folder(folder: Path, seed: int) -> tuple[FolderPaths, Reading]:
    write_instance(folder, random_studio(seed))
    assert solve_folder(FolderPaths.of(folder), SolveOptions(threads=1, time_limit_s=0, remedies=0)).written
    return FolderPaths.of(folder), read_folder(FolderPaths.of(folder))


def sound(paths: FolderPaths, reading: Reading, changes: dict[str, list[Change]]) -> tuple[Scenario, ...]:
    """Write those scenarios that the workbooks allow, and return them as they are read."""
    file = paths.folder / "what-if.xlsx"
    possible = {}
    for name, some in changes.items():
        found = read_scenarios(written(file, {name: some}), reading)
        if found.scenarios and with_changes(paths, reading, found.scenarios[0]).instance is not None:
            possible[name] = some
    return read_scenarios(written(file, possible), reading).scenarios if possible else ()


def input_of(instance: Instance | None) -> tuple[object, ...]:
    assert instance is not None
    return instance.crew, instance.productions, instance.requirements, instance.bookings, instance.settings


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in BOOKS}


@pytest.mark.parametrize("seeds", runs(6, 1, times=20))
def test_what_is_adopted_is_what_the_scenario_showed_and_undo_restores_it(seeds: range, tmp_path: Path) -> None:
    words: Counter[str] = Counter()
    for seed in seeds:
        folder = tmp_path / str(seed)
        paths, reading = planned_folder(folder, seed)
        assert reading.instance is not None
        before = contents(folder)
        for one in sound(paths, reading, drawn_scenarios(reading.instance, Random(f"adopt {seed}"))):
            said = input_of(with_changes(paths, reading, one).instance)
            shown = plan_scenario(paths, reading, EFFORT, NOW, one)
            assert shown.planned is not None, (seed, one)
            carried = adopt(folder, one.name)
            assert isinstance(carried.decision, Done), (seed, one, carried)
            assert input_of(read_folder(FolderPaths.of(folder)).instance) == said, (seed, one)
            rows = assignments(shown.planned.workbook, tmp_path / "shown.xlsx")
            assert sheet_rows(folder / "plan.xlsx", "Assignments") == rows, (seed, one)
            assert verify_folder(FolderPaths.of(folder)).broken == (), (seed, one)
            with locked(folder, 10) as lease:
                undo(lease)
            assert contents(folder) == before, (seed, one)
            words.update(change.word for change in one.changes)
    assert len(words) >= 2 * len(seeds)


def test_every_word_of_change_is_drawn() -> None:
    rng, words = Random(1), set[str]()
    for seed in range(40):
        studio = random_studio(seed)
        words |= {any_change(studio, rng).word for _ in range(40)}
    assert words == {one.word for one in get_args(Change)}
