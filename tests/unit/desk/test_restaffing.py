"""What may be emptied when people are moved for an operation, and how it is told. Changes when that does."""

from dataclasses import replace

import pytest

from planner.desk.crew_operations import away, fire
from planner.desk.decision import Loss, Refused
from planner.desk.handover import handover
from planner.desk.rescheduling import reschedule
from planner.desk.scheduling import schedule
from planner.desk.team_operations import staff
from planner.desk.wording import loss_in_words
from planner.domain.settings import Settings
from tests.builders import ANN, BO, GAFFER, GRIP, day, recast, row, span
from tests.builders import away as gone
from tests.unit.desk.desks import decided, desk, done, film, refusal, whole, work

CY = replace(ANN, crew_id="C3", full_name="Cy Aro")


@pytest.mark.parametrize(("priority", "allowed"), [(5, False), (3, False), (2, True), (1, True)])
def test_a_new_production_empties_nothing_of_a_higher_priority(priority: int, allowed: bool) -> None:
    long = film("P1", 1, 28, priority=2)
    before = desk((ANN,), (long,), (whole(long, GAFFER),), (row("P1", GAFFER, 1, 28, "C1"),))
    proposal = schedule(before, "Spot", span(20, 21), {GAFFER: 1}, priority=priority)
    found = decided(before, proposal, restaff=True)
    if allowed:
        assert not isinstance(found, Refused)
        assert work(found) == {"C1 P2 Gaffer 20-21"}
        assert found.losses == (Loss(long, GAFFER, span(1, 28), "C1"),)
        assert found.notes == ()
    else:
        assert isinstance(found, Refused)
        assert found.code == "not-enough-people"
        assert f"higher priority than {priority}" in found.reasons[0].hint


def test_somebody_bound_by_hand_leaves_nothing_of_a_higher_priority_empty() -> None:
    first, later = film("P1", 1, 9, priority=1), film("P2", 5, 6, priority=4)
    before = desk(
        (ANN,), (first, later), (whole(first, GAFFER), whole(later, GAFFER)), (row("P1", GAFFER, 1, 9, "C1"),)
    )
    assert refusal(before, staff(before, "P2", "C1"), restaff=True) == ["higher-priority"]
    helped = replace(before, instance=before.instance.rebuilt(crew=(ANN, BO)))
    decision = done(helped, staff(helped, "P2", "C1"), restaff=True)
    assert work(decision) == {"C1 P2 Gaffer 5-6", "C2 P1 Gaffer 1-9"}
    assert decision.losses == ()


def test_room_for_somebody_bound_by_hand_is_not_worth_a_slot_that_has_people() -> None:
    # Ann joins Bo on P1; he takes over what she leaves, or both stay and that is empty
    one, other = film("P1", 5, 7), film("P2", 3, 5)
    rows = (row("P1", GAFFER, 5, 7, "C2"), row("P2", GAFFER, 3, 5, "C1"))
    before = desk((ANN, BO), (one, other), (whole(one, GAFFER, 2), whole(other, GAFFER)), rows)
    decision = done(before, staff(before, "P1", "C1"), restaff=True)
    assert work(decision) == {"C1 P1 Gaffer 5-7", "C2 P2 Gaffer 3-5"}
    assert decision.losses == ()


def test_a_loss_says_title_priority_and_days() -> None:
    film_1 = film("P1", 5, 9, priority=1)
    before = desk((gone(ANN, 12, 14),), (film_1,), (whole(film_1, GAFFER),), (row("P1", GAFFER, 5, 9, "C1"),))
    decision = done(before, reschedule(before, "P1", span(11, 15)), restaff=True)
    (loss,) = decision.losses
    assert loss_in_words(loss, {"C1": ANN}) == (
        "Film P1 (P1), priority 1, loses Ann Reed (C1) as Gaffer, 11–15 March 2026; nobody takes over."
    )


@pytest.mark.parametrize(("priority", "moved"), [(3, False), (2, False), (4, True)])
def test_nobody_is_moved_for_an_absence_unless_more_is_filled_then(priority: int, moved: bool) -> None:
    # Bo alone could step in for Ann, and is at work elsewhere himself
    one, other = film("P1", 3, 5), film("P2", 3, 5, priority=priority)
    rows = (row("P1", GAFFER, 3, 5, "C1"), row("P2", GRIP, 3, 5, "C2"))
    before = desk((ANN, BO), (one, other), (whole(one, GAFFER), whole(other, GRIP)), rows)
    decision = done(before, away(before, "C1", span(4, 4)), restaff=True)
    (loss,) = decision.losses
    assert work(decision) == ({"C2 P1 Gaffer 3-5"} if moved else {"C2 P2 Grip 3-5"})
    assert (loss.production.production_id, loss.crew_id) == (("P2", "C2") if moved else ("P1", "C1"))


def test_two_slots_that_somebody_leaves_are_not_filled_by_emptying_one_that_counts_as_much() -> None:
    # one slot of Bo's for two of Ann's would be one more filled, and is a move that empties what is no lower
    one, two, long = film("P1", 3, 4), film("P2", 6, 7), film("P3", 3, 7)
    rows = (row("P1", GAFFER, 3, 4, "C1"), row("P2", GAFFER, 6, 7, "C1"), row("P3", GRIP, 3, 7, "C2"))
    before = desk((ANN, BO), (one, two, long), (whole(one, GAFFER), whole(two, GAFFER), whole(long, GRIP)), rows)
    assert work(done(before, fire(before, "C1", day(1)), restaff=True)) == {"C2 P3 Grip 3-7"}
    low = replace(before, instance=before.instance.rebuilt(productions=(one, two, film("P3", 3, 7, priority=4))))
    assert work(done(low, fire(low, "C1", day(1)), restaff=True)) == {"C2 P1 Gaffer 3-4", "C2 P2 Gaffer 6-7"}


def test_a_colleague_of_the_same_production_may_take_over_and_be_replaced() -> None:
    grip = recast(CY, main_role=GRIP, other_roles=())
    one = film("P1", 3, 8)
    rows = (row("P1", GAFFER, 3, 8, "C1"), row("P1", GRIP, 3, 8, "C2"))
    before = desk((ANN, BO, grip), (one,), (whole(one, GAFFER), whole(one, GRIP)), rows)
    decision = done(before, handover(before, "P1", "C1", day(6)), restaff=True)
    assert work(decision) == {"C1 P1 Gaffer 3-5", "C2 P1 Gaffer 6-8", "C3 P1 Grip 3-8"}
    assert decision.losses == ()


def test_with_whole_staffing_a_production_is_lost_as_a_whole() -> None:
    one, other = film("P1", 3, 5), film("P2", 3, 5)
    rows = (
        row("P1", GAFFER, 3, 5, "C1"),
        row("P1", GRIP, 3, 5, "C3"),
        row("P2", GAFFER, 3, 5, "C2"),
    )
    crew = (ANN, BO, replace(recast(CY, main_role=GRIP), crew_id="C3"))
    needs = (whole(one, GAFFER), whole(one, GRIP), whole(other, GAFFER))
    before = desk(crew, (one, other), needs, rows, settings=Settings(whole_staffing=True))
    decision = done(before, away(before, "C1", span(4, 4)), restaff=True)
    assert work(decision) == {"C2 P2 Gaffer 3-5"}
    assert {(loss.production.production_id, loss.crew_id) for loss in decision.losses} == {("P1", "C1"), ("P1", "C3")}
