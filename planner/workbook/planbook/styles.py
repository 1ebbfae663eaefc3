"""How written workbooks look: colours, formats, and the look of each column by its header.

Colours are tints of the Okabe–Ito palette, which colour-blind readers can tell apart; none says anything alone.
Changes when the looks do.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.workbook.columns import heads

INK = "#1F2933"
HEADER_FILL = "#1F3A5F"
QUIET_FILL = "#EEF1F4"
INPUT_FILL = "#FFF8D6"
VACANT_FILL = "#F6D5C3"
VACANT_INK = "#8A3A00"
AWAY_FILL = "#D9DDE1"
GAP_FILL = "#F2A477"
BLUE = "#0072B2"
ORANGE = "#E69F00"
AVAILABLE = "#C3CAD1"
# Okabe–Ito's sky blue, orange, bluish green, yellow, reddish purple, blue; lightened so that dark text stays readable.
PRODUCTION_FILLS = ("#BBE1F7", "#F9DFA8", "#B3E2D3", "#FBF6B8", "#EFD0E1", "#B3D3EA", "#E3D5C5", "#D6E8B4")
WEEKEND_FILL = "#F3F5F7"


class Form(StrEnum):
    """What the cells of a column hold, and with it how they are written."""

    TEXT = "text"
    WRAP = "wrap"
    DATE = "date"
    NUMBER = "number"
    MIXED = "mixed"
    MONEY = "money"
    PERCENT = "percent"
    WORD = "word"
    LINK = "link"
    INPUT = "input"


@dataclass(frozen=True, slots=True)
class Look:
    """A column's form and its width in characters."""

    form: Form
    width: float


PLAIN = Look(Form.TEXT, 16)
LOOK_OF = {
    heads.WHOLE: Look(Form.TEXT, 9),
    heads.CREW_ID: Look(Form.TEXT, 10),
    **dict.fromkeys((heads.BOOKED, heads.STATUS), Look(Form.TEXT, 12)),
    heads.PRODUCTION_ID: Look(Form.TEXT, 13),
    heads.LAST_CHANGE: Look(Form.TEXT, 18),
    heads.CODE: Look(Form.TEXT, 19),
    heads.ROLE: Look(Form.TEXT, 22),
    heads.REASON: Look(Form.TEXT, 24),
    heads.FULL_NAME: Look(Form.TEXT, 26),
    heads.OTHER_ROLES: Look(Form.TEXT, 30),
    heads.WHO_IS_IDLE: Look(Form.TEXT, 54),
    heads.TITLE: Look(Form.WRAP, 33),
    heads.WHAT: Look(Form.WRAP, 34),
    heads.OPTIONS: Look(Form.WRAP, 38),
    heads.WHY: Look(Form.WRAP, 44),
    heads.DETAIL: Look(Form.WRAP, 62),
    heads.REMEDY: Look(Form.TEXT, 9),
    heads.NUMBER: Look(Form.NUMBER, 8),
    heads.FILLS: Look(Form.WRAP, 40),
    heads.GAINS: Look(Form.WRAP, 16),
    **dict.fromkeys(
        (heads.FROM, heads.TO, heads.START, heads.END, heads.HIRE_DATE, heads.FIRE_DATE, heads.WEEK_FROM),
        Look(Form.DATE, 12),
    ),
    **dict.fromkeys((heads.PREVIOUS_FROM, heads.PREVIOUS_TO), Look(Form.DATE, 14)),
    heads.SLOT: Look(Form.NUMBER, 6),
    **dict.fromkeys((heads.RANK, heads.SLOTS, heads.FILLED, heads.DAYS, heads.THERE, heads.IDLE), Look(Form.NUMBER, 8)),
    **dict.fromkeys((heads.VACANT, heads.PEOPLE, heads.NEEDED, heads.MISSING), Look(Form.NUMBER, 9)),
    heads.PRIORITY: Look(Form.NUMBER, 10),
    **dict.fromkeys((heads.DAYS_ASKED, heads.DAYS_FILLED, heads.VACANT_SLOTS), Look(Form.NUMBER, 12)),
    heads.PRODUCTIONS: Look(Form.NUMBER, 13),
    heads.DAYS_AVAILABLE: Look(Form.NUMBER, 15),
    heads.DAY_RATE: Look(Form.MONEY, 12),
    heads.COST: Look(Form.MONEY, 14),
    heads.USED: Look(Form.PERCENT, 9),
    **dict.fromkeys((heads.VALUE, heads.BOUND), Look(Form.MIXED, 14)),
    heads.SEVERITY: Look(Form.WORD, 12),
    heads.CHANGE: Look(Form.WORD, 15),
    heads.SOURCE: Look(Form.LINK, 30),
    heads.BOOKING: Look(Form.INPUT, 12),
}


def look_of(header: str) -> Look:
    """Return how the column with this header looks, in every workbook that we write."""
    return LOOK_OF.get(header, PLAIN)


