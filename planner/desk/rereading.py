"""Edited workbooks read once more before they are written: they must say what was decided, and nothing else.

A formula that follows an edited cell, or a sheet of a shape that nobody thought of, is noticed here and not later.
Changes when edits are checked in another way.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from planner.desk.state import Desk
from planner.domain.booking import KEEP_OFF
from planner.domain.finding import Finding, Severity
from planner.domain.instance import Instance
from planner.domain.production import Requirement
from planner.workbook.edited_books import read_edited
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.reading import Reading


def reread(
    paths: FolderPaths, reading: Reading, books: Mapping[Path, bytes], after: Desk
) -> tuple[str, tuple[Finding, ...]]:
    """Return how the edited workbooks would differ from what was decided, empty when they say just that.

    And what there is to be told of them once they are edited. A workbook that is not edited is as it was read.
    """
    reading = read_edited(replace(paths, previous=None, published=None), reading, books, may_be_empty=True)
    if reading.instance is None:
        faults = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
        return f"{faults[0].place.sheet}!{faults[0].place.cell}: {faults[0].message}", ()
    return _difference(reading.instance, after.instance), reading.findings


def _difference(said: Instance, decided: Instance) -> str:
    if said.crew != decided.crew:
        return "other people, days or absences than decided."
    if said.productions != decided.productions:
        return "other productions or days than decided."
    if _asked(said) != _asked(decided):
        return "other requirements than decided."
    return "other bookings than decided." if _bookings_differ(said, decided) else ""


def _asked(instance: Instance) -> tuple[Requirement, ...]:
    """Return what is required; a row that asks for nobody says nothing."""
    return tuple(need for need in instance.requirements if need.count)


def _bookings_differ(said: Instance, decided: Instance) -> bool:
    """Whether other bookings stand than decided; beside them a row that could not be deleted says released or never."""
    typed = {b.key for b in decided.bookings if b.typed}
    says, should = ({(b.key, b.status_text) for b in one.bookings} for one in (said, decided))
    says, should = ({(key, status) for key, status in one if key not in typed} for one in (says, should))
    return not says >= should or any(status not in KEEP_OFF for _, status in says - should)
