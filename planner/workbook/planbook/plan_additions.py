"""What somebody added to a plan workbook, in words: a plan that is written anew does not have it.

Whatever stands in a sheet and nowhere in that sheet as the planner wrote it is somebody's own; so rows may be sorted
and columns moved. Bookings typed beside an assignment are read, and live on.
Changes when something else of a plan's own is carried into the next one.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from planner.domain.finding import Finding
from planner.domain.run import PREVIOUS_PLAN
from planner.domain.wording import counted
from planner.workbook.columns import heads
from planner.workbook.columns.plan import ASSIGNMENTS, GRID_NAMES, OUTSIDE_WINDOW, PLAN_SHEET_NAMES, TYPED_BOOKINGS
from planner.workbook.planbook.plan_limits import MOST_PLAN_BYTES, MOST_PLAN_CELLS
from planner.workbook.xlsx.addresses import column_letters
from planner.workbook.xlsx.book_parts import find_book, worksheets
from planner.workbook.xlsx.cells import Cells, match_key
from planner.workbook.xlsx.package import DAMAGE, Package, RefusedPackage
from planner.workbook.xlsx.workbook_file import RawSheet, WorkbookFile, open_workbook

MOST_NAMED = 8
MOST_QUOTED = 40

UNKNOWN = "whatever was typed in its cells beside bookings (how the planner had left it is not known)"
_INPUT = {
    match_key(ASSIGNMENTS.name): {match_key(heads.BOOKING)},
    match_key(TYPED_BOOKINGS.name): {match_key(name) for name in TYPED_BOOKINGS.names},
}
"""The columns of each sheet in which a coordinator types what is read."""

_KNOWN = {match_key(sheet.name): sheet.names for sheet in (ASSIGNMENTS, OUTSIDE_WINDOW, TYPED_BOOKINGS)}


def find_added(plan: Path, written: Path | None) -> tuple[str, ...]:
    """Return the sheets, columns, texts and notes of a plan that are not the planner's own.

    ``written`` is the same plan as the planner left it, None when nobody kept it: then only sheets, columns and notes
    can be told, and :data:`UNKNOWN` stands for the rest.
    """
    now, then = _open(plan), _open(written) if written else None
    if now is None:
        return (UNKNOWN,)
    own = {match_key(title) for title in (then.titles if then else PLAN_SHEET_NAMES)}
    said = [f"the sheet {title}" for title in now.titles if match_key(title) not in own]
    texts: list[str] = []
    for key, sheet in now.sheets.items():
        old = _values(then.sheets[key].rows if key in then.sheets else ()) if then else None
        columns = _own_columns(sheet, _KNOWN.get(key, ()) if old is None else old)
        said += [f"the column {name} of {sheet.title}" for name in columns.values()]
        texts += _own_texts(sheet, old, columns) if old is not None else ()
    said += _listed("text", texts)
    said += _listed("note", _own_notes(plan, written))
    return (*said, *(() if then else (UNKNOWN,)))


def _open(path: Path) -> WorkbookFile | None:
    book = open_workbook(path, PREVIOUS_PLAN, PLAN_SHEET_NAMES, MOST_PLAN_BYTES, MOST_PLAN_CELLS)
    return None if isinstance(book, Finding) else book


def _values(rows: Iterable[tuple[int, Cells]]) -> set[str]:
    return {_comparable(cell.value) for _, cells in rows for cell in cells}


def _comparable(value: object) -> str:
    """Return a value as it is the same whoever saved it: case and blanks stay, numbers are rounded as Excel does."""
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)


def _own_columns(sheet: RawSheet, known: Iterable[str]) -> dict[int, str]:
    """Return the header of each column that somebody added, by its place."""
    names, head = {match_key(name) for name in known}, sheet.rows[0][1] if sheet.rows and known else ()
    found = ((at, str(cell.value)) for at, cell in enumerate(head) if cell.value is not None)
    return {at: name for at, name in found if match_key(name) not in names}


def _own_texts(sheet: RawSheet, old: set[str], columns: Iterable[int]) -> Iterator[str]:
    """Yield the cells with what stands nowhere in the sheet as it was written, but for those of added columns."""
    read = _INPUT.get(match_key(sheet.title), set())
    skipped = {at for at, cell in enumerate(sheet.rows[0][1]) if match_key(str(cell.value)) in read} | set(columns)
    for number, row in sheet.rows:
        for at, cell in enumerate(row):
            if cell.value is not None and at not in skipped and _comparable(cell.value) not in old:
                yield f"{sheet.title}!{column_letters(at + 1)}{number} ({_quoted(str(cell.value))})"


def _own_notes(plan: Path, written: Path | None) -> Iterator[str]:
    """Yield the notes that somebody put on cells; those of the grids are the planner's own."""
    old = {(title, text) for title, _, text in _notes(written)} if written else set()
    grids = set(map(match_key, GRID_NAMES))
    for title, cell, text in _notes(plan):
        if (title, text) not in old and (written or match_key(title) not in grids):
            yield f"{title}!{cell} ({_quoted(text)})"


def _notes(path: Path) -> list[tuple[str, str, str]]:
    """Return sheet, cell and text of every note and comment; none of a package in which they cannot be read."""
    try:
        return list(_read_notes(Package(path.read_bytes(), MOST_PLAN_BYTES)))
    except (*DAMAGE, RefusedPackage):
        return []


def _read_notes(package: Package) -> Iterator[tuple[str, str, str]]:
    book, root = find_book(package)
    for title, part in worksheets(package, root, package.relations(book)):
        for related in package.relations(part):
            if related.kind in ("comments", "threadedComment"):
                for note in package.tree(related.part).iter():
                    if note.get("ref"):
                        texts = (one.text or "" for one in note.iter() if one.tag.endswith(("}t", "}text")))
                        yield title, note.get("ref", ""), "".join(texts)


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f'"{text if len(text) <= MOST_QUOTED else text[: MOST_QUOTED - 1] + "…"}"'


def _listed(what: str, places: Iterable[str]) -> list[str]:
    """Return ``2 texts: A!B1 ("x"), A!B2 ("y")`` for some places, and nothing for none."""
    every = list(places)
    if not every:
        return []
    more = len(every) - MOST_NAMED
    named = [*every[:MOST_NAMED], *([f"{more:,} more"] if more > 0 else [])]
    return [f"{counted(len(every), what)}: {', '.join(named)}"]
