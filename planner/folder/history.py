"""history.jsonl: every operation on a folder, a JSON object per line, appended as part of the commit.

Changes when lines are found, added or taken back in another way.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from planner.domain.finding import Finding, Place, Severity
from planner.folder import disk
from planner.folder.places import HISTORY_FILE, history_file
from planner.folder.record import Record
from planner.folder.trust import refuse_links


@dataclass(frozen=True, slots=True)
class History:
    """All operations, oldest first; lines that somebody made unreadable are ``findings``.

    ``ends_unreadable`` says that the last line is one of these, so nobody can tell which operation was the last.
    """

    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
    ends_unreadable: bool = False


def read_history(folder: Path) -> History:
    """Read a folder's history; there may be none yet. A last line without its end was never finished.

    Raises UntrustedFolder when the history is a link out of the folder.
    """
    refuse_links(folder)
    records, findings = [], []
    sound = True
    for number, line in enumerate(_whole(_bytes(folder)).splitlines(), 1):
        try:
            records.append(Record.from_json(json.loads(line)))
            sound = True
        except (ValueError, RecursionError):
            sound = False
            message = f"line {number} of the history is not as the planner wrote it, and is left out."
            hint = "Nothing else depends on it; restore it from a copy, or leave it."
            findings.append(Finding("unreadable-history", Severity.WARNING, Place(HISTORY_FILE), message, hint))
    return History(tuple(records), tuple(findings), not sound)


def add_record(folder: Path, record: Record) -> None:
    """Append a record, once however often it is asked for, after cutting off a line that was never finished."""
    data = _bytes(folder)
    whole = _whole(data)
    if len(whole) < len(data):
        disk.cut(history_file(folder), len(whole))
    if _last_id(whole) != record.record_id:
        line = json.dumps(record.to_json(), ensure_ascii=False)
        disk.append(history_file(folder), line.encode() + b"\n")


def withdraw_record(folder: Path, record: Record) -> None:
    """Take a record back that is the last one, or half of it; one that was never added is no fault."""
    data = _bytes(folder)
    whole = _whole(data)
    if _last_id(whole) == record.record_id:
        whole = _whole(whole[:-1])
    if len(whole) < len(data):
        disk.cut(history_file(folder), len(whole))


def _bytes(folder: Path) -> bytes:
    try:
        return history_file(folder).read_bytes()
    except FileNotFoundError:
        return b""


def _whole(data: bytes) -> bytes:
    """Return the lines that have their end."""
    return data[: data.rfind(b"\n") + 1]


def _last_id(whole: bytes) -> str | None:
    last = whole[:-1].rpartition(b"\n")[2]
    try:
        return str(json.loads(last)["id"])
    except (KeyError, TypeError, ValueError):
        return None
