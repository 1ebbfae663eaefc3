"""Rows of the input changed as a coordinator would."""

from dataclasses import replace

from planner.domain.booking import BookingStatus
from planner.domain.crew import Absence
from planner.domain.input_change import BookingChange, NeedChange, PersonChange, ProductionChange, changed
from planner.domain.settings import Settings
from tests.builders import ANN, BO, GAFFER, away, confirmed, need, recast, row, span, studio

SHOOT = need("P1", GAFFER, 3, 5, 2)
STUDIO = studio(
    SHOOT, bookings=[confirmed("P1", "C1")], previous=[row("P1", GAFFER, 3, 5, "C1")], settings=Settings(gap_days=2)
)


def test_a_person_s_row_changes_and_the_others_stay() -> None:
    longer = recast(ANN, other_roles=("Grip",))
    after = changed(STUDIO, [PersonChange(ANN, longer)])
    assert after.crew == (longer, BO)
    assert (after.requirements, after.bookings, after.settings) == (
        STUDIO.requirements,
        STUDIO.bookings,
        STUDIO.settings,
    )
    assert after.previous == STUDIO.previous


def test_absences_that_the_row_did_not_have_stay() -> None:
    # as where the rest of somebody's work is written down as an absence
    elsewhere = Absence(span(20, 22), "at work")
    there = studio(SHOOT, crew=[replace(away(ANN, 3, 3), absences=(Absence(span(3, 3)), elsewhere)), BO])
    after = changed(there, [PersonChange(away(ANN, 3, 3), away(ANN, 6, 6))])
    assert after.crew_by_id["C1"].absences == (Absence(span(6, 6)), elsewhere)


def test_somebody_joins() -> None:
    new = replace(BO, crew_id="C3")
    assert changed(STUDIO, [PersonChange(None, new)]).crew == (ANN, BO, new)


def test_a_requirement_gives_way_to_others_and_equal_ones_add_up() -> None:
    parts = (replace(SHOOT, count=1), need("P1", GAFFER, 3, 4), need("P1", GAFFER, 3, 4))
    after = changed(STUDIO, [NeedChange(SHOOT, parts)])
    assert [(one.span, one.count) for one in after.requirements] == [(span(3, 4), 2), (span(3, 5), 1)]


def test_a_production_moves() -> None:
    production = STUDIO.productions[0]
    moved = replace(production, span=span(2, 30))
    assert changed(STUDIO, [ProductionChange(production, moved)]).productions == (moved,)


def test_a_booking_is_released_or_added() -> None:
    (booking,) = STUDIO.bookings
    released = replace(booking, status=BookingStatus.RELEASED)
    after = changed(STUDIO, [BookingChange(booking, released), BookingChange(None, confirmed("P1", "C2"))])
    assert set(after.bookings) == {released, confirmed("P1", "C2")}
    assert changed(STUDIO, [BookingChange(booking, None)]).bookings == ()
