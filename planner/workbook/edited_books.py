"""A folder's workbooks with changes made in them, as bytes, and the folder read as it would be with these.

Changes when edited workbooks are made or read in another way.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.domain.change import Change
from planner.domain.errors import PlannerError
from planner.domain.instance import Instance
from planner.workbook.changes.input_edits import edits_of
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.reading import Reading, read_folder
from planner.workbook.xlsx.edits import CannotEdit, Edit, edited


class CannotEditFile(PlannerError):
    """A workbook that holds what no lossless edit can follow."""


def edited_books(
    reading: Reading,
    before: Instance,
    changes: Iterable[Change],
    bytes_of: Callable[[Path], bytes] = Path.read_bytes,
) -> dict[Path, bytes]:
    """Return every workbook that changes of ``before`` edit; ``bytes_of`` gives one as it was read.

    A booking whose row cannot be deleted says released or never instead. Raises CannotEditFile, CannotPlace when there
    is no place for a change, and CannotApply when one is impossible in itself.
    """
    changes = tuple(changes)
    try:
        return _edited(edits_of(reading.tables, reading.known, before, changes), bytes_of)
    except CannotEditFile:
        return _edited(edits_of(reading.tables, reading.known, before, changes, deletes_rows=False), bytes_of)


def _edited(edits: Mapping[Path, list[Edit]], bytes_of: Callable[[Path], bytes]) -> dict[Path, bytes]:
    books = {}
    for path, some in edits.items():
        data = bytes_of(path)
        try:
            books[path] = edited(data, some)
        except CannotEdit as reason:
            raise CannotEditFile(f"{path.name} cannot be edited: {reason}.") from reason
    return books


def read_edited(
    paths: FolderPaths, reading: Reading, books: Mapping[Path, bytes], *, may_be_empty: bool = False
) -> Reading:
    """Read a folder as it would be with edited workbooks; one that is not edited is as it was read."""
    with TemporaryDirectory() as home:
        copies = {path: Path(home) / str(at) / path.name for at, path in enumerate(books)}
        for path, copy in copies.items():
            copy.parent.mkdir()
            copy.write_bytes(books[path])
        crew, productions = copies.get(paths.crew, paths.crew), copies.get(paths.productions, paths.productions)
        there = replace(paths, crew=crew, productions=productions)
        return read_folder(there, may_be_empty=may_be_empty, at_hand=reading)
