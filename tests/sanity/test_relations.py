"""What must not change a plan does not, and what can only help never harms.

Changes when an input gains a date or an order.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

import pytest

from planner.audit import Board
from planner.domain.booking import BookingStatus
from planner.domain.crew import Absence, CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan, PreviousPlan
from planner.domain.production import Requirement
from planner.domain.settings import GoalName, Settings
from planner.explaining import explained
from planner.solver import solve
from tests.builders import recast
from tests.sanity.seeds import runs
from tests.studios import FIRST_DAY, HORIZON, ROLES, random_studio

T = TypeVar("T")


def solved(instance: Instance, threads: int = 1) -> Plan:
    return solve(instance, threads=threads, time_limit_s=0)


def rebuilt(instance: Instance, **parts: object) -> Instance:
    """Return the instance built anew from its rows, some of them replaced."""
    return instance.rebuilt(**parts)


@pytest.mark.parametrize("seeds", runs(80))
def test_the_order_of_rows_changes_nothing(seeds: range) -> None:
    for seed in seeds:
        instance, rng = random_studio(seed), Random(seed)

        def shuffled(rows: Sequence[T], rng: Random = rng) -> tuple[T, ...]:
            return tuple(rng.sample(rows, len(rows)))

        # A row that asks for two is the same as two rows that ask for one.
        single = [replace(need, count=1) for need in instance.requirements for _ in range(need.count)]
        other = rebuilt(
            instance,
            crew=shuffled(instance.crew),
            productions=shuffled(instance.productions),
            requirements=shuffled(single),
            bookings=shuffled(instance.bookings),
        )
        plan = solved(instance)
        assert solved(other) == plan, seed
        assert explained(Board(other, plan), 1, lambda: True) == explained(Board(instance, plan), 1, lambda: True), seed


@pytest.mark.parametrize("seeds", runs(80))
@pytest.mark.parametrize("days", [-1, 1000])
def test_another_calendar_changes_nothing_but_the_dates(seeds: range, days: int) -> None:
    for seed in seeds:
        instance = random_studio(seed)
        then = solved(moved(instance, days))
        back = replace(
            then,
            assignments=moved_rows(then.assignments, -days),
            vacancies=tuple(replace(slot, span=slot.span.shifted(-days)) for slot in then.vacancies),
        )
        assert back == solved(instance), seed


def moved(instance: Instance, days: int) -> Instance:
    """Return the instance with every date of it moved."""
    previous = instance.previous and PreviousPlan(moved_rows(instance.previous.assignments, days))
    return rebuilt(
        instance,
        crew=tuple(moved_person(person, days) for person in instance.crew),
        productions=tuple(replace(one, span=one.span.shifted(days)) for one in instance.productions),
        requirements=tuple(replace(need, span=need.span.shifted(days)) for need in instance.requirements),
        settings=moved_settings(instance.settings, days),
        previous=previous,
    )


def moved_person(person: CrewMember, days: int) -> CrewMember:
    return recast(
        person,
        first_day=moved_day(person.first_day, days),
        last_day=moved_day(person.last_day, days),
        absences=tuple(Absence(absence.span.shifted(days)) for absence in person.absences),
    )


def moved_settings(settings: Settings, days: int) -> Settings:
    return replace(settings, plan_from=moved_day(settings.plan_from, days), plan_to=moved_day(settings.plan_to, days))


def moved_rows(rows: tuple[Assignment, ...], days: int) -> tuple[Assignment, ...]:
    return tuple(replace(row, slot=replace(row.slot, span=row.slot.span.shifted(days))) for row in rows)


def moved_day(day: date | None, days: int) -> date | None:
    return day and day + timedelta(days=days)


@pytest.mark.parametrize("seeds", runs(80))
def test_the_number_of_threads_changes_nothing(seeds: range) -> None:
    for seed in seeds:
        instance = random_studio(seed)
        assert solved(instance, threads=2) == solved(instance, threads=1), seed


@pytest.mark.parametrize("seeds", runs(160))
def test_solving_again_keeps_every_assignment(seeds: range) -> None:
    for seed in seeds:
        instance = random_studio(seed)
        plan = solved(instance)
        again = rebuilt(instance, previous=PreviousPlan((*plan.assignments, *instance.carried)))
        assert solved(again).assignments == plan.assignments, seed


@pytest.mark.parametrize("seeds", runs(80))
def test_one_more_person_never_worsens_coverage(seeds: range) -> None:
    for seed in seeds:
        instance = without_first_claims(random_studio(seed))
        more = rebuilt(instance, crew=(*instance.crew, newcomer(seed)))
        assert coverage(more) >= coverage(instance), seed


def newcomer(seed: int) -> CrewMember:
    """Return somebody new, half of the time only there for some of the days."""
    rng = Random(seed)
    first = FIRST_DAY + timedelta(days=rng.randrange(HORIZON)) if rng.random() < 0.5 else None
    main, *others = rng.sample(ROLES, 2)
    return CrewMember.employed("C0", "New Comer", main, tuple(others), first_day=first)


def without_first_claims(instance: Instance) -> Instance:
    """Return the instance without what may claim people before coverage counts.

    With whole staffing a production with a confirmed booking or a beginning goes before all goals once somebody new
    makes it whole, so there coverage can fall.
    """
    if not instance.settings.whole_staffing:
        return instance
    rest = tuple(booking for booking in instance.bookings if booking.status is not BookingStatus.CONFIRMED)
    return rebuilt(instance, bookings=rest, previous=None)


def coverage(instance: Instance) -> tuple[int, ...]:
    return tuple(goal.value for goal in solved(instance).goals if goal.name is GoalName.COVERAGE)


def test_the_shift_moves_every_date() -> None:
    """Two shifts that cancel out are no shift, and one changes every requirement."""
    instance = random_studio(3)
    assert moved(moved(instance, 5), -5) == instance
    requirements: tuple[Requirement, ...] = moved(instance, 5).requirements
    assert not set(requirements) & set(instance.requirements)
