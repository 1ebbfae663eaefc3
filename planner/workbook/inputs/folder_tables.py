"""The two input workbooks of a folder, or the .csv files in place of one: which tables there are, and what was wrong.

Changes when a folder gains an input file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from planner.domain.finding import Finding, Place, Severity
from planner.domain.run import InputFile
from planner.workbook.columns.crew import CREW, CREW_FILE, CREW_SHEETS, ROLES
from planner.workbook.columns.productions import (
    PRODUCTION_SHEETS,
    PRODUCTIONS,
    PRODUCTIONS_FILE,
    REQUIREMENTS,
    SETTINGS,
)
from planner.workbook.columns.sheets import Sheet
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.inputs.csv_folder import find_csv_sheets, find_two_sources, open_csv_sheets
from planner.workbook.inputs.opening import open_table
from planner.workbook.inputs.row_kinds import department_keys, sort_out_rows
from planner.workbook.inputs.settings_sheet import find_date_order
from planner.workbook.inputs.tables import Table
from planner.workbook.inputs.text_dates import Order
from planner.workbook.xlsx.addresses import row_and_column
from planner.workbook.xlsx.siblings import find_sibling_warnings
from planner.workbook.xlsx.workbook_file import WorkbookFile, open_workbook


@dataclass(frozen=True, slots=True)
class FolderTables:
    """The tables that could be opened, by the sheet they are; ``findings`` are about files and headers only.

    ``workbooks`` says per sheet, there or not, which workbook has or would have it, and what the workbook's sheets are
    called; sheets for which .csv files stand are not in it. ``books`` are the workbooks themselves.
    """

    by_sheet: dict[Sheet, Table]
    inputs: tuple[InputFile, ...]
    findings: tuple[Finding, ...]
    workbooks: dict[Sheet, tuple[Path, tuple[str, ...]]] = field(default_factory=dict)
    books: Mapping[Path, WorkbookFile] = field(default_factory=dict)

    def get(self, sheet: Sheet) -> Table | None:
        """Return the sheet's table, None when it is not there or cannot be read."""
        return self.by_sheet.get(sheet)

    @property
    def date_order(self) -> Order | None:
        """How text dates read, None when the settings do not say."""
        return next((table.date_order for table in self.by_sheet.values()), None)

    def unheard(self) -> "FolderTables":
        """Return the tables as ones that may be read again without anybody hearing what is wrong."""
        return replace(self, by_sheet={sheet: table.unheard() for sheet, table in self.by_sheet.items()})

    def all_findings(self) -> list[Finding]:
        """Return the findings about files and headers, and those of the tables as far as they were read."""
        return [*self.findings, *(finding for table in self.by_sheet.values() for finding in table.told())]


def open_tables(paths: FolderPaths, at_hand: Mapping[Path, WorkbookFile]) -> FolderTables:
    """Open crew and productions workbook, as far as they are not ``at_hand``, and find every table in them."""
    by_sheet: dict[Sheet, Table] = {}
    inputs: list[InputFile] = []
    findings: list[Finding] = []
    workbooks: dict[Sheet, tuple[Path, tuple[str, ...]]] = {}
    books: dict[Path, WorkbookFile] = {}
    files = ((paths.crew, "crew", CREW_SHEETS), (paths.productions, "productions", PRODUCTION_SHEETS))
    for path, purpose, sheets in files:
        # a workbook that was named is meant, whatever else lies in the folder
        own = path in (paths.folder / CREW_FILE, paths.folder / PRODUCTIONS_FILE)
        csv_files = find_csv_sheets(paths.folder, sheets) if own else {}
        doubts = find_two_sources(path, csv_files)
        findings.extend(doubts)
        if doubts:
            continue
        if csv_files:
            file, tables = open_csv_sheets(paths.folder, sheets, csv_files, findings)
        else:
            book = at_hand.get(path) or open_workbook(path, purpose, [sheet.name for sheet in sheets])
            file, titles, tables = _tables_of(book, path, sheets, findings)
            workbooks.update(dict.fromkeys(sheets, (path, titles)))
            if isinstance(book, WorkbookFile):
                books[path] = book
        inputs.extend(file)
        by_sheet.update(tables)
    order = find_date_order(by_sheet.get(SETTINGS))
    departments = department_keys(by_sheet.get(ROLES))
    by_sheet = {
        sheet: sort_out_rows(replace(table, date_order=order), departments) for sheet, table in by_sheet.items()
    }
    return FolderTables(by_sheet, tuple(inputs), (*findings, *_emptiness(by_sheet)), workbooks, books)


def _tables_of(
    book: WorkbookFile | Finding, path: Path, sheets: tuple[Sheet, ...], findings: list[Finding]
) -> tuple[list[InputFile], tuple[str, ...], dict[Sheet, Table]]:
    if isinstance(book, Finding):
        findings.append(book)
        return [], (), {}
    findings.extend(find_sibling_warnings(path))
    opened = {sheet: open_table(book, sheet, findings, sheet is REQUIREMENTS) for sheet in sheets}
    return [book.file], book.titles, {sheet: table for sheet, table in opened.items() if table is not None}


def _emptiness(by_sheet: dict[Sheet, Table]) -> Iterable[Finding]:
    for sheet, severity in (
        (CREW, Severity.ERROR),
        (PRODUCTIONS, Severity.ERROR),
        (REQUIREMENTS, Severity.WARNING),  # a production may be entered before anybody knows its crew
    ):
        table = by_sheet.get(sheet)
        if table is not None and next(table.rows(), None) is None:
            place = Place(table.file, table.title, f"A{table.header.row + 1}")
            message = "nothing is filled in below the header."
            yield Finding("empty-sheet", severity, place, message, sheet.meaning)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, each once, by file and sheet in the order of their appearance, then by row and column.

    A formula that was never calculated is told as that alone, not as the blank cell it looks like besides.
    """
    found = list(dict.fromkeys(findings))
    uncalculated = {finding.place for finding in found if finding.code == "formula-without-value"}
    sheets: dict[tuple[str, str], int] = {}
    files: dict[str, int] = {}
    for finding in found:
        files.setdefault(finding.place.file, len(files))
        sheets.setdefault((finding.place.file, finding.place.sheet), len(sheets))
    kept = [f for f in found if f.code == "formula-without-value" or f.place not in uncalculated]
    return tuple(
        sorted(
            kept,
            key=lambda f: (
                files[f.place.file],
                sheets[f.place.file, f.place.sheet],
                *(row_and_column(f.place.cell) if f.place.cell else (0, 0)),
                f.code,
            ),
        )
    )
