"""How much more than the unavoidable the planner's commands take: reading and writing files, starting Python.

Changes when another unavoidable is measured.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.bare import keep_plan_rows
from benchmarks.measuring import PYTHON, apart, median_seconds

BARE_RUNS = 3
START_RUNS = 9


@dataclass(frozen=True, slots=True)
class Overhead:
    """A planner command's seconds against those of the least that does the same."""

    what: str
    seconds: float
    least: str
    least_seconds: float


HEADS = ("what", "seconds", "against", "seconds", "×")


def cells(overhead: Overhead) -> tuple[str, ...]:
    """Return an overhead as cells of a table."""
    times = f"{overhead.seconds / overhead.least_seconds:.2f}"
    return overhead.what, f"{overhead.seconds:.2f}", overhead.least, f"{overhead.least_seconds:.2f}", times


def against_bare(planned: Path, what: str, seconds: float, scratch: Path) -> list[Overhead]:
    """Compare a planner run with reading its inputs and writing the rows of the plan that it left in ``planned``."""
    rows, target = scratch / "rows.pickle", scratch / "bare.xlsx"
    apart(keep_plan_rows, planned / "plan.xlsx", rows)
    command = [PYTHON, "-m", "benchmarks.bare", str(planned), str(rows), str(target), "--reader"]
    readers = ["openpyxl", *(["calamine"] if find_spec("python_calamine") else [])]
    return [
        Overhead(what, seconds, f"bare read ({reader}) and write", median_seconds([*command, reader], BARE_RUNS))
        for reader in readers
    ]


def help_against_click() -> Overhead:
    """Compare ``planner --help`` with a Python that imports click."""
    script = "from planner.cli import main; main()"  # what an installed `planner` does
    helped = median_seconds([PYTHON, "-c", script, "--help"], START_RUNS)
    return Overhead(
        "planner --help", helped, "import click", median_seconds([PYTHON, "-c", "import click"], START_RUNS)
    )
