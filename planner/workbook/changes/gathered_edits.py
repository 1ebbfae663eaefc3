"""The coordinators' workbooks while changes are written into them: what each sheet becomes, which rows are left over.

Changes when rows are found, or taken back, in another way.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planner.domain.applying import ChangedFolder
from planner.domain.booking import BookingStatus
from planner.domain.change import Change
from planner.domain.finding import Place
from planner.domain.instance import Instance
from planner.workbook.changes.references import CannotPlace, References
from planner.workbook.changes.sheet_changes import SheetChanges
from planner.workbook.columns import heads
from planner.workbook.columns.productions import BOOKINGS
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.folder_tables import FolderTables
from planner.workbook.inputs.tables import Row
from planner.workbook.planbook.previous_plan import Known
from planner.workbook.xlsx.addresses import row_and_column
from planner.workbook.xlsx.edits import Edit


class GatheredEdits:
    """The edits of changes, gathered sheet by sheet; ``folder`` is what the changes before have made of it.

    A row that a change takes back is ``spare``, by its sheet and whom it is about: the place of the next one about the
    same. What is left of them is deleted, or says ``instead`` where bookings cannot be deleted.
    """

    def __init__(self, tables: FolderTables, known: Known, before: Instance, instead: BookingStatus | None) -> None:
        self.known = known.copy()  # newcomers are added to it
        self.refer = References(self.known)
        self.folder = ChangedFolder(before)
        self.spare: dict[tuple[Sheet, tuple[str, ...]], list[Row]] = defaultdict(list)
        self._tables = tables
        self._instead = instead
        self._sheets: dict[Sheet, SheetChanges] = {}

    def sheet(self, spec: Sheet) -> SheetChanges:
        """Return a sheet's changes; raises CannotPlace when .csv files stand for its workbook."""
        if spec not in self._tables.workbooks:
            raise CannotPlace("csv-folder", f"{spec.name} is a .csv file here.", "Save all sheets as one workbook.")
        if spec not in self._sheets:
            _, titles = self._tables.workbooks[spec]
            self._sheets[spec] = SheetChanges.of(spec, self._tables.get(spec), titles)
        return self._sheets[spec]

    def rows(self, spec: Sheet) -> list[Row]:
        """Return a sheet's rows as they were before any change."""
        table = self._tables.get(spec)
        return list(table.rows()) if table else []

    def by_file(self) -> dict[Path, list[Edit]]:
        """Return the edits of each workbook that changes."""
        for (spec, _), rows in self.spare.items():
            for row in rows:
                if spec is BOOKINGS and self._instead is not None:
                    self.sheet(spec).put(row.number, heads.STATUS, self._instead.value)
                else:
                    self.sheet(spec).delete(row.number)
        files: dict[Path, list[Edit]] = {}
        for spec, sheet in self._sheets.items():
            edits = sheet.edits()
            if edits:
                files.setdefault(self._tables.workbooks[spec][0], []).extend(edits)
        return files


Writers = Mapping[type[Change], Callable[[GatheredEdits, Any], None]]
"""What gathers the edits of a change, by its word."""


def row_at(place: Place) -> int:
    """Return the number of the row where something stands. Raises CannotPlace when that is still to be written."""
    if not place.cell:
        raise CannotPlace("no-row", "What is to be changed has no row yet.", "Make one change after the other.")
    return row_and_column(place.cell)[0]
