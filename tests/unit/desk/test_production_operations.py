"""Schedule, reschedule and cancel: done, refused, and with people moved. Changes when one of them does."""

from dataclasses import replace

import pytest

from planner.desk.decision import Refused
from planner.desk.production_operations import cancel, parse_days, restore
from planner.desk.rescheduling import Windows, reschedule
from planner.desk.scheduling import schedule
from planner.domain.booking import Booking
from planner.domain.change import AddProduction, Cancel, Restore, SetDays, SetNeed
from planner.domain.settings import Settings
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, hold, need, recast, row, span
from tests.unit.desk.desks import decided, desk, done, film, refusal, whole, work

P1 = film("P1", 3, 5)
CY = recast(BO, crew_id="C3", full_name="Cy Aro", main_role=GRIP, other_roles=())


def busy_ann(**more):
    return desk((ANN, BO, CY), (P1,), (whole(P1, GAFFER),), (row("P1", GAFFER, 3, 5, "C1"),), **more)


def test_a_production_comes_with_its_requirements_and_people() -> None:
    before = busy_ann()
    decision = done(before, schedule(before, "New", span(6, 8), {"gaffer": 1, "Grip": 2}, priority=2))
    needs = (SetNeed("P2", role, span(6, 8), count) for role, count in ((GAFFER, 1), (GRIP, 2)))
    assert decision.changes == (AddProduction("P2", "New", span(6, 8), 2), *needs)
    # only Bo and Cy hold Grip, so Ann is the gaffer although Bo could be
    assert work(decision) - work(before) == {"C1 P2 Gaffer 6-8", "C2 P2 Grip 6-8", "C3 P2 Grip 6-8"}


def test_what_is_cancelled_without_days_keeps_its_identifier() -> None:
    before = replace(busy_ann(), undated=("P7",))
    new = done(before, schedule(before, "New", span(6, 8), {"gaffer": 1})).changes[0]
    assert isinstance(new, AddProduction)
    assert new.production_id == "P8"
    taken = schedule(before, "New", span(6, 8), {"gaffer": 1}, production_id="p7")
    assert refusal(before, taken) == ["duplicate-id"]
    found = reschedule(before, "p7", span(6, 8))
    assert isinstance(found, Refused)
    assert (found.reasons[0].code, found.reasons[0].message) == ("cancelled", "P7 is cancelled and has no days.")


def test_people_are_preferred_by_main_role_then_rate_then_work_then_id() -> None:
    cheap = recast(ANN, crew_id="C7", full_name="Di", day_rate_cents=100)
    idle = replace(cheap, crew_id="C8", full_name="Ed")
    other_role = recast(CY, crew_id="C0", full_name="Flo", other_roles=(GAFFER,))
    before = desk((ANN, other_role, cheap, idle), (P1,), (whole(P1, GAFFER),), (row("P1", GAFFER, 3, 5, "C7"),))
    taken = [
        sorted(work(done(before, schedule(before, "New", span(8, 9), {GAFFER: count}))) - work(before))
        for count in (1, 2, 3, 4)
    ]
    people = [[one.split()[0] for one in some] for some in taken]
    assert people == [["C8"], ["C7", "C8"], ["C1", "C7", "C8"], ["C0", "C1", "C7", "C8"]]


def test_too_few_free_people_is_told_with_number_and_reason() -> None:
    before = busy_ann()
    found = decided(before, schedule(before, "New", span(5, 6), {GAFFER: 2}))
    assert isinstance(found, Refused)
    (reason,) = found.reasons
    assert reason.code == "not-enough-people"
    assert "2 are needed as Gaffer, and 1 person is free (Bo Li (C2)) 5–6 March 2026." in reason.message
    assert "Ann Reed (C1) works on Film P1 (P1) Gaffer, 3–5 March 2026" in reason.message
    assert done(before, schedule(before, "New", span(6, 7), {GAFFER: 2}))


def test_needs_that_share_their_people_are_counted_together() -> None:
    before = desk((ANN, BO), (P1,), (whole(P1, GAFFER),), (row("P1", GAFFER, 3, 5, "C1"),))
    found = decided(before, schedule(before, "New", span(5, 6), {GAFFER: 1, GRIP: 1}, new_role=True))
    assert isinstance(found, Refused)
    assert "2 are needed as" in found.reasons[0].message
    assert "1 person is free (Bo Li (C2))" in found.reasons[0].message


@pytest.mark.parametrize(("first", "enough"), [(6, False), (7, True)])
def test_gap_days_make_nobody_free(first: int, enough: bool) -> None:
    before = desk((ANN,), (P1,), (whole(P1, GAFFER),), (row("P1", GAFFER, 3, 5, "C1"),), settings=Settings(gap_days=1))
    proposal = schedule(before, "New", span(first, 9), {GAFFER: 1})
    assert done(before, proposal) if enough else refusal(before, proposal) == ["not-enough-people"]


