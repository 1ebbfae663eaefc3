"""Remedies carried out: their promises hold, what made one untrue is said, and what is beside the point is not."""

from dataclasses import replace

import pytest

from planner.desk.applying import apply_remedies
from planner.desk.decision import Refused
from planner.domain.booking import BookingStatus
from planner.domain.change import Book, Change, Hire, MoveLeave, SetLastDay, SetNeed, SplitWindow
from planner.domain.finding import NOWHERE
from planner.domain.production import Slot
from planner.domain.remedy import GoalShift, NumberedRemedy
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, never, recast, row, span
from tests.unit.desk.desks import decided, desk, done, film, whole

P1, P2 = film("P1", 3, 8), film("P2", 10, 14)
SLOT = Slot("P1", GAFFER, P1.span, 1)
LEAVES = recast(ANN, last_day=day(6))
FILLED = (GoalShift("coverage", 3, 1),)


def remedy(*changes: Change, number: str = "R1", fills: tuple[Slot, ...] = (SLOT,), shifts=FILLED) -> NumberedRemedy:
    return NumberedRemedy(number, changes, fills, shifts, "Do it", NOWHERE)


STAYS = remedy(SetLastDay("C1", day(8)), Book("P1", "C1", BookingStatus.CONFIRMED, 0, GAFFER, day(3), day(8)))


def applied(before, *remedies: NumberedRemedy):
    known = {one.number: one for one in remedies}
    return apply_remedies(before, known, tuple(known))


def gone(before, *remedies: NumberedRemedy) -> str:
    found = decided(before, applied(before, *remedies), restaff=True)
    assert isinstance(found, Refused), found
    assert found.code == "remedy-gone"
    return found.reasons[0].message


def test_the_input_changes_and_the_slot_is_filled_by_whom_it_promised() -> None:
    before = desk((LEAVES, recast(BO, day_rate_cents=0)), (P1,), (whole(P1, GAFFER),))
    decision = done(before, applied(before, STAYS))
    assert decision.changes == STAYS.changes
    assert [(one.crew_id, one.slot) for one in decision.after.plan.assignments] == [("C1", SLOT)]
    assert decision.said == ("R1 is applied: Do it",)
    assert not decision.restaffed


def test_a_number_that_the_plan_does_not_have_is_refused() -> None:
    before = desk((LEAVES,), (P1,), (whole(P1, GAFFER),))
    found = apply_remedies(before, {"R12": STAYS}, ("r13",))
    assert isinstance(found, Refused)
    assert [(one.code, one.hint) for one in found.reasons] == [("unknown-remedy", "Did you mean R12?")]


def test_new_people_get_the_next_ids_the_usual_rate_and_a_name_that_says_where_from() -> None:
    paid = recast(ANN, last_day=day(1), day_rate_cents=40_000)
    before = desk((paid,), (P1,), (whole(P1, GAFFER, 2),))
    both = (SLOT, replace(SLOT, number=2))
    booked = (Book("P1", f"NEW-{n}", BookingStatus.CONFIRMED, 0, GAFFER, day(3), day(8)) for n in (1, 2))
    hiring = remedy(Hire(GAFFER, 2, day(3), day(8)), *booked, fills=both, shifts=(GoalShift("coverage", 3, 2),))
    decision = done(before, applied(before, hiring))
    new = [one for one in decision.after.instance.crew if one.crew_id != "C1"]
    assert [(one.crew_id, one.full_name) for one in new] == [("C2", f"{GAFFER} 1 (R1)"), ("C3", f"{GAFFER} 2 (R1)")]
    assert {one.employments[0].day_rate_cents for one in new} == {40_000}
    assert {one.crew_id for one in decision.after.plan.assignments} == {"C2", "C3"}


def test_somebody_who_is_called_like_a_placeholder_is_not_taken_for_one() -> None:
    before = desk((replace(LEAVES, crew_id="NEW-1"),), (P1,), (whole(P1, GAFFER),))
    booked = Book("P1", "NEW-2", BookingStatus.CONFIRMED, 0, GAFFER, day(3), day(8))
    decision = done(before, applied(before, remedy(Hire(GAFFER, 1, day(3), day(8)), booked)))
    (assignment,) = decision.after.plan.assignments
    assert decision.after.instance.crew_by_id[assignment.crew_id].full_name == f"{GAFFER} 1 (R1)"


