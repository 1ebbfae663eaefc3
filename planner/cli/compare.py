"""``planner compare``: alternatives side by side.

Changes when a comparison should show or write something else.
"""

from pathlib import Path

import click

from planner.cli.existing import FILE
from planner.cli.exits import DONE
from planner.cli.folders import say_recovery
from planner.cli.options import common_options, examples, usage_error
from planner.cli.screen import Screen
from planner.cli.tables import table_lines


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
    """Compare plan workbooks: filled and vacant by priority, cost, people, goals, and who differs where."""
    if len(plans) < 2:
        raise usage_error("usage", "Name at least two plan workbooks to compare.")
    from planner.alternatives.comparison import UnreadablePlan
    from planner.alternatives.comparison import compare as compare_plans
    from planner.folder import recover
    from planner.workbook.planbook.comparison_writing import write_comparison

    for folder in sorted({path.parent for path in plans}):
        say_recovery(screen, recover(folder))
    try:
        comparison = compare_plans(plans)
    except UnreadablePlan as error:
        raise usage_error("unreadable-plan", str(error)) from error
    if output is not None:
        write_comparison(output, comparison)
        screen.say(f"Written: {output}")
    screen.answer(comparison.to_json())
    for table in comparison.tables():
        lines = table_lines(table.heads, table.rows) if table.rows else ("Nothing.",)
        screen.show((f"{table.title}:", *lines, ""))
    return DONE
