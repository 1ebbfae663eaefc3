"""Sheets and columns as data: the one truth for the reader, the templates, the plan writer and the manual.

Changes when a workbook gains, loses or renames a sheet or a column.
"""

from dataclasses import dataclass, replace
from enum import Enum

from planner.domain.names import header_key

CREW_FILE, PRODUCTIONS_FILE, PLAN_FILE = "crew.xlsx", "productions.xlsx", "plan.xlsx"


class Kind(Enum):
    """What a cell of a column holds; the value says it to a person."""

    ID = "an identifier, as text"
    TEXT = "text"
    ROLE = "one role"
    ROLES = "roles, separated by ; or ,"
    ALIASES = "names, separated by ;"
    DATE = "a date, yyyy-mm-dd"
    WHOLE = "a whole number"
    MONEY = "an amount, 0 or more, at most two decimals"
    CHOICE = "one of a list"


BOOKING_STATUSES = ("confirmed", *(f"hold {rank}" for rank in range(1, 10)), "released", "never")


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``required`` means that the header must be there (of two alternatives, that one of them must)."""

    name: str
    kind: Kind = Kind.TEXT
    meaning: str = ""
    required: bool = False
    example: str = ""
    choices: tuple[str, ...] = ()
    instead: str = ""  # the column that may stand in for this one, such as Full name for Crew ID
    template: bool = True  # whether the template offers it
    free: bool = False  # for people alone: nothing that stands there is wrong
    may_be_blank: bool = False  # whether rows do without a value although the header must be there

    @property
    def needed(self) -> bool:
        """Whether every row needs a value."""
        return self.required and not self.may_be_blank

    @property
    def format(self) -> str:
        """What to type, in words: the kind, or the list of choices when it is short."""
        return " or ".join(self.choices) if 0 < len(self.choices) <= 2 else self.kind.value


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet and its columns, in the order in which they are written."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    required: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The headers, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column called ``name``; raises KeyError when the sheet has none."""
        return {header_key(column.name): column for column in self.columns}[header_key(name)]


CREW_ID = Column(
    "Crew ID",
    Kind.ID,
    "The person's identifier. The column may go when all full names differ; then the names identify.",
    True,
    "C001",
    instead="Full name",
)
PRODUCTION_ID = Column(
    "Production ID",
    Kind.ID,
    "The production's identifier. The column may go when all titles differ; then the titles identify.",
    True,
    "P12",
    instead="Title",
)
NAME_BESIDE = Column("Full name", Kind.TEXT, "The person's name, for reading.", template=False)
TITLE_BESIDE = Column("Title", Kind.TEXT, "The production's title, for reading.", template=False)
NOTES = Column("Notes", Kind.TEXT, "Anything; the planner does not read it.", free=True)
NOTES_BESIDE = replace(NOTES, template=False)

