"""What was found out about a folder before, so that nothing in it is solved twice.

Nothing hangs on this file: where it is gone, damaged or of another version, all is found out anew, and the same.
Changes when it must be written down in another way.
"""

import json
from contextlib import suppress
from pathlib import Path

from planner import __version__
from planner.domain.ledger import Ledger
from planner.folder import disk
from planner.folder.places import control_folder, proofs_file
from planner.folder.trust import UntrustedFolder, refuse_links


def read_ledger(folder: Path) -> Ledger:
    """Return what was found out before; an empty ledger where that cannot be read, or was written otherwise."""
    with suppress(OSError, UntrustedFolder, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        refuse_links(folder)
        first, rest = proofs_file(folder).read_bytes().split(b"\n", 1)
        if first == _first_line(rest):
            return Ledger.from_json(json.loads(rest))
    return Ledger()


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write down what is known now, in one step, where that can be done; what is there is known from it, or lost."""
    data = json.dumps(ledger.to_json(), ensure_ascii=False, separators=(",", ":")).encode()
    put_proofs(folder, _first_line(data) + b"\n" + data)


def put_proofs(folder: Path, data: bytes) -> None:
    """Write down what was found out in a copy of a folder: ``data`` is the file there."""
    with suppress(OSError, UntrustedFolder):
        refuse_links(folder)
        file = proofs_file(folder)
        disk.make_folder(control_folder(folder))
        beside = file.with_suffix(".new")
        disk.write(beside, data)
        disk.move(beside, file)


def _first_line(data: bytes) -> bytes:
    """Return which planner found something out, and what tells whether the file still says so."""
    return f"crew-planner {__version__} {disk.digest(data)}".encode()
