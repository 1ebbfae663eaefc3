"""``python -m benchmarks.explaining DIR…``: reasons and remedies of planned folders, how many and how long.

A folder must hold its plan. Everything runs in one process that has imported what it needs; seconds are by the clock.
Changes when a vacancy is explained in another step.
"""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from benchmarks.reports import Table, save
from planner.audit import Board, prospects_on
from planner.audit.able import Able
from planner.domain.plan import PreviousPlan
from planner.domain.reason import ReasonKind
from planner.remedies.reasons import find_reasons
from planner.remedies.search import find_remedies
from planner.workbook.planbook.plan_reading import plan_of
from planner.workbook.reading import FolderPaths, read_folder
from tests.evidence import evidence_holds

HEADS = ("folder", "slots", "vacancies", "reasons", "s", "evidence true", "examined", "remedies", "for several", "s")
UNCOUNTED = (ReasonKind.PAIRING, ReasonKind.EARLIER_GOAL, ReasonKind.NOT_SHOWN)
WHAT = "Reasons and remedies, each remedy planned again. Evidence is counted anew where counting can check it."


def board_of(folder: Path) -> Board:
    """Return a folder's plan laid out, itself being the previous plan."""
    paths = FolderPaths.of(folder)
    reading = read_folder(replace(paths, previous=paths.plan))
    if reading.instance is None:
        raise click.ClickException(f"{folder} cannot be read")
    plan = plan_of(reading.previous, reading.instance)
    return Board(replace(reading.instance, previous=PreviousPlan(plan.assignments)), plan)


def measure(folder: Path, scale: float) -> tuple[str, ...]:
    """Return a row of the table."""
    board = board_of(folder)
    able, prospects = Able(board), prospects_on(board)
    began = time.perf_counter()
    reasons = find_reasons(board, able)
    explained = time.perf_counter()
    found = find_remedies(board, able, prospects, scale, lambda: True, lambda slot: True)
    remedied = time.perf_counter()
    counted = [reason for reason in reasons.values() if reason.kind not in UNCOUNTED]
    true = sum(evidence_holds(board, reason) for reason in counted)
    remedies = {remedy for mine in found.remedies.values() for remedy in mine}
    return (
        folder.name,
        f"{len(board.instance.slots):,}",
        f"{len(board.plan.vacancies):,}",
        _told(reason.kind.value for reason in reasons.values()),
        f"{explained - began:.1f}",
        f"{true:,} of {len(counted):,}",
        f"{len(found.remedies):,}",
        _told(remedy.kind.value for remedy in remedies),
        f"{len(found.shared):,}",
        f"{remedied - explained:.1f}",
    )


def _told(kinds: Iterable[str]) -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in Counter(kinds).most_common())


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--remedies", default=1.0, show_default=True, help="Times the usual work.")
@click.option("--save", "name", metavar="NAME", help="Keep the table in benchmarks/results.")
def explaining(folders: tuple[Path, ...], remedies: float, name: str | None) -> None:
    """Explain planned folders and print what was found."""
    table = Table(WHAT, HEADS, [measure(folder, remedies) for folder in folders])
    table.show()
    if name:
        click.echo(f"Kept: {save(name, [table]).name}", err=True)


if __name__ == "__main__":
    explaining()
