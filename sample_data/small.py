"""An example that fits on one page: ten people, four productions, one hold, one absence, one vacancy, a matrix.

Two commercials shoot in the same days and both need a gaffer. Ines, the second one, is on holiday and Tomasz can step
up, so only the second documentary lacks its boom operator: Yusuf is the only one and leaves before it ends.
Changes when the example should show something else.
"""

from datetime import date

from books import (
    AWAY_HEADS,
    BOOKING_HEADS,
    CREW_HEADS,
    PRODUCTION_HEADS,
    ROLE_HEADS,
    Sample,
    Sheet,
)


def _may(day: int) -> date:
    return date(2027, 5, day)


_CREW = (
    ("C01", "Amara Okafor", "Director", None, date(2024, 1, 8), None, 620, None),
    ("C02", "Bruno Castellanos", "Director of Photography", "Camera Operator", date(2023, 9, 1), None, 560, None),
    ("C03", "Chidi Lindqvist", "Camera Operator", "Director of Photography", date(2025, 2, 3), None, 430, None),
    ("C04", "Dalia Rosenthal", "Gaffer", None, date(2022, 6, 1), None, 410, None),
    ("C05", "Ines Takahashi", "Gaffer", "Electrician", date(2024, 3, 18), None, 400, None),
    ("C06", "Tomasz Wren", "Electrician", "Gaffer", date(2026, 1, 12), None, 330, "Steps up to Gaffer"),
    ("C07", "Farida Nguyen", "Production Sound Mixer", None, date(2023, 4, 3), None, 420, None),
    ("C08", "Yusuf Hale", "Boom Operator", None, date(2025, 5, 5), _may(21), 310, "Leaves after 21 May"),
    ("C09", "Greta Mbeki", "Production Sound Mixer", None, date(2026, 9, 1), None, 415, None),
    ("C10", "Hugo Perera", "Director", None, date(2021, 11, 15), None, 600, None),
)

_ROLES = (
    ("Director", "Direction", None),
    ("Director of Photography", "Camera", "DoP; DP; Cinematographer"),
    ("Camera Operator", "Camera", None),
    ("Gaffer", "Electrical", "Chief Lighting Technician"),
    ("Electrician", "Electrical", "Spark"),
    ("Production Sound Mixer", "Sound", "Sound Recordist"),
    ("Boom Operator", "Sound", None),
)

_PRODUCTIONS = (
    ("P01", "Lantern Street (commercial)", _may(3), _may(7), 1, "active", None),
    ("P02", "Salt and Ember (commercial)", _may(5), _may(11), 2, "active", None),
    ("P03", "The Cartographer (documentary)", _may(12), _may(18), 3, "active", None),
    ("P04", "Night Ferry (documentary)", _may(20), _may(26), 4, "active", None),
)

# A column per role; a production has another row for roles that are needed on other days.
_MATRIX_HEADS = (
    "Production ID",
    "From",
    "To",
    "Director",
    "DoP",
    "Gaffer",
    "Production Sound Mixer",
    "Boom Operator",
)
_MATRIX = (
    ("P01", None, None, 1, 1),
    ("P01", _may(4), _may(7), None, None, 1),
    ("P02", None, None, 1, 1),
    ("P02", _may(6), _may(10), None, None, 1),
    ("P03", None, None, 1, None, None, 1, 1),
    ("P04", None, None, 1, None, None, 1, 1),
)

_BOOKINGS = (
    ("P01", "C01", "Director", "confirmed"),
    ("P04", "C07", "Production Sound Mixer", "hold 1"),
)

SMALL = Sample(
    "small",
    crew=(
        Sheet("Crew", CREW_HEADS, _CREW),
        Sheet("Unavailable", AWAY_HEADS, (("C05", _may(1), _may(9), "Holiday"),)),
        Sheet("Roles", ROLE_HEADS, _ROLES),
    ),
    productions=(
        Sheet("Productions", PRODUCTION_HEADS, _PRODUCTIONS),
        Sheet("Requirements", _MATRIX_HEADS, _MATRIX),
        Sheet("Bookings", BOOKING_HEADS, _BOOKINGS),
    ),
)
