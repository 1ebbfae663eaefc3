"""What all tests share: the tiers run in the order unit, smoke, sanity, regression.

Several workers may share the tests; what one of them sees fail is noted in a folder that all of them look into.
Changes when a tier is added.
"""

import os
from pathlib import Path
from tempfile import gettempdir, mkdtemp

import pytest
from hypothesis import HealthCheck, settings

TIERS = ("unit", "smoke", "sanity", "regression")
TESTS = Path(__file__).parent
RUN = "PYTEST_XDIST_TESTRUNUID"  # the same for all workers of a run
FAILED = pytest.StashKey[Path]()

# how long an example takes is the machine's matter
settings.register_profile("planner", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("planner")


def pytest_configure(config: pytest.Config) -> None:
    """Find the folder in which the tiers that failed are noted."""
    run = os.environ.get(RUN)
    config.stash[FAILED] = Path(gettempdir(), f"crew-planner-tiers-{run}") if run else Path(mkdtemp())


def _tier(item: pytest.Item) -> int:
    """Return how late a test's tier runs; a test outside of all tiers runs first."""
    folder = item.path.relative_to(TESTS).parts[0]
    return TIERS.index(folder) if folder in TIERS else -1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort by tier; within one, tests stay in their order."""
    items.sort(key=_tier)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a tier once an earlier one has failed."""
    for earlier in TIERS[: max(0, _tier(item))]:
        if (item.config.stash[FAILED] / earlier).exists():
            pytest.skip(f"tier {earlier} has failed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Note the tiers in which something failed."""
    report = yield
    if report.failed and _tier(item) >= 0:
        folder = item.config.stash[FAILED]
        folder.mkdir(exist_ok=True)
        (folder / TIERS[_tier(item)]).touch()
    return report
