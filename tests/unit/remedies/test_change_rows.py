"""The changes of remedies in the words of change, one of each."""

from dataclasses import replace

import pytest

from planner.domain.booking import BookingStatus
from planner.domain.crew import Absence, CrewMember, Employment
from planner.domain.input_change import BookingChange, InputChange, NeedChange, PersonChange, ProductionChange
from planner.remedies.change_rows import Row, change_rows
from tests.builders import ANN, GAFFER, GRIP, away, confirmed, day, hold, need, recast, span, studio

SHOOT, THREE = need("P1", GAFFER, 3, 8), need("P1", GAFFER, 3, 8, 3)
LATE = Employment(GAFFER, (), day(15), day(20))
TWICE = CrewMember("C1", "Ann", (Employment(GRIP, (), day(1), day(10)), LATE))
HOLD = replace(hold("P1", "C1"), first_day=day(3))
MARCH = "2026-03-"
WINDOW = {"production": "P1", "role": GAFFER, "from": f"{MARCH}03", "to": f"{MARCH}08"}


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (
            PersonChange(None, CrewMember.employed("NEW-1", "New", GAFFER, (), day(3), day(8))),
            {"change": "hire", "role": GAFFER, "number": 1, "from": f"{MARCH}03", "to": f"{MARCH}08"},
        ),
        (
            PersonChange(TWICE, TWICE.revised(LATE, last_day=day(22))),
            {"change": "last day", "crew": "C1", "from": f"{MARCH}15", "to": f"{MARCH}22"},
        ),
        (
            PersonChange(TWICE, TWICE.revised(LATE, first_day=day(12))),
            {"change": "first day", "crew": "C1", "from": f"{MARCH}12", "to": f"{MARCH}20"},
        ),
        (
            PersonChange(ANN, recast(ANN, other_roles=(GRIP,))),
            {"change": "role", "crew": "C1", "role": GRIP, "value": "other"},
        ),
        (
            PersonChange(away(ANN, 3, 4), replace(ANN, absences=(Absence(span(1, 2)),))),
            {"change": "move leave", "crew": "C1", "from": f"{MARCH}03", "to": f"{MARCH}04", "number": -2},
        ),
        (NeedChange(SHOOT, ()), {"change": "need", **WINDOW, "number": 0}),
        (
            NeedChange(SHOOT, (need("P1", GAFFER, 5, 8),)),
            {"change": "window", **WINDOW, "value": "2026-03-05..2026-03-08"},
        ),
        (
            NeedChange(SHOOT, (need("P1", GAFFER, 3, 5), need("P1", GAFFER, 6, 8))),
            {"change": "split", **WINDOW, "value": f"{MARCH}06"},
        ),
        (
            BookingChange(HOLD, replace(HOLD, status=BookingStatus.RELEASED, rank=0)),
            {"change": "book", "production": "P1", "crew": "C1", "from": f"{MARCH}03", "value": "released"},
        ),
        (
            BookingChange(confirmed("P1", "C1", GRIP), None),
            {"change": "book", "production": "P1", "crew": "C1", "role": GRIP, "value": "none"},
        ),
    ],
)
def test_a_change_is_a_row(change: InputChange, row: Row) -> None:
    assert change_rows(studio(SHOOT), [change]) == (row,)


def test_one_slot_of_three_on_other_days_beside_those_asked_for_there() -> None:
    part = need("P1", GAFFER, 5, 8)
    rows = change_rows(studio(THREE, replace(part, count=2)), [NeedChange(THREE, (replace(THREE, count=2), part))])
    assert rows == (
        {"change": "need", **WINDOW, "number": 2},
        {"change": "need", **WINDOW, "from": f"{MARCH}05", "number": 3},
    )


def test_a_production_moves_with_all_that_has_days_in_one_row() -> None:
    instance = studio(SHOOT, bookings=[HOLD])
    (production,) = instance.productions
    changes = [
        ProductionChange(production, replace(production, span=production.span.shifted(2))),
        NeedChange(SHOOT, (need("P1", GAFFER, 5, 10),)),
        BookingChange(HOLD, replace(HOLD, first_day=day(5))),
        BookingChange(None, confirmed("P1", "C1")),
    ]
    assert change_rows(instance, changes) == (
        {"change": "move", "production": "P1", "number": 2},
        {"change": "book", "production": "P1", "crew": "C1", "value": "confirmed"},
    )
