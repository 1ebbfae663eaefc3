"""One sheet of a coordinator's workbook while its changes are gathered: columns by name, rows by number.

A column that is not there is added to the right of the header, a sheet that is not there with all its rows.
Changes when rows are added or changed in another way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.workbook.columns import heads
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.xlsx.cells import match_key
from planner.workbook.xlsx.edits import AddSheet, AppendRow, DeleteRow, Edit, SetCell, Value


@dataclass(slots=True)
class SheetChanges:
    """The changes of one sheet; ``table`` is None when it is not there, or is there and has not even a header.

    ``title`` is what the sheet is called, ``there`` whether there is such a sheet.
    """

    spec: Sheet
    table: Table | None
    title: str
    there: bool
    _cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    _new_columns: dict[str, int] = field(default_factory=dict)
    _new_rows: list[dict[str, Value]] = field(default_factory=list)
    _gone: dict[int, None] = field(default_factory=dict)

    @classmethod
    def of(cls, spec: Sheet, table: Table | None, titles: tuple[str, ...]) -> "SheetChanges":
        """Return a sheet without changes; ``titles`` are the sheets that its workbook has."""
        same = [title for title in titles if match_key(title) == match_key(spec.name)]
        return cls(spec, table, table.title if table else (*same, spec.name)[0], bool(same))

    def has(self, column: str) -> bool:
        """Whether the sheet has a column, be it one that is added."""
        return column in self._new_columns or (self.table is not None and column in self.table)

    def put(self, row: int, column: str, value: Value) -> None:
        """Set a row's cell."""
        self._cells[row, self._column(column)] = value

    def put_at(self, row: int, at: int, value: Value) -> None:
        """Set the cell of the column with 0-based index ``at``."""
        self._cells[row, at + 1] = value

    def put_days(self, row: int, first: date | None, last: date | None) -> None:
        """Set the first and the last day that a row says."""
        self.put(row, heads.FROM, first)
        self.put(row, heads.TO, last)

    def append(self, values: Mapping[str, Value]) -> None:
        """Add a row; blank values need no column."""
        self._new_rows.append({column: value for column, value in values.items() if value not in (None, "")})

    def delete(self, row: int) -> None:
        """Delete a row."""
        self._gone[row] = None

    def edits(self) -> list[Edit]:
        """Return all changes, in terms of the workbook."""
        if self.table is None:
            return self._whole_sheet()
        rows = [AppendRow(self.title, {self._column(name): v for name, v in row.items()}) for row in self._new_rows]
        header = self.table.header.row
        named = [SetCell(self.title, header, at, name) for name, at in self._new_columns.items()]
        cells = [SetCell(self.title, row, at, value) for (row, at), value in self._cells.items()]
        return [*named, *cells, *rows, *(DeleteRow(self.title, row) for row in self._gone)]

    def _column(self, name: str) -> int:
        """Return a column's number, counted from 1; one that is not there is added on the right."""
        header = self.table.header if self.table else None
        if header is not None and name in header.at:
            return header.at[name] + 1
        if header is not None and header.matrix and name in header.other.values():
            return next(at for at, text in header.other.items() if text == name) + 1
        last = max((*header.at.values(), *header.other), default=-1) + 1 if header else 0
        return self._new_columns.setdefault(name, last + 1 + len(self._new_columns))

    def _whole_sheet(self) -> list[Edit]:
        if not self._new_rows:
            return []
        used = {name for row in self._new_rows for name in row}
        names = [column.name for column in self.spec.columns if column.name in used or column.template]
        names = [name for name in names if not self._stood_in_for(name, used)]
        rows: list[list[Value]] = [[row.get(name) for name in names] for row in self._new_rows]
        if not self.there:
            return [AddSheet(self.title, names, rows)]
        return [
            SetCell(self.title, at, column, value)
            for at, row in enumerate([list[Value](names), *rows], 1)
            for column, value in enumerate(row, 1)
            if value is not None
        ]

    def _stood_in_for(self, name: str, used: set[str]) -> bool:
        """Whether names identify and a column of identifiers would be empty."""
        return bool(self.spec.column(name).instead) and name not in used


def row_of(table: Table, number: int) -> Row:
    """Return a table's row by its number. Raises StopIteration when it holds nothing."""
    return next(Row(table, at, cells) for at, cells in table.raw if at == number)
