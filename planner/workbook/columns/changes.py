"""The columns of a row of change, which scenarios and remedies share, and the sheet of scenarios.

Changes when a word of change gains a column.
"""

from planner.domain.change_rows import WORDS
from planner.workbook.columns import heads
from planner.workbook.columns.shared import REMARK
from planner.workbook.columns.sheets import Column, Kind, Sheet

CHANGE_COLUMNS = (
    Column(heads.CHANGE, Kind.TEXT, "What is changed.", True, "move", choices=tuple(WORDS)),
    Column(heads.PRODUCTION, Kind.ID, "The production, by ID or title.", example="P12"),
    Column(heads.CREW, Kind.ID, "The person, by ID or name.", example="C001"),
    Column(heads.ROLE, Kind.ROLE, "The role.", example="Gaffer"),
    Column(heads.FROM, Kind.DATE, "First day; varied as 2027-05-10+(0..3).", example="2027-05-10"),
    Column(heads.TO, Kind.DATE, "Last day; varied likewise.", example="2027-05-14"),
    Column(heads.NUMBER, Kind.WHOLE, "How many people or days; varied as -14..14 or -14..14 step 7.", example="7"),
    Column(heads.DAY_RATE, Kind.MONEY, "Day rate; varied likewise.", example="450"),
    Column(heads.VALUE, Kind.TEXT, "What else the change needs.", example="hold 1"),
    Column(heads.TITLE, Kind.TEXT, "The title of a production that is added.", example="Harbour Lights"),
    Column(heads.PRIORITY, Kind.WHOLE, "Its priority, 1 to 5; varied likewise.", example="2"),
)
COLUMN_OF = {
    heads.CHANGE: "change",
    heads.PRODUCTION: "production",
    heads.CREW: "crew",
    heads.ROLE: "role",
    heads.FROM: "from",
    heads.TO: "to",
    heads.NUMBER: "number",
    heads.DAY_RATE: "day_rate",
    heads.VALUE: "value",
    heads.TITLE: "title",
    heads.PRIORITY: "priority",
}
"""Which column of a row of change stands under which header."""

SCENARIOS = Sheet(
    "Scenarios",
    "One row per change; the changes of a scenario follow each other in their order.",
    (Column(heads.SCENARIO, Kind.TEXT, "The scenario's name.", True, "Later start"), *CHANGE_COLUMNS, REMARK),
    required=True,
)
