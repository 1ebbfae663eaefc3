"""Changes written down and read back are the same; rows that are none are refused with their column."""

import json
from dataclasses import fields
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.booking import BookingStatus
from planner.domain.change import Book, Change, SetSetting
from planner.domain.change_rows import COLUMNS, WORDS, NoChange, from_row, to_json, to_row
from planner.domain.settings import GoalName
from planner.domain.span import DateSpan

ALTERNATIVES = (  # the contract's list
    "hire; add person; first day; last day; rate; role; away; back; move leave; add production; title; limits; "
    "work days; move; days; need; window; split; cancel; restore; priority; book; set"
)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: DateSpan(min(pair), max(pair)))
TEXTS = st.from_regex(r"[A-Za-zÀ-ž0-9][A-Za-zÀ-ž0-9 '&/,-]{0,10}[a-z0-9]", fullmatch=True)
BY_NAME = {
    "span": SPANS,
    "becomes": SPANS,
    "day": DAYS,
    "first_day": st.none() | DAYS,
    "last_day": st.none() | DAYS,
    "number": st.integers(1, 99),
    "days": st.integers(-99, 99),
    "count": st.integers(0, 99),
    "priority": st.integers(1, 5),
    "new_priority": st.integers(1, 5),
    "day_rate_cents": st.integers(0, 10**7),
    "other_roles": st.lists(TEXTS, max_size=3).map(tuple),
    "held": st.sampled_from(["main", "other", "none"]),
    "windows": st.sampled_from(["", "move", "clip"]),
    "work_days": st.none() | st.frozensets(st.integers(0, 6), min_size=1),
    "reason": st.just("") | TEXTS,
}
BOOKINGS = st.builds(
    Book,
    TEXTS,
    TEXTS,
    st.sampled_from([None, BookingStatus.CONFIRMED, BookingStatus.RELEASED, BookingStatus.NEVER]),
    role=st.none() | TEXTS,
    first_day=st.none() | DAYS,
    last_day=st.none() | DAYS,
)
HOLDS = st.builds(Book, TEXTS, TEXTS, st.just(BookingStatus.HOLD), st.integers(1, 9))
SETTINGS = st.one_of(
    st.builds(SetSetting, st.just("whole_staffing"), st.booleans()),
    st.builds(SetSetting, st.just("goals"), st.permutations(list(GoalName)).map(tuple)),
    st.builds(SetSetting, st.sampled_from(["gap_days", "time_limit_s"]), st.integers(0, 999)),
    st.builds(SetSetting, st.sampled_from(["plan_from", "plan_to"]), st.none() | DAYS),
    st.builds(SetSetting, st.just("work_days"), st.frozensets(st.integers(0, 6), min_size=1)),
)


def changes(kind: type[Change]) -> st.SearchStrategy[Change]:
    if kind is Book:
        return BOOKINGS | HOLDS
    if kind is SetSetting:
        return SETTINGS
    return st.builds(kind, **{one.name: BY_NAME.get(one.name, TEXTS) for one in fields(kind)})


def test_the_words_are_those_of_the_contract() -> None:
    assert "; ".join(WORDS) == ALTERNATIVES


@pytest.mark.parametrize("kind", get_args(Change), ids=list(WORDS))
def test_a_change_written_as_a_row_or_as_json_is_read_as_itself(kind: type[Change]) -> None:
    @given(changes(kind))
    def check(change: Change) -> None:
        row = to_row(change)
        assert set(row) <= set(COLUMNS)
        assert from_row(row) == change
        assert from_row(json.loads(json.dumps(to_json(change)))) == change

    check()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"change": "promote"}, "change"),
        ({}, "change"),
        ({"change": "move", "production": "P1"}, "number"),
        ({"change": "move", "production": "P1", "number": "soon"}, "number"),
        ({"change": "away", "crew": "C1", "from": "2027-05-03"}, "to"),
        ({"change": "away", "crew": "C1", "from": "2027-05-03", "to": "2027-05-01"}, "to"),
        ({"change": "away", "crew": "C1", "from": "3 May", "to": "2027-05-01"}, "from"),
        ({"change": "book", "production": "P1", "crew": "C1", "value": "sure"}, "value"),
        ({"change": "set", "value": "Mood = good"}, "value"),
        ({"change": "set", "value": "Goals = fame"}, "value"),
        ({"change": "cancel"}, "production"),
        ({"change": "hire", "role": "Gaffer", "number": 10**9}, "number"),
        ({"change": "hire", "role": "Gaffer", "number": 0}, "number"),
        ({"change": "move", "production": "P1", "number": 10**9}, "number"),
        ({"change": "role", "crew": "C1", "role": "Grip", "value": "king"}, "value"),
        ({"change": "days", "production": "P1", "from": "2027-05-03", "to": "2027-05-04", "value": "up"}, "value"),
        ({"change": "priority", "production": "P1", "value": 9}, "value"),
        ({"change": "window", "production": "P1", "role": "Grip", "from": "2027-05-03", "to": "2027-05-04"}, "value"),
    ],
)
def test_what_is_no_change_is_refused_with_its_column(row: dict[str, str], column: str) -> None:
    with pytest.raises(NoChange) as refused:
        from_row(row)
    assert refused.value.column == column
