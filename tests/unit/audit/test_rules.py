"""Each rule alone: a plan that keeps it and one that breaks it, at the boundary."""

from dataclasses import replace

import pytest

from planner.audit import audit, recompute_goals
from planner.domain.finding import Place
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, GoalResult, Plan
from planner.domain.settings import GoalName, Settings
from tests.builders import (
    ANN,
    BO,
    GAFFER,
    GRIP,
    away,
    confirmed,
    day,
    hold,
    need,
    never,
    plan_of,
    recast,
    row,
    studio,
)

WHOLE = Settings(whole_staffing=True)
SHOOT = need("P1", GAFFER, 3, 5)
ON_SHOOT = row("P1", GAFFER, 3, 5, "C1")


def codes(instance: Instance, *rows: Assignment) -> list[str]:
    return [finding.code for finding in audit(instance, plan_of(instance, *rows))]


def test_a_sound_plan_has_no_findings() -> None:
    assert codes(studio(SHOOT), ON_SHOOT) == []


@pytest.mark.parametrize(
    ("first", "last", "gap_days", "broken"),
    [
        (5, 6, 0, True),  # shares 5 March
        (6, 7, 0, False),
        (6, 7, 1, True),  # no free day where one is wanted
        (7, 8, 1, False),  # 6 March is free
        (7, 8, 2, True),
        (8, 9, 2, False),
        (1, 9, 0, True),  # around
        (4, 4, 0, True),  # inside
    ],
)
def test_overlap(first: int, last: int, gap_days: int, broken: bool) -> None:
    instance = studio(SHOOT, need("P2", GAFFER, first, last), settings=Settings(gap_days=gap_days))
    assert codes(instance, ON_SHOOT, row("P2", GAFFER, first, last, "C1")) == ["overlap"] * broken


def test_gap_days_do_not_count_within_one_production() -> None:
    instance = studio(SHOOT, need("P1", GAFFER, 6, 7), settings=Settings(gap_days=2))
    assert codes(instance, ON_SHOOT, row("P1", GAFFER, 6, 7, "C1")) == []


def test_overlap_is_found_behind_a_slot_that_does_not_clash() -> None:
    # 1–20 March clashes with both short ones; the two short ones with each other do not.
    needs = (need("P1", GAFFER, 1, 20), need("P2", GAFFER, 2, 3), need("P3", GAFFER, 10, 11))
    rows = (row("P1", GAFFER, 1, 20, "C1"), row("P2", GAFFER, 2, 3, "C1"), row("P3", GAFFER, 10, 11, "C1"))
    assert codes(studio(*needs), *rows) == ["overlap", "overlap"]


def test_what_is_carried_blocks_its_people() -> None:
    settings = Settings(plan_from=day(4), gap_days=1)
    instance = studio(
        need("P2", GAFFER, 1, 3), need("P1", GAFFER, 4, 5), previous=[row("P2", GAFFER, 1, 3, "C1")], settings=settings
    )
    assert codes(instance, row("P1", GAFFER, 4, 5, "C1")) == ["overlap"]
    assert codes(instance, row("P1", GAFFER, 4, 5, "C2")) == []


def test_wrong_role() -> None:
    instance = studio(need("P1", GRIP, 3, 5))
    assert codes(instance, row("P1", GRIP, 3, 5, "C1")) == ["wrong-role"]
    assert codes(instance, row("P1", GRIP, 3, 5, "C2")) == []


@pytest.mark.parametrize(("hired", "broken"), [(3, False), (4, True)])
def test_before_hire(hired: int, broken: bool) -> None:
    assert codes(studio(SHOOT, crew=[recast(ANN, first_day=day(hired))]), ON_SHOOT) == ["before-hire"] * broken


@pytest.mark.parametrize(("fired", "broken"), [(5, False), (4, True)])
def test_after_fire(fired: int, broken: bool) -> None:
    assert codes(studio(SHOOT, crew=[recast(ANN, last_day=day(fired))]), ON_SHOOT) == ["after-fire"] * broken


