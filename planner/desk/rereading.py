"""Edited workbooks read once more before they are written: they must say what was decided, and nothing else.

A formula that follows an edited cell, or a sheet of a shape that nobody thought of, is noticed here and not later.
Changes when edits are checked in another way.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.desk.state import Desk
from planner.domain.booking import BookingStatus
from planner.domain.finding import Severity
from planner.domain.instance import Instance
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.reading import read_folder


def find_difference(paths: FolderPaths, books: Mapping[Path, bytes], after: Desk) -> str:
    """Return how the edited workbooks would differ from what was decided; empty when they say just that."""
    with TemporaryDirectory() as home:
        copies = {path: Path(home) / f"{at}-{path.name}" for at, path in enumerate(books)}
        for path, copy in copies.items():
            copy.write_bytes(books[path])
        crew, productions = copies.get(paths.crew, paths.crew), copies.get(paths.productions, paths.productions)
        reading = read_folder(replace(paths, crew=crew, productions=productions, previous=None), may_be_empty=True)
    if reading.instance is None:
        faults = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
        return f"{faults[0].place.sheet}!{faults[0].place.cell}: {faults[0].message}"
    return _difference(reading.instance, after.instance)


def _difference(said: Instance, decided: Instance) -> str:
    if said.crew != decided.crew:
        return "other people, days or absences than decided."
    if said.productions != decided.productions:
        return "other productions or days than decided."
    if said.requirements != decided.requirements:
        return "other requirements than decided."
    return "" if _entered(said, decided) == _entered(decided, decided) else "other bookings than decided."


def _entered(instance: Instance, decided: Instance) -> set[tuple[object, ...]]:
    """Return the bookings that stand, but those about which the plan has a typed one."""
    typed = {(b.production_id, b.crew_id, b.role) for b in decided.bookings if b.typed}
    standing = (b for b in instance.bookings if b.status is not BookingStatus.RELEASED)
    all_of_them = {(b.production_id, b.crew_id, b.role, b.status_text) for b in standing}
    return {one for one in all_of_them if one[:3] not in typed}
