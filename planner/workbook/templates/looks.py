"""The looks of the templates.

Changes when the templates should look different.
"""

from dataclasses import dataclass
from typing import Any

from planner.workbook.columns import heads
from planner.workbook.columns.crew import CREW, ROLES
from planner.workbook.columns.productions import PRODUCTIONS
from planner.workbook.columns.sheets import Column, Kind, Sheet

REQUIRED_COLOUR, OPTIONAL_COLOUR = "#0072B2", "#E3E8EE"  # blue of the Okabe–Ito palette; readable in grey too
NUMBER_FORMATS = {
    Kind.ID: "@",
    Kind.TEXT: "@",
    Kind.ROLE: "@",
    Kind.ROLES: "@",
    Kind.ALIASES: "@",
    Kind.CHOICE: "@",
    Kind.DATE: "yyyy-mm-dd",
    Kind.WHOLE: "0",
    Kind.MONEY: "#,##0.00",
}
WIDTHS = {Kind.DATE: 13, Kind.WHOLE: 10, Kind.MONEY: 12, Kind.ID: 15, Kind.ROLE: 30, Kind.ROLES: 36, Kind.ALIASES: 36}

REFERENCE_WIDTH = 28  # room for the name beside the identifier


@dataclass(frozen=True, slots=True)
class TemplateStyles:
    """XlsxWriter's formats of one template."""

    title: Any
    required: Any
    optional: Any
    plain: Any
    wrapped: Any
    word: Any
    by_kind: dict[Kind, Any]

    @classmethod
    def of(cls, book: Any) -> "TemplateStyles":
        """Return the formats, made in ``book``."""
        header = {"bold": True, "border": 1, "border_color": "#FFFFFF", "valign": "vcenter"}
        optional = {**header, "bg_color": OPTIONAL_COLOUR, "font_color": "#000000"}
        return cls(
            title=book.add_format({"bold": True, "font_size": 18}),
            required=book.add_format({**header, "bg_color": REQUIRED_COLOUR, "font_color": "#FFFFFF"}),
            optional=book.add_format(optional),
            plain=book.add_format({"align": "left"}),
            # The indent keeps a full line apart from the next column.
            wrapped=book.add_format({"text_wrap": True, "valign": "top", "align": "left", "indent": 1}),
            word=book.add_format({**optional, "align": "left", "indent": 1}),
            by_kind={kind: book.add_format({"num_format": text}) for kind, text in NUMBER_FORMATS.items()},
        )


def width_of(sheet: Sheet, column: Column) -> int:
    """Return the width of a column in characters."""
    if sheet is ROLES and column.name == heads.ROLE:
        return WIDTHS[Kind.ROLE]
    if column.kind is Kind.ID and sheet not in (CREW, PRODUCTIONS):
        return REFERENCE_WIDTH
    return WIDTHS.get(column.kind, {heads.NOTES: 40, "Goals": 40, heads.DEPARTMENT: 24}.get(column.name, 22))


def set_up_print(page: Any) -> None:
    """Set a sheet up to be printed on A4, landscape, fitted to the width, pages numbered.

    No print area: it would leave out the rows that are still to be typed.
    """
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&F · &A&RPage &P of &N")
