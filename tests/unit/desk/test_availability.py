"""Who is free, day by day; the asked days are 10 to 14 June throughout. Changes when availability does."""

from datetime import date

import pytest

from planner.desk.availability import Availability, find_available, find_role
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Absence, CrewMember, Employment
from planner.domain.instance import Instance
from planner.domain.plan import Assignment
from planner.domain.production import Production, Requirement, Slot
from planner.domain.settings import Settings
from planner.domain.span import DateSpan


def june(first: int, last: int | None = None) -> DateSpan:
    return DateSpan(date(2027, 6, first), date(2027, 6, last or first))


ASKED = june(10, 14)


def instance(
    person: CrewMember, *, days: DateSpan = ASKED, bookings: tuple[Booking, ...] = (), gap: int = 0
) -> Instance:
    productions = (Production("P1", "Fathom", june(1, 30)), Production("P2", "Quince", days))
    needs = (Requirement("P1", "Gaffer", days, 1), Requirement("P2", "Gaffer", days, 1))
    return Instance.sorted((person,), productions, needs, bookings, Settings(gap_days=gap))


def gaffer(first: date | None = None, last: date | None = None, away: tuple[DateSpan, ...] = ()) -> CrewMember:
    return CrewMember.employed(
        "C1", "Noor", "Gaffer", ("Electrician",), first, last, 0, tuple(Absence(span) for span in away)
    )


def work(days: DateSpan) -> tuple[Assignment, ...]:
    return (Assignment(Slot("P1", "Gaffer", days, 1), "C1"),)


def free_of(found: Availability) -> tuple[DateSpan, ...]:
    people = found.whole + found.partly
    return people[0].free if people else ()


@pytest.mark.parametrize(
    ("person", "free"),
    [
        (gaffer(), (ASKED,)),
        (gaffer(first=date(2027, 6, 10)), (ASKED,)),
        (gaffer(first=date(2027, 6, 11)), (june(11, 14),)),
        (gaffer(last=date(2027, 6, 14)), (ASKED,)),
        (gaffer(last=date(2027, 6, 13)), (june(10, 13),)),
        (gaffer(last=date(2027, 6, 9)), ()),
        (gaffer(first=date(2027, 6, 15)), ()),
        (gaffer(away=(june(9),)), (ASKED,)),
        (gaffer(away=(june(12),)), (june(10, 11), june(13, 14))),
        (gaffer(away=(june(1, 10), june(14, 30))), (june(11, 13),)),
        (gaffer(away=(june(1, 30),)), ()),
    ],
)
def test_employment_and_absences_to_the_day(person: CrewMember, free: tuple[DateSpan, ...]) -> None:
    found = find_available(instance(person), (), ASKED)
    assert free_of(found) == free
    assert bool(found.whole) == (free == (ASKED,))


@pytest.mark.parametrize(
    ("days", "free"),
    [
        (june(5, 9), (ASKED,)),
        (june(5, 10), (june(11, 14),)),
        (june(14, 20), (june(10, 13),)),
        (june(15, 20), (ASKED,)),
        (june(1, 30), ()),
    ],
)
def test_assigned_days_are_not_free(days: DateSpan, free: tuple[DateSpan, ...]) -> None:
    assert free_of(find_available(instance(gaffer()), work(days), ASKED)) == free


def test_days_between_two_employments_are_not_free() -> None:
    terms = june(1, 11), june(14, 30)
    person = CrewMember("C1", "Noor", tuple(Employment("Gaffer", (), one.first_day, one.last_day) for one in terms))
    found = find_available(instance(person), (), ASKED)
    assert free_of(found) == (june(10, 11), june(14))
    assert not found.whole


def booking(status: BookingStatus, role: str | None = "Gaffer", production: str = "P1") -> Booking:
    return Booking(production, "C1", role, status, rank=2 if status is BookingStatus.HOLD else 0)


def test_without_a_plan_a_confirmed_booking_takes_the_days_of_its_role() -> None:
    case = instance(gaffer(), days=june(10, 11), bookings=(booking(BookingStatus.CONFIRMED),))
    assert free_of(find_available(case, None, ASKED)) == (june(12, 14),)


def test_a_confirmed_booking_of_any_role_takes_all_days_of_its_production() -> None:
    case = instance(gaffer(), days=june(10, 11), bookings=(booking(BookingStatus.CONFIRMED, None),))
    assert free_of(find_available(case, None, ASKED)) == ()


def test_with_a_plan_a_confirmed_booking_is_shown_and_not_subtracted() -> None:
    case = instance(gaffer(), bookings=(booking(BookingStatus.CONFIRMED),))
    (one,) = find_available(case, (), ASKED).whole
    assert [(pencil.production_id, pencil.status) for pencil in one.pencils] == [("P1", "confirmed")]


@pytest.mark.parametrize("assignments", [None, ()])
def test_a_hold_is_shown_and_not_subtracted(assignments: tuple[Assignment, ...] | None) -> None:
    case = instance(gaffer(), bookings=(booking(BookingStatus.HOLD),))
    (one,) = find_available(case, assignments, ASKED).whole
    assert [(pencil.status, pencil.span) for pencil in one.pencils] == [("hold 2", ASKED)]


def test_released_and_never_and_other_days_are_not_shown() -> None:
    said = (booking(BookingStatus.RELEASED), booking(BookingStatus.NEVER, None))
    (one,) = find_available(instance(gaffer(), bookings=said), (), ASKED).whole
    assert one.pencils == ()
    elsewhere = instance(gaffer(), days=june(1, 9), bookings=(booking(BookingStatus.HOLD),))
    assert find_available(elsewhere, (), ASKED).whole[0].pencils == ()


@pytest.mark.parametrize(("last", "short"), [(9, [0]), (8, [1]), (7, [])])
def test_a_gap_of_fewer_than_two_days_is_shown_and_not_subtracted(last: int, short: list[int]) -> None:
    (one,) = find_available(instance(gaffer(), gap=2), work(june(1, last)), ASKED).whole
    assert [gap.free_days for gap in one.short_gaps] == short


def test_role_means_main_or_other_role_in_any_spelling() -> None:
    case = instance(gaffer())
    assert find_available(case, (), ASKED, "electrician").whole
    assert not find_available(case, (), ASKED, "Key Grip").whole
    assert find_role(case, "  GAFFER ") == ("Gaffer", None)
    assert find_role(case, "Gafer") == (None, "Gaffer")


def test_who_has_a_role_in_one_of_two_employments_is_free_in_it_on_its_days_only() -> None:
    first = Employment("Gaffer", (), None, june(12, 12).last_day)
    twice = CrewMember("C1", "Noor", (first, Employment("Best boy", (), june(13, 13).first_day)))
    case = instance(twice)
    assert free_of(find_available(case, (), ASKED)) == (ASKED,)
    (one,) = find_available(case, (), ASKED, "best boy").partly
    assert (one.free, one.main_role) == ((june(13, 14),), "Best boy")
    (all_days,) = find_available(case, (), ASKED).whole
    assert all_days.main_role == "Gaffer"
