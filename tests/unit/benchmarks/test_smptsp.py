"""Public instance files: read as they are, half-open tasks as whole days, faults named."""

from pathlib import Path

import pytest

from benchmarks.smptsp.instances import Known, TaskFile, as_studio, read_known, read_task_file, write_task_folder
from planner.domain.settings import GoalName
from planner.workbook.reading import FolderPaths, read_folder

TEXT = "# made\r\nType = 1\r\nJobs = 3\r\n 0 2\r\n 2 4\r\n 1 3\r\nQualifications = 3\r\n2: 1 0\r\n 1:  2\r\n0:\r\n"
FILE = TaskFile(((0, 2), (2, 4), (1, 3)), ((1, 0), (2,), ()))


@pytest.fixture
def dat(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.dat"
    path.write_bytes(TEXT.encode())
    return path


def test_tasks_and_qualifications_are_read(dat: Path) -> None:
    assert read_task_file(dat) == FILE


@pytest.mark.parametrize("cut", ["Jobs = 3", " 1:  2\r\n0:\r\n"])
def test_a_missing_or_short_section_is_told(dat: Path, cut: str) -> None:
    dat.write_bytes(TEXT.replace(cut, "").encode())
    with pytest.raises(ValueError, match=r"tiny\.dat"):
        read_task_file(dat)


def test_a_tasks_end_is_not_worked_so_one_person_does_both_sides_of_it() -> None:
    first, second, third = (need.span for need in as_studio(FILE).requirements)
    assert first.days == second.days == third.days == 2
    assert not first.clashes_with(second)
    assert first.clashes_with(third)


def test_workers_without_a_task_are_no_crew() -> None:
    assert [person.roles for person in as_studio(FILE).crew] == [("T0001", "T0000"), ("T0002",)]


def test_the_folder_asks_for_the_fewest_people(dat: Path, tmp_path: Path) -> None:
    write_task_folder(dat, tmp_path / "folder")
    instance = read_folder(FolderPaths.of(tmp_path / "folder")).instance
    assert instance is not None
    assert instance.settings.goals == (GoalName.COVERAGE, GoalName.HEADCOUNT)
    assert (instance.crew, instance.requirements) == (as_studio(FILE).crew, as_studio(FILE).requirements)


def test_known_values_by_instance(tmp_path: Path) -> None:
    path = tmp_path / "known.csv"
    path.write_text("instance,lower_bound,best_published_upper_bound,proved\ntiny.dat,2,3,no\n")
    assert read_known(path) == {"tiny.dat": Known(2, 3)}
