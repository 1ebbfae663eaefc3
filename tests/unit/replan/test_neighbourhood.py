"""A part of a folder to be planned again: what may move there, and what stays beside it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from planner.domain.instance import Instance
from planner.domain.plan import PreviousPlan
from planner.domain.production import Window
from planner.domain.settings import GoalName, Settings
from planner.replan.neighbourhood import Neighbourhood, small_around
from planner.replan.standing import Standing
from planner.replan.wanted import Wanted
from planner.solver import solve
from tests.builders import ANN, BO, GAFFER, GRIP, confirmed, day, hold, need, row, studio

WANTED = need("P2", GAFFER, 6, 8)
NEAR, FAR = row("P1", GAFFER, 5, 7, "C1"), row("P3", GRIP, 4, 5, "C2")
ONE: Mapping[Window, int] = {WANTED.window: 1}


def around(instance: Instance, most_rows: int = 40, wanted: Wanted | None = None) -> list[Neighbourhood]:
    """Return the small neighbourhoods around the first vacancy."""
    return list(small_around(Standing.of(instance), wanted or Wanted(ONE), most_rows))


def beside(near: Neighbourhood) -> list[str]:
    return [f"{one.crew_id} {one.slot.production_id}" for one in near.instance.beside]


def test_first_nobody_is_moved_then_who_is_in_the_way() -> None:
    still, moving = around(studio(WANTED, need("P1", GAFFER, 5, 7), crew=[ANN], previous=[NEAR]))
    assert (still.rows, still.instance.crew) == (frozenset(), ())
    assert (moving.rows, moving.instance.crew, beside(moving)) == ({NEAR}, (ANN,), [])


def test_where_nobody_may_be_moved_nobody_is() -> None:
    folder = studio(WANTED, need("P1", GAFFER, 5, 7), crew=[ANN], previous=[NEAR])
    assert len(around(folder, most_rows=0)) == 1


def test_no_more_rows_move_than_may_the_nearest_first() -> None:
    folder = studio(WANTED, need("P1", GAFFER, 5, 7), need("P3", GRIP, 4, 5), previous=[NEAR, FAR])
    assert around(folder)[-1].rows == {NEAR, FAR}
    only = around(folder, most_rows=1)[-1]
    assert (only.rows, beside(only)) == ({NEAR}, ["C2 P3"])


def test_of_several_vacancies_only_what_is_wanted_is_asked_for() -> None:
    folder = studio(replace(WANTED, count=3), previous=[row("P2", GAFFER, 6, 8, "C1")])
    near, _ = around(folder)
    assert [(one.window, one.count) for one in near.instance.requirements] == [(WANTED.window, 1)]


def test_whoever_something_is_about_is_there_with_the_work_that_stays() -> None:
    folder = studio(WANTED, need("P1", GAFFER, 5, 7), crew=[ANN], previous=[NEAR])
    still, moving = around(folder, wanted=Wanted(ONE, windows=(WANTED.window,), people=("C1", "NEW-1")))
    assert beside(still) == ["C1 P1"]
    assert moving.rows == {NEAR}


@pytest.mark.parametrize(("gap_days", "filled"), [(0, 1), (1, 1), (2, 0)])
def test_work_beside_takes_its_free_days_with_it(gap_days: int, filled: int) -> None:
    # one free day lies between P1, which ends on the 4th, and P2
    instance = studio(WANTED, crew=[ANN], settings=Settings(gap_days=gap_days))
    instance = instance.rebuilt(beside=(row("P1", GAFFER, 3, 4, "C1"),))
    assert len(solve(instance, threads=1, time_limit_s=0).assignments) == filled


@pytest.mark.parametrize(("first", "filled"), [(9, 1), (8, 0)])
def test_work_beside_on_the_same_production_takes_its_own_days_only(first: int, filled: int) -> None:
    instance = studio(WANTED, crew=[BO], settings=Settings(gap_days=2))
    instance = instance.rebuilt(beside=(row("P2", GRIP, first, 12, "C2"),))
    assert len(solve(instance, threads=1, time_limit_s=0).assignments) == filled


def test_who_began_before_the_window_and_what_is_carried_stays() -> None:
    began, carried = row("P1", GAFFER, 3, 7, "C1"), row("P0", GAFFER, 1, 2, "C1")
    needs = WANTED, need("P1", GAFFER, 3, 7), need("P0", GAFFER, 1, 2)
    folder = studio(*needs, crew=[ANN], previous=[began, carried], settings=Settings(plan_from=day(5)))
    assert folder.previous == PreviousPlan((began, carried))
    (near,) = around(folder, wanted=Wanted(ONE, people=("C1",)))
    assert (near.rows, beside(near)) == (frozenset(), ["C1 P0", "C1 P1"])


def test_what_a_plan_has_counts_right_behind_coverage() -> None:
    goals = GoalName.HOLDS, GoalName.COVERAGE, GoalName.WHOLE, GoalName.COST
    folder = studio(WANTED, settings=Settings(goals=goals, whole_staffing=True))
    (near,) = around(folder)
    assert near.instance.settings.goals == (GoalName.HOLDS, GoalName.COVERAGE, GoalName.STABILITY, GoalName.COST)
    assert not near.instance.settings.whole_staffing


def test_a_booking_counts_where_all_that_keeps_it_may_move() -> None:
    booked = confirmed("P1", "C1"), hold("P2", "C2"), hold("P3", "C2")
    needs = WANTED, need("P1", GAFFER, 5, 7), need("P3", GRIP, 4, 5)
    still, moving = around(studio(*needs, bookings=booked, previous=[NEAR, FAR]))
    assert [one.production_id for one in still.instance.bookings] == ["P2"]  # nobody keeps it yet, but Bo could
    assert [one.production_id for one in moving.instance.bookings] == ["P1", "P2", "P3"]
