"""``planner undo``: the last operation on a folder, taken back.

Changes when undoing takes another option.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.existing import FOLDER
from planner.cli.exits import CONFLICTS, DONE
from planner.cli.folders import read_at_rest, say_recovery
from planner.cli.options import common_options, examples, wait_option
from planner.cli.screen import Screen

if TYPE_CHECKING:
    from planner.folder import CannotUndo, Record


@click.command(
    epilog=examples("planner undo my-season --dry-run", "planner undo my-season --json"),
)
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--dry-run", is_flag=True, help="Only show what would be undone.")
@click.option("--force", is_flag=True, help="Also when a workbook seems to be open in Excel.")
@wait_option
@common_options()
def undo(screen: Screen, folder: Path, dry_run: bool, force: bool, wait_s: float) -> int:
    """Take back the last operation on DIR that was applied, if its files are as it left them.

    Undoing again goes one operation further back. Exit 0 when it is undone, 1 when it cannot be and nothing was
    changed, such as when a workbook is open elsewhere, 4 when another command has the folder.
    """
    from planner.folder import CannotUndo, undoable

    try:
        if dry_run:
            return _tell(screen, read_at_rest(screen, folder, lambda: undoable(folder)), "Would be undone", done=False)
        return _tell(screen, _undo(screen, folder, wait_s, force=force), "Undone", done=True)
    except CannotUndo as reason:
        return _refuse(screen, reason)


def _undo(screen: Screen, folder: Path, wait_s: float, *, force: bool) -> "Record":
    """Undo under the lock; the history remembers a refusal too."""
    from planner.folder import CannotUndo, Entry, Outcome, commit, locked
    from planner.folder import undo as undo_last

    with locked(folder, wait_s) as lease:
        say_recovery(screen, lease.recovery)
        try:
            return undo_last(lease, force=force)
        except CannotUndo as reason:
            commit(lease, (), Entry("undo", {}, Outcome.REFUSED, (str(reason),)))
            raise


def _tell(screen: Screen, record: "Record", what: str, *, done: bool) -> int:
    screen.record("undone" if done else "undoable", operation=record.entry.operation, id=record.record_id)
    screen.answer({"undone": done, "operation": record.to_json()})
    if not screen.quiet:
        screen.show(_lines(record, what))
    return DONE


def _lines(record: "Record", what: str) -> Iterator[str]:
    yield f"{what}: {record.entry.operation} of {record.time:%Y-%m-%d %H:%M} by {record.user}."
    for line in record.entry.changed:
        yield f"  {line}"
    yield f"Files: {', '.join(file.name for file in record.files)}."


def _refuse(screen: Screen, reason: "CannotUndo") -> int:
    screen.record("refused", code=reason.code, message=str(reason))
    screen.answer({"undone": False, "refused": {"code": reason.code, "message": str(reason)}})
    screen.show((str(reason),))
    return CONFLICTS
