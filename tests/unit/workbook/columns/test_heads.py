"""Every header is spelt in one place."""

import ast
from pathlib import Path

from planner.workbook.columns import changes, comparison, crew, heads, plan, productions, shared
from planner.workbook.columns.sheets import Sheet

WORKBOOK = Path(heads.__file__).parents[1]
SPELT = {text for name, text in vars(heads).items() if name.isupper()}
# Words that stand for something else where they stand: a department, sheets, lists, settings, figures.
NO_COLUMNS = {
    "known_roles.py": {heads.PRODUCTION},
    "registers.py": {heads.PRODUCTIONS, heads.CREW},
    "settings_sheet.py": {heads.WORK_DAYS},
    "books.py": {heads.PEOPLE},
    "dropdowns.py": {heads.PEOPLE, heads.PRODUCTIONS},
    "readme_sheet.py": {heads.SHEET},
    "workbook_names.py": {heads.SHEET},
    "summary_sheet.py": {heads.SLOTS, heads.PRODUCTIONS, heads.PEOPLE, heads.COST},
    "run_sheet.py": {heads.STATUS, heads.SLOTS, heads.FILLED, heads.VACANT, heads.PRODUCTIONS},
}


def test_the_sheets_are_made_of_these_headers() -> None:
    modules = (changes, comparison, crew, productions, plan, shared)
    defined = [one for module in modules for one in vars(module).values()]
    sheets = [sheet.names for sheet in defined if isinstance(sheet, Sheet)]
    tables = [one for one in defined if isinstance(one, tuple) and set(one) <= SPELT]
    assert {name for names in (*sheets, *tables) for name in names} == SPELT


def test_no_header_is_spelt_elsewhere() -> None:
    for path in WORKBOOK.rglob("*.py"):
        if path.parent.name != "columns" and path.name != "__init__.py":  # which lists names of its own
            found = {one.value for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Constant)}
            assert found & SPELT <= NO_COLUMNS.get(path.name, set()), path
