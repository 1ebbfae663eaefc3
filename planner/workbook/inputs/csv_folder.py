"""A folder that holds a .csv file per sheet in place of a workbook.

A folder has either the workbook or the files, never both: which of them is newer nobody can tell.
Changes when a sheet may be given in another kind of file.
"""

from pathlib import Path

from planner.domain.finding import Finding, Place, Severity
from planner.domain.names import did_you_mean
from planner.domain.run import InputFile
from planner.workbook.columns.crew import CREW_SHEETS
from planner.workbook.columns.productions import PRODUCTION_SHEETS, REQUIREMENTS
from planner.workbook.columns.sheets import Sheet
from planner.workbook.folder_paths import csv_names
from planner.workbook.inputs.csv_file import find_shifted_rows, open_csv
from planner.workbook.inputs.opening import open_table
from planner.workbook.inputs.tables import Table
from planner.workbook.xlsx.cells import match_key
from planner.workbook.xlsx.siblings import find_sibling_warnings


def find_csv_sheets(folder: Path, sheets: tuple[Sheet, ...]) -> dict[Sheet, list[Path]]:
    """Return the files that stand for these sheets, by name in any case; of each sheet there should be one."""
    found: dict[Sheet, list[Path]] = {}
    by_key = {match_key(sheet.name): sheet for sheet in sheets}
    for name in csv_names(folder):
        sheet = by_key.get(match_key(Path(name).stem))
        if sheet is not None:
            found.setdefault(sheet, []).append(folder / name)
    return found


def find_two_sources(workbook: Path, files: dict[Sheet, list[Path]]) -> list[Finding]:
    """Return an error when a sheet is there twice: in the workbook and as a file, or as two files."""
    names = [path.name for paths in files.values() for path in paths]
    if names and workbook.exists():
        return [_both(workbook.name, names[0])]
    return [_both(paths[0].name, paths[1].name) for paths in files.values() if len(paths) > 1]


def _both(one: str, other: str) -> Finding:
    message = f"{one} and {other} are both in the folder, and only one can be meant."
    return Finding("two-sources", Severity.ERROR, Place(one), message, "Move one of them elsewhere.")


def open_csv_sheets(
    folder: Path, sheets: tuple[Sheet, ...], files: dict[Sheet, list[Path]], findings: list[Finding]
) -> tuple[list[InputFile], dict[Sheet, Table]]:
    """Open a file per sheet; what is wrong goes to ``findings``."""
    inputs: list[InputFile] = []
    tables: dict[Sheet, Table] = {}
    for sheet in sheets:
        if sheet not in files:
            findings.extend(_absent(folder, sheet))
            continue
        (path,) = files[sheet]
        findings.extend(find_sibling_warnings(path))
        book = open_csv(path, sheet)
        if isinstance(book, Finding):
            findings.append(book)
            continue
        inputs.append(book.file)
        table = open_table(book, sheet, findings, sheet is REQUIREMENTS)
        if table is not None:
            tables[sheet] = table
            findings.extend(find_shifted_rows(book, table.header.row))
    return inputs, tables


def _absent(folder: Path, sheet: Sheet) -> list[Finding]:
    near = did_you_mean(f"{sheet.name}.csv", csv_names(folder))
    if sheet.required:
        hint = f'Is it "{near}"? Then rename that.' if near else f"Add it: {sheet.meaning}"
        return [Finding("missing-file", Severity.ERROR, Place(f"{sheet.name}.csv"), "the file is not there.", hint)]
    if near and not _is_known(near):
        message = f'there is no {sheet.name}.csv; "{near}" is not read.'
        hint = f"Is it meant? Then rename it to {sheet.name}.csv."
        return [Finding("similar-sheet", Severity.WARNING, Place(near), message, hint)]
    return []


def _is_known(name: str) -> bool:
    return match_key(Path(name).stem) in {match_key(sheet.name) for sheet in (*CREW_SHEETS, *PRODUCTION_SHEETS)}
