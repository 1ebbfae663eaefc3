"""Every header of every sheet by a name, so that each is spelt once.

Changes when a column is called something else.
"""

# of the crew workbook
CREW_ID, FULL_NAME = "Crew ID", "Full name"
ROLE, OTHER_ROLES = "Role", "Other roles"
HIRE_DATE, FIRE_DATE = "Hire date", "Fire date"
DAY_RATE = "Day rate"
EMAIL, PHONE, NOTES = "Email", "Phone", "Notes"
FROM, TO = "From", "To"
REASON = "Reason"
DEPARTMENT, ALSO_CALLED = "Department", "Also called"

# of the productions workbook
PRODUCTION_ID, TITLE = "Production ID", "Title"
START, END = "Start", "End"
EARLIEST_START, LATEST_END = "Earliest start", "Latest end"
PRIORITY, STATUS = "Priority", "Status"
COUNT = "Count"
SETTING, VALUE = "Setting", "Value"
WORK_DAYS = "Work days"
DATE, NAME = "Date", "Name"

# of the plan workbook's rows
SLOT = "Slot"
BOOKED, BOOKING = "Booked", "Booking"
CHANGE, PREVIOUS_FROM, PREVIOUS_TO = "Change", "Previous From", "Previous To"
CODE, SEVERITY = "Code", "Severity"
WHAT, WHY, OPTIONS, SOURCE = "What", "Why", "Options", "Source"
DETAIL = "Detail"

REMEDY, FILLS, GAINS = "Remedy", "Fills", "Gains"

# of rows of change
SCENARIO, NUMBER, CREW = "Scenario", "Number", "Crew"

# of its sums
SLOTS, FILLED, VACANT, WHOLE = "Slots", "Filled", "Vacant", "Whole"
PEOPLE, PRODUCTIONS = "People", "Productions"
DAYS, DAYS_AVAILABLE, DAYS_ASKED, DAYS_FILLED = "Days", "Days available", "Days asked", "Days filled"
USED, COST = "Used %", "Cost"
WEEK_FROM = "Week from"
NEEDED, THERE, MISSING, VACANT_SLOTS = "Needed", "There", "Missing", "Vacant slots"
IDLE, WHO_IS_IDLE = "Idle", "Who is idle"
SHORT = "Short"
GOAL, RANK, BOUND, PROVEN, CUT, COUNTED = "Goal", "Rank", "Bound", "Proven", "Cut", "What is counted"
INPUT, FILE, LAST_CHANGE = "Input", "File", "Last change"
KEY = "Key"
PRODUCTION, ID, WORK = "Production", "ID", "Work"

# of comparisons
PLAN, FIGURE, ABOUT, WAS, NOW = "Plan", "Figure", "About", "Was", "Now"

# of the list of problems in a marked copy
SHEET, CELL, HINT = "Sheet", "Cell", "Hint"
