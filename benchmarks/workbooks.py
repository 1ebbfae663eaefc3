"""``python -m benchmarks.workbooks``: reading and writing Excel files against bare libraries, same cells, CPU seconds.

Changes when another figure of reading or writing matters.
"""

import statistics
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks import workbook_ways as ways
from benchmarks.generate import generated, parse_sizes
from benchmarks.measuring import apart
from benchmarks.reports import Table, save
from benchmarks.studios import Size
from benchmarks.workbook_ways import Cost

HEADS = ("folder", "what", "by", "cells", "CPU seconds", "peak MiB", "× the first of its kind")
TITLE = "CPU seconds without imports, each in a process of its own, medians; × is against the first line of its kind."
READ_BACK = ("Assignments", "Outside the window", "Typed bookings")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do something; the first of several that do the same is what the others are compared with."""

    by: str
    function: Callable[..., Cost]
    arguments: tuple[object, ...]


@click.command()
@click.option("--sizes", default="5000x3000,20000x10000", show_default=True, callback=parse_sizes, help="Studios.")
@click.option("--rows", default=0, help="Cut the plan at so many rows; 0 is all.")
@click.option("--runs", default=3, show_default=True, help="Of each way; the median counts.")
@click.option("--openpyxl/--no-openpyxl", default=True, help="Measure openpyxl too, which takes long.")
@click.option("--save", "name", metavar="NAME", help="Keep the table in benchmarks/results.")
def measure(sizes: list[Size], rows: int, runs: int, openpyxl: bool, name: str | None) -> None:
    """Read the folders of invented studios, write a plan of each, and read it back."""
    lines: list[tuple[str, ...]] = []
    for size in sizes:
        folder = apart(generated, size)
        with tempfile.TemporaryDirectory() as scratch:
            for line in _measured(folder, Path(scratch), rows or None, runs, openpyxl):
                lines.append(line)
                click.echo(" | ".join(line), err=True)
    table = Table(TITLE, HEADS, lines)
    table.show()
    if name:
        click.echo(f"Kept: {save(name, [table]).name}", err=True)


def _measured(folder: Path, scratch: Path, rows: int | None, runs: int, openpyxl: bool) -> Iterator[tuple[str, ...]]:
    inputs = [folder / name for name in ways.INPUTS]
    kept, plan = scratch / "plan.pickle", scratch / "plan.xlsx"
    reading = [
        Way("calamine", ways.read_by_calamine, (inputs,)),
        Way("openpyxl, read-only", ways.read_by_openpyxl, (inputs,)),
        Way("the planner, into an instance", ways.read_by_planner, (folder,)),
    ]
    yield from _compared(folder.name, "read both inputs", reading, runs, openpyxl)
    slots = apart(ways.prepare_plan, folder, kept, rows)
    apart(ways.write_by_planner, kept, plan)
    writing = [
        Way("XlsxWriter", ways.write_by_xlsxwriter, (plan,)),
        Way("openpyxl, write-only", ways.write_by_openpyxl, (plan, True)),
        Way("openpyxl", ways.write_by_openpyxl, (plan, False)),
        Way("the planner, whole workbook", ways.write_by_planner, (kept, plan)),
    ]
    yield from _compared(folder.name, f"write a plan of {slots:,} rows", writing, runs, openpyxl)
    back = [
        Way("calamine", ways.read_by_calamine, ([plan], READ_BACK)),
        Way("openpyxl, read-only", ways.read_by_openpyxl, ([plan], READ_BACK)),
        Way("the planner, as previous plan", ways.read_back_by_planner, (plan,)),
    ]
    yield from _compared(folder.name, "read that plan back", back, runs, openpyxl)


def _compared(folder: str, what: str, chosen: list[Way], runs: int, openpyxl: bool) -> Iterator[tuple[str, ...]]:
    first: Cost | None = None
    for way in chosen:
        if "openpyxl" in way.by and not openpyxl:
            continue
        costs = [apart(way.function, *way.arguments) for _ in range(runs)]
        seconds = statistics.median(cost.seconds for cost in costs)
        first = first or Cost(seconds, 0, costs[0].cells)
        times = seconds / first.seconds if first.seconds else float("inf")
        yield folder, what, way.by, f"{first.cells:,}", f"{seconds:.2f}", f"{costs[0].peak_mib:.0f}", f"{times:.1f}"


if __name__ == "__main__":
    measure()
