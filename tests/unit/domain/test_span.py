"""DateSpan against sets of days, for every pair of spans in two weeks around the end of a month."""

from datetime import date, timedelta

import pytest

from planner.domain.span import DateSpan

DAYS = [date(2028, 2, 24) + timedelta(days=n) for n in range(10)]  # 2028 has a 29 February
SPANS = [DateSpan(first, last) for i, first in enumerate(DAYS) for last in DAYS[i:]]
PAIRS = [(one, other) for one in SPANS for other in SPANS]


def days_of(span: DateSpan) -> set[date]:
    return {day for day in DAYS if span.first_day <= day <= span.last_day}


def free_days(one: DateSpan, other: DateSpan) -> int:
    """Count free days one by one: walk from the day after the earlier span until the later one begins."""
    earlier, later = sorted((one, other), key=lambda span: span.first_day)
    day, count = earlier.last_day + timedelta(days=1), 0
    while day < later.first_day:
        day, count = day + timedelta(days=1), count + 1
    return count


def test_days_counts_both_ends() -> None:
    assert DateSpan(date(2026, 5, 3), date(2026, 5, 5)).days == 3
    assert all(span.days == len(days_of(span)) for span in SPANS)


def test_includes() -> None:
    assert all(span.includes(day) == (day in days_of(span)) for span in SPANS for day in DAYS)


def test_covers() -> None:
    assert all(one.covers(other) == (days_of(one) >= days_of(other)) for one, other in PAIRS)


def test_clashes_with() -> None:
    assert all(one.clashes_with(other) == bool(days_of(one) & days_of(other)) for one, other in PAIRS)


def test_free_days_between() -> None:
    for one, other in PAIRS:
        shared = len(days_of(one) & days_of(other))
        assert one.free_days_between(other) == (-shared if shared else free_days(one, other))


def test_touching_spans_have_no_free_day_and_no_clash() -> None:
    one, next_day = DateSpan(DAYS[0], DAYS[2]), DateSpan(DAYS[3], DAYS[4])
    assert one.free_days_between(next_day) == 0
    assert not one.clashes_with(next_day)


@pytest.mark.parametrize("step", [-400, -1, 0, 1, 29])
def test_shifted_moves_both_ends(step: int) -> None:
    for span in SPANS:
        moved = span.shifted(step)
        assert (moved.first_day - span.first_day).days == step
        assert moved.days == span.days


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="2028-02-24 is before 2028-02-25"):
        DateSpan(DAYS[1], DAYS[0])


def test_order_is_by_first_then_last_day() -> None:
    assert sorted(reversed(SPANS)) == SPANS
