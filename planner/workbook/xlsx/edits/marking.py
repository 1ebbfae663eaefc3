"""Cells that are marked: a colour under their own style, and a note.

References: ECMA-376 part 1, 18.7 (comments) and part 4, 19.4.2 (VML for spreadsheets).
Changes when a mark should look different.
"""

from planner.workbook.xlsx.addresses import address
from planner.workbook.xlsx.cell_writing import stored_text
from planner.workbook.xlsx.edits.edit import MarkCell
from planner.workbook.xlsx.edits.note_boxes import add_box, note_lines
from planner.workbook.xlsx.edits.notes import boxes_part, change_box, comments_part, note_at, stretched
from planner.workbook.xlsx.edits.open_book import OpenBook, OpenSheet
from planner.workbook.xlsx.edits.part_xml import XML_SPACE, Element, local, new_child, section
from planner.workbook.xlsx.package_xml import MAIN, main

AUTHOR = "planner"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_PARTS_OF_COMMENTS, _PARTS_OF_NOTES = ["authors", "commentList", "extLst"], ["text", "commentPr"]
_EMPTY = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'


def mark_cell(book: OpenBook, sheet: OpenSheet, edit: MarkCell) -> None:
    """Colour a cell and add the note; what a note said already stays above it. A thread of comments is left alone."""
    cell = sheet.grid.make_cell(edit.row, edit.column)
    cell.set("s", str(book.styles.coloured(int(cell.get("s", "0")), edit.colour)))
    sheet.touch()
    where = address(edit.row, edit.column)
    if not edit.note or _has_thread(sheet, where):
        return
    part = comments_part(sheet) or _new_part(sheet)
    root = sheet.package.tree(part)
    note = note_at(root, where)
    if note is None:
        _add_note(root, where, edit.note)
        add_box(sheet, edit.row, edit.column, edit.note)
    else:
        _add_to_note(sheet, note, edit)
    sheet.package.touch(part)


def _has_thread(sheet: OpenSheet, where: str) -> bool:
    threads = (sheet.package.tree(one.part) for one in sheet.package.related(sheet.part, "threadedComment"))
    return any(local(one) == "threadedComment" and one.get("ref") == where for root in threads for one in root)


def _new_part(sheet: OpenSheet) -> str:
    package = sheet.package
    part = package.free_name("xl/comments{}.xml")
    package.put(part, _EMPTY.encode())
    package.declare(part, _CONTENT_TYPE)
    package.relate(sheet.part, "comments", part)
    return part


def _add_note(root: Element, where: str, text: str) -> None:
    notes = section(root, "commentList", _PARTS_OF_COMMENTS)
    note = new_child(notes, "comment", ref=where, authorId=str(_author(root)))
    _add_run(new_child(note, "text"), text)


def _author(root: Element) -> int:
    authors = section(root, "authors", _PARTS_OF_COMMENTS)
    names = [one.text for one in authors]
    if AUTHOR not in names:
        new_child(authors, "author").text = AUTHOR
        return len(names)
    return names.index(AUTHOR)


def _add_to_note(sheet: OpenSheet, note: Element, edit: MarkCell) -> None:
    text = section(note, "text", _PARTS_OF_NOTES)
    for plain in text.findall(main("t")):  # a text is plain or made of runs, not both
        run = new_child(text, "r")
        plain.addprevious(run)
        run.append(plain)
    _add_run(text, f"\n\n{edit.note}")
    boxes = boxes_part(sheet)
    if boxes:
        taller = note_lines(edit.note) + 1
        vml = sheet.package.read(boxes)
        vml = change_box(vml, edit.row, edit.column, lambda shape: stretched(shape, 0, taller))
        sheet.package.put(boxes, vml)


def _add_run(text: Element, words: str) -> None:
    run = new_child(text, "r")
    looks = new_child(run, "rPr")
    new_child(looks, "sz", val="9")
    new_child(looks, "color", indexed="81")
    new_child(looks, "rFont", val="Tahoma")
    new_child(looks, "family", val="2")
    stored = new_child(run, "t")
    stored.text = stored_text(words)
    stored.set(XML_SPACE, "preserve")
