"""Every sheet that we write comes out of a printer as it should."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.report import Report
from planner.workbook.planbook.plan_writing import plan_workbook
from planner.workbook.templates.books import write_templates
from tests.unit.workbook.planbook.test_plan_writing import PLAN, REPORT, RUN, folder

FREE_SHEETS = ("Summary", "Timeline", "Departments", "Run")  # all others are one table from A1
A4 = 9


@pytest.fixture(scope="module")
def plan_sheets() -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in load_workbook(BytesIO(plan_workbook(folder(), PLAN, REPORT, RUN)))}


@pytest.fixture(scope="module")
def template_sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Worksheet]:
    made = tmp_path_factory.mktemp("templates")
    write_templates(made)
    return [sheet for path in sorted(Path(made).iterdir()) for sheet in load_workbook(path)]


def check_page(sheet: Worksheet) -> None:
    assert sheet.page_setup.paperSize == A4, sheet.title
    assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
    assert sheet.page_setup.fitToWidth in (None, 1), sheet.title  # one page wide, also what nothing means
    assert sheet.oddFooter.right.text.strip() == "Page &P of &N", sheet.title


def test_every_sheet_of_a_plan_is_set_up_for_print(plan_sheets: dict[str, Worksheet]) -> None:
    for title, sheet in plan_sheets.items():
        check_page(sheet)
        assert sheet.page_setup.orientation == ("portrait" if title == "Summary" else "landscape")
        if title not in FREE_SHEETS:
            assert sheet.print_title_rows == "$1:$1"
            assert sheet.print_area


def test_conflicts_on_one_page_are_large_enough_to_read(plan_sheets: dict[str, Worksheet]) -> None:
    sheet = plan_sheets["Conflicts"]
    width = sum(sheet.column_dimensions[get_column_letter(at)].width for at in range(1, sheet.max_column + 1))
    # A landscape page of A4 takes about 146 characters of 11 points between these margins; texts have 10 points.
    assert sheet.page_margins.left + sheet.page_margins.right == 0.5
    assert 146 / width * 10 >= 6


def test_every_sheet_of_a_template_is_set_up_for_print(template_sheets: list[Worksheet]) -> None:
    for sheet in template_sheets:
        check_page(sheet)
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == (None if sheet.title == "Read me" else "$1:$1")
        # It would leave out the rows that are still to be typed; the formulas of Lists would be printed as blank pages.
        assert bool(sheet.print_area) == (sheet.title == "Lists")


def test_every_table_has_unique_headers_a_filter_and_a_frozen_header(plan_sheets: dict[str, Worksheet]) -> None:
    for title, sheet in plan_sheets.items():
        for table in sheet.tables.values():
            names = [column.name.casefold() for column in table.tableColumns]
            assert len(names) == len(set(names))
            assert table.autoFilter is not None
        if title not in FREE_SHEETS:
            (table,) = sheet.tables.values()
            assert table.ref.startswith("A1:")
            assert sheet.freeze_panes.endswith("2")
    ids = [table.displayName for sheet in plan_sheets.values() for table in sheet.tables.values()]
    assert len(ids) == len(set(ids))


def test_the_timeline_repeats_dates_and_labels_on_every_page(plan_sheets: dict[str, Worksheet]) -> None:
    sheet = plan_sheets["Timeline"]
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$4:$7", "$A:$D")
    assert sheet.print_area == "'Timeline'!$A$1:$I$15"
    assert sheet.freeze_panes == "E8"


def test_a_sheet_without_rows_prints_why() -> None:
    sheet = load_workbook(BytesIO(plan_workbook(folder(), PLAN, Report(), RUN)))["Changes"]
    assert sheet["L1"].value
    assert sheet.print_area == "'Changes'!$A$1:$L$2"


def test_every_page_of_a_plan_names_its_folder_and_its_day(plan_sheets: dict[str, Worksheet]) -> None:
    named = load_workbook(BytesIO(plan_workbook(folder(), PLAN, REPORT, replace(RUN, folder="2027 & on"))))
    assert {sheet.oddFooter.left.text.strip() for sheet in named} == {"2027 && on · &A"}
    assert {sheet.oddFooter.center.text.strip() for sheet in named} == {"2027-04-01"}
    assert plan_sheets["Summary"].oddFooter.left.text.strip() == "&F · &A"


def test_the_charts_have_words_for_those_who_do_not_see_them(plan_sheets: dict[str, Worksheet]) -> None:
    with ZipFile(BytesIO(plan_workbook(folder(), PLAN, REPORT, RUN))) as package:
        drawings = [package.read(name).decode() for name in package.namelist() if "drawings/drawing" in name]
        charts = [name for name in package.namelist() if "charts/chart" in name]
    (drawing,) = drawings
    assert drawing.count("<xdr:graphicFrame") == drawing.count(' descr="Bars per ') == len(charts) == 2
