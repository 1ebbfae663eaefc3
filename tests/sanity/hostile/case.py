"""One damaged, odd or hostile folder: how it is made, and every finding that it must lead to.

Changes when a folder must be judged by something else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.packages import Parts, book_parts, pack, row, sheet
from tests.unit.workbook.books import CREW_HEAD, Rows, write_folder

Told = tuple[str, str]  # code and place, as in "crew.xlsx › Crew!C4"
CREW_ROWS = row(1, *CREW_HEAD) + row(2, "C1", "Ada Moreau", "Gaffer") + row(3, "C2", "Bo Lindt", "Grip", "Gaffer")


@dataclass(frozen=True, slots=True)
class Case:
    """``told`` is everything that is found, in order; ``refused`` says that an error is among it."""

    name: str
    make: Callable[[Path], object]
    told: tuple[Told, ...]
    refused: bool = True


def sound(folder: Path) -> Path:
    """Write a folder with nothing to mend and return its crew workbook."""
    return write_folder(folder).crew


def of_sheets(name: str, *told: Told, refused: bool = True, **sheets: Rows | None) -> Case:
    """Return a folder with some sheets written otherwise, cell by cell."""
    return Case(name, lambda folder: write_folder(folder, **sheets), told, refused)


def of_bytes(name: str, data: bytes | Callable[[bytes], bytes], *told: Told, refused: bool = True) -> Case:
    """Return a sound folder whose crew workbook is these bytes, or what is made of its own."""

    def make(folder: Path) -> None:
        crew = sound(folder)
        crew.write_bytes(data(crew.read_bytes()) if callable(data) else data)

    return Case(name, make, told, refused)


def crew_parts(rows: str = CREW_ROWS, after: str = "", **options: Any) -> Parts:
    """Return the parts of a crew workbook whose Crew sheet has these rows."""
    return book_parts({"Crew": sheet(rows, after)}, **options)


def of_parts(
    name: str, *told: Told, change: Mapping[str, bytes | None] | None = None, refused: bool = True, **options: Any
) -> Case:
    """Return a sound folder whose crew workbook is made by hand, with parts changed or (None) left out."""

    def make(folder: Path) -> None:
        parts = {**crew_parts(**options), **(change or {})}
        sound(folder).write_bytes(pack({part: content for part, content in parts.items() if content is not None}))

    return Case(name, make, told, refused)
