"""``planner publish``: the plan at hand kept as the one that the crew was told.

Changes when publishing takes another option.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.existing import FOLDER
from planner.cli.exits import CONFLICTS, DONE
from planner.cli.findings import errors_in
from planner.cli.folders import read_at_rest, refused_input, say_findings, say_recovery
from planner.cli.options import common_options, examples, usage_error, wait_option
from planner.cli.screen import Screen
from planner.cli.tables import table_lines

if TYPE_CHECKING:
    from planner.folder.published import PublishedFile

_HEADS = ("File", "Published", "By", "")


@click.command(
    epilog=examples(
        "planner publish my-season              # from now on Changes say what is other than in this plan",
        "planner publish my-season --list",
        "planner publish my-season --withdraw   # the one before counts again",
    ),
)
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--list", "lists", is_flag=True, help="Show the published plans; the last one counts.")
@click.option("--withdraw", is_flag=True, help="Take the published plan back; the one before it counts again.")
@click.option(
    "--plan",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Plan workbook in place of DIR/plan.xlsx.",
)
@wait_option
@common_options()
def publish(screen: Screen, folder: Path, lists: bool, withdraw: bool, plan: Path | None, wait_s: float) -> int:
    """Keep the plan of DIR as published/DATE.xlsx: the one that the crew is told.

    From then on the sheet Changes and the column Change compare with it, so that they show all that is new to the
    crew. What is planned starts from plan.xlsx all the same: nothing that was done since is undone.
    Exit 1 when there is no plan to publish, or none to withdraw, and nothing was changed.
    """
    if lists + withdraw + (plan is not None) > 1:
        raise usage_error("usage", "--list, --withdraw and --plan do not go together.")
    if lists:
        return _list(screen, folder)
    return _withdraw(screen, folder, wait_s) if withdraw else _publish(screen, folder, plan, wait_s)


def _publish(screen: Screen, folder: Path, plan: Path | None, wait_s: float) -> int:
    from planner.folder import locked
    from planner.folder.published import publish_plan
    from planner.workbook.folder_paths import FolderPaths
    from planner.workbook.planbook.plan_reading import read_plan

    own = FolderPaths.of(folder, plan=plan).plan
    with locked(folder, wait_s) as lease:
        say_recovery(screen, lease.recovery)
        if not own.exists():
            return _refuse(screen, "publish", "no-plan", f"{own.name} is not there yet; run planner solve first.")
        contents = read_plan(own)
        if errors_in(contents.findings):
            raise refused_input(contents.findings, quiet=screen.quiet)
        say_findings(screen, contents.findings)
        path = publish_plan(lease, own, contents, datetime.now().astimezone().date())
    name = path.relative_to(folder).as_posix()
    screen.record("published", file=name)
    screen.answer({"published": name, "withdrawn": None})
    if not screen.quiet:
        screen.show((f"{own.name} is published as {name}. From now on changes are those since this plan.",))
    return DONE


def _withdraw(screen: Screen, folder: Path, wait_s: float) -> int:
    from planner.folder import locked
    from planner.folder.published import NothingPublished, withdraw_plan

    with locked(folder, wait_s) as lease:
        say_recovery(screen, lease.recovery)
        try:
            last, before = withdraw_plan(lease)
        except NothingPublished as reason:
            return _refuse(screen, "withdraw", "nothing-published", str(reason))
    gone, now = (path.relative_to(folder).as_posix() if path else None for path in (last, before))
    screen.record("withdrawn", file=gone, published=now)
    screen.answer({"published": now, "withdrawn": gone})
    if not screen.quiet:
        then = f"{now} is the published plan again." if now else "No plan is published now."
        screen.show((f"{gone} is withdrawn. {then}",))
    return DONE


def _refuse(screen: Screen, operation: str, code: str, message: str) -> int:
    screen.record("refused", operation=operation, code=code, message=message)
    screen.answer({"published": None, "withdrawn": None, "refused": {"code": code, "message": message}})
    screen.show((message,))
    return CONFLICTS


def _list(screen: Screen, folder: Path) -> int:
    from planner.folder.published import list_published

    found = read_at_rest(screen, folder, lambda: list_published(folder))
    screen.answer({"published": [_json(one, folder) for one in found]})
    rows = list(_rows(found, folder))
    screen.show(table_lines(_HEADS, rows) if rows else ("No plan is published.",))
    return DONE


def _json(one: "PublishedFile", folder: Path) -> dict[str, object]:
    record = one.record
    return {
        "file": one.path.relative_to(folder).as_posix(),
        "day": one.day.isoformat(),
        "current": one.current,
        "time": record.time.isoformat() if record else None,
        "user": record.user if record else None,
    }


def _rows(found: "tuple[PublishedFile, ...]", folder: Path) -> Iterator[tuple[str, ...]]:
    for one in found:
        when = f"{one.record.time:%Y-%m-%d %H:%M:%S}" if one.record else ""
        who = f"{one.record.user}@{one.record.host}" if one.record else ""
        yield one.path.relative_to(folder).as_posix(), when, who, "counts" if one.current else ""
