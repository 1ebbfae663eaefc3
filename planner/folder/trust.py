"""What of a folder's own records is believed: nothing that names a file outside of it.

A folder may come from a stranger. Its journal, its history and the copies for undo say which files to put where, so
each of them is checked whole before anything is touched, and no link is followed out of the folder.
Changes when a folder holds another record, or a record says more.
"""

import os
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from planner.domain.errors import PlannerError
from planner.folder.places import own_places
from planner.workbook.folder_paths import PUBLISHED_FOLDER, PUBLISHED_NAME

WORKBOOK_NAME = re.compile(r"[^./\\~:\x00-\x1f][^/\\:\x00-\x1f]*\.(xlsx|xlsm|csv)", re.IGNORECASE)
"""Names of files that commands replace: workbooks and .csv sheets, and never hidden ones or those in other folders."""

RECORD_ID = re.compile(r"\d{8}T\d{6}\.\d{6}-[0-9a-f]{4}")
HASH = re.compile(r"[0-9a-f]{64}")


class UntrustedFolder(PlannerError, ValueError):
    """A record or link in a folder by which files outside of it would be touched, or that nobody can read."""


def refuse_links(folder: Path) -> None:
    """Refuse a folder in which one of the planner's own files or folders is a link that leads out of it.

    Raises UntrustedFolder.
    """
    for place in own_places(folder):
        if place.is_symlink() and leads_out(place, folder):
            message = f"{place} is a link that leads out of the folder, so nothing was done. Remove the link."
            raise UntrustedFolder(message)


def refuse_linked(path: Path) -> None:
    """Refuse to replace a file that is a link out of its folder. Raises UntrustedFolder."""
    if path.is_symlink() and leads_out(path, path.parent):
        message = f"{path} is a link to another folder, so it is not replaced. Name the file itself as an option."
        raise UntrustedFolder(message)


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path ends up outside of a folder once all links are followed."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def check_record(line: object) -> Mapping[str, object]:
    """Return a record's JSON when every field is as the planner writes it. Raises ValueError."""
    if not isinstance(line, dict):
        raise ValueError("a record is an object")
    texts = ("id", "time", "user", "host", "operation", "outcome")
    if not all(isinstance(line.get(name), str) for name in texts):
        raise ValueError("a field is missing, or is no text")
    if not RECORD_ID.fullmatch(line["id"]):
        raise ValueError("the identifier is none of the planner's")
    if datetime.fromisoformat(line["time"]).tzinfo is None:
        raise ValueError("the time has no zone")
    changed, arguments, files = line.get("changed"), line.get("arguments"), line.get("files")
    if not (isinstance(changed, list) and all(isinstance(text, str) for text in changed)):
        raise ValueError("what was changed is no list of texts")
    if not (isinstance(arguments, dict) and isinstance(files, dict)):
        raise ValueError("arguments or files are missing")
    for change in files.values():
        _check_hashes(change)
    return line


def _check_hashes(change: object) -> None:
    if not isinstance(change, dict) or set(change) != {"before", "after"}:
        raise ValueError("a file has a hash before and after, and nothing else")
    for value in change.values():
        if value is not None and not (isinstance(value, str) and HASH.fullmatch(value)):
            raise ValueError("a hash is none")


def is_own_file(folder: Path, name: str, named: Iterable[Path] = ()) -> bool:
    """Whether a record's file is one of the folder's workbooks or published plans, or one that the user ``named``."""
    home, _, published = name.rpartition("/")
    if WORKBOOK_NAME.fullmatch(name) or (home == PUBLISHED_FOLDER and PUBLISHED_NAME.fullmatch(published)):
        return not any((folder / part).is_symlink() for part in (name, home) if part)
    return Path(name) in {Path(os.path.realpath(path)) for path in named}
