"""Plans compared cell by cell, as nobody reads them who wants to know what changed.

Changes when two plans should count as the same although something in them differs.
"""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from planner.domain.finding import Finding
from planner.domain.run import PREVIOUS_PLAN
from planner.workbook.columns.plan import PLAN_SHEET_NAMES, RUN_NAME
from planner.workbook.planbook.plan_limits import MOST_PLAN_BYTES, MOST_PLAN_CELLS
from planner.workbook.xlsx.addresses import column_letters
from planner.workbook.xlsx.cells import BLANK
from planner.workbook.xlsx.workbook_file import RawSheet, open_workbook


def differing_cells(first: Path, second: Path) -> Iterator[str]:
    """Yield each cell that differs, ``Assignments!G4: "C01" and "C02"``, or why a plan cannot be read.

    The sheet Run is left out: it tells of the run, how long it took and on which machine, and not of the plan.
    """
    sheets = [name for name in PLAN_SHEET_NAMES if name != RUN_NAME]
    books = [open_workbook(path, PREVIOUS_PLAN, sheets, MOST_PLAN_BYTES, MOST_PLAN_CELLS) for path in (first, second)]
    for book in books:
        if isinstance(book, Finding):
            yield f"{book.place}: {book.message}"
            return
    one, other = (book.sheets for book in books if not isinstance(book, Finding))
    for key in dict.fromkeys((*one, *other)):
        if key not in one or key not in other:
            yield f"sheet {(one.get(key) or other[key]).title} is in one of them only"
        else:
            yield from _differing(one[key], other[key])


def _differing(one: RawSheet, other: RawSheet) -> Iterator[str]:
    rows, others = dict(one.rows), dict(other.rows)
    for number in sorted({*rows, *others}):
        pairs = zip_longest(rows.get(number, ()), others.get(number, ()), fillvalue=BLANK)
        for column, (cell, there) in enumerate(pairs, 1):
            if (cell.value, cell.data_type) != (there.value, there.data_type):
                yield f"{one.title}!{column_letters(column)}{number}: {_shown(cell.value)} and {_shown(there.value)}"


def _shown(value: object) -> str:
    return "nothing" if value is None else f'"{value}"'
