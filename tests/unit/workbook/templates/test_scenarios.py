"""The workbook of scenarios to fill in. Changes when it offers more."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from planner.domain.change import MoveProduction, SetLastDay
from planner.domain.change_rows import WORDS
from planner.workbook.columns.changes import MEANINGS
from planner.workbook.scenario_reading import read_scenarios
from planner.workbook.templates.scenarios import write_scenario_template
from tests.unit.workbook.books import read


def test_every_word_of_change_is_explained() -> None:
    assert list(MEANINGS) == list(WORDS)


def test_it_offers_what_the_folder_has_and_reads_what_is_chosen(tmp_path: Path) -> None:
    reading, path = read(tmp_path), tmp_path / "scenarios.xlsx"
    assert reading.instance is not None
    write_scenario_template(path, reading.instance)
    book = load_workbook(path)
    lists = {column[0]: list(column[1:]) for column in book["Lists"].iter_cols(values_only=True)}
    assert [text for text in lists["Production"] if text] == ["P1 · Harbour Lights", "P2 · Quince"]
    assert [text for text in lists["Role"] if text] == ["Driver", "Gaffer", "Grip"]
    page = book["Scenarios"]
    checked = {str(one.sqref).partition("2:")[0]: one.formula1 for one in page.data_validations.dataValidation}
    assert checked == {"B": "ChangesListed", "C": "ProductionsListed", "D": "PeopleListed", "E": "RoleNames"}
    page.append(("Later", "move", lists["Production"][1], None, None, None, None, "1..2"))
    page.append(("Leaves", "last day", None, lists["Crew"][0], None, None, date(2026, 5, 9)))
    book.save(path)
    found = read_scenarios(path, reading)
    assert found.findings == ()
    assert [one.changes for one in found.scenarios] == [
        (MoveProduction("P2", 1),),
        (MoveProduction("P2", 2),),
        (SetLastDay("C1", date(2026, 5, 9)),),
    ]
