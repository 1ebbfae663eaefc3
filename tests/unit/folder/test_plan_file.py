"""A plan in place of the last one. Changes when the contract keeps another number of backups or other names."""

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from planner.folder import (
    ChangedMeanwhile,
    Entry,
    KeptAside,
    Replacement,
    Seen,
    locked,
    plan_file,
    read_history,
    replace_plan,
    sha256_of,
)
from planner.folder.plan_file import KEPT_BACKUPS, keep_backup
from tests.unit.folder.folders import clock_at, make, operations

STARTED = datetime(2027, 4, 1, 9)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "season")


def put(folder: Path, data: bytes, unchanged: tuple[Seen, ...] = ()) -> None:
    plan = folder / "plan.xlsx"
    with locked(folder, 0) as lease:
        replace_plan(lease, Replacement(plan, sha256_of(plan), data), Entry("solve"), unchanged, STARTED)


def backups(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted((folder / "backup").glob("*.xlsx"))]


def test_a_plan_is_replaced_and_its_copy_kept(folder: Path) -> None:
    put(folder, b"one")
    assert not (folder / "backup").exists()
    put(folder, b"two")
    assert (folder / "plan.xlsx").read_bytes() == b"two"
    assert backups(folder) == [b"one"]
    assert operations(folder) == ["solve", "solve"]


def test_the_last_seven_backups_stay(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    other = tmp_path / "backup" / "plan-b-20270101-000000-000000.xlsx"
    other.parent.mkdir()
    other.touch()
    for number in range(KEPT_BACKUPS + 2):
        path.write_text(str(number))
        keep_backup(path)
        keep_backup(path)  # the same file twice is one copy
    assert other.exists()
    kept = sorted(file for file in other.parent.iterdir() if file != other)
    assert [file.read_text() for file in kept] == [str(number) for number in range(2, KEPT_BACKUPS + 2)]


def read_backups(path: Path) -> list[str]:
    """Return what the copies hold, in the order of their names."""
    return [file.read_text() for file in sorted((path.parent / "backup").glob(f"{path.stem}-*"))]


def test_the_last_seven_are_the_last_replaced_also_when_the_clock_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, day = tmp_path / "plan.xlsx", datetime(2027, 10, 31, 3)
    for number in range(KEPT_BACKUPS + 5):
        path.write_text(str(number))
        monkeypatch.setattr(plan_file, "datetime", clock_at(day - timedelta(hours=number)))
        keep_backup(path)
    assert read_backups(path) == [str(number) for number in range(5, KEPT_BACKUPS + 5)]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has one time zone per user")
def test_the_last_seven_are_the_last_replaced_in_whatever_time_zones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.xlsx"
    zones = ["Pacific/Kiritimati", "Asia/Tokyo", "Europe/Paris", "UTC", "America/New_York", "Pacific/Pago_Pago"]
    try:
        for number, zone in enumerate(zones * 2):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            path.write_text(str(number))
            keep_backup(path)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert read_backups(path) == [str(number) for number in range(12 - KEPT_BACKUPS, 12)]


def test_copies_of_version_1_are_older_than_all_others(tmp_path: Path) -> None:
    path, folder = tmp_path / "plan.xlsx", tmp_path / "backup"
    folder.mkdir()
    names = [f"plan-2099010{day}-101112-123456.xlsx" for day in range(1, 8)]
    for name in names:
        (folder / name).write_text(name)
    for number in range(2):
        path.write_text(str(number))
        keep_backup(path)
    assert sorted(file.read_text() for file in folder.iterdir()) == ["0", "1", *names[2:]]


def test_the_numbers_go_on_beyond_their_digits(tmp_path: Path) -> None:
    path, folder = tmp_path / "plan.xlsx", tmp_path / "backup"
    folder.mkdir()
    (folder / "plan-9999-20270401-090000.xlsx").write_text("0")
    for number in range(1, KEPT_BACKUPS + 2):
        path.write_text(str(number))
        keep_backup(path)
    assert {file.read_text() for file in folder.iterdir()} == {str(n) for n in range(2, KEPT_BACKUPS + 2)}


def test_a_plan_that_cannot_be_replaced_is_kept_aside_and_never_lost(folder: Path) -> None:
    (folder / "plan.xlsx").mkdir()  # a folder in the way cannot be replaced by a file, whoever runs the test
    for name, data in (("plan-2027-04-01.xlsx", b"one"), ("plan-2027-04-01-2.xlsx", b"two")):
        with pytest.raises(KeptAside) as kept:
            put(folder, data)
        assert kept.value.kept == folder / name
        assert (folder / name).read_bytes() == data
    last = read_history(folder).records[-1]
    assert [file.name for file in last.files] == ["plan-2027-04-01-2.xlsx"]


def test_nothing_at_all_is_written_when_the_input_changed(folder: Path) -> None:
    put(folder, b"one")
    seen = Seen(folder / "crew.xlsx", sha256_of(folder / "crew.xlsx"))
    (folder / "crew.xlsx").write_bytes(b"typed since")
    with pytest.raises(ChangedMeanwhile):
        put(folder, b"two", (seen,))
    assert (folder / "plan.xlsx").read_bytes() == b"one"
    assert backups(folder) == []
    assert operations(folder) == ["solve"]
