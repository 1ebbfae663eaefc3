"""Vacancies that productions share, by hand: two parts with one vacancy each. Changes when parts are tied otherwise."""

from dataclasses import replace

import pytest

from planner.domain.booking import Booking
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.production import Requirement
from planner.domain.settings import DEFAULT_GOALS, GoalName
from planner.solver.proof.relaxation import Relaxation
from tests.builders import GAFFER, GRIP, hold, need, recast, row, studio
from tests.unit.solver.solving import VACANT, crew_of, planned, settings, values

CAMERA, SOUND = "Camera", "Sound"
LIGHT = CrewMember.employed("C1", "Lia Ohm", GAFFER, day_rate_cents=100)
TRACKS = CrewMember.employed("C2", "Tom Ray", GRIP, day_rate_cents=100)
COVERAGE, WHOLE, MAIN_ROLE, COST = GoalName.COVERAGE, GoalName.WHOLE, GoalName.MAIN_ROLE, GoalName.COST


@pytest.fixture(autouse=True, params=["branch and cut", "CP-SAT"])
def solver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test is for both ways to find whole people, and to choose."""
    if request.param == "CP-SAT":
        monkeypatch.setattr(Relaxation, "maximise_whole", lambda self, goal, left_s, nodes=0: (False, None))


def best(instance: Instance) -> dict[str, int]:
    """Return the goals' values, all of them proven."""
    plan = planned(instance)
    assert all(goal.proven and goal.bound == goal.value for goal in plan.goals)
    return values(plan)


def lopsided() -> tuple[Requirement, ...]:
    """Two films on 3 March; P1 asks for a gaffer to stay on, P2 for a grip to stay on even longer."""
    return need("P1", GAFFER, 3, 9), need("P1", GRIP, 3, 3), need("P2", GAFFER, 3, 3), need("P2", GRIP, 3, 10)


def lopsided_studio(*goals: GoalName) -> Instance:
    return studio(*lopsided(), crew=[LIGHT, TRACKS], settings=settings(*goals))


def test_both_vacancies_fall_on_one_film_although_it_costs_more() -> None:
    # One gaffer, one grip: P1 whole is 7 + 1 days, P2 whole 1 + 8; one day each, and neither whole, would be 2 days.
    instance = lopsided_studio(COVERAGE, WHOLE, COST)
    assert best(instance) == {"coverage 3": 2, "whole": 1, "cost": 800}
    assert crew_of(instance) == ["C1", "C2", VACANT, VACANT]


def test_they_are_spread_where_cost_comes_first() -> None:
    instance = lopsided_studio(COVERAGE, COST, WHOLE)
    assert best(instance) == {"coverage 3": 2, "cost": 200, "whole": 0}
    assert crew_of(instance) == [VACANT, "C2", "C1", VACANT]


def test_a_better_priority_takes_the_grip_and_neither_film_is_whole() -> None:
    # P3 wants the only grip on 3 March. The gaffer is one slot more at P2, for the cheaper day.
    more = need("P3", GRIP, 3, 3)
    instance = studio(*lopsided(), more, crew=[LIGHT, TRACKS], priorities={"P3": 1})
    assert best(instance) == {"coverage 1": 1, "coverage 3": 1, "whole": 1, "main-role": 0, "cost": 200}


def crossed(*bookings: Booking, **parts: object) -> Instance:
    """Two films for two people who do their own work in one film, and their other role in the other.

    P1 asks for a gaffer and a camera on 3 to 5 March, P2 for a grip and sound on 3 to 6. Bo and Cy can each fill one
    slot of either.
    """
    bo, cy = (
        CrewMember.employed("C1", "Bo Li", GAFFER, (GRIP,), day_rate_cents=100),
        CrewMember.employed("C2", "Cy Fox", SOUND, (CAMERA,)),
    )
    needs = need("P1", GAFFER, 3, 5), need("P1", CAMERA, 3, 5), need("P2", GRIP, 3, 6), need("P2", SOUND, 3, 6)
    return studio(*needs, crew=[bo, recast(cy, day_rate_cents=100)], bookings=bookings, **parts)


def by_slot(instance: Instance) -> dict[str, str]:
    return {f"{row.slot.production_id} {row.slot.role}": row.crew_id for row in planned(instance).assignments}


