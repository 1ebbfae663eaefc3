"""Ejection chains keep every rule, and the head count, whatever they eject."""

import numpy as np
import pytest

from planner.solver.people.ejection_chains import Chains
from planner.solver.people.staffing import VACANT
from tests.unit.solver.people.staffings import SEEDS, fewest_by_search, planted, random_staffing, staffing


@pytest.mark.parametrize("seed", SEEDS)
def test_chains_reach_the_fewest_and_never_fewer(seed: int) -> None:
    one = random_staffing(seed)
    best = fewest_by_search(one)
    for headcount in range(1, one.people + 1):
        chains = Chains(one, headcount, seed)
        reached = chains.run(400)
        assert reached == (best is not None and headcount >= best)
        if reached:
            assert one.is_sound(chains.takers)
            assert one.used(chains.takers) <= headcount


@pytest.mark.parametrize("seed", SEEDS)
def test_a_chain_cut_off_anywhere_breaks_no_rule(seed: int) -> None:
    one = random_staffing(seed)
    chains = Chains(one, 1, seed)
    chains.run(seed)
    filled = np.flatnonzero(chains.takers != VACANT)
    for slot in filled:
        assert one.fits[chains.takers[slot], slot]
        others = filled[(chains.takers[filled] == chains.takers[slot]) & (filled != slot)]
        assert not one.clash[slot][others].any()
    assert one.used(chains.takers) <= 1


def test_an_unused_person_comes_in_for_somebody() -> None:
    # Only Cy fits both slots; whoever was chosen first has to go.
    one = staffing((1, 2), (4, 5), fits=["x-", "-x", "xx"])
    for seed in range(5):
        chains = Chains(one, 1, seed)
        assert chains.run(200)
        assert chains.takers.tolist() == [2, 2]


def test_chains_end_when_asked_to() -> None:
    one = staffing((1, 2), (2, 5), fits=["xx", "xx"])
    asked = []
    assert not Chains(one, 1, 0).run(10_000, lambda: len(asked) < 3 or bool(asked.append(1)))  # type: ignore[func-returns-value]


@pytest.mark.parametrize(("people", "odds", "seed"), [(10, 0.4, 1), (10, 0.4, 2), (8, 0.45, 4), (8, 0.45, 5)])
def test_what_was_ejected_in_vain_gets_dearer(people: int, odds: float, seed: int) -> None:
    """Without that, chains go round in circles on these."""
    one = planted(people, 0, 4, odds, seed)
    assert Chains(one, people, 0).run(4_000)
