"""What is counted of people and jobs is what the rules tell of them in words. Changes when either does."""

from random import Random

import pytest

from planner.audit.board import Board
from planner.audit.candidates import _against
from planner.audit.nearness import Nearness
from tests import oracle
from tests.studios import random_studio
from tests.unit.audit.test_against_oracle import plan_with


@pytest.mark.parametrize("seed", range(100))
def test_days_and_codes_are_those_of_the_rules(seed: int) -> None:
    instance = random_studio(seed)
    picks = Random(seed).choice(sorted(oracle.all_plans(instance), key=str))
    board = Board(instance, plan_with(instance, picks))
    nearness = Nearness(board)
    for need in instance.planned_requirements:
        for person in board.holders.get(need.role, ()):
            against = _against(board, person, need)
            blocked = {
                day
                for hindrance in against
                for span in hindrance.days
                for day in range(span.first_day.toordinal(), span.last_day.toordinal() + 1)
            }
            codes = tuple(dict.fromkeys(hindrance.code for hindrance in against)) or ("free",)
            assert nearness.of(person, need) == (len(blocked), codes)
