"""The sheets of a workbook of ours as pandas frames, for notebooks.

Changes when the column names of a sheet are found in another way.
"""

from pathlib import Path

import pandas as pd

from planner.domain.names import header_key
from planner.workbook.columns.crew import CREW_SHEETS
from planner.workbook.columns.plan import PLAN_TABLES
from planner.workbook.columns.productions import PRODUCTION_SHEETS
from planner.workbook.inputs.headers import SEARCHED_ROWS
from planner.workbook.planbook.plan_limits import MOST_PLAN_BYTES
from planner.workbook.xlsx.addresses import column_letters
from planner.workbook.xlsx.cells import Fault, match_key
from planner.workbook.xlsx.file_bytes import read_bytes
from planner.workbook.xlsx.package_faults import find_package_fault
from planner.workbook.xlsx.second_reader import read_sheets

Rows = list[list[object]]


def read_frames(path: Path) -> dict[str, pd.DataFrame]:
    """Return every sheet of a workbook by its name, as :func:`planner.frames` says."""
    found = read_bytes(path, "", MOST_PLAN_BYTES)
    fault = found if isinstance(found, Fault) else find_package_fault(found[0], MOST_PLAN_BYTES)
    if fault and fault.code == "missing-file":
        raise FileNotFoundError(path)
    if isinstance(found, Fault) or fault:
        raise ValueError(f"{path.name}: {fault and fault.message}")
    try:
        sheets = read_sheets(found[0])
    except Exception as error:  # openpyxl meets what it does not expect in many ways
        raise ValueError(f"{path.name}: openpyxl cannot read it: {error}") from error
    return {title: _frame(title, [[cell.value for cell in row] for _, row in rows]) for title, rows in sheets.items()}


def _frame(title: str, rows: Rows) -> pd.DataFrame:
    width = max(map(len, rows), default=0)
    table = [[None if value == "" else value for value in (*row, *[None] * (width - len(row)))] for row in rows]
    at = _header(title, table)
    heads, body = (table[at], table[at + 1 :]) if table else ([], [])
    used = [n for n, head in enumerate(heads) if head is not None or any(row[n] is not None for row in body)]
    names = [column_letters(n + 1) if heads[n] is None else str(heads[n]) for n in used]
    return pd.DataFrame([[row[n] for n in used] for row in body], columns=names, dtype=object).convert_dtypes()


def _header(title: str, rows: Rows) -> int:
    """Return which row names the columns: the one with most names of sheets that are called so, or the first."""
    known = {
        header_key(name)
        for sheet in (*CREW_SHEETS, *PRODUCTION_SHEETS, *PLAN_TABLES)
        if match_key(sheet.name) == match_key(title)
        for name in sheet.names
    }
    counts = [len(known & {header_key(str(value)) for value in row}) for row in rows[:SEARCHED_ROWS]]
    return counts.index(max(counts)) if counts else 0
