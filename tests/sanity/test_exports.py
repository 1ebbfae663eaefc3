"""A template filled in is the same instance, whichever program has saved it.

Changes when another program's files are to be read.
"""

from pathlib import Path

import pytest

from planner.domain.instance import Instance
from planner.pipeline import SolveOptions, solve_folder
from planner.workbook.columns.crew import CREW_SHEETS
from planner.workbook.columns.productions import PRODUCTION_SHEETS
from planner.workbook.reading import FolderPaths, read_folder
from tests.libreoffice import convert, needs_libreoffice
from tests.sanity.exports import FILLED, PEOPLE, PRODUCTIONS, write_filled, write_google

# separated by commas, quoted, in UTF-8, as shown, every sheet in a file of its own
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_filled(tmp_path_factory.mktemp("filled"))


@pytest.fixture(scope="module")
def expected(filled: Path) -> Instance:
    instance = read_sound(filled)
    assert [person.crew_id for person in instance.crew] == [row[0] for row in PEOPLE]
    assert [p.span.first_day for p in instance.productions] == [row[2] for row in PRODUCTIONS]
    assert len(instance.requirements) == 16
    assert (len(instance.bookings), instance.settings.gap_days) == (2, 1)
    return instance


def read_sound(folder: Path) -> Instance:
    reading = read_folder(FolderPaths.of(folder))
    assert reading.findings == ()
    assert reading.instance is not None
    return reading.instance


def test_the_filled_template_is_planned(filled: Path, expected: Instance) -> None:
    outcome = solve_folder(FolderPaths.of(filled), SolveOptions(threads=1))
    assert (outcome.failure, outcome.findings) == ("", ())
    assert outcome.plan is not None
    assert len(outcome.plan.assignments) + len(outcome.plan.vacancies) == len(expected.slots)
    (filled / "plan.xlsx").unlink()


def test_google_sheets_saves_the_same(filled: Path, expected: Instance, tmp_path: Path) -> None:
    assert read_sound(write_google(tmp_path / "google", filled)) == expected


@needs_libreoffice
def test_libreoffice_saves_the_same(filled: Path, expected: Instance, tmp_path: Path) -> None:
    assert read_sound(convert(map(filled.joinpath, FILLED), tmp_path / "libre")) == expected


@needs_libreoffice
def test_libreoffice_saves_the_same_as_csv(filled: Path, expected: Instance, tmp_path: Path) -> None:
    folder = convert(map(filled.joinpath, FILLED), tmp_path / "csv", EVERY_SHEET)
    for sheet in (*CREW_SHEETS, *PRODUCTION_SHEETS):
        (made,) = folder.glob(f"*-{sheet.name}.csv")
        made.rename(folder / f"{sheet.name}.csv")
    assert read_sound(folder) == expected
