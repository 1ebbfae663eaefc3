"""People who are alike get their own work back. Changes when the preference between them does."""

from dataclasses import replace

import pytest

from planner.domain.settings import GoalName
from planner.domain.span import DateSpan
from tests.builders import ANN, GAFFER, need, studio
from tests.unit.solver.solving import crew_of, planned, settings, values

ALIKE = [replace(ANN, crew_id=f"C{number}") for number in (1, 2, 3)]


def test_the_one_with_the_least_work_comes_first_then_by_crew_id() -> None:
    # P1 goes to C1. On the 3rd C1 still works, C2 and C3 have done nothing: P2 to C2, P3 (a day later) to C3.
    needs = need("P1", GAFFER, 1, 3), need("P2", GAFFER, 3, 4), need("P3", GAFFER, 4, 5)
    assert crew_of(studio(*needs, crew=ALIKE)) == ["C1", "C2", "C3"]


def test_fewest_people_brings_back_those_who_have_worked() -> None:
    needs = need("P1", GAFFER, 1, 3), need("P2", GAFFER, 3, 4), need("P3", GAFFER, 4, 5)
    instance = studio(*needs, crew=ALIKE, settings=settings(GoalName.COVERAGE, GoalName.HEADCOUNT))
    # C1 is free again on the 4th.
    assert crew_of(instance) == ["C1", "C2", "C1"]
    assert values(planned(instance))["headcount"] == 2


@pytest.mark.parametrize(("gap_days", "heads"), [(0, 2), (1, 3)])
def test_gap_days_keep_people_busy_a_little_longer(gap_days: int, heads: int) -> None:
    # With one gap day C1, who ends on the 3rd, is not back on the 4th.
    needs = need("P1", GAFFER, 1, 3), need("P2", GAFFER, 3, 4), need("P3", GAFFER, 4, 5)
    goals = settings(GoalName.COVERAGE, GoalName.HEADCOUNT, gap_days=gap_days)
    assert values(planned(studio(*needs, crew=ALIKE, settings=goals)))["headcount"] == heads


def test_nobody_of_a_merged_class_works_twice_on_a_day() -> None:
    # Three people and never more than three slots a day: everything is filled, and nobody twice.
    needs = [need(f"P{first}", GAFFER, first, first + 2) for first in range(1, 13)]
    plan = planned(studio(*needs, crew=ALIKE))
    assert len(plan.vacancies) == 0
    work: dict[str, list[DateSpan]] = {}
    for one in plan.assignments:
        work.setdefault(one.crew_id, []).append(one.slot.span)
    for spans in work.values():
        assert all(not one.clashes_with(other) for i, one in enumerate(spans) for other in spans[:i])
