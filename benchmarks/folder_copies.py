"""Copies of planning folders that differ in a setting or a column.

Changes when folders are measured with another change.
"""

import shutil
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

INPUTS = ("crew.xlsx", "productions.xlsx")


def copy_inputs(source: Path, target: Path, goals: str | None = None, priorities: bool = True) -> None:
    """Copy a folder's two input workbooks, with other ``Goals`` or without the Priority column when asked for."""
    target.mkdir(parents=True, exist_ok=True)
    for name in INPUTS:
        shutil.copyfile(source / name, target / name)
    if goals is None and priorities:
        return
    path = target / "productions.xlsx"
    book = load_workbook(path)
    if goals is not None:
        _set_goals(book["Settings"] if "Settings" in book.sheetnames else book.create_sheet("Settings"), goals)
    if not priorities:
        _drop_column(book["Productions"], "Priority")
    book.save(path)


def _set_goals(sheet: Worksheet, goals: str) -> None:
    if sheet.max_row == 1 and sheet["A1"].value is None:
        sheet["A1"], sheet["B1"] = "Setting", "Value"
    for (setting,) in sheet.iter_rows(max_col=1):
        if str(setting.value).strip().casefold() == "goals":
            setting.offset(column=1).value = goals
            return
    sheet.append(("Goals", goals))


def _drop_column(sheet: Worksheet, name: str) -> None:
    for row in sheet.iter_rows(max_row=20):
        for cell in row:
            if str(cell.value).strip().rstrip("*").strip().casefold() == name.casefold():
                sheet.delete_cols(cell.column)
                return
