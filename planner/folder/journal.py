"""The journal: what a commit is about to replace, written down before it begins, so that nobody finds it half-done.

Changes when the steps of a commit do.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from planner.folder import disk
from planner.folder.places import copies_folder, journal_file, staged_file, undoing_file, unwritten_file
from planner.folder.record import Record
from planner.folder.replacement import CannotReplace
from planner.folder.trust import UntrustedFolder, is_own_file

REMEDY = "If the folder is your own, remove that file; what the commit had replaced is in backup/undo."


class State(Enum):
    """How far a step is."""

    WAITING = auto()  # the file is as before, its new content beside it
    DONE = auto()  # the file is as after
    EDITED = auto()  # it was replaced, and then somebody changed it
    FOREIGN = auto()  # somebody changed it before it was replaced
    LOST = auto()  # the file is as before, and its new content is gone


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a commit: its hashes before and after (None: no file), and where the replaced bytes are copied."""

    path: Path
    before: str | None
    after: str | None
    copy: Path

    @property
    def staged(self) -> Path:
        """Where the new content waits."""
        return staged_file(self.path)

    def state(self) -> State:
        """Look how far this step is."""
        now = disk.sha256_of(self.path)
        if now == self.after:
            return State.DONE
        ready = self.after is None or disk.sha256_of(self.staged) == self.after
        if now == self.before:
            return State.WAITING if ready else State.LOST
        return State.FOREIGN if ready else State.EDITED

    def carry_out(self) -> None:
        """Put the new content in place. Raises CannotReplace."""
        try:
            if self.after is None:
                disk.remove(self.path)
            else:
                disk.move(self.staged, self.path)
        except OSError as reason:
            why = f"{reason.strerror or reason}; is it open elsewhere?"
            raise CannotReplace(self.path, why, denied=isinstance(reason, PermissionError)) from reason
        disk.sync_folder(self.path.parent)

    def take_back(self) -> bool:
        """Put the old content in place again, by moving and not by writing: a full disk is no hindrance.

        Returns False when somebody has changed the file since, or removed its copy; it then stays as it is.
        """
        now = disk.sha256_of(self.path)
        if now == self.after != self.before and (self.before is None or self.copy.exists()):
            self._restore()
            disk.sync_folder(self.path.parent)
            now = self.before
        disk.remove(self.staged)
        return now == self.before

    def _restore(self) -> None:
        if self.before is None:
            disk.remove(self.path)
            return
        try:
            disk.move(self.copy, self.path)
        except OSError:
            # the copy is on another disk, or the file was open and may not be by now
            disk.write(self.staged, self.copy.read_bytes(), like=self.path if self.path.exists() else None)
            disk.move(self.staged, self.path)


class UnreadableJournal(UntrustedFolder):
    """A journal that is not as the planner wrote it, or that names files which are not the folder's."""

    def __init__(self, place: Path, why: str) -> None:
        super().__init__(f"{place} cannot be trusted: {why}. Nothing was done. {REMEDY}")


@dataclass(frozen=True, slots=True)
class Journal:
    """A commit as it is written down: its record in the history, and a step per file."""

    record: Record
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, folder: Path, record: Record) -> "Journal":
        """Return the journal of a record: its files in order, their copies in a folder of its own."""
        copies = copies_folder(folder) / record.record_id
        steps = (
            Step(folder / change.name, change.before, change.after, copies / copy_name(at, change.name))
            for at, change in enumerate(record.files)
        )
        return cls(record, tuple(steps))


def copy_name(at: int, name: str) -> str:
    """Return what the copy of an operation's file is called: its place in the record, and the name of the file."""
    return f"{at}-{Path(name).name}"


def write_journal(folder: Path, journal: Journal) -> None:
    """Write the journal down; from then on its commit will be carried out, or taken back as a whole."""
    place = journal_file(folder)
    disk.make_folder(place.parent)
    beside = unwritten_file(folder)
    disk.write(beside, json.dumps(journal.record.to_json(), indent=1, ensure_ascii=False).encode())
    disk.move(beside, place)
    disk.sync_folder(place.parent)


def read_journal(folder: Path, place: Path, named: Iterable[Path] = ()) -> Journal:
    """Read a journal back; the files in it are the folder's own or ``named``. Raises :class:`UnreadableJournal`."""
    try:
        record = Record.from_json(json.loads(place.read_bytes()))
    except (ValueError, RecursionError) as error:
        raise UnreadableJournal(place, "it is not as the planner wrote it") from error
    refuse_foreign(folder, record, place, named)
    return Journal.of(folder, record)


def refuse_foreign(folder: Path, record: Record, place: Path, named: Iterable[Path] = ()) -> None:
    """Refuse a record that names files outside of its folder. Raises :class:`UnreadableJournal`."""
    foreign = [change.name for change in record.files if not is_own_file(folder, change.name, named)]
    if foreign:
        raise UnreadableJournal(place, f"it names {foreign[0]!r}, which is no workbook of this folder")
    copies = copies_folder(folder) / record.record_id
    linked = [one for one in (copies, *(copies.iterdir() if copies.is_dir() else ())) if one.is_symlink()]
    if linked:
        raise UnreadableJournal(place, f"{linked[0]} is a link")


def mark_undoing(folder: Path) -> None:
    """Turn the journal around: from now on its commit is to be taken back. Needs no space."""
    if journal_file(folder).exists():
        disk.move(journal_file(folder), undoing_file(folder))
        disk.sync_folder(journal_file(folder).parent)


def drop_journal(folder: Path) -> None:
    """End a commit: there is nothing left to do."""
    disk.remove(journal_file(folder))
    disk.remove(undoing_file(folder))
    disk.sync_folder(journal_file(folder).parent)


def is_unfinished(folder: Path) -> bool:
    """Whether a commit is under way, or was cut off."""
    return journal_file(folder).exists() or undoing_file(folder).exists()
