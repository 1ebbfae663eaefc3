"""Ranges as somebody types them."""

import pytest

from planner.domain.ranges import steps_of, varied_day


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("0..3", [0, 1, 2, 3]),
        (" -2 .. 2 step 2", [-2, 0, 2]),
        ("-14..14 STEP 14", [-14, 0, 14]),
        ("0..5 step 2", [0, 2, 4]),
        ("4..4", [4]),
        ("3..1", []),
        ("0..9 step 0", []),
    ],
)
def test_a_range_has_its_ends_where_its_steps_reach_them(text: str, steps: list[int]) -> None:
    found = steps_of(text)
    assert found is not None
    assert list(found) == steps


@pytest.mark.parametrize("text", ["7", "0...3", "a..b", "1..2..3", "0..3 steps 2", "", "0..1 step -1"])
def test_what_is_no_range(text: str) -> None:
    assert steps_of(text) is None


def test_a_day_may_be_varied() -> None:
    assert varied_day("2027-05-10+(0..3)") == ("2027-05-10", range(4))
    assert varied_day("10 May 2027 + (-7..7 step 7)") == ("10 May 2027", range(-7, 8, 7))
    assert varied_day("2027-05-10") is None
    assert varied_day("2027-05-10+(x)") is None
