"""Assignment as a flow: order of needs, and numbers beyond 64 bits. Changes when people are assigned otherwise.

Against every way: tests/unit/desk/test_binding.py.
"""

import pytest

from planner.solver.flows import assign


def test_nobody_and_nothing() -> None:
    assert assign({}, {}) == {}
    assert assign({"a": 2, "b": 0}, {"a": {}, "b": {"u": 1}}) == {}


def test_more_pairs_come_before_the_least_cost() -> None:
    assert assign({"a": 1, "b": 1}, {"a": {"u": 0, "v": 1000}, "b": {"u": 0}}) == {"v": "a", "u": "b"}


def test_an_earlier_need_goes_before_a_cheaper_one() -> None:
    assert assign({"a": 1, "b": 2}, {"a": {"u": 1000}, "b": {"u": 0}}) == {"u": "a"}


def test_a_thousand_people_leave_room_for_the_costs() -> None:
    """12 needs × 40: a main role counts more than the ranks of all people, which come to a million, in 12 weights."""
    people = {f"C{at:04}": 12 * 10**6 + 12 * at for at in range(1000)}
    counts = {f"role {at}": 40 for at in range(12)}
    assert sorted(assign(counts, dict.fromkeys(counts, people))) == list(people)[:480]


def test_costs_beyond_64_bits_are_no_answer() -> None:
    for cost in (2**59, 2**61, 2**70):
        with pytest.raises(OverflowError, match="too much for 64 bits"):
            assign({"a": 1}, {"a": {"u": cost}})
    assert assign({"a": 1}, {"a": {"u": 2**57, "v": 2**57 - 1}}) == {"v": "a"}
