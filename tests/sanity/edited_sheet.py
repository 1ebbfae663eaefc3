"""A plain model of a sheet that is edited: rows in a list, and spans of rows that follow them.

It is told what ``planner.workbook.xlsx.edits`` is told, and shares nothing with it: rows move because the list does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.workbook.xlsx.edits import AppendRow, DeleteRow, SetCell

HEADER = 1


@dataclass(eq=False)
class Line:
    """One row: what it holds by column; ``was`` names the row of the first workbook that it is, 0 for a new one.

    ``filled`` says whether it holds anything in a column that the model does not know.
    """

    was: int = 0
    cells: dict[int, Any] = field(default_factory=dict)
    formula: bool = False
    attached: bool = True  # whether its note and link are still there

    @property
    def is_filled(self) -> bool:
        return self.formula or (self.was > HEADER and self.attached) or any(v is not None for v in self.cells.values())


@dataclass
class Model:
    """The sheet; spans are of lines, first and last, and the table's is None without a Table."""

    lines: list[Line]
    rule: list[Line]
    summed: list[Line]
    table: list[Line] | None

    @classmethod
    def of(cls, rows: int, with_table: bool) -> "Model":
        """Return the model of ``rich_book``: a header and so many rows."""
        lines = [Line(1, {1: "H0", 2: "H1", 3: "H2"})]
        lines += [Line(row, {1: f"P{row}", 3: row * 10}, formula=True) for row in range(2, rows + 2)]
        body = lines[1:]
        return cls(lines, list(body), list(body), list(body) if with_table else None)

    def line(self, row: int) -> Line:
        """Return a row's line; the sheet is as long as anybody looks."""
        while len(self.lines) < row:
            self.lines.append(Line())
        return self.lines[row - 1]

    def number(self, line: Line) -> int:
        return self.lines.index(line) + 1

    def span(self, lines: Sequence[Line]) -> tuple[int, int]:
        numbers = [self.number(line) for line in lines]
        return min(numbers), max(numbers)

    def edit(self, edits: Sequence[Any]) -> None:
        """Do what one call does: cells, then new rows, then rows that go, all by the rows as they are now."""
        gone = [self.line(edit.row) for edit in edits if isinstance(edit, DeleteRow)]
        for edit in edits:
            if isinstance(edit, SetCell):
                self.line(edit.row).cells[edit.column] = edit.value
        appended = [edit for edit in edits if isinstance(edit, AppendRow)]
        if appended:
            self._append(appended)
        self._delete(list(dict.fromkeys(gone)))

    def _append(self, edits: Sequence[AppendRow]) -> None:
        body = self.table if self.table is not None else self.lines[1:]
        filled = [line for line in body if line.is_filled]
        model = filled[-1] if filled else self.lines[0]
        if self.table is not None and model is max(self.table, key=self.number):
            # typed right below a Table that did not grow, as in LibreOffice
            while self.line(self.number(model) + 1).is_filled:
                model = self.line(self.number(model) + 1)
        at, new = self.number(model), []
        for edit in edits:
            at += 1
            line = self.line(at)
            if line.is_filled:
                line = Line()
                self.lines.insert(at - 1, line)
                for span in (self.rule, self.summed, self.table):
                    self._take_in(span, line)
            line.cells |= dict(edit.values)
            new.append(line)
        self._grow(model if filled else None, new)

    def _take_in(self, span: list[Line] | None, line: Line) -> None:
        """A line put in between two of a span is of the span."""
        if span and self.span(span)[0] < self.number(line) < self.span(span)[1]:
            span.append(line)

    def _grow(self, model: Line | None, new: list[Line]) -> None:
        if self.table is not None:
            first, last = self.number(min(self.table, key=self.number)), self.number(max(new, key=self.number))
            self.table.extend(line for line in self.lines[first - 1 : last] if line not in self.table)
            self.table.sort(key=self.number)
        if model is not None and self.rule:
            first, last = self.span(self.rule)
            if first <= self.number(model) <= last < self.number(new[-1]):
                self.rule.extend(self.lines[last : self.number(new[-1])])
        if model is not None and self.summed:
            first, last = self.span(self.summed)
            if first == HEADER + 1 < last and self.number(model) <= last < self.number(new[-1]):
                self.summed.extend(self.lines[last : self.number(new[-1])])

    def _delete(self, gone: list[Line]) -> None:
        if self.table is not None and all(line in gone for line in self.table):
            kept = self.table[0]
            gone.remove(kept)
            kept.cells, kept.formula, kept.attached = {}, False, False
        for line in gone:
            self.lines.remove(line)
            for span in (self.rule, self.summed, self.table):
                if span and line in span:
                    span.remove(line)
