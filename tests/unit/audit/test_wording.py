"""Days in words."""

from datetime import date

import pytest

from planner.audit.wording import listed, span_in_words
from planner.domain.span import DateSpan


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2026, 3, 7), (2026, 3, 7), "7 March 2026"),
        ((2026, 3, 3), (2026, 3, 7), "3–7 March 2026"),
        ((2026, 3, 30), (2026, 4, 2), "30 March – 2 April 2026"),
        ((2025, 12, 30), (2026, 1, 2), "30 December 2025 – 2 January 2026"),
    ],
)
def test_span_in_words(first: tuple[int, int, int], last: tuple[int, int, int], words: str) -> None:
    assert span_in_words(DateSpan(date(*first), date(*last))) == words


def test_listed_says_how_many_more() -> None:
    assert listed(["a", "b", "c"]) == "a, b, c"
    assert listed(["a", "b", "c", "d"]) == "a, b, c and 1 more"
