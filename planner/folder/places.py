"""Where the planner keeps its own files in a planning folder, and the signs that somebody else has a file open.

Changes when a folder holds another file of the planner's own.
"""

import os
from pathlib import Path

from planner.workbook.columns.crew import CREW_FILE
from planner.workbook.columns.plan import PLAN_FILE
from planner.workbook.columns.productions import PRODUCTIONS_FILE
from planner.workbook.folder_paths import PUBLISHED_FOLDER
from planner.workbook.xlsx.siblings import lock_files

CONTROL_FOLDER = ".planner"
HISTORY_FILE = "history.jsonl"
BACKUP_FOLDER = "backup"
STAGED_SUFFIX = ".planner-new"


def control_folder(folder: Path) -> Path:
    """Return the folder of the lock and the journal."""
    return folder / CONTROL_FOLDER


def lock_file(folder: Path) -> Path:
    """Return the file that is locked; it stays when nobody has it."""
    return control_folder(folder) / "lock"


def owner_file(folder: Path) -> Path:
    """Return the file that names who has the lock.

    Beside the lock and not in it: on Windows and on its shares nobody but the owner can read a locked file.
    """
    return control_folder(folder) / "owner.json"


def queue_folder(folder: Path) -> Path:
    """Return the folder of the tickets of those who wait for the lock."""
    return control_folder(folder) / "queue"


def as_written_file(folder: Path, path: Path) -> Path:
    """Return the copy of a plan as the planner wrote it, whatever was typed in it since."""
    return control_folder(folder) / "as-written" / path.name


def remedies_file(folder: Path) -> Path:
    """Return the list of the numbers that remedies were given."""
    return control_folder(folder) / "remedies.txt"


def calendars_file(folder: Path) -> Path:
    """Return what was told in calendars so far: the season's id, and of each event how often it was changed."""
    return control_folder(folder) / "calendars.json"


def proofs_file(folder: Path) -> Path:
    """Return what was found out about the folder before."""
    return control_folder(folder) / "proofs.json"


def journal_file(folder: Path) -> Path:
    """Return the list of replacements that are to be carried out, there only during a commit."""
    return control_folder(folder) / "commit" / "journal.json"


def undoing_file(folder: Path) -> Path:
    """Return the journal's name once its replacements are to be taken back."""
    return journal_file(folder).with_name("undoing.json")


def own_places(folder: Path) -> tuple[Path, ...]:
    """Return every file and folder in which the planner keeps something of its own."""
    control, commits = control_folder(folder), journal_file(folder).parent
    return (
        control,
        lock_file(folder),
        owner_file(folder),
        queue_folder(folder),
        control / "as-written",
        remedies_file(folder),
        remedies_file(folder).with_suffix(".lock"),
        calendars_file(folder),
        calendars_file(folder).with_suffix(".new"),
        proofs_file(folder),
        proofs_file(folder).with_suffix(".new"),
        commits,
        journal_file(folder),
        undoing_file(folder),
        unwritten_file(folder),
        history_file(folder),
        folder / BACKUP_FOLDER,
        copies_folder(folder),
        folder / PUBLISHED_FOLDER,
    )


def unwritten_file(folder: Path) -> Path:
    """Return where a journal is written before it counts."""
    return journal_file(folder).with_suffix(".new")


def history_file(folder: Path) -> Path:
    """Return the history: a JSON object per line."""
    return folder / HISTORY_FILE


def copies_folder(folder: Path) -> Path:
    """Return the folder of what operations replaced, a folder per operation."""
    return folder / BACKUP_FOLDER / "undo"


def staged_file(path: Path) -> Path:
    """Return where the new content of ``path`` waits: beside it, so that putting it in place is one step."""
    return path.with_name(f".{path.name}{STAGED_SUFFIX}")


def is_planning_folder(folder: Path) -> bool:
    """Whether a folder holds what is planned with, or what the planner keeps there."""
    return any((folder / name).exists() for name in (CREW_FILE, PRODUCTIONS_FILE, PLAN_FILE, CONTROL_FOLDER))


def name_in(folder: Path, path: Path) -> str:
    """Return how journal and history name a file: within its folder, or by its whole path when it is elsewhere.

    A share has another path on every machine.
    """
    path, folder = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def open_elsewhere(path: Path) -> Path | None:
    """Return the file by which Excel or LibreOffice says that it has ``path`` open, else None.

    Such a file may also be left over from a crash. On Windows an open workbook cannot be replaced; elsewhere it can,
    and is overwritten when it is next saved there. So the caller warns, or refuses.
    """
    return next(iter(lock_files(path)), None)
