"""Bounds of whole plans by hand. Changes when a bound does."""

import pytest

from planner.domain.plan import GoalResult
from planner.domain.settings import DEFAULT_GOALS, GoalName
from planner.solver.proof import exact
from tests.builders import ANN, BO, GAFFER, GRIP, need, recast, studio
from tests.unit.solver.solving import planned, settings


def test_the_bound_of_coverage_is_what_people_can_do() -> None:
    # Three gaffers are asked for on 5 March and there are two.
    needs = need("P1", GAFFER, 3, 5, 2), need("P2", GAFFER, 5, 6)
    plan = planned(studio(*needs, priorities={"P1": 1, "P2": 2}))
    assert plan.coverage_bound == 2
    assert [(goal.label, goal.value, goal.bound, goal.proven) for goal in plan.goals[:2]] == [
        ("coverage 1", 2, 2, True),
        ("coverage 2", 0, 0, True),
    ]


@pytest.mark.parametrize("most_pairs", [exact.MOST_PAIRS, -1], ids=["one model", "by parts"])
@pytest.mark.parametrize("goals", [(GoalName.COVERAGE,), (GoalName.WHOLE, GoalName.COVERAGE)])
def test_the_bound_of_all_priorities_together_knows_no_order(
    goals: tuple[GoalName, ...], most_pairs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One gaffer: the ten days of the first priority stand against two jobs of the second.
    monkeypatch.setattr(exact, "MOST_PAIRS", most_pairs)
    needs = need("P1", GAFFER, 1, 10), need("P2", GAFFER, 1, 4), need("P2", GAFFER, 6, 10)
    plan = planned(studio(*needs, crew=[ANN], priorities={"P1": 1, "P2": 2}, settings=settings(*goals)))
    assert (len(plan.assignments), plan.coverage_bound) == (1, 2)
    assert all(goal.proven for goal in plan.goals)


def test_later_bounds_hold_given_the_earlier_values() -> None:
    # Ann costs 400 a day and Bo nothing. Alone the cheapest gaffer is Bo, but he is the only grip.
    plan = planned(studio(need("P1", GAFFER, 3, 5), need("P1", GRIP, 3, 5)))
    cost = plan.goals[-1]
    assert cost == GoalResult(GoalName.COST, 3 * 40_000, 3 * 40_000, proven=True)
    assert [goal.name for goal in plan.goals] == [
        g for g in DEFAULT_GOALS if g is not GoalName.STABILITY and g != "holds"
    ]


def test_balance_is_the_sum_of_squared_days() -> None:
    # 3 days, 2 days and 1 day for two people: 3² + (2+1)² = 18, whereas (3+2)² + 1² = 26.
    crew = [ANN, recast(BO, day_rate_cents=40_000)]
    needs = need("P1", GAFFER, 1, 3), need("P2", GAFFER, 4, 5), need("P3", GAFFER, 6, 6)
    plan = planned(studio(*needs, crew=crew, settings=settings(GoalName.COVERAGE, GoalName.BALANCE)))
    assert plan.goals[-1] == GoalResult(GoalName.BALANCE, 18, 18, proven=True)
