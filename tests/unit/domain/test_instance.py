"""What follows from an instance: order, what is planned, carried and published."""

from dataclasses import replace

from planner.domain.booking import Booking, BookingStatus
from planner.domain.finding import Place
from planner.domain.settings import Settings
from planner.solver import solve
from tests.builders import ANN, GAFFER, GRIP, confirmed, day, need, row, studio

WINDOW = Settings(plan_from=day(10), plan_to=day(20))


def test_equal_requirements_add_up_whatever_their_order() -> None:
    one, two, other = need("P1", GAFFER, 1, 3), need("P1", GAFFER, 1, 3, 2), need("P1", GAFFER, 1, 4)
    assert studio(one, other, two).requirements == studio(two, one, other).requirements
    assert [n.count for n in studio(one, other, two).requirements] == [3, 1]


def test_parts_that_are_replaced_are_sorted_and_equal_rows_of_other_cells_count_as_new() -> None:
    first, second = confirmed("P1", "C1"), confirmed("P2", "C2")
    case = studio(need("P1", GAFFER, 1, 3), need("P2", GAFFER, 1, 3), bookings=(first, second))
    elsewhere = replace(first, place=Place("crew.xlsx", "Bookings", "B9"))
    again = case.rebuilt(bookings=(second, elsewhere), crew=case.crew[::-1], requirements=case.requirements)
    assert again == case
    assert [one.place for one in again.bookings] == [elsewhere.place, second.place]
    in_order = case.rebuilt(bookings=(elsewhere, second))
    assert in_order.bookings[0].place == elsewhere.place


def test_a_part_has_what_is_required_and_booked_there_and_nothing_from_before() -> None:
    needs = need("P2", GAFFER, 1, 3), need("P1", GAFFER, 1, 3, 0), need("P3", GAFFER, 1, 3)
    bookings = confirmed("P1", "C1"), confirmed("P1", "C2"), confirmed("P3", "C1")
    case = studio(*needs, bookings=bookings, previous=[row("P2", GAFFER, 1, 3, "C1")])
    part = case.part({"C1"}, {"P2", "P1", "P9"})
    assert part == studio(*needs[:2], crew=(ANN,), bookings=bookings[:1])
    assert case.part({"C1"}, ()).crew == (ANN,)


def test_requirements_of_another_level_stay_apart_and_count_by_it() -> None:
    low, high = (replace(need("P1", GAFFER, 3, 5), level=level) for level in (3, 2))
    later = replace(need("P2", GAFFER, 5, 6), level=1)
    case = studio(low, high, low, later, crew=(ANN,))
    assert [(one.level, one.count) for one in case.requirements] == [(3, 2), (2, 1), (1, 1)]
    # Ann can take one of them; P2 comes first although both productions have priority 3
    assert [a.slot.production_id for a in solve(case, threads=1, time_limit_s=0).assignments] == ["P2"]


def test_slots_are_numbered_per_requirement() -> None:
    slots = studio(need("P1", GAFFER, 1, 3, 2), need("P1", GAFFER, 5, 6)).slots
    assert [(slot.span.first_day.day, slot.number) for slot in slots] == [(1, 1), (1, 2), (5, 1)]


def test_nothing_is_planned_for_cancelled_productions_or_a_count_of_zero() -> None:
    instance = studio(need("P1", GAFFER, 1, 3), need("P2", GAFFER, 1, 3, 0), cancelled=["P1"])
    assert instance.slots == ()
    assert instance.planned_productions == ()


def test_a_slot_is_planned_when_one_day_lies_in_the_window() -> None:
    # 9 March is the day before the window, 10 March its first day; 20 March its last, 21 March the day after.
    outside = (need("P1", GAFFER, 8, 9), need("P2", GAFFER, 21, 22))
    inside = (need("P3", GAFFER, 8, 10), need("P4", GAFFER, 20, 22))
    instance = studio(*outside, *inside, settings=WINDOW)
    assert [p.production_id for p in instance.planned_productions] == ["P3", "P4"]


def test_what_lies_outside_the_window_is_carried_up_to_its_count() -> None:
    before = need("P1", GAFFER, 1, 3)
    rows = [row("P1", GAFFER, 1, 3, "C1"), row("P1", GAFFER, 1, 3, "C2", 2), row("P2", GAFFER, 12, 13, "C1")]
    instance = studio(before, need("P2", GAFFER, 12, 13), previous=rows, settings=WINDOW)
    assert instance.carried == (rows[0],)  # one is required, so the second row is not part of the plan any more
    assert instance.published == (rows[1], rows[2])


def test_cancelled_and_changed_slots_are_not_carried() -> None:
    rows = [row("P1", GAFFER, 1, 3, "C1"), row("P2", GRIP, 1, 2, "C2")]
    needs = (need("P1", GAFFER, 1, 3), need("P2", GRIP, 1, 3))
    assert studio(*needs, previous=rows, settings=WINDOW, cancelled=["P1"]).carried == ()


def test_nothing_is_carried_without_a_previous_plan_or_a_window() -> None:
    a_need, a_row = need("P1", GAFFER, 1, 3), row("P1", GAFFER, 1, 3, "C1")
    assert studio(a_need, settings=WINDOW).carried == ()
    assert studio(a_need, previous=[a_row]).carried == ()


def test_released_bookings_and_those_of_cancelled_productions_do_not_stand() -> None:
    released = Booking("P1", "C1", None, BookingStatus.RELEASED)
    standing = confirmed("P1", "C2")
    bookings = (released, standing, confirmed("P2", "C1"))
    assert studio(bookings=bookings, cancelled=["P2"]).standing_bookings == (standing,)
