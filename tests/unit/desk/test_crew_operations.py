"""Hire, fire and away: done, refused, and with people moved. Changes when one of them does."""

from dataclasses import replace

import pytest

from planner.desk.crew_operations import away, fire, hire
from planner.desk.decision import Refused
from planner.domain.change import AddAbsence, AddPerson, DropAbsence, SetLastDay
from planner.domain.crew import Absence, CrewMember, Employment
from tests.builders import ANN, BO, GAFFER, GRIP, confirmed, day, need, recast, row, span
from tests.unit.desk.desks import decided, desk, done, film, refusal, whole, work

P1 = film("P1", 3, 5)
P2 = film("P2", 10, 12)
ANN_ON_P1 = row("P1", GAFFER, 3, 5, "C1")


def with_work(*, crew=(ANN, BO), rows=(ANN_ON_P1,), bookings=()):
    return desk(crew, (P1, P2), (whole(P1, GAFFER),), rows, bookings=bookings)


def test_a_hire_is_a_new_person_and_nothing_else() -> None:
    before = with_work()
    decision = done(before, hire(before, "Cy Aro", "gaffer", other_roles=("GRIP", "Gaffer"), first_day=day(2)))
    assert decision.changes == (AddPerson("C3", "Cy Aro", GAFFER, (GRIP,), day(2)),)
    person = decision.after.instance.crew_by_id["C3"]
    assert (person.full_name, person.main_role, person.other_roles, person.first_day) == (
        "Cy Aro",
        GAFFER,
        (GRIP,),
        day(2),
    )
    assert work(decision) == work(before)


def test_other_roles_are_split_as_in_a_cell() -> None:
    before = desk((ANN, BO), (P1,), (whole(P1, GAFFER), whole(P1, "Hair, Make-up")))
    decision = done(before, hire(before, "Cy Aro", GRIP, other_roles=("hair, make-up, gaffer",)))
    assert decision.after.instance.crew_by_id["C3"].other_roles == ("Hair, Make-up", GAFFER)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"crew_id": "c1"}, "duplicate-id"),
        ({"role": "Gafer"}, "unknown-role"),
        ({"other_roles": ("Grop",)}, "unknown-role"),
        ({"first_day": day(4), "last_day": day(3)}, "fire-before-hire"),
        ({"name": "  "}, "missing-value"),
    ],
)
def test_a_hire_is_refused(more: dict, code: str) -> None:
    before = with_work()
    arguments = {"name": "Cy", "role": GAFFER, **more}
    assert refusal(before, hire(before, **arguments)) == [code]


def test_an_unknown_role_is_a_near_one_or_said_to_be_new() -> None:
    before = with_work()
    found = hire(before, "Cy", "Gafer")
    assert isinstance(found, Refused)
    assert 'Did you mean "Gaffer"?' in found.reasons[0].hint
    assert done(before, hire(before, "Cy", "Diver", new_role=True)).after.instance.crew_by_id["C3"].main_role == "Diver"
    listed = replace(before, roles_listed=True)
    assert refusal(listed, hire(listed, "Cy", "Diver", new_role=True)) == ["unknown-role"]


def test_where_names_identify_a_hire_needs_one_of_its_own() -> None:
    named = replace(ANN, crew_id=ANN.full_name)
    before = replace(desk((named,), (P1,)), crew_ids=False)
    assert refusal(before, hire(before, "ann reed", GAFFER)) == ["duplicate-name"]
    assert refusal(before, hire(before, "ann reed", GAFFER, same_name=True)) == ["duplicate-name"]
    assert refusal(before, hire(before, "Cy", GAFFER, crew_id="C9")) == ["no-id-column"]
    assert done(before, hire(before, "Cy", GAFFER)).after.instance.crew_by_id["Cy"].full_name == "Cy"


def test_the_last_day_itself_is_still_worked() -> None:
    before = with_work()
    decision = done(before, fire(before, "Ann Reed", day(5)))
    assert decision.changes == (SetLastDay("C1", day(5)),)
    assert decision.after.instance.crew_by_id["C1"].last_day == day(5)
    assert refusal(before, fire(before, "C1", day(4))) == ["after-fire"]


