"""Staff, release and handover: done, refused, and with people moved. Changes when one of them does."""

from dataclasses import replace

import pytest

from planner.desk.decision import Refused
from planner.desk.handover import handover
from planner.desk.release import release
from planner.desk.team_operations import staff
from planner.domain.booking import Booking, BookingStatus
from planner.domain.change import Book, SplitWindow
from planner.domain.settings import Settings
from planner.solver import solve
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, hold, need, never, recast, row, span
from tests.unit.desk.desks import decided, desk, done, film, refusal, whole, work

P1 = film("P1", 3, 8)
P2 = film("P2", 5, 9)
CY = replace(ANN, crew_id="C3", full_name="Cy Aro")
ANN_ON_P1 = row("P1", GAFFER, 3, 8, "C1")


def one_slot(*rows, crew=(ANN, BO, CY), bookings=(), **more):
    return desk(crew, (P1, P2), (whole(P1, GAFFER),), rows, bookings=bookings, **more)


def test_staffing_is_a_confirmed_booking_and_a_slot() -> None:
    before = one_slot()
    decision = done(before, staff(before, "P1", "Bo Li"))
    assert decision.changes == (Book.of(confirmed("P1", "C2", GAFFER)),)
    assert work(decision) == {"C2 P1 Gaffer 3-8"}
    assert confirmed("P1", "C2", GAFFER) in decision.after.instance.bookings


def test_the_main_role_comes_first_and_a_named_role_before_it() -> None:
    before = desk((BO,), (P1,), (whole(P1, GRIP), whole(P1, GAFFER)), ())
    assert work(done(before, staff(before, "P1", "C2"))) == {"C2 P1 Gaffer 3-8"}
    assert work(done(before, staff(before, "P1", "C2", "grip"))) == {"C2 P1 Grip 3-8"}


def test_who_is_there_already_is_only_confirmed_and_a_hold_becomes_it() -> None:
    before = one_slot(ANN_ON_P1, bookings=(hold("P1", "C1", 2),))
    decision = done(before, staff(before, "P1", "C1"))
    assert decision.changes == (Book.of(confirmed("P1", "C1")),)
    assert work(decision) == work(before)
    assert refusal(decision.after, staff(decision.after, "P1", "C1")) == ["no-change"]


@pytest.mark.parametrize(
    ("before", "who", "codes"),
    [
        (one_slot(ANN_ON_P1), "C2", ["no-vacancy"]),
        (one_slot(crew=(away(ANN, 8, 9),)), "C1", ["unavailable"]),
        (one_slot(crew=(recast(ANN, first_day=day(4)),)), "C1", ["before-hire"]),
        (one_slot(crew=(recast(ANN, last_day=day(7)),)), "C1", ["after-fire"]),
        (one_slot(bookings=(never("P1", "C1"),)), "C1", ["never"]),
        (one_slot(crew=(recast(ANN, main_role=GRIP),)), "C1", ["booking-without-slot"]),
    ],
)
def test_staffing_is_refused_by_every_rule(before, who: str, codes: list[str]) -> None:
    assert refusal(before, staff(before, "P1", who)) == codes


def test_who_is_busy_elsewhere_is_not_bound_unless_somebody_takes_that_over() -> None:
    before = desk((ANN, BO), (P1, P2), (whole(P1, GAFFER), whole(P2, GAFFER)), (row("P2", GAFFER, 5, 9, "C1"),))
    assert refusal(before, staff(before, "P1", "C1")) == ["busy"]
    decision = done(before, staff(before, "P1", "C1"), restaff=True)
    assert work(decision) == {"C1 P1 Gaffer 3-8", "C2 P2 Gaffer 5-9"}


def test_somebody_without_a_booking_makes_room_when_people_are_moved() -> None:
    before = one_slot(ANN_ON_P1)
    decision = done(before, staff(before, "P1", "C2"), restaff=True)
    assert work(decision) == {"C2 P1 Gaffer 3-8"}
    kept = one_slot(ANN_ON_P1, bookings=(confirmed("P1", "C1"),))
    found = decided(kept, staff(kept, "P1", "C2"), restaff=True)
    assert isinstance(found, Refused)
    assert found.code in ("confirmed", "confirmed-not-kept")


