"""Edits of a plan on its Run sheet, written and read back. Changes when the Run sheet tells of them otherwise."""

from datetime import date, datetime

import pytest

from planner.domain.run import AS_SOLVED, Edited
from planner.workbook.planbook.run_edits import FROZEN_TO, STARTED, edit_pairs
from planner.workbook.planbook.run_reading import NO_RUN, RunSheet, read_edited, read_frozen_to, split_run
from planner.workbook.xlsx.cells import Cell
from planner.workbook.xlsx.sheet_traits import SheetTraits
from planner.workbook.xlsx.workbook_file import RawSheet


def sheet(*pairs: tuple[str, object]) -> RunSheet:
    rows = tuple((number, (Cell(key), Cell(value))) for number, (key, value) in enumerate(pairs, 1))
    return split_run(RawSheet("Run", rows, SheetTraits()))


def test_a_plan_as_solved_says_nothing_of_edits() -> None:
    assert list(edit_pairs(AS_SOLVED)) == []
    assert read_edited(sheet((STARTED, "2027-03-01 14:02"))) == Edited("2027-03-01 14:02")
    assert read_edited(NO_RUN) == AS_SOLVED


def test_edits_are_read_back_with_the_time_of_the_solve() -> None:
    edited = Edited("2027-03-01 14:02", ("hire", "fire"))
    assert read_edited(sheet((STARTED, "2027-03-09 08:00"), *edit_pairs(edited))) == edited


def test_a_plan_without_a_time_of_its_own_was_solved_at_an_unknown_one() -> None:
    assert dict(edit_pairs(Edited("", ("hire",))))["Solved"] == "unknown"


def test_what_somebody_typed_beside_it_is_left_alone() -> None:
    more = sheet((STARTED, "now"), ("Edit 2", "late"), ("Edit 1", "first"), ("Edit 1", "twice"), ("Edit 4", "lost"))
    assert read_edited(more).operations == ("first", "late")


@pytest.mark.parametrize("said", ["2027-03-08", " 2027-03-08 ", datetime(2027, 3, 8)])
def test_what_was_frozen_is_read_as_text_or_as_a_date_that_somebody_made_of_it(said: object) -> None:
    assert read_frozen_to(sheet((FROZEN_TO, said))) == date(2027, 3, 8)


@pytest.mark.parametrize("said", [None, "", "never", 46_454, "2027-02-30"])
def test_what_says_no_day_freezes_nothing(said: object) -> None:
    assert read_frozen_to(sheet((FROZEN_TO, said))) is None
    assert read_frozen_to(NO_RUN) is None
