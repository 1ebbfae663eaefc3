"""Folders of three small files for tests of commits: what stands in them is compared byte for byte, never opened."""

from datetime import datetime, tzinfo
from pathlib import Path

from planner.folder import Entry, Lease, Record, Replacement, commit, read_history, sha256_of

NAMES = ("crew.xlsx", "productions.xlsx", "plan.xlsx")
Contents = dict[str, bytes]

BEFORE: Contents = {"crew.xlsx": b"crew before", "productions.xlsx": b"productions before"}
AFTER: Contents = {name: f"{name} after, and longer".encode() for name in NAMES}


def make(folder: Path, contents: Contents = BEFORE) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return folder


def contents_of(folder: Path) -> Contents:
    """Return what stands in the workbooks that are there."""
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}


def replacements(folder: Path, to: Contents = AFTER) -> list[Replacement]:
    """Return what turns the folder's workbooks into ``to``; those that it does not name are removed."""
    names = [name for name in NAMES if name in to or (folder / name).exists()]
    return [Replacement(folder / name, sha256_of(folder / name), to.get(name)) for name in names]


def change(lease: Lease, to: Contents = AFTER, operation: str = "change") -> Record:
    """Commit new contents."""
    return commit(lease, replacements(lease.folder, to), Entry(operation, {"by": "test"}, changed=("all of it",)))


def operations(folder: Path) -> list[str]:
    """Return the operations of the history, oldest first."""
    return [record.entry.operation for record in read_history(folder).records]


def leftovers(folder: Path) -> list[str]:
    """Return what a commit leaves only when it was cut off."""
    control = folder / ".planner"
    found = [*folder.rglob(".*.planner-new"), *(control / "commit").glob("*"), *control.glob("owner.json")]
    return [file.name for file in (*found, *(control / "queue").glob("*"))]


def clock_at(moment: datetime) -> type[datetime]:
    """Return a stand-in for ``datetime`` whose clock stands still."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return moment if tz is None else moment.astimezone(tz)

    return Clock