def test_a_refusal_names_each_production_with_its_days_and_the_way_out() -> None:
    both = (ANN_ON_P1, row("P2", GAFFER, 10, 12, "C1"))
    before = desk((ANN, BO), (P1, P2), (whole(P1, GAFFER), whole(P2, GAFFER)), both)
    found = decided(before, fire(before, "C1", day(4)))
    assert isinstance(found, Refused)
    told = [reason.message for reason in found.reasons]
    assert told == [
        "Ann Reed (C1) works on Film P1 (P1) Gaffer, 3–5 March 2026.",
        "Ann Reed (C1) works on Film P2 (P2) Gaffer, 10–12 March 2026.",
    ]
    assert any("12 March 2026" in way for way in found.ways_out)
    assert any("--restaff" in way for way in found.ways_out)


def test_somebody_confirmed_after_the_day_is_not_fired_although_not_assigned() -> None:
    before = with_work(rows=(row("P1", GAFFER, 3, 5, "C2"),), bookings=(confirmed("P2", "C1"),))
    assert refusal(before, fire(before, "C1", day(9))) == ["confirmed"]
    assert done(before, fire(before, "C1", day(12)))


def test_work_on_other_days_of_a_production_does_not_keep_a_booking() -> None:
    early, late = need("P2", GAFFER, 7, 9), need("P2", GAFFER, 10, 12)
    rows = ANN_ON_P1, row("P2", GAFFER, 7, 9, "C1"), row("P2", GAFFER, 10, 12, "C2")
    booking = replace(confirmed("P2", "C1"), first_day=day(10))
    before = desk((ANN, BO), (P1, film("P2", 7, 12)), (whole(P1, GAFFER), early, late), rows, bookings=(booking,))
    assert refusal(before, fire(before, "C1", day(9))) == ["confirmed"]


@pytest.mark.parametrize(("last", "code"), [(day(1), "fire-before-hire"), (None, "no-change")])
def test_a_day_before_the_hire_and_no_change(last, code: str) -> None:
    before = with_work(crew=(recast(ANN, first_day=day(2)), BO))
    assert refusal(before, fire(before, "C1", last)) == [code]


def test_a_later_day_and_no_end_extend() -> None:
    before = with_work(crew=(recast(ANN, last_day=day(6)), BO))
    assert done(before, fire(before, "C1", day(20))).after.instance.crew_by_id["C1"].last_day == day(20)
    assert done(before, fire(before, "C1", None)).after.instance.crew_by_id["C1"].last_day is None


def test_who_stays_longer_and_can_then_keep_a_booking_does() -> None:
    leaving = recast(ANN, last_day=day(6))
    needs = (whole(P1, GAFFER), whole(P2, GAFFER))
    before = desk((leaving, BO), (P1, P2), needs, (ANN_ON_P1,), bookings=(confirmed("P2", "C1"),))
    decision = done(before, fire(before, "C1", None))
    assert "C1 P2 Gaffer 10-12" in work(decision)
    taken = desk(
        (leaving, BO), (P1, P2), needs, (ANN_ON_P1, row("P2", GAFFER, 10, 12, "C2")), bookings=(confirmed("P2", "C1"),)
    )
    assert refusal(taken, fire(taken, "C1", None)) == ["confirmed"]
    assert "C1 P2 Gaffer 10-12" in work(done(taken, fire(taken, "C1", None), restaff=True))


def test_who_stays_longer_keeps_a_booking_on_its_own_days() -> None:
    leaving = recast(ANN, last_day=day(6))
    needs = (whole(P1, GAFFER), need("P2", GAFFER, 7, 9), need("P2", GAFFER, 10, 12))
    booking = replace(confirmed("P2", "C1"), first_day=day(10))
    before = desk((leaving, BO), (P1, film("P2", 7, 12)), needs, (ANN_ON_P1,), bookings=(booking,))
    assert work(done(before, fire(before, "C1", None))) == {"C1 P1 Gaffer 3-5", "C1 P2 Gaffer 10-12"}


