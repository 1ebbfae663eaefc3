"""A process that commits tiny changes to a folder, for tests that kill it or run several at once.

Every commit sets all workbooks to the next whole number. Changes when those tests need another kind of commit.
"""

import sys
from itertools import count
from pathlib import Path

from planner.folder import ChangedMeanwhile, Entry, Replacement, commit, locked, sha256_of
from tests.unit.folder.folders import NAMES


def number_in(folder: Path) -> int:
    """Return the number that stands in all workbooks. Raises AssertionError when they differ."""
    found = {(folder / name).read_bytes() for name in NAMES}
    assert len(found) == 1, found
    return int(found.pop().split()[0])


def content(number: int) -> bytes:
    """Return a workbook with a number; larger than a page, so that it is not written in an instant."""
    return b"%d " % number * 5_000


def start(folder: Path) -> Path:
    """Make a folder whose workbooks hold 0."""
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_bytes(content(0))
    return folder


def add_one(folder: Path, who: str) -> None:
    """Read and commit under the lock."""
    with locked(folder, 300) as lease:
        number = number_in(folder) + 1
        new = [Replacement(folder / name, sha256_of(folder / name), content(number)) for name in NAMES]
        commit(lease, new, Entry("add", {"who": who, "number": number}))


def add_one_afresh(folder: Path, who: str) -> None:
    """Read without the lock and commit with it, again and again until nobody came in between."""
    while True:
        seen = {name: (folder / name).read_bytes() for name in NAMES}
        hashes = {name: sha256_of(folder / name) for name in NAMES}
        if len(set(seen.values())) > 1 or len(set(hashes.values())) > 1:
            continue
        number = int(seen["crew.xlsx"].split()[0]) + 1
        new = [Replacement(folder / name, hashes[name], content(number)) for name in NAMES]
        try:
            with locked(folder, 300) as lease:
                commit(lease, new, Entry("add", {"who": who, "number": number}))
        except ChangedMeanwhile:
            continue
        return


def main() -> None:
    """Commit as often as asked, or for ever with 0; a line on stdout once the first commit is about to begin."""
    folder, times, who = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    print("ready", flush=True)
    for number in range(times) if times else count():
        (add_one_afresh if number % 5 == 4 else add_one)(folder, who)


if __name__ == "__main__":
    main()
