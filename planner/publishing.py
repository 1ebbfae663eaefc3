"""A finished plan put into its folder: committed whole, or kept beside the old one when it cannot be.

Changes when a plan reaches its folder in another way.
"""

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
    Recovery,
    Replacement,
    Seen,
    free_name,
    locked,
    replace_plan,
)
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.plan_reading import PURPOSE
from planner.workbook.replacing import replace_file


@dataclass(frozen=True, slots=True)
class Published:
    """Where the plan is now: ``failure`` says why it is nowhere, ``aside`` why it is not where it belongs."""

    path: Path | None
    failure: str = ""
    aside: str = ""


def publish(
    paths: FolderPaths,
    new: Replacement,
    inputs: tuple[InputFile, ...],
    entry: Entry,
    started: datetime,
    wait_s: float,
    on_recovery: Callable[[Recovery], None],
    *,
    force: bool = False,
) -> Published:
    """Put the plan into its folder; ``started`` names one that is kept aside because the old one is open elsewhere.

    ``force`` replaces a plan that seems to be open all the same.

    Nothing is written when an input is no longer what the plan was made from. A folder that is busy for longer than
    ``wait_s`` seconds raises FolderBusy; the plan is then kept beside the old one.
    """
    try:
        with locked(_home(paths), wait_s, paths.workbooks) as lease:
            if lease.recovery is not None:
                on_recovery(lease.recovery)
            replace_plan(lease, new, entry, _seen(paths, inputs), started, force=force)
    except FolderBusy as busy:
        kept = free_name(paths.plan, started)
        replace_file(kept, new.data or b"")
        raise FolderBusy(busy.folder, busy.owner, kept) from busy
    except ChangedMeanwhile as changed:
        names = " and ".join(path.name for path in changed.paths)
        return Published(None, f"{names} changed while this was planned; nothing was written, plan it again")
    except KeptAside as kept_aside:
        return Published(kept_aside.kept, aside=str(kept_aside))
    except OSError as reason:
        return Published(None, f"{paths.plan.name} cannot be written: {reason.strerror or reason}")
    return Published(paths.plan)


def _seen(paths: FolderPaths, inputs: tuple[InputFile, ...]) -> tuple[Seen, ...]:
    """Return the files that the plan is made from, as they were read."""
    path_of = {path.name: path for path in paths.input_files() if path != paths.previous}
    seen = ((paths.previous if file.purpose == PURPOSE else path_of.get(file.name), file.sha256) for file in inputs)
    return tuple(Seen(path, sha256) for path, sha256 in seen if path is not None)


def _home(paths: FolderPaths) -> Path:
    """Return the folder whose lock and history a run uses: that of the plan when the input's cannot be written."""
    return paths.folder if os.access(paths.folder, os.W_OK) else paths.plan.parent
