"""A file of the user's as it was at one moment: its bytes and their hash, or why they cannot be had.

Changes when files are taken from elsewhere.
"""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from planner.domain.run import InputFile
from planner.workbook.xlsx.cells import Fault, shown
from planner.workbook.xlsx.siblings import find_near_name, other_kind


def read_bytes(path: Path, purpose: str, most_bytes: int) -> tuple[bytes, InputFile] | Fault:
    """Return a file's bytes and what is written down about it; raises nothing for one that is missing or locked.

    Only a regular file is opened: a pipe or a device might never end.
    """
    try:
        state = path.stat()
        if not S_ISREG(state.st_mode):
            what = "a folder" if path.is_dir() else "no file"
            return Fault("unreadable-file", f"this is {what}, not a workbook.", "Rename it, or name another file.")
        if state.st_size > most_bytes:
            size = f"{most_bytes // 1_000_000:,} MB"
            return Fault("unreadable-file", f"the file is larger than {size}.", "Remove what is not needed.")
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Fault("missing-file", "the file is not there.", _where_it_may_be(path, purpose))
    except OSError as error:
        hint = "Close it elsewhere and see that you may read it, then run again."
        return Fault("unreadable-file", f"the file cannot be read: {error.strerror}.", hint)
    modified = datetime.fromtimestamp(state.st_mtime, tz=UTC)
    return data, InputFile(purpose, path.name, sha256(data).hexdigest(), modified)


def _where_it_may_be(path: Path, purpose: str) -> str:
    near = find_near_name(path)
    kind = other_kind(near) if near else ""
    if kind:
        return f"{shown(near)} is {kind}: save it as an Excel workbook (.xlsx) called {path.name}."
    if near:
        return f"Is it {shown(near)}? Then rename that, or name it as an option."
    return "Start with `planner new`, or name the file." if purpose != "previous plan" else "Name another file."