def test_with_people_moved_somebody_else_works_the_days() -> None:
    before = with_work()
    decision = done(before, fire(before, "C1", day(4)), restaff=True)
    assert decision.restaffed
    assert work(decision) == {"C2 P1 Gaffer 3-5"}
    assert [(move.kind, move.crew_id) for move in decision.moves] == [("lost", "C1"), ("gained", "C2")]


def test_with_nobody_left_a_slot_is_vacant_and_that_is_said() -> None:
    before = with_work(crew=(ANN,))
    decision = done(before, fire(before, "C1", day(4)), restaff=True)
    assert work(decision) == set()
    (loss,) = decision.losses
    assert (loss.production, loss.role, loss.span, loss.crew_id) == (P1, GAFFER, span(3, 5), "C1")


@pytest.mark.parametrize(("first", "last", "free"), [(1, 2, True), (2, 3, False), (5, 6, False), (6, 9, True)])
def test_an_absence_is_refused_on_days_at_work(first: int, last: int, free: bool) -> None:
    before = with_work()
    proposal = away(before, "C1", span(first, last), "holiday")
    if free:
        decision = done(before, proposal)
        assert decision.changes == (AddAbsence("C1", span(first, last), "holiday"),)
    else:
        found = decided(before, proposal)
        assert isinstance(found, Refused)
        told = [(reason.code, reason.message) for reason in found.reasons]
        assert told == [("unavailable", "Ann Reed (C1) works on Film P1 (P1) Gaffer, 3–5 March 2026.")]
        assert work(done(before, proposal, restaff=True)) == {"C2 P1 Gaffer 3-5"}


def test_the_same_absence_twice_is_refused() -> None:
    before = with_work()
    after = done(before, away(before, "C1", span(7, 8))).after
    assert refusal(after, away(after, "C1", span(7, 8))) == ["no-change"]


def test_without_a_plan_confirmed_bookings_are_the_work() -> None:
    before = with_work(rows=None, bookings=(confirmed("P1", "C1"),))
    assert refusal(before, fire(before, "C1", day(4))) == ["confirmed"]
    assert refusal(before, away(before, "C1", span(4, 4))) == ["confirmed"]
    assert done(before, fire(before, "C1", day(5))).moves == ()


def test_a_rule_that_was_broken_before_is_in_nobodys_way() -> None:
    busy = (ANN_ON_P1, row("P2", GAFFER, 5, 7, "C1"))
    early = film("P2", 5, 7)
    before = desk((ANN, BO), (P1, early), (whole(P1, GAFFER), whole(early, GAFFER)), busy)
    assert done(before, away(before, "C2", span(1, 9)))
    assert refusal(before, away(before, "C1", span(5, 5))) == ["unavailable", "unavailable"]


@pytest.mark.parametrize(
    ("text", "code"), [("Ann Ried", "unknown-crew"), ("C7", "unknown-crew"), ("Twin", "ambiguous-name")]
)
def test_nobody_and_more_than_one_of_a_name(text: str, code: str) -> None:
    twins = (replace(ANN, crew_id="C8", full_name="Twin"), replace(BO, crew_id="C9", full_name="twin"))
    before = with_work(crew=(ANN, BO, *twins))
    found = fire(before, text, day(9))
    assert isinstance(found, Refused)
    assert found.code == code
    if text == "Ann Ried":
        assert found.reasons[0].hint == 'Did you mean "Ann Reed"?'
    if text == "Twin":
        assert "C8, C9" in found.reasons[0].hint


SEASONS = CrewMember(
    "C1",
    "Ann Reed",
    (Employment(GAFFER, (), day(1), day(9), 40_000), Employment(GRIP, (), day(15), day(31), 30_000)),
)


def test_a_name_that_is_there_is_hired_again_or_as_somebody_else() -> None:
    before = desk((recast(ANN, last_day=day(20)),), (P1,))
    found = decided(before, hire(before, "ANN  reed", GAFFER))
    assert isinstance(found, Refused)
    assert found.code == "duplicate-name"
    assert '--again "C1"' in found.reasons[0].hint
    assert "--same-name" in found.reasons[0].hint
    twin = done(before, hire(before, "Ann Reed", GAFFER, same_name=True))
    assert [one.crew_id for one in twin.after.instance.crew] == ["C1", "C2"]
    decision = done(before, hire(before, "", GAFFER, again="Ann Reed", first_day=day(21), day_rate_cents=500))
    (person,) = decision.after.instance.crew
    assert person.employments[1] == Employment(GAFFER, (), day(21), None, 500)
    assert decision.changes == (AddPerson("C1", "Ann Reed", GAFFER, (), day(21), None, 500),)


