"""Edits of a workbook that lose nothing: only what they touch, and what must follow from it, is written anew.

Changes when another part of the planner needs something else of it.
"""

from planner.workbook.xlsx.edits.application import edited, sheet_titles
from planner.workbook.xlsx.edits.edit import (
    AddSheet,
    AppendRow,
    CannotEdit,
    DeleteRow,
    Edit,
    Link,
    MarkCell,
    SetCell,
    Value,
)

__all__ = [
    "AddSheet",
    "AppendRow",
    "CannotEdit",
    "DeleteRow",
    "Edit",
    "Link",
    "MarkCell",
    "SetCell",
    "Value",
    "edited",
    "sheet_titles",
]
