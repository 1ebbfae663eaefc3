"""Real processes on one folder: killed at random moments, and many at once.

Changes when commands wait for each other in another way.
"""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.folder import locked, read_history, read_settled
from tests.sanity.folder_writer import number_in, start
from tests.unit.folder.folders import leftovers

ROOT = Path(__file__).parents[2]
KILLS, MOST_KILLS = 10, 60
MOST_WAIT_S = 0.3
PROCESSES, COMMITS = 8, 25


def writer(folder: Path, times: int, who: str) -> "subprocess.Popen[str]":
    """Start a process that commits to the folder, and wait until it is about to."""
    program = [sys.executable, "-m", "tests.sanity.folder_writer", str(folder), str(times), who]
    process = subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def numbers(folder: Path) -> list[object]:
    return [record.entry.arguments["number"] for record in read_history(folder).records]


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 20))])
def test_killed_at_random_moments(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    folder = start(tmp_path / "folder")
    kills = found = 0
    while kills < KILLS or found <= KILLS:  # until it did commit in between
        assert kills < MOST_KILLS, f"{found} commits"
        process = writer(folder, 0, "killed")
        # a machine too busy to commit in that time is given twice as long for the next ten, and so on
        time.sleep(draw.uniform(0.0, MOST_WAIT_S * 2 ** (kills // KILLS)))
        process.kill()
        process.communicate()
        kills += 1
        # the lock ended with its process, so it is not waited for
        found, _recovery = read_settled(folder, lambda: number_in(folder), 0)
        assert numbers(folder) == list(range(1, found + 1))
        with locked(folder, 0) as lease:
            assert lease.recovery is None
        assert leftovers(folder) == []


def test_many_at_once_lose_nothing_and_readers_never_see_half(tmp_path: Path) -> None:
    folder = start(tmp_path / "folder")
    processes = [writer(folder, COMMITS, f"{at}") for at in range(PROCESSES)]
    seen = [0]
    while any(process.poll() is None for process in processes):
        found, recovery = read_settled(folder, lambda: number_in_or_none(folder), 300)
        assert recovery is None  # nobody was cut off
        assert found is not None
        seen.append(found)
        time.sleep(0.01)
    assert [process.wait() for process in processes] == [0] * PROCESSES
    assert seen == sorted(seen)
    assert number_in(folder) == PROCESSES * COMMITS
    assert numbers(folder) == list(range(1, PROCESSES * COMMITS + 1))
    who = [record.entry.arguments["who"] for record in read_history(folder).records]
    assert {name: who.count(name) for name in who} == {f"{at}": COMMITS for at in range(PROCESSES)}


def number_in_or_none(folder: Path) -> int | None:
    """Return the number in all workbooks, None when they differ: a reader among writers then reads again."""
    try:
        return number_in(folder)
    except AssertionError:
        return None
