"""A workbook with everything that edits must not lose: made by XlsxWriter, the rest put in by hand.

Sheet ``People``: a header, rows ``P2`` … each named by its row number, so that a test can tell which row went where;
sheet ``Sums`` refers to it. Column by column: A name, B day, C number, D formula of its row, E note, F link.
"""

import struct
import zlib
from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from tests.packages import HEAD, PACKAGE, book_parts, pack, repacked, unpack

ROWS = 12  # of data, 2 to 13
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


def picture() -> bytes:
    """Return a PNG of one red point."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    )


def rich_book(*, table: bool = False, since_1904: bool = False, rows: int = ROWS) -> bytes:
    """Return the workbook; its data are a Table when ``table``."""
    stream = BytesIO()
    book = Workbook(stream, {"date_1904": since_1904})
    people, sums = book.add_worksheet("People"), book.add_worksheet("Sums & more")
    last = rows + 1
    _fill(book, people, last)
    _add_rules(book, people, last)
    if table:
        people.add_table(0, 0, rows, 5, {"name": "PeopleTable", "columns": [{"header": f"H{at}"} for at in range(6)]})
    _fill_sums(book, sums, last)
    book.define_name("Names", f"=People!$A$2:$A${last}")
    book.define_name("FromTop", f"=OFFSET(People!$A$2,0,0,COUNTA(People!$A$2:$A${last}),1)")
    book.close()
    return _with_calculation_order(stream.getvalue(), last)


def _fill(book: Any, people: Any, last: int) -> None:
    day, bold = book.add_format({"num_format": "d mmm yyyy"}), book.add_format({"bold": True, "bg_color": "#CCCCCC"})
    for at in range(6):
        people.write_string(0, at, f"H{at}", bold)
    for row in range(2, last + 1):
        people.write_string(row - 1, 0, f"P{row}")
        people.write_datetime(row - 1, 1, date(2026, 1, row), day)
        people.write_number(row - 1, 2, row * 10)
        people.write_formula(row - 1, 3, f"=C{row}*2", None, row * 20)
        people.write_comment(row - 1, 4, f"note P{row}")
        people.write_url(row - 1, 5, f"internal:People!A{row}", None, f"link P{row}")
    people.write_rich_string(0, 8, "rich ", bold, "bold", " text")
    people.set_row(3, 33)
    people.freeze_panes(1, 1)
    people.set_column(1, 1, 15)


def _add_rules(book: Any, people: Any, last: int) -> None:
    red = book.add_format({"bg_color": "#FF0000"})
    rule = {"type": "formula", "criteria": "=$C2>100", "format": red}
    people.conditional_format(1, 0, last - 1, 2, rule)
    people.conditional_format(1, 2, last - 1, 2, {"type": "data_bar", "data_bar_2010": True})
    people.data_validation(1, 0, last - 1, 0, {"validate": "list", "source": "=Names"})
    people.data_validation(1, 2, last - 1, 2, {"validate": "custom", "value": "=C2>0"})
    for row in range(2, last + 1):
        people.add_sparkline(row - 1, 7, {"range": f"People!B{row}:C{row}"})
    people.insert_image(last + 5, 0, "point.png", {"image_data": BytesIO(picture())})


def _fill_sums(book: Any, sums: Any, last: int) -> None:
    numbers = sum(row * 10 for row in range(2, last + 1))
    sums.write_formula(0, 0, f"=SUM(People!C2:C{last})", None, numbers)
    sums.write_formula(1, 0, f"=COUNTA(People!$A$1:$A${last})", None, last)
    sums.write_formula(2, 0, '="People!C3 stays a text"', None, "People!C3 stays a text")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"=People!$C$2:$C${last}", "categories": f"=People!$A$2:$A${last}"})
    sums.insert_chart("C3", chart)
    sums.data_validation("B1", {"validate": "list", "source": f"=People!$A$2:$A${last}"})


def _with_calculation_order(data: bytes, last: int) -> bytes:
    parts = unpack(data)
    cells = "".join(f'<c r="D{row}" i="1"/>' for row in range(2, last + 1)) + '<c r="A1" i="2"/><c r="A2" i="2"/>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    override = (
        '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.spreadsheetml.calcChain+xml"/></Types>'
    )
    related, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    return repacked(
        data,
        {
            "xl/calcChain.xml": f'<calcChain xmlns="{main}">{cells}</calcChain>'.encode(),
            related: parts[related].replace(b"</Relationships>", relation.encode()),
            types: parts[types].replace(b"</Types>", override.encode()),
            "xl/workbook.xml": parts["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b""),
            "customXml/item1.xml": b"<mine>kept</mine>",
        },
    )


def plain_book(xml: bytes, number_formats: tuple[str, ...] = (), extra: "dict[str, bytes] | None" = None) -> bytes:
    """Return a workbook that openpyxl opens, whose only sheet, ``People``, is this part; ``extra`` parts besides."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{kind}.{content}+xml"/>'
        for part, content in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    types = f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'
    parts = book_parts({"People": xml}, number_formats=number_formats)
    return pack(parts | {"[Content_Types].xml": types.encode()} | (extra or {}))
