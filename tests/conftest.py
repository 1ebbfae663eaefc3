"""What all tests share: the tiers run in the order unit, smoke, sanity, regression.

Changes when a tier is added.
"""

from pathlib import Path

import pytest

TIERS = ("unit", "smoke", "sanity", "regression")
TESTS = Path(__file__).parent


def _tier(item: pytest.Item) -> int:
    """Return how late a test's tier runs; a test outside of all tiers runs first."""
    folder = item.path.relative_to(TESTS).parts[0]
    return TIERS.index(folder) if folder in TIERS else -1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort by tier; within one, tests stay in their order."""
    items.sort(key=_tier)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a tier once an earlier one has failed."""
    failed = item.config.stash.get(FAILED, None)
    if failed is not None and _tier(item) > failed:
        pytest.skip(f"tier {TIERS[failed]} has failed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Note the first tier in which something failed."""
    report = yield
    if report.failed and _tier(item) >= 0:
        item.config.stash[FAILED] = min(_tier(item), item.config.stash.get(FAILED, len(TIERS)))
    return report


FAILED = pytest.StashKey[int]()
