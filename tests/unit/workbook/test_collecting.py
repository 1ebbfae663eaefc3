"""The garbage collector rests while much is read or written, and only then."""

import gc
from pathlib import Path

import pytest

from planner.workbook.collecting import uncollected
from planner.workbook.planbook.plan_reading import read_plan


def test_it_rests_inside_and_works_again_after_whatever_happened() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()  # an inner pause does not end the outer one
    assert gc.isenabled()
    with pytest.raises(ValueError, match="no matter"), uncollected():
        raise ValueError("no matter")
    assert gc.isenabled()


def test_reading_leaves_it_as_it_was(tmp_path: Path) -> None:
    read_plan(tmp_path / "plan.xlsx")
    assert gc.isenabled()
