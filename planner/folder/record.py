"""One operation as it is remembered: who did what and when, and the hashes of every file before and after.

Changes when the history says more about an operation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from planner.folder.trust import check_record


class Outcome(StrEnum):
    """How an operation ended; one that was refused changed nothing."""

    APPLIED = "applied"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an operation says about itself: its name, its arguments as JSON values, and what it changed, line by line.

    A refused one says why in ``changed``.
    """

    operation: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    outcome: Outcome = Outcome.APPLIED
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file's hash before and after an operation; None where there was no file."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the history; ``time`` has its zone."""

    record_id: str
    time: datetime
    user: str
    host: str
    entry: Entry
    files: tuple[FileChange, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the line as JSON."""
        return {
            "id": self.record_id,
            "time": self.time.isoformat(timespec="milliseconds"),
            "user": self.user,
            "host": self.host,
            "operation": self.entry.operation,
            "arguments": dict(self.entry.arguments),
            "outcome": self.entry.outcome.value,
            "changed": list(self.entry.changed),
            "files": {file.name: {"before": file.before, "after": file.after} for file in self.files},
        }

    @classmethod
    def from_json(cls, line: Any) -> "Record":
        """Return what :meth:`to_json` wrote; every field is checked first. Raises ValueError."""
        line = check_record(line)
        entry = Entry(line["operation"], line["arguments"], Outcome(line["outcome"]), tuple(line["changed"]))
        files = tuple(FileChange(name, file["before"], file["after"]) for name, file in line["files"].items())
        return cls(line["id"], datetime.fromisoformat(line["time"]), line["user"], line["host"], entry, files)
