"""Which remedies are told, in which order, and where looking for them ends."""

from dataclasses import replace

import pytest

from planner.audit import Board, prospects_on
from planner.audit.remedy_wording import NOT_EXAMINED, SEE_SUMMARY, options_for, remedy_in_words
from planner.domain.applying import apply
from planner.domain.change import Book, Hire
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.production import Slot
from planner.domain.remedy import Explanations, GoalShift, Remedy, RemedyKind
from planner.domain.settings import GoalName, Settings
from planner.remedies import explain, trial
from planner.remedies.promise import confirmed_for
from planner.remedies.search import WORK, Found
from planner.solver import solve
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, hold, need, never, recast, span, studio

SHOOT = need("P1", GAFFER, 3, 8)


def explained(instance: Instance, scale: float = 1) -> Explanations:
    board = Board(instance, solve(instance, threads=1, time_limit_s=0))
    return explain(board, prospects_on(board), scale=scale)


def kinds(instance: Instance) -> list[RemedyKind]:
    (found,) = explained(instance).remedies.values()
    return [remedy.kind for remedy in found]


def test_the_best_of_each_kind_in_order_of_effort() -> None:
    crew = [recast(ANN, last_day=day(6)), away(recast(BO, first_day=day(5)), 20, 21)]
    assert kinds(studio(SHOOT, crew=crew)) == [
        RemedyKind.HAND_OVER,
        RemedyKind.EXTEND,
        RemedyKind.SHORTEN,
        RemedyKind.MOVE_PRODUCTION,
        RemedyKind.HIRE,
    ]


def test_hiring_is_among_the_five_where_more_kinds_would_do() -> None:
    # Ann could stay longer, Bo step up and Cy move his leave; others would share the days, or others of them do.
    cy = away(CrewMember.employed("C3", "Cy Aro", GAFFER, first_day=day(5)), 20, 21)
    dee = away(CrewMember.employed("C4", "Dee Fox", GAFFER), 6, 7)
    crew = [recast(ANN, last_day=day(6)), recast(BO, main_role=GRIP, other_roles=()), cy, dee]
    grips = {GAFFER: "Light", GRIP: "Light"}
    found = kinds(replace(studio(SHOOT, crew=crew), role_departments=grips))
    assert (len(found), found[-1]) == (5, RemedyKind.HIRE)


def test_around_a_vacancy_a_booking_keeps_what_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "EXACT_SLOTS", 0)
    # Ann, once she stays longer, could as well take P2, which is as dear as P1.
    instance = studio(SHOOT, need("P2", GAFFER, 4, 8), crew=[recast(ANN, last_day=day(6))])
    found = explained(instance)
    for slot, own in found.remedies.items():
        (longer,) = (remedy for remedy in own if remedy.kind is RemedyKind.EXTEND)
        assert longer.what == (
            "Employ Ann Reed (C1) until 8 March 2026 (2 days longer), and confirm Ann Reed in this slot"
        )
        (booking,) = (change.booking for change in longer.changes if isinstance(change, Book))
        assert booking == confirmed_for("C1", slot)
        plan = solve(apply(instance, longer.changes), threads=1, time_limit_s=0)
        assert [row.slot for row in plan.assignments] == [slot]


def test_what_only_moves_the_vacancy_elsewhere_is_no_remedy() -> None:
    # Ann is confirmed on P0, and nobody else could take it: releasing her fills one slot and empties another.
    instance = studio(need("P0", GAFFER, 3, 8), SHOOT, crew=[ANN], bookings=[confirmed("P0", "C1")])
    assert RemedyKind.RELEASE_CONFIRMED not in kinds(instance)


def test_a_release_that_lets_somebody_else_step_in_is_one() -> None:
    bookings = [confirmed("P0", "C1"), never("P1", "C2")]
    assert RemedyKind.RELEASE_CONFIRMED in kinds(studio(need("P0", GAFFER, 3, 8), SHOOT, bookings=bookings))


def test_a_hold_is_released_where_holds_come_first() -> None:
    instance = studio(
        need("P0", GAFFER, 3, 8),
        SHOOT,
        bookings=[hold("P0", "C1"), never("P1", "C2")],
        settings=Settings(goals=(GoalName.HOLDS, GoalName.COVERAGE)),
    )
    assert kinds(instance)[0] is RemedyKind.RELEASE_HOLD


