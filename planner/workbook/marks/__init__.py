"""Copies of a folder's workbooks in which every problem is marked where it stands.

Changes when another part of the planner needs something else of them.
"""

from planner.workbook.marks.copies import Copy, write_copies
from planner.workbook.marks.target import CopiesInUse

__all__ = ["CopiesInUse", "Copy", "write_copies"]
