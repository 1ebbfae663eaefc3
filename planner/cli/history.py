"""``planner history``: what was done to a folder, and by whom.

Changes when the history should show more about an operation.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.answers import problems_json
from planner.cli.existing import FOLDER
from planner.cli.exits import DONE
from planner.cli.folders import read_at_rest, say_findings
from planner.cli.options import common_options, examples
from planner.cli.screen import Screen
from planner.cli.tables import table_lines

if TYPE_CHECKING:
    from planner.folder import Record

_HEADS = ("Time", "Who", "Operation", "Outcome", "What changed")


@click.command(
    epilog=examples("planner history my-season", "planner history my-season --last 5 --json"),
)
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="Only the last N operations.")
@common_options()
def history(screen: Screen, folder: Path, last: int | None) -> int:
    """Show every operation on DIR, the oldest first: when, who, what it changed, or why it was refused."""
    from planner.folder import read_history

    found = read_at_rest(screen, folder, lambda: read_history(folder))
    say_findings(screen, found.findings)
    shown = found.records[-last:] if last else found.records
    screen.answer({"history": [record.to_json() for record in shown], "problems": problems_json(found.findings)})
    rows = [row for record in shown for row in _rows(record)]
    screen.show(table_lines(_HEADS, rows) if rows else ("Nothing has been done here yet.",))
    return DONE


def _rows(record: "Record") -> Iterator[tuple[str, ...]]:
    """Yield a row for an operation, and one for each further line that it has to say."""
    entry = record.entry
    first, *more = entry.changed or ("",)
    who = f"{record.user}@{record.host}"
    yield f"{record.time:%Y-%m-%d %H:%M:%S}", who, entry.operation, entry.outcome.value, first
    for line in more:
        yield "", "", "", "", line
