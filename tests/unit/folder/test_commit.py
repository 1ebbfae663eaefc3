"""Commits that come about and commits that do not. Changes when the order of a commit's steps does."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest

from planner.folder import (
    CannotReplace,
    ChangedMeanwhile,
    Entry,
    Outcome,
    Replacement,
    Seen,
    UntrustedFolder,
    commit,
    locked,
    read_history,
    sha256_of,
)
from planner.folder import disk as disk_module
from planner.folder.commit import KEPT_UNDOS
from tests.unit.folder.faults import counting, faulty
from tests.unit.folder.folders import (
    AFTER,
    BEFORE,
    change,
    clock_at,
    contents_of,
    leftovers,
    make,
    operations,
    replacements,
)

commit_module = import_module("planner.folder.commit")  # the package has a function of this name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "season")


def test_workbooks_are_replaced_added_and_removed_together(folder: Path) -> None:
    with locked(folder, 0) as lease:
        change(lease)
        assert contents_of(folder) == AFTER
        change(lease, {"crew.xlsx": b"alone"})
    assert contents_of(folder) == {"crew.xlsx": b"alone"}
    assert leftovers(folder) == []


def test_a_line_of_history_says_who_did_what_to_which_bytes(folder: Path) -> None:
    hashes = {name: sha256_of(folder / name) for name in BEFORE}
    with locked(folder, 0) as lease:
        change(lease)
    line = json.loads((folder / "history.jsonl").read_text(encoding="utf-8"))
    assert (line["operation"], line["arguments"], line["outcome"]) == ("change", {"by": "test"}, "applied")
    assert line["changed"] == ["all of it"]
    assert (line["user"], line["host"]) == (lease.owner.user, lease.owner.host)
    assert datetime.fromisoformat(line["time"]).tzinfo is not None
    assert {name: file["before"] for name, file in line["files"].items()} == {**hashes, "plan.xlsx": None}
    assert {name: file["after"] for name, file in line["files"].items()} == {n: sha256_of(folder / n) for n in AFTER}


def test_a_refusal_is_a_line_of_history_and_nothing_else(folder: Path) -> None:
    with locked(folder, 0) as lease:
        commit(lease, (), Entry("fire", {"crew": "Ada"}, Outcome.REFUSED, ("she works until Friday",)))
    assert contents_of(folder) == BEFORE
    assert not (folder / "backup").exists()
    (record,) = read_history(folder).records
    assert (record.entry.outcome, record.entry.changed) == (Outcome.REFUSED, ("she works until Friday",))


@pytest.mark.parametrize("name", ["crew.xlsx", "plan.xlsx"])
def test_a_workbook_changed_meanwhile_is_not_overwritten(folder: Path, name: str) -> None:
    new = replacements(folder)
    (folder / name).write_bytes(b"somebody else's")
    with locked(folder, 0) as lease, pytest.raises(ChangedMeanwhile) as refused:
        commit(lease, new, Entry("change"))
    assert refused.value.paths == (folder / name,)
    assert contents_of(folder) == {**BEFORE, name: b"somebody else's"}
    assert operations(folder) == []


def test_a_workbook_removed_meanwhile_is_not_written_again(folder: Path) -> None:
    new = replacements(folder)
    (folder / "crew.xlsx").unlink()
    with locked(folder, 0) as lease, pytest.raises(ChangedMeanwhile):
        commit(lease, new, Entry("change"))
    assert "crew.xlsx" not in contents_of(folder)


def test_a_workbook_that_was_only_read_must_be_unchanged_too(folder: Path) -> None:
    read = Seen(folder / "productions.xlsx", sha256_of(folder / "productions.xlsx"))
    new = Replacement(folder / "crew.xlsx", sha256_of(folder / "crew.xlsx"), b"new")
    with locked(folder, 0) as lease:
        commit(lease, (new,), Entry("change"), (read,))
        (folder / "productions.xlsx").write_bytes(b"somebody else's")
        newer = Replacement(folder / "crew.xlsx", sha256_of(folder / "crew.xlsx"), b"newer")
        with pytest.raises(ChangedMeanwhile):
            commit(lease, (newer,), Entry("change"), (read,))
    assert contents_of(folder)["crew.xlsx"] == b"new"


def test_saved_by_somebody_while_the_commit_was_prepared_undoes_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = disk_module.write

    def write(path: Path, data: bytes, like: Path | None = None) -> None:
        if path.name == "journal.new":
            (folder / "productions.xlsx").write_bytes(b"saved in Excel just now")
        real(path, data, like)

    monkeypatch.setattr(disk_module, "write", write)
    with locked(folder, 0) as lease, pytest.raises(ChangedMeanwhile):
        change(lease)
    assert contents_of(folder) == {**BEFORE, "productions.xlsx": b"saved in Excel just now"}
    assert (operations(folder), leftovers(folder)) == ([], [])


def test_a_workbook_that_cannot_be_replaced_takes_the_others_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced, real = [], os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == "productions.xlsx":
            raise PermissionError(13, "The process cannot access the file")  # as Windows does while Excel has it open
        replaced.append(Path(target).name)
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with locked(folder, 0) as lease:
        with pytest.raises(CannotReplace) as failed:
            change(lease)
        assert "crew.xlsx" in replaced
        assert failed.value.path == folder / "productions.xlsx"
        assert contents_of(folder) == BEFORE
        assert operations(folder) == []
        monkeypatch.undo()
        change(lease)
    assert contents_of(folder) == AFTER
    assert leftovers(folder) == []


def test_files_are_flushed_before_they_count(folder: Path) -> None:
    """A name may only take the place of another once its bytes are on disk, and the journal only after all of them."""
    unflushed: set[str] = set()
    opened: dict[int, str] = {}
    moved: list[str] = []
    with faulty(counting) as made:
        spy(made, unflushed, opened, moved)
        with locked(folder, 0) as lease:
            change(lease)
    assert [Path(name).name for name in moved] == ["journal.json", "crew.xlsx", "productions.xlsx", "plan.xlsx"]


def spy(made: object, unflushed: set[str], opened: dict[int, str], moved: list[str]) -> None:
    """Watch opening, writing, flushing and replacing, and check that nothing unflushed is put in place."""

    def open_file(path: str, *how: int) -> int:
        number = os.open(path, *how)
        opened[number] = str(path)
        return number

    def write(file: int, data: bytes) -> int:
        unflushed.add(opened[file])
        return os.write(file, data)

    def fsync(file: int) -> None:
        unflushed.discard(opened[file])
        os.fsync(file)

    def replace(source: str, target: str) -> None:
        assert str(source) not in unflushed
        if Path(target).name == "journal.json":
            assert unflushed == set()
        moved.append(str(target))
        os.replace(source, target)

    for name, function in (("open", open_file), ("write", write), ("fsync", fsync), ("replace", replace)):
        setattr(made, name, function)


def test_a_plan_in_another_folder_is_committed_too(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "drafts" / "draft.xlsx"
    other.parent.mkdir()
    with locked(folder, 0) as lease:
        record = commit(lease, (Replacement(other, None, b"draft"),), Entry("solve"))
    assert other.read_bytes() == b"draft"
    assert record.files[0].name == os.path.realpath(other)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_workbook_that_is_a_link_out_of_the_folder_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.xlsx"
    shutil.move(folder / "crew.xlsx", real)
    before = real.read_bytes()
    (folder / "crew.xlsx").symlink_to(real)
    with pytest.raises(UntrustedFolder, match="is a link"), locked(folder, 0) as lease:
        change(lease)
    assert (folder / "crew.xlsx").is_symlink()
    assert real.read_bytes() == before


def test_copies_of_the_last_operations_are_kept(folder: Path) -> None:
    with locked(folder, 0) as lease:
        records = [change(lease, {"crew.xlsx": b"%d" % number}) for number in range(KEPT_UNDOS + 2)]
    kept = sorted(path.name for path in (folder / "backup" / "undo").iterdir())
    assert kept == [record.record_id for record in records[2:]]


def test_copies_of_the_last_operations_are_kept_also_when_the_clock_goes_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = datetime(2027, 10, 31, 3, tzinfo=UTC)
    records = []
    with locked(folder, 0) as lease:
        for number in range(KEPT_UNDOS + 5):
            monkeypatch.setattr(commit_module, "datetime", clock_at(day - timedelta(hours=number)))
            records.append(change(lease, {"crew.xlsx": b"%d" % number}))
    kept = {path.name for path in (folder / "backup" / "undo").iterdir()}
    assert kept == {record.record_id for record in records[5:]}


def test_what_others_keep_beside_the_copies_stays(folder: Path) -> None:
    own = folder / "backup" / "undo" / "0 mine"
    own.mkdir(parents=True)
    with locked(folder, 0) as lease:
        for number in range(KEPT_UNDOS + 2):
            change(lease, {"crew.xlsx": b"%d" % number})
    assert own.is_dir()


def test_without_the_lock_nothing_is_committed(folder: Path) -> None:
    with locked(folder, 0) as lease:
        pass
    with pytest.raises(RuntimeError):
        change(lease)
    assert contents_of(folder) == BEFORE
