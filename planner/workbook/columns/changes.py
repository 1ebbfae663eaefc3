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

MEANINGS = {
    "hire": ("Role, Number; From, To, Day rate", "So many new people; a blank rate is the median of the role's."),
    "add person": (
        "Crew (name), Role; From, To, Day rate, Value (other roles)",
        "One person; with an ID another employment.",
    ),
    "first day": ("Crew, From; To (says which employment)", "Sets the hire date."),
    "last day": ("Crew, To; From (says which employment)", "Sets the fire date; a blank To is no end."),
    "rate": ("Crew, Day rate; From", "From that day on, or altogether."),
    "role": ("Crew, Role, Value (main, other or none)", "Gives a role, or takes it."),
    "away": ("Crew, From, To; Value (reason)", "Adds an absence."),
    "back": ("Crew, From, To", "Takes an absence of these days back."),
    "move leave": ("Crew, From, To, Number (days)", "Moves that absence; negative is earlier."),
    "add production": ("Title, From, To; Production, Priority", "With the next ID; its needs follow as need rows."),
    "title": ("Production, Value", "Calls it something else."),
    "limits": ("Production; From, To", "Its earliest start and latest end."),
    "work days": ("Production; Value (Mon, Tue, …)", "The days that it pays; blank: those of the settings."),
    "move": ("Production, Number (days)", "Moves it with all its windows; negative is earlier."),
    "days": ("Production, From, To; Value (move or clip)", "Other days; windows beyond are moved or clipped."),
    "need": (
        "Production, Role, Number; From, To",
        "So many people, 0 none. Blank days: all of its own.",
    ),
    "window": ("Production, Role, From, To, Value (A..B)", "The slots of these days take place from A to B."),
    "split": ("Production, Role, From, To, Value (day)", "One slot in two, the second from this day on."),
    "cancel": ("Production", "It does not take place."),
    "restore": ("Production", "It takes place after all."),
    "priority": ("Production, Value", "1 is the highest, 5 the lowest."),
    "book": ("Production, Crew, Value; Role, From, To", "confirmed, hold 1 … hold 9, released, never; none drops it."),
    "set": ("Value (Gap days = 2)", "Another setting; goals too."),
}
"""What each word of change needs, what it may have besides behind the semicolon, and what it does."""
