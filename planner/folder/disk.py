"""Every call by which the planner changes a folder's files; each either counts on disk when it returns, or raises.

Nothing else in this package writes, so a test that stops or fails these calls one by one has stopped them all.
Changes when a file system needs another call to keep its word.
"""

import errno
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # a link laid in the way is a fault, and what it leads to stays as it is
_WINDOWS = os.name == "nt"
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF)  # what shares answer that cannot flush a folder


def sha256_of(path: Path) -> str | None:
    """Return the hash of a file's bytes, None when there is no such file."""
    try:
        return digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def digest(data: bytes) -> str:
    """Return the hash of some bytes as sha256sum prints it."""
    return sha256(data).hexdigest()


def write(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write a file and flush it; its permissions are those of ``like``, or as wide as its folder's.

    Whoever may work in a shared folder can then also work on what somebody else's command wrote there.
    """
    _write(path, data, os.O_TRUNC, _mode(like) if like else file_mode(path.parent))


def append(path: Path, data: bytes) -> None:
    """Add to the end of a file, which is made when it is missing, and flush it."""
    fresh = not path.exists()
    _write(path, data, os.O_APPEND, file_mode(path.parent) if fresh else None)
    if fresh:
        sync_folder(path.parent)


def cut(path: Path, size: int) -> None:
    """Drop what a file holds beyond its first ``size`` bytes, and flush it; this needs no space."""
    file = os.open(path, os.O_WRONLY | _BINARY)
    try:
        os.ftruncate(file, size)
        os.fsync(file)
    finally:
        os.close(file)


def move(source: Path, target: Path) -> None:
    """Put ``source`` in the place of ``target`` in one step; call :func:`sync_folder` for it to last."""
    os.replace(source, target)


def remove(path: Path) -> None:
    """Remove a file; one that is not there is no fault."""
    with suppress(FileNotFoundError):
        os.unlink(path)


def remove_folder(path: Path) -> None:
    """Remove a folder of files; one that is not there is no fault, and of a link nothing but the link goes."""
    if path.is_symlink():
        remove(path)
        return
    with suppress(FileNotFoundError):
        for file in sorted(path.iterdir()):
            remove(file)
        os.rmdir(path)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, as open to others as the one that they stand in."""
    if path.is_dir():
        return
    make_folder(path.parent)
    with suppress(FileExistsError):
        os.mkdir(path)
        _open_up(path, _mode(path.parent) | 0o700)
        sync_folder(path.parent)


def file_mode(folder: Path) -> int:
    """Return the permissions of a new file: as wide as its folder's, and its owner can always change it."""
    return _mode(folder) & 0o666 | 0o600


def is_read_only(path: Path) -> bool:
    """Whether somebody marked a file as not to be changed; a folder's owner could replace it all the same."""
    return path.is_file() and not _mode(path) & 0o222


def sync_folder(path: Path) -> None:
    """Flush which files a folder holds; not possible on Windows, nor on some shares, which is no fault."""
    if _WINDOWS:
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(folder)


def _write(path: Path, data: bytes, how: int, mode: int | None) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | _NO_LINK | how | _BINARY, 0o600 if mode is None else mode)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        os.fsync(file)
    finally:
        os.close(file)
    if mode is not None:
        _open_up(path, mode)


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def _open_up(path: Path, mode: int) -> None:
    with suppress(OSError):  # shares that know no permissions
        os.chmod(path, mode)