def test_with_people_moved_a_chain_makes_room() -> None:
    # Bo is the only grip; he is the gaffer of P1, which Ann can do
    before = desk((ANN, BO), (P1,), (whole(P1, GAFFER),), (row("P1", GAFFER, 3, 5, "C2"),))
    proposal = schedule(before, "New", span(3, 5), {GRIP: 1})
    assert refusal(before, proposal) == ["not-enough-people"]
    decision = done(before, proposal, restaff=True)
    assert work(decision) == {"C1 P1 Gaffer 3-5", "C2 P2 Grip 3-5"}
    assert decision.notes == ()


def test_where_even_that_fails_the_attempt_is_reported() -> None:
    before = desk(
        (ANN, BO), (P1,), (whole(P1, GAFFER),), (row("P1", GAFFER, 3, 5, "C2"),), bookings=(confirmed("P1", "C2"),)
    )
    found = decided(before, schedule(before, "New", span(3, 5), {GRIP: 1}), restaff=True)
    assert isinstance(found, Refused)
    assert found.code == "not-enough-people"
    (conflict,) = found.attempt
    assert conflict.code == "vacancy"
    assert "the confirmed booking of Bo Li (C2) on Film P1 (P1) stands in the way" in conflict.hint


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"production_id": "p1"}, "duplicate-id"),
        ({"title": ""}, "missing-value"),
        ({"needs": {"Gripp": 1}}, "unknown-role"),
    ],
)
def test_a_schedule_is_refused(more: dict, code: str) -> None:
    before = busy_ann()
    arguments = {"title": "New", "span": span(6, 8), "needs": {}, **more}
    assert refusal(before, schedule(before, **arguments)) == [code]


def test_without_a_plan_nobody_is_bound_but_there_have_to_be_enough() -> None:
    before = desk((ANN,), (P1,), (whole(P1, GAFFER),), None, bookings=(confirmed("P1", "C1"),))
    assert refusal(before, schedule(before, "New", span(5, 6), {GAFFER: 1})) == ["not-enough-people"]
    decision = done(before, schedule(before, "New", span(6, 7), {GAFFER: 1}))
    assert decision.moves == ()
    assert decision.after.instance.previous is None


def test_reversed_days_are_a_reason() -> None:
    assert parse_days(day(3), day(3)) == span(3, 3)
    assert parse_days(day(3), day(2)).code == "end-before-start"


def test_a_production_moves_with_its_windows_and_people() -> None:
    needs = (whole(P1, GAFFER), need("P1", GRIP, 4, 4), need("P1", GRIP, 1, 2))
    rows = (row("P1", GAFFER, 3, 5, "C1"), row("P1", GRIP, 4, 4, "C3"), row("P1", GRIP, 1, 2, "C3"))
    before = desk((ANN, BO, CY), (P1,), needs, rows)
    decision = done(before, reschedule(before, "Film P1", span(10, 12)))
    # the two days before it are preparation
    assert work(decision) == {"C1 P1 Gaffer 10-12", "C3 P1 Grip 11-11", "C3 P1 Grip 8-9"}
    assert decision.changes == (SetDays("P1", span(10, 12)),)
    windows = {need.span for need in decision.after.instance.requirements}
    assert windows == {span(10, 12), span(11, 11), span(8, 9)}
    assert {move.kind for move in decision.moves} == {"moved"}


LONG = film("P1", 10, 20)
WINDOWS = (whole(LONG, GAFFER), need("P1", GRIP, 8, 9), need("P1", GRIP, 10, 14), need("P1", GRIP, 18, 20))


@pytest.mark.parametrize(
    ("new", "how", "windows"),
    [
        ((7, 20), None, {(7, 20), (8, 9), (10, 14), (18, 20)}),  # three days more before it: nobody's days change
        ((7, 20), Windows.MOVE, {(7, 20), (5, 6), (7, 11), (18, 20)}),
        ((10, 24), None, {(10, 24), (8, 9), (10, 14), (18, 20)}),
        ((10, 24), Windows.MOVE, {(10, 24), (8, 9), (10, 14), (22, 24)}),
        ((10, 19), None, None),
        ((10, 19), Windows.MOVE, {(10, 19), (8, 9), (10, 14), (17, 19)}),
        ((10, 19), Windows.CLIP, {(10, 19), (8, 9), (10, 14), (18, 19)}),
        ((10, 17), Windows.CLIP, None),  # nothing is left of the last
        ((18, 20), None, None),
        ((13, 22), Windows.MOVE, {(13, 22), (11, 12), (13, 17), (20, 22)}),
        ((13, 22), Windows.CLIP, {(13, 22), (8, 9), (13, 14), (18, 20)}),
        ((12, 14), Windows.MOVE, {(12, 14), (10, 11), (12, 16)}),  # five days end after three, as wrap may
    ],
)
def test_windows_stay_where_not_both_ends_move_alike(new, how, windows) -> None:
    before = desk((ANN,), (LONG,), WINDOWS)
    proposal = reschedule(before, "P1", span(*new), how)
    if windows is None:
        assert set(refusal(before, proposal)) == {"window-outside-production"}
    else:
        after = done(before, proposal).after.instance
        assert {(n.span.first_day.day, n.span.last_day.day) for n in after.requirements} == windows


