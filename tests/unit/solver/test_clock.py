"""Without time, or asked to stop, the plan so far is sound and claims no more than it knows.

Changes when what ends a search does.
"""

import threading
from dataclasses import replace

import pytest

from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.settings import GoalName
from planner.solver.proof import exact
from tests.builders import ANN, BO, GAFFER, GRIP, confirmed, need, recast, span, studio
from tests.unit.solver.solving import planned, settings, values

STOPPED = threading.Event()
STOPPED.set()
NO_TIME = [{"time_limit_s": 1e-9}, {"stop": STOPPED}]


def costly() -> Instance:
    """Return a studio whose first plan, by Crew ID, has Ann at 400 a day although Bo costs nothing."""
    return studio(need("P1", GAFFER, 3, 5), crew=[ANN, recast(BO, other_roles=())])


@pytest.mark.parametrize("ended", NO_TIME, ids=["clock", "stop"])
def test_what_was_not_searched_is_not_proven(ended: dict[str, object]) -> None:
    plan = planned(costly(), **ended)
    cost = plan.goals[-1]
    # The first free person fills the only slot, which is as much as there is: coverage is proven all the same.
    assert plan.goals[0].proven
    assert (cost.name, cost.value, cost.bound, cost.proven, cost.cut) == (GoalName.COST, 120_000, 0, False, "clock")
    assert plan.status == "feasible"
    assert values(planned(costly()))["cost"] == 0


@pytest.mark.parametrize("ended", NO_TIME, ids=["clock", "stop"])
def test_a_plan_found_before_is_where_the_search_goes_on(ended: dict[str, object]) -> None:
    best = planned(costly()).assignments
    cost = planned(costly(), **ended, start=best).goals[-1]
    assert (cost.value, cost.bound, cost.proven, cost.cut) == (0, 0, True, None)


def test_what_no_longer_fits_of_a_plan_found_before_is_left_out() -> None:
    (slot,) = costly().slots
    gone = [replace(slot, production_id="P9"), replace(slot, role="Driver"), replace(slot, span=span(20, 21))]
    rows = [Assignment(slot, "C9"), *(Assignment(one, "C2") for one in gone)]
    assert values(planned(costly(), start=rows)) == values(planned(costly()))
    booked = replace(costly(), bookings=(confirmed("P1", "C1"),))
    assert [row.crew_id for row in planned(booked, start=planned(costly()).assignments).assignments] == ["C1"]


@pytest.mark.parametrize("ended", NO_TIME, ids=["clock", "stop"])
def test_accepted_bookings_are_kept_all_the_same(ended: dict[str, object]) -> None:
    instance = replace(costly(), bookings=(confirmed("P1", "C2"),))
    assert [row.crew_id for row in planned(instance, **ended).assignments] == ["C2"]


@pytest.mark.parametrize("ended", NO_TIME, ids=["clock", "stop"])
def test_whole_staffing_is_kept_all_the_same(ended: dict[str, object]) -> None:
    needs = need("P1", GAFFER, 3, 5, 3), need("P2", GAFFER, 5, 6, 2)
    plan = planned(studio(*needs, settings=settings(whole_staffing=True)), **ended)
    assert {row.slot.production_id for row in plan.assignments} <= {"P2"}


def test_stopping_from_another_thread_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "MOST_PAIRS", -1)  # so that the folder is planned in parts
    stop = threading.Event()
    grips = [recast(ANN, crew_id="C3", main_role=GRIP), recast(BO, crew_id="C4", main_role=GRIP, other_roles=())]
    apart = studio(need("P1", GAFFER, 3, 5), need("P2", GRIP, 3, 5), crew=[*costly().crew, *grips])
    plan = planned(apart, stop=stop, on_progress=lambda progress: stop.set())
    # The first part, gaffers, was reported with Bo, who costs nothing; for the second nothing more was searched.
    assert [row.crew_id for row in plan.assignments] == ["C2", "C3"]
    assert plan.goals[0].proven
    assert plan.goals[-1].cut == "clock"


def test_the_limit_of_the_folder_counts_where_none_is_named() -> None:
    instance = replace(costly(), settings=settings(time_limit_s=0))
    assert planned(instance, time_limit_s=None).status == "optimal"


def test_nobody_waits_for_a_wish_to_stop_once_a_plan_is_there() -> None:
    before = threading.active_count()
    stop = threading.Event()
    for _ in range(3):
        planned(costly(), stop=stop)
        planned(costly())
    assert threading.active_count() == before
