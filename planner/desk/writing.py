"""A decision turned into the files that it replaces: the coordinators' workbooks edited, the plan written anew.

Changes when an operation replaces another file.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from planner.desk.decision import Done, Objection
from planner.desk.edited_plan import edited_plan
from planner.desk.rereading import reread
from planner.desk.state import Desk
from planner.domain.change import Change
from planner.domain.finding import Finding
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


@dataclass(frozen=True, slots=True)
class EditedInputs:
    """The workbooks that changes edit, as bytes, and what there is to be told of the input with these."""

    books: Mapping[Path, bytes]
    findings: tuple[Finding, ...]


def write_files(
    paths: FolderPaths, reading: Reading, before: Desk, done: Done, operation: str, now: datetime
) -> Files | Objection:
    """Return the new files of an operation, or why a workbook cannot be edited. Raises ChangedMeanwhile."""
    edited = edit_inputs(paths, reading, before, done.after, done.changes)
    if isinstance(edited, Objection):
        return edited
    if not before.has_plan:
        return files_of(paths, reading, edited.books)
    inputs = _inputs_after(paths, reading, edited.books, now)
    edit = replace(reading.previous.edited, operations=(*reading.previous.edited.operations, operation))
    folder, remedies = paths.folder.resolve().name, reading.previous.remedies.values()
    plan = edited_plan(before, done.after, edit, now, inputs, edited.findings, folder, remedies)
    return files_of(paths, reading, edited.books, plan)


def edit_inputs(
    paths: FolderPaths, reading: Reading, before: Desk, after: Desk, changes: Iterable[Change]
) -> EditedInputs | Objection:
    """Return the workbooks with changes made in them, read once more to say what was decided, or why they cannot be.

    Raises ChangedMeanwhile.
    """
    try:
        books = edited_books(reading, before.instance, changes, _bytes_as(paths.as_read(reading.inputs)))
    except CannotPlace as reason:
        return Objection(reason.code, str(reason), reason.hint)
    except CannotEditFile as reason:
        return Objection("cannot-edit", str(reason), HINT)
    difference, findings = reread(paths, reading, books, after) if books else ("", reading.findings)
    if difference:
        message = f"{' and '.join(path.name for path in books)}, once edited, would say {difference}"
        return Objection("cannot-edit", message, HINT)
    return EditedInputs(books, findings)


def files_of(paths: FolderPaths, reading: Reading, books: Mapping[Path, bytes], plan: bytes | None = None) -> Files:
    """Return what a commit of edited workbooks and, where there is one, a new plan replaces."""
    seen = paths.as_read(reading.inputs)
    new = [Replacement(path, seen[path], data) for path, data in books.items()]
    if plan is not None:
        new.append(Replacement(paths.plan, seen.get(paths.plan), plan, anew=True))
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
