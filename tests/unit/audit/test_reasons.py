"""Why a slot is empty, as far as counting shows it: each kind, and the evidence checked afresh."""

import pytest

from planner.audit import Board
from planner.audit.able import Able
from planner.audit.reasons import CountedReasons
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.production import Slot
from planner.domain.reason import Reason, ReasonKind
from planner.domain.settings import Settings
from tests.builders import ANN, BO, GAFFER, GRIP, away, day, need, never, plan_of, recast, row, span, studio
from tests.evidence import evidence_holds

SHOOT = need("P1", GAFFER, 3, 5)
GUS = CrewMember.employed("C3", "Gus", GRIP)


def found(instance: Instance, *rows: Assignment) -> tuple[Board, dict[Slot, Reason | None]]:
    board = Board(instance, plan_of(instance, *rows))
    reasons = CountedReasons(board, Able(board))
    return board, {slot: reasons.of(slot) for slot in board.plan.vacancies}


def only(instance: Instance, *rows: Assignment) -> Reason:
    board, reasons = found(instance, *rows)
    (reason,) = reasons.values()
    assert reason is not None
    assert evidence_holds(board, reason)
    return reason


def test_nobody_holds_the_role() -> None:
    assert only(studio(need("P1", "Medic", 3, 5))).kind is ReasonKind.NO_HOLDER


def test_too_few_people_on_the_worst_days() -> None:
    # Two needed on 3–5 March and one more on 5–6 March; Ann leaves on 5 March, Bo is away on 6 March.
    crew = [recast(ANN, last_day=day(5)), away(BO, 6, 6)]
    instance = studio(need("P1", GAFFER, 3, 5, 2), need("P2", GAFFER, 5, 6), crew=crew)
    reason = only(instance, row("P1", GAFFER, 3, 5, "C1"), row("P1", GAFFER, 3, 5, "C2", 2))
    assert (reason.kind, reason.days, reason.needed, reason.present) == (ReasonKind.SHORT_DAYS, span(5, 5), 3, 2)


def test_a_shortage_that_others_fill_up_to_is_not_the_reason() -> None:
    # Three are needed and two are there, but only one is at work: this slot is not empty for want of people.
    _, reasons = found(studio(need("P1", GAFFER, 3, 5, 3)), row("P1", GAFFER, 3, 5, "C1"))
    assert set(reasons.values()) == {None}


def test_enough_people_every_day_and_nobody_for_all_days() -> None:
    reason = only(studio(SHOOT, crew=[recast(ANN, last_day=day(4)), recast(BO, first_day=day(5))]))
    assert reason.kind is ReasonKind.NOBODY_ABLE


def test_a_slot_that_could_be_filled_has_no_counted_reason() -> None:
    _, reasons = found(studio(SHOOT))
    assert list(reasons.values()) == [None]


def test_two_roles_share_one_person() -> None:
    # Bo is gaffer and grip; Ann is away. Each role has its holder, both together have not.
    crew = [away(ANN, 3, 9), BO]
    reason = only(studio(SHOOT, need("P1", GRIP, 4, 6), crew=crew), row("P1", GAFFER, 3, 5, "C2"))
    assert (reason.kind, reason.people, reason.days) == (ReasonKind.SHORT_GROUP, ("C2",), span(4, 5))
    assert {slot.role for slot in reason.slots} == {GAFFER, GRIP}


def test_a_group_holds_no_slot_too_many() -> None:
    # Gus takes the third grip slot, which has nothing to do with it.
    instance = studio(
        SHOOT,
        need("P1", GRIP, 4, 6),
        need("P2", GRIP, 4, 6),
        crew=[away(ANN, 3, 9), BO, GUS],
        bookings=[never("P1", "C3")],
    )
    reason = only(instance, row("P1", GAFFER, 3, 5, "C2"), row("P2", GRIP, 4, 6, "C3"))
    assert {(slot.production_id, slot.role) for slot in reason.slots} == {("P1", GAFFER), ("P1", GRIP)}


def test_with_whole_staffing_another_slot_is_the_reason() -> None:
    instance = studio(SHOOT, need("P1", "Medic", 3, 5), settings=Settings(whole_staffing=True))
    _, reasons = found(instance)
    told = {slot.role: reason for slot, reason in reasons.items() if reason}
    assert (told[GAFFER].kind, told[GAFFER].role, told[GAFFER].left_out) == (ReasonKind.NO_HOLDER, "Medic", True)
    assert not told["Medic"].left_out


@pytest.mark.parametrize(
    "wrong",
    [
        Reason(ReasonKind.NO_HOLDER, Slot("P1", GAFFER, span(3, 5), 1), GAFFER),
        Reason(ReasonKind.SHORT_DAYS, Slot("P1", GAFFER, span(3, 5), 1), GAFFER, span(3, 5), 1, 1),
        Reason(ReasonKind.SHORT_DAYS, Slot("P1", GAFFER, span(3, 5), 1), GAFFER, span(3, 5), 3, 1),
        Reason(
            ReasonKind.SHORT_GROUP,
            Slot("P1", GAFFER, span(3, 5), 1),
            slots=(Slot("P1", GAFFER, span(3, 5), 1), Slot("P2", GRIP, span(3, 5), 1)),
            people=("C1",),
        ),
        Reason(
            ReasonKind.SHORT_GROUP,
            Slot("P1", GAFFER, span(3, 5), 1),
            slots=(Slot("P1", GAFFER, span(3, 5), 1), Slot("P3", GRIP, span(6, 7), 1)),
            people=(),
        ),
    ],
)
def test_evidence_that_is_wrong_does_not_hold(wrong: Reason) -> None:
    instance = studio(SHOOT, need("P2", GRIP, 3, 5), need("P3", GRIP, 6, 7))
    assert not evidence_holds(Board(instance, plan_of(instance)), wrong)
