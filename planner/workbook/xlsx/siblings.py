"""What lies beside a workbook and bears on it: the lock files of whoever has it open, conflicted copies, near names.

Changes when another program leaves such files.
"""

from itertools import islice
from pathlib import Path

from planner.domain.finding import Finding, Place, Severity
from planner.domain.names import did_you_mean

MOST_NEIGHBOURS = 10_000
_WORKBOOKS = (".xlsx", ".xlsm")
_OTHERS = {  # what has to be saved as a workbook before it can be read
    ".xls": "an old Excel workbook (.xls)",
    ".xlsb": "a binary Excel workbook (.xlsb)",
    ".ods": "an OpenDocument spreadsheet (.ods)",
    ".fods": "an OpenDocument spreadsheet (.fods)",
    ".numbers": "a Numbers document",
    ".gsheet": "a link to a Google sheet",
    ".csv": "a text file (.csv)",
}
_COPIES = ("conflict",)  # as Dropbox, Google Drive, Nextcloud and Syncthing call them, each in its own sentence


def lock_files(path: Path) -> list[Path]:
    """Return the files by which Excel (``~$crew.xlsx``) and LibreOffice say that they have a workbook open."""
    signs = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return [sign for sign in signs if sign.exists()]


def find_sibling_warnings(path: Path) -> list[Finding]:
    """Return a warning when somebody has the file open, and one per copy that holds what this one may lack."""
    locked = [sign.name for sign in lock_files(path)]
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
    stem = path.stem.casefold()
    beginning = [name for name in names if name.casefold().startswith(stem)]
    # a workbook needs nothing but its name, and the same name is nearer than one that goes on
    nearest = sorted(beginning, key=lambda name: (name.partition(".")[0].casefold() != stem, other_kind(name) != ""))
    return nearest[0] if nearest else did_you_mean(path.name, names)


def other_kind(name: str) -> str:
    """Return what a file is by its name that no renaming makes a workbook, empty for a workbook."""
    return _OTHERS.get(Path(name).suffix.casefold(), "")


def table_names(folder: Path) -> list[str]:
    """Return the names of the tables in a folder, sorted; hidden and lock files are none."""
    try:
        there = [path.name for path in islice(folder.iterdir(), MOST_NEIGHBOURS)]
    except OSError:
        return []
    return sorted(name for name in there if name.casefold().endswith((*_WORKBOOKS, *_OTHERS)) and name[0] not in "~.")


def _neighbours(path: Path) -> list[str]:
    """Return the other tables beside a file, sorted."""
    return [name for name in table_names(path.parent) if name != path.name]
