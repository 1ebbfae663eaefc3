"""A folder that was carried reads as the folder itself, whatever lies in it and wherever its files stand."""

import os
import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.ledger import Ledger
from planner.folder import CarriedFolder, is_as_written, read_ledger, sha256_of, write_ledger
from planner.folder.places import proofs_file
from planner.pipeline import SolveOptions, solve_folder
from planner.workbook.reading import FolderPaths, read_folder
from tests.sanity.folders import sample

KNOWN = Ledger(filled={"a": 3})


def carried(paths: FolderPaths) -> CarriedFolder:
    """Return a folder as a task brings it."""
    sent = pickle.dumps(CarriedFolder.of(paths))
    folder = pickle.loads(sent)
    assert isinstance(folder, CarriedFolder)
    return folder


def findings_of(paths: FolderPaths) -> list[tuple[object, ...]]:
    return [(one.code, one.place, one.message, one.hint) for one in read_folder(paths).findings]


def test_a_planned_folder_reads_the_same(tmp_path: Path) -> None:
    folder = sample("small", tmp_path)
    solve_folder(FolderPaths.of(folder), SolveOptions(threads=1, time_limit_s=0, remedies=0))
    write_ledger(folder, KNOWN)
    (folder / "published").mkdir()
    shutil.copy(folder / "plan.xlsx", folder / "published" / "2026-11-02.xlsx")
    paths = FolderPaths.of(folder)
    here = read_folder(paths)
    with carried(paths).unpacked() as there:
        found = read_folder(there)
        assert there.folder.name == folder.name
        assert (found.instance, found.findings, found.inputs) == (here.instance, here.findings, here.inputs)
        assert len(here.inputs) == 4
        assert read_ledger(there.home) == KNOWN
        assert is_as_written(there.home, there.plan, sha256_of(there.plan))
        left = there.folder
    assert not left.exists()


def test_files_named_from_elsewhere_are_not_taken_for_the_folders_own(tmp_path: Path) -> None:
    folder, elsewhere = sample("small", tmp_path), tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(folder / "crew.xlsx", elsewhere / "crew.xlsx")
    (folder / "crew.xlsx").unlink()
    (folder / "Crew.csv").write_text("Name\n")  # in place of the folder's own, and no concern of one that was named
    paths = FolderPaths.of(folder, crew=elsewhere / "crew.xlsx", plan=tmp_path / "draft.xlsx")
    here = read_folder(paths)
    assert here.instance is not None
    with carried(paths).unpacked() as there:
        assert read_folder(there).instance == here.instance
        assert there.plan.name == "draft.xlsx"
        assert there.plan.parent != there.folder


@pytest.mark.parametrize(
    ("there", "code"),
    [
        ("~$crew.xlsx", "file-open"),
        (".~lock.productions.xlsx#", "file-open"),
        ("crew (conflicted copy).xlsx", "conflicted-copy"),
    ],
)
def test_what_lies_beside_is_told_the_same(there: str, code: str, tmp_path: Path) -> None:
    paths = FolderPaths.of(sample("small", tmp_path))
    (paths.folder / there).write_bytes(b"never read")
    with carried(paths).unpacked() as copy:
        assert findings_of(copy) == findings_of(paths)
        assert code in [one[0] for one in findings_of(copy)]


def test_a_missing_workbook_is_missing_there_too(tmp_path: Path) -> None:
    paths = FolderPaths.of(sample("small", tmp_path))
    paths.crew.rename(paths.folder / "Crew list.ods")
    with carried(paths).unpacked() as copy:
        assert findings_of(copy) == findings_of(paths)
        assert "OpenDocument" in findings_of(copy)[0][3]


def test_records_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    paths, other = FolderPaths.of(sample("small", tmp_path)), tmp_path / "other"
    other.mkdir()
    write_ledger(other, KNOWN)
    proofs_file(paths.folder).parent.mkdir()
    proofs_file(paths.folder).symlink_to(proofs_file(other))
    with carried(paths).unpacked() as copy:
        assert read_ledger(copy.home) == Ledger()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    paths = FolderPaths.of(sample("small", tmp_path))
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(OSError, match="no file"):
        CarriedFolder.of(replace(paths, crew=tmp_path / "pipe.xlsx"))
