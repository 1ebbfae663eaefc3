"""Undo: the last operation that was applied is taken back, as an operation of its own.

Changes when another operation than the last can be undone.
"""

from collections.abc import Iterable
from pathlib import Path

from planner.domain.errors import PlannerError
from planner.folder import disk
from planner.folder.commit import commit
from planner.folder.history import read_history
from planner.folder.journal import Journal, Step, refuse_foreign
from planner.folder.lock import Lease
from planner.folder.places import HISTORY_FILE, history_file, open_elsewhere
from planner.folder.record import Entry, Outcome, Record
from planner.folder.replacement import CannotReplace, Replacement
from planner.folder.trust import UntrustedFolder

UNDO = "undo"
UNDOES = "undoes"


class CannotUndo(PlannerError):
    """Why nothing was undone: ``nothing-to-undo``, ``changed-since``, ``copies-gone`` or ``file-open``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def find_undoable(records: Iterable[Record]) -> Record | None:
    """Return the last applied operation that changed files and is not undone yet; refusals are skipped.

    Undone operations and their undos cancel out, so undoing again goes one further back.
    """
    undone = set()
    for record in reversed([r for r in records if r.entry.outcome is Outcome.APPLIED and r.files]):
        if record.entry.operation == UNDO:
            undone.add(record.entry.arguments.get(UNDOES))
        elif record.record_id not in undone:
            return record
    return None


def undo(lease: Lease, *, force: bool = False) -> Record:
    """Put back what the last applied operation replaced, and return the record of that operation.

    Raises CannotUndo when there is none, when a file is not as the operation left it, when the copies are no longer
    kept, or when a file is open elsewhere, where ``force`` disregards mere signs of it; other OSErrors as every commit.
    Nothing is changed then.
    """
    undone = undoable(lease.folder, force=force)
    steps = Journal.of(lease.folder, undone).steps
    replacements = [Replacement(step.path, step.after, _old_bytes(step)) for step in steps]
    try:
        commit(lease, replacements, undo_entry(undone))
    except CannotReplace as error:
        if not error.denied:
            raise
        raise CannotUndo("file-open", str(error)) from error
    return undone


def undoable(folder: Path, *, force: bool = False) -> Record:
    """Return what :func:`undo` would take back. Raises CannotUndo when it would, UntrustedFolder."""
    history = read_history(folder)
    if history.ends_unreadable:
        raise UntrustedFolder(f"The last line of {HISTORY_FILE} is not as the planner wrote it, so nothing is undone.")
    record = find_undoable(history.records)
    if record is None:
        raise CannotUndo("nothing-to-undo", "The history has no operation that could be undone.")
    refuse_foreign(folder, record, history_file(folder))
    steps = Journal.of(folder, record).steps
    changed = [step.path.name for step in steps if disk.sha256_of(step.path) != step.after]
    what = f"{record.entry.operation} of {record.time:%Y-%m-%d %H:%M}"
    if changed:
        raise CannotUndo("changed-since", f"{' and '.join(changed)} is not as {what} left it, so it is not undone.")
    if any(step.before is not None and disk.sha256_of(step.copy) != step.before for step in steps):
        raise CannotUndo("copies-gone", f"What {what} replaced is no longer kept in backup/undo, so it is not undone.")
    opened = [step.path.name for step in steps if open_elsewhere(step.path)]
    if opened and not force:
        raise CannotUndo("file-open", f"{' and '.join(opened)} seems to be open; close it, or use --force.")
    return record


def undo_entry(undone: Record) -> Entry:
    """Return what the history says of an undo."""
    entry = undone.entry
    said = (f"undone: {entry.operation} of {undone.time:%Y-%m-%d %H:%M} by {undone.user}", *entry.changed)
    return Entry(UNDO, {UNDOES: undone.record_id, "operation": entry.operation}, Outcome.APPLIED, said)


def _old_bytes(step: Step) -> bytes | None:
    return None if step.before is None else step.copy.read_bytes()
