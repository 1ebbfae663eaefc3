"""Nights in a row, with small edits between them: changes are the fewest, what is frozen stays, and each can be redone.

Changes when a night plans from something else.
"""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

import planner.cli as cli_module
from planner.domain.applying import CannotApply, apply
from planner.domain.change import AddAbsence, Cancel, Change, SetNeed, SetRate
from planner.domain.instance import Instance
from planner.domain.span import DateSpan
from planner.pipeline import verify_folder
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.planbook.plan_reading import plan_of
from planner.workbook.reading import read_folder
from tests.oracle import began_slots, may
from tests.sanity.folders import write_instance
from tests.studios import FIRST_DAY, any_studio, middling_studio
from tests.textbook import best_by_model

FREEZE_DAYS = 9
NIGHTS = [
    pytest.param(4, (1, 2), id="some nights"),
    pytest.param(10, (1, 2, 3, 4), id="ten nights", marks=pytest.mark.soak),
]


def some_edit(instance: Instance, rng: Random) -> Instance:
    """Return the studio with a small thing changed that a coordinator changes from one day to the next."""
    person, need = rng.choice(instance.crew), rng.choice(instance.requirements)
    first = FIRST_DAY + timedelta(days=rng.randrange(30))
    window = need.production_id, need.role, need.span
    edits: list[Change] = [
        AddAbsence(person.crew_id, DateSpan(first, first + timedelta(days=rng.randrange(3)))),
        SetNeed(*window, max(0, need.count + rng.choice((-1, 1)))),
        SetRate(person.crew_id, rng.randrange(100, 900) * 100),
        Cancel(need.production_id),
    ]
    change = rng.choices(edits, (4, 3, 2, 1))[0]
    try:
        return apply(instance, (change,))
    except CannotApply:  # such as an absence that is there already
        return instance


def as_it_will_be_planned(folder: Path, today: date) -> Instance:
    reading = read_folder(FolderPaths.of(folder)).frozen(today + timedelta(days=FREEZE_DAYS))
    assert reading.instance is not None, reading.findings
    return reading.instance


def frozen_that_moved(instance: Instance, folder: Path) -> list[str]:
    """Return who is no longer in frozen work although nothing about them or its count forbids it."""
    paths = FolderPaths.of(folder)
    reading = read_folder(paths)
    assert reading.instance is not None
    now = Counter((row.crew_id, row.slot.window) for row in plan_of(reading.previous, reading.instance).assignments)
    frozen = began_slots(instance)
    were = Counter(need for need, _ in frozen)
    return [
        f"{who} {need}"
        for need, who in frozen
        if not now[who, need.window] and may(instance, who, need, ()) and were[need] <= need.count
    ]


@pytest.mark.parametrize(("nights", "seeds"), NIGHTS)
def test_changes_are_the_fewest_and_every_night_can_be_redone(
    nights: int, seeds: tuple[int, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    studios = {f"season {seed}": any_studio(seed) if seed % 2 else middling_studio(seed) for seed in seeds}
    rng, edits, frozen = Random("nights"), 0, 0
    lines = f'[batch]\njobs = 2\n[defaults]\nfreeze_days = {FREEZE_DAYS}\n[[folder]]\npath = "season*"\n'
    (tmp_path / "night.toml").write_text(lines, "utf-8")
    for night in range(nights):
        today = FIRST_DAY + timedelta(days=night * 2 - 3)
        before = {}
        for name, studio in studios.items():
            edited = some_edit(studio, rng) if night else studio
            edits += edited != studio
            studios[name] = edited
            write_instance(tmp_path / name, edited)
            before[name] = as_it_will_be_planned(tmp_path / name, today)
            frozen += len(began_slots(before[name]))
        code = cli_module.run(["batch", str(tmp_path / "night.toml"), "--today", today.isoformat(), "--json"])
        told = json.loads(capsys.readouterr().out)
        assert code in (0, 1), told
        for one in told["folders"]:
            name, goals = one["folder"], one["figures"]["goals"]
            assert one["ending"] == "planned"
            assert all(goal["proven"] for goal in goals)
            # stability is among them: no plan with these fillings keeps more of the one before
            assert [goal["value"] for goal in goals] == best_by_model(before[name]), (name, today)
            assert frozen_that_moved(before[name], tmp_path / name) == []
            assert verify_folder(FolderPaths.of(tmp_path / name)).broken == ()
    assert edits > nights // 2
    assert frozen > nights
    runs = sorted(path.name for path in (tmp_path / "runs").iterdir() if path.name[0].isdigit())
    assert len(runs) == nights
    for run in runs:
        code = cli_module.run(["runs", "redo", run, "--runs", str(tmp_path / "runs"), "--jobs", "2", "--json"])
        told = json.loads(capsys.readouterr().out)
        assert {one["folder"]: (one["ending"], one["told"]) for one in told["folders"]} == dict.fromkeys(
            studios, ("same", [])
        )
        assert code == 0
