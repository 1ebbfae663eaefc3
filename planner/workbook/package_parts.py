"""The small parts of a workbook's package: which sheets it has and where, its shared texts, its number formats.

References: ECMA-376 part 1, 12.3 (parts), 18.2 (workbook), 18.4 (shared strings), 18.8 (styles).
Changes when something else is needed of a workbook beside its cells.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from posixpath import dirname, join, normpath
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from zipfile import ZipFile

from planner.workbook.number_formats import BUILT_IN, EPOCH, EPOCH_1904

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class BookParts:
    """A workbook's sheets (title and part of each), its day zero, shared texts, and number format of each style."""

    sheets: tuple[tuple[str, str], ...]
    epoch: datetime
    texts: tuple[str, ...]
    formats: tuple[str, ...]


def new_parser() -> expat.XMLParserType:
    """Return a parser whose names are ``namespace}name``; a document with entities of its own is refused."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> NoReturn:
    raise ValueError("the file defines its own XML entities")


def read_parts(package: ZipFile) -> BookParts:
    """Read the small parts; raises LookupError, ValueError or ExpatError when the package is damaged."""
    book_part = {kind: part for kind, part in _related(package, "").values()}["officeDocument"]
    book, related = _tree(package, book_part), _related(package, book_part)
    part_of = {kind: part for kind, part in related.values()}
    properties = book.find(MAIN + "workbookPr")
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return BookParts(
        tuple(_sheets(book, related, set(package.namelist()))),
        EPOCH_1904 if since_1904 else EPOCH,
        tuple(_texts(package, part_of.get("sharedStrings"))),
        tuple(_formats(package, part_of.get("styles"))),
    )


def _tree(package: ZipFile, part: str) -> Element:
    builder, parser = TreeBuilder(), new_parser()
    # trees look names up as {namespace}name
    parser.StartElementHandler = lambda tag, attributes: builder.start("{" + tag, attributes)
    parser.EndElementHandler = lambda tag: builder.end("{" + tag)
    parser.CharacterDataHandler = builder.data
    parser.Parse(package.read(part), True)
    return builder.close()


def _related(package: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the name of every part that a part refers to, by the identifier that it uses for it."""
    folder = dirname(part)
    relations = _tree(package, join(folder, "_rels", f"{part[len(folder) :].lstrip('/')}.rels"))
    found = {}
    for one in relations:
        target = normpath(join("/", folder, one.get("Target", "")))
        found[one.get("Id", "")] = one.get("Type", "").rpartition("/")[2], target[1:]
    return found


def _sheets(book: Element, related: dict[str, tuple[str, str]], parts: set[str]) -> Iterator[tuple[str, str]]:
    for sheet in book.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        kind, part = related.get(sheet.get(_RELATION, ""), ("", ""))
        if kind == "worksheet" and part in parts:
            yield sheet.get("name", ""), part


def _texts(package: ZipFile, part: str | None) -> Iterator[str]:
    for item in _tree(package, part) if part else ():
        runs = (text.text for child in item if child.tag != MAIN + "rPh" for text in child.iter(MAIN + "t"))
        yield "".join(run or "" for run in runs).replace("x005F_", "")


def _formats(package: ZipFile, part: str | None) -> Iterator[str]:
    if part:
        styles = _tree(package, part)
        own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter(MAIN + "numFmt")}
        for style in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
            number = style.get("numFmtId", "0")
            yield own.get(number) or BUILT_IN.get(int(number), "")
