"""A finished plan put into its folder: committed whole, or kept beside the old one when it cannot be.

Changes when a plan reaches its folder in another way.
"""

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planner.domain.run import InputFile
from planner.folder import (
    ChangedMeanwhile,
    Entry,
    FolderBusy,
    KeptAside,
    Lease,
    Patience,
    ReadOnlyFolder,
    Recovery,
    Replacement,
    Seen,
    as_written,
    free_name,
    is_as_written,
    locked,
    replace_plan,
)
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.planbook.plan_additions import find_added
from planner.workbook.replacing import replace_file

TRIES = 3


@dataclass(frozen=True, slots=True)
class Published:
    """Where the plan is now: ``failure`` says why it is nowhere, ``aside`` why it is not where it belongs.

    ``backup`` is the copy of the plan that it replaced, None when there was none.
    """

    path: Path | None
    failure: str = ""
    aside: str = ""
    backup: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A plan that was made: what it replaces, the inputs it was made from, and what the history will say."""

    new: Replacement
    inputs: tuple[InputFile, ...]
    entry: Entry


def publish(
    paths: FolderPaths,
    made: Made,
    make_again: Callable[[str], Made | None],
    started: datetime,
    patience: Patience,
    on_recovery: Callable[[Recovery], None],
    *,
    force: bool = False,
) -> Published:
    """Put the plan into its folder; ``started`` names one that is kept aside because the old one is open elsewhere.

    Where files are no longer what the plan was made from, ``make_again`` makes another of what is there now, in
    seconds, for this command has its turn already; None gives up. It hears which files changed. ``force`` replaces a
    plan that seems to be open all the same. A folder for which others take longer than there is ``patience`` raises
    FolderBusy; the plan is then kept beside the old one.
    """
    try:
        with locked(paths.home, patience, paths.workbooks) as lease:
            if lease.recovery is not None:
                on_recovery(lease.recovery)
            return _commit(lease, paths, made, make_again, started, force=force)
    except FolderBusy as busy:
        kept = _keep(paths, made, started)
        raise FolderBusy(busy.folder, busy.owner, kept) from busy
    except ChangedMeanwhile as changed:
        return Published(None, f"{changed.names} changed while this was planned; nothing was written, plan it again")
    except KeptAside as kept_aside:
        return Published(kept_aside.kept, aside=str(kept_aside))
    except ReadOnlyFolder as reason:
        return Published(None, str(reason))
    except OSError as reason:
        return Published(None, f"{paths.plan.name} cannot be written: {reason.strerror or reason}")


def _commit(
    lease: Lease,
    paths: FolderPaths,
    made: Made,
    make_again: Callable[[str], Made | None],
    started: datetime,
    *,
    force: bool,
) -> Published:
    """Commit the plan, made again as often as somebody changes a file who knows no turns. Raises ChangedMeanwhile."""
    for _ in range(TRIES):
        try:
            seen = [Seen(path, sha256) for path, sha256 in paths.as_now().as_read(made.inputs).items()]
            backup = replace_plan(lease, made.new, made.entry, seen, started, force=force)
            return Published(paths.plan, backup=backup)
        except ChangedMeanwhile as changed:
            again, last = make_again(changed.names), changed
        if again is None:
            return Published(None)
        made = again
    raise last


def _keep(paths: FolderPaths, made: Made, started: datetime) -> Path:
    """Keep a plan without a turn, under a name that nobody else takes at the same time."""
    while True:
        kept = free_name(paths.plan, started)
        try:
            kept.touch(exist_ok=False)
        except FileExistsError:
            continue
        try:
            replace_file(kept, made.new.data or b"")
        except OSError:
            kept.unlink()
            raise
        return kept


def find_dropped(paths: FolderPaths, plan_before: str | None) -> tuple[str, ...]:
    """Return what of somebody's own in the plan of that hash is not in one that is written anew."""
    home = paths.home
    if is_as_written(home, paths.plan, plan_before):
        return ()
    return find_added(paths.plan, as_written(home, paths.plan))


def is_untouched(paths: FolderPaths, plan_before: str | None) -> bool:
    """Whether there is a plan, of that hash, and nobody has typed in it since it was written."""
    return plan_before is not None and is_as_written(paths.home, paths.plan, plan_before)


def find_hindrance(paths: FolderPaths) -> str:
    """Return why no plan could be written in the end, empty when nothing is known to stand in the way."""
    home = paths.home
    denied = OSError(errno.EACCES, os.strerror(errno.EACCES))
    return "" if os.access(home, os.W_OK) else str(ReadOnlyFolder(home, denied))
