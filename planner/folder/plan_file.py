"""A new plan in place of the old one: the last seven that were replaced are kept, and one that cannot be placed too.

Changes when the contract keeps another number of backups or other names.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from planner.domain.errors import PlannerError
from planner.folder import disk
from planner.folder.commit import commit
from planner.folder.history import read_history
from planner.folder.lock import Lease
from planner.folder.places import BACKUP_FOLDER, as_written_file, name_in, open_elsewhere, staged_file
from planner.folder.record import Entry
from planner.folder.replacement import CannotReplace, Replacement, Seen, refuse_changed

KEPT_BACKUPS = 7


class KeptAside(PlannerError, OSError):
    """The plan could not be replaced, most likely because it is open elsewhere; the result is at ``kept``."""

    def __init__(self, path: Path, kept: Path, why: str, way_out: str) -> None:
        text = f"{path.name} {why} and is as before; the new plan is kept as {kept.name}."
        super().__init__(f"{text} To replace {path.name}, {way_out}.")
        self.path = path
        self.kept = kept


def replace_plan(
    lease: Lease,
    plan: Replacement,
    entry: Entry,
    unchanged: Sequence[Seen],
    started: datetime,
    *,
    force: bool = False,
) -> Path | None:
    """Commit a new plan after copying the one that stands there; ``unchanged`` is what the new one was made from.

    Returns the copy in backup/, None when there was nothing to copy. Raises ChangedMeanwhile, with nothing written;
    KeptAside when the plan seems to be open elsewhere, which ``force`` disregards, or could not be replaced: the result
    is then committed as ``plan-DATE.xlsx`` beside it; any other OSError when nothing could be written.
    """
    refuse_changed((*unchanged, Seen(plan.path, plan.before)))
    sign = open_elsewhere(plan.path) if plan.before is not None and not force else None
    if sign is None:
        copy = keep_backup(plan.path)
        try:
            commit(lease, (plan,), entry, unchanged)
            return copy
        except CannotReplace as reason:
            why, way_out = f"cannot be replaced ({reason.why})", "close it, or allow it to be written, and solve again"
    else:
        why = f"seems to be open elsewhere ({sign.name} is there)"
        way_out = f"close it (or delete {sign.name} if nobody has it open) and solve again, or use --force"
    kept = free_name(plan.path, started)
    said = (*entry.changed, f"kept as {kept.name}: {plan.path.name} could not be replaced")
    commit(lease, (replace(plan, path=kept, before=None, anew=False),), replace(entry, changed=said), unchanged)
    raise KeptAside(plan.path, kept, why, way_out)


def is_as_written(folder: Path, path: Path, sha256: str | None) -> bool:
    """Whether a plan of that hash is as the last command left it, so that nobody has typed in it since."""
    return sha256 is None or sha256 == _last_written(folder, path)


def as_written(folder: Path, path: Path) -> Path | None:
    """Return a copy of a plan as the last command left it; None when it is not kept, or is another's."""
    copy = as_written_file(folder, path)
    found = disk.sha256_of(copy)
    return copy if found is not None and found == _last_written(folder, path) else None


def _last_written(folder: Path, path: Path) -> str | None:
    """Return the hash of a plan as the last operation on it left it, None when the history does not say."""
    name = name_in(folder, path)
    changes = (change for record in reversed(read_history(folder).records) for change in record.files)
    return next((change.after for change in changes if change.name == name), None)


def keep_backup(path: Path) -> Path | None:
    """Copy ``path`` into ``backup/`` beside it and return the copy; the last seven copies stay.

    Copied, so that ``path`` is never missing. Nothing happens when there is no such file, or when the newest copy is
    already the same (a run repeated after its target could not be replaced).
    """
    if not path.is_file():
        return None
    folder = path.parent / BACKUP_FOLDER
    disk.make_folder(folder)
    last, newest = max(_backups(folder, path), default=(0, ""))
    data = path.read_bytes()
    if newest and (folder / newest).read_bytes() == data:
        return folder / newest
    copy = folder / f"{path.stem}-{last + 1:04}-{datetime.now():%Y%m%d-%H%M%S}{path.suffix}"
    # Not copied in place: a copy cut off half-way must not count as one of the seven.
    try:
        disk.write(staged_file(copy), data)
        disk.move(staged_file(copy), copy)
    finally:
        disk.remove(staged_file(copy))
    for _, surplus in sorted(_backups(folder, path))[:-KEPT_BACKUPS]:
        disk.remove(folder / surplus)
    return copy


def free_name(path: Path, started: datetime) -> Path:
    """Return ``plan-DATE.xlsx`` beside ``plan.xlsx``, numbered when that is taken: a result kept is never lost."""
    stamp = f"{started:%Y-%m-%d}"
    kept = path.with_name(f"{path.stem}-{stamp}{path.suffix}")
    number = 2
    while kept.exists():
        kept = path.with_name(f"{path.stem}-{stamp}-{number}{path.suffix}")
        number += 1
    return kept


def _backups(folder: Path, path: Path) -> list[tuple[int, str]]:
    """Return number and name of each copy of ``path``; ``plan-b.xlsx`` beside ``plan.xlsx`` has its own.

    Clocks go back and time zones change, so copies are numbered. Those of version 1 have no number and are older.
    """
    made = re.compile(re.escape(path.stem) + r"-(?:(\d{4,})-\d{8}-\d{6}|\d{8}-\d{6}-\d{6})" + re.escape(path.suffix))
    names = (made.fullmatch(file.name) for file in folder.iterdir())
    return [(int(name[1] or 0), name[0]) for name in names if name]
