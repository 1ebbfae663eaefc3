"""What is planned near a change is as good as the whole folder planned at once.

Changes when a plan that moves people is worth something else.
"""

from collections import Counter, defaultdict
from dataclasses import replace
from random import Random

import pytest

from planner.domain.booking import BookingStatus
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.settings import DEFAULT_GOALS
from planner.replan.rungs import plan_again
from planner.replan.trial import Trial
from planner.solver import solve
from tests.oracle import may
from tests.sanity.desk_orders import for_slot
from tests.sanity.seeds import runs
from tests.studios import middling_studio

Worth = tuple[list[tuple[int, int]], int, int]


def draw_trial(seed: int) -> Trial | None:
    """Return a studio with its plan in which somebody is away, wanted or booked; None where nobody is."""
    rng, studio = Random(f"trial {seed}"), replace(middling_studio(seed), previous=None)
    studio = replace(studio, settings=replace(studio.settings, goals=DEFAULT_GOALS, whole_staffing=False))
    planned = studio.rebuilt(previous=PreviousPlan(solve(studio, threads=1, time_limit_s=0).assignments))
    if not planned.published:
        return None
    row = rng.choice(planned.published)
    kind = seed % 3
    if kind == 0:
        gone = [one for one in planned.published if one.crew_id == row.crew_id and rng.random() < 0.7]
        away = rng.sample(planned.published, min(2, len(planned.published)))
        return Trial(planned, frozenset((*gone, *away)), empties=True)
    need = next(one for one in planned.planned_requirements if one.window == row.slot.window)
    if kind == 1:
        more = replace(need, count=need.count + rng.choice((1, 2)))
        needs = tuple(more if one == need else one for one in planned.requirements)
        able = frozenset(one.crew_id for one in planned.crew if need.role in one.roles and rng.random() < 0.5)
        demand = more if seed % 2 else replace(more, count=1, only=able)
        return Trial(planned.rebuilt(requirements=needs), demands=(demand,))
    able = [one.crew_id for one in planned.crew if may(planned, one.crew_id, need, ())]
    if not able:
        return None
    booking = for_slot(need, rng.choice(able), BookingStatus.CONFIRMED)
    return Trial(planned.rebuilt(bookings=(*planned.bookings, booking)), must_keep=booking, roomy=seed % 2 == 1)


def worth(folder: Instance, rows: tuple[Assignment, ...]) -> Worth:
    """Return the vacant slots of each level, and how many people stay, and stay in their window."""
    there: dict[object, set[str]] = defaultdict(set)
    for row in rows:
        there[row.slot.window].add(row.crew_id)
    vacant: Counter[int] = Counter()
    for need in sorted(folder.planned_requirements, key=lambda one: (one.only is None, one.level)):
        people = there[need.window]
        takes = sorted(people if need.only is None else people & need.only)[: need.count]
        people.difference_update(takes)
        vacant[need.level] += need.count - len(takes)
    wished = [row for row in rows if not folder.is_released(row.crew_id, row.slot)]
    stay = (_people(folder.wished) & _people(wished)).total()
    windows = {(row.slot.window, row.crew_id) for row in wished}
    return sorted((+vacant).items()), stay, sum((row.slot.window, row.crew_id) in windows for row in folder.wished)


def _people(rows: object) -> Counter[tuple[str, str, str]]:
    return Counter((row.slot.production_id, row.slot.role, row.crew_id) for row in rows)


@pytest.mark.parametrize("seeds", runs(80, times=20))
def test_near_a_change_is_as_good_as_everywhere(seeds: range) -> None:
    tried = 0
    for seed in seeds:
        trial = draw_trial(seed)
        if trial is None:
            continue
        near, everywhere = plan_again(trial.folder, threads=1, time_limit_s=0), solve(trial.folder, threads=1)
        assert near.proven, seed
        assert worth(trial.folder, near.assignments) == worth(trial.folder, everywhere.assignments), seed
        tried += 1
    assert tried > len(seeds) // 2


@pytest.mark.parametrize("seeds", runs(40))
def test_what_is_called_impossible_is_so_everywhere(seeds: range) -> None:
    for seed in (3 * one + 1 for one in seeds):
        trial = draw_trial(seed)
        if trial is None:
            continue
        near = worth(trial.folder, plan_again(trial.folder, trial.vital, 1, 0).assignments)
        everywhere = worth(trial.folder, solve(trial.folder, threads=1).assignments)
        assert _missing(trial, near) == _missing(trial, everywhere), seed


def _missing(trial: Trial, found: Worth) -> bool:
    return any(level in trial.vital for level, _ in found[0])
