"""Which columns of a matrix are roles: nobody who is asked for is dropped in silence, and nothing else is refused."""

from pathlib import Path

import pytest

from planner.domain.finding import Severity
from planner.workbook.reading import Reading
from tests.unit.workbook.books import BOOKINGS_HEAD, CREW_HEAD, ROLES_HEAD, Rows, day, read, told

CREW: Rows = (CREW_HEAD, ("C1", "Ada Moreau", "Gaffer"), ("C2", "Bo Lindt", "Grip", "Key Rigger"))
ROLES: Rows = (ROLES_HEAD, ("Gaffer", None, "Chief LX"), ("Grip",), ("Key Rigger",), ("Driver",))


def matrix(folder: Path, *rows: tuple[object, ...], **sheets: Rows) -> Reading:
    return read(folder, requirements=rows, **{"crew": CREW} | sheets)


def counts(reading: Reading) -> list[tuple[str, int]]:
    assert reading.instance is not None
    return [(need.role, need.count) for need in reading.instance.requirements]


def test_a_role_that_people_hold_is_a_column_whatever_its_cells_hold(tmp_path: Path) -> None:
    reading = matrix(tmp_path, ("Production ID", "Gaffer", "Grip"), ("P1", 1, 2), ("P2", 1, "tbc"))
    assert told(reading, None) == [("bad-count", "Requirements!C3")]
    reading = matrix(tmp_path, ("Production ID", "Gaffer", "Grip"), ("P1", 1, "two"), ("P2", 1, "tbc"))
    assert told(reading, None) == [("bad-count", "Requirements!C2"), ("bad-count", "Requirements!C3")]


def test_a_role_is_a_column_beyond_a_blank_one_too(tmp_path: Path) -> None:
    reading = matrix(tmp_path, ("Production ID", "Gaffer", None, "key rigger"), ("P1", 1, None, 2))
    assert told(reading, None) == []
    assert counts(reading) == [("Gaffer", 1), ("Key Rigger", 2)]


@pytest.mark.parametrize("cells", [(6, 6), (None, None), ("x", "y")])
def test_a_header_like_a_role_asks_whatever_its_cells_hold(tmp_path: Path, cells: tuple[object, object]) -> None:
    rows = (("P1", 1, cells[0]), ("P2", 1, cells[1]))
    for sheets in ({}, {"roles": ROLES}):
        reading = matrix(tmp_path, ("Production ID", "Gaffer", "Gripp"), *rows, **sheets)
        assert told(reading) == [("unknown-role", "Requirements!C1")]
        assert reading.findings[0].hint.startswith('Did you mean "Grip"?')


def test_a_header_like_another_name_of_a_role_asks_too(tmp_path: Path) -> None:
    reading = matrix(tmp_path, ("Production ID", "Grip", "Cheif LX"), ("P1", 1, 2), roles=ROLES)
    assert told(reading) == [("unknown-role", "Requirements!C1")]
    assert reading.findings[0].hint.startswith('Did you mean "Gaffer"?')


def test_whole_numbers_of_a_role_that_nobody_has_ask_without_a_roles_sheet(tmp_path: Path) -> None:
    rows = (("Production ID", "Gaffer", "Stunts"), ("P1", 1, 4), ("P2", 1, "2"), ("P2", None, "later"))
    reading = matrix(tmp_path, *rows)
    assert told(reading) == [("unknown-role", "Requirements!C1")]
    assert "6 in all" in reading.findings[0].message
    assert "beyond a blank column" in reading.findings[0].hint


def test_beyond_a_blank_column_nothing_is_refused_and_its_people_are_told(tmp_path: Path) -> None:
    rows = (("Production ID", "Gaffer", None, "Stunts", "Gripp"), ("P1", 1, None, 4, 2))
    reading = matrix(tmp_path, *rows)
    assert [(f.code, f.severity, f.place.cell) for f in reading.findings] == [
        ("unknown-column", Severity.WARNING, "D1"),
        ("unknown-column", Severity.WARNING, "E1"),
    ]
    assert "would be 4 people" in reading.findings[0].message
    assert '"Grip"' in reading.findings[1].hint
    assert counts(reading) == [("Gaffer", 1)]


