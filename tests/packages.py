"""Workbooks as the zip files of XML that they are, to be made by hand or taken apart and put together otherwise."""

from collections.abc import Mapping
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
Parts = dict[str, bytes]


def pack(parts: Mapping[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """Return the zip file that holds the parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def unpack(data: bytes) -> Parts:
    """Return a zip file's parts."""
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the package with some parts replaced or added."""
    return pack(unpack(data) | dict(changed))


def letters(number: int) -> str:
    """Return the letters of a column below 27."""
    return chr(64 + number)


def cell(address: str, value: object, style: int = 0) -> str:
    """Return a cell's XML: a number as such, a text inline, None as a cell that has nothing but its style."""
    if value is None:
        return f'<c r="{address}" s="{style}"/>'
    if isinstance(value, str):
        return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{address}" s="{style}"><v>{value}</v></c>'


def row(number: int, *values: object, attributes: str = "", styles: Mapping[int, int] | None = None) -> str:
    """Return a row's XML; ``styles`` by column counted from 1."""
    cells = (
        cell(f"{letters(at)}{number}", value, (styles or {}).get(at, 0))
        for at, value in enumerate(values, 1)
        if value is not None or (styles or {}).get(at)
    )
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


def sheet(rows: str, after: str = "", namespace: str = MAIN) -> bytes:
    """Return a worksheet part."""
    return f'{HEAD}<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


def styles(*formats: str) -> bytes:
    """Return a styles part whose style number n, counted from 1, has the n-th number format; 0 is General."""
    own = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{escape(f)}"/>' for at, f in enumerate(formats))
    xfs = "".join(f'<xf numFmtId="{164 + at}" applyNumberFormat="1"/>' for at in range(len(formats)))
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{own}</numFmts>'
        f'<cellXfs count="{len(formats) + 1}"><xf numFmtId="0"/>{xfs}</cellXfs></styleSheet>'
    ).encode()


def texts(*shared: str) -> bytes:
    """Return a shared strings part."""
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
    return f'{HEAD}<sst xmlns="{MAIN}" count="{len(shared)}" uniqueCount="{len(shared)}">{items}</sst>'.encode()


def relations(*kinds_and_targets: tuple[str, str]) -> bytes:
    """Return a relationships part, its identifiers rId1, rId2, …."""
    lines = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(kinds_and_targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'.encode()


def book_parts(sheets: Mapping[str, bytes], properties: str = "", number_formats: tuple[str, ...] = ()) -> Parts:
    """Return the parts of a workbook without shared texts that holds the sheet parts under their titles."""
    names = "".join(
        f'<sheet name="{escape(title)}" sheetId="{at}" r:id="rId{at}"/>' for at, title in enumerate(sheets, 1)
    )
    book = f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{names}</sheets></workbook>'
    related = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>'.encode(),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": relations(*related, ("styles", "styles.xml")),
        "xl/styles.xml": styles(*number_formats),
        **{f"xl/worksheets/sheet{at}.xml": part for at, part in enumerate(sheets.values(), 1)},
    }
