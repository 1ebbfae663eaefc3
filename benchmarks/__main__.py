"""``python -m benchmarks``: the planner and its peers on the same folders in one run.

Changes when the comparison takes another option.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks import overheads
from benchmarks.folder_copies import copy_inputs
from benchmarks.generate import generated, parse_sizes
from benchmarks.measuring import apart
from benchmarks.peers import PEERS
from benchmarks.reports import Table, save
from benchmarks.rows import HEADS, Measured, compared
from benchmarks.studios import Size
from benchmarks.ways import forget_plan, run_peer, run_planner

COMPARED = (
    "Whole processes; × is against the planner's last row of the folder. Peers fill slots, whatever the priority."
)
OVERHEADS = "The planner's commands against the least that does the same."


@dataclass(frozen=True, slots=True)
class Options:
    """What to run on every folder; ``goals`` or ``no_priorities`` adds a second run of the planner."""

    limit_s: float
    planner_limit_s: float | None
    peers: tuple[str, ...]
    goals: str | None
    no_priorities: bool
    bare: bool


def parse_peers(_context: click.Context, _option: click.Parameter, text: str) -> tuple[str, ...]:
    """Read a list of peers; ``none`` is none."""
    names = tuple(name.strip() for name in text.split(",") if name.strip() and name.strip() != "none")
    if unknown := [name for name in names if name not in PEERS]:
        raise click.BadParameter(f"there is no peer {unknown[0]!r}; there are {', '.join(PEERS)}.")
    return names


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sizes", default="", callback=parse_sizes, help="Studios to make: PEOPLExPRODUCTIONS, several.")
@click.option("--limit", "limit_s", default=90.0, show_default=True, help="Seconds for each peer.")
@click.option(
    "--planner-limit", "planner_limit_s", type=float, help="Seconds for the planner; the folder's own if not."
)
@click.option("--peers", default=",".join(PEERS), show_default=True, callback=parse_peers, help="Which, or none.")
@click.option("--goals", help="Run the planner a second time with these Goals, such as `coverage; whole`.")
@click.option("--no-priorities", is_flag=True, help="Run it a second time without the Priority column.")
@click.option("--bare/--no-bare", default=True, help="Compare with reading and writing alone, and --help with click.")
@click.option("--save", "name", metavar="NAME", help="Keep the tables in benchmarks/results.")
def compare(folders: tuple[Path, ...], sizes: list[Size], name: str | None, **options: object) -> None:
    """Run the planner and its peers on FOLDERS and on invented studios, and print a table with ratios."""
    chosen = Options(**options)
    rows: list[Measured] = []
    costs: list[overheads.Overhead] = []
    for folder in [*folders, *(apart(generated, size) for size in sizes)]:
        with tempfile.TemporaryDirectory() as scratch:
            for measured in _measure(folder, Path(scratch), chosen, costs):
                rows.append(measured)
                click.echo(f"{measured.folder}: {measured.way}, {measured.seconds:.1f} s", err=True)
    if chosen.bare:
        costs.append(overheads.help_against_click())
    tables = [Table(COMPARED, HEADS, compared(rows))]
    if costs:
        tables.append(Table(OVERHEADS, overheads.HEADS, [overheads.cells(cost) for cost in costs]))
    for table in tables:
        table.show()
    if name:
        click.echo(f"Kept: {save(name, tables).name}", err=True)


def _measure(folder: Path, scratch: Path, options: Options, costs: list[overheads.Overhead]) -> Iterator[Measured]:
    """Yield a row per run on copies of a folder's inputs, and add to ``costs`` what the planner's runs are against."""
    name = folder.resolve().name
    variants = [("Planner", None, True)]
    if options.goals or options.no_priorities:
        words = [options.goals or "", "no priorities" if options.no_priorities else ""]
        variants.append((f"Planner: {', '.join(filter(None, words))}", options.goals, not options.no_priorities))
    slots = None
    for number, (way, goals, priorities) in enumerate(variants):
        copy = scratch / str(number)
        apart(copy_inputs, folder, copy, goals, priorities)
        row = run_planner(copy, name, way, options.planner_limit_s)
        slots = row.slots or slots
        if options.bare and row.filled is not None and row.seconds is not None:
            costs.extend(overheads.against_bare(copy, f"{name}: {way}", row.seconds, scratch))
        forget_plan(copy)
        yield row
    for peer in options.peers:
        yield run_peer(peer, scratch / "0", name, options.limit_s, slots)


if __name__ == "__main__":
    compare()