def test_moving_people_is_not_offered_where_it_cannot_help() -> None:
    before = one_slot(crew=(away(ANN, 8, 9),))
    found = decided(before, staff(before, "P1", "C1"))
    assert isinstance(found, Refused)
    assert not any("--restaff" in way for way in found.ways_out)
    assert refusal(before, staff(before, "P1", "C1"), restaff=True) == ["unavailable"]


def test_with_whole_staffing_one_of_two_is_not_bound() -> None:
    settings = Settings(whole_staffing=True)
    before = desk((ANN, BO, CY), (P1,), (whole(P1, GAFFER, 2),), (), settings=settings)
    assert refusal(before, staff(before, "P1", "C1")) == ["whole-production"]
    assert len(work(done(before, staff(before, "P1", "C1"), restaff=True))) == 2


def test_without_a_plan_a_booking_has_to_be_acceptable_beside_the_others() -> None:
    needs = (whole(P1, GAFFER), whole(P2, GAFFER))
    before = desk((ANN, BO), (P1, P2), needs, None, bookings=(confirmed("P1", "C1"),))
    assert refusal(before, staff(before, "P2", "C1")) == ["busy"]
    assert refusal(before, staff(before, "P1", "C2")) == ["no-vacancy"]
    assert done(before, staff(before, "P2", "C2")).changes == (Book.of(confirmed("P2", "C2")),)


def released(booking: Booking) -> Booking:
    return replace(booking, status=BookingStatus.RELEASED, rank=0)


def on(booking: Booking, first: int, last: int) -> Booking:
    return replace(booking, first_day=day(first), last_day=day(last))


def test_who_is_released_leaves_with_every_booking_and_is_booked_as_released() -> None:
    booked = (confirmed("P1", "C1"), hold("P1", "C1", role=GAFFER), confirmed("P2", "C1"))
    before = one_slot(ANN_ON_P1, bookings=booked)
    decision = done(before, release(before, "P1", "C1"))
    off = on(released(confirmed("P1", "C1", GAFFER)), 3, 8)
    # of the two rows one becomes the new one, and the other says released too
    rest = released(confirmed("P1", "C1"))
    assert decision.changes == (Book.drop(booked[1]), Book.of(off), Book.of(rest))
    assert set(decision.after.instance.bookings) == {off, rest, booked[2]}
    assert work(decision) == set()


def two_windows(*rows, bookings=()):
    late = film("P1", 3, 12)
    needs = (need("P1", GAFFER, 3, 5), need("P1", GAFFER, 9, 12), need("P1", GRIP, 6, 7))
    return desk((ANN, BO, CY), (late, P2), needs, rows, bookings=bookings)


BO_ON_BOTH = (row("P1", GAFFER, 3, 5, "C2"), row("P1", GRIP, 6, 7, "C2"), row("P1", GAFFER, 9, 12, "C2"))


@pytest.mark.parametrize("operation", [release, staff, lambda now, *who: handover(now, *who, day(5))])
def test_of_several_slots_it_has_to_be_said_which_is_meant(operation) -> None:
    before = two_windows(*BO_ON_BOTH)
    if operation not in (release, staff):
        assert work(done(before, operation(before, "P1", "C2")))  # the day says it
        return
    found = decided(before, operation(before, "P1", "C2"))
    assert isinstance(found, Refused)
    assert found.code == "several-slots"
    assert "Gaffer, 3–5 March 2026; Grip, 6–7 March 2026; Gaffer, 9–12 March 2026" in found.reasons[0].message
    assert '--role "Gaffer" --from 2026-03-09' in found.reasons[0].hint
    assert refusal(before, operation(before, "P1", "C2", GAFFER)) == ["several-slots"]