CREW = Sheet(
    "Crew",
    "One row per person and employment: in which roles, from when to when.",
    (
        CREW_ID,
        Column("Full name", Kind.TEXT, "The person's name.", True, "Ada Moreau"),
        Column("Role", Kind.ROLE, "The role the person was hired for.", True, "Gaffer"),
        Column(
            "Other roles", Kind.ROLES, "Further roles the person may fill.", example="Electrician; Generator Operator"
        ),
        Column(
            "Hire date", Kind.DATE, "First day employed. Blank: always there.", True, "2026-01-05", may_be_blank=True
        ),
        Column(
            "Fire date",
            Kind.DATE,
            "Last day employed, still worked. Blank: no end.",
            True,
            "2026-12-18",
            may_be_blank=True,
        ),
        Column("Day rate", Kind.MONEY, "Cost of one day. Blank counts as 0.", example="450.00"),
        Column("Email", Kind.TEXT, "For reading.", template=False, free=True),
        Column("Phone", Kind.TEXT, "For reading.", template=False, free=True),
        NOTES,
    ),
    required=True,
)
CREW_REMARKS = tuple(column.name for column in CREW.columns if column.free)
UNAVAILABLE = Sheet(
    "Unavailable",
    "One row per absence: days on which somebody employed cannot work.",
    (
        CREW_ID,
        NAME_BESIDE,
        Column("From", Kind.DATE, "First day away.", True, "2026-05-04"),
        Column("To", Kind.DATE, "Last day away; the same day for a single one.", True, "2026-05-08"),
        Column("Reason", Kind.TEXT, "Why, for reading.", example="holiday", free=True),
        NOTES_BESIDE,
    ),
)
ROLES = Sheet(
    "Roles",
    "Every role there is. When this sheet is there, a role anywhere else must be on it.",
    (
        Column("Role", Kind.TEXT, "The role's name.", True, "Gaffer"),
        Column("Department", Kind.TEXT, "The department it belongs to.", example="Electrical"),
        Column("Also called", Kind.ALIASES, "Other names of the same role.", example="Chief Lighting Technician"),
        NOTES_BESIDE,
    ),
)
PRODUCTIONS = Sheet(
    "Productions",
    "One row per production: what is staged, and when.",
    (
        PRODUCTION_ID,
        Column("Title", Kind.TEXT, "The production's title.", True, "Harbour Lights"),
        Column("Start", Kind.DATE, "First day.", True, "2026-05-03"),
        Column("End", Kind.DATE, "Last day, still worked.", True, "2026-05-15"),
        Column("Priority", Kind.WHOLE, "1 is the highest, 5 the lowest. Blank is 3.", example="2"),
        Column(
            "Status",
            Kind.CHOICE,
            "Cancelled productions are left out of the plan. Blank is active.",
            example="active",
            choices=("active", "cancelled"),
        ),
        NOTES,
        Column("Earliest start", Kind.DATE, "How early a suggestion may move it.", example="2026-04-27"),
        Column("Latest end", Kind.DATE, "How late a suggestion may move it.", example="2026-05-29"),
        Column("Work days", Kind.TEXT, "Its paid days of the week, if not those of Settings.", example="Mon-Sat"),
    ),
    required=True,
)
REQUIREMENTS = Sheet(
    "Requirements",
    "One row per production and role: how many people. Or a matrix: a row per production, a column per role.",
    (
        PRODUCTION_ID,
        TITLE_BESIDE,
        Column("Role", Kind.ROLE, "The role that is needed.", True, "Gaffer"),
        Column("Count", Kind.WHOLE, "How many people of that role.", True, "1"),
        Column("From", Kind.DATE, "First day, if not the production's own.", example="2026-05-04"),
        Column("To", Kind.DATE, "Last day, if not the production's own.", example="2026-05-06"),
        NOTES_BESIDE,
    ),
    required=True,
)
BOOKINGS = Sheet(
    "Bookings",
    "One row per person and production: what is already agreed.",
    (
        PRODUCTION_ID,
        TITLE_BESIDE,
        CREW_ID,
        NAME_BESIDE,
        Column("Role", Kind.ROLE, "The role booked. Blank: any role.", example="Gaffer"),
        Column("From", Kind.DATE, "First day that it is about. Blank: no limit.", example="2026-05-04"),
        Column("To", Kind.DATE, "Last day that it is about. Blank: no limit.", example="2026-05-06"),
        Column(
            "Status",
            Kind.CHOICE,
            "confirmed, hold 1 (first refusal) to hold 9, released (let go, replaced if somebody can) or never.",
            True,
            "hold 1",
            BOOKING_STATUSES,
        ),
        NOTES_BESIDE,
    ),
)
SETTINGS = Sheet(
    "Settings",
    "How to plan. A missing or blank setting has the value in brackets.",
    (
        Column("Setting", Kind.TEXT, "The setting's name.", True, "Gap days"),
        Column("Value", Kind.TEXT, "Its value.", True, "1", may_be_blank=True),
        NOTES_BESIDE,
    ),
)
SETTING_MEANINGS = {
    "Staffing": "partial: fill what can be filled; whole: a production gets all its slots or none. (partial)",
    "Goals": "What is optimised, most important first. (coverage; whole; holds; stability; main-role; cost)",
    "Gap days": "Free days between two productions of one person, 0 or more. (0)",
    "Plan from": "First day of the plan window. (no limit)",
    "Plan to": "Last day of the plan window. (no limit)",
    "Time limit": "Seconds that planning may take; 0 is none. (600)",
    "Date order": "How dates read that are text: dmy, mdy or ymd. (what reads one way only)",
    "Work days": "Days of the week that are paid: Mon-Fri, Mon-Sat, or a list such as Tue, Wed, Sat. (Mon-Sun)",
    "Holidays": "Country or region whose public holidays are not paid, such as DE or DE-BY. (none)",
}
HOLIDAYS = Sheet(
    "Holidays",
    "One row per day that is not paid, besides the public holidays of the setting Holidays.",
    (
        Column("Date", Kind.DATE, "The day.", True, "2026-12-24"),
        Column("Name", Kind.TEXT, "What it is called.", example="Christmas Eve"),
        NOTES_BESIDE,
    ),
)

CREW_SHEETS = (CREW, UNAVAILABLE, ROLES)
PRODUCTION_SHEETS = (PRODUCTIONS, REQUIREMENTS, BOOKINGS, SETTINGS, HOLIDAYS)

# The plan workbook. Summary, Timeline and Run are laid out freely; the tables are these.
PROBLEMS_NAME = "Problems"  # of the sheet that marked copies have; another one is called "Problems 2"
SUMMARY_NAME, TIMELINE_NAME, SHORTAGES_NAME, RUN_NAME = "Summary", "Timeline", "Shortages", "Run"

