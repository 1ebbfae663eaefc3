"""One workbook with its problems marked."""

from pathlib import Path

import pytest

from planner.domain.finding import Finding, Place, Severity
from planner.workbook.marks import marked_workbook as marking
from planner.workbook.marks.marked_workbook import marked_workbook
from planner.workbook.marks.wording import COLOURS
from planner.workbook.xlsx.edits import AddSheet, CannotEdit, edited
from tests.unit.workbook.books import CREW, write_book
from tests.unit.workbook.xlsx.edits.opened import book_of, changed_parts
from tests.unit.workbook.xlsx.edits.rich_book import rich_book


def finding(cell: str, severity: Severity = Severity.ERROR, sheet: str = "Crew", what: str = "") -> Finding:
    return Finding("bad-date", severity, Place("crew.xlsx", sheet, cell), what or f"{cell} is odd.", "Mend it.", "Role")


@pytest.fixture
def data(tmp_path: Path) -> bytes:
    return write_book(tmp_path / "crew.xlsx", {"Crew": CREW}).read_bytes()


@pytest.mark.parametrize(
    ("severity", "word"), [(Severity.ERROR, "Error"), (Severity.WARNING, "Warning"), (Severity.INFO, "Note")]
)
def test_a_severity_is_told_by_colour_and_by_word(data: bytes, severity: Severity, word: str) -> None:
    marked, cells = marked_workbook(data, [finding("C2", severity)])
    book = book_of(marked)
    assert cells == 1
    assert book["Crew"]["C2"].fill.fgColor.rgb == f"FF{COLOURS[severity]}"
    assert book["Crew"]["C2"].comment.text == f"{word}: C2 is odd. Mend it."
    assert book["Problems"]["A2"].value == word
    assert book["Problems"]["A2"].fill.fgColor.rgb == f"FF{COLOURS[severity]}"
    assert book["Crew"]["C3"].fill.fill_type is None
    assert len(set(COLOURS.values())) == 3


def test_the_list_names_sheet_cell_what_hint_and_code_and_links_to_the_cell(data: bytes) -> None:
    page = book_of(marked_workbook(data, [finding("C2")])[0])["Problems"]
    assert [cell.value for cell in page[1]] == ["Severity", "Sheet", "Cell", "What", "Hint", "Code"]
    assert [cell.value for cell in page[2]] == ["Error", "Crew", "C2", "Role: C2 is odd.", "Mend it.", "bad-date"]
    assert page["C2"].hyperlink.location == "'Crew'!C2"


def test_the_list_begins_with_the_worst(data: bytes) -> None:
    found = [finding("A2", Severity.INFO), finding("B2", Severity.WARNING), finding("C2"), finding("A3")]
    page = book_of(marked_workbook(data, found)[0])["Problems"]
    assert [page.cell(row, 3).value for row in range(2, 6)] == ["C2", "A3", "B2", "A2"]


def test_two_findings_about_one_cell_share_its_note_and_the_worst_colours_it(data: bytes) -> None:
    found = [finding("C2", Severity.WARNING, what="one."), finding("C2", what="two.")]
    marked, cells = marked_workbook(data, found)
    cell = book_of(marked)["Crew"]["C2"]
    assert cells == 1
    assert cell.comment.text == "Error: Two. Mend it.\n\nWarning: One. Mend it."
    assert cell.fill.fgColor.rgb == f"FF{COLOURS[Severity.ERROR]}"


@pytest.mark.parametrize(("sheet", "cell"), [("", ""), ("Crew", ""), ("Roles", "A1"), ("Roles", "")])
def test_what_is_about_no_cell_that_there_is_stands_on_the_list_alone(data: bytes, sheet: str, cell: str) -> None:
    marked, cells = marked_workbook(data, [finding(cell, sheet=sheet)])
    assert cells == 0
    assert book_of(marked)["Problems"]["B2"].value == (sheet or None)
    assert book_of(marked)["Problems"]["C2"].hyperlink is None


def test_without_findings_the_workbook_is_the_same(data: bytes) -> None:
    assert marked_workbook(data, []) == (data, 0)


def test_the_list_has_a_name_of_its_own(data: bytes) -> None:
    taken = edited(data, [AddSheet("PROBLEMS", ("Mine",)), AddSheet("Problems 2", ("Mine",))])
    assert book_of(marked_workbook(taken, [finding("C2")])[0]).sheetnames[-1] == "Problems 3"
    once = marked_workbook(data, [finding("C2")])[0]
    assert book_of(marked_workbook(once, [finding("C2")])[0]).sheetnames == ["Crew", "Problems", "Problems 2"]


def test_only_so_many_cells_get_a_note(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "MOST_NOTES", 2)
    page = book_of(marked_workbook(data, [finding(f"C{row}") for row in (2, 3, 4)])[0])
    assert [page["Crew"][f"C{row}"].comment is None for row in (2, 3, 4)] == [False, False, True]
    assert page["Crew"]["C4"].fill.fgColor.rgb == f"FF{COLOURS[Severity.ERROR]}"
    assert page["Problems"]["C4"].hyperlink.location == "'Crew'!C4"


def test_a_long_story_is_shortened_in_the_note_and_whole_on_the_list(data: bytes) -> None:
    book = book_of(marked_workbook(data, [finding("C2", what="x" * 5_000)])[0])
    assert len(book["Crew"]["C2"].comment.text) < 2_000
    assert len(book["Problems"]["D2"].value) > 5_000


def test_charts_pictures_tables_and_more_stay_as_they_are() -> None:
    before = rich_book(table=True)
    after, _ = marked_workbook(before, [finding("C2", sheet="People"), finding("E3", sheet="People")])
    changed = changed_parts(before, after)
    assert not {name for name in changed if "chart" in name or "media" in name or "table" in name or "theme" in name}
    assert "xl/worksheets/sheet2.xml" not in changed
    assert book_of(after)["People"]["E3"].comment.text == "note P3\n\nError: E3 is odd. Mend it."


def test_what_is_no_workbook_cannot_be_marked() -> None:
    with pytest.raises(CannotEdit, match="empty"):
        marked_workbook(b"", [finding("C2")])