def test_one_of_several_slots_is_released_and_the_booking_keeps_the_others() -> None:
    before = two_windows(*BO_ON_BOTH, bookings=(confirmed("P1", "C2"),))
    decision = done(before, release(before, "P1", "C2", GAFFER, day(9)))
    assert work(decision) == {"C2 P1 Gaffer 3-5", "C2 P1 Grip 6-7"}
    off = on(released(confirmed("P1", "C2", GAFFER)), 9, 12)
    assert decision.changes == (Book.of(off),)
    assert set(decision.after.instance.bookings) == {confirmed("P1", "C2"), off}
    assert work(done(before, release(before, "P1", "C2", GRIP))) == {"C2 P1 Gaffer 3-5", "C2 P1 Gaffer 9-12"}
    everything = done(before, release(before, "P1", "C2", everything=True))
    assert work(everything) == set()
    assert {b.status for b in everything.after.instance.bookings} == {BookingStatus.RELEASED}
    assert len(everything.after.instance.bookings) == 3


def test_who_was_released_is_bound_again_to_just_that_slot() -> None:
    before = two_windows(*BO_ON_BOTH)
    gone = done(before, release(before, "P1", "C2", GAFFER, day(9))).after
    back = done(gone, staff(gone, "P1", "C2", GAFFER, day(9)))
    assert work(back) == work(before)
    assert back.after.instance.bookings == (on(confirmed("P1", "C2", GAFFER), 9, 12),)
    wide = Booking("P1", "C2", None, BookingStatus.RELEASED, first_day=day(1), last_day=day(31))
    typed_too = two_windows(bookings=(replace(wide, role=GAFFER),))
    assert refusal(typed_too, staff(typed_too, "P1", "C2", GAFFER, day(9))) == ["released"]


def test_the_role_and_the_days_that_are_named_are_booked() -> None:
    before = two_windows(bookings=(hold("P1", "C2"),))
    assert done(before, staff(before, "P1", "C2", GRIP)).changes == (
        Book.drop(hold("P1", "C2")),
        Book.of(confirmed("P1", "C2", GRIP)),
    )
    late = done(before, staff(before, "P1", "C2", first_day=day(9)))
    assert work(late) == {"C2 P1 Gaffer 9-12"}
    assert late.after.instance.bookings == (on(confirmed("P1", "C2", GAFFER), 9, 12),)
    assert refusal(before, staff(before, "P1", "C2", first_day=day(8))) == ["booking-without-slot"]


def test_a_typed_booking_of_the_same_slot_is_replaced_and_told() -> None:
    typed = replace(on(confirmed("P1", "C1", GAFFER), 3, 8), typed=True)
    before = one_slot(ANN_ON_P1, bookings=(typed,))
    decision = done(before, release(before, "P1", "C1"))
    assert [b.status for b in decision.after.instance.bookings] == [BookingStatus.RELEASED]
    assert "The typed booking of Ann Reed (C1) on Film P1 (P1) as Gaffer, confirmed, is replaced." in decision.said


def test_a_slot_that_is_never_to_be_theirs_is_not_taken_and_another_is() -> None:
    before = two_windows(bookings=(on(never("P1", "C1"), 1, 6),))
    assert work(done(before, staff(before, "P1", "C1"))) == {"C1 P1 Gaffer 9-12"}
    assert refusal(before, staff(before, "P1", "C1", GAFFER, day(3))) == ["never"]


def test_who_is_kept_off_is_never_to_be_booked_again() -> None:
    before = one_slot(ANN_ON_P1, bookings=(confirmed("P1", "C1"),))
    decision = done(before, release(before, "P1", "C1", keep_off=True))
    assert decision.changes == (Book.of(never("P1", "C1")),)
    assert decision.after.instance.bookings == (never("P1", "C1"),)


def test_who_is_not_there_cannot_be_released() -> None:
    before = one_slot(bookings=(Booking("P1", "C1", None, BookingStatus.RELEASED), never("P1", "C2")))
    assert refusal(before, release(before, "P1", "C1")) == ["not-on-production"]
    assert refusal(before, release(before, "P1", "C2", keep_off=True)) == ["not-on-production"]


