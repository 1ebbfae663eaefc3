"""Each word of change does to the input what a coordinator would do on the sheets, and nothing else."""

from dataclasses import fields, replace

import pytest

from planner.domain.applying import CannotApply, apply
from planner.domain.booking import BookingStatus
from planner.domain.change import (
    AddAbsence,
    AddPerson,
    AddProduction,
    Book,
    Cancel,
    Change,
    DropAbsence,
    Hire,
    MoveLeave,
    MoveProduction,
    MoveWindow,
    Restore,
    SetDays,
    SetFirstDay,
    SetLastDay,
    SetLimits,
    SetNeed,
    SetPriority,
    SetRate,
    SetRole,
    SetSetting,
    SetTitle,
    SetWorkDays,
    SplitWindow,
)
from planner.domain.crew import Absence, CrewMember, Employment
from planner.domain.instance import Instance
from planner.domain.named_hires import named, renamed
from planner.domain.settings import Settings
from tests.builders import ANN, BO, GAFFER, GRIP, away, confirmed, day, hold, need, recast, row, span, studio

SHOOT = need("P1", GAFFER, 3, 8, 2)
TWICE = CrewMember("C3", "Cy", (Employment(GRIP, (), day(1), day(10)), Employment(GAFFER, (), day(15), day(20))))
STUDIO = studio(
    SHOOT,
    need("P2", GRIP, 3, 4),
    crew=[away(recast(ANN, day_rate_cents=40_000), 3, 4, "leave"), BO, TWICE],
    bookings=[confirmed("P1", "C1"), replace(hold("P2", "C2"), first_day=day(3))],
    previous=[row("P1", GAFFER, 3, 8, "C1")],
    settings=Settings(gap_days=2),
)


def changed(*changes: Change, of: Instance = STUDIO) -> dict[str, object]:
    """Return the parts of the input that differ after changes."""
    after = apply(of, changes)
    parts = (one.name for one in fields(Instance))
    return {name: getattr(after, name) for name in parts if getattr(after, name) != getattr(of, name)}


def person(crew_id: str, *changes: Change) -> CrewMember:
    parts = changed(*changes)
    assert set(parts) == {"crew"}
    assert {one.crew_id: one for one in STUDIO.crew if one.crew_id != crew_id}.items() <= {
        one.crew_id: one for one in parts["crew"]
    }.items()
    return next(one for one in parts["crew"] if one.crew_id == crew_id)


def test_people_join() -> None:
    assert person("C9", AddPerson("C9", "Di", GRIP, (GAFFER,), day(3))) == CrewMember(
        "C9", "Di", (Employment(GRIP, (GAFFER,), day(3)),)
    )
    between = Employment("Driver", (), day(12), day(13))
    again = person("C3", AddPerson("C3", "Cy", "Driver", (), day(12), day(13)))
    assert again.employments == (TWICE.employments[0], between, TWICE.employments[1])
    new = person("NEW-1", Hire(GAFFER, 1, day(3), day(8)))
    assert (new.main_role, new.first_day, new.last_day) == (GAFFER, day(3), day(8))
    assert new.employments[0].day_rate_cents == 40_000  # the median of the gaffers who have a rate
    assert len(changed(Hire(GRIP, 2))["crew"]) == 5


def test_hires_get_names_of_their_own_in_all_that_follows() -> None:
    changes = (Hire(GRIP, 2, day(1)), Book("P1", "NEW-2", BookingStatus.CONFIRMED))
    plain = named(STUDIO, changes)
    assert plain[:2] == tuple(AddPerson(f"NEW-{n}", f"New {GRIP} {n}", GRIP, (), day(1)) for n in (1, 2))
    assert renamed(plain, {"NEW-2": ("C7", "Ed")})[1:] == (
        AddPerson("C7", "Ed", GRIP, (), day(1)),
        Book("P1", "C7", BookingStatus.CONFIRMED),
    )


@pytest.mark.parametrize(
    ("change", "employments"),
    [
        (SetLastDay("C3", day(22), day(15)), (TWICE.employments[0], replace(TWICE.employments[1], last_day=day(22)))),
        (SetFirstDay("C3", None, day(10)), (replace(TWICE.employments[0], first_day=None), TWICE.employments[1])),
        (SetRate("C3", 500), tuple(replace(one, day_rate_cents=500) for one in TWICE.employments)),
        (
            SetRate("C3", 500, day(5)),
            (
                replace(TWICE.employments[0], last_day=day(4)),
                Employment(GRIP, (), day(5), day(10), 500),
                replace(TWICE.employments[1], day_rate_cents=500),
            ),
        ),
        (SetRole("C3", GAFFER, "other", day(1)), (Employment(GRIP, (GAFFER,), day(1), day(10)), TWICE.employments[1])),
        (
            SetRole("C3", "Driver", "main", day(15)),
            (TWICE.employments[0], Employment("Driver", (GAFFER,), day(15), day(20))),
        ),
    ],
)
def test_an_employment_changes(change: Change, employments: tuple[Employment, ...]) -> None:
    assert person("C3", change).employments == employments


