"""Which changes of a folder are about a part of it. Changes when a kind of change is about something else."""

from planner.domain.booking import BookingStatus
from planner.domain.change import AddPerson, Book, Hire, MoveWindow, SetLastDay, SetNeed
from planner.domain.production import Window
from planner.replan.part_changes import changes_in
from tests.builders import ANN, BO, GAFFER, confirmed, day, need, span, studio

WHOLE = studio(need("P1", GAFFER, 1, 3), need("P2", GAFFER, 1, 3), crew=(ANN, BO), bookings=(confirmed("P1", "C1"),))
PART = WHOLE.part({"C1"}, {"P1"})
HERE, THERE, NOWHERE = (
    Window("P1", GAFFER, span(1, 3)),
    Window("P2", GAFFER, span(1, 3)),
    Window("P1", GAFFER, span(8, 9)),
)


def test_what_is_about_people_or_productions_elsewhere_is_left_out() -> None:
    mine, theirs = SetLastDay("C1", day(9)), SetLastDay("C2", day(9))
    asked, elsewhere = SetNeed(*HERE, 2), SetNeed(*THERE, 0)
    assert changes_in(PART, WHOLE, (mine, theirs, asked, elsewhere, SetNeed(*THERE, 3))) == (mine, asked)


def test_windows_that_are_not_here_are_only_asked_for_anew() -> None:
    new = SetNeed(*NOWHERE, 1)
    assert changes_in(PART, WHOLE, (new, SetNeed(*NOWHERE, 0), MoveWindow(*NOWHERE, span(1, 2)))) == (new,)


def test_whoever_is_hired_is_here_and_may_be_booked() -> None:
    hired, booked = Hire(GAFFER, 1), Book("P1", "NEW-1", BookingStatus.CONFIRMED)
    added, kept = changes_in(PART, WHOLE, (hired, booked))
    assert isinstance(added, AddPerson)
    assert kept == booked


def test_a_booking_that_is_kept_elsewhere_is_not_changed_here() -> None:
    released = Book("P1", "C1", BookingStatus.RELEASED)
    assert changes_in(PART, WHOLE, (released,)) == (released,)
    assert changes_in(PART.rebuilt(bookings=()), WHOLE, (released,)) == ()
