"""A workbook while it is edited: its sheets by title, its styles, its calendar, and what recalculates it.

References: ECMA-376 part 1, 18.2.2 (calcPr), 18.2.19 (sheet) and 18.6 (calculation chain).
Changes when an edit needs something else of the workbook as a whole.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from planner.workbook.xlsx.book_parts import epoch_of, find_book, sheet_entries, worksheets
from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.grid import Grid
from planner.workbook.xlsx.edits.open_package import OpenPackage
from planner.workbook.xlsx.edits.part_xml import WORKBOOK_ORDER, Element, section
from planner.workbook.xlsx.edits.style_table import StyleTable
from planner.workbook.xlsx.edits.table_parts import TablePart

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")


@dataclass(frozen=True, eq=False)
class OpenSheet:
    """One worksheet: its title, its part and the root of that."""

    title: str
    part: str
    package: OpenPackage

    @property
    def root(self) -> Element:
        """The root of the sheet's part."""
        return self.package.tree(self.part)

    @cached_property
    def grid(self) -> Grid:
        """The sheet's rows and cells."""
        return Grid(self.root)

    @cached_property
    def tables(self) -> tuple[TablePart, ...]:
        """The Tables on the sheet."""
        return tuple(TablePart(self.package, one.part) for one in self.package.related(self.part, "table"))

    def touch(self) -> None:
        """Say that the sheet's part was changed."""
        self.package.touch(self.part)


class OpenBook:
    """The workbook of a package; raises as :func:`find_book` does."""

    def __init__(self, package: OpenPackage) -> None:
        self.package = package
        self.part, self.root = find_book(package)
        self.epoch = epoch_of(self.root)
        self.styles = StyleTable(package, self.part)
        self.has_formulas = any(_FORMULA.search(package.read(sheet.part)) for sheet in self.sheets)

    @cached_property
    def sheets(self) -> tuple[OpenSheet, ...]:
        """The worksheets, in order; other kinds of sheets are left out."""
        found = worksheets(self.package, self.root, self.package.relations(self.part))
        return tuple(OpenSheet(title, part, self.package) for title, part in found)

    def titles(self) -> tuple[str, ...]:
        """Return the titles of the sheets, of whatever kind."""
        return tuple(entry.get("name", "") for entry in sheet_entries(self.root))

    def sheet(self, title: str) -> OpenSheet:
        """Return the sheet of a title, whose case does not matter; raises :class:`CannotEdit` when there is none."""
        for sheet in self.sheets:
            if sheet.title.casefold() == title.casefold():
                return sheet
        raise CannotEdit(f"there is no sheet {title}")

    def touch(self) -> None:
        """Say that the workbook's own part was changed."""
        self.package.touch(self.part)

    def recalculate_on_load(self) -> None:
        """Have every formula calculated anew when the workbook is opened, as their stored values may be outdated."""
        if self.has_formulas:
            properties = section(self.root, "calcPr", WORKBOOK_ORDER)
            if properties.get("fullCalcOnLoad") not in ("1", "true"):
                properties.set("fullCalcOnLoad", "1")
                self.touch()

    def forget_calculation_order(self) -> None:
        """Drop the list of cells with formulas: it may name others now, and is made anew on opening."""
        for chain in self.package.related(self.part, "calcChain"):
            self.package.unrelate(self.part, chain.identifier)
            if chain.part in self.package:
                self.package.remove(chain.part)
