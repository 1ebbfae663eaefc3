"""Packages whose parts are missing, broken, or do not fit together."""

import re
from collections.abc import Callable

from tests.packages import MAIN, OFFICE, Parts, pack, relations, row, styles
from tests.sanity.hostile.case import CREW_ROWS, crew_parts, of_bytes, of_parts

FILE, SHEET = "unreadable-file", "xl/worksheets/sheet1.xml"
DAMAGED = (FILE, "crew.xlsx")
DAMAGED_SHEET = (FILE, "crew.xlsx › Crew")
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/hostname">'
SOUND: Parts = crew_parts()


def at(cell: str) -> tuple[str, str]:
    return FILE, f"crew.xlsx › Crew!{cell}"


def third_row(xml: str) -> dict[str, str]:
    """Return a Crew sheet with this XML as its last row."""
    return {"rows": CREW_ROWS + xml}


def without_sheets(parts: Parts) -> bytes:
    book = parts["xl/workbook.xml"]
    return book[: book.index(b"<sheets>")] + b"<sheets/></workbook>"


def twice(title: str) -> bytes:
    """Return a workbook part with two sheets, both of the same part."""
    one, two = (f'<sheet name="{name}" sheetId="{at}" r:id="rId1"/>' for at, name in enumerate(("Crew", title), 1))
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{one}{two}</sheets></workbook>'.encode()


