"""A decision turned into the files that it replaces: the coordinators' workbooks edited, the plan written anew.

Changes when an operation replaces another file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from planner.desk.decision import Done, Objection
from planner.desk.edited_plan import edited_plan
from planner.desk.rereading import reread
from planner.desk.state import Desk
from planner.domain.errors import PlannerError
from planner.domain.instance import Instance
from planner.domain.run import PREVIOUS_PLAN, InputFile
from planner.folder import ChangedMeanwhile, Replacement, Seen
from planner.folder.disk import digest
from planner.workbook.changes.input_edits import edits_of
from planner.workbook.changes.references import CannotPlace
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.reading import Reading
from planner.workbook.xlsx.edits import CannotEdit, Edit, edited

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
        books = _edited_books(reading, before.instance, done, seen)
    except CannotPlace as reason:
        return Objection(reason.code, str(reason), reason.hint)
    except _CannotEditFile as reason:
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


class _CannotEditFile(PlannerError):
    """A workbook that holds what no lossless edit can follow."""


def _edited_books(reading: Reading, before: Instance, done: Done, seen: Mapping[Path, str | None]) -> dict[Path, bytes]:
    """Edit every workbook; a booking whose row cannot be deleted says released or never instead."""
    try:
        return _edited(edits_of(reading.tables, reading.known, before, done.changes), seen)
    except _CannotEditFile:
        return _edited(edits_of(reading.tables, reading.known, before, done.changes, deletes_rows=False), seen)


def _edited(edits: Mapping[Path, list[Edit]], seen: Mapping[Path, str | None]) -> dict[Path, bytes]:
    books = {}
    for path, some in edits.items():
        data = path.read_bytes()
        if digest(data) != seen[path]:
            raise ChangedMeanwhile((path,))
        try:
            books[path] = edited(data, some)
        except CannotEdit as reason:
            raise _CannotEditFile(f"{path.name} cannot be edited: {reason}.") from reason
    return books


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
