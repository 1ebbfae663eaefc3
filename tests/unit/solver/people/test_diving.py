"""Shares add up, and what is settled from them keeps every rule."""

import numpy as np
import pytest

from planner.solver.model.clock import Clock
from planner.solver.people import neighbourhoods
from planner.solver.people.clique import find_clique
from planner.solver.people.diving import Pace, dive
from planner.solver.people.neighbourhoods import fill_by_neighbourhoods
from planner.solver.people.scaling import Shares
from planner.solver.people.staffing import VACANT, Staffing
from tests.unit.solver.people.staffings import planted, staffing


class NoSolver(Clock):
    """A solver never gets anywhere, so that diving has to go on by itself."""

    def run(self, *_: object) -> int:
        return 0


def test_without_a_choice_the_shares_are_one() -> None:
    one = staffing((1, 2), (2, 5), (6, 7), fits=["x-x", "-x-"])
    shares = Shares(one, 2, np.array([0, 1]))
    assert shares.sweep(50)
    assert shares.read() == pytest.approx(np.array([[1, 0], [0, 1], [1, 0]]), abs=0.05)


def test_alike_people_share_alike_and_exactly_the_head_count_works() -> None:
    one = staffing((1, 2), (2, 5), fits=["xx", "xx", "xx", "xx"])
    shares = Shares(one, 2, np.array([0, 1]))
    shares.sweep(60)
    assert shares.read() == pytest.approx(np.full((2, 4), 0.25), abs=1e-3)


def test_what_is_settled_leaves_the_shares_of_others() -> None:
    one = staffing((1, 2), (2, 5), fits=["xx", "xx"])
    shares = Shares(one, 2, np.array([0, 1]))
    shares.settle(0, 1)
    shares.sweep(60)
    assert shares.read().round(3).tolist() == [[0, 0], [1, 0]]


def is_allowed(one: Staffing, takers: np.ndarray) -> bool:
    filled = takers != VACANT
    return Staffing(one.first[filled], one.last[filled], one.fits[:, filled]).is_sound(takers[filled])


@pytest.mark.parametrize("seed", range(8))
def test_settling_alone_keeps_every_rule_and_windows_fill_the_rest(seed: int) -> None:
    one = planted(6, 3, 5, 0.3, seed)
    takers = dive(one, 6, find_clique(one, 6), Pace(0.05, 10), NoSolver())
    assert is_allowed(one, takers)
    assert one.used(takers) <= 6
    assert (takers == VACANT).sum() <= 4
    before = int((takers == VACANT).sum())
    after = fill_by_neighbourhoods(one, takers, 3.0, Clock())
    assert is_allowed(one, takers)
    assert after == (takers == VACANT).sum() <= before


@pytest.mark.parametrize("seed", range(4))
def test_the_solver_finishes_what_is_small(seed: int) -> None:
    one = planted(6, 3, 5, 0.3, seed)
    takers = dive(one, 6, find_clique(one, 6), Pace(0.05, 10), Clock())
    assert one.is_sound(takers)
    assert one.used(takers) <= 6


def test_a_window_moves_others_to_fill_a_vacancy() -> None:
    # Ann is in the slot that Bo could take; only Ann fits the vacant one.
    one = staffing((1, 3), (2, 4), fits=["xx", "x-"])
    takers = np.array([0, VACANT])
    assert fill_by_neighbourhoods(one, np.array([0, VACANT]), 1.0, Clock()) == 1  # Bo is not used, so stays at home
    more = staffing((1, 3), (2, 4), (6, 6), fits=["xxx", "x-x"])
    takers = np.array([0, VACANT, 1])
    assert fill_by_neighbourhoods(more, takers, 1.0, Clock()) == 0
    assert takers.tolist()[:2] == [1, 0]


@pytest.mark.parametrize("seed", range(6))
def test_a_small_window_leaves_what_is_outside_alone(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbourhoods, "SIZES", (6, 9))
    one = planted(6, 3, 5, 0.3, seed)
    takers = dive(one, 6, find_clique(one, 6), Pace(0.2, 3), NoSolver())
    takers[:3] = VACANT
    fill_by_neighbourhoods(one, takers, 0.3, Clock())
    assert is_allowed(one, takers)
