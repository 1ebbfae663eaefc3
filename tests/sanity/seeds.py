"""The seeds of the random studios, in runs of forty per test, and twenty times as many for `make soak`.

Changes when a run of all tiers takes too long.
"""

import pytest

COUNT = 320
RUN = 40


def runs(count: int = COUNT, run: int = RUN, times: int = 10) -> list:
    """Return runs of seeds as parameters, ``times`` + 1 times ``count`` of them: about half of ``count`` always.

    All others are tried only when soaking.
    """
    always = [range(first, first + run) for first in range(0, (count + 1) // 2, run)]
    soaked = [range(first, first + run) for first in range(always[-1].stop, (times + 1) * count, run)]
    return [
        *(pytest.param(seeds, id=f"{seeds.start}-{seeds.stop - 1}") for seeds in always),
        *(pytest.param(seeds, id=f"{seeds.start}-{seeds.stop - 1}", marks=pytest.mark.soak) for seeds in soaked),
    ]
