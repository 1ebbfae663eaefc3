"""A plan's cells as openpyxl reads them: the same values, only parts that our own reader has read, no lost rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from planner.domain.finding import Finding, Place
from planner.pipeline import verify_folder
from planner.workbook.planbook.plan_reading import read_plan
from planner.workbook.xlsx import second_reader, workbook_file
from planner.workbook.xlsx.second_reader import read_again
from planner.workbook.xlsx.workbook_file import RawSheet, WorkbookFile, open_workbook
from tests.packages import pack, unpack
from tests.unit.workbook.books import CREW, PLAN, PLAN_HEAD, day, write_folder

SHEET = "xl/worksheets/sheet1.xml"
VALUES = ("NA", "Null", "007", "#REF!", "", None, "2026-05-03", 7, 7.5, True, datetime(2026, 5, 3))


def book_of(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("Notes").append(("left alone",))
    book.save(path)
    return path


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    parts = unpack(path.read_bytes())
    parts[part] = change(parts[part])
    path.write_bytes(pack(parts))
    return path


def both(path: Path) -> tuple[WorkbookFile, WorkbookFile | Finding]:
    once = open_workbook(path, "plan", ["Sheet"])
    assert isinstance(once, WorkbookFile)
    return once, open_workbook(path, "plan", ["Sheet"], again=read_again)


def values(book: WorkbookFile | Finding) -> list[list[object]]:
    assert isinstance(book, WorkbookFile), book
    return [[cell.value for cell in cells] for _, cells in book.sheets["sheet"].rows]


def test_values_stay_what_they_are(tmp_path: Path) -> None:
    once, twice = both(book_of(tmp_path / "b.xlsx", VALUES, (None,), ("end",)))
    assert values(twice) == values(once)
    assert values(twice)[0] == ["NA", "Null", "007", "#REF!", None, None, *VALUES[6:]]
    assert [cell.data_type for cell in twice.sheets["sheet"].rows[0][1]][3] == "e"
    assert [number for number, _ in twice.sheets["sheet"].rows] == [1, 3]


def test_zeros_that_only_a_format_shows_are_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append((7,))
    book.active["A1"].number_format = "000"
    book.save(tmp_path / "b.xlsx")
    _, twice = both(tmp_path / "b.xlsx")
    assert twice.sheets["sheet"].rows[0][1][0].number_format == "000"


def test_a_sheet_that_says_it_is_smaller_hides_nothing(tmp_path: Path) -> None:
    path = book_of(tmp_path / "b.xlsx", ("a", "b"), ("c", "d"))
    changed(path, SHEET, lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:A1"'))
    assert values(both(path)[1]) == [["a", "b"], ["c", "d"]]


def test_rows_that_openpyxl_loses_are_a_finding(tmp_path: Path) -> None:
    path = book_of(tmp_path / "b.xlsx", ("a",), ("b",), ("c",))
    changed(path, SHEET, lambda xml: xml.replace(b'r="2"', b'r="9"').replace(b'r="A2"', b'r="A9"'))
    once, twice = both(path)
    assert values(once) == [["a"], ["c"], ["b"]]
    assert isinstance(twice, Finding)
    assert (twice.code, str(twice.place)) == ("unreadable-file", "b.xlsx › Sheet!A3")
    assert "openpyxl does not find the same cells" in twice.message


def test_openpyxl_is_given_no_part_that_was_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    known = second_reader._Parts.getinfo
    monkeypatch.setattr(second_reader._Parts, "getinfo", lambda self, name: opened.append(name) or known(self, name))
    once, twice = both(book_of(tmp_path / "b.xlsx", ("a",)))
    assert isinstance(twice, WorkbookFile)
    assert SHEET in opened
    assert set(opened) <= {*once.parts, second_reader.TYPES}
    assert "xl/worksheets/sheet2.xml" not in once.parts


def test_a_list_of_types_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    path = book_of(tmp_path / "b.xlsx", ("a",))
    changed(path, second_reader.TYPES, lambda xml: xml + b" " * second_reader.MOST_TYPES_BYTES)
    once, twice = both(path)
    assert values(once) == [["a"]]
    assert isinstance(twice, Finding)
    assert twice.message.startswith("openpyxl cannot read it:")


@pytest.mark.parametrize("name", ["NA", "Null", "007", "#REF!", "x005F_", None])
def test_verify_reads_a_plan_by_openpyxl_alone(
    name: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What our own reader makes of the cells reaches nobody: here it reads every text as another."""
    plan = (PLAN_HEAD, ("P1", "Harbour Lights", "Gaffer", 1, day(3), day(5), name, name and "Ada Moreau"), *PLAN[2:])
    crew = (CREW[0], (name if name != "#REF!" else "C1", "Ada Moreau", "Gaffer"), *CREW[2:])
    paths = write_folder(tmp_path, plan={"Assignments": plan}, crew=crew if name else CREW)
    read_sheet = workbook_file._read_sheet

    def wrong(xml: object, book: object, place: Place, left: int) -> RawSheet | Finding:
        sheet = read_sheet(xml, book, place, left)
        assert isinstance(sheet, RawSheet)
        if place.file != "plan.xlsx":
            return sheet
        wrong_cells = ((row, [cell._replace(value=cell.value and "x") for cell in cells]) for row, cells in sheet.rows)
        return replace(sheet, rows=tuple((row, tuple(cells)) for row, cells in wrong_cells))

    expected = verify_folder(paths)
    monkeypatch.setattr(workbook_file, "_read_sheet", wrong)
    assert verify_folder(paths) == expected
    assert not read_plan(paths.plan).readable
    if name == "#REF!":
        assert [(one.code, one.place.cell) for one in expected.findings_input] == [("error-cell", "G2")]
    else:
        assert expected.plan is not None
        assert [row.crew_id for row in expected.plan.assignments] == ([name] if name else []) + ["C2"]
        assert expected.broken == ()
