"""The formulas in a sheet's cells while rows move.

References: ECMA-376 part 1, 18.3.1.40 (formula) and 18.18.6 (kinds of formulas).
Changes when another kind of formula has to follow.
"""

from planner.workbook.xlsx.addresses import row_and_column
from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.formulas import Broken, copied_formula, moved_formula
from planner.workbook.xlsx.edits.grid import Grid
from planner.workbook.xlsx.edits.open_book import OpenSheet
from planner.workbook.xlsx.edits.part_xml import Element
from planner.workbook.xlsx.edits.ranges import Range
from planner.workbook.xlsx.edits.row_map import RowGrowth, RowMap
from planner.workbook.xlsx.package_xml import main

_FORMULA = main("f")


def unshare(sheet: OpenSheet) -> None:
    """Write out every formula of the sheet that is stored once for several cells."""
    first: dict[str, tuple[int, int, str]] = {}
    for cell, formula in sheet.grid.formulas():
        if formula.get("t") != "shared":
            continue
        row, column = row_and_column(cell.get("r"))
        group = formula.get("si", "")
        if formula.text:
            first[group] = row, column, formula.text
        if group not in first:
            raise CannotEdit(f"the formula in {sheet.title}!{cell.get('r')} is damaged")
        top, left, text = first[group]
        formula.text = copied_formula(text, row - top, column - left)
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)
        sheet.touch()


def has_shared(sheet: OpenSheet) -> bool:
    """Whether a formula of the sheet is stored once for several cells."""
    return any(formula.get("t") == "shared" for _, formula in sheet.grid.formulas())


def formula_of(cell: Element) -> Element | None:
    """Return the formula of a cell, None when it has none."""
    return cell.find(_FORMULA)


def move_cell_formulas(sheet: OpenSheet, title: str, rows: RowMap) -> None:
    """Let the formulas of a sheet follow the rows of the sheet called ``title``; before the rows themselves move."""
    home = sheet.title == title
    for cell, formula in sheet.grid.formulas():
        row, _ = row_and_column(cell.get("r"))
        if home:
            _move_array(cell, formula, rows)
        if (home and rows.is_gone(row)) or not formula.text:
            continue
        try:
            moved = moved_formula(formula.text, title, home, rows)
        except Broken as broken:
            raise CannotEdit(f"the formula in {sheet.title}!{cell.get('r')} refers to {broken}") from broken
        if moved != formula.text:
            formula.text = moved
            sheet.touch()


def grow_cell_formulas(sheet: OpenSheet, title: str, growth: RowGrowth) -> None:
    """Let formulas over all data of the sheet called ``title`` take in its new rows.

    Formulas among those data stay: what runs from the first row to one's own is no formula over all of them.
    """
    home = sheet.title == title
    for cell, formula in sheet.grid.formulas():
        row, _ = row_and_column(cell.get("r"))
        among = home and growth.first <= row <= growth.new_last
        if formula.text and formula.get("t") != "shared" and not among:
            grown = moved_formula(formula.text, title, home, growth)
            if grown != formula.text:
                formula.text = grown
                sheet.touch()


def _move_array(cell: Element, formula: Element, rows: RowMap) -> None:
    if formula.get("t") == "dataTable":
        raise CannotEdit(f"a what-if data table stands in {cell.get('r')}")
    if formula.get("t") == "array" and formula.get("ref"):
        old = Range.of(formula.get("ref"))
        moved = old.moved(rows)
        if moved is not None and moved.bottom - moved.top != old.bottom - old.top:
            raise CannotEdit(f"the array formula in {old} cannot be taken apart")
        if moved is not None:
            formula.set("ref", str(moved))


def array_ranges(grid: Grid) -> list[Range]:
    """Return the ranges of formulas that fill several cells at once."""
    kinds = ("array", "dataTable")
    found = [Range.of(f.get("ref")) for _, f in grid.formulas() if f.get("t") in kinds and f.get("ref")]
    return [area for area in found if (area.top, area.left) != (area.bottom, area.right)]
