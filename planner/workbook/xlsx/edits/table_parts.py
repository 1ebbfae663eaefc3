"""A Table of a sheet: where its header, its rows and its totals stand.

References: ECMA-376 part 1, 18.5.1.2 (table).
Changes when an edit needs something else of a Table.
"""

from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.formulas import moved_formula
from planner.workbook.xlsx.edits.open_package import OpenPackage
from planner.workbook.xlsx.edits.part_xml import Element, local
from planner.workbook.xlsx.edits.ranges import Range
from planner.workbook.xlsx.edits.row_map import RowMap
from planner.workbook.xlsx.package_xml import main

_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")


class TablePart:
    """One Table; ``first_row`` to ``last_row`` are its rows of data, both included and at least one."""

    def __init__(self, package: OpenPackage, part: str) -> None:
        self._package, self.part = package, part
        self.root = package.tree(part)
        self._heads = int(self.root.get("headerRowCount", "1"))
        self._totals = int(self.root.get("totalsRowCount", "0"))

    @property
    def name(self) -> str:
        """The name that formulas use."""
        return str(self.root.get("displayName", ""))

    @property
    def range(self) -> Range:
        """All of it, header and totals included."""
        return Range.of(self.root.get("ref", ""))

    @property
    def header(self) -> Range | None:
        """Its header, None when it has none."""
        whole = self.range
        return Range(whole.top, whole.left, self.first_row - 1, whole.right) if self._heads else None

    @property
    def first_row(self) -> int:
        """The first row of data."""
        return self.range.top + self._heads

    @property
    def last_row(self) -> int:
        """The last row of data."""
        return self.range.bottom - self._totals

    @property
    def has_totals(self) -> bool:
        """Whether a row of totals stands below the data."""
        return self._totals > 0

    def formulas(self) -> dict[int, Element]:
        """Return the formula of each calculated column, by column."""
        columns = self.root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}")
        found = ((at, one.find(main("calculatedColumnFormula"))) for at, one in enumerate(columns, self.range.left))
        return {column: formula for column, formula in found if formula is not None and formula.text}

    def grow_to(self, row: int) -> None:
        """Let the data end with a row, if it ends above it, and the filter with it."""
        whole = self.range
        bottom = max(row, self.last_row)
        self.root.set("ref", str(_to(whole, bottom + self._totals)))
        found = self.root.find(main("autoFilter"))
        if found is not None:
            found.set("ref", str(_to(Range.of(found.get("ref", "")), bottom)))
        self._package.touch(self.part)

    def move(self, rows: RowMap, title: str) -> None:
        """Follow the rows of the sheet, which is called ``title``.

        Raises :class:`CannotEdit` when the header or the totals would be gone.
        """
        edges = (*range(self.range.top, self.first_row), *range(self.last_row + 1, self.range.bottom + 1))
        gone = [row for row in edges if rows.is_gone(row)]
        if gone:
            raise CannotEdit(f"row {gone[0]} is the header or the totals of the Table {self.name}")
        for element in self.root.iter():
            if element.get("ref"):
                moved = Range.of(element.get("ref")).moved(rows)
                if moved is None:
                    raise CannotEdit(f"nothing would be left of the Table {self.name}")
                element.set("ref", str(moved))
            if local(element) in _FORMULAS and element.text:
                element.text = moved_formula(element.text, title, True, rows, lenient=True)
        self._package.touch(self.part)


def _to(rectangle: Range, bottom: int) -> Range:
    return Range(rectangle.top, rectangle.left, bottom, rectangle.right)
