"""What lies beside a workbook and bears on it: the lock files of whoever has it open, conflicted copies, near names.

Changes when another program leaves such files.
"""

from itertools import islice
from pathlib import Path

from planner.domain.finding import Finding, Place, Severity
from planner.domain.names import did_you_mean

MOST_NEIGHBOURS = 10_000
_TABLES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
_COPIES = ("conflict",)  # as Dropbox, Google Drive, Nextcloud and Syncthing call them, each in its own sentence


def find_sibling_warnings(path: Path) -> list[Finding]:
    """Return a warning when somebody has the file open, and one per copy that holds what this one may lack."""
    locked = [name for name in (f"~${path.name}", f".~lock.{path.name}#") if path.with_name(name).exists()]
    findings = []
    if locked:
        message = "the file seems to be open elsewhere; what is not saved there was not read."
        hint = f"Save and close it, then run again; if nobody has it open, delete {locked[0]}."
        findings.append(Finding("file-open", Severity.WARNING, Place(path.name), message, hint))
    for name in _neighbours(path):
        if name.startswith(path.stem) and any(word in name.casefold() for word in _COPIES):
            message = f'"{name}" lies beside it and is not read.'
            hint = f"Enter in {path.name} what only the copy has, then delete the copy."
            findings.append(Finding("conflicted-copy", Severity.WARNING, Place(path.name), message, hint))
    return findings


def find_near_name(path: Path) -> str | None:
    """Return the name in the same folder that is most like the missing file's, None when nothing comes near."""
    names = _neighbours(path)
    beginning = [name for name in names if name.casefold().startswith(path.stem.casefold())]
    return beginning[0] if beginning else did_you_mean(path.name, names)


def _neighbours(path: Path) -> list[str]:
    """Return the other tables in the folder, sorted; hidden and lock files are none."""
    try:
        there = [other.name for other in islice(path.parent.iterdir(), MOST_NEIGHBOURS)]
    except OSError:
        return []
    return sorted(
        name for name in there if name.casefold().endswith(_TABLES) and name[0] not in "~." and name != path.name
    )
