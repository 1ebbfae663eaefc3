"""Cells as people and programs fill them: dates, numbers, names and references that are not what they seem."""

from datetime import date, datetime, time, timedelta

from tests.packages import row
from tests.sanity.hostile.case import CREW_ROWS, Case, Told, of_parts, of_sheets
from tests.unit.workbook.books import (
    AWAY_HEAD,
    BOOKED_DAYS_HEAD,
    BOOKINGS_HEAD,
    CREW,
    NEEDS,
    NEEDS_HEAD,
    PRODUCTIONS,
    ROLES_HEAD,
    SETTINGS_HEAD,
    day,
)

AWAY, NEED, BOOKING, SETTING = (
    "crew.xlsx › Unavailable!",
    "productions.xlsx › Requirements!",
    "productions.xlsx › Bookings!",
    "productions.xlsx › Settings!",
)
PRODUCTION = "productions.xlsx › Productions!"
FORMATS = ("yyyy-mm-dd", "000", "000;-000", "[h]:mm")
DATE, ZEROS, ZEROS_OF_TWO_SECTIONS, HOURS = 1, 2, 3, 4
SINCE_1904 = '<workbookPr date1904="1"/>'


def crew(cell: str) -> str:
    return f"crew.xlsx › Crew!{cell}"


def hired(name: str, value: object, *told: Told, refused: bool = True) -> Case:
    """Return a folder with a third person whose hire date is this value."""
    return of_sheets(name, *told, crew=(*CREW, ("C3", "Cy Ray", "Grip", None, value)), refused=refused)


def bad_date(name: str, value: object) -> Case:
    return hired(name, value, ("bad-date", crew("E4")))


def stored(name: str, xml: str, *told: Told, refused: bool = True, **options: object) -> Case:
    """Return a folder with a third person with one cell as it is stored in the file."""
    person = row(4, "C3", "Cy Ray", "Grip").replace("</row>", f"{xml}</row>")
    return of_parts(name, *told, rows=CREW_ROWS + person, refused=refused, number_formats=FORMATS, **options)


def booked(name: str, booking: tuple[object, ...], *told: Told, refused: bool = True) -> Case:
    return of_sheets(name, *told, bookings=(BOOKINGS_HEAD, booking), refused=refused)


def away(name: str, *rows: tuple[object, ...], told: tuple[Told, ...], refused: bool = True) -> Case:
    return of_sheets(name, *told, unavailable=(AWAY_HEAD, *rows), refused=refused)


def setting(name: str, setting: object, value: object, code: str, cell: str = "B2") -> Case:
    return of_sheets(name, (code, f"{SETTING}{cell}"), settings=(SETTINGS_HEAD, (setting, value)))