class Styles:
    """The formats of one workbook; each is made once and shared by every cell that uses it."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}

        def style(**more: object) -> Any:
            return book.add_format(base | more)

        self._style = style
        self.title = style(bold=True, font_size=18, font_color=HEADER_FILL)
        self.status = style(font_size=13, bold=True)
        self.lead = style(font_size=11)
        self.paragraph = style(text_wrap=True)
        self.plain = style()
        self.heading = style(bold=True, font_size=12, font_color=HEADER_FILL, bottom=1, bottom_color=HEADER_FILL)
        header = {
            "bold": True,
            "font_color": "#FFFFFF",
            "bg_color": HEADER_FILL,
            "text_wrap": True,
            "valign": "vcenter",
        }
        self.header = style(**header)
        right = style(**header, align="right", indent=1)
        # A header stands over its cells as they are aligned.
        self.header_of = {form: right for form in (Form.NUMBER, Form.MONEY, Form.PERCENT)}
        self.header_of[Form.DATE] = style(**header, align="center")
        self.label = style(bold=True)
        self.link = style(font_color=BLUE, underline=1)
        self.quiet = style(font_color="#5B6770", italic=True)
        self.input = style(bg_color=INPUT_FILL, border=1, border_color="#D9C97A", num_format="@")
        # Bold and with a sign before it, so that it is seen in black and white too.
        vacant = {"bg_color": VACANT_FILL, "font_color": VACANT_INK, "bold": True}
        self.vacant = book.add_format(vacant)
        self.vacant_sign = book.add_format(vacant | {"num_format": '"✖ "#,##0;;;"✖ "@'})
        self.grid = book.add_format({"border": 1, "border_color": "#D5DADF"})
        self.weekend = book.add_format({"bg_color": WEEKEND_FILL, "border": 1, "border_color": "#D5DADF"})
        self.of_form = {
            Form.TEXT: style(num_format="@"),
            Form.WRAP: style(num_format="@", text_wrap=True),
            Form.DATE: style(num_format="yyyy-mm-dd", align="center"),
            Form.NUMBER: style(num_format="#,##0", align="right", indent=1),
            Form.MIXED: style(align="left"),
            Form.MONEY: style(num_format="#,##0.00", align="right", indent=1),
            Form.PERCENT: style(num_format="0%", align="right", indent=1),
            Form.WORD: style(num_format="@"),
            Form.LINK: style(font_color=BLUE, underline=1, text_wrap=True),
            Form.INPUT: style(num_format="@"),
        }
        # The symbol is part of the number format: it is seen and printed, and the cell still holds the bare word.
        self.of_word = {
            "error": style(num_format='"✖ "@', bold=True, bg_color="#F6D5C3", font_color="#8A3A00"),
            "warning": style(num_format='"▲ "@', bold=True, bg_color="#FBE7BF", font_color="#6B4700"),
            "info": style(num_format='"● "@', bg_color="#CFE6F5", font_color="#004B78"),
            "new": style(num_format='"+ "@', bg_color="#B3E2D3"),
            "gained": style(num_format='"+ "@', bg_color="#B3E2D3"),
            "exchanged": style(num_format='"⇄ "@', bg_color="#FBF6B8"),
            "moved": style(num_format='"→ "@', bg_color="#BBE1F7"),
            "lost": style(num_format='"− "@', bg_color="#F6D5C3"),
            "no longer there": style(num_format='"× "@', bg_color=AWAY_FILL),
        }
        small = {"font_size": 8, "align": "center", "valign": "vcenter"}
        self.month = style(
            bold=True, font_size=9, bg_color=QUIET_FILL, font_color=HEADER_FILL, left=1, left_color="#8A97A3"
        )
        self.week = style(font_size=8, bold=True, bg_color=QUIET_FILL, left=1, left_color="#8A97A3")
        self.day = style(**small | {"num_format": "d", "bold": True, "bg_color": QUIET_FILL})
        self.weekday = style(**small | {"num_format": "ddd", "bg_color": QUIET_FILL, "font_size": 7})
        self.away = style(**small | {"bg_color": AWAY_FILL, "font_color": "#5B6770"})
        self.gap = style(**small | {"bg_color": GAP_FILL, "font_color": "#5A1E00", "bold": True})
        self.load = {"some": style(**small), "full": style(**small | {"bg_color": QUIET_FILL, "bold": True})}
        self.production = tuple(style(**small | {"bg_color": fill}) for fill in PRODUCTION_FILLS)

    def number(self, pattern: str) -> Any:
        """Return a format for numbers that look otherwise than those of their column."""
        return self._style(num_format=pattern, align="right", indent=1)

    def of_mark(self, look: int | str) -> Any:
        """Return the format of a cell of a grid: the number of a production's colour, or one of these words.

        ``away``, ``gap``, and of people needed ``some`` of those there, or ``full``, all of them.
        """
        if isinstance(look, int):
            return self.production[look % len(self.production)]
        return {"away": self.away, "gap": self.gap, **self.load}[look]
