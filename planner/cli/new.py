"""``planner new``: a planning folder to fill in.

Changes when a new folder should hold more than the templates.
"""

from pathlib import Path

import click

from planner.cli.folders import Files, read_input
from planner.cli.options import common_options, examples, usage_error
from planner.cli.screen import Screen


@click.command(
    epilog=examples(
        "planner new my-season",
        "planner new my-season --json",
        "planner new --scenarios my-season",
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--scenarios", is_flag=True, help="Add scenarios.xlsx to a folder that is filled in, with its lists.")
@common_options()
def new(screen: Screen, folder: Path, scenarios: bool) -> int:
    """Make the folder DIR with the two workbooks to fill in: crew.xlsx and productions.xlsx.

    DIR may exist already, but a workbook in it is never replaced. With --scenarios it is one for planner scenarios,
    whose lists offer the people, productions and roles of DIR.
    """
    if scenarios:
        return _new_scenarios(screen, folder)
    names = ("crew.xlsx", "productions.xlsx")
    taken = [name for name in names if (folder / name).exists()]
    if taken:
        raise usage_error("folder-in-use", f"{folder} already holds {' and '.join(taken)}; name another folder.")

    from planner.workbook.templates.books import write_templates

    folder.mkdir(parents=True, exist_ok=True)
    write_templates(folder)
    screen.answer({"folder": str(folder), "files": list(names)})
    if not screen.quiet:
        screen.show(
            (
                f"{folder} now holds {' and '.join(names)}. Their first sheets say how to fill them in.",
                f"Then: planner check {folder}   and   planner solve {folder}",
            )
        )
    return 0


def _new_scenarios(screen: Screen, folder: Path) -> int:
    target = folder / "scenarios.xlsx"
    if target.exists():
        raise usage_error("folder-in-use", f"{target} is there already; rename it first.")
    _, instance = read_input(screen, Files(folder, None, None, None))

    from planner.workbook.templates.scenarios import write_scenario_template

    write_scenario_template(target, instance)
    screen.answer({"folder": str(folder), "files": [target.name]})
    if not screen.quiet:
        screen.show((f"{target} is there to be filled in.", f"Then: planner scenarios {folder} {target}"))
    return 0