DATES = (
    bad_date("a date that reads two ways", "03/04/2026"),
    hired("a date that reads one way only", "13/04/2026", refused=False),
    hired("a year of two digits", "13/04/26", ("short-year", crew("E4")), refused=False),
    stored(
        "the last minute of the calendar", f'<c r="E4" s="{DATE}"><v>2958465.9999</v></c>', ("bad-date", crew("E4"))
    ),
    bad_date("an impossible day", "31/04/2026"),
    bad_date("a month of two languages", "12 srp 2026"),
    bad_date("a month and a year", "May-26"),
    bad_date("a weekday that is another", "Monday, 5 May 2026"),
    hired("seconds after midnight", datetime(2026, 5, 3, 0, 0, 43), ("off-midnight", crew("E4")), refused=False),
    of_sheets(
        "a column that reads one way",
        ("date-order", crew("E2")),
        crew=(CREW[0], ("C1", "Ada Moreau", "Gaffer", None, "03/04/2026"), ("C2", "Bo", "Grip", None, "13/04/2026")),
        refused=False,
    ),
    of_sheets(
        "a column that reads both ways",
        ("bad-date", crew("E2")),
        crew=(
            CREW[0],
            ("C1", "Ada Moreau", "Gaffer", None, "03/04/2026"),
            ("C2", "Bo", "Grip", None, "13/04/2026"),
            ("C3", "Cy", "Grip", None, "04/13/2026"),
        ),
    ),
    bad_date("a date with dots", "3.4.26"),
    hired("a date in words", "3 May 2026", refused=False),
    bad_date("a date in words only", "early May"),
    bad_date("no day of the calendar", "2026-02-29"),
    bad_date("a month without a day", "2026-05"),
    bad_date("a time of day", datetime(2026, 5, 3, 8, 30)),
    bad_date("only a time", time(8, 30)),
    bad_date("a length of time", timedelta(hours=30)),
    bad_date("the day 1900-01-00", 0),
    bad_date("a number too small", 12),
    bad_date("a number too large", 99_999_999),
    bad_date("a negative number", -5),
    bad_date("true in place of a date", True),
    bad_date("a date long ago", datetime(1926, 5, 3)),
    bad_date("a date far ahead", datetime(9999, 12, 31)),
    hired("midnight", datetime(2026, 5, 3, 0, 0), refused=False),
    hired("ISO text", "2026-05-03", refused=False),
    hired("ISO text with midnight", "2026-05-03T00:00:00", refused=False),
    hired("a serial number", 46145, ("serial-date", crew("E4")), refused=False),
    hired("a serial number with a time", 46145.5, ("bad-date", crew("E4"))),
    stored(
        "a serial number of 1904",
        '<c r="E4"><v>44683</v></c>',
        ("serial-date", crew("E4")),
        refused=False,
        properties=SINCE_1904,
    ),
    stored(
        "a serial number of 1904 before 1990",
        '<c r="E4"><v>31000</v></c>',
        ("bad-date", crew("E4")),
        properties=SINCE_1904,
    ),
    stored("a number in date format", f'<c r="E4" s="{DATE}"><v>46145</v></c>', refused=False),
    stored("a day beyond the calendar", f'<c r="E4" s="{DATE}"><v>3000000</v></c>', ("error-cell", crew("E4"))),
    stored("a date in hours", f'<c r="E4" s="{HOURS}"><v>46145</v></c>', ("bad-date", crew("E4"))),
    stored("a date of the ISO type", '<c r="E4" t="d"><v>2026-05-03</v></c>', refused=False),
)
CELLS = (
    stored("a broken reference", '<c r="D4" t="e"><v>#REF!</v></c>', ("error-cell", crew("D4"))),
    stored("a formula with an error", '<c r="G4" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ("error-cell", crew("G4"))),
    stored(
        "a name that Excel does not know", '<c r="E4" t="e"><f>TODAI()</f><v>#NAME?</v></c>', ("error-cell", crew("E4"))
    ),
    stored("a number without end", '<c r="G4"><v>1e999</v></c>', ("error-cell", crew("G4"))),
    stored("a formula never calculated", '<c r="E4"><f>TODAY()</f></c>', ("formula-without-value", crew("E4"))),
    stored(
        "a formula with an empty value", '<c r="G4"><f>SUM(G2:G3)</f><v></v></c>', ("formula-without-value", crew("G4"))
    ),
    stored(
        "a shared formula never calculated",
        '<c r="G4"><f t="shared" si="0"/></c>',
        ("formula-without-value", crew("G4")),
    ),
    stored("a formula calculated", f'<c r="E4" s="{DATE}"><f>DATE(2026,5,3)</f><v>46145</v></c>', refused=False),
    stored("a formula of empty text", '<c r="D4" t="str"><f>""</f><v></v></c>', refused=False),
    stored("a formula never calculated in a column of notes", '<c r="K4"><f>TODAY()</f></c>', refused=False),
    of_parts(
        "zeros by format",
        ("similar-id", crew("A5")),
        refused=False,
        number_formats=FORMATS,
        rows=CREW_ROWS + row(4, 7, "Cy Ray", "Grip", styles={1: ZEROS}) + row(5, 7, "Di Orr", "Grip"),
    ),
    of_parts(
        "zeros by format, one of them text",
        ("duplicate-id", crew("A5")),
        number_formats=FORMATS,
        rows=CREW_ROWS
        + row(4, 7, "Cy Ray", "Grip", styles={1: ZEROS_OF_TWO_SECTIONS})
        + row(5, "007", "Di Orr", "Grip"),
    ),
    of_sheets("12.0 and 12", ("duplicate-id", crew("A5")), crew=(*CREW, (12.0, "Cy", "Grip"), ("12", "Di", "Grip"))),
    of_sheets(
        "7 and 007", ("similar-id", crew("A5")), refused=False, crew=(*CREW, (7, "Cy", "Grip"), ("007", "Di", "Grip"))
    ),
    of_sheets(
        "7 where 007 is meant",
        ("unknown-crew", f"{AWAY}A2"),
        crew=(*CREW, ("007", "Cy", "Grip")),
        unavailable=(AWAY_HEAD, (7, day(1), day(2))),
    ),
    of_sheets(
        "a date where an identifier belongs",
        ("bad-text", crew("A4")),
        crew=(*CREW, (datetime(2026, 5, 3), "Cy", "Grip")),
    ),
    of_sheets("true where a name belongs", ("bad-text", crew("B4")), crew=(*CREW, ("C3", True, "Grip"))),
    of_sheets(
        "NA, None and NULL as names",
        refused=False,
        crew=(*CREW, ("NA", "None", "NULL"), ("nan", "Null", "N/A"), ("None", "True", "null")),
    ),
    of_sheets("blank text as a name", ("missing-value", crew("B4")), crew=(*CREW, ("C3", "\u00a0\u200b ", "Grip"))),
    of_sheets(
        "what nobody sees in an identifier",
        ("overlapping-employments", crew("E4")),
        crew=(*CREW, ("\ufeffC1\u200b", "Ada\u00a0 Moreau\n", "Grip")),
    ),
    of_parts(
        "_x000D_ in a name",
        ("duplicate-name", crew("B4")),
        refused=False,
        rows=CREW_ROWS + row(4, "C3", "Ada_x000D_\nMoreau", "Grip"),
    ),
    of_sheets(
        "NFD and smart quotes",
        ("duplicate-name", crew("B5")),
        ("duplicate-name", crew("B7")),
        refused=False,
        crew=(
            *CREW,
            ("C3", "Zo\u00eb", "Grip"),
            ("C4", "Zoe\u0308", "Grip"),
            ("C5", "O'Hara", "Grip"),
            ("C6", "O\u2019Hara", "Grip"),
        ),
    ),
    of_sheets("a name longer than any", refused=False, crew=(*CREW, ("C3", "x" * 32_767, "Grip"))),
    of_sheets("a formula as text", refused=False, crew=(*CREW, ("+C3", "@Cy", "Grip", None, None, None, None, "-1+1"))),
)
FACTS = (
    of_sheets(
        "fired before hired", ("fire-before-hire", crew("F4")), crew=(*CREW, ("C3", "Cy", "Grip", None, day(5), day(4)))
    ),
    of_sheets(
        "a production that ends before it starts",
        ("end-before-start", f"{PRODUCTION}D4"),
        productions=(*PRODUCTIONS, ("P3", "Back", day(5), day(4))),
    ),
    away("an absence that ends before it starts", ("C1", day(5), day(4)), told=(("end-before-start", f"{AWAY}C2"),)),
    away("an absence without an end", ("C1", day(5)), told=(("missing-value", f"{AWAY}C2"),)),
    away(
        "absences that overlap",
        ("C1", day(5), day(9)),
        ("C1", day(9), day(10)),
        told=(("overlapping-absences", f"{AWAY}B3"),),
        refused=False,
    ),
    of_sheets(
        "an absence before being hired",
        ("absence-outside-employment", f"{AWAY}B2"),
        refused=False,
        crew=(*CREW, ("C3", "Cy", "Grip", None, day(5))),
        unavailable=(AWAY_HEAD, ("C3", day(4), day(6))),
    ),
    of_sheets(
        "an absence of one beside the name of another",
        ("name-mismatch", f"{AWAY}B2"),
        unavailable=(("Crew ID", "Full name", "From", "To"), ("C1", "Bo Lindt", day(5), day(6))),
    ),
    away("an absence of nobody", ("C9", day(5), day(6)), told=(("unknown-crew", f"{AWAY}A2"),)),
    of_sheets("a negative count", ("bad-count", f"{NEED}C4"), requirements=(*NEEDS, ("P1", "Grip", -2))),
    of_sheets("a count in words", ("bad-count", f"{NEED}C4"), requirements=(*NEEDS, ("P1", "Grip", "two"))),
    of_sheets("a count of ten million", ("bad-count", f"{NEED}C4"), requirements=(*NEEDS, ("P1", "Grip", 10_000_000))),
    of_sheets("a negative day rate", ("bad-rate", crew("G4")), crew=(*CREW, ("C3", "Cy", "Grip", *[None] * 3, -1))),
    of_sheets(
        "a day rate with its currency",
        ("bad-rate", crew("G4")),
        crew=(*CREW, ("C3", "Cy", "Grip", *[None] * 3, "€ 450")),
    ),
    of_sheets("two people of one identifier", ("duplicate-id", crew("A4")), crew=(*CREW, ("c1", "Cy", "Grip"))),
    of_sheets(
        "two contracts that overlap",
        ("overlapping-employments", crew("E5")),
        crew=(*CREW, ("C3", "Cy", "Grip", None, day(1), day(9)), ("C3", "Cy", "Driver", None, day(6))),
    ),
    of_sheets(
        "two contracts one after the other",
        refused=False,
        crew=(*CREW, ("C3", "Cy", "Grip", None, day(1), day(9)), ("C3", "Cy", "Driver", None, day(10))),
    ),
    of_sheets(
        "two productions of one identifier",
        ("duplicate-id", f"{PRODUCTION}A4"),
        productions=(*PRODUCTIONS, ("p1 ", "Again", day(1), day(2))),
    ),
    of_sheets(
        "a role misspelt, with a Roles sheet",
        ("unknown-role", f"{NEED}B4"),
        roles=(ROLES_HEAD, ("Gaffer",), ("Grip",), ("Driver",)),
        requirements=(*NEEDS, ("P1", "Gafer", 1)),
    ),
    of_sheets(
        "a role misspelt, without one",
        ("role-without-crew", f"{NEED}B4"),
        refused=False,
        requirements=(*NEEDS, ("P1", "Gafer", 1)),
    ),
    of_sheets(
        "a role misspelt on the Crew sheet",
        ("unneeded-role", crew("C4")),
        refused=False,
        crew=(*CREW, ("C3", "Cy", "Gafer")),
    ),
    of_sheets(
        "roles with a stroke between them",
        ("joined-roles", crew("D4")),
        refused=False,
        crew=(*CREW, ("C3", "Cy", "Driver", "Gaffer/Grip")),
    ),
    of_sheets(
        "a requirement of no production", ("unknown-production", f"{NEED}A4"), requirements=(*NEEDS, ("P9", "Grip", 1))
    ),
    of_sheets(
        "a name that two people have",
        ("duplicate-name", crew("B4")),
        ("ambiguous-name", f"{AWAY}A2"),
        crew=(*CREW, ("C3", "ada moreau", "Grip")),
        unavailable=(("Full name", "From", "To"), ("Ada Moreau", day(1), day(2))),
    ),
    booked("a booking of nobody", ("P1", "C9", None, "confirmed"), ("unknown-crew", f"{BOOKING}B2")),
    booked("a booking of no production", ("P9", "C1", None, "confirmed"), ("unknown-production", f"{BOOKING}A2")),
    booked("a booking of a misspelt status", ("P1", "C1", None, "confirmt"), ("bad-status", f"{BOOKING}D2")),
    of_sheets(
        "bookings that differ",
        ("duplicate-booking", f"{BOOKING}D3"),
        bookings=(BOOKINGS_HEAD, ("P1", "C1", None, "never"), ("P1", "C1", None, "confirmed")),
    ),
    of_sheets(
        "a never on days that hold no slot",
        ("booking-beside-slots", f"{BOOKING}F2"),
        bookings=(BOOKED_DAYS_HEAD, ("P2", "C2", "Grip", day(12), day(20), "never")),
        refused=False,
    ),
    of_sheets(
        "a booking that ends before it starts",
        ("end-before-start", f"{BOOKING}E2"),
        bookings=(BOOKED_DAYS_HEAD, ("P2", "C2", "Grip", day(12), day(11), "confirmed")),
    ),
    of_sheets(
        "work days of a production that are none",
        ("bad-work-days", f"{PRODUCTION}C2"),
        productions=(
            ("Title", "Start", "Work days", "End"),
            ("P1", day(3), "Mo-Fri, Weekend", day(5)),
            ("P2", day(3), None, day(14)),
        ),
    ),
    of_sheets(
        "holidays of years that nobody knows",
        ("unknown-holidays", f"{SETTING}B2"),
        settings=(SETTINGS_HEAD, ("Holidays", "LK")),
        productions=(*PRODUCTIONS, ("P3", "Later", date(2090, 5, 3), date(2090, 5, 4))),
        refused=False,
    ),
    of_sheets(
        "a production of another century",
        ("outlier-day", f"{PRODUCTION}C4"),
        productions=(*PRODUCTIONS, ("P3", "Typo", date(1974, 5, 3), day(4))),
        refused=False,
    ),
    of_sheets(
        "a production that lasts for ever",
        ("outlier-length", f"{PRODUCTION}D4"),
        productions=(*PRODUCTIONS, ("P3", "Typo", day(3), date(2027, 4, 4))),
        refused=False,
    ),
    setting("an order of dates that is none", "Date order", "dd/mm", "bad-setting"),
    setting("holidays of no country", "Holidays", "Germania", "bad-setting"),
    setting("holidays of no region", "Holidays", "DE-Bavariaa", "bad-setting"),
    setting("work days that are none", "Work days", "Mo bis Fr", "bad-setting"),
    setting("a setting that is none", "Gap dayz", 1, "unknown-setting", "A2"),
    setting("a negative gap", "Gap days", -1, "bad-setting"),
    setting("a window that is no date", "Plan from", "03/04/2026", "bad-setting"),
    setting("a goal misspelt", "Goals", "coverage; hedcount", "unknown-goal"),
    of_sheets(
        "a priority of six",
        ("bad-priority", f"{PRODUCTION}E4"),
        productions=(*PRODUCTIONS, ("P3", "Low", day(1), day(2), 6)),
    ),
    of_sheets(
        "all at once",
        ("duplicate-id", crew("A4")),
        ("bad-date", crew("E4")),
        ("unknown-production", f"{NEED}A2"),
        ("bad-count", f"{NEED}C2"),
        ("unknown-crew", f"{BOOKING}B2"),
        crew=(*CREW, ("C1", "Cy", "Grip", None, "soon")),
        requirements=(NEEDS_HEAD, ("P9", "Grip", 1.5)),
        bookings=(BOOKINGS_HEAD, ("P1", "C9", None, "never")),
    ),
)
