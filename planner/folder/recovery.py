"""Commits carried out or taken back as a whole, also those that were cut off.

Changes when it is decided otherwise which of the two a cut-off commit deserves.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from planner.folder import disk
from planner.folder.history import add_record, withdraw_record
from planner.folder.journal import (
    Journal,
    State,
    drop_journal,
    is_unfinished,
    mark_undoing,
    read_journal,
)
from planner.folder.places import (
    BACKUP_FOLDER,
    STAGED_SUFFIX,
    journal_file,
    undoing_file,
    unwritten_file,
)
from planner.folder.record import Record
from planner.folder.replacement import ChangedMeanwhile
from planner.workbook.folder_paths import PUBLISHED_FOLDER


class Ending(StrEnum):
    """What became of a commit that was cut off."""

    COMPLETED = "completed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Recovery:
    """A commit that was cut off, and what became of it; ``left_alone`` names files that somebody changed since."""

    ending: Ending
    record: Record
    left_alone: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say so to whoever runs the next command."""
        record, when = self.record, f"{self.record.time:%Y-%m-%d %H:%M}"
        text = f"{record.entry.operation} of {when} by {record.user} was cut off and is now {self.ending.value}."
        if self.left_alone:
            names = " and ".join(self.left_alone)
            text += f" {names} had been changed since, or could not be restored, and is left as it is."
        return text


def carry_out(folder: Path, journal: Journal) -> None:
    """Do every step of a written journal and add its record, or take all of it back.

    Raises ChangedMeanwhile, CannotReplace, or another OSError; the folder is then as before. Should taking back fail
    too, the journal stays and the next command tries again.
    """
    try:
        _do_steps(journal)
        add_record(folder, journal.record)
    except BaseException:
        with suppress(OSError):
            take_back(folder, journal)
        raise
    # All is done: a journal that cannot be removed has nothing left to do for whoever finds it.
    with suppress(OSError):
        _remove_staged(journal)
        drop_journal(folder)


def take_back(folder: Path, journal: Journal) -> tuple[str, ...]:
    """Undo every step that was done and return the names of files that are left alone because somebody changed them."""
    mark_undoing(folder)
    left = tuple(
        change.name for step, change in zip(journal.steps, journal.record.files, strict=True) if not step.take_back()
    )
    withdraw_record(folder, journal.record)
    drop_journal(folder)
    remove_copies(journal)
    return left


def finish(folder: Path, named: Iterable[Path] = ()) -> Recovery | None:
    """Complete or undo the commit that was cut off, if one was; the caller has the folder's lock.

    It is completed unless that would overwrite what somebody changed since, or something is missing or the disk is full
    for it. ``named`` are files elsewhere that the user of this command has named, which alone a commit may touch
    outside of the folder. What else was left behind is cleared. Raises OSError, UnreadableJournal.
    """
    named = tuple(named)
    recovery = None
    if undoing_file(folder).exists():
        recovery = _undo(folder, read_journal(folder, undoing_file(folder), named))
    elif journal_file(folder).exists():
        recovery = _complete_or_undo(folder, read_journal(folder, journal_file(folder), named))
    _clear_strays(folder)
    return recovery


def _clear_strays(folder: Path) -> None:
    """Remove what is left in a folder of commits and backups that were cut off before their journal was written."""
    disk.remove(unwritten_file(folder))
    for place in (folder, folder / BACKUP_FOLDER, folder / PUBLISHED_FOLDER):
        for stray in place.glob(f".*{STAGED_SUFFIX}"):
            disk.remove(stray)


def remove_copies(journal: Journal) -> None:
    """Remove what was copied for a commit that did not come about."""
    for copies in {step.copy.parent for step in journal.steps}:
        disk.remove_folder(copies)


def _undo(folder: Path, journal: Journal) -> Recovery:
    return Recovery(Ending.UNDONE, journal.record, take_back(folder, journal))


def _complete_or_undo(folder: Path, journal: Journal) -> Recovery:
    states = [step.state() for step in journal.steps]
    if State.FOREIGN in states or State.LOST in states:
        return _undo(folder, journal)
    try:
        carry_out(folder, journal)
    except OSError:
        if is_unfinished(folder):
            raise
        return Recovery(Ending.UNDONE, journal.record)
    names = (change.name for change, state in zip(journal.record.files, states, strict=True) if state is State.EDITED)
    return Recovery(Ending.COMPLETED, journal.record, tuple(names))


def _do_steps(journal: Journal) -> None:
    states = [(step, step.state()) for step in journal.steps]
    foreign = tuple(step.path for step, state in states if state in (State.FOREIGN, State.LOST))
    if foreign:
        raise ChangedMeanwhile(foreign)
    for step, state in states:
        if state is State.WAITING:
            step.carry_out()


def _remove_staged(journal: Journal) -> None:
    for step in journal.steps:
        disk.remove(step.staged)
