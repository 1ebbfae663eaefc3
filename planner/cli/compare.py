"""``planner compare``: alternatives side by side.

Changes when a comparison should show or write something else.
"""

from pathlib import Path

import click

from planner.cli.comparison_text import comparison_lines
from planner.cli.existing import FILE
from planner.cli.exits import CANNOT_WRITE, DONE, NO_RESULT, USAGE, Refusal
from planner.cli.folders import say_recovery
from planner.cli.options import common_options, examples, usage_error
from planner.cli.screen import Screen


@click.command(
    epilog=examples(
        "planner compare draft-a.xlsx draft-b.xlsx",
        "planner compare draft-a.xlsx draft-b.xlsx --output comparison.xlsx --json",
    ),
)
@click.argument("plans", metavar="PLAN PLAN...", nargs=-1, type=FILE)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Also write a comparison workbook.")
@common_options()
def compare(screen: Screen, plans: tuple[Path, ...], output: Path | None) -> int:
    """Compare plan workbooks with the first: what differs in their inputs and figures, who moved, and why.

    Plans of one folder on different days and of different folders can be compared. A cause is a fact of the slot or
    person that differs between the inputs; else the slot is named for which it was exchanged, up to such a fact.
    """
    if len(plans) < 2:
        raise usage_error("usage", "Name at least two plan workbooks to compare.")
    from planner.alternatives.comparison.as_json import to_json
    from planner.alternatives.comparison.comparing import compare as compare_plans
    from planner.alternatives.comparison.reading import UnreadablePlan
    from planner.alternatives.comparison.tables import tables
    from planner.folder import recover

    for folder in sorted({path.parent for path in plans}):
        say_recovery(screen, recover(folder))
    try:
        comparison = compare_plans(plans)
    except UnreadablePlan as error:
        raise Refusal(USAGE, "unreadable-plan", error.told, error.findings) from error
    for note in comparison.notes:
        screen.say(note)
    if output is not None:
        from planner.workbook.planbook.comparison_writing import comparison_workbook

        _write(output, comparison_workbook(tables(comparison), comparison.notes))
        screen.say(f"Written: {output}")
    screen.answer(to_json(comparison))
    screen.show(comparison_lines(comparison))
    return DONE


def _write(path: Path, book: bytes) -> None:
    from planner.workbook.replacing import replace_file

    try:
        replace_file(path, book)
    except OSError as reason:
        message = f"{path} cannot be written: {reason.strerror or reason}."
        raise Refusal(NO_RESULT, CANNOT_WRITE, message) from reason
