"""The seeds of the random studios, in runs of forty per test, and ten times as many for `make soak`.

Changes when a run of all tiers takes too long.
"""

import pytest

COUNT = 320
RUN = 40


def runs(count: int = COUNT, run: int = RUN, times: int = 10) -> list:
    """Return runs of seeds as parameters: ``count`` of them always, the next ``times`` as many only when soaking."""
    always = [range(first, first + run) for first in range(0, count, run)]
    soaked = [range(first, first + run) for first in range(count, (times + 1) * count, run)]
    return [
        *(pytest.param(seeds, id=f"{seeds.start}-{seeds.stop - 1}") for seeds in always),
        *(pytest.param(seeds, id=f"{seeds.start}-{seeds.stop - 1}", marks=pytest.mark.soak) for seeds in soaked),
    ]
