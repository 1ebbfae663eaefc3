"""Largest sets of spans that share a day, against every set there is. Changes when spans share days otherwise."""

from itertools import combinations
from random import Random

import pytest

from planner.solver.model.need import day_cliques


@pytest.mark.parametrize("seed", range(30))
def test_they_are_all_maximal_sets_of_spans_that_share_a_day(seed: int) -> None:
    random = Random(seed)
    spans = sorted((first, first + random.randint(0, 3)) for first in random.choices(range(9), k=random.randint(0, 6)))
    sharing = [
        set(some)
        for size in range(1, len(spans) + 1)
        for some in combinations(range(len(spans)), size)
        if max(spans[n][0] for n in some) <= min(spans[n][1] for n in some)
    ]
    largest = [some for some in sharing if not any(some < other for other in sharing)]
    found = day_cliques(spans)
    assert sorted(found) == sorted(map(sorted, largest))
