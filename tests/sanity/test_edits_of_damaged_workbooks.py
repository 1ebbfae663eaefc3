"""A workbook damaged at random is edited or refused with a reason, and what comes of an edit is a whole package.

Changes when an edit may end in another way.
"""

from collections.abc import Iterator
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

from planner.workbook.xlsx.edits import (
    AddSheet,
    AppendRow,
    CannotEdit,
    DeleteRow,
    Edit,
    Link,
    MarkCell,
    SetCell,
    edited,
)
from planner.workbook.xlsx.package_faults import find_package_fault
from tests.sanity.mutations import mutated
from tests.sanity.seeds import runs
from tests.unit.workbook.xlsx.edits.rich_book import rich_book

ROWS = 5
BOOKS = [rich_book(table=with_table, rows=ROWS) for with_table in (False, True)]
CALLS: tuple[tuple[Edit, ...], ...] = (
    (SetCell("People", 3, 1, "x"), SetCell("People", 3, 4, None)),
    (AppendRow("People", {1: "x"}), AppendRow("People", {1: "y"}, after=3)),
    (DeleteRow("People", 3), DeleteRow("People", 6)),
    tuple(DeleteRow("People", row) for row in range(2, ROWS + 2)),
    (MarkCell("People", 3, 5, "FF0000", "Error: x"), MarkCell("Sums & more", 3, 5, "FF0000", "Error: x")),
    (AddSheet("Problems", ("A",), (("x",),), (Link(2, 1, "People", "A2"),)),),
)


def outcomes(seeds: range) -> Iterator[bool]:
    """Yield for each seed whether the damaged workbook could be edited in the ways that are tried."""
    for seed in seeds:
        random = Random(seed)
        damaged = mutated(random.choice(BOOKS), random)
        for edits in CALLS:
            try:
                after = edited(damaged, edits)
            except CannotEdit:
                yield False
                continue
            assert find_package_fault(after) is None, seed
            with ZipFile(BytesIO(after)) as package:
                assert package.testzip() is None, seed
            yield True


@pytest.mark.parametrize("seeds", runs(200))
def test_a_damaged_workbook_is_edited_or_refused(seeds: range) -> None:
    assert set(outcomes(seeds)) == {True, False}
