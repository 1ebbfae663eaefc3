"""A fortnight in which everything goes wrong once: a conflict, a reason and a remedy of every kind.

Each production shows one thing and says so in its Notes. Those whose days are not settled yet say how far they may
move; the others could move anywhere if somebody asked, but no suggestion moves them of itself.
Changes when the planner reports another kind of conflict.
"""

from datetime import date

from books import (
    AWAY_HEADS,
    BOOKING_HEADS,
    CREW_HEADS,
    NEED_HEADS,
    PRODUCTION_HEADS,
    SETTING_HEADS,
    Sample,
    Sheet,
)


def _june(day: int) -> date:
    return date(2027, 6, day)


_CREW = (
    ("C01", "Noor Halvorsen", "Gaffer", None, None, None, 400, None),
    ("C02", "Piet Adeyemi", "Gaffer", None, None, _june(4), 390, "Leaves in the first week"),
    ("C03", "Rosa Kimura", "Camera Operator", None, None, None, 430, None),
    ("C04", "Sami Delacroix", "Camera Operator", None, None, None, 440, None),
    ("C05", "Tilda Osei", "Boom Operator", None, None, None, 300, None),
    ("C06", "Ugo Petrov", "Production Designer", None, None, None, 520, None),
    ("C07", "Vera Santos", "Key Grip", None, None, None, 350, None),
    ("C08", "Wale Bergström", "Key Grip", "Dolly Grip", None, None, 340, None),
    ("C09", "Xenia Mulder", "Stunt Coordinator", None, None, None, 480, None),
    ("C10", "Yael Fontaine", "Editor", None, _june(9), None, 450, "Starts in the second week"),
    ("C11", "Zahra Lund", "Vision Mixer", "Floor Manager", None, None, 410, None),
    ("C12", "Anton Reyes", "Floor Manager", None, None, None, 380, None),
    ("C13", "Bea Castellano", "Script Supervisor", None, None, _june(9), 330, "Leaves on the 9th"),
    ("C14", "Cem Aydin", "Script Supervisor", None, _june(4), None, 320, "Starts on the 4th"),
    ("C15", "Dora Whitlock", "Production Sound Mixer", None, None, None, 420, None),
    ("C16", "Eero Salmi", "Production Sound Mixer", None, None, None, 400, None),
    ("C17", "Fatou Brandt", "Costume Designer", None, None, None, 450, None),
    ("C18", "Goran Ilves", "Costume Designer", None, None, None, 440, None),
    ("C19", "Hedda Moreau", "Location Manager", None, None, _june(4), 360, "Leaves on the 4th"),
    ("C20", "Ilja Barta", "Location Manager", None, _june(5), None, 350, "Starts on the 5th"),
    ("C21", "Juno Haas", "Colourist", None, None, None, 370, None),
)

_AWAY = (
    ("C05", _june(2), _june(5), "Training course"),
    ("C12", _june(7), _june(8), "Dentist"),
)

_PRODUCTIONS = (
    ("P01", "Glass Harbour", _june(1), _june(6), 1, None, "Nobody at all is a Drone Operator"),
    ("P02", "Two Suns", _june(3), _june(8), 2, None, "Two gaffers work, three are needed on 3 and 4 June"),
    ("P03", "The Quiet Engine", _june(5), _june(11), 3, None, "Holds the only gaffer left; here holds come first"),
    ("P04", "Marrow", _june(1), _june(5), 2, None, "The only boom operator is away"),
    ("P05", "Paper Kingdom", _june(7), _june(12), 3, None, "The editor starts two days too late"),
    ("P06", "Orchard Road", _june(1), _june(5), 1, None, "Its confirmed designer is confirmed elsewhere too"),
    ("P07", "Orchard Lane", _june(4), _june(9), 2, None, "The clashing half of that pair"),
    ("P08", "Falling Upwards", _june(2), _june(6), 2, None, "Confirmed and never for the same person"),
    ("P09", "The Understudy", _june(8), _june(12), 3, None, "A booking in a role that it does not require"),
    ("P10", "Cold Open", _june(1), _june(6), 2, None, "Takes both camera operators, one of them confirmed"),
    ("P11", "Warm Close", _june(4), _june(9), 4, None, "Its holds are displaced, one by a confirmed booking"),
    ("P12", "Studio Nine Live", _june(7), _june(10), 3, None, "One person could do either job, but not both at once"),
    ("P13", "Early Bird", _june(1), _june(5), 2, None, "Only Bea is there on its first days"),
    ("P14", "Half and Half", _june(4), _june(9), 4, None, "Nobody has all its days: two people in turn could do it"),
    ("P15", "Night Owl", _june(8), _june(12), 2, None, "Only Cem is there on its last days"),
    ("P16", "Long Track", _june(8), _june(12), 3, None, "A second dolly grip; a key grip could step up"),
    ("P17", "Room Tone", _june(1), _june(5), 3, None, "Its confirmed mixer is the only one whom Feedback may have"),
    ("P18", "Feedback", _june(3), _june(7), 2, None, "If Room Tone released its mixer, both could be served"),
    ("P19", "Leap of Faith", _june(3), _june(6), 1, None, "Its stunts are held by a production of the lowest priority"),
    ("P20", "Stumble", _june(1), _june(5), 5, None, "Has the only stunt coordinator confirmed"),
    ("P21", "Loose Thread", _june(2), _june(6), 3, None, "Its held designer is the only one whom Pinned may have"),
    ("P22", "Pinned", _june(4), _june(8), 2, None, "If Loose Thread released its hold, both could be served"),
    ("P23", "Relay", _june(2), _june(8), 3, None, "Somebody is there every day, but nobody on all days"),
    (
        "P24",
        "Second Thoughts",
        _june(7),
        _june(11),
        3,
        None,
        "Its only colourist was released, and nobody else is there",
    ),
)