def test_a_window_that_no_longer_fits_is_refused_with_both_readings() -> None:
    before = desk((ANN,), (LONG,), WINDOWS)
    found = decided(before, reschedule(before, "P1", span(10, 19)))
    assert isinstance(found, Refused)
    (reason,) = found.reasons
    assert "Film P1 (P1) Grip, 18–20 March 2026, would not lie within 10–19 March 2026." in reason.message
    assert "--windows move makes it 17–19 March 2026 or --windows clip makes it 18–19 March 2026" in reason.hint


def test_days_of_bookings_do_as_windows_do() -> None:
    def booked(first: int | None, last: int | None, *, typed: bool = False, role: str | None = GRIP) -> Booking:
        days = {"first_day": day(first) if first else None, "last_day": day(last) if last else None}
        return replace(confirmed("P1", "C3", role), typed=typed, **days)

    old = (booked(18, 20), booked(10, 20), booked(8, None), booked(None, 14), booked(10, 14, typed=True))
    before = desk((ANN, CY), (LONG,), WINDOWS, bookings=old)
    along = done(before, reschedule(before, "P1", span(11, 21)))
    assert set(along.after.instance.bookings) == {
        booked(19, 21),
        booked(11, 21),
        booked(9, None),
        booked(None, 15),
        booked(11, 15, typed=True),
    }
    assert any("typed booking" in words and "moves along" in words for words in along.said)
    later = done(before, reschedule(before, "P1", span(10, 24))).after.instance
    assert set(later.bookings) == {*old, booked(10, 24)} - {booked(10, 20)}
    sooner = replace(before, instance=before.instance.rebuilt(requirements=WINDOWS[:1]))
    assert refusal(sooner, reschedule(sooner, "P1", span(10, 19))) == ["window-outside-production"]
    clipped = done(sooner, reschedule(sooner, "P1", span(10, 19), Windows.CLIP)).after.instance
    assert booked(18, 19) in clipped.bookings


def test_two_windows_that_become_one_keep_their_people_apart() -> None:
    needs = (whole(P1, GAFFER), need("P1", GAFFER, 3, 3))
    rows = (row("P1", GAFFER, 3, 5, "C1"), row("P1", GAFFER, 3, 3, "C2"))
    before = desk((ANN, BO), (P1,), needs, rows)
    decision = done(before, reschedule(before, "P1", span(8, 8), Windows.MOVE))
    assert {r.slot.number for r in decision.after.rows} == {1, 2}
    (merged,) = decision.after.instance.requirements
    assert (merged.count, merged.span) == (2, span(8, 8))


def test_somebody_who_is_not_available_then_refuses_or_is_replaced() -> None:
    before = desk((away(ANN, 10, 10), BO), (P1,), (whole(P1, GAFFER),), (row("P1", GAFFER, 3, 5, "C1"),))
    found = decided(before, reschedule(before, "P1", span(10, 12)))
    assert isinstance(found, Refused)
    assert found.code == "unavailable"
    assert "Ann Reed (C1), who is away 10 March 2026" in found.reasons[0].message
    assert work(done(before, reschedule(before, "P1", span(10, 12)), restaff=True)) == {"C2 P1 Gaffer 10-12"}


@pytest.mark.parametrize("operation", [cancel, lambda now, which: reschedule(now, which, span(8, 9))])
def test_what_is_cancelled_stays_so(operation) -> None:
    before = desk((ANN,), (film("P1", 3, 5, cancelled=True),))
    assert refusal(before, operation(before, "P1"))[0] in ("no-change", "cancelled")


def test_the_same_days_are_no_change() -> None:
    before = busy_ann()
    assert refusal(before, reschedule(before, "P1", span(3, 5))) == ["no-change"]


def test_a_cancelled_production_frees_its_people() -> None:
    before = busy_ann()
    decision = done(before, cancel(before, "film p1"))
    assert decision.changes == (Cancel("P1"),)
    assert work(decision) == set()
    assert decision.after.instance.production_by_id["P1"].cancelled


