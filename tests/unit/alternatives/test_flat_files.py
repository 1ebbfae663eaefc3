"""Tables as files: what is text stays text in a spreadsheet. Changes when another program reads them."""

import csv
import io
from datetime import date

import pytest

from planner.alternatives.exports.flat_files import csv_files, json_tables
from planner.alternatives.exports.flat_tables import FlatTable


def cells(*values: object) -> list[str]:
    """Return a row as a reader of .csv files finds it."""
    (data,) = csv_files([FlatTable("T", tuple(f"H{at}" for at in range(len(values))), (values,))]).values()
    _, row = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return row


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 170 1", "'+49 170 1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        (" =1", "' =1"),
        ("\t=1", "\t'=1"),
        ("Grip;=cmd|' /C calc'!A0;x", "Grip;'=cmd|' /C calc'!A0;x"),
        ("two\n=lines", "two\n'=lines"),
        ("a=b", "a=b"),
        ("Grip; Driver", "Grip; Driver"),
        ("007", "007"),
        ('x, "y"', 'x, "y"'),
    ],
)
def test_text_cannot_become_a_formula(text: str, cell: str) -> None:
    found = cells(text, "x")[0]
    assert found == cell


def test_days_and_numbers_are_as_other_programs_read_them() -> None:
    assert cells(date(2026, 3, 1), 7, 450.5, -2, None, "é") == ["2026-03-01", "7", "450.5", "-2", "", "é"]


def test_a_file_begins_with_the_mark_by_which_excel_knows_its_characters() -> None:
    files = csv_files([FlatTable("Crew", ("A", "B"), (("é", None),))])
    assert files == {"Crew.csv": b"\xef\xbb\xbfA,B\r\n\xc3\xa9,\r\n"}


def test_a_document_has_fields_in_snake_case_and_null_for_what_is_blank() -> None:
    table = FlatTable("Outside the window", ("Crew ID", "From"), (("=1", date(2026, 3, 1)), ("", None)))
    assert json_tables([table]) == {
        "outside_the_window": [{"crew_id": "=1", "from": "2026-03-01"}, {"crew_id": None, "from": None}]
    }
