"""Fewest people: a bound that always holds, and staffings that reach it."""

import numpy as np
import pytest

from planner.solver.model.clock import Clock
from planner.solver.people import clique
from planner.solver.people.clique import conflict_graph, find_clique
from planner.solver.people.dual_rays import find_larger_clique
from planner.solver.people.headcount import find_fewest
from planner.solver.people.staffing import Staffing
from tests.unit.solver.people.staffings import (
    SEEDS,
    all_takers,
    fewest_by_search,
    planted,
    random_staffing,
    staffing,
)


def most_people(one: Staffing) -> np.ndarray:
    return max(all_takers(one), key=one.used)


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if fewest_by_search(random_staffing(seed)) is not None])
def test_the_fewest_lie_between_bound_and_value(seed: int) -> None:
    one = random_staffing(seed)
    best = fewest_by_search(one)
    assert best is not None
    found = find_fewest(one, most_people(one), Clock())
    assert one.is_sound(found.takers)
    assert found.bound <= best == one.used(found.takers)


@pytest.mark.parametrize("seed", range(6))
def test_a_hidden_staffing_without_slack_is_found(seed: int) -> None:
    one = planted(6, 3, 4, 0.3, seed)  # six people are busy on every day, so six are needed
    spread = planted(6, 0, 4, 0.0, seed)
    start = np.array([np.flatnonzero(spread.fits[:, slot])[0] for slot in range(spread.slots)])
    assert spread.used(start) == 6
    found = find_fewest(one, _somehow(one), Clock())
    assert found.bound == one.used(found.takers) == 6


def _somehow(one: Staffing) -> np.ndarray:
    """Each slot somebody of their own: more people than there are, so that the search starts with no help."""
    return np.arange(one.slots)


def test_people_who_share_no_skill_are_counted_although_their_days_are_apart() -> None:
    # Slots on days 1-2 and 4-5; Ann fits one, Bo the other: one person is busy a day, two are needed.
    one = staffing((1, 2), (4, 5), fits=["x-", "-x"])
    assert len(find_clique(one, 9)) == 2


def test_one_person_is_enough_from_the_next_day_on_but_not_on_the_same_day() -> None:
    next_day = staffing((1, 2), (3, 4), fits=["xx", "xx"])
    same_day = staffing((1, 2), (2, 4), fits=["xx", "xx"])
    start = np.array([0, 1])
    assert next_day.used(find_fewest(next_day, start, Clock()).takers) == 1
    assert find_fewest(same_day, start, Clock()).bound == 2


@pytest.mark.parametrize("seed", SEEDS)
def test_incompatible_slots_are_pairwise_impossible_for_one_person(seed: int) -> None:
    one = random_staffing(seed)
    found = find_larger_clique(one, find_clique(one, 99)[:1], 99)
    for a in found:
        for b in found:
            both = one.fits[:, a] & one.fits[:, b]
            assert a == b or one.clash[a, b] or not both.any()


def test_prices_grow_where_too_few_people_are_and_lead_to_the_set() -> None:
    # Three slots of one day between others: with one person allowed, their prices grow for ever.
    one = staffing((1, 1), (3, 5), (4, 6), (5, 7), (9, 9), fits=["xxxxx"] * 4)
    assert find_larger_clique(one, np.array([0]), 99).tolist() == [1, 2, 3]


def test_a_slot_is_never_incompatible_with_itself() -> None:
    assert not conflict_graph(random_staffing(1)).diagonal().any()


def test_the_same_input_gives_the_same_people() -> None:
    one = planted(5, 3, 4, 0.3, 7)
    runs = [find_fewest(one, _somehow(one), Clock()).takers.tolist() for _ in range(2)]
    assert runs[0] == runs[1]


def test_nothing_is_searched_when_there_is_no_time() -> None:
    one = planted(5, 3, 4, 0.3, 7)
    start = _somehow(one)
    found = find_fewest(one, start, Clock(1e-9))
    assert found.takers is start
    assert found.bound <= 5


def test_slots_of_one_day_are_incompatible_also_when_nobody_fits_both() -> None:
    one = staffing((1, 2), (2, 3), fits=["x-", "-x"])
    assert conflict_graph(one).tolist() == [[False, True], [True, False]]


def test_the_slots_whose_prices_grow_fastest_are_tried_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clique, "MOVES", 0)  # no search beyond the order of prices
    one = staffing((1, 1), (3, 5), (4, 6), (5, 7), (9, 9), fits=["xxxxx"] * 4)
    assert find_larger_clique(one, np.array([0]), 99).tolist() == [1, 2, 3]
