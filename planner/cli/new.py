"""``planner new``: a planning folder to fill in.

Changes when a new folder should hold more than the templates.
"""

from pathlib import Path

import click

from planner.cli.options import common_options, examples, usage_error
from planner.cli.screen import Screen


@click.command(
    epilog=examples("planner new my-season", "planner new my-season --json"),
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@common_options()
def new(screen: Screen, folder: Path) -> int:
    """Make the folder DIR with the two workbooks to fill in: crew.xlsx and productions.xlsx.

    DIR may exist already, but a workbook in it is never replaced.
    """
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
