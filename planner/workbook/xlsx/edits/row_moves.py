"""Rows of a sheet that move, and everything in the workbook that refers to them.

Changes when another part of a workbook can refer to rows.
"""

import re

from planner.workbook.xlsx.edits.cell_formulas import has_shared, move_cell_formulas, unshare
from planner.workbook.xlsx.edits.drawings import move_drawings
from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.formulas import Broken, moved_formula
from planner.workbook.xlsx.edits.notes import move_notes
from planner.workbook.xlsx.edits.open_book import OpenBook, OpenSheet
from planner.workbook.xlsx.edits.part_xml import Element, local
from planner.workbook.xlsx.edits.ranges import Range
from planner.workbook.xlsx.edits.row_map import RowMap
from planner.workbook.xlsx.edits.sheet_ranges import FORMULAS, move_sheet_ranges
from planner.workbook.xlsx.package_xml import main

_TEXT_LINK = re.compile(rb"""\btextlink=["'][^"']""")
_IN_CHARTS = ("f", "sqref")
_IN_TABLES = ("calculatedColumnFormula", "totalsRowFormula")


def move_rows(book: OpenBook, sheet: OpenSheet, rows: RowMap) -> None:
    """Move the rows of a sheet; raises :class:`CannotEdit` where something would be lost or would no longer fit."""
    if book.package.related(sheet.part, "pivotTable"):
        raise CannotEdit(f"a pivot table stands on the sheet {sheet.title}")
    _refuse_text_links(book)
    for other in book.sheets:
        _move_formulas(other, sheet.title, rows)
    move_sheet_ranges(sheet.root, sheet.title, rows)
    sheet.grid.move(rows)
    sheet.touch()
    for table in sheet.tables:
        table.move(rows, sheet.title)
    move_notes(sheet, rows)
    move_drawings(sheet, rows)
    move_names(book, sheet.title, rows)
    move_parts(book, sheet, rows)
    book.forget_calculation_order()


def _move_formulas(sheet: OpenSheet, title: str, rows: RowMap) -> None:
    if sheet.title != title and not may_refer(sheet.package.read(sheet.part)):
        return
    if has_shared(sheet):
        unshare(sheet)
    move_cell_formulas(sheet, title, rows)
    for link in sheet.root.iterfind(f"{main('hyperlinks')}/{main('hyperlink')}"):
        if link.get("location"):
            moved = moved_formula(link.get("location"), title, sheet.title == title, rows, lenient=True)
            if moved != link.get("location"):
                link.set("location", moved)
                sheet.touch()
    if sheet.title != title:  # its own rules move with the cells that they are for
        move_rule_formulas(sheet, title, rows)


def move_rule_formulas(sheet: OpenSheet, title: str, rows: RowMap) -> None:
    """Move what the rules and sparklines of a sheet say of the sheet called ``title``."""
    rules = (one for one in sheet.root if local(one) in ("conditionalFormatting", "dataValidations", "extLst"))
    home = sheet.title == title
    if any([_move_text(one, title, rows, sheet.title, home) for rule in rules for one in _texts(rule, FORMULAS)]):
        sheet.touch()


def _refuse_text_links(book: OpenBook) -> None:
    for part in book.package.names():
        if part.casefold().startswith("xl/drawings/") and _TEXT_LINK.search(book.package.read(part)):
            raise CannotEdit("a drawing shows the text of a cell")


def may_refer(xml: bytes) -> bool:
    """Whether a sheet has anything that can refer to another sheet's cells."""
    return b"!" in xml


def move_names(book: OpenBook, title: str, rows: RowMap) -> None:
    """Move what the workbook's names stand for."""
    names = book.root.iterfind(f"{main('definedNames')}/{main('definedName')}")
    if any([_move_text(name, title, rows, f"the name {name.get('name')}") for name in names if name.text]):
        book.touch()


def move_parts(book: OpenBook, sheet: OpenSheet, rows: RowMap) -> None:
    """Move what charts, Tables of other sheets and the sources of pivot tables say of a sheet."""
    title, own_tables = sheet.title, {table.part for table in sheet.tables}
    for part in book.package.names():
        if not part.endswith(".xml"):
            continue
        folder = part.casefold().rpartition("/")[0]
        if folder == "xl/charts" and b"!" in book.package.read(part):
            _move_texts(book, part, _IN_CHARTS, title, rows, "a chart")
        elif folder == "xl/tables" and part not in own_tables:
            _move_texts(book, part, _IN_TABLES, title, rows, "a Table")
        elif folder == "xl/pivotcache":
            _move_source(book, part, title, rows)


def _move_texts(book: OpenBook, part: str, names: tuple[str, ...], title: str, rows: RowMap, what: str) -> None:
    if any([_move_text(one, title, rows, what) for one in _texts(book.package.tree(part), names)]):
        book.package.touch(part)


def _move_source(book: OpenBook, part: str, title: str, rows: RowMap) -> None:
    for source in book.package.tree(part).iter(main("worksheetSource")):
        if source.get("sheet", "").casefold() == title.casefold() and source.get("ref"):
            moved = Range.of(source.get("ref")).moved(rows)
            if moved is None:
                raise CannotEdit("a pivot table would lose its source")
            source.set("ref", str(moved))
            book.package.touch(part)


def _texts(root: Element, names: tuple[str, ...]) -> list[Element]:
    return [one for one in root.iter() if local(one) in names and one.text and not len(one)]


def _move_text(element: Element, title: str, rows: RowMap, who: str, at_home: bool = False) -> bool:
    """Move the references of a formula that is an element's text; returns whether it changed."""
    try:
        moved = moved_formula(element.text, title, at_home, rows)
    except Broken as broken:
        raise CannotEdit(f"{who} refers to {broken} of {title}") from broken
    changed: bool = moved != element.text
    if changed:
        element.text = moved
    return changed
