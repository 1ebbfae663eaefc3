"""Slots whose windows do not pair, although no day is short of people."""

from dataclasses import replace

import pytest

from planner.audit import Board, prospects_on
from planner.audit.able import Able
from planner.audit.reason_wording import reason_in_words
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.reason import Reason, ReasonKind
from planner.domain.settings import GoalName, Settings
from planner.remedies import pairing
from planner.remedies.reasons import find_reasons
from tests.builders import ANN, BO, GAFFER, GRIP, confirmed, day, need, never, plan_of, recast, row, studio
from tests.evidence import evidence_holds

# Ann is there until 9 March, Bo from 4 March on. Either alone leaves the middle slot to nobody.
CREW = (recast(ANN, last_day=day(9)), recast(BO, first_day=day(4)))
EARLY, MIDDLE, LATE = need("P1", GAFFER, 1, 5), need("P2", GAFFER, 4, 9), need("P3", GAFFER, 8, 12)
ROWS = (row("P1", GAFFER, 1, 5, "C1"), row("P3", GAFFER, 8, 12, "C2"))


def reason_of(instance: Instance, *rows: Assignment) -> tuple[Board, Reason]:
    board = Board(instance, plan_of(instance, *rows))
    (reason,) = find_reasons(board, Able(board)).values()
    return board, reason


def test_the_smallest_set_of_slots_that_cannot_go_together() -> None:
    # Gus and his slot have nothing to do with it.
    gus = CrewMember.employed("C3", "Gus", GAFFER)
    not_his = [never(one, "C3") for one in ("P1", "P2", "P3")]
    instance = studio(EARLY, MIDDLE, LATE, need("P4", GAFFER, 4, 9), crew=[*CREW, gus], bookings=not_his)
    _, reason = reason_of(instance, *ROWS, row("P4", GAFFER, 4, 9, "C3"))
    assert reason.kind is ReasonKind.PAIRING
    assert {slot.production_id for slot in reason.slots} == {"P1", "P2", "P3"}
    assert reason.people == ("C1", "C2")


def test_a_confirmed_booking_is_part_of_it() -> None:
    # Both could do either slot, but Bo is never to be booked on P2.
    bookings = [confirmed("P1", "C1"), never("P2", "C2")]
    instance = studio(need("P1", GAFFER, 3, 8), need("P2", GAFFER, 5, 9), bookings=bookings)
    _, reason = reason_of(instance, row("P1", GAFFER, 3, 8, "C1"))
    assert reason.kind is ReasonKind.PAIRING
    assert [slot.production_id for slot in reason.slots] == ["P2"]
    assert reason.kept == (bookings[0],)


def test_a_booking_is_kept_on_its_own_days_alone() -> None:
    # Ann is free for P1's early slot, which her booking from the 8th on does not speak of.
    booking = replace(confirmed("P1", "C1"), first_day=day(8))
    needs = need("P1", GAFFER, 1, 2), need("P1", GAFFER, 8, 9), need("P2", GAFFER, 8, 9)
    instance = studio(*needs, bookings=[booking, never("P2", "C2")])
    _, reason = reason_of(instance, row("P1", GAFFER, 1, 2, "C1"), row("P1", GAFFER, 8, 9, "C1"))
    assert reason.kind is ReasonKind.PAIRING
    assert [slot.production_id for slot in reason.slots] == ["P2"]
    assert reason.kept == (booking,)


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (Settings(plan_from=day(5)), "which began before Plan from"),
        (Settings(frozen_to=day(3)), "which is frozen (it begins by 3 March 2026)"),
    ],
)
def test_who_has_begun_or_frozen_work_is_part_of_it(settings: Settings, why: str) -> None:
    rows = row("P1", GAFFER, 3, 8, "C1")
    instance = studio(
        need("P1", GAFFER, 3, 8),
        need("P2", GAFFER, 6, 9),
        bookings=[never("P2", "C2")],
        previous=[rows],
        settings=settings,
    )
    board, reason = reason_of(instance, rows)
    assert (reason.kind, reason.began) == (ReasonKind.PAIRING, (rows,))
    said = reason_in_words(board, reason, prospects_on(board)(reason.slot))
    assert said == (
        f"Only Ann Reed (C1) could take it, and Ann Reed (C1) staying on Film P1 (P1), {why} stands in the way."
    )


def test_where_the_set_is_too_large_it_is_told_what_filling_would_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "MOST_SLOTS", 1)
    instance = studio(EARLY, MIDDLE, LATE, crew=CREW, priorities={"P1": 1, "P2": 4, "P3": 5})
    board, reason = reason_of(instance, *ROWS)
    # Of Ann's work on P1 and Bo's on P3, that of the lower priority.
    assert (reason.kind, reason.people) == (ReasonKind.EXCHANGE, ("C2",))
    assert [slot.production_id for slot in reason.slots] == ["P3"]
    assert evidence_holds(board, reason)
    assert not evidence_holds(board, replace(reason, people=("C1",)))
    assert not evidence_holds(board, replace(reason, slots=()))


def test_confirmed_work_is_no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "MOST_SLOTS", 1)
    bookings = [confirmed("P1", "C1"), confirmed("P3", "C2")]
    instance = studio(EARLY, MIDDLE, LATE, crew=CREW, bookings=bookings)
    assert reason_of(instance, *ROWS)[1].kind is ReasonKind.NOT_SHOWN


def test_where_another_goal_comes_first_that_is_the_reason() -> None:
    settings = Settings(goals=(GoalName.HEADCOUNT, GoalName.COVERAGE))
    assert reason_of(studio(MIDDLE, settings=settings))[1].kind is ReasonKind.EARLIER_GOAL


def test_a_production_s_own_booking_keeps_it_from_being_whole() -> None:
    # Ann as gaffer and Bo as grip would do, but Bo is confirmed as gaffer.
    booking = confirmed("P1", "C2", GAFFER)
    instance = studio(
        need("P1", GAFFER, 3, 5), need("P1", GRIP, 3, 5), bookings=[booking], settings=Settings(whole_staffing=True)
    )
    board = Board(instance, plan_of(instance))
    for reason in find_reasons(board, Able(board)).values():
        assert (reason.kind, reason.left_out, reason.kept) == (ReasonKind.PAIRING, True, (booking,))
        assert [slot.role for slot in reason.slots] == [GRIP]


def test_once_time_is_up_nothing_is_searched_for() -> None:
    board = Board(studio(EARLY, MIDDLE, LATE, crew=CREW), plan_of(studio(EARLY, MIDDLE, LATE, crew=CREW), *ROWS))
    (reason,) = find_reasons(board, Able(board), lambda: False).values()
    assert reason.kind is ReasonKind.EXCHANGE
