"""The small parts of a workbook's package: which sheets it has and where, its shared texts, its number formats.

References: ECMA-376 part 1, 12.3 (parts), 18.2 (workbook), 18.4 (shared strings), 18.8 (styles).
Changes when something else is needed of a workbook beside its cells.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from planner.workbook.xlsx.addresses import row_and_column
from planner.workbook.xlsx.number_formats import BUILT_IN, EPOCH, EPOCH_1904
from planner.workbook.xlsx.package_xml import MAIN, PIECE, STRICT, first_tag, pieces, read_texts, read_tree

MOST_TOTALS = 10  # rows of a Table; Excel writes one
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class BookParts:
    """A workbook's sheets (title and part of each), its day zero, shared texts, and number format of each style."""

    sheets: tuple[tuple[str, str], ...]
    epoch: datetime
    texts: tuple[str, ...]
    formats: tuple[str, ...]


class StrictWorkbook(Exception):
    """The workbook is written in the strict form of its standard, whose names are others."""


class Package:
    """A zip file whose parts are found as Excel finds them: whatever the case of their names.

    ``most_read`` bounds the bytes that the parts to be read inflate to together; ``read`` are those that were.
    """

    def __init__(self, archive: ZipFile, most_read: int) -> None:
        self._archive, self._left = archive, most_read
        self.read: set[str] = set()
        self._names = {name.replace("\\", "/").lstrip("/").casefold(): name for name in archive.namelist()}

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._names

    def pieces(self, part: str, most_tags: int) -> Iterator[bytes]:
        """Return a part's bytes piece by piece; raises ValueError when it is not there, too large or has more tags."""
        name = self._name(part)
        self.read.add(name)
        self._left -= self._archive.getinfo(name).file_size  # a part never inflates to more than it declares
        if self._left < 0:
            raise ValueError(f"its part {part} has more in it than can be read")
        return pieces(self._archive, name, most_tags)

    def beginning(self, part: str) -> tuple[bytes, bool]:
        """Return the first bytes of a part that is not read, and whether they are all."""
        info = self._archive.getinfo(self._name(part))
        with self._archive.open(info) as stream:
            head = stream.read(PIECE)
        return head, len(head) == info.file_size

    def _name(self, part: str) -> str:
        if part not in self:
            raise ValueError(f"its part {part} is missing")
        return self._names[part.casefold()]


def read_parts(package: Package, most_tags: int) -> BookParts:
    """Read the small parts; raises ValueError or ExpatError when the package is damaged.

    Raises :class:`StrictWorkbook` for the strict form.
    """
    book_part = {kind: part for kind, part in related_parts(package, "").values()}.get("officeDocument")
    if book_part is None:
        raise ValueError("it does not say which of its parts is the workbook")
    book, related = read_tree(package.pieces(book_part, MOST_SMALL_TAGS)), related_parts(package, book_part)
    if book.tag.startswith(STRICT):
        raise StrictWorkbook
    part_of = {kind: part for kind, part in related.values()}
    properties = book.find(MAIN + "workbookPr")
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    texts = part_of.get("sharedStrings")
    return BookParts(
        tuple(_sheets(book, related, package)),
        EPOCH_1904 if since_1904 else EPOCH,
        read_texts(package.pieces(texts, most_tags // 2)) if texts else (),  # a text has half of the tags of a cell
        tuple(_formats(package, part_of.get("styles"))),
    )


# Half as many elements, of some hundred bytes each; a workbook with all 64,000 styles that Excel allows has a tenth.
MOST_SMALL_TAGS = 1_000_000


def relations_part(part: str) -> str:
    """Return the part that says to which others a part refers; it may be missing when that is none."""
    folder = dirname(part)
    return join(folder, "_rels", f"{part[len(folder) :].lstrip('/')}.rels")


def related_parts(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the name of every part that a part refers to, by the identifier that it uses for it."""
    folder, found = dirname(part), {}
    for one in read_tree(package.pieces(relations_part(part), MOST_SMALL_TAGS)):
        target = normpath(join("/", folder, one.get("Target", "").replace("\\", "/")))
        found[one.get("Id", "")] = one.get("Type", "").rpartition("/")[2], target.lstrip("/")
    return found


def _sheets(book: Element, related: dict[str, tuple[str, str]], package: Package) -> Iterator[tuple[str, str]]:
    for sheet in book.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        title = sheet.get("name", "")
        kind, part = related.get(sheet.get(_RELATION, ""), ("worksheet", ""))
        if kind == "worksheet":
            if part not in package:
                raise ValueError(f"the part that holds its sheet {title[:40]} is missing")
            yield title, part


def _formats(package: Package, part: str | None) -> Iterator[str]:
    if part:
        styles = read_tree(package.pieces(part, MOST_SMALL_TAGS))
        own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter(MAIN + "numFmt")}
        for style in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
            number = style.get("numFmtId", "0")
            if not number.isdecimal():
                raise ValueError(f"its number format {number[:20]} is none")
            yield own.get(number) or BUILT_IN.get(int(number), "")


def read_totals(package: Package, sheet: str) -> tuple[tuple[int, str], ...]:
    """Return the rows of totals of a sheet's Tables, each with the Table's name; a damaged Table has none.

    Reference: ECMA-376 part 1, 18.5.1.2 (table).
    """
    try:
        tables = [part for kind, part in related_parts(package, sheet).values() if kind == "table"]
        return tuple(row for part in tables for row in _totals(first_tag(package.beginning(part)[0])))
    except (ExpatError, LookupError, OSError, ValueError):
        return ()


def _totals(table: dict[str, str]) -> Iterator[tuple[int, str]]:
    bottom, count = row_and_column(table["ref"].rpartition(":")[2])[0], int(table.get("totalsRowCount", "0"))
    for number in range(max(bottom - count, 0) + 1, bottom + 1) if 0 < count < MOST_TOTALS else ():
        yield number, table.get("displayName", "")
