"""The first sheet of a template: what to do, what the colours mean, what every column is.

Changes when the way of filling in a template does.
"""

from typing import Any

from planner.workbook.columns import Column, Sheet
from planner.workbook.template_styles import TemplateStyles, set_up_print
from planner.workbook.text_widths import count_lines

STEPS = {
    "crew": (
        "Fill in Crew: one row per person, roles as they are spelled on Roles.",
        "Fill in Unavailable: one row per holiday, illness or other absence. It may stay empty.",
        "Look through Roles: delete what you do not have, add what is missing.",
        "Save, close, and run: planner check FOLDER",
    ),
    "productions": (
        "Fill in Productions: one row per production with its first and last day.",
        "Fill in Requirements: one row per production and role, with the number of people.",
        "Fill in Bookings: who is confirmed, on hold, or never to be asked. It may stay empty.",
        "Look at Settings: how many free days between two productions, and which days to plan.",
        "Save, close, and run: planner solve FOLDER",
    ),
}
LINE_HEIGHT = 15  # points
WIDTHS = (16, 18, 10, 62, 42, 32)
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
    page.write_string(row, 1, "required: every row needs a value, unless its note says what blank means")
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


def _dictionary_row(sheet: Sheet, column: Column) -> tuple[str, ...]:
    return sheet.name, column.name, "yes" if column.required else "", column.meaning, column.format, column.example
