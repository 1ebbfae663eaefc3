"""The exit codes, and the exception by which a command ends without a result.

Changes when the contract's table of exit codes does.
"""

from typing import TYPE_CHECKING

from planner.domain.errors import PlannerError

if TYPE_CHECKING:
    from planner.domain.finding import Finding

DONE = 0
CONFLICTS = 1
USAGE = 2
NO_RESULT = 3
BUSY = 4

INPUT_REFUSED = "input-refused"
INTERRUPTED = "interrupted"
FOLDER_BUSY = "busy"
CHANGED_MEANWHILE = "changed-meanwhile"
CANNOT_REPLACE = "cannot-replace"
CANNOT_WRITE = "cannot-write"
UNREADABLE_JOURNAL = "unreadable-journal"
UNTRUSTED_FOLDER = "untrusted-folder"
DAMAGED_RECORD = "damaged-record"


class Refusal(PlannerError):
    """A command that ends with exit 2, 3 or 4: a permanent code, a sentence, and the findings behind it."""

    def __init__(self, exit_code: int, code: str, message: str, problems: "tuple[Finding, ...]" = ()) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        self.code = code
        self.message = message
        self.problems = problems


def folder_refusal(error: Exception) -> Refusal | None:
    """Return how a command ends that others kept from writing into, or reading, its folder; None for other errors."""
    from planner.folder import (
        CannotReplace,
        ChangedMeanwhile,
        DamagedRecord,
        FolderBusy,
        ReadOnlyFolder,
        UnreadableJournal,
        UntrustedFolder,
    )

    ends: tuple[tuple[type[Exception], int, str], ...] = (
        (FolderBusy, BUSY, FOLDER_BUSY),
        (ChangedMeanwhile, NO_RESULT, CHANGED_MEANWHILE),
        (CannotReplace, NO_RESULT, CANNOT_REPLACE),
        (ReadOnlyFolder, NO_RESULT, CANNOT_WRITE),
        (UnreadableJournal, NO_RESULT, UNREADABLE_JOURNAL),
        (UntrustedFolder, NO_RESULT, UNTRUSTED_FOLDER),
        (DamagedRecord, USAGE, DAMAGED_RECORD),
    )
    found = ((exit_code, code) for kind, exit_code, code in ends if isinstance(error, kind))
    return next((Refusal(exit_code, code, str(error)) for exit_code, code in found), None)