def test_beside_a_roles_sheet_a_column_that_is_no_role_warns_with_its_people(tmp_path: Path) -> None:
    rows = (("Production ID", "ChiefLX", "Seats"), ("P1", 1, 300), ("P2", 1, 80))
    reading = matrix(tmp_path, *rows, roles=ROLES)
    assert [(f.code, f.severity) for f in reading.findings] == [("unknown-column", Severity.WARNING)]
    assert "would be 380 people" in reading.findings[0].message


def test_a_column_of_texts_warns(tmp_path: Path) -> None:
    reading = matrix(tmp_path, ("Production ID", "Gaffer", "Venue"), ("P1", 1, "Hall 2"), ("P2", 1, "Yard"))
    assert told(reading, None) == [("unknown-column", "Requirements!C1")]
    assert reading.instance is not None


def test_a_role_that_stands_in_bookings_only_is_not_known(tmp_path: Path) -> None:
    bookings = (BOOKINGS_HEAD, ("P1", "C1", "Stunts", "hold 1"))
    reading = matrix(tmp_path, ("Production ID", "Stunts"), ("P1", 4), bookings=bookings)
    assert told(reading) == [("unknown-role", "Requirements!B1")]


def test_several_rows_and_names_of_one_role_add_up_and_have_their_own_days(tmp_path: Path) -> None:
    head = ("Production ID", "From", "To", "Gaffer", "Chief LX")
    rows = (("P2", day(11), day(12), 1, 2), ("p2", day(11), day(12), 1, None), ("P2", None, None, None, 1))
    assert counts(matrix(tmp_path, head, *rows, roles=ROLES)) == [("Gaffer", 1), ("Gaffer", 4)]


@pytest.mark.parametrize(("column", "missing"), [("Role", "Count"), ("Count", "Role")])
def test_one_of_role_and_count_asks_for_the_other(tmp_path: Path, column: str, missing: str) -> None:
    reading = matrix(tmp_path, ("Production ID", column, "Gaffer"), ("P1", 1, 1))
    assert told(reading) == [("missing-column", "Requirements!A1")]
    assert missing in reading.findings[0].message


def test_what_is_not_read_refuses_nothing(tmp_path: Path) -> None:
    rows = (("Production ID", "Gaffer", "Remark", "Remark"), ("P1", 1, "=B2&C9", "=1/0"))
    reading = matrix(tmp_path, *rows)
    assert {(f.code, f.severity) for f in reading.findings} == {("unknown-column", Severity.WARNING)}


def test_a_role_twice_is_an_error(tmp_path: Path) -> None:
    reading = matrix(tmp_path, ("Production ID", "Gaffer", "GAFFER *"), ("P1", 1, 1))
    assert told(reading) == [("duplicate-column", "Requirements!C1")]


def test_without_a_crew_sheet_no_column_is_asked_about(tmp_path: Path) -> None:
    head = ("Production ID", "Gaffer")
    assert told(matrix(tmp_path, head, ("P1", 1), crew=(("Nothing",),))) == [("missing-column", "Crew!")]


def test_a_table_without_any_role_is_no_matrix(tmp_path: Path) -> None:
    rows = (("Production ID", "Rolle", "Cuont"), ("P1", "Gaffer", 2))
    reading = matrix(tmp_path, *rows)
    assert told(reading) == [("unknown-role", "Requirements!C1")]
    assert reading.findings[1].hint.startswith('Did you mean "Count"?')
    reading = matrix(tmp_path, *rows, roles=ROLES)
    assert told(reading) == [("missing-column", "Requirements!A1")]
    assert told(matrix(tmp_path, rows[0], roles=ROLES)) == []
