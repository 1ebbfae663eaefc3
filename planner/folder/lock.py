"""One command at a time may write into a planning folder: a lock with its owner's name and the time beside it.

The lock is one of the operating system's (flock, LockFile), which ends with its process: a stale one cannot remain. On
network shares it is the server's. Shares that know none get a file whose existence is the lock; it names host and
process, and one of a process that is gone on this host is taken over. A share mounted so that its locks hold on one
machine only is noticed by the owner's file: a fresh one of another host is waited for all the same.
Changes when locks are to be held, waited for or judged stale in another way.
"""

import errno
import getpass
import json
import os
import socket
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from planner.domain.errors import PlannerError
from planner.folder import disk
from planner.folder.journal import is_unfinished
from planner.folder.places import lock_file, owner_file
from planner.folder.recovery import Recovery, finish
from planner.folder.trust import refuse_links
from planner.folder.waiting import Patience, Ticket

WAIT_S = 10.0
POLL_S = 0.02
FRESH_S = 30.0  # an owner on another host that is older than this has left its file behind


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a folder's lock, and since when (ISO, with zone)."""

    user: str
    host: str
    pid: int
    since: str

    @classmethod
    def here(cls) -> "Owner":
        """Return this process, as of now."""
        return cls(user_name(), socket.gethostname(), os.getpid(), datetime.now().astimezone().isoformat())

    def __str__(self) -> str:
        """``ann on mac-3 (process 412) since 2027-03-01 14:02:11``."""
        since = datetime.fromisoformat(self.since)
        return f"{self.user} on {self.host} (process {self.pid}) since {since:%Y-%m-%d %H:%M:%S}"

    def is_fresh_elsewhere(self) -> bool:
        """Whether another host wrote this so lately that its lock may still be held."""
        age = datetime.now().astimezone() - datetime.fromisoformat(self.since)
        return self.host != socket.gethostname() and abs(age.total_seconds()) < FRESH_S


class FolderBusy(PlannerError):
    """A lock that somebody else held for as long as was waited; ``owner`` is None when nobody knows who.

    ``kept`` is the file in which a result that could not be put in place is kept, if there was one.
    """

    def __init__(self, folder: Path, owner: Owner | None, kept: Path | None = None) -> None:
        who = f": {owner}" if owner else " with another command"
        result = f" The result is kept as {kept.name}." if kept else ""
        super().__init__(f"{folder} is busy{who}.{result} Try again, or wait longer with --wait SECONDS.")
        self.folder = folder
        self.owner = owner
        self.kept = kept


class ReadOnlyFolder(PlannerError, OSError):
    """A folder into which this user may not write, or that is read-only for everybody."""

    def __init__(self, folder: Path, reason: OSError) -> None:
        super().__init__(f"{folder} cannot be written ({reason.strerror or reason}); nothing was changed.")


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write into ``folder``, for as long as its ``with`` block lasts.

    ``recovery`` says what became of a commit that was cut off before.
    """

    folder: Path
    owner: Owner
    lock: BaseFileLock
    recovery: Recovery | None


@contextmanager
def locked(folder: Path, wait: float | Patience = WAIT_S, named: Iterable[Path] = ()) -> Iterator[Lease]:
    """Have the folder to oneself; a commit that was cut off is completed or undone first.

    Whoever has waited longest goes next; ``wait`` is for how many seconds at most. ``named`` are files outside of the
    folder that the user has named, which alone such a commit may touch there. Raises FolderBusy, UntrustedFolder,
    ReadOnlyFolder, and other OSErrors such as when the folder is missing.
    """
    refuse_links(folder)
    lock = _acquire(folder, Patience.of(wait))
    try:
        owner = Owner.here()
        with suppress(OSError):  # nobody is kept from recovering on a full disk because he cannot sign
            disk.write(owner_file(folder), json.dumps(asdict(owner)).encode())
        try:
            yield Lease(folder, owner, lock, finish(folder, named))
        finally:
            with suppress(OSError):
                disk.remove(owner_file(folder))
    finally:
        lock.release()


def recover(folder: Path, wait: float | Patience = WAIT_S, named: Iterable[Path] = ()) -> Recovery | None:
    """Complete or undo a commit that was cut off, and return which; None, and no lock taken, when there is none."""
    if not is_unfinished(folder):
        return None
    with locked(folder, wait, named) as lease:  # when another command is only just committing, nothing is left by then
        return lease.recovery


def find_owner(folder: Path) -> Owner | None:
    """Return who has the lock, or left it behind; None when the folder is free or nobody knows."""
    try:
        owner = Owner(**json.loads(owner_file(folder).read_bytes()))
        since = datetime.fromisoformat(owner.since)
    except (OSError, TypeError, ValueError, RecursionError):
        return None
    is_whole = all(isinstance(text, str) for text in (owner.user, owner.host)) and isinstance(owner.pid, int)
    return owner if is_whole and since.tzinfo is not None else None


def user_name() -> str:
    """Return the user's name, ``unknown`` where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _acquire(folder: Path, patience: Patience) -> BaseFileLock:
    begun = time.monotonic()
    until = begun + patience.left_s
    folder.stat()  # a folder that is missing is not made
    try:
        disk.make_folder(lock_file(folder).parent)
        lock = FileLock(lock_file(folder), mode=disk.file_mode(folder))
        with Ticket(folder) as ticket:
            while True:
                owner = None
                if ticket.is_next() and _is_taken(lock):
                    owner = find_owner(folder)
                    if owner is None or not owner.is_fresh_elsewhere():
                        return lock
                    lock.release()
                if time.monotonic() >= until:
                    raise FolderBusy(folder, owner or find_owner(folder))
                time.sleep(POLL_S)
    except OSError as reason:
        if reason.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise ReadOnlyFolder(folder, reason) from reason
        raise
    finally:
        patience.left_s = max(0.0, until - time.monotonic())


def _is_taken(lock: BaseFileLock) -> bool:
    """Take the lock if it is free."""
    with warnings.catch_warnings():
        # that a share has no locks of its own is nothing that a coordinator could change
        warnings.filterwarnings("ignore", message="flock not supported")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return False
    return True
