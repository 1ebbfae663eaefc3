"""What the next command does with a commit that was cut off. Changes when it is decided otherwise."""

import shutil
from pathlib import Path

import pytest

from planner.folder import CannotReplace, Recovery, UnreadableJournal, locked, recover
from planner.folder.places import journal_file, staged_file
from planner.folder.recovery import Ending
from tests.unit.folder.faults import Killed, faulty
from tests.unit.folder.folders import AFTER, BEFORE, change, contents_of, leftovers, make, operations


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "season")


def cut_off(folder: Path, replaced: int) -> None:
    """Leave a commit behind that died after its journal was written and so many workbooks were replaced."""
    moves = 0

    def judge(_at: int, name: str) -> None:
        nonlocal moves
        moves += name == "replace"
        if moves > replaced + 1:  # the journal is the first
            raise Killed

    with faulty(judge), pytest.raises(Killed), locked(folder, 0) as lease:
        change(lease)


def recovered(folder: Path) -> Recovery:
    recovery = recover(folder, 0)
    assert recovery is not None
    assert recover(folder, 0) is None
    assert leftovers(folder) == []
    return recovery


@pytest.mark.parametrize("replaced", [0, 1, 2])
def test_it_is_completed_and_said(folder: Path, replaced: int) -> None:
    cut_off(folder, replaced)
    assert contents_of(folder) != AFTER
    recovery = recovered(folder)
    assert (recovery.ending, recovery.left_alone) == (Ending.COMPLETED, ())
    assert (contents_of(folder), operations(folder)) == (AFTER, ["change"])
    assert str(recovery).startswith("change of ")
    assert "cut off and is now completed" in str(recovery)


def test_what_somebody_saved_since_in_a_workbook_to_be_replaced_undoes_it(folder: Path) -> None:
    cut_off(folder, 1)
    (folder / "productions.xlsx").write_bytes(b"saved in Excel")
    recovery = recovered(folder)
    assert (recovery.ending, recovery.left_alone) == (Ending.UNDONE, ("productions.xlsx",))
    assert contents_of(folder) == {**BEFORE, "productions.xlsx": b"saved in Excel"}
    assert operations(folder) == []


def test_what_somebody_saved_since_in_a_replaced_workbook_stays(folder: Path) -> None:
    cut_off(folder, 1)
    (folder / "crew.xlsx").write_bytes(b"saved in Excel")
    recovery = recovered(folder)
    assert (recovery.ending, recovery.left_alone) == (Ending.COMPLETED, ("crew.xlsx",))
    assert contents_of(folder) == {**AFTER, "crew.xlsx": b"saved in Excel"}
    assert "crew.xlsx had been changed since" in str(recovery)


def test_new_contents_that_are_gone_undo_it(folder: Path) -> None:
    cut_off(folder, 1)
    staged_file(folder / "productions.xlsx").unlink()
    assert recovered(folder).ending is Ending.UNDONE
    assert contents_of(folder) == BEFORE


def test_new_contents_that_are_damaged_undo_it(folder: Path) -> None:
    cut_off(folder, 1)
    staged_file(folder / "productions.xlsx").write_bytes(b"half")
    assert recovered(folder).ending is Ending.UNDONE
    assert contents_of(folder) == BEFORE


def test_copies_that_are_gone_leave_what_was_replaced_and_say_so(folder: Path) -> None:
    cut_off(folder, 1)
    staged_file(folder / "productions.xlsx").unlink()
    shutil.rmtree(folder / "backup")
    recovery = recovered(folder)
    assert (recovery.ending, recovery.left_alone) == (Ending.UNDONE, ("crew.xlsx",))
    assert contents_of(folder) == {**BEFORE, "crew.xlsx": AFTER["crew.xlsx"]}


def test_the_folder_may_have_moved_to_another_path(folder: Path, tmp_path: Path) -> None:
    cut_off(folder, 1)
    moved = folder.rename(tmp_path / "as mounted elsewhere")
    assert recovered(moved).ending is Ending.COMPLETED
    assert contents_of(moved) == AFTER


def test_a_journal_that_cannot_be_read_is_told_and_kept(folder: Path) -> None:
    cut_off(folder, 1)
    journal_file(folder).write_bytes(b"{")
    with pytest.raises(UnreadableJournal, match=r"journal\.json cannot be trusted"):
        recover(folder, 0)
    assert journal_file(folder).exists()


def test_what_was_prepared_without_a_journal_is_cleared_away(folder: Path) -> None:
    stray = staged_file(folder / "crew.xlsx")
    stray.write_bytes(b"half")
    with locked(folder, 0) as lease:
        assert lease.recovery is None
    assert not stray.exists()
    assert contents_of(folder) == BEFORE


def test_what_could_not_be_taken_back_at_once_is_taken_back_by_the_next_command(folder: Path) -> None:
    """A workbook is opened in Excel on Windows just when the commit before it is to be taken back."""
    moved = 0

    def judge(_at: int, name: str) -> None:
        nonlocal moved
        moved += name == "replace"
        # the journal, crew.xlsx, then productions.xlsx fails; the journal is turned around, then crew.xlsx fails
        if name == "replace" and moved not in (1, 2, 4):
            raise PermissionError(13, "The process cannot access the file")

    with faulty(judge), pytest.raises(CannotReplace), locked(folder, 0) as lease:
        change(lease)
    assert contents_of(folder)["crew.xlsx"] == AFTER["crew.xlsx"]
    assert recovered(folder).ending is Ending.UNDONE
    assert (contents_of(folder), operations(folder)) == (BEFORE, [])
