"""A workbook while it is edited: its sheets by title, its styles, its calendar, and what recalculates it.

References: ECMA-376 part 1, 18.2.2 (calcPr), 18.2.19 (sheet) and 18.6 (calculation chain).
Changes when an edit needs something else of the workbook as a whole.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.grid import Grid
from planner.workbook.xlsx.edits.open_package import OpenPackage
from planner.workbook.xlsx.edits.part_xml import OFFICE, WORKBOOK_ORDER, Element, main, section
from planner.workbook.xlsx.edits.style_table import StyleTable
from planner.workbook.xlsx.edits.table_parts import TablePart
from planner.workbook.xlsx.number_formats import EPOCH, EPOCH_1904
from planner.workbook.xlsx.package_xml import STRICT

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
    """The workbook of a package; raises :class:`CannotEdit` for one in the strict form."""

    def __init__(self, package: OpenPackage) -> None:
        self.package = package
        found = package.related("", "officeDocument")
        if not found:
            raise CannotEdit("it does not say which of its parts is the workbook")
        self.part = found[0].part
        self.root = package.tree(self.part)
        if self.root.tag.startswith(STRICT):
            raise CannotEdit("the workbook is a Strict Open XML one")
        properties = self.root.find(main("workbookPr"))
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.epoch = EPOCH_1904 if since_1904 else EPOCH
        self.styles = StyleTable(package, self.part)
        self.has_formulas = any(_FORMULA.search(package.read(sheet.part)) for sheet in self.sheets)

    @cached_property
    def sheets(self) -> tuple[OpenSheet, ...]:
        """The worksheets, in order; other kinds of sheets are left out."""
        part_of = {one.identifier: one.part for one in self.package.related(self.part, "worksheet")}
        listed = [(one.get("name", ""), one.get(f"{{{OFFICE}}}id")) for one in self.entries()]
        return tuple(
            OpenSheet(title, part_of[identifier], self.package) for title, identifier in listed if identifier in part_of
        )

    def entries(self) -> list[Element]:
        """Return what the workbook says of each of its sheets, of whatever kind."""
        return list(self.root.iterfind(f"{main('sheets')}/{main('sheet')}"))

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
