"""Which rows are reached around what a plan lacks, and in which order. Changes when something else is in the way."""

import pytest

from planner.replan.standing import Standing
from tests.builders import ANN, BO, GAFFER, GRIP, confirmed, day, need, recast, row
from tests.unit.replan.folders import CY, FAR, NEAR, WANTED, folder, rings
from tests.unit.solver.solving import settings

NEEDS = (WANTED, need("P2", GAFFER, 6, 8), need("P3", GAFFER, 8, 9))


def test_first_what_is_in_the_way_and_then_what_is_in_the_way_of_that() -> None:
    later = need("P4", GAFFER, 20, 22)
    found = folder(*NEEDS, later, rows=(NEAR, FAR, row("P4", GAFFER, 20, 22, "C3")))
    assert rings(found) == [set(), {"C1 P2 6"}, {"C1 P2 6", "C2 P3 8"}]


@pytest.mark.parametrize(("gap_days", "reached"), [(0, [set()]), (1, [set(), {"C1 P2 7"}])])
def test_too_few_free_days_are_in_the_way_too(gap_days: int, reached: list[set[str]]) -> None:
    next_day = need("P2", GAFFER, 7, 8), (row("P2", GAFFER, 7, 8, "C1"),)
    assert rings(folder(WANTED, next_day[0], rows=next_day[1], settings=settings(gap_days=gap_days))) == reached


def test_other_days_of_the_same_role_on_a_production_come_along() -> None:
    other = need("P2", GAFFER, 20, 21)
    found = rings(folder(WANTED, NEEDS[1], other, rows=(NEAR, row("P2", GAFFER, 20, 21, "C3"))))
    assert found == [set(), {"C1 P2 6", "C3 P2 20"}]


def test_who_began_before_the_plan_window_is_not_reached() -> None:
    long = need("P2", GAFFER, 1, 8)
    rows = (row("P2", GAFFER, 1, 8, "C1"),)
    assert rings(folder(WANTED, long, rows=rows, settings=settings(plan_from=day(3)))) == [set()]
    assert rings(folder(WANTED, long, rows=rows)) == [set(), {"C1 P2 1"}]


def test_nor_does_whoever_began_come_along_with_other_days_of_their_role() -> None:
    needs, rows = (WANTED, NEEDS[1], need("P2", GAFFER, 1, 5)), (NEAR, row("P2", GAFFER, 1, 5, "C3"))
    assert rings(folder(*needs, rows=rows, settings=settings(plan_from=day(3)))) == [set(), {"C1 P2 6"}]


def test_where_a_booking_could_be_kept_instead_people_may_have_to_go() -> None:
    # Ann is confirmed on P2 without a role: off the gaffer's days she could only keep that as a grip, where Bo is
    grips = recast(ANN, other_roles=(GRIP,)), BO, CY
    needs = WANTED, NEEDS[1], need("P2", GRIP, 12, 13)
    rows = NEAR, row("P2", GRIP, 12, 13, "C2")
    bound = folder(*needs, rows=rows, crew=grips, bookings=(confirmed("P2", "C1"),))
    assert rings(bound) == [set(), {"C1 P2 6", "C2 P2 12"}]
    assert rings(folder(*needs, rows=rows, crew=grips)) == [set(), {"C1 P2 6"}]


def test_a_confirmed_booking_that_the_plan_does_not_keep_is_wanted() -> None:
    # P3 is full, with Bo; Cy is confirmed for it
    booked = folder(NEEDS[2], rows=(FAR,), bookings=(confirmed("P3", "C3"),))
    assert rings(booked) == [{"C2 P3 8"}]


def test_roles_that_nobody_holds_together_are_wanted_apart() -> None:
    grip = recast(BO, main_role=GRIP, other_roles=())
    needs = WANTED, need("P2", GRIP, 3, 5)
    assert len(Standing.of(folder(*needs, rows=(), crew=[ANN, grip])).wanted) == 2
    assert len(Standing.of(folder(*needs, rows=(), crew=[ANN, BO])).wanted) == 1


def test_two_rows_of_one_person_that_came_too_close_are_both_reached() -> None:
    needs = need("P2", GAFFER, 6, 8), need("P2", GRIP, 8, 9)
    assert rings(folder(*needs, rows=(NEAR, row("P2", GRIP, 8, 9, "C1")))) == [{"C1 P2 6", "C1 P2 8"}]
    assert Standing.of(folder(*needs, rows=(NEAR, row("P2", GRIP, 9, 9, "C2")))).crowded == frozenset()


def test_beside_work_that_is_carried_nobody_stays() -> None:
    # P2 began in February, P3 lies before the plan window altogether: Ann cannot have both
    both = need("P2", GAFFER, 2, 8), need("P3", GAFFER, 1, 2)
    rows = row("P2", GAFFER, 2, 8, "C1"), row("P3", GAFFER, 1, 2, "C1")
    standing = Standing.of(folder(*both, rows=rows, settings=settings(plan_from=day(5))))
    (wanted,) = standing.wanted
    assert tuple(wanted.places) == (both[0].window,)
    assert not standing.is_fixed(rows[0])
    assert standing.takers(both[0].window) == ("C2", "C3")