def named(change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """Return what gives every part but the list of types another name."""
    return lambda _: pack(
        {"[Content_Types].xml": SOUND["[Content_Types].xml"]}
        | {change(name): content for name, content in SOUND.items() if name != "[Content_Types].xml"}
    )


PARTS = (
    of_parts(
        "strict",
        ("not-xlsx", "crew.xlsx"),
        change={
            "xl/workbook.xml": SOUND["xl/workbook.xml"].replace(
                MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            )
        },
    ),
    of_parts("no list of types", ("not-xlsx", "crew.xlsx"), change={"[Content_Types].xml": None}),
    of_parts("no first relations", DAMAGED, change={"_rels/.rels": None}),
    of_parts("first relations to nothing", DAMAGED, change={"_rels/.rels": relations()}),
    of_parts("no relations of the workbook", DAMAGED, change={"xl/_rels/workbook.xml.rels": None}),
    of_parts("no workbook part", DAMAGED, change={"xl/workbook.xml": None}),
    of_parts("no sheet part", DAMAGED, change={SHEET: None}),
    of_parts("no styles part", DAMAGED, change={"xl/styles.xml": None}),
    of_parts(
        "no shared texts part",
        DAMAGED,
        change={
            "xl/_rels/workbook.xml.rels": relations(
                ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
            )
        },
    ),
    of_parts("no sheet at all", DAMAGED, change={"xl/workbook.xml": without_sheets(SOUND)}),
    of_parts("workbook part cut", DAMAGED, change={"xl/workbook.xml": SOUND["xl/workbook.xml"][:-20]}),
    of_parts("styles of another kind", DAMAGED, change={"xl/styles.xml": b"colour: red"}),
    of_parts(
        "styles by a wrong number",
        DAMAGED,
        change={"xl/styles.xml": styles("0").replace(b'xf numFmtId="164"', b'xf numFmtId="x"')},
    ),
    of_parts("sheet cut", DAMAGED_SHEET, change={SHEET: SOUND[SHEET][:-40]}),
    of_parts("sheet empty", DAMAGED_SHEET, change={SHEET: b""}),
    of_parts("sheet not in UTF-8", DAMAGED_SHEET, change={SHEET: SOUND[SHEET].replace(b"Ada", b"\xc4da")}),
    of_parts("sheet with an unknown entity", DAMAGED_SHEET, change={SHEET: SOUND[SHEET].replace(b"Ada", b"&ada;")}),
    of_parts("sheet with a forbidden character", DAMAGED_SHEET, change={SHEET: SOUND[SHEET].replace(b"Ada", b"\x01")}),
    of_parts("entities in the workbook", DAMAGED, change={"xl/workbook.xml": (ENTITIES + "<a/>").encode()}),
    of_parts("entities in the sheet", DAMAGED, change={SHEET: (ENTITIES + "<a>&b;</a>").encode()}),
    of_parts("a file from outside", DAMAGED, change={SHEET: (OUTSIDE + "<a/>").encode()}),
    of_parts("entities in UTF-16", DAMAGED_SHEET, change={SHEET: (ENTITIES + "<a>&b;</a>").encode("utf-16")}),
    of_parts("a wrong shared text", at("A4"), **third_row('<row r="4"><c r="A4" t="s"><v>7</v></c></row>')),
    of_parts("a negative shared text", at("A4"), **third_row('<row r="4"><c r="A4" t="s"><v>-1</v></c></row>')),
    of_parts("a number with a comma", at("G4"), **third_row('<row r="4"><c r="G4"><v>1,5</v></c></row>')),
    of_parts("a style that is no number", at("A4"), **third_row('<row r="4"><c r="A4" s="x"><v>1</v></c></row>')),
    of_parts("a column beyond the last", DAMAGED_SHEET, **third_row('<row r="4"><c r="XFE4"><v>1</v></c></row>')),
    of_parts("an address without a column", DAMAGED_SHEET, **third_row('<row r="4"><c r="4"><v>1</v></c></row>')),
    of_parts("row zero", DAMAGED_SHEET, **third_row('<row r="0"><c><v>1</v></c></row>')),
    of_parts("a row beyond the last", DAMAGED_SHEET, **third_row('<row r="1048577"><c><v>1</v></c></row>')),
    of_parts("an endless row number", DAMAGED_SHEET, **third_row('<row r="1e999"><c><v>1</v></c></row>')),
    of_parts("a row there twice", DAMAGED_SHEET, **third_row(row(3, "C3"))),
    of_parts(
        "two sheets of one name", ("duplicate-sheet", "crew.xlsx › CREW "), change={"xl/workbook.xml": twice("CREW ")}
    ),
    # odd, and read all the same
    of_parts("a style that is not there", refused=False, rows=CREW_ROWS.replace('s="0"', 's="99"')),
    of_parts(
        "rows in disorder",
        refused=False,
        rows="".join(reversed([part + "</row>" for part in CREW_ROWS.split("</row>")[:-1]])),
    ),
    of_parts("rows and cells without numbers", refused=False, rows=re.sub(r' r="[A-Z]*[0-9]+"', "", CREW_ROWS)),
    of_parts(
        "a wrong dimension",
        refused=False,
        change={SHEET: SOUND[SHEET].replace(b"<sheetData>", b'<dimension ref="A1"/><sheetData>')},
    ),
    of_parts(
        "a far too large dimension",
        refused=False,
        change={SHEET: SOUND[SHEET].replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')},
    ),
    of_parts(
        "a sheet in UTF-16",
        refused=False,
        change={SHEET: SOUND[SHEET].decode().replace("UTF-8", "UTF-16").encode("utf-16")},
    ),
    of_parts(
        "names with a prefix",
        refused=False,
        change={
            SHEET: SOUND[SHEET]
            .replace(b"</", b"<//")
            .replace(b"<", b"<x:")
            .replace(b"<x://", b"</x:")
            .replace(b"<x:?", b"<?")
            .replace(b"xmlns=", b"xmlns:x=")
        },
    ),
    of_parts(
        "comments and character data",
        refused=False,
        change={
            SHEET: SOUND[SHEET]
            .replace(b"Gaffer", b"<![CDATA[Gaffer]]>")
            .replace(b"<sheetData>", b"<!-- <c r='A9'> --><sheetData>")
        },
    ),
    of_bytes("part names in another case", named(str.upper), refused=False),
    of_bytes("part names with backslashes", named(lambda name: name.replace("/", "\\")), refused=False),
)
