"""References in formulas: what moves, what stays, and what breaks."""

import pytest

from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.formulas import Broken, copied_formula, moved_formula
from planner.workbook.xlsx.edits.row_map import RowMap, rows_below, rows_gone

FIVE_GONE = rows_gone({5})


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A4", "A4"),
        ("A6", "A5"),
        ("$A$6+b7", "$A$5+b6"),
        ("SUM(A2:A9)", "SUM(A2:A8)"),
        ("SUM(A5:A9)", "SUM(A5:A8)"),  # the first row is gone: the next takes its number
        ("SUM(A2:A5)", "SUM(A2:A4)"),
        ("SUM(A9:A2)", "SUM(A8:A2)"),  # written backwards
        ("SUM(A:A)", "SUM(A:A)"),
        ("SUM($6:$9)", "SUM($5:$8)"),
        ("SUM(A2:A1048576)", "SUM(A2:A1048576)"),
        ("Crew!A6", "Crew!A5"),
        ("crew!A6", "crew!A5"),
        ("'Crew'!A6:B7", "'Crew'!A5:B6"),
        ("Other!A6", "Other!A6"),
        ("'It''s Crew'!A6", "'It''s Crew'!A6"),
        ("[1]Crew!A6", "[1]Crew!A6"),
        ("'[Book.xlsx]Crew'!A6", "'[Book.xlsx]Crew'!A6"),
        ('"A6 ""A6"""&A6', '"A6 ""A6"""&A5'),
        ("LOG10(A6)", "LOG10(A5)"),
        ("T6[[#This Row],[A6]]*A6", "T6[[#This Row],[A6]]*A5"),
        ("T[A'[6]", "T[A'[6]"),
        ("Name.A6+my_A6+A6x", "Name.A6+my_A6+A6x"),
        ("1E6+6", "1E6+6"),
        ("#REF!+A6", "#REF!+A5"),
        ("IF(TRUE,A6,Rate)", "IF(TRUE,A5,Rate)"),
        ("ABCD6", "ABCD6"),  # no column has four letters: a name
        ("OFFSET(A5,0,0)", "OFFSET(A5,0,0)"),  # a place, which the next row takes
        ("Crew!A6:INDEX(Crew!A:A,9)", "Crew!A5:INDEX(Crew!A:A,9)"),
        ("Crew.A6!A6", "Crew.A6!A6"),
    ],
)
def test_references_follow_a_row_that_goes(formula, moved):
    assert moved_formula(formula, "Crew", True, FIVE_GONE) == moved


@pytest.mark.parametrize("formula", ["A5", "SUM(B5:C5)", "Crew!$A$5", "5:5", "OFFSET(A9,A5,0)"])
def test_what_refers_to_nothing_but_the_row_breaks(formula):
    with pytest.raises(Broken):
        moved_formula(formula, "Crew", True, FIVE_GONE)


def test_a_lenient_formula_names_the_row_that_takes_the_place():
    assert moved_formula("Crew!A5:B5", "Crew", False, FIVE_GONE, lenient=True) == "Crew!A5:B5"


def test_references_without_a_sheet_are_those_of_the_formulas_own_sheet():
    assert moved_formula("A6+Crew!A6", "Crew", False, FIVE_GONE) == "A6+Crew!A5"


def test_references_over_several_sheets_are_refused():
    with pytest.raises(CannotEdit, match="several sheets"):
        moved_formula("SUM(Jan:Dec!A6)", "Crew", False, FIVE_GONE)


def test_ranges_around_a_new_row_grow_and_those_above_stay():
    below_five = rows_below(5, 2)
    assert moved_formula("SUM(A2:A9)+SUM(A2:A5)+A6+A5", "Crew", True, below_five) == "SUM(A2:A11)+SUM(A2:A5)+A8+A5"


@pytest.mark.parametrize(
    ("formula", "copied"),
    [
        ("A1", "B3"),
        ("$A1+A$1+$A$1", "$A3+B$1+$A$1"),
        ("SUM(A1:$B$2)", "SUM(B3:$B$2)"),
        ("Crew!A1", "Crew!B3"),
        ("1:$2", "3:$2"),
        ("XFD1", "#REF!"),
        ("A1048575", "#REF!"),
        ('"A1"', '"A1"'),
    ],
)
def test_a_copied_formula_reads_two_rows_and_a_column_further(formula, copied):
    assert copied_formula(formula, 2, 1) == copied


def test_rows_are_counted_as_a_list_would_count_them():
    rows = RowMap(deleted=(3, 4, 9), inserted_below=(2, 2, 7))
    kept = [row for row in range(1, 13) if row not in rows.deleted]
    expected = [number for row in kept for number in [row] + [None] * rows.inserted_below.count(row)]
    assert {row: rows.place(row) for row in kept} == {row: at for at, row in enumerate(expected, 1) if row}
    assert rows.span(3, 4) is None
    assert rows.span(3, 9) == (rows.place(5), rows.place(8))
