"""Who is released from a slot is planned there again only where a goal gains by it; either way the plan stays.

Changes when the contract's meaning of released does.
"""

from dataclasses import replace

import pytest

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.settings import DEFAULT_SETTINGS, GoalName
from planner.solver import solve
from planner.solver.proof import exact
from tests.builders import GAFFER, day, need, row, studio

ANA = CrewMember.employed("C1", "Ana", GAFFER, day_rate_cents=40_000)
BEA = CrewMember.employed("C2", "Bea", GAFFER, day_rate_cents=40_000)
JOB = need("P1", GAFFER, 5, 9)
STAYED = [row("P1", GAFFER, 5, 9, "C1")]
WAYS = pytest.mark.parametrize("most_pairs", [exact.MOST_PAIRS, -1], ids=["one model", "by parts"])


def released(crew_id: str, **parts: object) -> Booking:
    return replace(Booking("P1", crew_id, GAFFER, BookingStatus.RELEASED, typed=True), **parts)


def people(instance: Instance) -> list[str]:
    return [one.crew_id for one in solve(instance, threads=1, time_limit_s=0).assignments]


@pytest.fixture
def _way(most_pairs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "MOST_PAIRS", most_pairs)


@WAYS
@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("previous", [None, STAYED], ids=["fresh", "planned before"])
@pytest.mark.parametrize(
    "goals", [DEFAULT_SETTINGS.goals, (GoalName.COVERAGE,), (GoalName.COVERAGE, GoalName.HEADCOUNT, GoalName.BALANCE)]
)
@pytest.mark.parametrize("days", [{}, {"first_day": day(5), "last_day": day(9)}], ids=["always", "these days"])
def test_with_nothing_between_them_the_released_one_goes(
    previous: list[Assignment] | None, goals: tuple[GoalName, ...], days: dict[str, object]
) -> None:
    settings = replace(DEFAULT_SETTINGS, goals=goals)
    bookings = [released("C1", **days)]
    assert people(studio(JOB, crew=[ANA, BEA], bookings=bookings, previous=previous, settings=settings)) == ["C2"]


@WAYS
@pytest.mark.usefixtures("_way")
def test_who_is_released_is_planned_again_where_a_goal_gains() -> None:
    dearer = replace(BEA, employments=(replace(BEA.employments[0], day_rate_cents=50_000),))
    assert people(studio(JOB, crew=[ANA, dearer], bookings=[released("C1")], previous=STAYED)) == ["C1"]
    without_cost = replace(DEFAULT_SETTINGS, goals=(GoalName.COVERAGE,))
    freed = studio(JOB, crew=[ANA, dearer], bookings=[released("C1")], previous=STAYED, settings=without_cost)
    assert people(freed) == ["C2"]


@WAYS
@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("there", ["C1", "C2"])
def test_of_two_released_people_the_one_who_is_there_stays(there: str) -> None:
    before = [row("P1", GAFFER, 5, 9, there)]
    both = [released("C1"), released("C2")]
    assert people(studio(JOB, crew=[ANA, BEA], bookings=both, previous=before)) == [there]


@WAYS
@pytest.mark.usefixtures("_way")
def test_nobody_comes_back_for_the_sake_of_less_work() -> None:
    # Bea works ten days already, Ana none; Ana is released, so Bea has both.
    needs = JOB, need("P2", GAFFER, 11, 20)
    before = [row("P2", GAFFER, 11, 20, "C2")]
    assert people(studio(*needs, crew=[ANA, BEA], bookings=[released("C1")], previous=before)) == ["C2", "C2"]
