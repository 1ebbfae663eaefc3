"""Small files that would take all time or memory there is: bombs, and tables that are larger than they look.

Each is made when its test runs, as some of them are large before they are packed.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tests.packages import HEAD, MAIN, pack, relations, row
from tests.sanity.hostile.case import CREW_ROWS, Case, Told, crew_parts, of_bytes, of_sheets, sound
from tests.unit.workbook.books import BOOKINGS_HEAD, CREW_HEAD, write_folder

FILE, SHEET, TEXTS = "unreadable-file", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
DAMAGED, DAMAGED_SHEET = (FILE, "crew.xlsx"), (FILE, "crew.xlsx › Crew")
BEGIN = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'
END = "</sheetData></worksheet>"
MB = 1_000_000
LONGEST = 190 * MB  # just below what a file may unpack to
DEEPEST = 7 * MB  # a tag has its end, and both together are just below what a part may have


def streamed(part: str, *pieces: tuple[str, int]) -> Callable[[Path], None]:
    """Return what makes a crew workbook of whose parts one is these texts, each as often as said."""

    def make(folder: Path) -> None:
        stream = BytesIO()
        with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as package:
            for name, content in crew_parts().items():
                if name != part:
                    package.writestr(name, _with_texts(name, content, part))
            with package.open(part, "w") as file:
                for text, count in pieces:
                    whole, rest = divmod(count, 10_000)
                    for _ in range(whole):
                        file.write((text * 10_000).encode())
                    file.write((text * rest).encode())
        sound(folder).write_bytes(stream.getvalue())

    return make


def _with_texts(name: str, content: bytes, part: str) -> bytes:
    if name == "xl/_rels/workbook.xml.rels" and part == TEXTS:
        return relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))
    return content


def bomb(name: str, part: str, *pieces: tuple[str, int], told: Told | None = DAMAGED) -> Case:
    """Return a folder whose crew workbook has such a part; None says that it is read all the same."""
    return Case(name, streamed(part, *pieces), (told,) if told else (), told is not None)


def tall(name: str, rows: Callable[[], Iterable[str]], *told: Told) -> Case:
    """Return a folder whose Crew sheet has these rows."""
    return Case(name, lambda folder: streamed(SHEET, (BEGIN, 1), ("".join(rows()), 1), (END, 1))(folder), told)


def many_parts(data: bytes) -> bytes:
    stream = BytesIO(data)
    with ZipFile(stream, "a") as package:
        for at in range(1_001):
            package.writestr(f"xl/media/{at}.xml", b"")
    return stream.getvalue()


def million_entries(data: bytes) -> bytes:
    """Return a zip file whose table of contents names one part over and over."""
    start, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entry = data[start : data.index(b"PK\x01\x02", start + 4)]
    contents = entry * 1_000_000
    closing = bytearray(data[end:])
    closing[8:12] = b"\xff\xff\xff\xff"
    closing[12:16] = len(contents).to_bytes(4, "little")
    return data[:start] + contents + bytes(closing)


def deep_parts(data: bytes) -> bytes:
    """Return a zip file all of whose entries are one and the same large part."""
    stream = BytesIO(data)
    with ZipFile(stream, "a", ZIP_DEFLATED) as package:
        package.writestr("xl/media/0.xml", b"<a/>" * 5 * MB)
        one = package.infolist()[-1]
        for at in range(1, 900):
            package.filelist.append(one)
            package.NameToInfo[f"xl/media/{at}.xml"] = one
        package._didModify = True
    return stream.getvalue()


def cells(count: int) -> Iterable[str]:
    """Yield rows of different numbers, ten to a row and all in columns that are not read, ``count`` in all."""
    for at in range(4, count // 10 + 4):
        yield row(at, *(None,) * 9, *(at * 10 + column for column in range(10)))


def csv_of(data: bytes) -> Callable[[Path], None]:
    """Return what makes a sound folder whose crew is a file of these bytes."""

    def make(folder: Path) -> None:
        sound(folder).unlink()
        (folder / "Crew.csv").write_bytes(data)

    return make


def nearly_known(folder: Path) -> None:
    """Write a folder of 20,000 people with long identifiers, and bookings of a hundred who are nearly those."""
    strangers = [("P1", f"Person {at} with a long name", None, "never") for at in range(100)]
    paths = write_folder(folder, bookings=(BOOKINGS_HEAD, *strangers))
    people = (row(at, f"Person {at} of the long list", f"Name {at}", "Grip") for at in range(4, 20_004))
    paths.crew.write_bytes(pack(crew_parts(CREW_ROWS + "".join(people))))


DANGERS = (
    Case(
        "people who are nearly known",
        nearly_known,
        tuple(("unknown-crew", f"productions.xlsx › Bookings!B{at}") for at in range(2, 102)),
    ),
    Case("a csv of commas", lambda folder: csv_of(b"," * 49 * MB)(folder), ((FILE, "Crew.csv"),)),
    Case(
        "a csv of as many commas as may be",
        lambda folder: csv_of(b"," * 10 * MB)(folder),
        (("missing-column", "Crew.csv"),),
    ),
    Case("a csv of blank lines", lambda folder: csv_of(b"\n" * 2 * MB)(folder), (("missing-column", "Crew.csv"),)),
    Case("a csv of more lines", lambda folder: csv_of(b"\n" * 49 * MB)(folder), ((FILE, "Crew.csv"),)),
    Case("a csv without end", lambda folder: csv_of(b"x" * 51 * MB)(folder), ((FILE, "Crew.csv"),)),
    Case("a csv of one quote", lambda folder: csv_of(b'"' + b"x" * 40 * MB)(folder), ((FILE, "Crew.csv › A1"),)),
    bomb("zip bomb", "xl/media/image1.png", ("\0" * 1_000, 200_001)),
    bomb("zip bomb in the sheet", SHEET, (BEGIN, 1), (" " * 1_000, 200_000), (END, 1)),
    of_bytes("1,001 parts more", many_parts, DAMAGED),
    of_bytes("a million entries", million_entries, DAMAGED),
    of_bytes("one part as nine hundred", deep_parts, DAMAGED),
    bomb(
        "tags within tags",
        SHEET,
        (BEGIN, 1),
        ("<a>", DEEPEST),
        ("</a>", DEEPEST),
        (END, 1),
        told=DAMAGED_SHEET,
    ),
    bomb("tags after tags", SHEET, (BEGIN, 1), ("<a/>", LONGEST // 4), (END, 1), told=DAMAGED_SHEET),
    bomb("tags of comments", SHEET, (BEGIN, 1), ("<!--<c <f <row -->", LONGEST // 18), (END, 1), told=DAMAGED_SHEET),
    bomb(
        "a tag of attributes",
        SHEET,
        (BEGIN + "<a", 1),
        *((f' a{at}=""', 1) for at in range(400_000)),
        ("/>" + END, 1),
        told=DAMAGED_SHEET,
    ),
    bomb(
        "an address without end",
        SHEET,
        (BEGIN + '<row r="2"><c r="', 1),
        ("A", LONGEST),
        ('2"><v>1</v></c></row>' + END, 1),
        told=DAMAGED_SHEET,
    ),
    bomb(
        "a text without end",
        SHEET,
        (BEGIN + '<row><c t="str"><v>', 1),
        ("A", LONGEST),
        ("</v></c></row>" + END, 1),
        told=DAMAGED_SHEET,
    ),
    bomb(
        "texts of which each character takes four bytes",
        TEXTS,
        (f'<sst xmlns="{MAIN}">', 1),
        (f"<si><t>{'x' * 4_000}🎬</t></si>", 47_000),
        ("</sst>", 1),
    ),
    bomb("shared texts without number", TEXTS, (f'<sst xmlns="{MAIN}">', 1), ("<si/>", LONGEST // 5), ("</sst>", 1)),
    bomb(
        "shared texts within each other",
        TEXTS,
        (f'<sst xmlns="{MAIN}">', 1),
        ("<si>", DEEPEST),
        ("</si>", DEEPEST),
        ("</sst>", 1),
    ),
    bomb(
        "styles without number",
        "xl/styles.xml",
        (f'<styleSheet xmlns="{MAIN}"><cellXfs>', 1),
        ("<xf/>", LONGEST // 5),
        ("</cellXfs></styleSheet>", 1),
    ),
    bomb(
        "styles within each other",
        "xl/styles.xml",
        (f'<styleSheet xmlns="{MAIN}">', 1),
        ("<xf>", 490_000),
        ("</xf>", 490_000),
        ("</styleSheet>", 1),
        told=None,
    ),
    bomb(
        "a workbook of sheets",
        "xl/workbook.xml",
        (f'<workbook xmlns="{MAIN}"><sheets>', 1),
        ("<sheet/>", LONGEST // 8),
        ("</sheets></workbook>", 1),
    ),
    bomb(
        "a row a million times in the last column",
        SHEET,
        (BEGIN, 1),
        ('<row><c r="XFD1"><v>1</v></c></row>', 600_000),
        (END, 1),
        told=("missing-column", "crew.xlsx › Crew"),
    ),
    bomb(
        "a row a million times in column 200",
        SHEET,
        (BEGIN, 1),
        ('<row><c r="GR1"><v>1</v></c></row>', 600_000),
        (END, 1),
        told=(FILE, "crew.xlsx › Crew!A100001"),
    ),
    bomb(
        "more cells than are read",
        SHEET,
        (BEGIN, 1),
        ("<row>" + "<c><v>1</v></c>" * 10 + "</row>", 200_001),
        (END, 1),
        told=(FILE, "crew.xlsx › Crew!A200001"),
    ),
    tall(
        "more cells than are read, all different",
        lambda: (CREW_ROWS, *cells(2_000_001)),
        (FILE, "crew.xlsx › Crew!A200002"),
    ),
    of_sheets(
        "long names that nobody has",
        *(("unknown-crew", f"productions.xlsx › Bookings!B{at}") for at in range(2, 202)),
        bookings=(BOOKINGS_HEAD, *(("P1", "y" * 30_000 + str(at), None, "never") for at in range(200))),
    ),
    of_sheets(
        "a column of roles that are none",
        *(("unknown-role", f"crew.xlsx › Crew!C{at}") for at in range(2, 1_502)),
        roles=(("Role",), ("Gaffer",), ("Grip",), *((f"Role {at:04}",) for at in range(2_000))),
        crew=(CREW_HEAD, *((f"C{at}", f"Name {at}", f"Rule {at}") for at in range(1_500))),
    ),
)
