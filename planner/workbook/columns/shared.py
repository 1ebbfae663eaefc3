"""What several sheets of the input have in common, and the sheet that a marked copy of an input has besides.

Changes when people or productions are referred to in another way.
"""

from dataclasses import replace

from planner.workbook.columns import heads
from planner.workbook.columns.sheets import Column, Kind

BOOKING_STATUSES = ("confirmed", *(f"hold {rank}" for rank in range(1, 10)), "released", "never")

PERSON = Column(
    heads.CREW_ID,
    Kind.ID,
    "The person's identifier. The column may go when all full names differ; then the names identify.",
    True,
    "C001",
    instead=heads.FULL_NAME,
)
PRODUCTION = Column(
    heads.PRODUCTION_ID,
    Kind.ID,
    "The production's identifier. The column may go when all titles differ; then the titles identify.",
    True,
    "P12",
    instead=heads.TITLE,
)
NAME_BESIDE = Column(heads.FULL_NAME, Kind.TEXT, "The person's name, for reading.", template=False)
TITLE_BESIDE = Column(heads.TITLE, Kind.TEXT, "The production's title, for reading.", template=False)
REMARK = Column(heads.NOTES, Kind.TEXT, "Anything; the planner does not read it.", free=True)
REMARK_BESIDE = replace(REMARK, template=False)

PROBLEMS_NAME = "Problems"  # of the sheet that marked copies have; another one is called "Problems 2"
PROBLEMS_HEADER = (heads.SEVERITY, heads.SHEET, heads.CELL, heads.WHAT, heads.HINT, heads.CODE)
