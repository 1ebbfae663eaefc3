"""``planner report``: plans as a page to send, or one person's sheet.

Changes when a report is asked for in another way.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.existing import FILE
from planner.cli.exits import CANNOT_WRITE, DONE, NO_RESULT, USAGE, Refusal
from planner.cli.folders import Files, meant, read_at_rest, refused_input
from planner.cli.options import common_options, examples, folder_options
from planner.cli.screen import Screen

if TYPE_CHECKING:
    from planner.alternatives.page.reading import FolderPlans
    from planner.workbook.folder_paths import FolderPaths

PAGE_NAME = "report.html"

with_rates_option = click.option(
    "--with-rates", is_flag=True, help="Show rates, costs and reasons of absence, which else stay at home."
)


@click.command(
    epilog=examples(
        "planner report my-season",
        "planner report my-season my-season/plan.xlsx draft-a.xlsx draft-b.xlsx --out compare.html",
        'planner report my-season --person "Ann Reed"',
    ),
)
@folder_options
@click.argument("plans", metavar="[PLAN]...", nargs=-1, type=FILE)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write in place of report.html.")
@click.option("--person", metavar="WHO", help="Write one person's sheet instead (Crew ID or name).")
@with_rates_option
@common_options()
def report(
    screen: Screen, files: Files, plans: tuple[Path, ...], out: Path | None, person: str | None, with_rates: bool
) -> int:
    """Write the plan of DIR as one HTML file that needs no network, to open, print or send.

    With PLANs it shows these, and marks what differs from the first. It is written beside the plan.
    """
    paths = files.paths()
    shown = plans or (paths.plan,)
    if not shown[0].exists():
        raise Refusal(USAGE, "no-plan", f"There is no {paths.plan.name} to show. Run `planner solve` first.")
    found = _read(screen, paths, shown)
    written = _write_sheet(paths, found, person, out, with_rates) if person else None
    written = written or write_page(paths, found, out or shown[0].parent / PAGE_NAME, with_rates=with_rates)
    screen.record("reported", file=str(written), plans=[one.name for one in found.plans])
    screen.answer({"report": str(written), "plans": [one.name for one in found.plans], "bytes": written.stat().st_size})
    if not screen.quiet:
        screen.show((f"Written: {written}",))
    return DONE


def report_on(screen: Screen, paths: "FolderPaths", plan: Path) -> Path:
    """Write the page of a plan that was just made beside it, and return where it is."""
    made = replace(paths, plan=plan)  # also where it was kept aside
    return write_page(made, _read(screen, made, (plan,)), plan.parent / PAGE_NAME, with_rates=False)


def _read(screen: Screen, paths: "FolderPaths", plans: Sequence[Path]) -> "FolderPlans":
    from planner.alternatives.page.reading import read_plans

    found = read_at_rest(screen, paths.folder, lambda: read_plans(paths, plans))
    if not found.plans:
        raise refused_input(found.findings, quiet=screen.quiet)
    return found


def write_page(paths: "FolderPaths", found: "FolderPlans", path: Path, *, with_rates: bool) -> Path:
    """Write the page of some plans and return where it is."""
    from planner.alternatives.page.writing import Wanted, page

    wanted = Wanted(paths.folder.resolve().name, found.date_order, with_rates)
    html = page(found.plans, wanted, found.comparison)
    return _written(path, html)


def _write_sheet(paths: "FolderPaths", found: "FolderPlans", who: str, out: Path | None, with_rates: bool) -> Path:
    from planner.alternatives.file_names import file_names
    from planner.alternatives.page.writing import Wanted, sheet
    from planner.desk.names import find_person
    from planner.desk.state import Desk

    person = meant(find_person(Desk(found.plans[0].instance), who))
    wanted = Wanted(paths.folder.resolve().name, found.date_order, with_rates)
    people = [one.crew_id for one in found.plans[0].instance.crew]
    names = dict(zip(people, file_names(f"report-{one}" for one in people), strict=True))
    path = out or paths.plan.parent / f"{names[person.crew_id]}.html"
    return _written(path, sheet(found.plans, person.crew_id, wanted))


def _written(path: Path, html: str) -> Path:
    from planner.workbook.replacing import replace_file

    try:
        replace_file(path, html.encode("utf-8", errors="replace"))
    except OSError as reason:
        message = f"{path} cannot be written: {reason.strerror or reason}."
        raise Refusal(NO_RESULT, CANNOT_WRITE, message) from reason
    return path
