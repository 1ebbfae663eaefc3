"""``planner export``: the plan at hand as calendars, as flat tables, as one document.

Changes when a plan should be exported in another form.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.exits import DONE
from planner.cli.folders import Files, refused_input, say_findings, say_recovery
from planner.cli.options import common_options, examples, folder_options, usage_error, wait_option
from planner.cli.screen import Screen
from planner.domain.wording import counted

if TYPE_CHECKING:
    from planner.alternatives.exports.exporting import Exported
    from planner.alternatives.out_folder import Written

_OUT = click.Path(file_okay=False, path_type=Path)


@click.command(
    epilog=examples(
        "planner export my-season --ics calendars      # a calendar per person and per production",
        "planner export my-season --csv tables         # a .csv file per table, for Excel and other programs",
        "planner export my-season --json > season.json # everything as one document",
    ),
)
@folder_options
@click.option("--ics", "calendars", type=_OUT, metavar="OUT", help="Write calendars into the folder OUT.")
@click.option("--csv", "tables", type=_OUT, metavar="OUT", help="Write the flat tables into the folder OUT.")
@click.option(
    "--with-rates",
    is_flag=True,
    help="With day rates, costs, reasons of absence and notes in tables and document; else they stay at home.",
)
@wait_option
@common_options()
def export(
    screen: Screen, files: Files, calendars: Path | None, tables: Path | None, with_rates: bool, wait_s: float
) -> int:
    """Export the plan of DIR: calendars (--ics), flat tables (--csv), one JSON document on stdout (--json).

    Calendars made again from a changed plan move the events that moved and cancel those that are no more. In OUT
    nothing is touched that no export wrote.
    """
    from planner.alternatives.exports.exporting import Wanted, export_folder
    from planner.alternatives.out_folder import OutInUse

    if not (calendars or tables or screen.as_json):
        raise usage_error("usage", "Name what to export: --ics OUT, --csv OUT or --json.")
    paths = files.paths()
    if not paths.plan.exists():
        raise usage_error("no-plan", f"{paths.plan} is not there yet; run planner solve first.")
    wanted = Wanted(
        calendars, tables, screen.as_json, with_rates, wait_s, lambda recovery: say_recovery(screen, recovery)
    )
    try:
        exported = export_folder(paths, wanted)
    except OutInUse as reason:
        raise usage_error("folder-in-use", str(reason)) from reason
    if not exported.readable:
        raise refused_input(exported.findings, quiet=screen.quiet)
    say_findings(screen, exported.findings)
    for line in _warnings(exported, wanted_plan=paths.plan.name):
        screen.say(line)
    outs = (("calendars", calendars, exported.calendars), ("tables", tables, exported.tables))
    told = {name: _json(out, written) for name, out, written in outs if written}
    screen.record("exported", **told)
    screen.answer({**exported.document, "exported": told})
    if not screen.quiet:
        screen.show(_lines(exported, calendars, tables))
    return DONE


def _warnings(exported: "Exported", wanted_plan: str) -> Iterator[str]:
    if exported.outdated:
        yield f"{wanted_plan} was made from other inputs than there are now; planner solve makes it anew."
    for written in (exported.calendars, exported.tables):
        for name in written.left if written else ():
            yield f"{name} is no longer due, but was changed since it was exported, and is left as it is."


def _json(out: Path | None, written: "Written") -> dict[str, object]:
    return {
        "folder": str(out),
        "files": written.files,
        "changed": written.changed,
        "removed": list(written.removed),
        "left": list(written.left),
    }


def _lines(exported: "Exported", calendars: Path | None, tables: Path | None) -> Iterator[str]:
    if exported.calendars:
        files, events = counted(exported.calendars.files, "calendar"), counted(exported.events, "event")
        gone = f", {exported.cancelled:,} cancelled" if exported.cancelled else ""
        yield f"{calendars}: {files} with {events}{gone}. {_changes(exported.calendars)}"
    if exported.tables:
        yield f"{tables}: {counted(exported.tables.files, 'table')}. {_changes(exported.tables)}"


def _changes(written: "Written") -> str:
    removed = f", {len(written.removed):,} removed" if written.removed else ""
    return f"{counted(written.changed, 'file')} written{removed}."
