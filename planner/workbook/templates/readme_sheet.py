"""The first sheet of a template: what to do, what the colours mean, what every column is.

Changes when the way of filling in a template does.
"""

from typing import Any

from planner.workbook.columns import heads
from planner.workbook.columns.productions import REQUIREMENTS
from planner.workbook.columns.sheets import Column, Sheet
from planner.workbook.templates.looks import TemplateStyles, set_up_print
from planner.workbook.xlsx.text_widths import count_lines

STEPS = {
    "crew": (
        "Fill in Crew: one row per person, roles as they are spelled on Roles.",
        "Somebody who comes back, or changes roles, gets another row with the same Crew ID and later dates.",
        "Fill in Unavailable: one row per holiday, illness or other absence. It may stay empty.",
        "Look through Roles: delete what you do not have, add what is missing.",
        "Save, close, and run: planner check FOLDER",
    ),
    "productions": (
        "Fill in Productions: one row per production with its first and last day.",
        "Fill in Requirements: one row per production and role, with the number of people; or a matrix, as below.",
        "Fill in Bookings: who is confirmed, on hold, released, or never to be asked. It may stay empty.",
        "To choose people there from a list, copy the columns Crew ID and Full name of crew.xlsx to the sheet Lists.",
        "Look at Settings: how many free days between two productions, which days to plan, which are paid.",
        "Save, close, and run: planner solve FOLDER",
    ),
    "scenarios": (
        "Fill in Scenarios: one row per change. Rows of one name are one scenario, its changes made in their order.",
        "The sheet Words says what each change needs and does. The lists offer your productions, people and roles.",
        "Number, Day rate and Priority may be ranges, -14..14 or 0..9 step 3, and days 2027-05-10+(0..3).",
        "Save, close, and run: planner scenarios FOLDER FILE",
    ),
}
LINE_HEIGHT = 15  # points
MATRIX = (
    (f"{heads.PRODUCTION_ID} *", heads.FROM, heads.TO, "Gaffer", "Grip", "Driver"),
    ("P12", "", "", 1, 4, 2),
    ("P13", "2026-05-04", "2026-05-06", "", 2, ""),
)
WIDTHS = (18, 18, 12, 62, 42, 32)
DICTIONARY = ("Sheet", "Column", "Required", "Meaning", "What to type", "Example")


def write_readme(book: Any, styles: TemplateStyles, purpose: str, sheets: tuple[Sheet, ...]) -> None:
    """Write the Read me sheet of the ``crew`` or ``productions`` workbook."""
    page = book.add_worksheet("Read me")
    page.hide_gridlines(2)
    for at, width in enumerate(WIDTHS):
        page.set_column(at, at, width)
    page.write_string(0, 0, f"The {purpose} of your season", styles.title)
    row = 2
    for number, step in enumerate(STEPS[purpose], 1):
        page.write_string(row, 0, f"{number}. {step}")
        row += 1
    row = _write_colours(page, styles, row + 1)
    row = _write_rules(page, row + 1)
    if REQUIREMENTS in sheets:
        row = _write_matrix(page, styles, row + 1)
    for at, header in enumerate(DICTIONARY):
        page.write_string(row + 1, at, header, styles.word)
    row += 2
    for sheet in sheets:
        for column in (column for column in sheet.columns if column.template):
            texts = _dictionary_row(sheet, column)
            # Here the font has 11 points instead of 10, and the indent takes a character.
            lines = max(count_lines(text, width / 1.1 - 1) for text, width in zip(texts, WIDTHS, strict=True))
            page.set_row(row, LINE_HEIGHT * lines)
            for at, text in enumerate(texts):
                page.write_string(row, at, text, styles.wrapped)
            row += 1
    set_up_print(page)


def _write_colours(page: Any, styles: TemplateStyles, row: int) -> int:
    page.write_string(row, 0, "Header *", styles.required)
    page.write_string(row, 1, "required: every row needs a value")
    page.write_string(row + 1, 0, "Header", styles.optional)
    page.write_string(row + 1, 1, "optional: may stay blank")
    return row + 2


def _write_rules(page: Any, row: int) -> int:
    rules = (
        "Dates are days, typed like 2026-05-03. First and last days both count.",
        "Columns may be moved, and others added; the planner finds its own by their headers.",
        "Every header has a note: rest the pointer on it.",
    )
    for offset, rule in enumerate(rules):
        page.write_string(row + offset, 0, rule)
    return row + len(rules)


def _write_matrix(page: Any, styles: TemplateStyles, row: int) -> int:
    page.write_string(row, 0, "Rather a column per role? On Requirements, delete the columns Role and Count,")
    page.write_string(
        row + 1, 0, "and type roles as further headers. Blank is nobody; several rows per production may be."
    )
    header, *rows = MATRIX
    page.write_row(row + 2, 0, header[:1], styles.required)
    page.write_row(row + 2, 1, header[1:], styles.optional)
    for at, values in enumerate(rows, row + 3):
        page.write_row(at, 0, values, styles.plain)
    return row + 4 + len(rows)


def _dictionary_row(sheet: Sheet, column: Column) -> tuple[str, ...]:
    return sheet.name, column.name, "yes" if column.needed else "", column.meaning, column.format, column.example
