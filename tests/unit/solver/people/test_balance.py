"""Fairest shares: a bound below every staffing, exchanges that keep every rule."""

import numpy as np
import pytest

from planner.solver.people.balance import exchange_days, squared_days
from planner.solver.people.lagrangian import bound_squared_days
from tests.unit.solver.people.staffings import SEEDS, all_takers, random_staffing, staffing


@pytest.mark.parametrize("seed", SEEDS)
def test_no_staffing_is_fairer_than_the_bound(seed: int) -> None:
    one = random_staffing(seed)
    days = one.last - one.first + 1
    for most in range(1, one.people + 1):
        values = [squared_days(one, days, takers) for takers in all_takers(one) if one.used(takers) <= most]
        assert not values or bound_squared_days(one, days, most) <= min(values)


@pytest.mark.parametrize("seed", SEEDS)
def test_exchanges_keep_every_rule_and_never_make_it_worse(seed: int) -> None:
    one = random_staffing(seed)
    days = one.last - one.first + 1
    plans = list(all_takers(one))
    open_to = np.ones(one.people, bool)
    for takers in plans[:: max(1, len(plans) // 20)]:
        before = squared_days(one, days, takers)
        exchange_days(one, days, takers, open_to, 0, lambda: True)
        assert one.is_sound(takers)
        assert min(squared_days(one, days, plan) for plan in plans) <= squared_days(one, days, takers) <= before


def test_work_is_handed_over_to_who_works_less() -> None:
    one = staffing((1, 3), (5, 6), fits=["xx", "-x"])
    takers = np.array([0, 0])
    exchange_days(one, np.array([3, 2]), takers, np.ones(2, bool), 0, lambda: True)
    assert takers.tolist() == [0, 1]  # 9 + 4 instead of 25


def test_long_work_is_exchanged_against_short_work_of_the_same_days() -> None:
    # Ann has 2 + 4 days, Bo 1: exchanging the clashing slots gives 2 + 1 and 4.
    one = staffing((1, 2), (4, 7), (5, 5), fits=["xxx", "-xx"])
    takers = np.array([0, 0, 1])
    exchange_days(one, np.array([2, 4, 1]), takers, np.ones(2, bool), 0, lambda: True)
    assert takers.tolist() == [0, 1, 0]


def test_people_who_are_not_open_get_nothing() -> None:
    one = staffing((1, 3), (5, 6), fits=["xx", "xx"])
    takers = np.array([0, 0])
    exchange_days(one, np.array([3, 2]), takers, np.array([True, False]), 0, lambda: True)
    assert takers.tolist() == [0, 0]


def test_the_bound_knows_who_cannot_share() -> None:
    # Ann alone fits ten days, the other two days are Bo's: 100 + 4, not 36 + 36.
    one = staffing((1, 10), (1, 2), fits=["x-", "-x"])
    assert bound_squared_days(one, np.array([10, 2]), 2) == 104


def test_whole_days_are_not_split_in_halves() -> None:
    one = staffing((1, 1), (3, 3), (5, 5), fits=["xxx", "xxx"])
    assert bound_squared_days(one, np.array([1, 1, 1]), 2) == 5


def test_the_bound_knows_how_many_may_work() -> None:
    one = staffing((1, 1), (3, 3), fits=["xx", "xx"])
    days = np.array([1, 1])
    assert (bound_squared_days(one, days, 1), bound_squared_days(one, days, 2)) == (4, 2)
