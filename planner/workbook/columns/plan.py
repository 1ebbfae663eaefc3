"""The sheets of the plan workbook.

Changes when one of them gains or loses a column.
"""

from planner.workbook.columns import heads
from planner.workbook.columns.changes import CHANGE_COLUMNS
from planner.workbook.columns.shared import BOOKING_STATUSES, REMARK
from planner.workbook.columns.sheets import Column, Kind, Sheet

PLAN_FILE = "plan.xlsx"

_PRODUCTION = Column(heads.PRODUCTION_ID, Kind.ID, required=True), Column(heads.TITLE)
_ROLE = Column(heads.ROLE, Kind.ROLE, required=True)
_SLOT = Column(heads.SLOT, Kind.WHOLE, required=True)
_DAYS = Column(heads.FROM, Kind.DATE, required=True), Column(heads.TO, Kind.DATE, required=True)
_PERSON = Column(heads.CREW_ID, Kind.ID, "Blank when the slot is vacant.", True), Column(heads.FULL_NAME)

ASSIGNMENTS = Sheet(
    "Assignments",
    "One row per slot, filled or vacant.",
    (
        *(*_PRODUCTION, _ROLE, _SLOT, *_DAYS, *_PERSON),
        Column(heads.BOOKED, Kind.CHOICE, "What stands in Bookings, for reading.", choices=BOOKING_STATUSES),
        Column(heads.BOOKING, Kind.CHOICE, "Type a status here; the next run obeys it.", choices=BOOKING_STATUSES),
        Column(
            heads.CHANGE,
            Kind.CHOICE,
            "Against the published plan, else the previous one.",
            choices=("kept", "moved", "new"),
        ),
    ),
    required=True,
)
OUTSIDE_WINDOW = Sheet(
    "Outside the window",
    "Assignments of the previous plan outside the plan window; they stay as they are.",
    (*_PRODUCTION, _ROLE, _SLOT, *_DAYS, *_PERSON),
)
CONFLICTS = Sheet(
    "Conflicts",
    "Everything that somebody must decide.",
    (
        Column(heads.CODE, Kind.TEXT, required=True),
        Column(heads.SEVERITY, Kind.CHOICE, choices=("error", "warning", "info")),
        *(*_PRODUCTION, _ROLE, _SLOT, *_DAYS, _PERSON[0]),
        Column(heads.WHAT),
        Column(heads.WHY),
        Column(heads.OPTIONS),
        Column(heads.SOURCE, Kind.TEXT, "File, sheet and cell."),
    ),
)
CANDIDATES = Sheet(
    "Candidates",
    "Per vacancy the people who have the role, nearest first.",
    (
        *(_PRODUCTION[0], _ROLE, _SLOT, *_DAYS, *_PERSON),
        Column(heads.REASON, Kind.TEXT, "Codes of what keeps the person out, or free."),
        Column(heads.DETAIL),
    ),
)
PLAN_PRODUCTIONS = Sheet(
    "Productions",
    "One row per production in the plan.",
    (
        *_PRODUCTION,
        Column(heads.START, Kind.DATE),
        Column(heads.END, Kind.DATE),
        Column(heads.PRIORITY, Kind.WHOLE),
        Column(heads.SLOTS, Kind.WHOLE),
        Column(heads.FILLED, Kind.WHOLE),
    ),
)
PLAN_CREW = Sheet(
    "Crew",
    "One row per employment.",
    (
        *_PERSON,
        _ROLE,
        Column(heads.DAYS, Kind.WHOLE),
        Column(heads.DAY_RATE, Kind.MONEY),
        Column(heads.COST, Kind.MONEY),
    ),
)
# What these two say beside the contract's columns.
MORE_ON_PRODUCTIONS = (heads.VACANT, heads.WHOLE, heads.PEOPLE)
MORE_ON_CREW = (
    heads.DAYS_AVAILABLE,
    heads.USED,
    heads.PRODUCTIONS,
    heads.HIRE_DATE,
    heads.FIRE_DATE,
    heads.OTHER_ROLES,
)
CHANGES = Sheet(
    "Changes",
    "Differences to the published plan, else to the previous one.",
    (
        Column(heads.CHANGE, Kind.CHOICE, choices=("gained", "lost", "moved", "no longer there")),
        *(*_PRODUCTION, _ROLE, *_DAYS),
        Column(heads.PREVIOUS_FROM, Kind.DATE, "Of what moved: its days before."),
        Column(heads.PREVIOUS_TO, Kind.DATE),
        *_PERSON,
    ),
)
REMEDIES = Sheet(
    "Remedies",
    "What would fill vacancies, a row per change; planner apply makes one real by its number.",
    (
        Column(heads.REMEDY, Kind.TEXT, "Its number: planner apply FOLDER R3.", True),
        *CHANGE_COLUMNS,
        REMARK,
        Column(heads.FILLS, Kind.TEXT, "The vacancies that it fills."),
        Column(heads.GAINS, Kind.TEXT, "How the goals change with it."),
        Column(heads.WHAT),
    ),
)
TYPED_BOOKINGS = Sheet(
    "Typed bookings",
    "Bookings typed into a plan; each holds until its row is deleted here or entered in productions.xlsx.",
    (
        *(*_PRODUCTION, _ROLE),
        Column(heads.FROM, Kind.DATE, "The days of the row beside which it was typed; blank: no limit."),
        Column(heads.TO, Kind.DATE),
        *_PERSON,
        Column(heads.BOOKING, Kind.CHOICE, "The status as it was typed.", True, choices=BOOKING_STATUSES),
    ),
)

