"""Who may write into a folder, and who must wait. Changes when locks are held or judged stale in another way."""

import errno
import json
import os
import socket
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from planner.folder import FolderBusy, ReadOnlyFolder, disk, locked, recover
from planner.folder.lock import FRESH_S, Owner, find_owner
from planner.folder.places import lock_file, owner_file
from tests.unit.folder.folders import make

ROOT = Path(__file__).parents[3]
HOLDER = """
import sys
from pathlib import Path
from planner.folder import locked
with locked(Path(sys.argv[1]), 0):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "season")


def holder(folder: Path) -> "subprocess.Popen[str]":
    """Start a process that has the lock until its input ends."""
    program = [sys.executable, "-c", HOLDER, str(folder)]
    process = subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def signed(folder: Path, **other: object) -> Owner:
    """Leave an owner's file behind as somebody else's command would have."""
    owner = replace(Owner.here(), **other)
    owner_file(folder).parent.mkdir(exist_ok=True)
    owner_file(folder).write_text(json.dumps(asdict(owner)))
    return owner


def test_the_owner_signs_while_the_lock_is_held(folder: Path) -> None:
    with locked(folder, 0) as lease:
        owner = find_owner(folder)
        assert owner == lease.owner
        assert (owner.pid, owner.host) == (os.getpid(), socket.gethostname())
        assert datetime.fromisoformat(owner.since).tzinfo is not None
    assert find_owner(folder) is None


def test_a_folder_that_is_held_is_busy_and_says_by_whom(folder: Path) -> None:
    process = holder(folder)
    with pytest.raises(FolderBusy) as busy, locked(folder, 0.1):
        pass
    assert busy.value.owner is not None
    assert busy.value.owner.pid == process.pid
    assert f"process {process.pid}" in str(busy.value)
    process.communicate("")
    with locked(folder, 0):
        pass


def test_a_folder_that_becomes_free_in_time_is_waited_for(folder: Path) -> None:
    process = holder(folder)
    freed = threading.Timer(0.2, lambda: process.communicate(""))
    freed.start()
    with locked(folder, 60):
        pass
    freed.join()


def test_the_lock_of_a_killed_process_is_stale_at_once(folder: Path) -> None:
    process = holder(folder)
    process.kill()
    process.communicate()
    owner = find_owner(folder)
    assert owner is not None
    assert owner.pid == process.pid
    with locked(folder, 0) as lease:
        assert lease.owner != owner


def test_a_fresh_owner_on_another_host_is_waited_for_though_the_lock_is_free(folder: Path) -> None:
    owner = signed(folder, host="mac-3")
    with pytest.raises(FolderBusy) as busy, locked(folder, 0.1):
        pass
    assert busy.value.owner == owner
    assert find_owner(folder) == owner


def test_an_old_owner_on_another_host_has_left_his_file_behind(folder: Path) -> None:
    long_ago = datetime.now().astimezone() - timedelta(seconds=FRESH_S + 5)
    owner = signed(folder, host="mac-3", since=long_ago.isoformat())
    assert find_owner(folder) == owner
    with locked(folder, 0) as lease:
        assert lease.owner != owner


def test_an_owners_file_that_cannot_be_read_keeps_nobody_out(folder: Path) -> None:
    signed(folder)
    owner_file(folder).write_text('{"user": "ann')
    assert find_owner(folder) is None
    with locked(folder, 0) as lease:
        assert find_owner(folder) == lease.owner


def test_a_folder_that_is_missing_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), locked(tmp_path / "gone", 0):
        pass
    assert not (tmp_path / "gone").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_folder_without_write_permission_is_said_to_be_so(folder: Path) -> None:
    folder.chmod(0o555)
    try:
        if os.access(folder, os.W_OK):  # who runs the test may write everywhere
            with locked(folder, 0):
                pass
        else:
            with (
                pytest.raises(ReadOnlyFolder, match=r"season cannot be written .Permission denied."),
                locked(folder, 0),
            ):
                pass
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_on_a_read_only_share_is_said_to_be_so(
    folder: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(disk, "make_folder", refuse)
    with pytest.raises(ReadOnlyFolder, match=f"season cannot be written .{os.strerror(code)}."), locked(folder, 0):
        pass


def test_without_a_commit_to_recover_a_reader_takes_no_lock_and_leaves_nothing(folder: Path) -> None:
    assert recover(folder, 0) is None
    assert not (folder / ".planner").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has its own locks")
class TestAShareWithoutLocks:
    """Where flock is not there, a file's existence is the lock, and names host and process."""

    @pytest.fixture(autouse=True)
    def _no_flock(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import fcntl

        def flock(_file: int, _how: int) -> None:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

        monkeypatch.setattr(fcntl, "flock", flock)

    def test_it_is_held_and_freed(self, folder: Path) -> None:
        with locked(folder, 0):
            with pytest.raises(FolderBusy) as busy, in_another_thread(folder):
                pass
            assert busy.value.owner is not None
        with locked(folder, 0):
            pass

    def test_one_of_a_process_that_is_gone_is_taken_over(self, folder: Path) -> None:
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        lock_file(folder).parent.mkdir()
        lock_file(folder).write_text(f"{gone.pid}\n{socket.gethostname()}\n")
        with locked(folder, 5):
            pass


class in_another_thread:
    """Try for the lock in a thread of its own, so that it is not the same holder's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._failure: list[BaseException] = []

    def __enter__(self) -> None:
        thread = threading.Thread(target=self._try)
        thread.start()
        thread.join()
        if self._failure:
            raise self._failure[0]

    def __exit__(self, *_: object) -> None:
        pass

    def _try(self) -> None:
        try:
            with locked(self._folder, 0.1):
                pass
        except BaseException as error:
            self._failure.append(error)
