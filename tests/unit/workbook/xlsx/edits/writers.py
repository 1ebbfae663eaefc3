"""One small workbook in the shapes of many writers: where their parts stand, how they are named and referred to.

Sheet ``People``: a header ``Name``, ``Day``, ``Rate``; below it Ana and Ben. The shapes were taken from files of the
writers that they are called after.
"""

from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook as OpenpyxlWorkbook
from xlsxwriter import Workbook as XlsxWriterWorkbook

from tests.packages import HEAD, MAIN, OFFICE, PACKAGE, Parts, pack, texts

ROWS = (("Name", "Day", "Rate"), ("Ana", 46388, 100), ("Ben", 46389, 200.5))
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
WORKBOOK, SHEET = f"{TYPES}sheet.main+xml", f"{TYPES}worksheet+xml"
_XF = '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0" xfId="0"/>'
STYLES = f"""{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="2">{_XF.format(0)}{_XF.format(14)}</cellXfs></styleSheet>"""
EMPTY_STYLES = f'{HEAD}<styleSheet xmlns="{MAIN}" xmlns:x14ac="urn:x"></styleSheet>'


def _inline(text: str) -> str:
    return f'<c AT STYLE t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _as_formula_result(text: str) -> str:
    return f'<c AT STYLE t="str"><v>{text}</v></c>'


def _shared(text: str) -> str:
    return f'<c AT STYLE t="s"><v>{SHARED.index(text)}</v></c>'


SHARED = ["Name", "Day", "Rate", "Ana", "Ben"]


def _sheet(text: Callable[[str], str], *, day_style: int = 1, addresses: bool = True, prefix: str = "") -> str:
    rows = ""
    for number, values in enumerate(ROWS, 1):
        cells = ""
        for letter, value in zip("ABC", values, strict=True):
            made = text(value) if isinstance(value, str) else f"<c AT STYLE><v>{value}</v></c>"
            made = made.replace(" AT", f' r="{letter}{number}"' if addresses else "")
            dated = isinstance(value, int) and letter == "B" and day_style
            cells += made.replace(" STYLE", f' s="{day_style}"' if dated else "")
        rows += f'<row r="{number}">{cells}</row>' if addresses else f"<row>{cells}</row>"
    return _named(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>', prefix)


def _named(xml: str, prefix: str) -> str:
    """Return XML whose elements have a prefix."""
    if not prefix:
        return xml
    head, rest = xml[: len(HEAD)], xml[len(HEAD) :]
    rest = rest.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:")
    return head + rest.replace(f'xmlns="{MAIN}"', f'xmlns:{prefix}="{MAIN}"')


def _package(
    sheet: str,
    *,
    styles: str | None = STYLES,
    styles_target: str | None = "styles.xml",
    base: str = "",
    shared: bool = False,
    default_xml: str = "application/xml",
    override_sheet: bool = True,
    prefix: str = "",
    more: Parts | None = None,
) -> Parts:
    """Return the parts; targets are relative, or begin with ``base``; ``styles_target`` None leaves them an orphan."""
    related = [("worksheet", "worksheets/sheet1.xml")]
    related += [("styles", styles_target)] if styles_target else []
    related += [("sharedStrings", "sharedStrings.xml")] if shared else []
    lines = "".join(
        f'<Relationship Id="R{at}" Type="{OFFICE}/{kind}" Target="{base}{target}"/>'
        for at, (kind, target) in enumerate(related)
    )
    overrides = f'<Override PartName="/xl/workbook.xml" ContentType="{WORKBOOK}"/>'
    overrides += f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET}"/>' if override_sheet else ""
    overrides += f'<Override PartName="/xl/{styles_target}" ContentType="{TYPES}styles+xml"/>' if styles_target else ""
    overrides += (
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}sharedStrings+xml"/>' if shared else ""
    )
    book = f'{HEAD}<workbook xmlns="{MAIN}"><sheets><sheet name="People" sheetId="1" IDENTIFIER/></sheets></workbook>'
    identified = _named(book, prefix).replace("IDENTIFIER", f'xmlns:r="{OFFICE}" r:id="R0"')
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONS}"/>'
        f'<Default Extension="xml" ContentType="{default_xml}"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="{"/" if base else ""}xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": identified,
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if styles is not None:
        parts[f"xl/{styles_target or 'styles.xml'}"] = styles
    encoded = {name: content.encode() for name, content in parts.items()}
    return encoded | ({"xl/sharedStrings.xml": texts(*SHARED)} if shared else {}) | (more or {})


def _of_openpyxl() -> bytes:
    book = OpenpyxlWorkbook()
    page = book.active
    page.title = "People"
    for values in ROWS:
        page.append(values)
    page["B2"].number_format = page["B3"].number_format = "yyyy-mm-dd"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _of_xlsxwriter() -> bytes:
    stream = BytesIO()
    book = XlsxWriterWorkbook(stream)
    page, day = book.add_worksheet("People"), book.add_format({"num_format": "yyyy-mm-dd"})
    for number, values in enumerate(ROWS):
        page.write_row(number, 0, values)
        if number:
            page.write_number(number, 1, values[1], day)
    book.close()
    return stream.getvalue()


def _folders(parts: Parts) -> Parts:
    return {"_rels/": b"", "xl/": b"", "xl/worksheets/": b""} | parts


def _marked(parts: Parts) -> Parts:
    """Return the parts with a byte order mark each."""
    return {name: b"\xef\xbb\xbf" + content for name, content in parts.items()}


def written() -> dict[str, bytes]:
    """Return the workbook by the name of the writer whose shape it has."""
    plain = _sheet(_inline, day_style=0)
    hand_made = {
        "PyExcelerate": _package(plain, styles=EMPTY_STYLES, styles_target=None),
        "PyExcelerate, styled": _package(_sheet(_inline)),
        "exceljs": _folders(_package(_sheet(_shared), shared=True)),
        "exceljs streaming, SheetJS": _package(_sheet(_as_formula_result)),
        "xlsx-populate": _package(_sheet(_shared), shared=True, styles=STYLES.replace(' count="2"', "")),
        "ClosedXML": _package(
            _sheet(_shared, prefix="x"),
            shared=True,
            base="/xl/",
            default_xml=WORKBOOK,
            prefix="x",
            styles=_named(STYLES, "x"),
        ),
        "Open XML SDK": _package(plain, styles=None, styles_target=None, base="/xl/", default_xml=SHEET),
        "EPPlus, excelize": _marked(_package(_sheet(_shared), shared=True, base="/xl/")),
        "Apache POI, Google Sheets, LibreOffice": _package(_sheet(_shared), shared=True),
        "without addresses": _package(_sheet(_inline, addresses=False)),
        "without styles": _package(plain, styles=None, styles_target=None),
        "styles that are none": _package(plain, styles="<x/>", styles_target=None),
        "styles that hold nothing": _package(plain, styles=EMPTY_STYLES),
        "an orphan with styles": _package(_sheet(_inline), styles_target=None),
        "an orphan beside styles": _package(
            plain, styles_target="styles1.xml", more={"xl/styles.xml": EMPTY_STYLES.encode()}
        ),
        "styles of another name": _package(plain, styles_target="looks.xml"),
        "styles in another case": _package(plain, styles_target="Styles.xml"),
        "styles that are missing": _package(plain, styles=None),
    }
    real = {"openpyxl": _of_openpyxl(), "XlsxWriter": _of_xlsxwriter()}
    return real | {writer: pack(parts) for writer, parts in hand_made.items()}
