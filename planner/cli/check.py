"""``planner check``: every finding in the input.

Changes when checking should say more than the findings.
"""

from pathlib import Path

import click

from planner.cli.exits import DONE
from planner.cli.findings import errors_in, finding_lines, problems_json
from planner.cli.folders import read_at_rest, refused_input
from planner.cli.options import common_options, examples, folder_options, previous_option
from planner.cli.screen import Screen


@click.command(
    epilog=examples(
        "planner check my-season",
        "planner check my-season --json",
        "planner check my-season --crew drafts/crew.xlsx",
    ),
)
@folder_options
@previous_option
@common_options()
def check(
    screen: Screen, folder: Path, crew: Path | None, productions: Path | None, plan: Path | None, previous: Path | None
) -> int:
    """Show every finding in the workbooks of DIR, with file, sheet and cell.

    Exit 0 when nothing refuses the input (warnings may be there), 2 when something does.
    """
    from planner.workbook.reading import FolderPaths, Reading, read_folder

    def read() -> Reading:
        return read_folder(FolderPaths.of(folder, crew, productions, plan, previous))

    reading = read_at_rest(screen, folder, read)
    if errors_in(reading.findings):
        refusal = refused_input(reading.findings, quiet=screen.quiet)
        screen.show(finding_lines(refusal.problems))  # here they are the result, not a message about its absence
        return screen.refuse(refusal, told=True)
    screen.answer({"problems": problems_json(reading.findings)})
    if not screen.quiet:
        screen.show(finding_lines(reading.findings) if reading.findings else ("Nothing to mend.",))
    return DONE
