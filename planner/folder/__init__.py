"""Writing into a planning folder that others use too: a lock, commits that are whole, their history, and undo.

An operation on the workbooks of a folder::

    with locked(folder, wait=10) as lease:                        # FolderBusy: exit 4
        if lease.recovery:                                        # a commit that was cut off, completed or undone
            say(str(lease.recovery))
        ...                                                       # read the workbooks, with their hashes; decide
        new = [Replacement(path, before=hash_as_read, data=new_bytes)]
        entry = Entry("hire", {"name": "Ada"}, Outcome.APPLIED, ("Ada Moreau joins as Gaffer",))
        commit(lease, new, entry, unchanged=[Seen(other, hash)])  # ChangedMeanwhile: read again and decide afresh

A refusal is ``commit(lease, (), Entry(…, Outcome.REFUSED, reasons))``: a line of history and nothing else. An operation
that takes long decides without the lock and takes it for the commit, as ``solve`` does; the hashes tell whether the
decision still stands. ``open_elsewhere(path)`` finds the file by which Excel says that it has a workbook open; whether
to warn or to refuse is the caller's choice.

A reader::

    reading, recovery = read_settled(folder, lambda: read_folder(FolderPaths.of(folder)))

``read_history(folder)`` and ``undo(lease)`` are what `planner history` and `planner undo` show and do.
Exceptions are turned into exit codes in one place, ``planner.cli.exits.folder_refusal``.
Changes when commands need another guarantee.
"""

from planner.folder.calendar_record import DamagedRecord
from planner.folder.carried import CarriedFolder
from planner.folder.commit import commit
from planner.folder.disk import sha256_of
from planner.folder.history import read_history
from planner.folder.journal import UnreadableJournal
from planner.folder.lock import WAIT_S, FolderBusy, Lease, ReadOnlyFolder, locked, recover
from planner.folder.places import open_elsewhere
from planner.folder.plan_file import KeptAside, as_written, free_name, is_as_written, replace_plan
from planner.folder.proofs import put_proofs, read_ledger, write_ledger
from planner.folder.record import Entry, Outcome, Record
from planner.folder.recovery import Recovery
from planner.folder.remedy_numbers import add_numbers, number_remedies
from planner.folder.replacement import CannotReplace, ChangedMeanwhile, Replacement, Seen
from planner.folder.settled import read_settled
from planner.folder.trust import UntrustedFolder
from planner.folder.undo import CannotUndo, undo, undoable
from planner.folder.waiting import IN_TURN_S, Patience

__all__ = [
    "IN_TURN_S",
    "WAIT_S",
    "CannotReplace",
    "CannotUndo",
    "CarriedFolder",
    "ChangedMeanwhile",
    "DamagedRecord",
    "Entry",
    "FolderBusy",
    "KeptAside",
    "Lease",
    "Outcome",
    "Patience",
    "ReadOnlyFolder",
    "Record",
    "Recovery",
    "Replacement",
    "Seen",
    "UnreadableJournal",
    "UntrustedFolder",
    "add_numbers",
    "as_written",
    "commit",
    "free_name",
    "is_as_written",
    "locked",
    "number_remedies",
    "open_elsewhere",
    "put_proofs",
    "read_history",
    "read_ledger",
    "read_settled",
    "recover",
    "replace_plan",
    "sha256_of",
    "undo",
    "undoable",
    "write_ledger",
]