def test_both_vacancies_fall_on_one_film_although_somebody_works_in_an_other_role() -> None:
    # Both in their main roles would be Bo at P1 and Cy at P2. One film whole takes one of them to the other role,
    # whichever it is; P1 is 2 * 3 days, P2 2 * 4.
    assert best(crossed()) == {"coverage 3": 2, "whole": 1, "main-role": 1, "cost": 600}
    assert by_slot(crossed()) == {"P1 Gaffer": "C1", "P1 Camera": "C2"}
    spread = crossed(settings=settings(COVERAGE, MAIN_ROLE, WHOLE))
    assert best(spread) == {"coverage 3": 2, "main-role": 0, "whole": 0}


def test_a_hold_decides_which_film_is_whole() -> None:
    # Cy's hold on P2 takes Bo there as well, which costs 800 instead of 600.
    instance = crossed(hold("P2", "C2"))
    assert best(instance) == {"coverage 3": 2, "whole": 1, "holds 1": 1, "main-role": 1, "cost": 800}
    assert by_slot(instance) == {"P2 Grip": "C1", "P2 Sound": "C2"}


def test_of_holds_in_both_films_the_better_rank_decides() -> None:
    instance = crossed(hold("P1", "C1", 2), hold("P2", "C2", 1))
    assert best(instance) == {"coverage 3": 2, "whole": 1, "holds 1": 1, "holds 2": 0, "main-role": 1, "cost": 800}


def test_who_was_there_before_decides_which_film_is_whole() -> None:
    instance = crossed(previous=[row("P2", GRIP, 3, 6, "C1")])
    assert best(instance) == {
        "coverage 3": 2,
        "whole": 1,
        "stability 1": 1,
        "stability 2": 1,
        "main-role": 1,
        "cost": 800,
    }


def test_films_without_a_vacancy_count_too() -> None:
    # P3 is weeks later and both are free then: two films whole.
    instance = crossed()
    later = need("P3", GAFFER, 20, 21), need("P3", SOUND, 20, 21)
    whole = studio(*instance.requirements, *later, crew=instance.crew)
    assert best(whole) == {"coverage 3": 4, "whole": 2, "main-role": 1, "cost": 600 + 400}


@pytest.mark.parametrize(("films", "whole"), [(2, 1), (3, 2), (5, 4)])
def test_one_film_bears_all_vacancies_of_three_roles(films: int, whole: int) -> None:
    # Per role one person fewer than films, all films on the same days: all others are whole. The one left out is the
    # longest: film n works n days.
    roles = (GAFFER, GRIP, SOUND)
    needs = [need(f"P{film}", role, 3, 2 + film) for film in range(1, films + 1) for role in roles]
    crew = [
        CrewMember.employed(f"C{number}{role[:2]}", f"{role} {number}", role, day_rate_cents=100)
        for role in roles
        for number in range(1, films)
    ]
    instance = studio(*needs, crew=crew)
    days = sum(range(1, films))
    expected = {"coverage 3": 3 * (films - 1), "whole": whole, "main-role": 0, "cost": 3 * days * 100}
    assert best(instance) == expected


def test_a_need_for_two_is_vacant_wholly_or_not_at_all() -> None:
    # Three gaffers for two films that want two each, three grips likewise: a vacancy of each, both at one film. P1
    # whole is 4 people for 1 day and one of each at P2 for 2 days: 8 days; P2 whole is 4 * 2 + 2 * 1 = 10.
    needs = [need(film, role, 3, last, 2) for film, last in (("P1", 3), ("P2", 4)) for role in (GAFFER, GRIP)]
    crew = [replace(LIGHT, crew_id=f"G{n}") for n in range(3)] + [replace(TRACKS, crew_id=f"R{n}") for n in range(3)]
    assert best(studio(*needs, crew=crew)) == {"coverage 3": 6, "whole": 1, "main-role": 0, "cost": 800}


def test_a_film_with_a_role_that_nobody_has_does_not_take_people_from_one_that_can_be_whole() -> None:
    # P1 is cheaper, but nobody does its sound.
    needs = need("P1", GAFFER, 3, 3), need("P1", SOUND, 3, 3), need("P2", GAFFER, 3, 5), need("P2", GRIP, 3, 5)
    instance = studio(*needs, crew=[LIGHT, TRACKS])
    assert best(instance) == {"coverage 3": 2, "whole": 1, "main-role": 0, "cost": 600}


def test_the_default_goals_count_whole_films_before_anything_but_coverage() -> None:
    """What the tests above take for granted."""
    assert DEFAULT_GOALS[:2] == (COVERAGE, WHOLE)
    assert DEFAULT_GOALS.index(MAIN_ROLE) < DEFAULT_GOALS.index(COST)
