"""One ordinary fault of every kind that refuses an input, each where a coordinator makes it.

Changes when the planner finds another kind of fault.
"""

from datetime import date

from books import (
    AWAY_HEADS,
    BOOKING_HEADS,
    CREW_HEADS,
    NEED_HEADS,
    PRODUCTION_HEADS,
    ROLE_HEADS,
    SETTING_HEADS,
    Formula,
    Sample,
    Sheet,
)


def _may(day: int) -> date:
    return date(2027, 5, day)


_CREW = (
    ("C01", "Amara Okafor", "Director", None, date(2024, 1, 8), None, 620, "Nothing wrong here"),
    ("C01", "Bruno Castellanos", "Gaffer", None, None, None, 410, "C01 is taken"),
    ("C02", "Chidi Lindqvist", "Gafer", None, None, None, 400, "A role misspelt"),
    ("C03", "Dalia Rosenthal", "Gaffer", None, "03/04/2026", None, 400, "A date as text that reads two ways"),
    ("C04", "Ines Takahashi", "Gaffer", None, date(2026, 5, 1), date(2026, 4, 1), 400, "Leaves before she comes"),
    ("C05", "Tomasz Wren", None, None, None, None, 330, "No role"),
    ("C06", "Farida Nguyen", "Gaffer", None, None, None, "on request", "A rate that is no amount"),
    (None, "Yusuf Hale", "Gaffer", None, None, None, 310, "No Crew ID"),
    ("C07", "Greta Mbeki", "Gaffer", None, None, None, Formula("=100/0", "#DIV/0!"), "A formula that failed"),
    ("C08", _may(1), "Gaffer", None, None, None, 300, "Excel made a date of May First's name"),
    ("C09", "Hugo Perera", "Director", None, None, None, 600, "The role is merged with the next one's"),
    ("C10", "Anton Reyes", "Director", None, None, None, 600, None),
    ("C11", "Vera Santos", "Gaffer", None, None, None, Formula("=G2*0.7", ""), "Never calculated"),
)

_AWAY = (
    ("C99", _may(1), _may(2), "Nobody has this Crew ID"),
    ("C01", _may(9), _may(3), "Back before leaving"),
    ("C02", _may(9), None, "For how long?"),
)

_ROLES = (
    ("Director", "Direction", None),
    ("Gaffer", "Electrical", "Chief Lighting Technician"),
    ("Key Grip", "Grip", "Chief Lighting Technician"),
    ("gaffer", "Electrical", None),
)

_PRODUCTIONS = (
    ("P01", "Lantern Street", _may(3), _may(7), 1, "active", "Nothing wrong here", None, None),
    ("P01", "Salt and Ember", _may(5), _may(11), 2, "active", "P01 is taken", None, None),
    ("P02", "The Cartographer", _may(18), _may(12), 3, "active", "Ends before it starts", None, None),
    ("P03", "Night Ferry", _may(20), _may(26), 9, "active", "Priority 9", None, None),
    ("P04", "Quince", _may(20), _may(26), 3, "perhaps", "No such status", None, None),
    ("P05", "Fathom", None, _may(26), 3, "active", "No start", None, None),
    ("P06", "Inland Sea", "soon", _may(26), 3, "active", "No date at all", None, None),
    ("P07", "Copper Valley", _may(10), _may(14), 3, "active", "Starts before it may", _may(12), _may(20)),
)

_NEEDS = (
    ("P01", "Director", 1, None, None),
    ("P01", "Gaffer", -2, None, None),
    ("P01", "Gaffer", "two", None, None),
    ("P01", "Gaffer", 1, date(2027, 1, 5), _may(4)),
    ("P01", "Gaffer", 1, _may(6), _may(4)),
    ("P77", "Gaffer", 1, None, None),
    ("P01", "Keygrip", 1, None, None),
)

_BOOKINGS = (
    ("P01", "C01", "Director", "confirmed"),
    ("P01", "C01", "Director", "hold 1"),
    ("P01", "C02", None, "pencilled"),
    ("P01", "C98", None, "confirmed"),
)

_SETTINGS = (
    ("Staffing", "mostly"),
    ("Goals", "coverage; beauty; cost; cost"),
    ("Gap days", -1),
    ("Plan from", _may(20)),
    ("Plan to", _may(1)),
    ("Gap days", 2),
    ("Colour", "blue"),
)

BROKEN = Sample(
    "broken",
    crew=(
        Sheet("Crew", CREW_HEADS, _CREW, merged="C12:C13"),
        Sheet("Unavailable", (*AWAY_HEADS, "To"), _AWAY),
        Sheet("Roles", ROLE_HEADS, _ROLES),
    ),
    productions=(
        Sheet("Productions", PRODUCTION_HEADS, _PRODUCTIONS),
        Sheet("Requirements", NEED_HEADS, _NEEDS),
        Sheet("Bookings", BOOKING_HEADS, _BOOKINGS),
        Sheet("Settings", SETTING_HEADS, _SETTINGS),
    ),
)
