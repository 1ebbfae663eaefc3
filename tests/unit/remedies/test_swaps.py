"""Why this person and not another, in the words in which it is told. Changes when a swap is told otherwise."""

from dataclasses import replace
from datetime import date

import pytest

from planner.audit import Board
from planner.audit.swap_wording import Verdict, swap_in_words, verdict_on
from planner.domain.instance import Instance
from planner.domain.plan import PreviousPlan
from planner.domain.settings import DEFAULT_SETTINGS
from planner.domain.swap import Swaps
from planner.remedies.swaps import Forcing
from planner.solver import solve
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, hold, need, row, studio
from tests.builders import recast as with_parts

CHEAP_BO = with_parts(BO, day_rate_cents=30_000)


def board_of(instance: Instance) -> Board:
    """Return the best plan, with itself as the previous one, as it is read from its workbook."""
    plan = solve(instance, threads=1, time_limit_s=0)
    return Board(instance.rebuilt(previous=PreviousPlan(plan.assignments)), plan)


def asked(instance: Instance, **options: int) -> tuple[Board, Swaps]:
    board = board_of(instance)
    return board, Forcing(board, **options).of_slot(instance.slots[0])


def told(instance: Instance) -> str:
    board, swaps = asked(instance)
    (swap,) = (*swaps.tried, *swaps.barred)
    return swap_in_words(board, swap)


def test_a_dearer_person_costs_their_difference() -> None:
    # Bo is planned: 3 days at 300 instead of 400.
    assert told(studio(need("P1", GAFFER, 3, 5), crew=(ANN, CHEAP_BO))) == "cost +300.00"


def test_of_equals_whoever_works_least_is_there() -> None:
    # Ann has the confirmed job, and so Bo the other one.
    alike = with_parts(BO, main_role=GAFFER, other_roles=(), day_rate_cents=40_000)
    instance = studio(
        need("P1", GAFFER, 3, 4), need("P2", GAFFER, 10, 12), crew=(ANN, alike), bookings=(confirmed("P2", "C1"),)
    )
    assert told(instance) == "equal in all goals: Bo Li works least, 0 paid days beside this slot against 3"


def test_a_chain_is_told_with_all_who_move() -> None:
    # Only Bo can do the grip's job, on the days that he would need for the gaffer's.
    instance = studio(need("P1", GAFFER, 3, 5), need("P2", GRIP, 5, 8))
    assert told(instance) == (
        "coverage 3 −1, whole −1, main-role −1, cost −1,200.00; leaves Film P2 (P2) Grip, 5–8 March 2026 vacant"
    )


def test_of_several_in_a_window_it_is_said_who_gives_way() -> None:
    # Cy and Bo are there; Cy is confirmed, so that Bo gives way to Ann.
    cy = with_parts(ANN, crew_id="C3", full_name="Cy Young", day_rate_cents=90_000)
    instance = studio(need("P1", GAFFER, 3, 5, 2), crew=(ANN, cy, CHEAP_BO), bookings=(confirmed("P1", "C3"),))
    board, swaps = asked(instance)
    assert swap_in_words(board, swaps.tried[0]) == "cost +300.00; in place of Bo Li (C2)"


def test_what_was_there_before_stays_though_somebody_else_is_cheaper() -> None:
    instance = studio(need("P1", GAFFER, 3, 5), crew=(ANN, CHEAP_BO), previous=(row("P1", GAFFER, 3, 5, "C1"),))
    assert told(instance) == "cost −300.00; stability counts before that"


@pytest.mark.parametrize(
    ("crew", "bookings", "words"),
    [
        ((ANN, away(BO, 4, 6)), (), "is away 4–6 March 2026 [unavailable]"),
        ((ANN, with_parts(BO, last_day=day(4))), (), "leaves on 4 March 2026 [after-fire]"),
        ((ANN, BO), (confirmed("P1", "C1"),), "would take the place of Ann Reed (C1), confirmed there [confirmed]"),
        (
            (ANN, BO),
            (confirmed("P2", "C2"),),
            "is confirmed for Film P2 (P2) Grip, 5–8 March 2026 [confirmed]",
        ),
    ],
)
def test_what_a_rule_forbids_is_said_with_its_code(crew, bookings, words: str) -> None:
    instance = studio(need("P1", GAFFER, 3, 5), need("P2", GRIP, 5, 8), crew=crew, bookings=bookings)
    assert told(instance) == words


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ({"plan_from": day(4)}, "began before Plan from"),
        ({"frozen_to": day(3)}, "is frozen (it begins by 3 March 2026)"),
    ],
)
def test_a_begun_or_frozen_slot_keeps_its_person(setting: dict[str, date], why: str) -> None:
    settings = replace(DEFAULT_SETTINGS, **setting)
    instance = studio(
        need("P1", GAFFER, 3, 5), crew=(ANN, CHEAP_BO), previous=(row("P1", GAFFER, 3, 5, "C1"),), settings=settings
    )
    assert told(instance) == f"would take a slot that Ann Reed (C1) is to keep, for it {why} [began-before-kept]"


def test_a_hold_that_would_be_lost_is_a_figure() -> None:
    instance = studio(need("P1", GAFFER, 3, 5), crew=(ANN, CHEAP_BO), bookings=(hold("P1", "C1", 2),))
    assert told(instance) == "holds 2 −1, cost −300.00"


def test_a_folder_that_is_too_large_to_be_planned_whole_is_told_what_was_found_near() -> None:
    instance = studio(need("P1", GAFFER, 3, 5), need("P2", GRIP, 5, 8))
    board, swaps = asked(instance, whole_slots=0)
    (swap,) = swaps.tried
    assert not swap.proven
    assert swap_in_words(board, swap).endswith("that nothing is better is not proven")


def test_no_more_are_tried_than_asked_for_and_the_rest_is_named() -> None:
    crew = (ANN, *(with_parts(BO, crew_id=f"D{number}") for number in range(4)))
    board = board_of(studio(need("P1", GAFFER, 3, 5), crew=crew))
    swaps = Forcing(board).of_slot(board.instance.slots[0], most=3)
    assert len(swaps.tried) == 3
    assert len(swaps.untried) == 1


def test_somebody_idle_is_weighed_for_each_slot_of_their_roles() -> None:
    board = board_of(studio(need("P1", GAFFER, 3, 5), need("P2", GAFFER, 20, 21), crew=(ANN, CHEAP_BO)))
    swaps = Forcing(board).of_person("C1")
    assert [verdict_on(swap) for swap in swaps.tried] == [Verdict.WORSE, Verdict.WORSE]
