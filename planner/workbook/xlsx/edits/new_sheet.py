"""A new sheet at the end of a workbook: a header that stays in sight, rows, links, set up for print.

References: ECMA-376 part 1, 18.3.1.99 (worksheet).
Changes when new sheets should look different.
"""

from collections.abc import Sequence
from datetime import date
from posixpath import dirname, join

from planner.workbook.xlsx.addresses import address
from planner.workbook.xlsx.book_parts import sheet_entries
from planner.workbook.xlsx.edits.cell_values import put_value
from planner.workbook.xlsx.edits.edit import AddSheet, CannotEdit, Value
from planner.workbook.xlsx.edits.note_boxes import text_lines
from planner.workbook.xlsx.edits.open_book import OpenBook
from planner.workbook.xlsx.edits.part_xml import WORKBOOK_ORDER, Element, new_child, parsed, section, serialised
from planner.workbook.xlsx.package_xml import MAIN, OFFICE
from planner.workbook.xlsx.workbook_names import sheet_name

LINE_HEIGHT = 15  # points
CHARACTERS_PER_WIDTH = 1.15  # a width is counted in digits, which are wider than most letters
HEADER_COLOUR = "D9E1F2"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def add_sheet(book: OpenBook, edit: AddSheet) -> None:
    """Add a sheet; raises :class:`CannotEdit` when its name is taken or none that a sheet can have."""
    _check_title(book, edit.name)
    part = book.package.free_name(join(dirname(book.part), "worksheets/sheet{}.xml"))
    book.package.put(part, serialised(_worksheet(book, edit)))
    book.package.declare(part, _CONTENT_TYPE)
    _enter(book, edit.name, book.package.relate(book.part, "worksheet", part))


def _check_title(book: OpenBook, title: str) -> None:
    if sheet_name(title, ()) != title:
        raise CannotEdit(f"no sheet can be called {title}")
    if title.casefold() in {one.casefold() for one in book.titles()}:
        raise CannotEdit(f"there is a sheet {title} already")


def _enter(book: OpenBook, title: str, identifier: str) -> None:
    """Enter the sheet into the workbook, its header repeated on each printed page."""
    entries = sheet_entries(book.root)
    highest = max((int(entry.get("sheetId", "0")) for entry in entries), default=0)
    sheets = section(book.root, "sheets", WORKBOOK_ORDER)
    new_child(sheets, "sheet", name=title, sheetId=str(highest + 1)).set(f"{{{OFFICE}}}id", identifier)
    names = section(book.root, "definedNames", WORKBOOK_ORDER)
    name = new_child(names, "definedName", name="_xlnm.Print_Titles", localSheetId=str(len(entries)))
    name.text = f"{quoted(title)}!$1:$1"
    book.touch()


def quoted(title: str) -> str:
    """Return a sheet's title as references write it."""
    return "'" + title.replace("'", "''") + "'"


def _worksheet(book: OpenBook, edit: AddSheet) -> Element:
    root = parsed(f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"/>'.encode(), edit.name)
    properties = new_child(root, "sheetPr")
    if edit.tab_colour:
        new_child(properties, "tabColor", rgb=f"FF{edit.tab_colour}")
    new_child(properties, "pageSetUpPr", fitToPage="1")
    last = address(len(edit.rows) + 1, max(1, len(edit.header)))
    new_child(root, "dimension", ref=f"A1:{last}")
    view = new_child(new_child(root, "sheetViews"), "sheetView", workbookViewId="0")
    new_child(view, "pane", ySplit="1", topLeftCell="A2", activePane="bottomLeft", state="frozen")
    new_child(view, "selection", pane="bottomLeft", activeCell="A2", sqref="A2")
    _add_widths(root, edit)
    _add_rows(book, root, edit)
    new_child(root, "autoFilter", ref=f"A1:{last}")
    _add_links(root, edit)
    margins = {"left": "0.5", "right": "0.5", "top": "0.6", "bottom": "0.6", "header": "0.3", "footer": "0.3"}
    new_child(root, "pageMargins", None, **margins)
    new_child(root, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    new_child(new_child(root, "headerFooter"), "oddFooter").text = "&L&A&RPage &P of &N"
    return root


def _add_widths(root: Element, edit: AddSheet) -> None:
    if edit.widths:
        columns = new_child(root, "cols")
        for at, width in enumerate(edit.widths, 1):
            new_child(columns, "col", min=str(at), max=str(at), width=str(width), customWidth="1")


def _add_rows(book: OpenBook, root: Element, edit: AddSheet) -> None:
    styles, data = book.styles, new_child(root, "sheetData")
    header = styles.coloured(styles.bold(styles.wrapped(0)), HEADER_COLOUR)
    plain = styles.wrapped(0)
    linked = {(link.row, link.column) for link in edit.links}

    def style_of(at: tuple[int, int], value: Value) -> int:
        if at in linked:
            return styles.linked(plain)
        if isinstance(value, date):
            return styles.dated(plain)
        colour = edit.colours.get(value) if isinstance(value, str) else None
        return styles.coloured(plain, colour) if colour else plain

    for number, values in enumerate((edit.header, *edit.rows), 1):
        row = new_child(data, "row", r=str(number), **_height(values, edit.widths))
        for column, value in enumerate(values, 1):
            style = header if number == 1 else style_of((number, column), value)
            cell = new_child(row, "c", r=address(number, column), s=str(style))
            put_value(cell, value, book.epoch)


def _height(values: Sequence[Value], widths: Sequence[float]) -> dict[str, str]:
    """Return the height of a row whose texts take several lines; Excel would find it itself, LibreOffice does not."""
    told = zip(map(str, values), widths, strict=False)
    lines = max((text_lines(text, int(width * CHARACTERS_PER_WIDTH)) for text, width in told), default=1)
    return {"ht": str(LINE_HEIGHT * lines)} if lines > 1 else {}


def _add_links(root: Element, edit: AddSheet) -> None:
    if edit.links:
        links = new_child(root, "hyperlinks")
        for link in edit.links:
            where = f"{quoted(link.sheet)}!{link.cell}"
            new_child(links, "hyperlink", ref=address(link.row, link.column), location=where, display=where)
