"""Bounds by hand: of the relaxation, and of whole plans. Changes when a bound does."""

from dataclasses import replace

from ortools.sat.python import cp_model

from planner.domain.plan import GoalResult
from planner.domain.settings import DEFAULT_GOALS, GoalName
from planner.solver.bounds import linear_bound
from tests.builders import ANN, BO, GAFFER, GRIP, need, studio
from tests.unit.solver.solving import planned, settings


def triangle() -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """Return a model of three decisions of which any two exclude each other."""
    model = cp_model.CpModel()
    takes = [model.new_bool_var(name) for name in "abc"]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        model.add_at_most_one(takes[one], takes[other])
    return model, takes


def test_a_relaxation_is_rounded_down() -> None:
    # Each decision is a half: 1.5 together, and no integer above 1 can be reached.
    model, takes = triangle()
    model.maximize(sum(takes))
    assert linear_bound(model, 60.0) == 1


def test_linear_constraints_clauses_and_offsets_count() -> None:
    model = cp_model.CpModel()
    works, rests = model.new_bool_var("works"), model.new_bool_var("rests")
    most = model.new_int_var(0, 9, "most")
    model.add(most <= 4)
    model.add_bool_or(works.negated(), rests)
    model.add_at_most_one(works, rests)
    model.maximize(3 * most + 100 * works + 7)
    # works <= rests and works + rests <= 1 leave half of the 100, although nobody can do both.
    assert linear_bound(model, 60.0) == 3 * 4 + 50 + 7


def test_no_time_gives_no_bound_or_a_true_one() -> None:
    model, takes = triangle()
    model.maximize(sum(takes))
    bound = linear_bound(model, 0.0)
    assert bound is None or bound >= 1


def test_the_bound_of_coverage_is_what_people_can_do() -> None:
    # Three gaffers are asked for on 5 March and there are two.
    needs = need("P1", GAFFER, 3, 5, 2), need("P2", GAFFER, 5, 6)
    plan = planned(studio(*needs, priorities={"P1": 1, "P2": 2}))
    assert plan.coverage_bound == 2
    assert [(goal.label, goal.value, goal.bound, goal.proven) for goal in plan.goals[:2]] == [
        ("coverage 1", 2, 2, True),
        ("coverage 2", 0, 0, True),
    ]


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
    crew = [ANN, replace(BO, day_rate_cents=40_000)]
    needs = need("P1", GAFFER, 1, 3), need("P2", GAFFER, 4, 5), need("P3", GAFFER, 6, 6)
    plan = planned(studio(*needs, crew=crew, settings=settings(GoalName.COVERAGE, GoalName.BALANCE)))
    assert plan.goals[-1] == GoalResult(GoalName.BALANCE, 18, 18, proven=True)
