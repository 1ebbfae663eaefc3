"""``planner check``: every finding in the input.

Changes when checking should say more than the findings.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.answers import problems_json
from planner.cli.exits import DONE
from planner.cli.findings import errors_in, finding_lines
from planner.cli.folders import Files, read_at_rest, refused_input
from planner.cli.options import common_options, examples, folder_options, previous_option, usage_error
from planner.cli.screen import Screen
from planner.domain.wording import counted

if TYPE_CHECKING:
    from planner.workbook.marks import Copy
    from planner.workbook.reading import FolderPaths, Reading


@click.command(
    epilog=examples(
        "planner check my-season",
        "planner check my-season --json",
        "planner check my-season --mark marked     # copies in marked/, every problem coloured and explained",
        "planner check my-season --crew drafts/crew.xlsx",
    ),
)
@folder_options
@previous_option
@click.option(
    "--mark",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR2",
    help="Write copies of the workbooks into DIR2, with a colour and a note on every cell that a finding is about.",
)
@click.option("--force", is_flag=True, help="Let --mark replace workbooks in DIR2 that it did not write.")
@common_options()
def check(screen: Screen, files: Files, previous: Path | None, target: Path | None, force: bool) -> int:
    """Show every finding in the workbooks of DIR, with file, sheet and cell.

    Exit 0 when nothing refuses the input (warnings may be there), 2 when something does.
    """
    from planner.workbook.reading import read_folder

    def read() -> "tuple[FolderPaths, Reading]":
        paths = files.paths(previous)
        return paths, read_folder(paths)

    paths, reading = read_at_rest(screen, files.folder, read)
    copies = _write_copies(paths, reading, target, force=force) if target else ()
    marked = {"marked": [_copy_json(copy, target) for copy in copies]} if target else {}
    if errors_in(reading.findings):
        refusal = refused_input(reading.findings, quiet=screen.quiet)
        screen.show(finding_lines(refusal.problems))  # here they are the result, not a message about its absence
        _say_copies(screen, copies, target)
        return screen.refuse(refusal, told=True, more=marked)
    screen.answer({"problems": problems_json(reading.findings), **marked})
    if not screen.quiet:
        screen.show(finding_lines(reading.findings) if reading.findings else ("Nothing to mend.",))
    _say_copies(screen, copies, target)
    return DONE


def _write_copies(paths: "FolderPaths", reading: "Reading", target: Path, *, force: bool) -> "tuple[Copy, ...]":
    """Write the marked copies; a plan is copied only when something in it is to be told."""
    from planner.workbook.marks import CopiesInUse, write_copies

    told = {finding.place.file for finding in reading.findings}
    plans = [paths.previous] if paths.previous and paths.previous.name in told else []
    try:
        return write_copies((paths.crew, paths.productions, *plans), reading.findings, reading.inputs, target, force)
    except CopiesInUse as reason:
        raise usage_error("folder-in-use", str(reason)) from reason


def _say_copies(screen: Screen, copies: "Sequence[Copy]", target: Path | None) -> None:
    for line in _copy_lines(copies, target):
        screen.say(line)


def _copy_lines(copies: "Sequence[Copy]", target: Path | None) -> Iterator[str]:
    for copy in copies:
        if copy.reason:
            yield f"Not marked: {copy.name}, because {copy.reason}."
        elif target:
            yield f"Marked: {target / copy.name} ({counted(copy.cells, 'cell')})."


def _copy_json(copy: "Copy", target: Path | None) -> dict[str, object]:
    path = None if copy.reason or target is None else str(target / copy.name)
    return {"file": copy.name, "path": path, "cells": copy.cells, "reason": copy.reason}
