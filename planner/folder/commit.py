"""The one way of writing into a planning folder: all of an operation's files and its line of history, or nothing.

1. Every file is still as the operation read it, or ChangedMeanwhile. 2. What is to be replaced is copied to
backup/undo; new contents are written beside their files. 3. The journal is written: from here on the commit counts.
4. Each new content takes its place in one step. 5. The line of history is appended. 6. The journal is dropped.
Cut off before 3, nothing has happened; later, the next command completes it, or takes all of it back. A file that
somebody saves in the instant between its last check and its replacement is overwritten; its bytes are not in the copy.
Changes when the order of these steps does.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from planner.folder import disk
from planner.folder.history import add_record, withdraw_record
from planner.folder.journal import Journal, drop_journal, write_journal
from planner.folder.lock import Lease
from planner.folder.places import as_written_file, copies_folder, history_file, name_in
from planner.folder.record import Entry, FileChange, Record
from planner.folder.recovery import carry_out, remove_copies
from planner.folder.replacement import CannotReplace, ChangedMeanwhile, Replacement, Seen, refuse_changed
from planner.folder.trust import RECORD_ID, refuse_linked

KEPT_UNDOS = 20


def commit(lease: Lease, replacements: Sequence[Replacement], entry: Entry, unchanged: Sequence[Seen] = ()) -> Record:
    """Replace some files and append ``entry`` to the history, both or neither; return the line of history.

    ``unchanged`` are further files that the operation relied on. Without replacements the entry alone is appended, such
    as a refusal. Raises ChangedMeanwhile; CannotReplace when a file is read-only or open elsewhere; another OSError,
    such as a full disk; UntrustedFolder when a file is a link out of its folder. Whatever is raised, every file is as
    it was.
    """
    if not lease.lock.is_locked:
        raise RuntimeError("a commit needs the folder's lock")
    for new in replacements:
        refuse_linked(new.path)
        if disk.is_read_only(new.path):
            raise CannotReplace(new.path, "it is read-only")
    record = _record(lease, replacements, entry)
    refuse_changed((*unchanged, *(Seen(new.path, new.before) for new in replacements)))
    if replacements:
        _commit_files(lease.folder, Journal.of(lease.folder, record), replacements)
    else:
        _append_alone(lease.folder, record)
    return record


def _commit_files(folder: Path, journal: Journal, replacements: Sequence[Replacement]) -> None:
    try:
        _prepare(folder, journal, replacements)
    except BaseException:
        with suppress(OSError):
            drop_journal(folder)
        with suppress(OSError):
            _clear(journal)
        raise
    carry_out(folder, journal)
    with suppress(OSError):
        _forget_old_copies(folder)
    for new in replacements:
        if new.anew and new.data is not None:
            with suppress(OSError):
                copy = as_written_file(folder, new.path)
                disk.make_folder(copy.parent)
                disk.write(copy, new.data)


def _prepare(folder: Path, journal: Journal, replacements: Sequence[Replacement]) -> None:
    for step, new in zip(journal.steps, replacements, strict=True):
        if step.before is not None:
            _copy(step.path, step.before, step.copy)
        if new.data is not None:
            disk.make_folder(step.path.parent)  # that of published plans may be gone
            disk.write(step.staged, new.data, like=step.path if step.before is not None else None)
        disk.sync_folder(step.path.parent)
    write_journal(folder, journal)


def _copy(path: Path, before: str, copy: Path) -> None:
    data = path.read_bytes()
    if disk.digest(data) != before:
        raise ChangedMeanwhile((path,))
    disk.make_folder(copy.parent)
    disk.write(copy, data)
    disk.sync_folder(copy.parent)


def _clear(journal: Journal) -> None:
    for step in journal.steps:
        disk.remove(step.staged)
    remove_copies(journal)


def _append_alone(folder: Path, record: Record) -> None:
    try:
        add_record(folder, record)
    except BaseException:
        with suppress(OSError):
            withdraw_record(folder, record)
        raise


def _record(lease: Lease, replacements: Sequence[Replacement], entry: Entry) -> Record:
    now = datetime.now().astimezone()
    files = tuple(
        FileChange(name_in(lease.folder, new.path), new.before, None if new.data is None else disk.digest(new.data))
        for new in replacements
    )
    # the name of its folder of copies: never twice, also when the clock goes back
    record_id = f"{now.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{token_hex(2)}"
    written = now.replace(microsecond=now.microsecond // 1000 * 1000)  # as its line says it
    return Record(record_id, written, lease.owner.user, lease.owner.host, entry, files)


def _forget_old_copies(folder: Path) -> None:
    """Keep the copies of the last operations by the order of their lines: a clock may go back, the history does not."""
    kept, history = copies_folder(folder), history_file(folder).read_bytes()
    if kept.is_dir():
        copies = [old for old in kept.iterdir() if RECORD_ID.fullmatch(old.name)]
        copies.sort(key=lambda old: (history.rfind(f'{{"id": "{old.name}"'.encode()), old.name))
        for old in copies[:-KEPT_UNDOS]:
            disk.remove_folder(old)
