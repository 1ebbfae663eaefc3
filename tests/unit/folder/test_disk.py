"""Every call that changes files. Changes when a file system needs another call to keep its word."""

import errno
import os
from pathlib import Path

import pytest

from planner.folder import disk
from tests.unit.folder.faults import counting, failing_at, faulty


def test_a_file_is_written_whole_and_flushed(tmp_path: Path) -> None:
    with faulty(counting) as made:
        disk.write(tmp_path / "a", b"x" * 100_000)
    assert (tmp_path / "a").read_bytes() == b"x" * 100_000
    assert made.made[0] == "open"
    assert made.made.index("write") < made.made.index("fsync")


def test_a_write_that_takes_a_part_at_a_time_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[:3]))
    disk.write(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_append_and_cut(tmp_path: Path) -> None:
    disk.append(tmp_path / "a", b"one\n")
    disk.append(tmp_path / "a", b"two\n")
    disk.cut(tmp_path / "a", 6)
    assert (tmp_path / "a").read_bytes() == b"one\ntw"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize(("folder", "file"), [(0o775, 0o664), (0o755, 0o644), (0o700, 0o600)])
def test_what_is_new_is_as_open_as_its_folder(tmp_path: Path, folder: int, file: int) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(folder)
    disk.make_folder(home / "a" / "b")
    disk.write(home / "a" / "b" / "c", b"")
    disk.append(home / "d", b"")
    modes = [path.stat().st_mode & 0o777 for path in (home / "a", home / "a" / "b", home / "a" / "b" / "c", home / "d")]
    assert modes == [folder, folder, file, file]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_what_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "old").touch(mode=0o640)
    disk.write(tmp_path / "new", b"", like=tmp_path / "old")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_a_missing_file_has_no_hash_and_is_removed_without_fault(tmp_path: Path) -> None:
    assert disk.sha256_of(tmp_path / "a") is None
    assert disk.sha256_of(tmp_path) is None
    disk.remove(tmp_path / "a")
    disk.remove_folder(tmp_path / "a")


def test_a_share_that_cannot_flush_a_folder_is_no_fault_but_a_failing_disk_is(tmp_path: Path) -> None:
    with faulty(failing_at(1, "fsync", code=errno.EINVAL)):
        disk.sync_folder(tmp_path)
    with faulty(failing_at(1, "fsync", code=errno.EIO)), pytest.raises(OSError, match=os.strerror(errno.EIO)):
        disk.sync_folder(tmp_path)
