"""``python -m benchmarks.batch``: nights side by side and one by one, and what the process that starts children holds.

Every night is a command of its own on folders that nobody has planned; its own peak memory leaves its children out.
Changes when a night does its work in another way.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.folders import write_folder
from benchmarks.reports import Table, save
from benchmarks.studios import Size, make_studio

SIDE_BY_SIDE = "A night of different folders; × is against one after the other."
HELD = "Peak memory of the process that starts the children, which are left out, and here go on to the next folder."
# the command is run in this process, so that its own peak can be told from its children's
PROGRAM = """
import resource, sys
from planner import executor
from planner.cli import run

class Kept(executor.Children):
    def __init__(self, jobs, tasks_per_child=None, memory_mb=None):
        super().__init__(jobs, tasks_per_child if sys.argv[1] == "fresh" else None, memory_mb)

executor.Children = Kept
code = run(sys.argv[2:])
print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Took:
    """What a night took: wall-clock seconds and peak memory of its own process in MiB."""

    seconds: float
    own_mib: float


def night(folders: int, size: Size, jobs: int, children: str = "fresh") -> Took:
    """Write so many folders and plan them in a night, each in a fresh child, or in children that are ``kept``."""
    with tempfile.TemporaryDirectory() as home:
        for number in range(folders):
            write_folder(Path(home) / f"seasons/{number:04}", make_studio(size, seed=number, beyond=0.02))
        config = Path(home) / "night.toml"
        config.write_text(f'[batch]\njobs = {jobs}\n[[folder]]\npath = "seasons/*"\n', "utf-8")
        began = time.monotonic()
        command = [sys.executable, "-c", PROGRAM, children, "batch", str(config), "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds = time.monotonic() - began
        code, peak = map(int, done.stdout.split())
        if code > 1:
            raise click.ClickException(f"The night ended with exit {code}: {done.stderr}")
        return Took(seconds, peak / (2**20 if sys.platform == "darwin" else 1024))


def _beside(folders: int, size: str) -> list[tuple[str, ...]]:
    rows, first = [], 0.0
    for jobs in (1, 2) if folders else ():
        took = night(folders, Size.parse(size), jobs).seconds
        first = first or took
        rows.append((f"{folders} of {size}", str(jobs), f"{took:.1f}", f"{took / folders:.2f}", f"{first / took:.2f}"))
    return rows


def _held(numbers: Iterable[int]) -> list[tuple[str, ...]]:
    rows = []
    for number in numbers:
        taken = night(number, Size.parse("6x4"), 2, "kept")
        rows.append((f"{number:,}", f"{taken.seconds:.0f}", f"{taken.own_mib:.1f}"))
    return rows


@click.command()
@click.option("--folders", default=30, show_default=True, help="Folders of the nights side by side; 0 for none.")
@click.option("--size", default="60x40", show_default=True, help="People and productions of each.")
@click.option("--small", default="100,1000", show_default=True, help="Numbers of small folders, for the memory.")
@click.option("--save", "name", metavar="NAME", help="Keep the tables in benchmarks/results.")
def main(folders: int, size: str, small: str, name: str | None) -> None:
    """Measure nights; one at a time, on a machine that does nothing else."""
    tables = [Table(SIDE_BY_SIDE, ("folders", "jobs", "seconds", "a folder", "×"), _beside(folders, size))]
    tables += [Table(HELD, ("folders of 6x4", "seconds", "MiB"), _held(map(int, filter(None, small.split(",")))))]
    for table in tables:
        table.show()
    if name:
        click.echo(f"Kept in {save(name, tables)}.")


if __name__ == "__main__":
    main()
