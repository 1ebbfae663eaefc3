"""The sheets of the crew workbook.

Changes when one of them gains or loses a column.
"""

from planner.workbook.columns import heads
from planner.workbook.columns.shared import NAME_BESIDE, PERSON, REMARK, REMARK_BESIDE
from planner.workbook.columns.sheets import Column, Kind, Sheet

CREW_FILE = "crew.xlsx"

CREW = Sheet(
    "Crew",
    "One row per person and employment: in which roles, from when to when.",
    (
        PERSON,
        Column(heads.FULL_NAME, Kind.TEXT, "The person's name.", True, "Ada Moreau"),
        Column(heads.ROLE, Kind.ROLE, "The role the person was hired for.", True, "Gaffer"),
        Column(
            heads.OTHER_ROLES,
            Kind.ROLES,
            "Further roles the person may fill.",
            example="Electrician; Generator Operator",
        ),
        Column(
            heads.HIRE_DATE,
            Kind.DATE,
            "First day employed. Blank: always there.",
            True,
            "2026-01-05",
            may_be_blank=True,
        ),
        Column(
            heads.FIRE_DATE,
            Kind.DATE,
            "Last day employed, still worked. Blank: no end.",
            True,
            "2026-12-18",
            may_be_blank=True,
        ),
        Column(heads.DAY_RATE, Kind.MONEY, "Cost of one day. Blank counts as 0.", example="450.00"),
        Column(heads.EMAIL, Kind.TEXT, "For reading.", template=False, free=True),
        Column(heads.PHONE, Kind.TEXT, "For reading.", template=False, free=True),
        REMARK,
    ),
    required=True,
)
CREW_REMARKS = tuple(column.name for column in CREW.columns if column.free)
UNAVAILABLE = Sheet(
    "Unavailable",
    "One row per absence: days on which somebody employed cannot work.",
    (
        PERSON,
        NAME_BESIDE,
        Column(heads.FROM, Kind.DATE, "First day away.", True, "2026-05-04"),
        Column(heads.TO, Kind.DATE, "Last day away; the same day for a single one.", True, "2026-05-08"),
        Column(heads.REASON, Kind.TEXT, "Why, for reading.", example="holiday", free=True),
        REMARK_BESIDE,
    ),
)
ROLES = Sheet(
    "Roles",
    "Every role there is. When this sheet is there, a role anywhere else must be on it.",
    (
        Column(heads.ROLE, Kind.TEXT, "The role's name.", True, "Gaffer"),
        Column(heads.DEPARTMENT, Kind.TEXT, "The department it belongs to.", example="Electrical"),
        Column(heads.ALSO_CALLED, Kind.ALIASES, "Other names of the same role.", example="Chief Lighting Technician"),
        REMARK_BESIDE,
    ),
)
CREW_SHEETS = (CREW, UNAVAILABLE, ROLES)
