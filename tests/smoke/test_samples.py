"""Are the sample folders what their script makes? Changes when a sample is added."""

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.domain.booking import BookingStatus
from planner.domain.finding import Severity
from planner.workbook.inputs.known_roles import template_roles
from planner.workbook.reading import FolderPaths, read_folder
from planner.workbook.scenario_reading import read_scenarios

INPUTS = ("crew.xlsx", "productions.xlsx")
SAMPLES = Path(__file__).parents[2] / "sample_data"


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(path)
    return {sheet.title: list(sheet.values) for sheet in book.worksheets}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(SAMPLES / "make_samples.py"), str(folder)], check=True)
    return folder


BOOKS = [f"{name}/{book}" for name in ("small", "season", "overbooked", "broken") for book in INPUTS]


@pytest.mark.parametrize("book", [*BOOKS, "season/scenarios.xlsx"])
def test_the_committed_sample_is_what_the_script_makes(made: Path, book: str) -> None:
    assert cells(made / book) == cells(SAMPLES / book)


def codes(name: str, *severities: Severity) -> set[str]:
    findings = read_folder(FolderPaths.of(SAMPLES / name)).findings
    return {finding.code for finding in findings if finding.severity in severities}


@pytest.mark.parametrize("name", ["small", "season"])
def test_the_good_samples_have_nothing_to_mend(name: str) -> None:
    assert codes(name, *Severity) == set()


def test_the_season_shows_employments_days_of_bookings_and_paid_days() -> None:
    season = read_folder(FolderPaths.of(SAMPLES / "season")).instance
    assert season is not None
    assert [len(person.employments) for person in season.crew if len(person.employments) > 1] == [2]
    released = [booking for booking in season.bookings if booking.status is BookingStatus.RELEASED]
    assert released
    assert all(booking.has_days for booking in released)
    assert {production.work_days is None for production in season.productions} == {True, False}
    assert {holiday.name for holiday in season.settings.holidays} > {"Christmas Eve", "House closed"}


@pytest.mark.parametrize("name", ["season", "overbooked"])
def test_productions_of_samples_say_how_far_they_may_move(name: str) -> None:
    instance = read_folder(FolderPaths.of(SAMPLES / name)).instance
    assert instance is not None
    limits = {(one.earliest_start is None, one.latest_end is None) for one in instance.productions}
    assert limits >= {(True, True), (True, False), (False, False)}  # nowhere, later only, either way


def test_the_scenarios_of_the_season_have_nothing_to_mend_and_a_range() -> None:
    read = read_scenarios(SAMPLES / "season" / "scenarios.xlsx", read_folder(FolderPaths.of(SAMPLES / "season")))
    assert {finding.severity for finding in read.findings} <= {Severity.INFO}
    names = {scenario.name.partition(" [")[0] for scenario in read.scenarios}
    assert len(read.scenarios) > len(names) > 5
    assert len({type(change) for scenario in read.scenarios for change in scenario.changes}) > 7


@pytest.mark.parametrize("name", ["small", "season", "overbooked"])
def test_roles_of_samples_are_called_and_belong_as_in_the_field(name: str) -> None:
    usual = {role: (department, others or None) for role, department, others in template_roles()}
    crew = cells(SAMPLES / name / "crew.xlsx")
    listed = {row[0]: row[1:3] for row in crew.get("Roles", [])[1:]}
    assert all(usual[role] == about for role, about in listed.items())
    main, others = (crew["Crew"][0].index(head) for head in ("Role", "Other roles"))
    held = {role for row in crew["Crew"][1:] for role in (row[main], *str(row[others] or row[main]).split("; "))}
    assert held <= usual.keys()


def test_the_overbooked_sample_is_a_sound_input() -> None:
    assert codes("overbooked", Severity.ERROR) == set()


def test_the_broken_sample_has_every_fault_that_a_cell_can_have() -> None:
    # Left out are faults of whole files and sheets, which would hide the others, and those of a previous plan.
    assert codes("broken", Severity.ERROR) == {
        "alias-clash",
        "bad-count",
        "bad-date",
        "bad-priority",
        "bad-rate",
        "bad-setting",
        "bad-status",
        "bad-text",
        "duplicate-booking",
        "duplicate-column",
        "duplicate-id",
        "duplicate-role",
        "duplicate-setting",
        "end-before-start",
        "error-cell",
        "fire-before-hire",
        "formula-without-value",
        "merged-cells",
        "missing-value",
        "repeated-goal",
        "unknown-crew",
        "unknown-goal",
        "unknown-production",
        "unknown-role",
        "unknown-setting",
        "window-outside-production",
    }