def test_absences_come_go_and_move() -> None:
    assert person("C1", AddAbsence("C1", span(1, 1), "ill")).absences == (
        Absence(span(1, 1), "ill"),
        Absence(span(3, 4), "leave"),
    )
    assert person("C1", DropAbsence("C1", span(3, 4))).absences == ()
    assert person("C1", MoveLeave("C1", span(3, 4), -2)).absences == (Absence(span(1, 2), "leave"),)


def production(*changes: Change) -> object:
    parts = changed(*changes)
    assert set(parts) == {"productions"}
    return next(one for one in parts["productions"] if one.production_id == "P1")


def test_a_production_changes() -> None:
    (one, other) = STUDIO.productions
    assert production(SetTitle("P1", "Dawn")) == replace(one, title="Dawn")
    assert production(SetLimits("P1", None, day(30))) == replace(one, latest_end=day(30))
    assert production(SetWorkDays("P1", frozenset({0}))) == replace(one, work_days=frozenset({0}))
    assert production(SetPriority("P1", 1)) == replace(one, priority=1)
    assert production(Cancel("P1")) == replace(one, cancelled=True)
    assert changed(Cancel("P1"), Restore("P1")) == {}
    new = changed(AddProduction("P3", "Noon", span(1, 2), 4), SetNeed("P3", GRIP, span(1, 2), 1))
    assert [p.title for p in new["productions"]] == [one.title, other.title, "Noon"]
    assert need("P3", GRIP, 1, 2) in new["requirements"]


def test_windows_and_booked_days_move_with_their_production() -> None:
    (_, p2) = STUDIO.productions
    later = changed(MoveProduction("P2", 2))
    assert [(n.production_id, n.span) for n in later["requirements"]] == [("P1", span(3, 8)), ("P2", span(5, 6))]
    assert later["bookings"][1].first_day == day(5)
    same = SetDays("P2", p2.span.shifted(2))
    assert changed(same) == later


def needs(*changes: Change) -> set[tuple[object, ...]]:
    parts = changed(*changes)
    assert set(parts) == {"requirements"}
    return {(n.role, n.span, n.count) for n in parts["requirements"] if n.production_id == "P1"}


def test_what_is_required_changes() -> None:
    own = "P1", GAFFER, span(3, 8)
    assert needs(SetNeed(*own, 3)) == {(GAFFER, span(3, 8), 3)}
    assert needs(SetNeed(*own, 0)) == set()
    assert needs(SetNeed("P1", GRIP, span(3, 8), 1)) == {(GAFFER, span(3, 8), 2), (GRIP, span(3, 8), 1)}
    assert needs(MoveWindow(*own, span(4, 5))) == {(GAFFER, span(4, 5), 2)}
    spans = {span(3, 8), span(3, 4), span(5, 8)}
    assert needs(SplitWindow(*own, day(5))) == {(GAFFER, one, 1) for one in spans}


def test_a_booking_takes_the_place_of_the_same_one() -> None:
    (first, second) = STUDIO.bookings
    released = replace(first, status=BookingStatus.RELEASED)
    assert changed(Book.of(released))["bookings"] == (released, second)
    assert changed(Book.drop(first)) == {"bookings": (second,)}
    typed = STUDIO.rebuilt(bookings=(replace(first, typed=True), second))
    assert apply(typed, [Book.of(released)]).bookings == (released, second)


def test_a_setting_changes() -> None:
    assert changed(SetSetting("gap_days", 1)) == {"settings": Settings(gap_days=1)}


@pytest.mark.parametrize(
    "change",
    [
        SetLastDay("C9", day(3)),
        SetLastDay("C3", day(30), day(2)),
        DropAbsence("C1", span(3, 5)),
        MoveLeave("C2", span(3, 4), 1),
        Cancel("P9"),
        MoveProduction("P1", 10**7),
        SetNeed("P9", GRIP, span(1, 2), 1),
        MoveWindow("P1", GRIP, span(3, 8), span(3, 4)),
        SplitWindow("P1", GAFFER, span(3, 8), day(3)),
        Book("P1", "C9", BookingStatus.CONFIRMED),
        Book("P9", "C1", BookingStatus.CONFIRMED),
        SetRole("C1", GAFFER, "other"),
    ],
)
def test_what_is_not_there_cannot_be_changed(change: Change) -> None:
    with pytest.raises(CannotApply):
        apply(STUDIO, [change])