# earliest start and latest end; None is no move in that direction
_LIMITS = {
    "P04": (None, _june(14)),
    "P05": (_june(5), _june(18)),
    "P07": (_june(4), _june(12)),
    "P11": (_june(1), _june(13)),
    "P14": (_june(4), _june(18)),
    "P18": (None, _june(12)),
    "P22": (_june(2), _june(11)),
    "P23": (_june(1), None),
}

_NEEDS = (
    ("P01", "Drone Operator", 1, None, None),
    ("P02", "Gaffer", 3, _june(3), _june(4)),
    ("P02", "Gaffer", 1, _june(5), _june(8)),
    ("P03", "Gaffer", 1, None, None),
    ("P04", "Boom Operator", 1, None, None),
    ("P05", "Editor", 1, None, None),
    ("P06", "Production Designer", 1, None, None),
    ("P07", "Production Designer", 1, None, None),
    ("P08", "Key Grip", 1, None, None),
    ("P09", "Dolly Grip", 1, None, None),
    ("P10", "Camera Operator", 2, None, None),
    ("P11", "Camera Operator", 1, None, None),
    ("P12", "Vision Mixer", 1, None, None),
    ("P12", "Floor Manager", 1, None, None),
    ("P13", "Script Supervisor", 1, None, None),
    ("P14", "Script Supervisor", 1, None, None),
    ("P15", "Script Supervisor", 1, None, None),
    ("P16", "Dolly Grip", 1, None, None),
    ("P17", "Production Sound Mixer", 1, None, None),
    ("P18", "Production Sound Mixer", 1, None, None),
    ("P19", "Stunt Coordinator", 1, None, None),
    ("P20", "Stunt Coordinator", 1, None, None),
    ("P21", "Costume Designer", 1, None, None),
    ("P22", "Costume Designer", 1, None, None),
    ("P23", "Location Manager", 1, None, None),
    ("P24", "Colourist", 1, None, None),
)

_BOOKINGS = (
    ("P06", "C06", None, "confirmed"),
    ("P07", "C06", None, "confirmed"),
    ("P08", "C07", "Key Grip", "confirmed"),
    ("P08", "C07", None, "never"),
    ("P09", "C09", "Stunt Coordinator", "confirmed"),
    ("P02", "C02", "Gaffer", "hold 1"),
    ("P03", "C01", "Gaffer", "hold 1"),
    ("P10", "C03", "Camera Operator", "confirmed"),
    ("P11", "C03", "Camera Operator", "hold 2"),
    ("P10", "C04", "Camera Operator", "hold 1"),
    ("P11", "C04", "Camera Operator", "hold 1"),
    ("P12", "C08", None, "released"),
    ("P17", "C15", None, "confirmed"),
    ("P18", "C16", None, "never"),
    ("P20", "C09", None, "confirmed"),
    ("P21", "C17", None, "hold 1"),
    ("P22", "C18", None, "never"),
    ("P24", "C21", "Colourist", "released", _june(7), _june(11)),
)

_SETTINGS = (
    ("Staffing", "partial"),
    ("Goals", "holds; coverage; whole; stability; main-role; cost"),
    ("Gap days", 0),
    ("Time limit", 60),
)

OVERBOOKED = Sample(
    "overbooked",
    crew=(
        Sheet("Crew", CREW_HEADS, _CREW),
        Sheet("Unavailable", AWAY_HEADS, _AWAY),
    ),
    productions=(
        Sheet("Productions", PRODUCTION_HEADS, [(*row, *_LIMITS.get(row[0], ())) for row in _PRODUCTIONS]),
        Sheet("Requirements", NEED_HEADS, _NEEDS),
        Sheet("Bookings", BOOKING_HEADS, _BOOKINGS),
        Sheet("Settings", SETTING_HEADS, _SETTINGS),
    ),
)
