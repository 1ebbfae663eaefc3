"""A folder carried to where work is done: its files as bytes, and unpacked there into a temporary folder.

What planning reads goes along: the workbooks and .csv files, the plan at hand and the published one, and of the
planner's own records what was proven, the numbers of remedies, the history and the plan as it was written. Of other
tables that lie there the names go along, for what the reader says about them.
Changes when planning reads another file of a folder.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from tempfile import TemporaryDirectory

from planner.folder.places import as_written_file, history_file, proofs_file, remedies_file
from planner.folder.trust import leads_out
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.xlsx.siblings import lock_files, table_names

MOST_BYTES = 500_000_000
"""Of one file: no reader takes a workbook as large as that."""


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file by its place where the folder is unpacked, with slashes; ``modified_ns`` as stat tells it."""

    place: str
    data: bytes
    modified_ns: int = 0


@dataclass(frozen=True, slots=True)
class CarriedFolder:
    """The files that planning reads of a folder; the places are those of :class:`FolderPaths`, "" for None."""

    folder: str
    crew: str
    productions: str
    plan: str
    previous: str
    published: str
    files: tuple[CarriedFile, ...]

    @classmethod
    def of(cls, paths: FolderPaths) -> "CarriedFolder":
        """Return a folder as it is now: to be called at rest, see :func:`planner.folder.read_settled`.

        A file that is not there is not carried. Raises OSError for one that is and cannot be read, or is no file.
        """
        folder = f"folder/{paths.folder.resolve().name or 'folder'}"
        homes = {paths.folder: folder}

        def place(path: Path | None) -> str:
            if path is None:
                return ""
            if path.parent == paths.folder / "published":
                return f"{folder}/published/{path.name}"
            return f"{homes.setdefault(path.parent, f'beside/{len(homes)}')}/{path.name}"

        named = (paths.crew, paths.productions, paths.plan, paths.previous, paths.published)
        read = {place(path): path for path in (*named, *paths.input_files()) if path is not None}
        read.update(_records(paths, folder))
        files = {where: file for where, path in read.items() if (file := _carried(where, path)) is not None}
        for path in filter(None, named):
            beside = [*table_names(path.parent), *(sign.name for sign in lock_files(path))]
            names = (f"{place(path).rpartition('/')[0]}/{name}" for name in beside)
            files.update({name: CarriedFile(name, b"") for name in names if name not in read})
        crew, productions, plan, previous, published = map(place, named)
        return cls(folder, crew, productions, plan, previous, published, tuple(files.values()))

    @contextmanager
    def unpacked(self) -> Iterator[FolderPaths]:
        """Put the files into a temporary folder of the same name, which is gone in the end."""
        with TemporaryDirectory() as home:
            (Path(home) / self.folder).mkdir(parents=True)
            for file in self.files:
                path = Path(home) / file.place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.data)
                os.utime(path, ns=(file.modified_ns, file.modified_ns))
            folder, crew, productions, plan, previous, published = (Path(home) / place for place in self._places)
            at_hand = previous if self.previous else None
            yield FolderPaths(folder, crew, productions, plan, at_hand, published if self.published else None)

    @property
    def _places(self) -> tuple[str, ...]:
        return self.folder, self.crew, self.productions, self.plan, self.previous, self.published


def _records(paths: FolderPaths, folder: str) -> Iterator[tuple[str, Path]]:
    """Yield the planner's own records by where they are unpacked; no link is followed out of the folder."""
    home = paths.home
    for path in (proofs_file(home), remedies_file(home), history_file(home), as_written_file(home, paths.plan)):
        if not leads_out(path, home):
            yield f"{folder}/{path.relative_to(home).as_posix()}", path


def _carried(where: str, path: Path) -> CarriedFile | None:
    try:
        state = path.stat()
        if not S_ISREG(state.st_mode):  # a pipe might never end
            raise OSError(errno.EINVAL, "it is no file", str(path))
        if state.st_size > MOST_BYTES:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return CarriedFile(where, path.read_bytes(), state.st_mtime_ns)
    except (FileNotFoundError, NotADirectoryError):
        return None