def test_a_release_lets_the_next_confirmed_booking_be_kept() -> None:
    both = (confirmed("P1", "C1"), confirmed("P1", "C2"))
    before = one_slot(ANN_ON_P1, bookings=both)
    assert work(done(before, release(before, "P1", "C1"))) == {"C2 P1 Gaffer 3-8"}


def test_whole_staffing_refuses_a_release_that_leaves_half_a_production() -> None:
    rows = (row("P1", GAFFER, 3, 8, "C1"), row("P1", GAFFER, 3, 8, "C2", 2))
    before = desk((ANN, BO, CY), (P1,), (whole(P1, GAFFER, 2),), rows, settings=Settings(whole_staffing=True))
    assert refusal(before, release(before, "P1", "C1")) == ["whole-production"]
    # Ann is as free as Cy to be taken anew; keeping her off leaves him
    decision = done(before, release(before, "P1", "C1", keep_off=True), restaff=True)
    assert {one.split()[0] for one in work(decision)} == {"C2", "C3"}


def test_a_handover_splits_the_requirement_on_the_day() -> None:
    before = one_slot(ANN_ON_P1)
    decision = done(before, handover(before, "P1", "C1", day(6)))
    assert work(decision) == {"C1 P1 Gaffer 3-5", "C2 P1 Gaffer 6-8"}  # Bo, who costs nothing, before Cy
    change, *booked = decision.changes
    assert change == SplitWindow("P1", GAFFER, span(3, 8), day(6))
    both = on(confirmed("P1", "C1", GAFFER), 3, 5), on(confirmed("P1", "C2", GAFFER), 6, 8)
    assert booked == [Book.of(one) for one in both]
    assert decision.after.instance.bookings == both
    assert [(n.span, n.count) for n in decision.after.instance.requirements] == [(span(3, 5), 1), (span(6, 8), 1)]


def test_a_handover_to_somebody_named() -> None:
    before = one_slot(ANN_ON_P1)
    assert work(done(before, handover(before, "P1", "C1", day(6), "Bo Li"))) == {"C1 P1 Gaffer 3-5", "C2 P1 Gaffer 6-8"}
    gone = one_slot(ANN_ON_P1, crew=(ANN, away(BO, 8, 8)))
    assert refusal(gone, handover(gone, "P1", "C1", day(6), "C2")) == ["unavailable"]


def test_of_two_slots_one_is_handed_over_and_numbers_stay_whole() -> None:
    rows = (row("P1", GAFFER, 3, 8, "C1"), row("P1", GAFFER, 3, 8, "C2", 2))
    before = desk((ANN, BO, CY), (P1,), (whole(P1, GAFFER, 2),), rows)
    decision = done(before, handover(before, "P1", "C1", day(6)))
    assert work(decision) == {"C1 P1 Gaffer 3-5", "C2 P1 Gaffer 3-8", "C3 P1 Gaffer 6-8"}
    assert {r.slot.number for r in decision.after.rows} == {1}


@pytest.mark.parametrize(("on", "code"), [(3, "no-rest"), (9, "no-rest"), (2, "no-rest"), (4, None), (8, None)])
def test_the_day_of_a_handover_is_within_the_work(on: int, code: str | None) -> None:
    before = one_slot(ANN_ON_P1)
    proposal = handover(before, "P1", "C1", day(on))
    assert refusal(before, proposal) == [code] if code else done(before, proposal)


def test_nobody_free_for_the_rest_is_told_with_who_comes_nearest() -> None:
    busy = row("P2", GAFFER, 5, 9, "C2")
    grip = recast(CY, main_role=GRIP, other_roles=())
    needs = (whole(P1, GAFFER), whole(P2, GAFFER))
    before = desk((ANN, BO, grip), (P1, P2), needs, (ANN_ON_P1, busy))
    found = decided(before, handover(before, "P1", "C1", day(6)))
    assert isinstance(found, Refused)
    assert found.code == "not-enough-people"
    assert "Bo Li (C2) works on Film P2 (P2) Gaffer" in found.reasons[0].message
    assert "--restaff" in found.ways_out[-1]


