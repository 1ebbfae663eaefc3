"""What is suggested for a vacancy, kind by kind; each studio has just one way out of the kind that is looked for."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from planner.audit import Board, prospects_on
from planner.audit.able import Able
from planner.domain.applying import apply
from planner.domain.booking import BookingStatus
from planner.domain.change import Book, Hire, MoveLeave, MoveProduction, SetFirstDay, SetNeed, SetRole, SplitWindow
from planner.domain.crew import CrewMember, Employment
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.remedy import RemedyKind
from planner.domain.settings import GoalName, Settings
from planner.remedies.suggestion import Suggestion
from planner.remedies.suggestions import Vacancy
from planner.remedies.suggestions.days import hand_overs, moved_productions, shortened
from planner.remedies.suggestions.jobs import given_up, released
from planner.remedies.suggestions.people import extended, hired, moved_leave, stepped_up
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, hold, need, plan_of, recast, row, span, studio

SHOOT = need("P1", GAFFER, 3, 8)
Make = Callable[[Vacancy], Iterator[Suggestion]]


def suggested(make: Make, instance: Instance, *rows: Assignment) -> list[Suggestion]:
    """Return what is suggested for the first vacancy."""
    board = Board(instance, plan_of(instance, *rows))
    return list(make(Vacancy(board, Able(board), prospects_on(board), board.plan.vacancies[0])))


def test_hand_over_where_one_is_free_first_and_another_then() -> None:
    crew = [recast(ANN, last_day=day(6)), recast(BO, first_day=day(5))]
    (found,) = suggested(hand_overs, studio(SHOOT, crew=crew))
    split, *booked = found.changes
    assert split == SplitWindow("P1", GAFFER, span(3, 8), day(7))
    assert [(one.crew_id, one.first_day) for one in booked] == [("C1", day(3)), ("C2", day(7))]
    assert "Ann Reed (C1) works 3–6 March 2026, Bo Li (C2) from 7 March 2026" in found.what


def test_no_hand_over_with_a_day_that_nobody_has() -> None:
    crew = [recast(ANN, last_day=day(5)), recast(BO, first_day=day(7))]
    assert suggested(hand_overs, studio(SHOOT, crew=crew)) == []


def test_a_hand_over_takes_one_slot_of_several() -> None:
    crew = [recast(ANN, last_day=day(6)), recast(BO, first_day=day(5)), replace(ANN, crew_id="C3")]
    instance = studio(replace(SHOOT, count=2), crew=crew)
    (found,) = suggested(hand_overs, instance, row("P1", GAFFER, 3, 8, "C3"))
    windows = {(one.span, one.count) for one in apply(instance, found.changes).requirements}
    assert windows == {(span(3, 8), 1), (span(3, 6), 1), (span(7, 8), 1)}


def test_step_up_by_who_works_in_a_role_of_the_department() -> None:
    spark = CrewMember.employed("C3", "Gus", "Electrician")
    grip = CrewMember.employed("C4", "Dee", GRIP)
    rows = studio(SHOOT, crew=[away(ANN, 3, 3), spark, grip])
    departments = {GAFFER: "Electrical", "Electrician": "Electrical", GRIP: "Grip"}
    found = suggested(stepped_up, replace(rows, role_departments=departments))
    assert [one.people for one in found] == [("C3",)]
    assert found[0].changes == (SetRole("C3", GAFFER, "other"),)


def test_without_departments_roles_that_others_hold_together_are_near() -> None:
    # Bo is gaffer and grip, so that grips are near.
    crew = [away(BO, 3, 3), CrewMember.employed("C3", "Gus", GRIP), CrewMember.employed("C4", "Dee", "Driver")]
    assert [one.people for one in suggested(stepped_up, studio(SHOOT, crew=crew))] == [("C3",)]


def test_nobody_steps_up_who_is_busy() -> None:
    crew = [away(BO, 3, 3), CrewMember.employed("C3", "Gus", GRIP)]
    instance = studio(need("P0", GRIP, 7, 9), SHOOT, crew=crew)
    assert suggested(stepped_up, instance, row("P0", GRIP, 7, 9, "C3")) == []


def test_leave_moves_to_the_nearest_free_days() -> None:
    # Ann is away on 4–5 March, works until 2 March and again from 10 March on; 9 March is too short for two days.
    person = away(recast(ANN, first_day=day(1)), 4, 5, "leave")
    instance = studio(need("P0", GAFFER, 1, 2), SHOOT, need("P2", GAFFER, 10, 12), crew=[person])
    rows = row("P0", GAFFER, 1, 2, "C1"), row("P2", GAFFER, 10, 12, "C1")
    (found,) = suggested(moved_leave, instance, *rows)
    assert found.changes == (MoveLeave("C1", span(4, 5), 9),)
    assert found.days == 9


def test_an_extension_says_its_days() -> None:
    (found,) = suggested(extended, studio(SHOOT, crew=[recast(ANN, last_day=day(6))]))
    assert (found.days, found.what) == (2, "Employ Ann Reed (C1) until 8 March 2026 (2 days longer)")


def contracts(*own: Employment) -> CrewMember:
    return CrewMember("C1", "Ann Reed", own)


def test_of_several_contracts_the_one_that_lacks_least_is_extended() -> None:
    early, late = Employment(GAFFER, (), day(1), day(1)), Employment(GAFFER, (), day(5), day(20))
    (found,) = suggested(extended, studio(SHOOT, crew=[contracts(early, late)]))
    told = "Extend the second contract of Ann Reed (C1) from 3 March 2026 on (2 days earlier)"
    assert (found.days, found.what) == (2, told)
    assert found.changes == (SetFirstDay("C1", day(3), day(20)),)


def test_the_days_between_two_contracts_are_filled_by_one_of_them() -> None:
    early, late = Employment(GAFFER, (), day(1), day(4)), Employment(GAFFER, (), day(7), day(20))
    (found,) = suggested(extended, studio(SHOOT, crew=[contracts(early, late)]))
    assert found.days == 2


def test_no_contract_is_extended_over_another() -> None:
    early, late = Employment(GAFFER, (), day(1), day(6)), Employment(GRIP, (), day(7), day(20))
    assert suggested(extended, studio(SHOOT, crew=[contracts(early, late)])) == []
    # there the role is what lacks, in the second contract only
    (found,) = suggested(stepped_up, studio(SHOOT, crew=[contracts(early, late)]))
    assert found.changes == (SetRole("C1", GAFFER, "other", day(7)),)


def test_who_is_away_too_is_not_extended() -> None:
    assert suggested(extended, studio(SHOOT, crew=[away(recast(ANN, last_day=day(6)), 3, 3)])) == []


def test_a_requirement_is_shortened_at_the_end_that_costs_less() -> None:
    crew = [recast(ANN, last_day=day(6)), recast(BO, first_day=day(4))]
    found = suggested(shortened, studio(SHOOT, crew=crew))
    assert [(one.days, one.asks[0].span) for one in found] == [(1, span(4, 8)), (2, span(3, 6))]


# Ann works until 4 March and Bo from 7 March on, both on other productions, so that either needs a free day beside.
BESIDE = need("P0", GAFFER, 1, 4), need("P2", GAFFER, 7, 9)
AT_WORK = row("P0", GAFFER, 1, 4, "C1"), row("P2", GAFFER, 7, 9, "C2")


def test_of_several_slots_one_is_shortened_and_says_so() -> None:
    crew = [recast(ANN, last_day=day(6)), replace(BO, crew_id="C3"), replace(BO, crew_id="C4")]
    instance = studio(replace(SHOOT, count=3), crew=crew)
    rows = row("P1", GAFFER, 3, 8, "C3"), row("P1", GAFFER, 3, 8, "C4", 2)
    (found,) = suggested(shortened, instance, *rows)
    assert found.what == "Shorten one of the 3 slots by 2 days at the end, to 3–6 March 2026"
    own = "P1", GAFFER
    assert found.changes == (SetNeed(*own, span(3, 8), 2), SetNeed(*own, span(3, 6), 1))


def test_few_days_left_of_many_are_told_first() -> None:
    (found,) = suggested(shortened, studio(need("P1", GAFFER, 1, 31), crew=[recast(ANN, last_day=day(1))]))
    assert found.what == "Ask for only 1 of the 31 days of the slot, 1 March 2026 (30 days less at the end)"


@pytest.mark.parametrize(("gap_days", "late", "early"), [(0, 5, 6), (1, 6, 5), (2, 7, 4)])
def test_free_days_around_other_work_are_kept_on_both_sides(gap_days: int, late: int, early: int) -> None:
    instance = studio(*BESIDE, need("P1", GAFFER, 3, 8), settings=Settings(gap_days=gap_days))
    shorter = {one.asks[0].span for one in suggested(shortened, instance, *AT_WORK)}
    assert shorter == {span(late, 8), span(3, early)}
    turns = [[part.span for part in one.asks] for one in suggested(hand_overs, instance, *AT_WORK)]
    # with two free days nobody has 5 and 6 March
    assert turns == ([[span(3, early), span(early + 1, 8)]] if gap_days < 2 else [])


def test_work_on_the_same_production_needs_no_free_days_beside_it() -> None:
    needs = need("P1", GRIP, 1, 4), need("P1", GAFFER, 3, 8)
    instance = studio(*needs, crew=[BO], settings=Settings(gap_days=2))
    assert [one.asks[0].span for one in suggested(shortened, instance, row("P1", GRIP, 1, 4, "C2"))] == [span(5, 8)]


def test_a_production_moves_by_the_fewest_days_within_its_limits() -> None:
    instance = studio(SHOOT, crew=[away(ANN, 3, 3)])
    assert [one.days for one in suggested(moved_productions, instance)][:2] == [1, 2]
    production = replace(instance.productions[0], latest_end=day(31))
    limited = replace(instance, productions=(production,))
    # Later is no longer allowed; earlier the absence is out of the way only after six days.
    first = suggested(moved_productions, limited)[0]
    assert first.changes == (MoveProduction("P1", -6),)
    assert (first.days, first.asks[0].span.last_day) == (6, day(2))


def test_bookings_with_days_move_along() -> None:
    booking = replace(hold("P1", "C2"), first_day=day(3), last_day=day(8))
    instance = studio(SHOOT, crew=[away(ANN, 3, 3), away(BO, 1, 31)], bookings=[booking, hold("P2", "C2")])
    first = suggested(moved_productions, instance)[0]
    moved = apply(instance, first.changes).bookings
    assert moved == (replace(booking, first_day=day(4), last_day=day(9)), hold("P2", "C2"))


def test_a_production_that_has_begun_does_not_move() -> None:
    instance = studio(SHOOT, crew=[away(ANN, 8, 8)], settings=Settings(plan_from=day(4)))
    assert suggested(moved_productions, instance) == []


def test_a_confirmed_booking_in_the_way_is_released() -> None:
    booking = confirmed("P0", "C1")
    instance = studio(need("P0", GAFFER, 5, 9), SHOOT, crew=[ANN], bookings=[booking])
    (found,) = suggested(released, instance, row("P0", GAFFER, 5, 9, "C1"))
    assert (found.kind, found.what) == (
        RemedyKind.RELEASE_CONFIRMED,
        "Ask Film P0 (P0) to release the confirmed booking of Ann Reed (C1)",
    )


def test_a_hold_is_in_the_way_only_where_holds_come_before_coverage() -> None:
    needs = need("P0", GAFFER, 5, 9), SHOOT
    rows = row("P0", GAFFER, 5, 9, "C1")
    usual = studio(*needs, crew=[ANN], bookings=[hold("P0", "C1")])
    assert suggested(released, usual, rows) == []
    first = replace(usual, settings=Settings(goals=(GoalName.HOLDS, GoalName.COVERAGE)))
    assert [one.kind for one in suggested(released, first, rows)] == [RemedyKind.RELEASE_HOLD]


def test_only_a_slot_of_a_lower_priority_is_given_up() -> None:
    needs = need("P0", GAFFER, 5, 9), SHOOT
    rows = row("P0", GAFFER, 5, 9, "C1")
    for priority, number in ((4, 1), (3, 0), (2, 0)):
        instance = studio(*needs, crew=[ANN], bookings=[confirmed("P0", "C1")], priorities={"P0": priority})
        found = suggested(given_up, instance, rows)
        assert len(found) == number
    (found,) = suggested(
        given_up, studio(*needs, crew=[ANN], bookings=[confirmed("P0", "C1")], priorities={"P0": 4}), rows
    )
    assert {type(change) for change in found.changes} == {SetNeed, Book}


def test_one_person_is_hired_for_one_slot() -> None:
    (found,) = suggested(hired, studio(SHOOT, crew=[away(ANN, 3, 3), replace(BO, crew_id="NEW-1")]))
    # NEW-1 is somebody already
    booked = Book("P1", "NEW-2", BookingStatus.CONFIRMED, 0, GAFFER, day(3), day(8))
    assert found.changes == (Hire(GAFFER, 1, day(3), day(8)), booked)


def test_with_whole_staffing_as_many_are_hired_as_the_production_lacks() -> None:
    instance = studio(replace(SHOOT, count=2), crew=[away(ANN, 3, 3)], settings=Settings(whole_staffing=True))
    assert [len(one.people) for one in suggested(hired, instance)] == [1, 2]


def test_with_whole_staffing_people_of_every_role_that_is_short_are_hired() -> None:
    needs = replace(SHOOT, count=2), need("P1", GRIP, 4, 8, 2)
    instance = studio(*needs, crew=[ANN], settings=Settings(whole_staffing=True))
    found = suggested(hired, instance)
    assert [len(one.people) for one in found] == [1, 2, 3, 4]
    assert found[2].what == (
        "Hire one Gaffer for 3–8 March 2026 (6 days) and 2 people as Grip for 4–8 March 2026 (5 days), "
        "confirmed for Film P1 (P1)"
    )


def test_no_part_of_a_split_lies_outside_the_plan_window() -> None:
    crew = [recast(ANN, last_day=day(6)), recast(BO, first_day=day(5))]
    until_4 = studio(SHOOT, crew=crew, settings=Settings(plan_to=day(6)))
    # Ann's half ends on 6 March, so that Bo's would begin after the window; the other way round nobody is free.
    assert suggested(hand_overs, until_4) == []
    from_7 = studio(SHOOT, crew=crew, settings=Settings(plan_from=day(7)))
    assert [one.asks[0].span for one in suggested(shortened, from_7)] == [span(5, 8)]