@pytest.mark.parametrize(
    ("ends", "begins", "code"),
    [(None, 21, "employed-without-end"), (20, 20, "overlapping-employments"), (20, None, "overlapping-employments")],
)
def test_who_is_employed_then_is_not_hired_again(ends: int | None, begins: int | None, code: str) -> None:
    before = desk((recast(ANN, last_day=day(ends) if ends else None),), (P1,))
    first = day(begins) if begins else None
    assert refusal(before, hire(before, "", GAFFER, again="C1", first_day=first)) == [code]


def test_who_is_hired_again_has_one_name_and_one_id() -> None:
    before = desk((recast(ANN, last_day=day(2)),), (P1,))
    assert refusal(before, hire(before, "Ann Read", GAFFER, again="C1", first_day=day(3))) == ["name-mismatch"]
    assert refusal(before, hire(before, "", GAFFER, again="C1", crew_id="C9", first_day=day(3))) == ["duplicate-id"]


@pytest.mark.parametrize(
    ("last", "begins", "expected"),
    [
        (20, None, [9, 20]),  # the one that holds the day
        (12, None, "later-employment"),  # the last that began before it, and another follows
        (12, 1, [12, 31]),
        (5, None, "later-employment"),
        (5, 1, [5, 31]),
        (20, 1, "overlapping-employments"),
        (20, 2, "overlapping-employments"),  # the second of March is a day of the first
        (20, 12, "unknown-employment"),
        (None, None, [9, None]),
        (None, 1, "overlapping-employments"),
    ],
)
def test_a_last_day_is_that_of_the_employment_that_holds_it(last, begins, expected) -> None:
    before = desk((SEASONS,), (P1,))
    proposal = fire(before, "C1", day(last) if last else None, day(begins) if begins else None)
    if isinstance(expected, str):
        assert refusal(before, proposal) == [expected]
    else:
        decision = done(before, proposal)
        (person,) = decision.after.instance.crew
        assert [one.last_day for one in person.employments] == [day(d) if d else None for d in expected]


def test_work_in_another_employment_does_not_stand_against_a_last_day() -> None:
    rows = (row("P2", GRIP, 20, 22, "C1"), row("P1", GAFFER, 3, 5, "C1"))
    before = desk((SEASONS,), (P1, film("P2", 20, 22)), (whole(P1, GAFFER), whole(film("P2", 20, 22), GRIP)), rows)
    assert work(done(before, fire(before, "C1", day(6), day(1)))) == work(before)
    assert refusal(before, fire(before, "C1", day(4), day(1))) == ["after-fire"]


def test_absences_that_overlap_are_refused_or_joined() -> None:
    gone = replace(ANN, absences=(Absence(span(3, 6), "holiday"), Absence(span(9, 12)), Absence(span(20, 21))))
    before = desk((gone,), (P1,))
    found = decided(before, away(before, "C1", span(5, 9), "ill"))
    assert isinstance(found, Refused)
    assert found.code == "overlapping-absences"
    assert "3–12 March 2026: --join" in found.reasons[0].hint
    decision = done(before, away(before, "C1", span(5, 9), "ill", join=True))
    (person,) = decision.after.instance.crew
    assert person.absences == (Absence(span(3, 12), "holiday; ill"), Absence(span(20, 21)))
    gone_spans = [DropAbsence("C1", one.span) for one in gone.absences[:2]]
    assert decision.changes == (*gone_spans, AddAbsence("C1", span(3, 12), "holiday; ill"))
    assert refusal(before, away(before, "C1", span(4, 6), join=True)) == ["no-change"]
    assert done(before, away(before, "C1", span(7, 8)))  # beside another is not over it
