"""What a commit is to put in place of what, and the ways in which that cannot be done.

Changes when a commit can do more to a file than replace, add or remove it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import PlannerError
from planner.folder.disk import sha256_of


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as an operation read it: the hash of its bytes, None when it was not there."""

    path: Path
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Replacement:
    """New bytes for the file ``path``, None to remove it; ``before`` is the hash that the operation read, or None.

    Of one written ``anew``, such as a plan, another copy is kept, by which somebody's own edits are found later.
    """

    path: Path
    before: str | None
    data: bytes | None
    anew: bool = False


class ChangedMeanwhile(PlannerError):
    """Files that somebody changed since the operation read them; nothing was written. Read again and decide afresh."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self.paths = tuple(dict.fromkeys(paths))  # a plan is both input and result
        were = "was" if len(self.paths) == 1 else "were"
        super().__init__(f"{self.names} {were} changed meanwhile; nothing was written.")

    @property
    def names(self) -> str:
        """The files' names, each once."""
        return " and ".join(path.name for path in self.paths)


class CannotReplace(PlannerError, OSError):
    """A file that could not be replaced, and ``why``; every other one is as before.

    ``denied`` says that somebody has to close it, or to allow it to be written, for it to be replaced.
    """

    def __init__(self, path: Path, why: str, *, denied: bool = True) -> None:
        super().__init__(f"{path.name} cannot be replaced ({why}); nothing was changed.")
        self.path = path
        self.why = why
        self.denied = denied


def refuse_changed(files: Iterable[Seen]) -> None:
    """Raise :class:`ChangedMeanwhile` when a file is no longer as it was seen."""
    changed = tuple(file.path for file in files if sha256_of(file.path) != file.sha256)
    if changed:
        raise ChangedMeanwhile(changed)
