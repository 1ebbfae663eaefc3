"""The templates are what the reader reads, and the committed ones are those that the code makes."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.finding import Severity
from planner.workbook.columns.crew import CREW, CREW_SHEETS
from planner.workbook.columns.productions import BOOKINGS, PRODUCTION_SHEETS, SETTING_MEANINGS
from planner.workbook.inputs.known_roles import template_roles
from planner.workbook.reading import FolderPaths, read_folder
from planner.workbook.templates.books import write_templates
from tests.libreoffice import convert, needs_libreoffice
from tests.unit.workbook.books import day, told

COMMITTED = Path(__file__).parents[4] / "templates"
NAMES = ("crew.xlsx", "productions.xlsx")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("templates")
    write_templates(made)
    return made


def parts(path: Path) -> dict[str, bytes]:
    """Return a workbook's parts; how well they are packed depends on the machine."""
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_templates_are_the_ones_the_code_makes(folder: Path, name: str) -> None:
    assert parts(COMMITTED / name) == parts(folder / name)


def test_an_untouched_template_says_that_nothing_is_filled_in(folder: Path) -> None:
    reading = read_folder(FolderPaths.of(folder))
    assert reading.instance is None
    assert told(reading, None) == [
        ("empty-sheet", "Crew!A2"),
        ("empty-sheet", "Productions!A2"),
        ("empty-sheet", "Requirements!A2"),
    ]


def test_a_template_filled_in_is_an_instance(folder: Path, tmp_path: Path) -> None:
    fill = {
        "crew.xlsx": {"Crew": ("C1", "Ada Moreau", "spark", "Gaffer")},
        "productions.xlsx": {
            "Productions": ("P1", "Harbour Lights", day(3), day(5)),
            "Requirements": ("P1", "Electrician", 1),
            "Bookings": ("P1", "C1", None, None, None, "hold 1"),
        },
    }
    for name, sheets in fill.items():
        book = load_workbook(folder / name)
        for sheet, row in sheets.items():
            for at, value in enumerate(row, 1):
                book[sheet].cell(2, at).value = value
        book.save(tmp_path / name)
    reading = read_folder(FolderPaths.of(tmp_path))
    assert [f for f in reading.findings if f.severity is not Severity.INFO] == []
    assert reading.instance is not None
    assert reading.instance.crew[0].roles == ("Electrician", "Gaffer")


@pytest.mark.parametrize(("name", "sheets"), [(NAMES[0], CREW_SHEETS), (NAMES[1], PRODUCTION_SHEETS)])
def test_each_sheet_is_a_table_with_notes_and_a_frozen_header(folder: Path, name: str, sheets: tuple) -> None:
    book = load_workbook(folder / name)
    assert book.sheetnames[0] == "Read me"
    for sheet in sheets:
        page = book[sheet.name]
        (table,) = page.tables.values()
        assert table.ref.startswith("A1:")
        assert page.freeze_panes == "B2"
        assert page.print_title_rows == "$1:$1"
        for cell in page[1]:
            column = sheet.column(cell.value)
            assert cell.comment is not None
            assert column.meaning in cell.comment.text
            assert cell.value.endswith("*") == column.needed


def test_days_of_employment_are_not_marked_as_required(folder: Path) -> None:
    headers = [cell.value for cell in load_workbook(folder / "crew.xlsx")["Crew"][1]]
    assert headers[:6] == ["Crew ID *", "Full name *", "Role *", "Other roles", "Hire date", "Fire date"]


def lists(page: Worksheet) -> dict[str, list[str]]:
    """Return what stands below each header of a sheet."""
    columns = page.iter_cols(values_only=True)
    return {str(header): [str(value) for value in values if value] for header, *values in columns}


def test_dropdowns_offer_what_stands_in_lists(folder: Path) -> None:
    book = load_workbook(folder / "productions.xlsx")
    assert tuple(lists(book["Lists"])["Statuses of bookings"]) == BOOKINGS.column("Status").choices
    formulas = {check.formula1 for check in book["Bookings"].data_validations.dataValidation}
    assert {"ProductionsListed", "People", "RoleNames", "BookingStatuses"} <= formulas
    assert {"ProductionsListed", "People", "RoleNames", "BookingStatuses"} <= set(book.defined_names)
    check = load_workbook(folder / "crew.xlsx")["Unavailable"].data_validations.dataValidation[0]
    assert (str(check.sqref), check.formula1, bool(check.showErrorMessage)) == ("A2:A50000", "People", False)


