"""Plans kept as published: the last one counts, and publishing is an operation like any other."""

from datetime import date
from pathlib import Path

import pytest

from planner.domain.run import InputFile
from planner.folder import ChangedMeanwhile, UntrustedFolder, locked, undo
from planner.folder.disk import digest
from planner.folder.published import NothingPublished, list_published, publish_plan, withdraw_plan
from planner.folder.trust import is_own_file
from planner.workbook.folder_paths import FolderPaths, current_published, published_plans
from planner.workbook.planbook.plan_reading import PlanContents
from tests.unit.folder.folders import leftovers, make, operations

MONDAY, TUESDAY = date(2027, 3, 1), date(2027, 3, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "season", {"plan.xlsx": b"first"})


def publish(folder: Path, today: date = MONDAY, plan: bytes = b"first") -> str:
    path = folder / "plan.xlsx"
    path.write_bytes(plan)
    contents = PlanContents(InputFile("plan", "plan.xlsx", digest(plan), None))  # type: ignore[arg-type]
    with locked(folder, 0) as lease:
        return publish_plan(lease, path, contents, today).name


def names(folder: Path) -> list[str]:
    return [path.name for path in published_plans(folder)]


def test_a_plan_is_kept_under_its_day_and_numbered_on_the_same_day(folder: Path) -> None:
    assert [publish(folder), publish(folder), publish(folder, TUESDAY)] == [
        "2027-03-01.xlsx",
        "2027-03-01-2.xlsx",
        "2027-03-02.xlsx",
    ]
    assert (folder / "published" / "2027-03-02.xlsx").read_bytes() == b"first"
    assert [one.current for one in list_published(folder)] == [False, False, True]
    assert operations(folder) == ["publish"] * 3
    assert FolderPaths.of(folder).published == folder / "published" / "2027-03-02.xlsx"


def test_numbers_count_as_numbers(folder: Path) -> None:
    published = [publish(folder) for _ in range(11)]
    assert published[-1] == "2027-03-01-11.xlsx"
    assert names(folder) == published


def test_a_clock_that_goes_back_changes_no_order(folder: Path) -> None:
    assert [publish(folder, TUESDAY), publish(folder, MONDAY)] == ["2027-03-02.xlsx", "2027-03-02-2.xlsx"]
    assert names(folder)[-1] == "2027-03-02-2.xlsx"


def test_withdrawn_is_the_last_one_and_the_one_before_counts_again(folder: Path) -> None:
    publish(folder), publish(folder, TUESDAY)
    with locked(folder, 0) as lease:
        last, before = withdraw_plan(lease)
        assert (last.name, before and before.name) == ("2027-03-02.xlsx", "2027-03-01.xlsx")
        assert current_published(folder) == before
        assert withdraw_plan(lease)[1] is None
        assert current_published(folder) is None
        with pytest.raises(NothingPublished):
            withdraw_plan(lease)


def test_all_of_it_is_undone_byte_for_byte(folder: Path) -> None:
    publish(folder), publish(folder, TUESDAY, b"second")
    before = {path.name: path.read_bytes() for path in published_plans(folder)}
    with locked(folder, 0) as lease:
        withdraw_plan(lease)
        (folder / "published" / "2027-03-01.xlsx").rename(folder / "kept")  # and its folder goes with the last file
        (folder / "published").rmdir()
        undo(lease)
        (folder / "kept").rename(folder / "published" / "2027-03-01.xlsx")
        assert {path.name: path.read_bytes() for path in published_plans(folder)} == before
        undo(lease)
        undo(lease)
    assert names(folder) == []
    assert leftovers(folder) == []


def test_a_plan_that_changed_since_it_was_read_is_not_published(folder: Path) -> None:
    with locked(folder, 0) as lease, pytest.raises(ChangedMeanwhile):
        publish_plan(lease, folder / "plan.xlsx", PlanContents(None), MONDAY)
    assert names(folder) == []


def test_what_is_called_otherwise_is_no_published_plan_and_stays(folder: Path) -> None:
    others = ("notes.xlsx", "2027-03-01 (copy).xlsx", "2027-02-30.xlsx", "2027-03-01-1.xlsx", "2027-03-01-02.xlsx")
    (folder / "published").mkdir()
    for name in (*others, "2027-03-01.XLSX", "~$2027-03-01.xlsx"):
        (folder / "published" / name).write_bytes(b"theirs")
    (folder / "published" / "2027-03-05.xlsx").mkdir()
    assert names(folder) == []
    assert publish(folder) == "2027-03-01.xlsx"
    assert publish(folder, date(2027, 3, 5)) == "2027-03-05-2.xlsx"
    assert (folder / "published" / "notes.xlsx").read_bytes() == b"theirs"


def test_no_link_is_followed(folder: Path, tmp_path: Path) -> None:
    outside = make(tmp_path / "outside", {"2027-03-01.xlsx": b"theirs"})
    (folder / "published").symlink_to(outside)
    assert names(folder) == []
    with pytest.raises(UntrustedFolder):
        publish(folder)
    (folder / "published").unlink()
    (folder / "published").mkdir()
    (folder / "published" / "2027-03-01.xlsx").symlink_to(outside / "2027-03-01.xlsx")
    assert names(folder) == []
    assert publish(folder) == "2027-03-01-2.xlsx"
    assert (outside / "2027-03-01.xlsx").read_bytes() == b"theirs"
    inside = make(folder / "inside", {})
    (folder / "published").rename(folder / "moved")
    assert is_own_file(folder, "moved.xlsx")
    assert is_own_file(folder, "published/2027-03-01.xlsx")
    (folder / "published").symlink_to(inside)
    assert not is_own_file(folder, "published/2027-03-01.xlsx")
    with pytest.raises(UntrustedFolder):
        publish(folder)
