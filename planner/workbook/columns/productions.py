"""The sheets of the productions workbook, and what each setting means.

Changes when one of them gains or loses a column, or there is another setting.
"""

from planner.workbook.columns import heads
from planner.workbook.columns.shared import (
    BOOKING_STATUSES,
    NAME_BESIDE,
    PERSON,
    PRODUCTION,
    REMARK,
    REMARK_BESIDE,
    TITLE_BESIDE,
)
from planner.workbook.columns.sheets import Column, Kind, Sheet

PRODUCTIONS_FILE = "productions.xlsx"
PRODUCTION_STATUSES = ACTIVE, CANCELLED = "active", "cancelled"

PRODUCTIONS = Sheet(
    "Productions",
    "One row per production: what is staged, and when.",
    (
        PRODUCTION,
        Column(heads.TITLE, Kind.TEXT, "The production's title.", True, "Harbour Lights"),
        Column(heads.START, Kind.DATE, "First day.", True, "2026-05-03"),
        Column(heads.END, Kind.DATE, "Last day, still worked.", True, "2026-05-15"),
        Column(heads.PRIORITY, Kind.WHOLE, "1 is the highest, 5 the lowest. Blank is 3.", example="2"),
        Column(
            heads.STATUS,
            Kind.CHOICE,
            "Cancelled productions are left out of the plan. Blank is active.",
            example="active",
            choices=PRODUCTION_STATUSES,
        ),
        REMARK,
        Column(heads.EARLIEST_START, Kind.DATE, "How early a suggestion may move it.", example="2026-04-27"),
        Column(heads.LATEST_END, Kind.DATE, "How late a suggestion may move it.", example="2026-05-29"),
        Column(heads.WORK_DAYS, Kind.TEXT, "Its paid days of the week, if not those of Settings.", example="Mon-Sat"),
    ),
    required=True,
)
REQUIREMENTS = Sheet(
    "Requirements",
    "One row per production and role: how many people. Or a matrix: a row per production, a column per role.",
    (
        PRODUCTION,
        TITLE_BESIDE,
        Column(heads.ROLE, Kind.ROLE, "The role that is needed.", True, "Gaffer"),
        Column(heads.COUNT, Kind.WHOLE, "How many people of that role.", True, "1"),
        Column(heads.FROM, Kind.DATE, "First day, if not the production's own.", example="2026-05-04"),
        Column(heads.TO, Kind.DATE, "Last day, if not the production's own.", example="2026-05-06"),
        REMARK_BESIDE,
    ),
    required=True,
)
BOOKINGS = Sheet(
    "Bookings",
    "One row per person and production: what is already agreed.",
    (
        PRODUCTION,
        TITLE_BESIDE,
        PERSON,
        NAME_BESIDE,
        Column(heads.ROLE, Kind.ROLE, "The role booked. Blank: any role.", example="Gaffer"),
        Column(heads.FROM, Kind.DATE, "First day that it is about. Blank: no limit.", example="2026-05-04"),
        Column(heads.TO, Kind.DATE, "Last day that it is about. Blank: no limit.", example="2026-05-06"),
        Column(
            heads.STATUS,
            Kind.CHOICE,
            "confirmed, hold 1 (first refusal) to hold 9, released (let go, replaced if somebody can) or never.",
            True,
            "hold 1",
            BOOKING_STATUSES,
        ),
        REMARK_BESIDE,
    ),
)
SETTINGS = Sheet(
    "Settings",
    "How to plan. A missing or blank setting has the value in brackets.",
    (
        Column(heads.SETTING, Kind.TEXT, "The setting's name.", True, "Gap days"),
        Column(heads.VALUE, Kind.TEXT, "Its value.", True, "1", may_be_blank=True),
        REMARK_BESIDE,
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
        Column(heads.DATE, Kind.DATE, "The day.", True, "2026-12-24"),
        Column(heads.NAME, Kind.TEXT, "What it is called.", example="Christmas Eve"),
        REMARK_BESIDE,
    ),
)
PRODUCTION_SHEETS = (PRODUCTIONS, REQUIREMENTS, BOOKINGS, SETTINGS, HOLIDAYS)
