"""A workbook as frames: values as they are, names where they stand. Changes when notebooks get them otherwise."""

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

import planner
from planner.workbook.planbook.comparison_writing import ComparisonTable, comparison_workbook
from planner.workbook.xlsx.sheet_scan import MOST_COLUMNS
from tests.packages import repacked, unpack
from tests.unit.workbook.books import CREW, PLAN, day, write_book

SEASON = Path(__file__).parents[3] / "sample_data" / "season"
HEAD = ("Crew ID", "Full name", "Role", "Day rate", "Hire date")


def test_values_are_what_the_cells_hold(tmp_path: Path) -> None:
    rows = (
        HEAD,
        ("007", "NA", "Null", 450, date(2026, 5, 3)),
        ("#REF!", "nan", "None", 410.5, None),
        (None, None, None, None, None),
        ("", " ", "-", None, date(2026, 5, 4)),
    )
    frame = planner.frames(write_book(tmp_path / "crew.xlsx", {"Crew": rows}))["Crew"]
    assert list(frame.columns) == list(HEAD)
    assert frame["Crew ID"].tolist()[:2] == ["007", "#REF!"]
    assert frame["Full name"].tolist() == ["NA", "nan", " "]
    assert frame["Role"].tolist() == ["Null", "None", "-"]
    assert frame["Day rate"].tolist()[:2] == [450, 410.5]
    assert frame["Hire date"].tolist()[0] == datetime(2026, 5, 3)
    blank = [(at, name) for name in frame.columns for at in frame.index if pd.isna(frame[name][at])]
    assert blank == [(2, "Crew ID"), (2, "Day rate"), (1, "Hire date")]


def test_a_text_without_a_character_is_blank(tmp_path: Path) -> None:
    path = write_book(tmp_path / "crew.xlsx", {"Crew": (HEAD, ("C1", "gone"))})
    cells = unpack(path.read_bytes())["xl/worksheets/sheet1.xml"].replace(b"<t>gone</t>", b"<t></t>")
    path.write_bytes(repacked(path.read_bytes(), {"xl/worksheets/sheet1.xml": cells}))
    assert planner.frames(path)["Crew"]["Full name"].isna().tolist() == [True]


def test_an_error_among_numbers_is_its_text_and_they_stay_numbers(tmp_path: Path) -> None:
    rows = (("Key", "Value"), ("a", 7), ("b", "#DIV/0!"), ("c", 0.5))
    frame = planner.frames(write_book(tmp_path / "plan.xlsx", {"Run": rows}))["Run"]
    assert frame["Value"].tolist() == [7, "#DIV/0!", 0.5]


@pytest.mark.parametrize("above", [0, 3])
def test_the_header_of_a_sheet_that_we_know_is_found_below_titles(above: int, tmp_path: Path) -> None:
    titles = (("Our crew", "of 2026"),) * above
    frame = planner.frames(write_book(tmp_path / "crew.xlsx", {" crew": (*titles, *CREW)}))[" crew"]
    assert list(frame.columns)[:3] == ["Crew ID", "Full name", "Role"]
    assert frame["Crew ID"].tolist() == ["C1", "C2"]


def test_other_sheets_begin_with_their_header_and_lose_no_column(tmp_path: Path) -> None:
    wide = (("Mine", None, None), (1, 2, None), tuple(range(MOST_COLUMNS + 10)))
    sheets = planner.frames(write_book(tmp_path / "b.xlsx", {"Notes": wide, "Empty": ()}))
    assert list(sheets["Notes"].columns)[:3] == ["Mine", "B", "C"]
    assert sheets["Notes"].shape == (2, MOST_COLUMNS + 10)
    assert sheets["Empty"].shape == (0, 0)


def test_every_workbook_of_ours(tmp_path: Path) -> None:
    crew, productions = (planner.frames(SEASON / f"{name}.xlsx") for name in ("crew", "productions"))
    assert {*crew, *productions} >= {"Crew", "Unavailable", "Roles", "Productions", "Requirements", "Bookings"}
    plan = planner.frames(str(write_book(tmp_path / "plan.xlsx", {"Assignments": PLAN})))
    assert plan["Assignments"]["From"].tolist()[0] == pd.Timestamp(day(3))
    tables = [ComparisonTable(title, ("Figure", "a.xlsx"), (), ()) for title in ("Figures", "Goals")]
    (tmp_path / "comparison.xlsx").write_bytes(comparison_workbook(tables))
    assert set(planner.frames(tmp_path / "comparison.xlsx")) == {"Figures", "Goals"}


def test_what_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        planner.frames(tmp_path / "plan.xlsx")
    (tmp_path / "plan.xlsx").write_text("no workbook")
    with pytest.raises(ValueError, match=r"plan\.xlsx: the file is not a workbook"):
        planner.frames(tmp_path / "plan.xlsx")


def test_who_asks_for_no_frames_waits_for_no_pandas() -> None:
    program = "import sys, planner; print({'pandas', 'openpyxl'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
