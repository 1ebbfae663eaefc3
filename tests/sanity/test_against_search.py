"""Every goal of the solver equals the one found by looking at every plan there is. Changes when rules or goals do."""

from collections import Counter

import pytest

from planner.audit import audit, recompute_goals
from planner.domain.booking import BookingStatus
from planner.solver import solve
from tests.oracle import best_by_search
from tests.sanity.seeds import COUNT, runs
from tests.studios import random_studio

LARGER_IS_BETTER = ("coverage", "whole", "holds", "stability")


@pytest.mark.parametrize("seeds", runs())
@pytest.mark.parametrize("merge_alike", [True, False], ids=["merged", "apart"])
def test_every_goal_is_the_best_there_is_and_proven(seeds: range, merge_alike: bool) -> None:
    for seed in seeds:
        instance = random_studio(seed)
        plan = solve(instance, threads=1, time_limit_s=0, merge_alike=merge_alike)
        assert audit(instance, plan) == (), seed
        assert [goal.value for goal in plan.goals] == best_by_search(instance), seed
        assert all(goal.proven and goal.bound == goal.value and goal.cut is None for goal in plan.goals), seed
        assert {goal.label: goal.value for goal in plan.goals} == recompute_goals(instance, plan), seed
        assert plan.coverage_bound >= len(plan.assignments), seed


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
        seen["cancelled"] += any(production.cancelled for production in studio.productions)
        seen.update({booking.status.value for booking in studio.bookings})
    assert seen["partial"] < COUNT
    assert min(seen.values()) >= 10, seen
    assert {status.value for status in BookingStatus} <= set(seen)