def test_a_handover_fills_both_parts() -> None:
    early, late = recast(ANN, last_day=day(5)), recast(BO, first_day=day(6))
    before = desk((early, late), (P1,), (whole(P1, GAFFER),))
    split = remedy(SplitWindow("P1", GAFFER, P1.span, day(6)), shifts=(GoalShift("coverage", 3, 2),))
    rows = done(before, applied(before, split)).after.plan.assignments
    assert [(one.crew_id, one.slot.span) for one in rows] == [("C1", span(3, 5)), ("C2", span(6, 8))]


def test_a_slot_that_is_given_up_is_left_by_who_is_released() -> None:
    p0 = film("P0", 3, 8, priority=4)
    needs, rows = (whole(p0, GAFFER), whole(P1, GAFFER)), (row("P0", GAFFER, 3, 8, "C1"),)
    before = desk((ANN,), (p0, P1), needs, rows, bookings=(confirmed("P0", "C1"),))
    off = replace(confirmed("P0", "C1"), status=BookingStatus.RELEASED)
    shifts = (*FILLED, GoalShift("coverage", 4, -1))
    decision = done(before, applied(before, remedy(SetNeed("P0", GAFFER, p0.span, 0), Book.of(off), shifts=shifts)))
    assert [(one.crew_id, one.slot.production_id) for one in decision.after.plan.assignments] == [("C1", "P1")]
    assert decision.restaffed  # somebody leaves a slot, so somebody has to say yes


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (desk((ANN,), (P1,), (whole(P1, GAFFER),)), "R1: Ann Reed (C1) is employed until further notice already."),
        (
            desk((LEAVES, BO), (P1,), (whole(P1, GAFFER),), (row("P1", GAFFER, 3, 8, "C2"),)),
            "R1 fills Film P1 (P1) Gaffer, 3–8 March 2026, which has no such vacancy any more.",
        ),
        (
            desk(
                (LEAVES,),
                (P1,),
                (whole(P1, GAFFER),),
                bookings=(replace(never("P1", "C1", GAFFER), typed=True, first_day=day(3), last_day=day(8)),),
            ),
            "R1: Ann Reed (C1) is never there by a booking typed in the plan.",
        ),
        (desk((BO,), (P1,), (whole(P1, GAFFER),)), 'R1: There is no crew member "C1".'),
    ],
)
def test_what_made_a_remedy_untrue_is_said(before, told: str) -> None:
    assert gone(before, STAYS) == told


def test_leave_that_is_elsewhere_now_cannot_be_moved() -> None:
    before = desk((away(ANN, 4, 5),), (P1,), (whole(P1, GAFFER),))
    assert (
        gone(before, remedy(MoveLeave("C1", span(3, 4), 9)))
        == "R1: Ann Reed (C1) is not away 2026-03-03 to 2026-03-04."
    )


def test_a_change_that_is_beside_the_point_does_not_matter() -> None:
    more = recast(BO, first_day=day(1), other_roles=(GRIP,))
    crew, productions = (recast(LEAVES, day_rate_cents=99_900), more), (P1, replace(P2, title="Other", priority=1))
    before = desk(crew, productions, (whole(P1, GAFFER), whole(P2, GRIP)))
    assert done(before, applied(before, STAYS)).changes == STAYS.changes


def test_two_that_fill_the_same_slot_are_refused_together() -> None:
    before = desk((LEAVES, recast(BO, last_day=day(6))), (P1,), (whole(P1, GAFFER),))
    other = replace(STAYS, number="R2", changes=(SetLastDay("C2", day(8)),))
    assert gone(before, STAYS, other).startswith("R2 fills Film P1 (P1) Gaffer, 3–8 March 2026")


def test_two_that_need_the_same_person_are_refused_together() -> None:
    # either could have Ann, who does one job a day
    beside = film("P3", 3, 8)
    before = desk((LEAVES,), (P1, beside), (whole(P1, GAFFER), whole(beside, GAFFER)))
    longer = replace(STAYS, changes=(SetLastDay("C1", day(8)),))
    other = replace(longer, number="R2", changes=(), fills=(replace(SLOT, production_id="P3"),))
    found = decided(before, applied(before, longer, other), restaff=True)
    assert isinstance(found, Refused)