def test_a_cancellation_is_never_refused_and_lets_bookings_be_kept_that_it_freed() -> None:
    # Ann is confirmed on both; P2, of lower priority, is done by Bo until P1 goes
    p2 = film("P2", 4, 6, priority=5)
    needs, rows = (whole(P1, GAFFER), whole(p2, GAFFER)), (row("P1", GAFFER, 3, 5, "C1"), row("P2", GAFFER, 4, 6, "C2"))
    before = desk((ANN, BO), (P1, p2), needs, rows, bookings=(confirmed("P1", "C1"), confirmed("P2", "C1")))
    decision = done(before, cancel(before, "P1"))
    assert work(decision) == {"C1 P2 Gaffer 4-6"}
    vacant = desk((ANN, BO), (P1, p2), needs, rows[:1], bookings=before.instance.bookings)
    assert work(done(vacant, cancel(vacant, "P1"))) == {"C1 P2 Gaffer 4-6"}


def test_an_unknown_production_is_a_near_one() -> None:
    found = cancel(busy_ann(), "Film P2")
    assert isinstance(found, Refused)
    assert (found.code, found.reasons[0].hint) == ("unknown-production", 'Did you mean "Film P1"?')


def test_a_hold_elsewhere_is_told_and_is_in_nobodys_way() -> None:
    p5 = film("P5", 8, 9)
    before = desk((ANN, CY), (P1, p5), (whole(P1, GAFFER), whole(p5, GAFFER)), (), bookings=(hold("P5", "C1", 2),))
    (note,) = done(before, schedule(before, "New", span(9, 10), {GAFFER: 1})).notes
    assert note == "Ann Reed (C1) on Film P5 (P5) has hold 2 on some of these days."
    assert done(before, schedule(before, "New", span(10, 10), {GAFFER: 1})).notes == ()


def test_a_hold_is_told_of_its_own_days_alone() -> None:
    p5, later = film("P5", 6, 9), replace(hold("P5", "C1", 2), first_day=day(8))
    before = desk((ANN, CY), (p5,), (need("P5", GAFFER, 6, 7), need("P5", GAFFER, 8, 9)), (), bookings=(later,))
    assert done(before, schedule(before, "New", span(6, 6), {GAFFER: 1})).notes == ()
    assert done(before, schedule(before, "New", span(8, 8), {GAFFER: 1})).notes != ()


def test_what_was_cancelled_is_restored_with_open_slots() -> None:
    before = busy_ann()
    gone = done(before, cancel(before, "P1")).after
    decision = done(gone, restore(gone, "P1"))
    assert decision.changes == (Restore("P1"),)
    assert decision.after.instance.production_by_id["P1"] == P1
    assert [(slot.role, slot.span) for slot in decision.after.plan.vacancies] == [(GAFFER, span(3, 5))]
    assert "1 open slot" in decision.said[0]
    assert refusal(before, restore(before, "P1")) == ["no-change"]


def test_who_is_confirmed_comes_back_with_a_restored_production() -> None:
    before = busy_ann(bookings=(confirmed("P1", "C1"),))
    gone = done(before, cancel(before, "P1")).after
    assert work(done(gone, restore(gone, "P1"))) == {"C1 P1 Gaffer 3-5"}


def test_a_production_may_be_scheduled_with_open_slots() -> None:
    before = busy_ann()
    decision = done(before, schedule(before, "New", span(5, 6), {GAFFER: 2, GRIP: 1}, leave_open=True))
    assert work(decision) - work(before) == {"C2 P2 Gaffer 5-6", "C3 P2 Grip 5-6"}
    assert "1 slot of it is open" in decision.said[0]
    settings = Settings(whole_staffing=True)
    whole_or_none = busy_ann(settings=settings)
    decision = done(whole_or_none, schedule(whole_or_none, "New", span(5, 6), {GAFFER: 2}, leave_open=True))
    assert work(decision) == work(whole_or_none)
    assert "2 slots of it are open" in decision.said[0]


def test_least_work_is_counted_in_paid_days() -> None:
    week, weekend = film("P1", 2, 4), film("P2", 7, 8)  # Monday to Wednesday; Saturday and Sunday
    settings = Settings(work_days=frozenset(range(5)))
    twin = recast(ANN, crew_id="C0", full_name="Di")
    rows = (row("P1", GAFFER, 2, 2, "C0"), row("P2", GAFFER, 7, 8, "C1"))
    needs = (need("P1", GAFFER, 2, 2), whole(weekend, GAFFER))
    before = desk((ANN, twin), (week, weekend), needs, rows, settings=settings)
    assert work(done(before, schedule(before, "New", span(16, 17), {GAFFER: 1}))) - work(before) == {
        "C1 P3 Gaffer 16-17"
    }