PLAN_PRODUCTION_ID = Column("Production ID", Kind.ID, required=True)
PLAN_ROLE = Column("Role", Kind.ROLE, required=True)
PLAN_SLOT = Column("Slot", Kind.WHOLE, required=True)
PLAN_FROM = Column("From", Kind.DATE, required=True)
PLAN_TO = Column("To", Kind.DATE, required=True)
PLAN_CREW_ID = Column("Crew ID", Kind.ID, "Blank when the slot is vacant.", True)
PLAN_NAME = Column("Full name", Kind.TEXT)
PLAN_TITLE = Column("Title", Kind.TEXT)

_SLOT_COLUMNS = (
    PLAN_PRODUCTION_ID,
    PLAN_TITLE,
    PLAN_ROLE,
    PLAN_SLOT,
    PLAN_FROM,
    PLAN_TO,
    PLAN_CREW_ID,
    PLAN_NAME,
)
ASSIGNMENTS = Sheet(
    "Assignments",
    "One row per slot, filled or vacant.",
    (
        *_SLOT_COLUMNS,
        Column("Booked", Kind.CHOICE, "What stands in Bookings, for reading.", choices=BOOKING_STATUSES),
        Column("Booking", Kind.CHOICE, "Type a status here; the next run obeys it.", choices=BOOKING_STATUSES),
        Column("Change", Kind.CHOICE, "Against the previous plan.", choices=("kept", "moved", "new")),
    ),
    required=True,
)
OUTSIDE_WINDOW = Sheet(
    "Outside the window",
    "Assignments of the previous plan outside the plan window; they stay as they are.",
    _SLOT_COLUMNS,
)
CONFLICTS = Sheet(
    "Conflicts",
    "Everything that somebody must decide.",
    (
        Column("Code", Kind.TEXT, required=True),
        Column("Severity", Kind.CHOICE, choices=("error", "warning", "info")),
        PLAN_PRODUCTION_ID,
        PLAN_TITLE,
        PLAN_ROLE,
        PLAN_SLOT,
        PLAN_FROM,
        PLAN_TO,
        PLAN_CREW_ID,
        Column("What"),
        Column("Why"),
        Column("Options"),
        Column("Source", Kind.TEXT, "File, sheet and cell."),
    ),
)
CANDIDATES = Sheet(
    "Candidates",
    "Per vacancy the people who have the role, nearest first.",
    (
        PLAN_PRODUCTION_ID,
        PLAN_ROLE,
        PLAN_SLOT,
        PLAN_FROM,
        PLAN_TO,
        PLAN_CREW_ID,
        PLAN_NAME,
        Column("Reason", Kind.TEXT, "Codes of what keeps the person out, or free."),
        Column("Detail"),
    ),
)
PLAN_PRODUCTIONS = Sheet(
    "Productions",
    "One row per production in the plan.",
    (
        PLAN_PRODUCTION_ID,
        PLAN_TITLE,
        Column("Start", Kind.DATE),
        Column("End", Kind.DATE),
        Column("Priority", Kind.WHOLE),
        Column("Slots", Kind.WHOLE),
        Column("Filled", Kind.WHOLE),
    ),
)
PLAN_CREW = Sheet(
    "Crew",
    "One row per employment.",
    (
        PLAN_CREW_ID,
        PLAN_NAME,
        PLAN_ROLE,
        Column("Days", Kind.WHOLE),
        Column("Day rate", Kind.MONEY),
        Column("Cost", Kind.MONEY),
    ),
)
CHANGES = Sheet(
    "Changes",
    "Differences to the previous plan.",
    (
        Column("Change", Kind.CHOICE, choices=("gained", "lost", "moved", "no longer there")),
        PLAN_PRODUCTION_ID,
        PLAN_TITLE,
        PLAN_ROLE,
        PLAN_FROM,
        PLAN_TO,
        Column("Previous From", Kind.DATE, "Of what moved: its days before."),
        Column("Previous To", Kind.DATE),
        PLAN_CREW_ID,
        PLAN_NAME,
    ),
)
TYPED_BOOKINGS = Sheet(
    "Typed bookings",
    "Bookings typed into a plan; each holds until its row is deleted here or entered in productions.xlsx.",
    (
        PLAN_PRODUCTION_ID,
        PLAN_TITLE,
        PLAN_ROLE,
        Column("From", Kind.DATE, "The days of the row beside which it was typed; blank: no limit."),
        Column("To", Kind.DATE),
        PLAN_CREW_ID,
        PLAN_NAME,
        Column("Booking", Kind.CHOICE, "The status as it was typed.", True, choices=BOOKING_STATUSES),
    ),
)

PLAN_SHEET_NAMES = (
    SUMMARY_NAME,
    TIMELINE_NAME,
    SHORTAGES_NAME,
    RUN_NAME,
    *(
        sheet.name
        for sheet in (
            ASSIGNMENTS,
            OUTSIDE_WINDOW,
            CONFLICTS,
            CANDIDATES,
            PLAN_PRODUCTIONS,
            PLAN_CREW,
            CHANGES,
            TYPED_BOOKINGS,
        )
    ),
)
