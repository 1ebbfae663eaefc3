"""Requirements that only some people may fill, beside others of the same window. Changes when who may fill one does."""

from dataclasses import replace

from planner.solver import solve
from tests.builders import ANN, BO, GAFFER, day, need, recast, row, span, studio
from tests.unit.solver.solving import VACANT, crew_of, settings, values

CY = recast(replace(BO, crew_id="C3", full_name="Cy Aro"), other_roles=())
FOR_BO = frozenset(("C2",))


def test_nobody_else_fills_what_only_some_may() -> None:
    mine, other = replace(need("P1", GAFFER, 3, 5), only=FOR_BO), need("P2", GAFFER, 4, 6)
    assert crew_of(studio(mine, other, crew=[ANN, BO])) == ["C2", "C1"]
    assert crew_of(studio(mine, other, crew=[ANN, CY])).count(VACANT) == 1


def test_requirements_of_one_window_are_not_added_up_when_others_may_fill_them() -> None:
    whole = need("P1", GAFFER, 3, 5)
    found = studio(whole, replace(whole, only=FOR_BO), whole, crew=[ANN, BO])
    assert [(one.count, one.only) for one in found.requirements] == [(2, None), (1, FOR_BO)]


def test_whoever_stays_in_the_window_has_not_moved_though_another_requirement_takes_them() -> None:
    # Ann and Bo were there; one of the two slots is now for Ann or Bo alone
    whole = need("P1", GAFFER, 3, 5)
    either = replace(whole, only=frozenset(("C1", "C2")))
    rows = (row("P1", GAFFER, 3, 5, "C1"), row("P1", GAFFER, 3, 5, "C2", 2))
    plan = solve(studio(whole, either, crew=[ANN, BO, CY], previous=rows), threads=1)
    assert {one.crew_id for one in plan.assignments} == {"C1", "C2"}
    assert (values(plan)["stability 1"], values(plan)["stability 2"]) == (2, 2)


def test_whoever_began_before_the_plan_window_stays_in_either_requirement() -> None:
    whole = need("P1", GAFFER, 3, 8)
    either = replace(whole, only=frozenset(("C1", "C2")))
    rows = (row("P1", GAFFER, 3, 8, "C1"), row("P1", GAFFER, 3, 8, "C2", 2))
    more = replace(need("P2", GAFFER, 5, 9, 3), level=1)
    begun = studio(whole, either, more, crew=[ANN, BO, CY], previous=rows, settings=settings(plan_from=day(5)))
    there = {one.crew_id for one in solve(begun, threads=1).assignments if one.slot.span == span(3, 8)}
    assert there == {"C1", "C2"}
