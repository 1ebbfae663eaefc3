"""Invented studios: the same for the same seed, of the size asked for, as tight as they say, and fit to be read."""

from pathlib import Path

import pytest

from benchmarks.bench import used_share
from benchmarks.folder_copies import copy_inputs
from benchmarks.folders import write_folder
from benchmarks.studios import Size, make_studio
from benchmarks.vocabulary import full_name, title
from planner.domain.instance import Instance
from planner.domain.settings import GoalName
from planner.workbook.reading import FolderPaths, Reading, read_folder

SMALL = Size(60, 20)


@pytest.fixture(scope="module")
def tight() -> Instance:
    return make_studio(Size(600, 300))


def read(folder: Path) -> Reading:
    return read_folder(FolderPaths.of(folder))


def test_a_size_is_read_as_it_is_written() -> None:
    assert Size.parse("1,000 × 600") == Size.parse("1000x600") == Size(1000, 600)
    assert str(Size(1000, 600)) == "1000x600"


def test_same_seed_same_studio_and_another_seed_another() -> None:
    assert make_studio(SMALL, 1) == make_studio(SMALL, 1)
    assert make_studio(SMALL, 1) != make_studio(SMALL, 2)


def test_people_and_productions_are_as_many_as_asked_and_all_productions_ask_for_somebody(tight: Instance) -> None:
    assert (len(tight.crew), len(tight.productions)) == (600, 300)
    assert len(tight.planned_productions) == 300
    assert 15 <= len({need.role for need in tight.requirements}) <= 25


def test_nine_of_ten_work_days_are_used(tight: Instance) -> None:
    assert used_share(tight) == pytest.approx(0.9, abs=0.01)


def test_no_day_asks_for_more_of_a_department_than_are_there(tight: Instance) -> None:
    """As a plan exists that fills everything, and nobody works in two departments."""
    department = tight.role_departments
    for day in {need.span.first_day for need in tight.requirements}:
        for name in set(department.values()):
            asked = sum(n.count for n in tight.requirements if department[n.role] == name and n.span.includes(day))
            there = sum(
                department[person.main_role] == name
                and (person.first_day is None or person.first_day <= day)
                and (person.last_day is None or day <= person.last_day)
                and not any(absence.span.includes(day) for absence in person.absences)
                for person in tight.crew
            )
            assert asked <= there, (day, name)


def test_windows_lie_within_their_production_and_last_up_to_sixty_days(tight: Instance) -> None:
    assert all(tight.production_by_id[need.production_id].span.covers(need.span) for need in tight.requirements)
    assert all(3 <= production.span.days <= 60 for production in tight.productions)


def test_beyond_asks_for_more_than_there_is() -> None:
    slots = [len(make_studio(SMALL, 1, beyond).slots) for beyond in (0.0, 0.5)]
    assert slots[1] > slots[0]


def test_names_and_titles_do_not_repeat() -> None:
    assert len({full_name(number) for number in range(20_001)}) == 20_001
    assert len({title(number) for number in range(10_000)}) == 10_000


def test_a_written_studio_is_read_without_a_finding_and_is_the_same(tmp_path: Path) -> None:
    studio = make_studio(SMALL)
    write_folder(tmp_path, studio)
    reading = read(tmp_path)
    assert reading.findings == ()
    assert reading.instance == studio


def test_a_copy_has_other_goals_and_no_priorities_and_is_otherwise_the_same(tmp_path: Path) -> None:
    studio = make_studio(SMALL)
    write_folder(tmp_path / "one", studio)
    copy_inputs(tmp_path / "one", tmp_path / "two", "coverage", False)
    copy = read(tmp_path / "two").instance
    assert copy is not None
    assert copy.settings.goals == (GoalName.COVERAGE,)
    assert {production.priority for production in copy.productions} == {3}
    assert (copy.crew, copy.requirements) == (studio.crew, studio.requirements)


def test_goals_that_are_there_are_replaced(tmp_path: Path) -> None:
    write_folder(tmp_path / "one", make_studio(SMALL), [("Gap days", 1), ("Goals", "coverage; cost")])
    copy_inputs(tmp_path / "one", tmp_path / "two", "coverage; whole")
    copy = read(tmp_path / "two").instance
    assert copy is not None
    assert copy.settings.goals == (GoalName.COVERAGE, GoalName.WHOLE)
    assert copy.settings.gap_days == 1
