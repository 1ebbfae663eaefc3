"""How much of a folder is planned again. Changes when a rung is trusted for another reason."""

from dataclasses import replace

import pytest

from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.replan import rungs
from planner.replan.rungs import plan_again
from planner.solver import solve
from tests.builders import ANN, BO, GAFFER, GRIP, need, recast, row
from tests.unit.replan.folders import CY, FAR, NEAR, WANTED, folder
from tests.unit.solver.solving import settings

NEEDS = (need("P2", GAFFER, 6, 8), need("P3", GAFFER, 8, 9))


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the productions that the solver is asked about."""
    seen: set[str] = set()

    def asked(instance: Instance, **options: object) -> Plan:
        seen.update(one.production_id for one in instance.planned_requirements)
        return solve(instance, **options)

    monkeypatch.setattr(rungs, "solve", asked)
    return seen


def planned(of: Instance, vital: frozenset[int] = frozenset()) -> set[str]:
    again = plan_again(of, vital, 1, 0)
    assert again.proven
    return {f"{one.crew_id} {one.slot.production_id}" for one in again.assignments}


def test_where_somebody_is_free_nobody_else_is_looked_at(looked_at: set[str]) -> None:
    assert planned(folder(WANTED, *NEEDS, rows=(NEAR, FAR))) >= {"C1 P2", "C2 P3"}
    assert looked_at == {"P1"}


def test_rows_out_of_the_way_are_not_looked_at(looked_at: set[str]) -> None:
    # Ann is the only one for P1; Bo takes over from her
    only = replace(WANTED, only=frozenset(("C1",)))
    later = need("P4", GAFFER, 20, 22)
    rows = (NEAR, row("P4", GAFFER, 20, 22, "C3"))
    assert planned(folder(only, NEEDS[0], later, rows=rows, crew=[ANN, BO, CY])) >= {"C1 P1", "C3 P4"}
    assert looked_at == {"P1", "P2"}


def test_what_nobody_could_take_is_not_looked_for_any_further(looked_at: set[str]) -> None:
    # four are wanted, and there are three
    wanted = replace(WANTED, count=4, level=1)
    assert plan_again(folder(wanted, *NEEDS, rows=(NEAR, FAR)), frozenset((1,)), 1, 0).assignments
    assert looked_at == {"P1"}


def test_families_of_roles_are_planned_apart(looked_at: set[str]) -> None:
    grip = recast(BO, main_role=GRIP, other_roles=())
    other = need("P5", GRIP, 4, 6)
    assert planned(folder(WANTED, other, rows=(), crew=[ANN, grip])) == {"C1 P1", "C2 P5"}


def test_with_whole_staffing_everything_is_planned(looked_at: set[str]) -> None:
    whole = settings(whole_staffing=True)
    assert planned(folder(WANTED, *NEEDS, rows=(NEAR, FAR), settings=whole)) == {"C1 P2", "C2 P3", "C3 P1"}
    assert looked_at == {"P1", "P2", "P3"}


def test_a_chain_is_found_however_long(looked_at: set[str]) -> None:
    # only Ann can take P1; Bo takes over P2, and Cy what Bo leaves
    only = replace(WANTED, only=frozenset(("C1",)))
    p2 = replace(NEEDS[0], only=frozenset(("C1", "C2")))
    p3 = need("P3", GAFFER, 8, 9)
    assert planned(folder(only, p2, p3, rows=(NEAR, FAR))) == {"C1 P1", "C2 P2", "C3 P3"}
    assert looked_at == {"P1", "P2", "P3"}
