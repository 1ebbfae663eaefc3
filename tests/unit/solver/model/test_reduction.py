"""Reductions by hand: who is alike, which days are independent. Changes when a reduction does."""

from dataclasses import replace

import pytest

from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.settings import GoalName
from planner.solver.model.problem import Problem
from planner.solver.model.tracks import Reduction
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, hold, need, never, recast, row, studio
from tests.unit.solver.solving import VACANT, crew_of, model_of, settings

COVERAGE, COST, HEADCOUNT, BALANCE = GoalName.COVERAGE, GoalName.COST, GoalName.HEADCOUNT, GoalName.BALANCE
CLONE = replace(ANN, crew_id="C9")


def reduced(instance: Instance, *, merge_alike: bool = True) -> Reduction:
    return model_of(instance, merge_alike=merge_alike).reduction


def people(instance: Instance) -> list[list[str]]:
    return [[instance.crew[person].crew_id for person in track.people] for track in reduced(instance).tracks]


def fitting(instance: Instance) -> list[tuple[int, ...]]:
    problem, reduction = Problem(instance), reduced(instance)
    by_day = sorted(range(len(reduction.block_of_need)), key=lambda n: (problem.needs[n].first, n))
    return [tuple(n for n in by_day if track.index in reduction.takers(n)) for track in reduction.tracks]


def test_people_who_are_alike_are_one_track() -> None:
    instance = studio(need("P1", GAFFER, 3, 5), crew=[ANN, CLONE])
    assert people(instance) == [["C1", "C9"]]
    assert [track.size for track in reduced(instance, merge_alike=False).tracks] == [1, 1]


@pytest.mark.parametrize(
    "booking", [hold("P1", "C9"), confirmed("P1", "C9"), hold("P1", "C9", 3, GAFFER)], ids=lambda b: b.status_text
)
def test_who_is_booked_is_not_like_anybody_else(booking: object) -> None:
    assert people(studio(need("P1", GAFFER, 3, 5), crew=[ANN, CLONE], bookings=[booking])) == [["C1"], ["C9"]]


def test_a_booking_elsewhere_in_time_does_not_matter() -> None:
    needs = need("P1", GAFFER, 3, 5), need("P2", GAFFER, 8, 9)
    # Two blocks, for nothing crosses 6 March: in the first the two are alike, in the second Ann's clone is booked.
    assert people(studio(*needs, crew=[ANN, CLONE], bookings=[hold("P2", "C9")])) == [["C1", "C9"], ["C1"], ["C9"]]


def test_who_was_published_is_not_like_anybody_else() -> None:
    before = [row("P1", GAFFER, 3, 5, "C9")]
    assert people(studio(need("P1", GAFFER, 3, 5), crew=[ANN, CLONE], previous=before)) == [["C1"], ["C9"]]


@pytest.mark.parametrize(
    ("other", "goals", "alike"),
    [
        (recast(CLONE, day_rate_cents=1), (COVERAGE, COST), False),
        (recast(CLONE, day_rate_cents=1), (COVERAGE,), True),
        (recast(CLONE, main_role=GRIP, other_roles=(GAFFER,)), (COVERAGE, GoalName.MAIN_ROLE), False),
        (recast(CLONE, main_role=GRIP, other_roles=(GAFFER,)), (COVERAGE,), True),
        (CLONE, (COVERAGE, HEADCOUNT), True),
        (CLONE, (COVERAGE, BALANCE), False),
        (recast(CLONE, first_day=day(3)), (COVERAGE,), True),
        (recast(CLONE, first_day=day(4)), (COVERAGE,), False),
        (away(CLONE, 20, 21), (COVERAGE,), True),
    ],
)
def test_likeness_is_what_goals_and_needs_see(other: CrewMember, goals: tuple[GoalName, ...], alike: bool) -> None:
    # The need of 4 and 5 March ties the one of 3 March to its block only by way of 3 to 4.
    needs = need("P1", GAFFER, 3, 4), need("P2", GAFFER, 4, 5)
    tracks = people(studio(*needs, crew=[ANN, other], settings=settings(*goals)))
    assert tracks == ([["C1", "C9"]] if alike else [["C1"], ["C9"]])


def test_never_takes_the_need_out_of_the_track() -> None:
    instance = studio(
        need("P1", GAFFER, 3, 4), need("P2", GAFFER, 4, 5), crew=[ANN, CLONE], bookings=[never("P2", "C9")]
    )
    assert fitting(instance) == [(0, 1), (0,)]


@pytest.mark.parametrize(
    ("parts", "stretches"),
    [
        ({}, [(0,), (1,)]),
        ({"gap_days": 1}, [(0, 1)]),  # what comes before the absence may then forbid what comes after
        ({"goals": (COVERAGE, HEADCOUNT)}, [(0, 1)]),
    ],
)
def test_an_absence_cuts_somebodys_time(parts: dict[str, object], stretches: list[tuple[int, ...]]) -> None:
    # P3, which nobody fills, keeps all days in one block.
    needs = need("P1", GAFFER, 3, 5), need("P2", GAFFER, 7, 9), need("P3", GAFFER, 4, 8)
    instance = studio(*needs, crew=[away(ANN, 6, 6)], settings=replace(settings(), **parts))
    assert fitting(instance) == stretches


@pytest.mark.parametrize(
    ("first", "gap_days", "goals", "blocks"),
    [
        (5, 0, (COVERAGE,), 1),
        (6, 0, (COVERAGE,), 2),
        (6, 1, (COVERAGE,), 1),
        (7, 1, (COVERAGE,), 2),
        (20, 0, (COVERAGE, HEADCOUNT), 1),
        (20, 0, (COVERAGE, BALANCE), 1),
    ],
)
def test_days_that_nothing_crosses_cut_the_calendar(
    first: int, gap_days: int, goals: tuple[GoalName, ...], blocks: int
) -> None:
    needs = need("P1", GAFFER, 3, 5), need("P2", GAFFER, first, 22)
    assert reduced(studio(*needs, settings=settings(*goals, gap_days=gap_days))).blocks == blocks


def test_roles_that_nobody_holds_together_are_independent() -> None:
    needs = need("P1", GAFFER, 3, 5), need("P1", GRIP, 3, 5)
    assert reduced(studio(*needs, crew=[ANN, recast(CLONE, main_role=GRIP)])).blocks == 2
    assert reduced(studio(*needs, crew=[ANN, BO])).blocks == 1


def test_with_gap_days_work_that_may_follow_itself_keeps_people_apart() -> None:
    # P1's two days may follow each other and P2's may not follow P1's: nobody can count that without names.
    needs = need("P1", GAFFER, 3, 3), need("P1", GAFFER, 4, 4), need("P2", GAFFER, 5, 5)
    parts = {"crew": [ANN, CLONE], "settings": settings(gap_days=1)}
    assert people(studio(*needs, **parts)) == [["C1"], ["C9"]]
    assert people(studio(needs[0], needs[2], **parts)) == [["C1", "C9"]] * 2


def test_with_gap_days_alike_people_fill_what_they_can_one_by_one() -> None:
    # One has both of P1's days and the other has P2: counting heads with the gap would ask for a third on the 4th.
    needs = need("P1", GAFFER, 3, 3), need("P1", GAFFER, 4, 4), need("P2", GAFFER, 3, 4)
    assert VACANT not in crew_of(studio(*needs, crew=[ANN, CLONE], settings=settings(gap_days=1)))