# Tables on sheets that are laid out freely; of grids, only what stands left of the days or weeks.
SUMMARY_NAME, TIMELINE_NAME, SHORTAGES_NAME, RUN_NAME = "Summary", "Timeline", "Shortages", "Run"
DAYS_NAME, DEPARTMENTS_NAME = "Days", "Departments"
GRID_NAMES = (TIMELINE_NAME, DAYS_NAME, DEPARTMENTS_NAME)
SUMMARY_GOALS = (heads.GOAL, heads.VALUE, heads.BOUND, heads.PROVEN, heads.COUNTED)
SUMMARY_INPUTS = (heads.INPUT, heads.FILE, heads.LAST_CHANGE)
SUMMARY_ROLES = (
    heads.ROLE,
    heads.PEOPLE,
    heads.DAYS_AVAILABLE,
    heads.DAYS_ASKED,
    heads.DAYS_FILLED,
    heads.VACANT_SLOTS,
)
SUMMARY_PEOPLE = (heads.FULL_NAME, heads.CREW_ID, heads.ROLE, heads.DAYS, heads.DAYS_AVAILABLE, heads.USED)
TIMELINE_PRODUCTIONS, TIMELINE_PEOPLE = (
    (heads.PRODUCTION, heads.TITLE, heads.CODE, heads.PRIORITY),
    (heads.ROLE, heads.NAME, heads.ID, heads.WORK),
)
DEPARTMENTS = (heads.DEPARTMENT, heads.ROLE, heads.PEOPLE, heads.SHORT)
SHORTAGES = (
    heads.ROLE,
    heads.WEEK_FROM,
    heads.NEEDED,
    heads.THERE,
    heads.MISSING,
    heads.VACANT_SLOTS,
    heads.IDLE,
    heads.WHO_IS_IDLE,
)
RUN, RUN_GOALS = (
    (heads.KEY, heads.VALUE),
    (heads.GOAL, heads.PRIORITY, heads.RANK, heads.VALUE, heads.BOUND, heads.PROVEN, heads.CUT),
)

PLAN_TABLES = (
    *(ASSIGNMENTS, OUTSIDE_WINDOW, CONFLICTS, CANDIDATES, PLAN_PRODUCTIONS),
    *(PLAN_CREW, CHANGES, REMEDIES, TYPED_BOOKINGS),
)
PLAN_SHEET_NAMES = (
    SUMMARY_NAME,
    *GRID_NAMES,
    SHORTAGES_NAME,
    RUN_NAME,
    *(sheet.name for sheet in PLAN_TABLES),
)
