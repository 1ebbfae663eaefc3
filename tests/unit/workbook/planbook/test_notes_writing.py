"""Notes written in one piece: XlsxWriter writes the same, tag by tag."""

from io import BytesIO

import xlsxwriter

from planner.workbook.planbook.shared_texts import Workbook
from tests.packages import unpack

NOTES = ("plain", " kept blanks ", "two\nlines", '<R&D> "quoted" _x0041_ \x01', "\N{PERFORMING ARTS}")


def parts_with_notes(kind: type[xlsxwriter.Workbook]) -> dict[str, bytes]:
    data = BytesIO()
    with kind(data, {"in_memory": True}) as book:
        for name in ("First", "Second"):
            sheet = book.add_worksheet(name)
            sheet.set_column(1, 1, 33)
            sheet.set_default_row(13.5)
            for at, note in enumerate(NOTES):
                sheet.write_comment(at * 7, at, note, {"width": 260, "height": 42})
        book.add_worksheet("Without")
        sheet.write_comment(40, 2, "said by somebody", {"x_scale": 2, "y_scale": 1.2, "author": "crew-planner"})
    return {name: part for name, part in unpack(data.getvalue()).items() if name != "docProps/core.xml"}


def test_notes_are_those_that_xlsxwriter_writes() -> None:
    ours, theirs = parts_with_notes(Workbook), parts_with_notes(xlsxwriter.Workbook)
    assert ours == theirs
    assert {"xl/comments1.xml", "xl/comments2.xml", "xl/drawings/vmlDrawing2.vml"} <= ours.keys()
