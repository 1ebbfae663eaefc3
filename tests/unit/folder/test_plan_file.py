"""A plan in place of the last one. Changes when the contract keeps another number of backups or other names."""

from datetime import datetime
from pathlib import Path

import pytest

from planner.folder import (
    ChangedMeanwhile,
    Entry,
    KeptAside,
    Replacement,
    Seen,
    locked,
    read_history,
    replace_plan,
    sha256_of,
)
from planner.folder.plan_file import KEPT_BACKUPS, keep_backup
from tests.unit.folder.folders import make, operations

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
