"""``python -m benchmarks.alternatives DIR``: what is not solved twice, on copies of a planning folder, by the clock.

The folder is planned, then planned again with one absence more; then scenarios of one change each are planned beside
it, against copies in which the same changes were made by hand, planned by command, two at a time. The plans are
compared cell by cell.
Changes when something else is remembered from plan to plan.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

import click
from openpyxl import Workbook, load_workbook

from benchmarks.folder_copies import copy_inputs
from benchmarks.measuring import Run, apart, measure
from benchmarks.reports import Table, save
from planner.domain.change import AddAbsence, Change, MoveProduction
from planner.domain.change_rows import to_row
from planner.domain.span import DateSpan
from planner.workbook.columns.changes import COLUMN_OF
from planner.workbook.edited_books import edited_books
from planner.workbook.reading import FolderPaths, read_folder
from planner.workbook.scenario_reading import read_scenarios

HEADS = ("what", "seconds", "×", "of")
JOBS = 2
MOST_AT_ONCE = 200


def measure_folder(source: Path, number: int, seed: int, home: Path, by_hand: bool) -> list[tuple[str, ...]]:
    """Return a row for planning again after an absence, and rows for scenarios."""
    folder, file = home / source.name, home / "what-if.xlsx"
    copy_inputs(source, folder)
    first = _planner("solve", folder)
    rows = [("solve", f"{first.seconds:.1f}", "1.00", "solve")]
    changes = apart(_changes, folder, number, seed)
    _write(file, changes)
    again = home / "again"
    shutil.copytree(folder, again)
    apart(_make_by_hand, again, file, "S0")
    second = _planner("solve", again)
    rows.append(("solve again, one absence added", *_ratio(second.seconds, first.seconds), "solve"))
    out = home / "scenarios"
    beside = _planner("scenarios", folder, str(file), "--jobs", str(JOBS), "--plans", "all", "--out", str(out))
    rows.append((f"{number} scenarios, --jobs {JOBS}", *_ratio(beside.seconds, first.seconds), "solve"))
    if by_hand:
        copies = [apart(_copy, folder, home / f"copy-{at}", file, f"S{at}") for at in range(number)]
        began = time.monotonic()
        with ThreadPoolExecutor(JOBS) as pool:
            list(pool.map(partial(_planner, "solve"), copies))
        seconds = time.monotonic() - began
        what = f"{number} copies edited by hand, {JOBS} at a time"
        rows.append((what, *_ratio(seconds, first.seconds), "solve"))
        rows.append((f"{number} scenarios, --jobs {JOBS}", *_ratio(beside.seconds, seconds), "copies"))
        same = sum(_rows(copy / "plan.xlsx") == _rows(out / f"S{at}.xlsx") for at, copy in enumerate(copies))
        rows.append(("the same Assignments, cell for cell", "", str(same), f"{number} scenarios"))
    return rows


def _planner(command: str, folder: Path, *options: str) -> Run:
    run = measure([sys.executable, "-m", "planner.cli", command, str(folder), *options])
    if run.exit_code not in (0, 1):
        raise click.ClickException(run.stderr or run.stdout)
    return run


def _ratio(seconds: float, against: float) -> tuple[str, str]:
    return f"{seconds:.1f}", f"{seconds / against:.2f}"


def _changes(folder: Path, number: int, seed: int) -> list[Change]:
    """Return changes by turns: somebody is away on days on which they work, and a production moves a day or two."""
    reading = read_folder(FolderPaths.of(folder))
    assert reading.instance is not None
    instance, rng, found = reading.instance, Random(seed), []
    for at in range(number):
        row = rng.choice(instance.published)
        if at % 2 == 0:
            last = min(row.slot.span.last_day, row.slot.span.first_day + timedelta(days=3))
            found.append(AddAbsence(row.crew_id, DateSpan(row.slot.span.first_day, last)))
        else:
            found.append(MoveProduction(row.slot.production_id, rng.choice((-2, -1, 1, 2))))
    return found


def _write(file: Path, changes: Sequence[Change]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Scenarios"
    sheet.append(["Scenario", *COLUMN_OF])
    for at, change in enumerate(changes):
        row = to_row(change)
        sheet.append([f"S{at}", *(row.get(column) for column in COLUMN_OF.values())])
    book.save(file)


def _copy(folder: Path, copy: Path, file: Path, name: str) -> Path:
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".planner"))
    _make_by_hand(copy, file, name)
    return copy


def _make_by_hand(folder: Path, file: Path, name: str) -> None:
    """Make the changes of a scenario in the workbooks of a folder."""
    reading = read_folder(FolderPaths.of(folder))
    assert reading.instance is not None
    chosen = next(one for one in read_scenarios(file, reading, MOST_AT_ONCE).scenarios if one.name == name)
    for path, data in edited_books(reading, reading.instance, chosen.changes).items():
        path.chmod(0o644)
        path.write_bytes(data)


def _rows(plan: Path) -> list[tuple[object, ...]]:
    return list(_values(plan)) if plan.exists() else []


def _values(plan: Path) -> Iterator[tuple[object, ...]]:
    yield from load_workbook(plan, read_only=True)["Assignments"].iter_rows(values_only=True)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--scenarios", "number", default=40, show_default=True, help="Scenarios of one change each.")
@click.option("--seed", default=1, show_default=True, help="Which changes these are.")
@click.option("--by-hand/--no-by-hand", default=True, help="Also plan copies edited by hand, and compare the plans.")
@click.option("--save", "name", metavar="NAME", help="Keep the table in benchmarks/results.")
def alternatives(folder: Path, number: int, seed: int, by_hand: bool, name: str | None) -> None:
    """Time planning a folder again, and scenarios beside it."""
    with tempfile.TemporaryDirectory() as home:
        rows = measure_folder(folder, number, seed, Path(home), by_hand)
    title = f"{folder.name}: planned again, and in alternatives. Whole processes, seconds by the clock."
    table = Table(title, HEADS, rows)
    table.show()
    if name:
        click.echo(f"Kept: {save(name, [table]).name}", err=True)


if __name__ == "__main__":
    alternatives()
