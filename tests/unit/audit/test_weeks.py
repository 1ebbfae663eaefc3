"""Weeks of roles: the worst day counts, and who is idle all week."""

from dataclasses import replace

from planner.audit import Board
from planner.audit.weeks import find_weeks
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.week import RoleWeek
from tests.builders import ANN, BO, GAFFER, GRIP, away, day, need, plan_of, recast, row, span, studio

# 2 March 2026 is a Monday.
FIRST, SECOND = span(2, 8), span(9, 15)


def weeks(instance: Instance, *rows: Assignment) -> dict[tuple[str, int], RoleWeek]:
    found = find_weeks(Board(instance, plan_of(instance, *rows)))
    return {(week.role, week.week.first_day.day): week for week in found}


def test_the_day_that_is_shortest_of_people_counts() -> None:
    # 2 needed on 3–5 March and 3 on 5–6 March; Bo is away on 6 March.
    instance = studio(need("P1", GAFFER, 3, 5, 2), need("P2", GAFFER, 5, 6, 3), crew=[ANN, away(BO, 6, 6)])
    week = weeks(instance, row("P1", GAFFER, 3, 5, "C1"))[GAFFER, 2]
    assert (week.week, week.needed, week.present, week.missing, week.vacant) == (FIRST, 5, 2, 3, 4)


def test_a_slot_over_two_weeks_is_vacant_in_both() -> None:
    found = weeks(studio(need("P1", GAFFER, 7, 10)))
    assert [(found[GAFFER, monday].vacant, found[GAFFER, monday].missing) for monday in (2, 9)] == [(1, 0), (1, 0)]


def test_idle_are_those_who_are_there_all_week_without_work() -> None:
    crew = [ANN, BO, recast(ANN, crew_id="C3", last_day=day(10)), away(replace(ANN, crew_id="C4"), 12, 12)]
    instance = studio(need("P1", GAFFER, 3, 5), need("P1", GAFFER, 12, 13), crew=crew)
    found = weeks(instance, row("P1", GAFFER, 3, 5, "C1"), row("P1", GAFFER, 12, 13, "C1"))
    # The plan's days end on 13 March, so that nobody has to be there later in that week.
    assert [(found[GAFFER, monday].idle, found[GAFFER, monday].idle_ids) for monday in (2, 9)] == [
        (3, ("C2", "C3", "C4")),
        (1, ("C2",)),
    ]


def test_who_is_there_counts_in_weeks_without_need_too() -> None:
    crew = [ANN, BO, recast(ANN, crew_id="C3", last_day=day(10))]
    instance = studio(need("P1", GAFFER, 3, 5), need("P1", GRIP, 17, 18), crew=crew)
    found = weeks(instance, row("P1", GAFFER, 3, 5, "C1"))
    assert [(found[GAFFER, monday].needed, found[GAFFER, monday].present) for monday in (2, 9, 16)] == [
        (1, 3),
        (0, 2),
        (0, 2),
    ]


def test_the_role_that_is_missed_most_comes_first() -> None:
    instance = studio(need("P1", GAFFER, 3, 5), need("P1", GRIP, 3, 5, 2), need("P1", "Medic", 3, 12))
    board = Board(instance, plan_of(instance, row("P1", GAFFER, 3, 5, "C1")))
    assert list(dict.fromkeys(week.role for week in find_weeks(board))) == ["Medic", GRIP, GAFFER]


def test_nothing_to_plan_has_no_weeks() -> None:
    assert weeks(studio()) == {}
