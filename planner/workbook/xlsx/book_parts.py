"""The workbook as a whole: which sheets it has and where, its day zero, its shared texts, its number formats.

What is said of a part's root holds for the trees of the reader and for those of an editor alike.

References: ECMA-376 part 1, 12.3 (parts), 18.2 (workbook), 18.4 (shared strings), 18.8 (styles).
Changes when something else is needed of a workbook beside its cells.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.parsers.expat import ExpatError

from planner.workbook.xlsx.addresses import row_and_column
from planner.workbook.xlsx.cells import Fault
from planner.workbook.xlsx.number_formats import BUILT_IN, EPOCH, EPOCH_1904
from planner.workbook.xlsx.package import Package, RefusedPackage, Relation
from planner.workbook.xlsx.package_faults import SAVE_AS
from planner.workbook.xlsx.package_xml import OFFICE, STRICT, first_tag, main, read_texts

MOST_TOTALS = 10  # rows of a Table; Excel writes one
Root = Any  # of the standard library or of lxml, which has no types


@dataclass(frozen=True, slots=True)
class BookParts:
    """A workbook's sheets (title and part of each), its day zero, shared texts, and number format of each style."""

    sheets: tuple[tuple[str, str], ...]
    epoch: datetime
    texts: tuple[str, ...]
    formats: tuple[str, ...]


def read_parts(package: Package, most_tags: int) -> BookParts:
    """Read what every sheet's cells need; raises ValueError or ExpatError when the package is damaged.

    Raises :class:`RefusedPackage` for the strict form.
    """
    part, book = find_book(package)
    related = package.relations(part)
    part_of = {one.kind: one.part for one in reversed(related)}
    texts, styles = part_of.get("sharedStrings"), part_of.get("styles")
    return BookParts(
        worksheets(package, book, related),
        epoch_of(book),
        read_texts(package.pieces(texts, most_tags // 2)) if texts else (),  # a text has half of the tags of a cell
        tuple(_formats(package.tree(styles))) if styles else (),
    )


def find_book(package: Package) -> tuple[str, Root]:
    """Return the part that is the workbook, and its root; raises ValueError when there is none.

    Raises :class:`RefusedPackage` when it has the strict form of the standard, whose names are others.
    """
    found = package.related("", "officeDocument")
    if not found:
        raise ValueError("it does not say which of its parts is the workbook")
    root = package.tree(found[0].part)
    if root.tag.startswith(STRICT):
        raise RefusedPackage(Fault("not-xlsx", "the workbook is a Strict Open XML one.", SAVE_AS))
    return found[0].part, root


def worksheets(package: Package, book: Root, related: Iterable[Relation]) -> tuple[tuple[str, str], ...]:
    """Return title and part of each worksheet of a workbook with these relations; other kinds of sheets are left out.

    Raises ValueError when one of them has no part.
    """
    named = {one.identifier: one for one in related}
    found = []
    for entry in sheet_entries(book):
        title, relation = entry.get("name", ""), named.get(entry.get(f"{{{OFFICE}}}id"))
        if relation is None or (relation.kind == "worksheet" and relation.part not in package):
            raise ValueError(f"the part that holds its sheet {title[:40]} is missing")
        if relation.kind == "worksheet":
            found.append((title, relation.part))
    return tuple(found)


def sheet_entries(book: Root) -> list[Root]:
    """Return what a workbook's root says of each of its sheets, of whatever kind."""
    return list(book.iterfind(f"{main('sheets')}/{main('sheet')}"))


def epoch_of(book: Root) -> datetime:
    """Return the day from which a workbook counts days."""
    properties = book.find(main("workbookPr"))
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return EPOCH_1904 if since_1904 else EPOCH


def own_formats(styles: Root) -> dict[str, str]:
    """Return the number formats that a workbook defines itself, by their numbers."""
    return {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter(main("numFmt"))}


def number_format(number: str, own: dict[str, str]) -> str:
    """Return the number format with a number, its own or one of Excel's; raises ValueError when that is none."""
    if not number.isdecimal():
        raise ValueError(f"its number format {number[:20]} is none")
    return own.get(number) or BUILT_IN.get(int(number), "")


def _formats(styles: Root) -> Iterator[str]:
    own = own_formats(styles)
    return (number_format(xf.get("numFmtId", "0"), own) for xf in styles.iterfind(f"{main('cellXfs')}/{main('xf')}"))


def read_totals(package: Package, sheet: str) -> tuple[tuple[int, str], ...]:
    """Return the rows of totals of a sheet's Tables, each with the Table's name; a damaged Table has none.

    Reference: ECMA-376 part 1, 18.5.1.2 (table).
    """
    try:
        tables = package.related(sheet, "table")
        return tuple(row for one in tables for row in _totals(first_tag(package.beginning(one.part)[0])))
    except (ExpatError, LookupError, OSError, ValueError):
        return ()


def _totals(table: dict[str, str]) -> Iterator[tuple[int, str]]:
    bottom, count = row_and_column(table["ref"].rpartition(":")[2])[0], int(table.get("totalsRowCount", "0"))
    for number in range(max(bottom - count, 0) + 1, bottom + 1) if 0 < count < MOST_TOTALS else ():
        yield number, table.get("displayName", "")