@pytest.mark.parametrize(("first", "last", "broken"), [(1, 2, False), (1, 3, True), (5, 9, True), (6, 9, False)])
def test_unavailable(first: int, last: int, broken: bool) -> None:
    assert codes(studio(SHOOT, crew=[away(ANN, first, last)]), ON_SHOOT) == ["unavailable"] * broken


@pytest.mark.parametrize(("role", "broken"), [(None, True), (GAFFER, True), (GRIP, False)])
def test_never(role: str | None, broken: bool) -> None:
    assert codes(studio(SHOOT, bookings=[never("P1", "C1", role)]), ON_SHOOT) == ["never"] * broken


@pytest.mark.parametrize(("role", "broken"), [(None, True), (GAFFER, True), (GRIP, False)])
def test_confirmed(role: str | None, broken: bool) -> None:
    # Nobody needs a Grip, so a booking as Grip has no slot and is not for this rule.
    instance = studio(SHOOT, bookings=[confirmed("P1", "C1", role)])
    assert codes(instance, ON_SHOOT) == []
    assert codes(instance, row("P1", GAFFER, 3, 5, "C2")) == ["confirmed"] * broken


def test_whole_slot_wants_the_days_of_the_requirement() -> None:
    assert codes(studio(SHOOT), row("P1", GAFFER, 3, 4, "C1")) == ["whole-slot"]


def test_whole_production() -> None:
    instance = studio(SHOOT, need("P1", GRIP, 3, 5), settings=WHOLE)
    assert codes(instance, ON_SHOOT) == ["whole-production"]
    assert codes(instance, ON_SHOOT, row("P1", GRIP, 3, 5, "C2")) == []
    assert codes(instance) == []


def test_a_production_that_is_left_out_need_not_keep_its_bookings() -> None:
    instance = studio(SHOOT, need("P1", "Medic", 3, 5), bookings=[confirmed("P1", "C1")], settings=WHOLE)
    assert codes(instance) == []


def test_slot_missing() -> None:
    found = audit(studio(SHOOT), Plan((), ()))
    assert [finding.code for finding in found] == ["slot-missing"]


@pytest.mark.parametrize("extra", [row("P1", GAFFER, 3, 5, "C2", 2), row("P1", GRIP, 3, 5, "C2"), ON_SHOOT])
def test_slot_extra(extra: Assignment) -> None:
    # Beyond the count, in a role that is not required, and (found beside a clash with itself) a slot filled twice.
    assert "slot-extra" in codes(studio(SHOOT), ON_SHOOT, extra)


def test_unknown_crew() -> None:
    assert codes(studio(SHOOT), row("P1", GAFFER, 3, 5, "C9")) == ["unknown-crew"]


BEGAN = Settings(plan_from=day(4))


def test_began_before_kept() -> None:
    instance = studio(SHOOT, previous=[ON_SHOOT], settings=BEGAN)
    assert codes(instance) == ["began-before-kept"]
    assert codes(instance, ON_SHOOT) == []


def test_what_is_frozen_is_kept_up_to_its_last_day() -> None:
    frozen = studio(SHOOT, previous=[ON_SHOOT], settings=Settings(frozen_to=day(3)))
    (found,) = audit(frozen, plan_of(frozen))
    assert found.code == "began-before-kept"
    assert "Gaffer 1, 3–5 March 2026, is frozen (it begins by 3 March 2026); Ann Reed (C1) had it" in found.message
    assert codes(frozen, ON_SHOOT) == []
    assert codes(studio(SHOOT, previous=[ON_SHOOT], settings=Settings(frozen_to=day(2)))) == []


def test_a_slot_that_begins_with_the_window_need_not_keep_anybody() -> None:
    assert codes(studio(SHOOT, previous=[ON_SHOOT], settings=Settings(plan_from=day(3)))) == []


