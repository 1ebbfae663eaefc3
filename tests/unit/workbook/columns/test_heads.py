"""Every header is spelt in one place."""

import ast
from pathlib import Path

from planner.workbook.columns import crew, heads, plan, productions, shared
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
    sheets = [one for module in (crew, productions, plan) for one in vars(module).values() if isinstance(one, Sheet)]
    tables = [one for module in (plan, shared) for name, one in vars(module).items() if name in TABLES]
    assert {name for sheet in sheets for name in sheet.names} | {name for one in tables for name in one} == SPELT


TABLES = (
    *("SUMMARY_GOALS", "SUMMARY_INPUTS", "SUMMARY_ROLES", "SUMMARY_PEOPLE", "TIMELINE_PRODUCTIONS", "TIMELINE_PEOPLE"),
    *("SHORTAGES", "RUN", "RUN_GOALS", "MORE_ON_PRODUCTIONS", "MORE_ON_CREW", "PROBLEMS_HEADER"),
)


def test_no_header_is_spelt_elsewhere() -> None:
    for path in WORKBOOK.rglob("*.py"):
        if path.parent.name not in ("columns", "changes") and path.name != "plan_reading.py":
            found = {one.value for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Constant)}
            assert found & SPELT <= NO_COLUMNS.get(path.name, set()), path
