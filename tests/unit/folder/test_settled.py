"""Readers among writers. Changes when readers should wait for writers in another way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.folder import locked, read_settled
from planner.folder.settled import TRIES
from tests.unit.folder.folders import AFTER, BEFORE, Contents, change, contents_of, make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "season")


def test_at_rest_it_is_read_once(folder: Path) -> None:
    calls: list[None] = []
    read_settled(folder, lambda: calls.append(None), 0)
    assert len(calls) == 1


def test_a_commit_in_the_middle_of_reading_is_noticed(folder: Path) -> None:
    writes = iter([AFTER])

    def read() -> Contents:
        """Read one workbook before somebody's commit and the others after it, the first time."""
        first = (folder / "crew.xlsx").read_bytes()
        for contents in writes:
            with locked(folder, 0) as lease:
                change(lease, contents)
        return {**contents_of(folder), "crew.xlsx": first}

    assert read_settled(folder, read, 0) == (AFTER, None)


def test_when_commits_do_not_end_it_is_read_under_the_lock(folder: Path) -> None:
    def versions() -> Iterator[Contents]:
        for number in range(TRIES):
            yield {**BEFORE, "plan.xlsx": b"%d" % number}

    writes = versions()
    calls: list[bool] = []

    def read() -> None:
        contents = next(writes, None)
        calls.append(contents is None)
        if contents is not None:
            with locked(folder, 0) as lease:
                change(lease, contents)
        else:
            assert (folder / ".planner" / "owner.json").exists()

    read_settled(folder, read, 0)
    assert calls == [False] * TRIES + [True]
