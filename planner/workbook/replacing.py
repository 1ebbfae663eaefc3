"""Files that appear whole or not at all, and copies of what they replace.

Changes when the contract keeps another number of backups or other names.
"""

import os
import re
import shutil
from datetime import datetime
from pathlib import Path

KEPT_BACKUPS = 7
BACKUP_FOLDER = "backup"


class KeptAside(OSError):
    """The target could not be replaced, most likely because it is open elsewhere; the result is at ``kept``."""

    def __init__(self, path: Path, kept: Path) -> None:
        super().__init__(f"{path.name} cannot be replaced (is it open elsewhere?); the result is kept as {kept.name}")
        self.path = path
        self.kept = kept


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step: written beside under a temporary name, flushed, renamed.

    Raises OSError; ``path`` then still holds what it held, and nothing is left beside it.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def replace_or_keep_aside(path: Path, data: bytes, started: datetime) -> None:
    """Replace ``path``, or keep the result as ``plan-DATE.xlsx`` beside it; an older result kept there is never lost.

    Raises :class:`KeptAside` when it was kept aside, any other OSError when nothing could be written at all.
    """
    try:
        replace_file(path, data)
    except OSError as reason:
        kept = _free_name(path, f"{started:%Y-%m-%d}")
        replace_file(kept, data)
        raise KeptAside(path, kept) from reason


def keep_backup(path: Path) -> Path | None:
    """Copy ``path`` into ``backup/`` beside it and return the copy; the last seven copies stay.

    Copied, so that ``path`` is never missing. Nothing happens when there is no such file, or when the newest copy is
    already the same (a run repeated after its target could not be replaced).
    """
    if not path.is_file():
        return None
    folder = path.parent / BACKUP_FOLDER
    folder.mkdir(exist_ok=True)
    older = _backups(folder, path)
    if older and older[-1].read_bytes() == path.read_bytes():
        return older[-1]
    copy = folder / f"{path.stem}-{datetime.now():%Y%m%d-%H%M%S-%f}{path.suffix}"
    # Not copied in place: a copy cut off half-way must not count as one of the seven.
    beside = folder / f".{copy.name}.tmp"
    try:
        shutil.copyfile(path, beside)
        os.replace(beside, copy)
    finally:
        beside.unlink(missing_ok=True)
    for surplus in _backups(folder, path)[:-KEPT_BACKUPS]:
        surplus.unlink()
    return copy


def _backups(folder: Path, path: Path) -> list[Path]:
    """Return the copies of ``path``, oldest first; ``plan-b.xlsx`` beside ``plan.xlsx`` has its own."""
    name = re.compile(re.escape(path.stem) + r"-\d{8}-\d{6}-\d{6}" + re.escape(path.suffix))
    return sorted(file for file in folder.iterdir() if name.fullmatch(file.name))


def _free_name(path: Path, stamp: str) -> Path:
    kept = path.with_name(f"{path.stem}-{stamp}{path.suffix}")
    number = 2
    while kept.exists():
        kept = path.with_name(f"{path.stem}-{stamp}-{number}{path.suffix}")
        number += 1
    return kept
