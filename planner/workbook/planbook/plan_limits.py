"""How much of a plan workbook is read.

Changes when plans become larger.
"""

from planner.workbook.inputs.requirements_sheet import MOST_SLOTS

# Its unread sheets may be large. Of the others a plan of MOST_SLOTS rows, all booked and typed into, has no more.
MOST_PLAN_BYTES = 600_000_000
MOST_PLAN_CELLS = 14 * MOST_SLOTS
