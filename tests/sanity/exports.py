"""A template filled in, as Excel, LibreOffice and Google Sheets would save it.

Changes when one of them saves workbooks in another way.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from planner.workbook.templates.books import write_templates
from tests.packages import HEAD, MAIN, OFFICE, cell, letters, pack, relations, sheet, texts

ROLES = ("Gaffer", "Key Grip", "Boom Operator", "Make-up Artist")
NAMES = ("Zoë O’Hara", "Ada Moreau", "Bo Lindt", "Cy Ray", "Di Orr", "Eli Funk", "Fay Null", "Gus Na", "Hal Ng")
PEOPLE = [
    (
        f"{at:03}",
        NAMES[at % 9] + " I" * (at // 9),
        ROLES[at % 4],
        ROLES[(at + 1) % 4] if at % 3 else None,
        date(2026, 1, 1 + at),
        None if at % 2 else date(2026, 12, 31),
        400 + at * 12.5,
    )
    for at in range(1, 13)
]
PRODUCTIONS = [
    (f"P{at}", f"Harbour Lights {at}", date(2026, 5, 3 * at), date(2026, 5, 3 * at + 6), at, "active")
    for at in range(1, 5)
]
FILLED: dict[str, dict[str, Sequence[Sequence[Any]]]] = {
    "crew.xlsx": {"Crew": PEOPLE, "Unavailable": [("003", date(2026, 5, 4), date(2026, 5, 6), "holiday")]},
    "productions.xlsx": {
        "Productions": PRODUCTIONS,
        "Requirements": [(p[0], role, 1 + at % 2) for p in PRODUCTIONS for at, role in enumerate(ROLES)],
        "Bookings": [
            ("P1", "001", None, None, None, "confirmed"),
            ("P2", "002", "Boom Operator", None, None, "hold 1"),
        ],
        "Settings": [("Gap days", 1), ("Plan from", date(2026, 5, 1))],
    },
}


def write_filled(folder: Path) -> Path:
    """Write the templates with twelve people and four productions filled in; settings in the rows that name them."""
    write_templates(folder)
    for name, sheets in FILLED.items():
        book = load_workbook(folder / name)
        for title, rows in sheets.items():
            page = book[title]
            named = {line[0].value: line[0].row for line in page.iter_rows(min_row=2)} if title == "Settings" else {}
            for number, values in enumerate(rows, 2):
                for column, value in enumerate(values, 1):
                    page.cell(named.get(values[0], number), column).value = value
        book.save(folder / name)
    return folder


def write_google(folder: Path, source: Path) -> Path:
    """Write the workbooks of a folder as Google Sheets exports them.

    It writes no properties of the document and no tables, all texts shared, whole numbers with a decimal, days as
    numbers with a format of its own, a style for every look of a cell, and the thousand empty rows that it shows.
    """
    folder.mkdir()
    for name in FILLED:
        book = load_workbook(source / name)
        sheets = {page.title: [[c.value for c in line] for line in page.iter_rows()] for page in book.worksheets}
        (folder / name).write_bytes(_google_book(sheets))
    return folder


def _google_book(sheets: Mapping[str, list[list[Any]]]) -> bytes:
    shared: dict[str, int] = {}
    pages = {title: _google_sheet(rows, shared) for title, rows in sheets.items()}
    names = "".join(
        f'<sheet state="visible" name="{t}" sheetId="{n}" r:id="rId{n + 2}"/>' for n, t in enumerate(pages, 1)
    )
    kinds = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    kinds += [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(pages) + 1)]
    return pack(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/><sheets>{names}</sheets>'
            "<definedNames/><calcPr/></workbook>".encode(),
            "xl/_rels/workbook.xml.rels": relations(*kinds),
            "xl/styles.xml": _google_styles(),
            "xl/sharedStrings.xml": texts(*shared),
            **{f"xl/worksheets/sheet{at}.xml": page for at, page in enumerate(pages.values(), 1)},
        }
    )


DATE_STYLE = 300
DAY_ZERO = date(1899, 12, 30).toordinal()


def _google_styles() -> bytes:
    looks = '<xf borderId="0" fillId="0" fontId="0" numFmtId="0" applyAlignment="1"/>' * DATE_STYLE
    day = '<xf borderId="0" fillId="0" fontId="0" numFmtId="164" applyNumberFormat="1"/>'
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        f'</numFmts><cellXfs count="{DATE_STYLE + 1}">{looks}{day}</cellXfs></styleSheet>'
    ).encode()


def _google_sheet(rows: list[list[Any]], shared: dict[str, int]) -> bytes:
    lines = []
    for number in range(1, len(rows) + 1_001):
        values = rows[number - 1] if number <= len(rows) else [None] * 8
        cells = "".join(_google_cell(f"{letters(at)}{number}", value, shared) for at, value in enumerate(values, 1))
        lines.append(f'<row r="{number}" ht="15.75" customHeight="1">{cells}</row>')
    return sheet("".join(lines))


def _google_cell(address: str, value: Any, shared: dict[str, int]) -> str:
    if isinstance(value, date):
        return f'<c r="{address}" s="{DATE_STYLE}"><v>{value.toordinal() - DAY_ZERO}.0</v></c>'
    if isinstance(value, str):
        return f'<c r="{address}" s="7" t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'
    return cell(address, None if value is None else float(value), 9)
