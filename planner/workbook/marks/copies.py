"""Marked copies of a folder's workbooks, and the reasons for those that cannot be marked.

Changes when another kind of file can be marked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from planner.domain.finding import Finding
from planner.domain.run import InputFile
from planner.workbook.marks.marked_workbook import marked_workbook
from planner.workbook.marks.target import check_target, put_copies
from planner.workbook.xlsx.edits import CannotEdit


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was to be marked: how many cells are, or the reason why there is no copy of it."""

    name: str
    cells: int = 0
    reason: str = ""


def write_copies(
    sources: Sequence[Path], findings: Sequence[Finding], inputs: Sequence[InputFile], target: Path, force: bool = False
) -> tuple[Copy, ...]:
    """Write a marked copy of each workbook into the folder ``target`` and tell of each file what became of it.

    ``inputs`` say what the findings are about: a workbook that has changed since is not marked. ``force`` replaces
    files that were not made as copies. Raises CopiesInUse before anything is written, and OSError.
    """
    check_target(sources, target, force)
    copies: dict[str, bytes] = {}
    told = []
    for source in sources:
        about = [finding for finding in findings if finding.place.file == source.name]
        hashes = {one.sha256 for one in inputs if one.name == source.name}
        if hashes or about:  # for others, .csv files stand in
            found = _marked(source, about, hashes)
            if isinstance(found, str):
                told.append(Copy(source.name, reason=found))
            else:
                copies[source.name], cells = found
                told.append(Copy(source.name, cells))
    put_copies(target, copies)
    return (*told, *_text_files(findings, inputs))


def _marked(source: Path, about: Sequence[Finding], hashes: set[str]) -> tuple[bytes, int] | str:
    """Return a workbook's marked bytes and how many cells are marked, or the reason why it cannot be."""
    if not hashes:  # it could not be read, and whatever is in it should not be opened in another way
        return about[0].message.rstrip(".")
    try:
        data = source.read_bytes()
        if sha256(data).hexdigest() not in hashes:
            return "it was changed while it was being read"
        return marked_workbook(data, about)
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    except CannotEdit as reason:
        return str(reason)


def _text_files(findings: Sequence[Finding], inputs: Sequence[InputFile]) -> Iterator[Copy]:
    names = dict.fromkeys([*(one.name for one in inputs), *(finding.place.file for finding in findings)])
    for name in names:
        if name.casefold().endswith(".csv"):
            yield Copy(name, reason="a .csv file has no cells to colour")
