"""``python -m benchmarks.smptsp``: the planner on public instances, against what is known of them.

Changes when the comparison takes another option.
"""

import json
import tempfile
from pathlib import Path

import click

from benchmarks.measuring import PYTHON, apart, measure
from benchmarks.reports import Table, save
from benchmarks.smptsp.instances import Known, read_known, write_task_folder

HEADS = ("instance", "people used", "bound", "proven", "known bound", "best known", "seconds", "peak MiB", "note")
UNREAD = ("–", "–", "no")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--known", "known_file", type=click.Path(exists=True, path_type=Path), help="Published values, as CSV.")
@click.option("--limit", "limit_s", default=60.0, show_default=True, help="Seconds to plan for.")
@click.option("--save", "name", metavar="NAME", help="Keep the table in benchmarks/results.")
def run_set(files: tuple[Path, ...], known_file: Path | None, limit_s: float, name: str | None) -> None:
    """Plan every FILE with the fewest people and print a table."""
    known = read_known(known_file) if known_file else {}
    rows = []
    for file in files:
        rows.append(plan_file(file, known.get(file.name), limit_s))
        click.echo("  ".join(rows[-1]), err=True)
    proven = [row for row in rows if row[3] == "yes"]
    slowest = max(float(row[6]) for row in rows)
    title = f"{len(proven)} of {len(rows)} proven with {limit_s:g} s each; the slowest took {slowest:.1f} s."
    table = Table(title, HEADS, rows)
    table.show()
    if name:
        click.echo(f"Kept: {save(name, [table]).name}", err=True)


def plan_file(file: Path, known: Known | None, limit_s: float) -> tuple[str, ...]:
    """Run the whole planner on an instance and return its row of the table."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / file.stem
        apart(write_task_folder, file, folder)
        command = [PYTHON, "-m", "planner.cli", "solve", str(folder), "--json", "--quiet", "--exit-zero"]
        run = measure([*command, "--time-limit", str(limit_s)])
    found, note = (UNREAD, f"exit {run.exit_code}") if run.exit_code else _told(json.loads(run.stdout), known)
    published = (str(known.lower_bound), str(known.best)) if known else ("–", "–")
    return file.stem, *found, *published, f"{run.seconds:.2f}", f"{run.peak_mib:.0f}", note


def _told(answer: dict, known: Known | None) -> tuple[tuple[str, str, str], str]:
    """Return people used, bound and proven from the planner's JSON, and how that stands to what is known."""
    goal = next(goal for goal in answer["goals"] if goal["name"] == "headcount")
    found = str(goal["value"]), str(goal["bound"]), "yes" if goal["proven"] else "no"
    if answer["vacant"]:
        return found, f"{answer['vacant']} tasks not done"
    return found, _against(goal["value"], goal["bound"], known)


def _against(people: int, bound: int, known: Known | None) -> str:
    if known is None:
        return ""
    if bound > known.best or people < known.lower_bound:
        return "contradicts what is known"
    if people < known.best:
        return "below the listed value"
    if people == known.best:
        return "as listed"
    return f"{people - known.best} more than published"


if __name__ == "__main__":
    run_set()
