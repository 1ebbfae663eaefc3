"""A commit that is killed, or fails, at any call and at any moment: the next command finds before or after.

Changes when the steps of a commit do.
"""

import errno
import os
import random
import shutil
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from planner.folder import (
    Entry,
    Outcome,
    Recovery,
    Replacement,
    commit,
    locked,
    read_settled,
    replace_plan,
    sha256_of,
    undo,
)
from planner.folder import disk as disk_module
from planner.folder.recovery import Ending
from tests.unit.folder.faults import Killed, counting, failing_at, faulty, killed_at
from tests.unit.folder.folders import AFTER, BEFORE, Contents, change, contents_of, leftovers, make, operations


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process wrote outlives it without a flush; that flushes are called is tested with the disk."""
    monkeypatch.setattr(os, "fsync", lambda _file: None)


Work = Callable[[Path], None]
REPLANNED = AFTER | {"plan.xlsx": b"planned anew"}


def first_change(folder: Path) -> None:
    """Replace two workbooks and add one."""
    with locked(folder, 0) as lease:
        change(lease)


def undo_of_it(folder: Path) -> None:
    """Put two workbooks back and remove one."""
    with locked(folder, 0) as lease:
        undo(lease)


def refusal(folder: Path) -> None:
    """Change no workbook, and say so in the history."""
    with locked(folder, 0) as lease:
        commit(lease, (), Entry("fire", {}, Outcome.REFUSED, ("no",)))


def change_that_fails(folder: Path) -> None:
    """Replace one workbook and find that the next one cannot be replaced, so that the first is taken back."""
    real = disk_module.move

    def move(source: Path, target: Path) -> None:
        if target.name == "productions.xlsx":
            raise PermissionError(errno.EACCES, "open elsewhere")
        real(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk_module, "move", move)
        with pytest.raises(OSError, match="open elsewhere"), locked(folder, 0) as lease:
            change(lease)


def new_plan(folder: Path) -> None:
    """Replace the plan after a copy of it was kept."""
    plan = folder / "plan.xlsx"
    with locked(folder, 0) as lease:
        new = Replacement(plan, sha256_of(plan), REPLANNED["plan.xlsx"])
        replace_plan(lease, new, Entry("solve"), (), datetime(2027, 4, 1, 9))


def recovery_of_it(folder: Path) -> None:
    """Complete a commit that was cut off right after its first workbook was replaced."""
    read_settled(folder, lambda: None, 0)


def cut_off(folder: Path) -> None:
    """Leave a commit behind that died with one of three workbooks replaced."""
    replaced = 0

    def judge(_at: int, name: str) -> None:
        nonlocal replaced
        replaced += name == "replace"
        if replaced > 2:  # the journal was the first
            raise Killed

    with faulty(judge), pytest.raises(Killed):
        first_change(folder)


SCENES: dict[str, tuple[list[Work], Work, Contents, Contents, list[str], list[str]]] = {
    # what happened before, the work that is killed, the workbooks and the history before and after it
    "change": ([], first_change, BEFORE, AFTER, [], ["change"]),
    "undo": ([first_change], undo_of_it, AFTER, BEFORE, ["change"], ["change", "undo"]),
    "plan": ([first_change], new_plan, AFTER, REPLANNED, ["change"], ["change", "solve"]),
    "refusal": ([], refusal, BEFORE, BEFORE, [], ["fire"]),
    # cut off before it is marked as to be taken back, it is completed: it had not been told of yet
    "taking back": ([], change_that_fails, BEFORE, AFTER, [], ["change"]),
    "recovery": ([cut_off], recovery_of_it, BEFORE, AFTER, [], ["change"]),
}


def prepared(folder: Path, scene: str) -> Path:
    make(folder)
    for work in SCENES[scene][0]:
        work(folder)
    return folder


def check_next_command(folder: Path, scene: str) -> Recovery | None:
    """Check that the next reader, and then the next writer, find the folder before or after; return what was said."""
    _, _, before, after, history_before, history_after = SCENES[scene]
    seen, recovery = read_settled(folder, lambda: contents_of(folder), 0)
    history = operations(folder)
    assert (seen, history) in ((before, history_before), (after, history_after))
    with locked(folder, 0) as lease:
        assert lease.recovery is None  # what was to be recovered was recovered by the reader
        change(lease, {"crew.xlsx": b"next"}, "next")
    assert contents_of(folder) == {"crew.xlsx": b"next"}
    assert operations(folder) == [*history, "next"]
    assert leftovers(folder) == []
    return recovery


def calls_of(tmp_path: Path, scene: str) -> int:
    """Return how many calls the work takes when nothing happens to it."""
    folder = prepared(tmp_path / "counted", scene)
    with faulty(counting) as made:
        SCENES[scene][1](folder)
    shutil.rmtree(folder)
    return len(made.made)


@pytest.mark.parametrize("scene", SCENES)
def test_killed_at_every_call_in_turn(tmp_path: Path, scene: str) -> None:
    endings = set()
    calls = calls_of(tmp_path, scene)
    for at in range(1, calls + 1):
        folder = prepared(tmp_path / f"{at}", scene)
        with faulty(killed_at(at)), pytest.raises(Killed):
            SCENES[scene][1](folder)
        recovery = check_next_command(folder, scene)
        endings.add(recovery and recovery.ending)
    assert calls > 6  # there was something to be killed
    expected = {"taking back": set(Ending), "refusal": set()}.get(scene, {Ending.COMPLETED})
    assert endings - {None} == expected


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 10))])
@pytest.mark.parametrize("scene", SCENES)
def test_killed_again_and_again_while_recovering(tmp_path: Path, scene: str, seed: int) -> None:
    draw = random.Random(f"{scene} {seed}")
    calls = calls_of(tmp_path, scene)
    for number in range(40):
        folder = prepared(tmp_path / f"{number}", scene)
        with faulty(killed_at(draw.randint(1, calls))), pytest.raises(Killed):
            SCENES[scene][1](folder)
        for _ in range(3):
            try:
                with faulty(killed_at(draw.randint(1, 25))):
                    read_settled(folder, lambda: None, 0)
            except Killed:
                continue
        check_next_command(folder, scene)


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("scene", ["change", "undo", "refusal"])
def test_disk_full_at_every_write_in_turn(tmp_path: Path, scene: str, lasting: bool) -> None:
    _, work, before, after, history_before, history_after = SCENES[scene]
    failures = 0
    for at in count(1):
        folder = prepared(tmp_path / f"{at}", scene)
        with faulty(failing_at(at, "write", code=errno.ENOSPC, lasting=lasting)) as made:
            try:
                work(folder)
            except OSError:
                failures += 1
                assert (contents_of(folder), operations(folder)) == (before, history_before)
                read_settled(folder, lambda: None, 0)  # the disk may still be full
                assert (contents_of(folder), operations(folder)) == (before, history_before)
            else:
                assert (contents_of(folder), operations(folder)) == (after, history_after)
        check_next_command(folder, scene)
        if made.made.count("write") < at:
            break
    assert failures >= (1 if scene == "refusal" else 5)  # the history; copies, new contents and the journal


@pytest.mark.parametrize("scene", ["change", "undo", "refusal"])
def test_any_one_call_that_fails_leaves_before_when_it_is_told_and_after_when_not(tmp_path: Path, scene: str) -> None:
    _, work, before, after, history_before, history_after = SCENES[scene]
    for at in range(1, calls_of(tmp_path, scene) + 1):
        folder = prepared(tmp_path / f"{at}", scene)
        with faulty(failing_at(at)):
            try:
                work(folder)
            except OSError:
                told = True
                assert (contents_of(folder), operations(folder)) == (before, history_before)
            else:
                told = False
                assert (contents_of(folder), operations(folder)) == (after, history_after)
        recovery = check_next_command(folder, scene)
        assert not (told and recovery)  # what was told of is not left to the next command