def test_nobody_is_kept_where_a_rule_now_forbids_it() -> None:
    assert codes(studio(SHOOT, crew=[away(ANN, 5, 5)], previous=[ON_SHOOT], settings=BEGAN)) == []


def test_a_finding_stands_at_its_row() -> None:
    place = Place("plan.xlsx", "Assignments", "G2")
    instance = studio(SHOOT, crew=[away(ANN, 4, 4)])
    (told,) = audit(instance, plan_of(instance, replace(ON_SHOOT, place=place)))
    (untold,) = audit(instance, plan_of(instance, ON_SHOOT))
    assert told.place == place
    assert untold.place == Place("plan.xlsx", "Assignments")
    assert "Ann Reed (C1)" in told.message
    assert "4 March 2026" in told.message


def test_goal_values_counted_by_hand() -> None:
    goals = (*GoalName,)
    needs = (SHOOT, need("P1", GRIP, 3, 5), need("P2", GAFFER, 8, 9, 2))
    previous = [ON_SHOOT, row("P2", GAFFER, 8, 9, "C2"), row("P1", GRIP, 1, 2, "C2")]
    instance = studio(
        *needs,
        bookings=[hold("P1", "C1", 1), hold("P2", "C2", 3, GAFFER)],
        previous=previous,
        priorities={"P1": 1, "P2": 4},
        settings=Settings(goals=goals),
    )
    rows = (ON_SHOOT, row("P1", GRIP, 3, 5, "C2"), row("P2", GAFFER, 8, 9, "C1"))
    assert recompute_goals(instance, plan_of(instance, *rows)) == {
        "coverage 1": 2,
        "coverage 4": 1,
        "whole": 1,  # P1
        "holds 1": 1,
        "holds 3": 0,
        "stability 1": 2,  # Ann on P1 as Gaffer, Bo on P1 as Grip in another window
        "stability 2": 1,  # Ann
        "main-role": 1,  # Bo is a Gaffer first
        "cost": 5 * 40_000,  # Ann works 3 + 2 days, Bo has no rate
        "headcount": 2,
        "balance": 25 + 9,  # Ann 5 days, Bo 3
    }


def test_stability_has_no_value_without_a_previous_plan() -> None:
    instance = studio(SHOOT)
    assert "stability 1" not in recompute_goals(instance, plan_of(instance))


@pytest.mark.parametrize(
    ("value", "bound", "proven", "broken"),
    [(1, 1, True, False), (1, 2, False, False), (2, 2, True, True), (1, 2, True, True), (1, 0, False, True)],
)
def test_goal_mismatch(value: int, bound: int, proven: bool, broken: bool) -> None:
    instance = studio(SHOOT, settings=Settings(goals=(GoalName.COVERAGE,)))
    goals = (GoalResult(GoalName.COVERAGE, value, bound, proven, priority=3),)
    found = audit(instance, replace(plan_of(instance, ON_SHOOT), goals=goals))
    assert [finding.code for finding in found] == ["goal-mismatch"] * broken


def test_nothing_is_proven_after_a_goal_that_is_not() -> None:
    instance = studio(SHOOT, settings=Settings(goals=(GoalName.COVERAGE, GoalName.MAIN_ROLE)))
    goals = (GoalResult(GoalName.COVERAGE, 1, 2, False, priority=3), GoalResult(GoalName.MAIN_ROLE, 0, 0, True))
    found = audit(instance, replace(plan_of(instance, ON_SHOOT), goals=goals))
    assert [finding.code for finding in found] == ["goal-mismatch"]


def test_two_people_may_split_what_one_may_not_do_twice() -> None:
    instance = studio(SHOOT, need("P2", GAFFER, 3, 5), crew=[ANN, BO])
    assert codes(instance, ON_SHOOT, row("P2", GAFFER, 3, 5, "C2")) == []
