"""A decision turned into the files that it replaces: the coordinators' workbooks edited, the plan written anew.

Changes when an operation replaces another file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from planner.desk.decision import Done, Objection
from planner.desk.edited_plan import edited_plan
from planner.desk.rereading import reread
from planner.desk.state import Desk
from planner.domain.run import PREVIOUS_PLAN, InputFile
from planner.folder import ChangedMeanwhile, Replacement, Seen
from planner.folder.disk import digest
from planner.workbook.changes.references import CannotPlace
from planner.workbook.edited_books import CannotEditFile, edited_books
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.reading import Reading

HINT = "Enter it in Excel by hand, or change what stands in the way there."


@dataclass(frozen=True, slots=True)
class Files:
    """What a commit replaces, and which files it relies on beside."""

    replacements: tuple[Replacement, ...]
    unchanged: tuple[Seen, ...]


def write_files(
    paths: FolderPaths, reading: Reading, before: Desk, done: Done, operation: str, now: datetime
) -> Files | Objection:
    """Return the new files of an operation, or why a workbook cannot be edited. Raises ChangedMeanwhile."""
    seen = paths.as_read(reading.inputs)
    try:
        books = edited_books(reading, before.instance, done.changes, _bytes_as(seen))
    except CannotPlace as reason:
        return Objection(reason.code, str(reason), reason.hint)
    except CannotEditFile as reason:
        return Objection("cannot-edit", str(reason), HINT)
    difference, findings = reread(paths, reading, books, done.after) if books else ("", reading.findings)
    if difference:
        message = f"{' and '.join(path.name for path in books)}, once edited, would say {difference}"
        return Objection("cannot-edit", message, HINT)
    new = [Replacement(path, seen[path], data) for path, data in books.items()]
    if before.has_plan:
        inputs = _inputs_after(paths, reading, books, now)
        edit = replace(reading.previous.edited, operations=(*reading.previous.edited.operations, operation))
        folder = paths.folder.resolve().name
        plan = edited_plan(before, done.after, edit, now, inputs, findings, folder, reading.previous.remedies.values())
        new.append(Replacement(paths.plan, seen[paths.plan], plan, anew=True))
    replaced = {one.path for one in new}
    return Files(tuple(new), tuple(Seen(path, hash_) for path, hash_ in seen.items() if path not in replaced))


def _bytes_as(seen: Mapping[Path, str | None]) -> Callable[[Path], bytes]:
    """Return what reads a file again. It raises ChangedMeanwhile where that has not the hash it was seen with."""

    def read(path: Path) -> bytes:
        data = path.read_bytes()
        if digest(data) != seen[path]:
            raise ChangedMeanwhile((path,))
        return data

    return read


def _inputs_after(
    paths: FolderPaths, reading: Reading, books: Mapping[Path, bytes], now: datetime
) -> tuple[InputFile, ...]:
    """Return the inputs as the operation leaves them."""
    hash_of = {path.name: digest(data) for path, data in books.items() if path != paths.previous}
    return tuple(
        replace(file, sha256=hash_of[file.name], modified=now)
        if file.purpose != PREVIOUS_PLAN and file.name in hash_of
        else file
        for file in reading.inputs
    )
