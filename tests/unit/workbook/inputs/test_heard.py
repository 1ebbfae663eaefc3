"""A folder that was read stays as it is, whoever reads its rows again."""

from copy import deepcopy
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from planner.domain.change import AddPerson, AddProduction
from planner.domain.span import DateSpan
from planner.workbook.changes.input_edits import edits_of
from planner.workbook.columns import heads
from planner.workbook.columns.crew import CREW
from planner.workbook.inputs.heard import Heard
from planner.workbook.inputs.tables import Table
from tests.unit.workbook.books import day, read


def crew_table(folder: Path) -> Table:
    """Return a Crew sheet with two faults: no role, and no hire date that can be read."""
    head = (heads.CREW_ID, heads.FULL_NAME, heads.ROLE, heads.HIRE_DATE, heads.FIRE_DATE)
    table = read(folder, crew=(head, ("C1", "Ada Moreau", "", "soon"))).tables.get(CREW)
    assert table is not None
    return table


def test_faults_of_rows_that_are_read_again_are_not_heard(tmp_path: Path) -> None:
    table = crew_table(tmp_path)
    before = table.told()
    for row in table.rows():
        row.text(heads.ROLE, needed=True)
        row.day(heads.HIRE_DATE)
        assert row.broken
    assert table.told() == before
    with pytest.raises(FrozenInstanceError):
        table.heard = Heard()  # type: ignore[misc]


def test_edits_leave_what_is_known_as_it_was(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert reading.instance is not None
    known = [(deepcopy(one.ids), deepcopy(one.names)) for one in (reading.known.crew, reading.known.productions)]
    newcomers = AddPerson("C9", "Di Ray", "Grip"), AddProduction("P9", "New", DateSpan(day(3), day(4)))
    assert edits_of(reading.tables, reading.known, reading.instance, newcomers)
    assert [(one.ids, one.names) for one in (reading.known.crew, reading.known.productions)] == known
