"""What commands on a planning folder have in common: reading it, and refusing what cannot be planned.

Changes when commands should treat a refused input differently.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from planner.cli.exits import INPUT_REFUSED, USAGE, Refusal
from planner.cli.findings import errors_in, finding_lines
from planner.cli.screen import Screen
from planner.domain.finding import Finding
from planner.domain.wording import counted

if TYPE_CHECKING:
    from planner.desk.decision import Objection
    from planner.desk.state import Desk
    from planner.domain.instance import Instance
    from planner.folder import Recovery
    from planner.workbook.folder_paths import FolderPaths
    from planner.workbook.reading import Reading

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Files:
    """A planning folder, and the files that were named in place of its own."""

    folder: Path
    crew: Path | None
    productions: Path | None
    plan: Path | None

    def paths(self, previous: Path | None = None) -> "FolderPaths":
        """Return the folder's files as they are now."""
        from planner.workbook.folder_paths import FolderPaths

        return FolderPaths.of(self.folder, self.crew, self.productions, self.plan, previous)


def refused_input(findings: Iterable[Finding], *, quiet: bool = False) -> Refusal:
    """Return the refusal of an input with errors; ``quiet`` leaves the lesser findings out."""
    found = tuple(findings)
    errors = errors_in(found)
    message = f"The input has {counted(len(errors), 'error')} to mend first."
    return Refusal(USAGE, INPUT_REFUSED, message, errors if quiet else found)


def say_findings(screen: Screen, findings: Iterable[Finding]) -> None:
    """Tell in passing what does not refuse the input."""
    for line in finding_lines(findings):
        screen.say(line)


def read_at_rest(screen: Screen, folder: Path, read: Callable[[], Found]) -> Found:
    """Return what ``read`` finds in a folder before a commit or after it, and tell of one that was cut off.

    ``read`` may be called more than once, and must look for the folder's files itself.
    """
    from planner.folder import read_settled

    found, recovery = read_settled(folder, read)
    say_recovery(screen, recovery)
    return found


def say_recovery(screen: Screen, recovery: "Recovery | None") -> None:
    """Tell what became of a commit that was cut off."""
    if recovery is not None:
        screen.say(str(recovery))
        screen.record("recovered", ending=recovery.ending.value, operation=recovery.record.entry.operation)


def read_input(screen: Screen, files: Files, *, published: bool = False) -> "tuple[Reading, Instance]":
    """Read a folder, for what is planned with what was published; raise :class:`Refusal` when its input is refused."""
    from planner.workbook.reading import read_folder

    def read() -> "Reading":
        paths = files.paths()
        return read_folder(paths if published else replace(paths, published=None))

    reading = read_at_rest(screen, files.folder, read)
    if reading.instance is None:
        raise refused_input(reading.findings, quiet=screen.quiet)
    say_findings(screen, reading.findings)
    return reading, reading.instance


def read_desk(screen: Screen, files: Files) -> "Desk":
    """Read a folder for the desk; raise :class:`Refusal` when its input is refused."""
    from planner.desk.reading import desk_of

    return desk_of(*read_input(screen, files))


def meant(found: "Found | Objection") -> Found:
    """Return whom or what somebody named; raise :class:`Refusal` with the objection where there is none such."""
    from planner.desk.decision import Objection

    if isinstance(found, Objection):
        raise Refusal(USAGE, found.code, f"{found.message} {found.hint}".strip())
    return found