def filled(folder: Path, name: str, rows: dict[str, list[tuple]], tmp_path: Path) -> Path:
    """Fill a template's sheets from row 2 on and return its path."""
    book = load_workbook(folder / name)
    for sheet, values in rows.items():
        for number, row in enumerate(values, 2):
            for at, value in enumerate(row, 1):
                book[sheet].cell(number, at).value = value
    book.save(tmp_path / name)
    return tmp_path / name


@needs_libreoffice
def test_lists_follow_what_is_typed(folder: Path, tmp_path: Path) -> None:
    people = [("C1", "Ada Moreau", "Gaffer"), (None,), (7, "Bo Lind", "Grip")]
    crew = filled(folder, "crew.xlsx", {"Crew": people}, tmp_path)
    book = load_workbook(folder / "productions.xlsx")
    for sheet, cell, value in (("Productions", "A2", "P1"), ("Productions", "B2", "Harbour Lights")):
        book[sheet][cell] = value
    book["Lists"]["C2"], book["Lists"]["D2"] = "C1", "Ada Moreau"
    book.save(tmp_path / "productions.xlsx")
    saved = convert([crew, tmp_path / "productions.xlsx"], tmp_path / "saved")
    offered = lists(load_workbook(saved / "crew.xlsx", data_only=True)["Lists"])
    assert offered["People"] == ["C1 · Ada Moreau", "7 · Bo Lind"]
    offered = lists(load_workbook(saved / "productions.xlsx", data_only=True)["Lists"])
    assert (offered["Productions"], offered["People"]) == (["P1 · Harbour Lights"], ["C1 · Ada Moreau"])


def test_requirements_hold_a_matrix_once_two_columns_are_deleted(folder: Path, tmp_path: Path) -> None:
    filled(folder, "crew.xlsx", {"Crew": [("C1", "Ada Moreau", "Gaffer")]}, tmp_path)
    book = load_workbook(folder / "productions.xlsx")
    for at, value in enumerate(("P1", "Harbour Lights", day(3), day(9)), 1):
        book["Productions"].cell(2, at).value = value
    page = book["Requirements"]
    page.delete_cols(2, 2)
    assert [cell.value for cell in page[1]] == ["Production ID *", "From", "To"]
    page["D1"], page["E1"] = "Gaffer", "Focus Puller"
    page["A2"], page["D2"] = "P1", 1
    page["A3"], page["B3"], page["C3"], page["E3"] = "P1", day(4), day(5), 2
    del page.tables[next(iter(page.tables))]  # Excel deletes its columns; openpyxl keeps them
    book.save(tmp_path / "productions.xlsx")
    reading = read_folder(FolderPaths.of(tmp_path))
    assert reading.instance is not None
    needs = [(need.role, need.count, need.span.first_day.day) for need in reading.instance.requirements]
    assert sorted(needs) == [("1st AC", 2, 4), ("Gaffer", 1, 3)]


def test_identifiers_stay_text_and_days_are_iso(folder: Path) -> None:
    page = load_workbook(folder / "crew.xlsx")["Crew"]
    offered = [column.name for column in CREW.columns if column.template]
    formats = {name: page.column_dimensions[letter] for letter, name in zip("ABCDEFGH", offered, strict=True)}
    assert formats["Crew ID"].number_format == "@"
    assert formats["Hire date"].number_format == "yyyy-mm-dd"


def test_the_roles_of_the_trade_do_not_clash(folder: Path) -> None:
    names = [
        name.casefold() for role, _, others in template_roles() for name in (role, *filter(None, others.split("; ")))
    ]
    assert len(names) == len(set(names))
    assert ("Gaffer", "Electrical", "Chief Lighting Technician") in template_roles()
    settings = load_workbook(folder / "productions.xlsx")["Settings"]
    assert [cell.value for cell in settings["A"][1:]] == list(SETTING_MEANINGS)