def test_what_fills_several_is_told_once() -> None:
    needs = need("P1", GAFFER, 3, 4), need("P2", GAFFER, 5, 6), need("P3", GAFFER, 3, 6)
    found = explained(studio(*needs, crew=[ANN], priorities={"P3": 1}))
    (hiring,) = found.shared
    assert {slot.production_id for slot in hiring.fills} == {"P1", "P2"}
    assert remedy_in_words(hiring, {}) == (
        "Hire one Gaffer for 3–6 March 2026 (4 days), confirmed for what they fill: fills 2 vacancies on P1, P2; "
        "2 more whole productions; their pay comes on top."
    )
    for slot, own in found.remedies.items():
        assert hiring not in own
        assert options_for(slot, found, {})[-1] == SEE_SUMMARY


def test_hirings_in_one_role_for_the_same_vacancies_are_told_once_the_smallest() -> None:
    one = Remedy(RemedyKind.HIRE, "Hire one", 6, (Hire(GAFFER, 1),), (Slot("P1", GAFFER, span(3, 8), 1),), ())
    booked = replace(one, changes=(Hire(GAFFER, 1), Book.of(confirmed("P1", "NEW-1"))))
    two = replace(one, what="Hire two", days=12, changes=(Hire(GAFFER, 2),))
    for order in ((one, booked, two), (two, one, booked)):
        found = Found()
        for remedy in order:
            found.share(remedy)
        assert list(found.shared.values()) == [one]
    for where in ("P1", "P2"):
        release = Book.drop(confirmed(where, "C1"))
        found.share(Remedy(RemedyKind.RELEASE_CONFIRMED, "Ask", 6, (release,), one.fills, ()))
    assert len(found.shared) == 3


def test_a_slot_that_is_left_empty_for_others_of_its_priority_is_told() -> None:
    fills = tuple(Slot("P1", GAFFER, span(3, 8), number) for number in (1, 2, 3))
    lower = GoalShift("coverage", 4, -1)
    for by, same in ((3, ""), (2, "leaves 1 slot of the same priority"), (1, "leaves 2 slots of the same priority")):
        told = remedy_in_words(Remedy(RemedyKind.HIRE, "Hire", 6, (), fills, (GoalShift("coverage", 3, by), lower)), {})
        assert "leaves 1 slot of priority 4 empty instead" in told
        assert same in told
        assert ("same priority" in told) == bool(same)


def test_as_few_are_hired_for_all_as_that_takes() -> None:
    # Three at once and one later, which one of the three can do too.
    needs = need("P1", GRIP, 3, 6, 3), need("P2", GRIP, 8, 9)
    found = explained(studio(*needs, crew=[ANN]))
    hired = [remedy for remedy in found.shared if len(remedy.fills) == 4]
    assert [[one.number for one in remedy.changes if isinstance(one, Hire)] for remedy in hired] == [[3]]


def test_none_are_looked_for_at_0() -> None:
    found = explained(studio(SHOOT, crew=[away(ANN, 3, 3)]), scale=0)
    assert (found.remedies, found.shared, found.unexamined) == ({}, (), frozenset())
    (slot,) = found.reasons
    assert options_for(slot, found, {}) == ()


def test_where_the_work_ends_the_rest_is_not_examined_the_lowest_priority_last() -> None:
    needs = [need(f"P{n}", GAFFER, 3, 8) for n in range(1, 6)]
    priorities = {"P5": 1, "P4": 2, "P3": 3, "P2": 4, "P1": 5}
    found = explained(studio(*needs, crew=[away(ANN, 3, 3)], priorities=priorities), scale=200 / WORK)
    assert found.unexamined
    assert {options_for(slot, found, {}) for slot in found.unexamined} == {(NOT_EXAMINED,)}
    examined = {slot.production_id for slot in found.remedies}
    assert min(examined) > max(slot.production_id for slot in found.unexamined)


def test_one_slot_of_several_is_given_up() -> None:
    bookings = [confirmed("P0", "C1"), confirmed("P0", "C2")]
    instance = studio(need("P0", GAFFER, 3, 8, 2), SHOOT, bookings=bookings, priorities={"P0": 4, "P1": 1})
    (found,) = explained(instance).remedies.values()
    (given_up,) = (remedy for remedy in found if remedy.kind is RemedyKind.GIVE_UP)
    assert [(shift.step, shift.by) for shift in given_up.shifts if shift.goal == "coverage"] == [(1, 1), (4, -1)]
