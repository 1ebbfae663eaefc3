"""The numbers of a folder's remedies: they go on from plan to plan, and what is found again keeps its own.

A line per remedy in a file of the folder's own, only ever added to: its number, and the hash of what it does.
Changes when remedies should be told apart in another way.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock

from planner.domain.change_rows import to_json
from planner.domain.remedy import Remedy
from planner.folder import disk
from planner.folder.places import control_folder, remedies_file
from planner.folder.replacement import ChangedMeanwhile
from planner.folder.trust import UntrustedFolder, refuse_links

_LINE = re.compile(r"R([1-9]\d{0,8}) ([0-9a-f]{32})")


def number_remedies(folder: Path, remedies: Iterable[Remedy]) -> dict[Remedy, str]:
    """Return a number for each remedy, ``R3``, and note those that had none.

    Raises UntrustedFolder when the numbers given so far cannot be read, and OSError when none can be noted.
    """
    asked = tuple(remedies)
    if not asked:
        return {}
    refuse_links(folder)
    disk.make_folder(control_folder(folder))
    file = remedies_file(folder)
    with FileLock(file.with_suffix(".lock")):
        known = _known(file)
        last, lines, numbers = max(known.values(), default=0), [], {}
        for remedy in asked:
            key = _key(remedy)
            if key not in known:
                last += 1
                known[key] = last
                lines.append(f"R{last} {key}\n")
            numbers[remedy] = f"R{known[key]}"
        if lines:
            disk.append(file, "".join(lines).encode())
    return numbers


def add_numbers(folder: Path, before: bytes, after: bytes) -> None:
    """Note the numbers that were given in a copy of a folder: ``before`` and ``after`` are the file there.

    Raises ChangedMeanwhile where others gave numbers since, UntrustedFolder, and OSError when none can be noted.
    """
    if after == before:
        return
    refuse_links(folder)
    disk.make_folder(control_folder(folder))
    file = remedies_file(folder)
    with FileLock(file.with_suffix(".lock")):
        if (file.read_bytes() if file.exists() else b"") != before:
            raise ChangedMeanwhile((file,))
        whole = before.rfind(b"\n") + 1  # a last line that was cut off half-way is not in the copy either
        if whole < len(before):
            disk.cut(file, whole)
        disk.append(file, after[whole:])


def _known(file: Path) -> dict[str, int]:
    """Return the number of each remedy by its key; a last line that was cut off half-way counts for nothing."""
    if not file.exists():
        return {}
    *lines, rest = file.read_bytes().decode("ascii", errors="replace").split("\n")
    if rest:
        disk.cut(file, file.stat().st_size - len(rest))
    found = [_LINE.fullmatch(line) for line in lines]
    if None in found:
        raise UntrustedFolder(f"{file} does not hold the numbers of remedies. Move it elsewhere, and they begin anew.")
    return {line[2]: int(line[1]) for line in found if line}


def _key(remedy: Remedy) -> str:
    """Return the hash of what a remedy changes and fills; what that costs may differ from plan to plan."""
    fills = sorted((slot.production_id, slot.role, str(slot.span)) for slot in remedy.fills)
    told = json.dumps([[to_json(change) for change in remedy.changes], fills], sort_keys=True)
    return disk.digest(told.encode())[:32]
