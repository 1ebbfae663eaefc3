"""The last operation, taken back. Changes when another operation than the last can be undone."""

import shutil
from pathlib import Path

import pytest

from planner.folder import CannotUndo, Entry, Lease, Outcome, commit, locked, read_history, undo, undoable
from tests.unit.folder.folders import AFTER, BEFORE, change, contents_of, make, operations


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "season")


def refuse(lease: Lease) -> None:
    commit(lease, (), Entry("fire", {}, Outcome.REFUSED, ("no",)))


def test_the_last_operation_is_undone_and_recorded(folder: Path) -> None:
    with locked(folder, 0) as lease:
        done = change(lease)
        refuse(lease)  # skipped
        assert undo(lease) == done
    assert contents_of(folder) == BEFORE
    assert operations(folder) == ["change", "fire", "undo"]
    last = read_history(folder).records[-1]
    assert last.entry.arguments == {"undoes": done.record_id, "operation": "change"}
    assert last.files[0].after == done.files[0].before


def test_undoing_again_goes_one_further_back(folder: Path) -> None:
    with locked(folder, 0) as lease:
        change(lease, operation="one")
        change(lease, {"crew.xlsx": b"two"}, "two")
        undo(lease)
        assert contents_of(folder) == AFTER
        change(lease, {"crew.xlsx": b"three"}, "three")
        assert [undo(lease).entry.operation for _ in range(2)] == ["three", "one"]
        assert contents_of(folder) == BEFORE
        with pytest.raises(CannotUndo) as refused:
            undo(lease)
    assert refused.value.code == "nothing-to-undo"


def test_a_file_changed_since_is_not_overwritten(folder: Path) -> None:
    with locked(folder, 0) as lease:
        change(lease)
        (folder / "crew.xlsx").write_bytes(b"typed since")
        with pytest.raises(CannotUndo, match=r"crew\.xlsx is not as change of .* left it") as refused:
            undo(lease)
    assert refused.value.code == "changed-since"
    assert contents_of(folder) == {**AFTER, "crew.xlsx": b"typed since"}


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_copies_that_are_gone_or_changed_are_not_put_back(folder: Path, damage: str) -> None:
    with locked(folder, 0) as lease:
        change(lease)
        if damage == "gone":
            shutil.rmtree(folder / "backup")
        else:
            next((folder / "backup" / "undo").glob("*/0-crew.xlsx")).write_bytes(b"other")
        with pytest.raises(CannotUndo) as refused:
            undo(lease)
    assert refused.value.code == "copies-gone"
    assert contents_of(folder) == AFTER


@pytest.mark.parametrize("sign", ["~$crew.xlsx", ".~lock.crew.xlsx#"])
def test_a_workbook_open_elsewhere_refuses_unless_forced(folder: Path, sign: str) -> None:
    with locked(folder, 0) as lease:
        change(lease)
        (folder / sign).touch()
        with pytest.raises(CannotUndo) as refused:
            undo(lease)
        assert refused.value.code == "file-open"
        assert contents_of(folder) == AFTER
        undo(lease, force=True)
    assert contents_of(folder) == BEFORE


def test_what_would_be_undone_is_found_without_the_lock_and_without_a_trace(folder: Path) -> None:
    with locked(folder, 0) as lease:
        done = change(lease)
    assert undoable(folder) == done
    assert operations(folder) == ["change"]
