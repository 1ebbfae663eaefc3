"""Reading a folder while others write into it: what is read is the state before a commit or after it.

Changes when readers should wait for writers in another way.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from planner.folder.journal import is_unfinished
from planner.folder.lock import WAIT_S, locked, recover
from planner.folder.places import history_file, journal_file
from planner.folder.recovery import Recovery
from planner.folder.waiting import Patience

Reading = TypeVar("Reading")
TRIES = 3


def read_settled(
    folder: Path, read: Callable[[], Reading], wait: float | Patience = WAIT_S, named: Iterable[Path] = ()
) -> tuple[Reading, Recovery | None]:
    """Call ``read`` on the folder at rest and return its result, and what became of a commit that was cut off.

    No lock is taken for reading: ``read`` is called again when a commit came in between, and only after several such
    tries under the lock. Raises FolderBusy after ``wait`` seconds of waiting for a lock, all together, UntrustedFolder,
    and what ``read`` raises. ``named`` as for :func:`planner.folder.locked`.
    """
    told, patience = None, Patience.of(wait)
    for _ in range(TRIES):
        told = recover(folder, patience, named) or told
        before = _stamp(folder)
        result = read()
        if not is_unfinished(folder) and _stamp(folder) == before:
            return result, told
    with locked(folder, patience, named) as lease:
        return read(), lease.recovery or told


def _stamp(folder: Path) -> tuple[int, int]:
    """Return what every commit changes: the history's length, and when a journal last came or went."""
    history, journals = history_file(folder), journal_file(folder).parent
    return (
        history.stat().st_size if history.exists() else 0,
        journals.stat().st_mtime_ns if journals.exists() else 0,
    )
