"""Random edits, one after the other and several at once, end as a plain list of rows says they do.

What stands on a row (its note, link, formula, height) and what spans rows (sums, rules, the Table) must follow them.
Changes when edits can do something else.
"""

import re
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from planner.workbook.xlsx.edits import AppendRow, CannotEdit, DeleteRow, SetCell, edited
from tests.packages import unpack
from tests.sanity.edited_sheet import Line, Model
from tests.unit.workbook.xlsx.edits.opened import as_openpyxl_reads, book_of, changed_parts
from tests.unit.workbook.xlsx.edits.rich_book import rich_book

ROWS = 6
BOOKS = {with_table: rich_book(table=with_table, rows=ROWS) for with_table in (False, True)}
MAY_CHANGE = re.compile(
    r"\[Content_Types\]\.xml|xl/(workbook|calcChain|comments1|worksheets/sheet[12]|tables/table1|charts/chart1"
    r"|drawings/drawing1|_rels/workbook)\.xml(\.rels)?|xl/drawings/vmlDrawing1\.vml|xl/styles\.xml"
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), min_size=1)
VALUES = st.one_of(TEXTS, st.integers(-1000, 1000))
SETS = st.builds(SetCell, st.just("People"), st.integers(2, ROWS + 4), st.sampled_from((1, 3)), st.none() | VALUES)
APPENDS = st.builds(AppendRow, st.just("People"), st.fixed_dictionaries({1: VALUES}, optional={3: VALUES}))
DELETES = st.builds(DeleteRow, st.just("People"), st.integers(2, ROWS + 4))
BATCHES = st.lists(st.lists(SETS | APPENDS | DELETES, min_size=1, max_size=6), min_size=1, max_size=4)


def follow(with_table: bool, batches: list[list[Any]]) -> None:
    """Edit the workbook and the model batch by batch, and compare them after each."""
    data, model = BOOKS[with_table], Model.of(ROWS, with_table)
    for batch in batches:
        left = [line for line in model.summed if line not in {model.line(e.row) for e in batch if type(e) is DeleteRow}]
        if not left:  # the sum, the name and the chart would refer to nothing
            with pytest.raises(CannotEdit, match="refers to"):
                edited(data, batch)
            return
        data = edited(data, batch)
        model.edit(batch)
        compare(data, model)
    assert {name for name in changed_parts(BOOKS[with_table], data) if not MAY_CHANGE.fullmatch(name)} == set()


def compare(data: bytes, model: Model) -> None:
    book = book_of(data)
    people, sums = book["People"], book["Sums & more"]
    last = max(people.max_row, len(model.lines))
    for row in range(1, last + 1):
        compare_row(people, row, model.line(row))
    found = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name("People").to_python(skip_empty_area=False)
    texts = [[None if row[at] == "" else row[at] for at in (0, 2)] for row in found]
    assert texts == [[line.cells.get(1), line.cells.get(3)] for line in model.lines[: len(texts)]]
    assert not any(line.is_filled for line in model.lines[len(texts) :])
    notes = sum(cell.comment is not None for line in people.iter_rows() for cell in line)
    assert notes == sum(line.was > 1 and line.attached for line in model.lines)
    first, end = model.span(model.summed)
    assert sums["A1"].value == f"=SUM(People!C{first}:C{end})"
    assert book.defined_names["Names"].value == f"People!$A${first}:$A${end}"
    assert f"People!$C${first}:$C${end}".encode() in unpack(data)["xl/charts/chart1.xml"]
    rules = {str(rule.sqref) for rule in people.data_validations.dataValidation}
    spans = model.span(model.rule) if model.rule else None
    assert rules == ({area(at, *spans) for at in "AC"} if spans else set())
    if model.table is not None:
        _, bottom = model.span(model.table)
        assert people.tables["PeopleTable"].ref == f"A1:F{bottom}"
        assert people.tables["PeopleTable"].autoFilter.ref == f"A1:F{bottom}"


def area(column: str, first: int, last: int) -> str:
    return f"{column}{first}" if first == last else f"{column}{first}:{column}{last}"


def compare_row(people: Any, row: int, line: Line) -> None:
    found = [people.cell(row, column).value for column in (1, 3)]
    assert found == [as_openpyxl_reads(line.cells.get(column)) for column in (1, 3)], (row, line)
    if line.was > 1 and line.attached:
        assert people.cell(row, 4).value == f"=C{row}*2"
        assert people.cell(row, 5).comment.text == f"note P{line.was}"
        assert people.cell(row, 6).value == f"link P{line.was}"
        assert people.cell(row, 6).hyperlink.location == f"People!A{row}"
        assert people.cell(row, 2).value.day == line.was
        assert people.row_dimensions[row].height == (33 if line.was == 4 else people.row_dimensions[row].height)
    else:
        assert people.cell(row, 5).comment is None


@pytest.mark.parametrize("with_table", [False, True])
@pytest.mark.parametrize("count", [100, pytest.param(1_000, marks=pytest.mark.soak)])
def test_random_edits_end_as_a_list_of_rows_does(with_table: bool, count: int) -> None:
    @settings(max_examples=count, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(BATCHES)
    def run(batches: list[list[Any]]) -> None:
        follow(with_table, batches)

    run()


def test_the_fastest_reader_agrees() -> None:
    calamine = pytest.importorskip("python_calamine")
    edits = [AppendRow("People", {1: "new"}), DeleteRow("People", 2), SetCell("People", 3, 1, "set")]
    data = edited(BOOKS[True], edits)
    rows = calamine.load_workbook(BytesIO(data)).get_sheet_by_name("People").to_python()
    assert [row[0] for row in rows][1:7] == ["set", "P4", "P5", "P6", "P7", "new"]