def test_a_handover_to_somebody_busy_moves_others() -> None:
    busy = row("P2", GAFFER, 5, 9, "C2")
    before = desk((ANN, BO, CY), (P1, P2), (whole(P1, GAFFER), whole(P2, GAFFER)), (ANN_ON_P1, busy))
    assert refusal(before, handover(before, "P1", "C1", day(6), "C2")) == ["busy"]
    decision = done(before, handover(before, "P1", "C1", day(6), "C2"), restaff=True)
    assert work(decision) == {"C1 P1 Gaffer 3-5", "C2 P1 Gaffer 6-8", "C3 P2 Gaffer 5-9"}
    assert on(confirmed("P1", "C2", GAFFER), 6, 8) in decision.after.instance.bookings


def test_what_was_typed_for_the_whole_slot_makes_place_for_both_parts() -> None:
    typed = replace(on(confirmed("P1", "C1", GAFFER), 3, 8), typed=True)
    off = replace(on(released(confirmed("P1", "C2")), 1, 31), role=GAFFER)
    before = one_slot(ANN_ON_P1, bookings=(typed, off))
    decision = done(before, handover(before, "P1", "C1", day(6), "C2"))
    assert set(decision.after.instance.bookings) == {
        on(confirmed("P1", "C1", GAFFER), 3, 5),
        on(confirmed("P1", "C2", GAFFER), 6, 8),
    }
    assert any("typed booking" in words for words in decision.said)


def test_somebody_who_is_booked_and_not_planned_is_released_from_one_slot() -> None:
    before = two_windows(bookings=(confirmed("P1", "C2"),))
    decision = done(before, release(before, "P1", "C2", GAFFER, day(9)))
    off = on(released(confirmed("P1", "C2", GAFFER)), 9, 12)
    assert set(decision.after.instance.bookings) == {confirmed("P1", "C2"), off}
    assert done(before, release(before, "P1", "C2")).after.instance.bookings == (released(confirmed("P1", "C2")),)


def test_what_was_handed_over_stays_when_it_is_planned_again() -> None:
    dear = recast(ANN, day_rate_cents=50_000)
    cheap = recast(CY, day_rate_cents=10_000)
    before = desk((dear, cheap), (P1,), (whole(P1, GAFFER),), (row("P1", GAFFER, 3, 8, "C1"),))
    after = done(before, handover(before, "P1", "C1", day(4), "C3")).after
    again = solve(after.instance, threads=1, time_limit_s=0)
    assert {(one.crew_id, one.slot.span) for one in again.assignments} == {("C1", span(3, 3)), ("C3", span(4, 8))}
    fresh = solve(replace(after.instance, previous=None), threads=1, time_limit_s=0)
    assert fresh.assignments == again.assignments


def test_a_handover_needs_a_plan_and_somebody_who_is_there() -> None:
    before = desk((ANN, BO), (P1,), (whole(P1, GAFFER),), None, bookings=(confirmed("P1", "C1"),))
    assert refusal(before, handover(before, "P1", "C1", day(6))) == ["no-plan"]
    planned = one_slot(ANN_ON_P1)
    assert refusal(planned, handover(planned, "P1", "C2", day(6))) == ["not-on-production"]
    assert refusal(planned, handover(planned, "P1", "C1", day(6), "C1")) == ["no-change"]
    old = desk((ANN, BO), (P1,), (need("P1", GAFFER, 3, 4),), (ANN_ON_P1,))
    assert refusal(old, handover(old, "P1", "C1", day(6))) == ["whole-slot"]


@pytest.mark.parametrize("who", ["c2 · bo li", "C2·Bo  Li", "Bo Li", "c2"])
def test_somebody_is_named_as_in_cells(who: str) -> None:
    before = one_slot()
    assert work(done(before, staff(before, "P1 · Film P1", who))) == {"C2 P1 Gaffer 3-8"}
    assert refusal(before, staff(before, "P1", "C2 · Ann Reed")) == ["unknown-crew"]
