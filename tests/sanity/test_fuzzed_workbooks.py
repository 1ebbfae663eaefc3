"""Damaged at random, a folder still ends in a plan, in problems, or in words that it cannot be read.

Never in a traceback, a hang, or a file that is changed or half written.

Changes when reading may end in another way.
"""

import csv
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from docs.codes import CODES
from planner.domain.finding import Severity
from planner.pipeline import SolveOptions, solve_folder, verify_folder
from planner.workbook.columns.crew import CREW_SHEETS
from planner.workbook.columns.productions import PRODUCTION_SHEETS
from planner.workbook.planbook.plan_reading import read_plan
from planner.workbook.reading import FolderPaths, Reading, read_folder
from tests.packages import book_parts, pack, row, sheet
from tests.sanity.bounded import LONGEST_WAIT_S, MOST_SECONDS
from tests.sanity.folders import SAMPLES
from tests.sanity.mutations import mutated, mutated_text
from tests.sanity.seeds import runs
from tests.unit.workbook.books import CREW_HEAD, NEEDS_HEAD, PRODUCTIONS_HEAD, SETTINGS_HEAD

BOOKS = ("crew.xlsx", "productions.xlsx", "plan.xlsx")
CSV_FILES = tuple(f"{sheet.name}.csv" for sheet in (*CREW_SHEETS, *PRODUCTION_SHEETS))
PLANNED_OF_TEN = 1  # planning takes longer than reading


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of sample folders, those that can be planned with a plan."""
    made = tmp_path_factory.mktemp("samples")
    for name in ("small", "overbooked", "broken"):
        (made / name).mkdir()
        for book in BOOKS[:2]:
            shutil.copy(SAMPLES / name / book, made / name / book)
        if name != "broken":
            assert planned(made / name)
            (made / name / "history.jsonl").unlink()
            shutil.rmtree(made / name / ".planner")
    write_as_csv(made / "csv", made / "small")
    return made


def write_as_csv(folder: Path, source: Path) -> None:
    """Write the workbooks of a folder as files, a sheet each."""
    folder.mkdir()
    for book in BOOKS[:2]:
        for page in load_workbook(source / book).worksheets:
            if f"{page.title}.csv" in CSV_FILES:
                with (folder / f"{page.title}.csv").open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows(page.values)


def planned(folder: Path) -> bool:
    outcome = solve_folder(FolderPaths.of(folder), SolveOptions(threads=1, time_limit_s=10))
    assert outcome.failure == ""
    return outcome.written is not None


@contextmanager
def time_limit(seed: object) -> Iterator[None]:
    """Raise TimeoutError in what takes too much processor time, or does not end by the clock."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"{seed} took more than {MOST_SECONDS} s")

    before = {number: signal.signal(number, stop) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    signal.alarm(LONGEST_WAIT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        for number, handler in before.items():
            signal.signal(number, handler)


def judged(folder: Path, seed: object) -> Reading:
    """Read a folder and return the reading once it is known to be one of the three ends that there may be."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with time_limit(seed):
        reading = read_folder(FolderPaths.of(folder))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert (reading.instance is None) == any(f.severity is Severity.ERROR for f in reading.findings)
    for finding in reading.findings:
        assert finding.code in CODES
        assert finding.place.file in (*BOOKS, *CSV_FILES)
        assert re.fullmatch(r"([A-Z]{1,3}[1-9]\d{0,6})?", finding.place.cell)
        assert finding.message
        str(finding).encode()  # half a character could not be printed
    return reading


@pytest.mark.parametrize("seeds", runs(400))
def test_damaged_at_random_a_folder_ends_in_words_or_a_plan(seeds: range, samples: Path, tmp_path: Path) -> None:
    for seed in seeds:
        random = Random(seed)
        sample = random.choice(("small", "small", "overbooked", "broken"))
        folder = tmp_path / str(seed)
        shutil.copytree(samples / sample, folder)
        book = folder / random.choice(sorted(path.name for path in folder.iterdir()))
        book.write_bytes(mutated(book.read_bytes(), random))
        reading = judged(folder, seed)
        if reading.instance is not None and seed % 10 < PLANNED_OF_TEN:
            assert planned(folder), seed
            assert read_plan(folder / "plan.xlsx").readable, seed
            assert verify_folder(FolderPaths.of(folder)).broken == (), seed
        shutil.rmtree(folder)


@pytest.mark.parametrize("seeds", runs(200))
def test_damaged_at_random_a_folder_of_files_does_too(seeds: range, samples: Path, tmp_path: Path) -> None:
    assert judged(samples / "csv", "csv").instance is not None
    for seed in seeds:
        random = Random(seed)
        folder = tmp_path / str(seed)
        shutil.copytree(samples / "csv", folder)
        file = folder / random.choice(sorted(path.name for path in folder.iterdir()))
        file.write_bytes(mutated_text(file.read_bytes(), random))
        judged(folder, seed)
        shutil.rmtree(folder)


# what XML cannot hold would only make a damaged file
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff", min_codepoint=32), max_size=20
)
WORDS = st.sampled_from(
    (
        *("C1", "c1 ", "P1", "Gaffer", "Grip", "NA", "None", "#REF!", "=A1", "2026-05-03", "03/04/2026", "confirmed"),
        *("hold 1", "Goals", "coverage; cost", "Gap days", "Plan from", "_x000D_", "-1", "1e3", "7", "007", "\u200b"),
        *("'", "½", "٣"),
    )
)
NUMBERS = st.one_of(
    st.integers(-5, 60_000),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from((46145, 46145.5, 0, 60, 1e300, -1e-300)),
)
CELLS = st.one_of(st.none(), TEXTS, WORDS, NUMBERS)
FORMATS = ("yyyy-mm-dd", "[h]:mm", "000", "h:mm", "0.00%")


def rows_of(width: int) -> st.SearchStrategy[list[list[tuple[object, int]]]]:
    """Return rows of cells, each with a style."""
    cell = st.tuples(CELLS, st.sampled_from((0, 0, 0, *range(1, len(FORMATS) + 1))))
    return st.lists(st.lists(cell, max_size=width), max_size=5)


def sheet_of(head: tuple[str, ...], rows: list[list[tuple[object, int]]]) -> bytes:
    lines = [
        row(number, *(value for value, _ in cells), styles={at: style for at, (_, style) in enumerate(cells, 1)})
        for number, cells in enumerate(rows, 2)
    ]
    return sheet(row(1, *head) + "".join(lines))


def check_cells(folder: Path, crew: list, productions: list, needs: list, chosen: list) -> None:
    sheets = {
        "Productions": sheet_of(PRODUCTIONS_HEAD, productions),
        "Requirements": sheet_of(NEEDS_HEAD, needs),
        "Settings": sheet_of(SETTINGS_HEAD, chosen),
    }
    (folder / "crew.xlsx").write_bytes(pack(book_parts({"Crew": sheet_of(CREW_HEAD, crew)}, number_formats=FORMATS)))
    (folder / "productions.xlsx").write_bytes(pack(book_parts(sheets, number_formats=FORMATS)))
    reading = judged(folder, "made up")
    assert "unreadable-file" not in {finding.code for finding in reading.findings}


MADE_UP = {"crew": rows_of(8), "productions": rows_of(6), "needs": rows_of(5), "chosen": rows_of(2)}
RELAXED = {
    "derandomize": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@settings(max_examples=50, **RELAXED)
@given(**MADE_UP)
def test_whatever_cells_hold_ends_in_words_or_an_instance(tmp_path: Path, **sheets: list) -> None:
    check_cells(tmp_path, **sheets)


@pytest.mark.soak
@settings(max_examples=1000, **RELAXED)
@given(**MADE_UP)
def test_whatever_cells_hold_ends_in_words_or_an_instance_for_long(tmp_path: Path, **sheets: list) -> None:
    check_cells(tmp_path, **sheets)
