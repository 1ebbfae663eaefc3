"""Who could come nearest to a vacancy, and what keeps them out."""

import pytest

from planner.audit import Board, prospects_on
from planner.audit import candidates as module
from planner.audit.candidates import candidates_of
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.report import Candidate
from planner.domain.settings import Settings
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, need, never, plan_of, recast, row, studio

SHOOT = need("P1", GAFFER, 3, 7)


def candidates(instance: Instance, *rows: Assignment) -> tuple[tuple[Candidate, ...], str]:
    """Return the candidates of all vacancies beside some filled slots, and what was cut."""
    plan = plan_of(instance, *rows)
    return candidates_of(plan.vacancies, prospects_on(Board(instance, plan)))


def reasons(instance: Instance, *rows: Assignment) -> list[tuple[str, str]]:
    """Return (Crew ID, codes) of the candidates of P1, in their order."""
    found, _ = candidates(instance, *rows)
    return [(c.crew_id, "; ".join(c.reasons)) for c in found if c.slot.production_id == "P1"]


@pytest.mark.parametrize(
    ("person", "codes"),
    [
        (ANN, "free"),
        (recast(ANN, first_day=day(4)), "before-hire"),
        (recast(ANN, last_day=day(6)), "after-fire"),
        (away(ANN, 7, 9), "unavailable"),
        (recast(away(ANN, 4, 4), first_day=day(4), last_day=day(6)), "before-hire; after-fire; unavailable"),
    ],
)
def test_codes_about_the_person(person: CrewMember, codes: str) -> None:
    assert reasons(studio(SHOOT, crew=[person])) == [("C1", codes)]


def test_never() -> None:
    assert reasons(studio(SHOOT, bookings=[never("P1", "C1")])) == [("C2", "free"), ("C1", "never")]


@pytest.mark.parametrize(
    ("first", "last", "codes"), [(7, 9, "busy; gap"), (8, 9, "gap"), (9, 10, "free"), (1, 2, "gap"), (1, 1, "free")]
)
def test_codes_about_other_work(first: int, last: int, codes: str) -> None:
    instance = studio(SHOOT, need("P2", GAFFER, first, last), crew=[ANN], settings=Settings(gap_days=1))
    assert reasons(instance, row("P2", GAFFER, first, last, "C1")) == [("C1", codes)]


def test_the_free_days_around_shared_ones_are_missed_too() -> None:
    # Ann works on P2 on 5 March; with a free day on either side she misses 4, 5 and 6 March.
    instance = studio(SHOOT, need("P2", GAFFER, 5, 5), crew=[ANN], settings=Settings(gap_days=1))
    found, _ = candidates(instance, row("P2", GAFFER, 5, 5, "C1"))
    assert found[0].days == 3
    assert found[0].detail.endswith("works on Film P2 (P2) Gaffer, 5 March 2026; needs 1 day free around that")


def test_work_on_the_same_production_needs_no_gap() -> None:
    instance = studio(SHOOT, need("P1", GRIP, 7, 9), crew=[BO], settings=Settings(gap_days=1))
    found, _ = candidates(instance, row("P1", GRIP, 7, 9, "C2"))
    assert found[0].reasons == ("busy",)


def test_confirmed_elsewhere() -> None:
    instance = studio(SHOOT, need("P2", GAFFER, 7, 9), crew=[ANN], bookings=[confirmed("P2", "C1")])
    assert reasons(instance, row("P2", GAFFER, 7, 9, "C1")) == [("C1", "busy; confirmed-elsewhere")]


def test_only_people_with_the_role_are_candidates() -> None:
    assert reasons(studio(need("P1", GRIP, 3, 7))) == [("C2", "free")]


def test_the_nearest_come_first() -> None:
    crew = [
        away(CrewMember.employed("C1", "Three days", GAFFER), 3, 5),
        away(away(CrewMember.employed("C2", "Two days, told twice", GAFFER), 3, 4), 4, 4),
        CrewMember.employed("C3", "Two days, two codes", GAFFER, first_day=day(4), last_day=day(6)),
        away(CrewMember.employed("C4", "One day", GAFFER), 7, 20),
        CrewMember.employed("C5", "Free", GAFFER),
        away(CrewMember.employed("C6", "One day too", GAFFER), 3, 3),
    ]
    assert [crew_id for crew_id, _ in reasons(studio(SHOOT, crew=crew))] == ["C5", "C4", "C6", "C2", "C3", "C1"]


def test_details_are_in_words() -> None:
    instance = studio(SHOOT, need("P2", GAFFER, 7, 9), crew=[away(ANN, 3, 4, "leave")])
    found, cut = candidates(instance, row("P2", GAFFER, 7, 9, "C1"))
    away_and_busy = "is away 3–4 March 2026 (leave); works on Film P2 (P2) Gaffer, 7–9 March 2026"
    assert found[0].detail == f"3 of 5 days missed: {away_and_busy}"
    assert cut == ""


def test_fifty_for_a_vacancy_and_a_line_about_the_rest() -> None:
    instance = studio(need("P1", GAFFER, 3, 7, 2), crew=[CrewMember.employed(f"C{n}", "X", GAFFER) for n in range(53)])
    found, cut = candidates(instance)
    assert len(found) == 100
    assert cut.startswith("6 rows are left out")


def test_the_rows_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    instance = studio(need("P1", GAFFER, 3, 7, 2), crew=[ANN, BO])
    found, cut = candidates(instance)
    assert [(c.slot.number, c.crew_id) for c in found] == [(1, "C1"), (1, "C2"), (2, "C1")]
    assert cut.startswith("1 row is")
