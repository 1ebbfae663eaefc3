"""Who waits for a folder: a ticket per command, so that whoever has waited longest goes next.

A lock alone goes to whoever happens to try first, and under constant writing somebody may wait for ever. Tickets only
say who tries: what keeps commands apart is the lock, so one that is lost or believed dead costs its place, and no more.
Changes when commands take their turns in another order.
"""

import os
import re
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from types import TracebackType

from planner.folder import disk
from planner.folder.places import queue_folder

IN_TURN_S = 5.0
"""For how many seconds a command may plan while others wait."""

BEAT_S = 0.5
# A command that ended without a word no longer renews its ticket: this is seen well within the usual wait, or its time
# says so already. Who is only slow, or has another clock, takes the same place again.
SILENT_S = 3.0
OLD_S = 30.0

_NAME = re.compile(r"(\d{12})-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}")
_POSIX = os.name == "posix"


@dataclass(slots=True)
class Patience:
    """How many seconds a command may still wait for others, all its waits together."""

    left_s: float

    @classmethod
    def of(cls, wait: "float | Patience") -> "Patience":
        """Return the same patience, or a new one of so many seconds."""
        return wait if isinstance(wait, Patience) else cls(wait)


class Ticket:
    """A place in the queue for a folder, given up at the end of the ``with`` block.

    A folder in which no ticket can be written, such as on a full disk, is waited for without one.
    """

    def __init__(self, folder: Path) -> None:
        self._queue = queue_folder(folder)
        self._own: Path | None = None
        self._renewed_s = 0.0
        self._beats: dict[str, tuple[float, float]] = {}

    def __enter__(self) -> "Ticket":
        with suppress(OSError):
            disk.make_folder(self._queue)
            number = 1 + max((int(name[:12]) for name in self._names()), default=0)
            self._own = self._queue / f"{number:012}-{_host()}-{os.getpid()}-{token_hex(4)}"
            self._renew()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        if self._own is not None:
            with suppress(OSError):
                self._own.unlink()

    def is_next(self) -> bool:
        """Whether nobody alive has waited longer; tickets of the dead are removed."""
        if self._own is None:
            return True
        with suppress(OSError):
            self._renew()
            before = [name for name in self._names() if name < self._own.name]
            alive = {name for name in before if self._is_alive(name)}  # all of them are watched, not one by one
            for name in set(before) - alive:
                (self._queue / name).unlink(missing_ok=True)
            return not alive
        return True

    def _names(self) -> list[str]:
        return [name for name in os.listdir(self._queue) if _NAME.fullmatch(name)]

    def _renew(self) -> None:
        now = time.monotonic()
        if self._own is not None and now - self._renewed_s > BEAT_S:
            # made anew where somebody believed it dead, as after a laptop's sleep
            os.close(os.open(self._own, os.O_WRONLY | os.O_CREAT, 0o666))
            os.utime(self._own)
            self._renewed_s = now

    def _is_alive(self, name: str) -> bool:
        """Whether a ticket's process is there, as far as this host knows, and its ticket is being renewed."""
        named = _NAME.fullmatch(name)
        if named is None or (_POSIX and named[2] == _host() and not _is_running(int(named[3]))):
            return False
        try:
            beat = (self._queue / name).lstat().st_mtime
        except FileNotFoundError:
            return False
        now = time.monotonic()
        last, since = self._beats.setdefault(name, (beat, now))
        if abs(time.time() - beat) > OLD_S:
            return False
        if last != beat:
            self._beats[name] = (beat, now)
            return True
        return now - since < SILENT_S


def _host() -> str:
    return sha256(socket.gethostname().encode()).hexdigest()[:8]


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
