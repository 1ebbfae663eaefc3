"""Every goal equals the one found by looking at every plan there is, and of larger studios by a model of textbooks.

Changes when rules or goals do.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.audit import audit, recompute_goals
from planner.domain.booking import BookingStatus
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.settings import GoalName
from planner.solver import solve
from tests.oracle import best_by_search, most_filled
from tests.sanity.seeds import COUNT, runs
from tests.studios import any_studio, middling_studio, random_studio, some_frozen
from tests.textbook import best_by_model, most_filled_by_model

LARGER_IS_BETTER = ("coverage", "whole", "holds", "stability")


def assert_best(instance: Instance, best: list[int], most: int, seed: int, *, merge_alike: bool = True) -> None:
    """The plan keeps the rules and reaches and proves every goal, and planned again over itself it stays."""
    plan = solve(instance, threads=1, time_limit_s=0, merge_alike=merge_alike)
    assert audit(instance, plan) == (), seed
    assert [goal.value for goal in plan.goals] == best, seed
    assert all(goal.proven and goal.bound == goal.value and goal.cut is None for goal in plan.goals), seed
    assert {goal.label: goal.value for goal in plan.goals} == recompute_goals(instance, plan), seed
    assert plan.coverage_bound == most, seed
    again = instance.rebuilt(previous=PreviousPlan((*plan.assignments, *instance.carried)))
    then = solve(again, threads=1, time_limit_s=0)
    assert then.assignments == plan.assignments, seed
    assert all(goal.proven for goal in then.goals), seed


@pytest.mark.parametrize("seeds", runs(160))
def test_every_goal_is_the_best_there_is_and_proven(seeds: range) -> None:
    for seed in seeds:
        instance = some_frozen(random_studio(seed), seed)
        assert_best(instance, best_by_search(instance), most_filled(instance), seed, merge_alike=seed % 2 == 0)


@pytest.mark.parametrize("seeds", runs(160))
def test_so_it_is_with_everything_that_a_folder_can_hold(seeds: range) -> None:
    for seed in seeds:
        instance = some_frozen(any_studio(seed), seed)
        best = best_by_search(instance)
        assert_best(instance, best, most_filled(instance), seed)
        assert best_by_model(instance) == best, seed  # what judges the larger studios is judged here


@pytest.mark.parametrize("seeds", runs(25, 5, times=20))
def test_every_goal_of_a_larger_studio_is_what_a_model_of_textbooks_finds(seeds: range) -> None:
    for seed in seeds:
        instance = some_frozen(middling_studio(seed), seed)
        assert_best(instance, best_by_model(instance), most_filled_by_model(instance), seed)


@pytest.mark.parametrize("seeds", runs(40))
def test_without_any_time_the_plan_is_sound_and_claims_nothing_false(seeds: range) -> None:
    for seed in seeds:
        instance = random_studio(seed)
        plan = solve(instance, threads=1, time_limit_s=1e-9)
        assert audit(instance, plan) == (), seed
        for goal, best in zip(plan.goals, best_by_search(instance), strict=True):
            # Proven goals come first, and what they claim is what the search finds.
            assert not goal.proven or goal.value == goal.bound == best, seed
            sign = 1 if goal.name in LARGER_IS_BETTER else -1
            assert sign * goal.value <= sign * goal.bound, seed


def test_the_studios_hold_everything_that_makes_planning_hard() -> None:
    """Were the generator to lose one of these, the tests above would prove less than they say."""
    seen: Counter[str] = Counter()
    for seed in range(COUNT):
        studio = random_studio(seed)
        seen["several roles"] += any(person.other_roles for person in studio.crew)
        seen["windows"] += any(
            need.span != studio.production_by_id[need.production_id].span for need in studio.planned_requirements
        )
        seen["absences"] += any(person.absences for person in studio.crew)
        seen["employment"] += any(person.first_day or person.last_day for person in studio.crew)
        seen["gap days"] += studio.settings.gap_days > 0
        seen["priorities"] += len({production.priority for production in studio.planned_productions}) > 1
        seen["whole"] += studio.settings.whole_staffing
        seen["partial"] += not studio.settings.whole_staffing
        seen["previous"] += bool(studio.published)
        seen["carried"] += bool(studio.carried)
        frozen = some_frozen(studio, seed)
        seen["frozen"] += bool(_frozen(frozen))
        seen["frozen, and not at its best"] += _loses_by_freezing(frozen)
        seen["cancelled"] += any(production.cancelled for production in studio.productions)
        seen.update({booking.status.value for booking in studio.bookings})
    assert seen["partial"] < COUNT
    assert min(seen.values()) >= 10, seen
    assert {status.value for status in BookingStatus} <= set(seen)


def _frozen(studio: Instance) -> list[Assignment]:
    to, planned = studio.settings.frozen_to, {need.window for need in studio.planned_requirements}
    return [row for row in studio.wished if to and row.slot.span.first_day <= to and row.slot.window in planned]


def _loses_by_freezing(studio: Instance) -> bool:
    free = studio.rebuilt(settings=replace(studio.settings, frozen_to=None))
    return bool(_frozen(studio)) and best_by_search(studio) != best_by_search(free)


@pytest.mark.parametrize("make", [any_studio, middling_studio])
def test_the_other_studios_hold_what_a_folder_can_hold(make: Callable[[int], Instance]) -> None:
    seen: Counter[str] = Counter()
    for seed in range(COUNT):
        studio = make(seed)
        at = {name: number for number, name in enumerate(studio.settings.goals)}
        for number in range(len(GoalName)):
            seen.update(f"{name} in place {number + 1}" for name, place in at.items() if place == number)
        seen.update(f"without {name}" for name in GoalName if name not in at and name is not GoalName.COVERAGE)
        seen["whole"] += studio.settings.whole_staffing
        seen["partial"] += not studio.settings.whole_staffing
        seen["previous"] += bool(studio.published)
        seen["window"] += studio.settings.plan_from is not None
        seen["end of window"] += studio.settings.plan_to is not None
        seen["employments"] += any(len(person.employments) > 1 for person in studio.crew)
        seen["work days"] += any(one.work_days is not None for one in studio.productions)
        seen["holidays"] += bool(studio.settings.holidays)
        seen["by name"] += studio.crew[0].crew_id == studio.crew[0].full_name
        seen["typed"] += any(booking.typed for booking in studio.bookings)
        seen["released, and there before"] += len(studio.wished) < len(studio.published)
        seen.update({f"{one.status}{' with days' if one.has_days else ''}" for one in studio.bookings})
    assert len(seen) == 8 * 8 + 7 + 11 + 8
    assert min(seen.values()) >= 2, seen
