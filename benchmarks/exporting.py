"""``python -m benchmarks.exporting``: calendars and tables of a planned studio, by the clock.

Each figure is the median of several whole processes. The plan is the first free person's, so that nothing has to be
solved.
Changes when a season is exported in another form.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks.folders import write_folder
from benchmarks.measuring import apart
from benchmarks.peers.first_free_person import plan_first_free
from benchmarks.reports import Table, save
from benchmarks.run_records import RUN
from benchmarks.studios import Size, make_studio
from planner.domain.plan import Plan
from planner.domain.report import Report
from planner.workbook.planbook.plan_writing import plan_workbook
from planner.workbook.reading import FolderPaths, read_folder

HEADS = ("what", "of", "seconds", "CPU seconds")
WHAT = "Medians of whole processes; an event stands in two calendars."


def prepare(size: Size, folder: Path) -> None:
    """Write a studio and a plan of it."""
    write_folder(folder, make_studio(size))
    paths = FolderPaths.of(folder)
    instance = read_folder(paths).instance
    assert instance is not None
    assigned = tuple(plan_first_free(instance, float("inf")).assignments)
    taken = {one.slot for one in assigned}
    plan = Plan(assigned, tuple(slot for slot in instance.slots if slot not in taken))
    paths.plan.write_bytes(plan_workbook(instance, plan, Report(), RUN))


def measure(folder: Path, times: int) -> list[tuple[str, ...]]:
    """Return a row per kind of export."""
    with tempfile.TemporaryDirectory() as home:
        again = str(Path(home) / "again")
        told = _export(folder, "--ics", again).partition(": ")[2].rstrip()
        return [
            ("nothing but reading: planner verify", "", *_median(lambda _: _planner("verify", folder), times)),
            (
                "calendars into a new folder",
                told,
                *_median(lambda run: _export(folder, "--ics", f"{home}/calendars-{run}"), times),
            ),
            ("calendars, nothing changed", told, *_median(lambda _: _export(folder, "--ics", again), times)),
            ("tables", "", *_median(lambda run: _export(folder, "--csv", f"{home}/tables-{run}"), times)),
        ]


def _export(folder: Path, *options: str) -> str:
    return _planner("export", folder, *options)


def _planner(command: str, folder: Path, *options: str) -> str:
    line = [sys.executable, "-m", "planner.cli", command, str(folder), *options]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout


def _median(run: Callable[[int], object], times: int) -> tuple[str, str]:
    """Return the medians by the clock and of the processor, which others on the machine do not lengthen as much."""
    clock, cpu = [], []
    for number in range(times):
        began, used = time.perf_counter(), _cpu_s()
        run(number)
        clock.append(time.perf_counter() - began)
        cpu.append(_cpu_s() - used)
    return f"{statistics.median(clock):.2f}", f"{statistics.median(cpu):.2f}"


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@click.command()
@click.option("--size", default="1000x420", show_default=True, help="PEOPLExPRODUCTIONS.")
@click.option("--times", default=3, show_default=True, help="Runs per figure.")
@click.option("--save", "name", metavar="NAME", help="Keep the table in benchmarks/results.")
def exporting(size: str, times: int, name: str | None) -> None:
    """Time each kind of export of a studio."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / size
        apart(prepare, Size.parse(size), folder)
        table = Table(f"Exports of {size}. {WHAT}", HEADS, measure(folder, times))
    table.show()
    if name:
        click.echo(f"Kept: {save(name, [table]).name}", err=True)


if __name__ == "__main__":
    exporting()
