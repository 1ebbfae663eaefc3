"""What the sample season's house employs and makes: roles with their numbers, kinds of production with their crews.

Changes when the sample season should have other roles or productions.
"""

from dataclasses import dataclass

# role, people, department, day rate, also called
POOL = (
    ("Line Producer", 5, "Production", 520, None),
    ("Production Manager", 5, "Production", 450, "Unit Production Manager; UPM"),
    ("Production Coordinator", 5, "Production", 340, None),
    ("Production Assistant", 10, "Production", 210, "Runner; PA"),
    ("Director", 6, "Direction", 650, None),
    ("1st AD", 5, "Direction", 470, "First Assistant Director"),
    ("Script Supervisor", 4, "Direction", 360, "Continuity"),
    ("Location Manager", 4, "Locations", 390, None),
    ("Director of Photography", 6, "Camera", 600, "DoP; DP; Cinematographer"),
    ("Camera Operator", 9, "Camera", 430, None),
    ("1st AC", 5, "Camera", 360, "Focus Puller"),
    ("Drone Operator", 2, "Camera", 420, None),
    ("Key Grip", 4, "Grip", 370, None),
    ("Grip", 5, "Grip", 300, None),
    ("Gaffer", 5, "Electrical", 410, "Chief Lighting Technician"),
    ("Electrician", 8, "Electrical", 310, "Spark"),
    ("Production Sound Mixer", 5, "Sound", 420, "Sound Recordist"),
    ("Boom Operator", 5, "Sound", 310, None),
    ("Production Designer", 4, "Art", 520, None),
    ("Set Dresser", 4, "Art", 290, None),
    ("Costume Designer", 3, "Costume", 430, None),
    ("Make-up Artist", 4, "Hair & Make-up", 320, None),
    ("Editor", 5, "VFX and post", 450, None),
    ("Vision Mixer", 2, "Multi-camera tv", 430, "Technical Director"),
)

OTHER_ROLES = {
    "Production Manager": ("Line Producer",),
    "Production Coordinator": ("Production Manager",),
    "Production Assistant": ("Production Coordinator",),
    "1st AD": ("Director",),
    "Camera Operator": ("Director of Photography", "Drone Operator"),
    "1st AC": ("Camera Operator",),
    "Grip": ("Key Grip",),
    "Electrician": ("Gaffer",),
    "Boom Operator": ("Production Sound Mixer",),
    "Set Dresser": ("Production Designer",),
    "Costume Designer": ("Make-up Artist",),
    "Vision Mixer": ("Camera Operator",),
}

REASONS = ("Holiday", "Holiday", "Training course", "Parental leave", "Away", "Dentist", "Festival jury")


@dataclass(frozen=True)
class Kind:
    """A kind of production: how many a season has, its length in days, and its crew (role, count, phase).

    ``earlier`` and ``later`` are how many days one of it may move, None not at all in that direction.
    """

    name: str
    number: int
    shortest: int
    longest: int
    priority: int
    crew: tuple[tuple[str, int, str], ...]
    earlier: int | None = None
    later: int | None = None


KINDS = (
    Kind(
        "feature film",
        3,
        70,
        84,
        1,
        (
            ("Line Producer", 1, "all"),
            ("Production Manager", 1, "all"),
            ("Production Coordinator", 1, "all"),
            ("Production Assistant", 3, "early"),
            ("Director", 1, "all"),
            ("1st AD", 1, "early"),
            ("Script Supervisor", 1, "shoot"),
            ("Location Manager", 1, "early"),
            ("Director of Photography", 1, "early"),
            ("Camera Operator", 2, "shoot"),
            ("1st AC", 2, "shoot"),
            ("Drone Operator", 1, "shoot"),
            ("Key Grip", 1, "shoot"),
            ("Grip", 2, "shoot"),
            ("Gaffer", 1, "shoot"),
            ("Electrician", 3, "shoot"),
            ("Production Sound Mixer", 1, "shoot"),
            ("Boom Operator", 1, "shoot"),
            ("Production Designer", 1, "early"),
            ("Set Dresser", 2, "early"),
            ("Costume Designer", 1, "early"),
            ("Make-up Artist", 2, "shoot"),
            ("Editor", 1, "late"),
        ),
    ),
    Kind(
        "drama series",
        4,
        50,
        66,
        2,
        (
            ("Line Producer", 1, "all"),
            ("Production Manager", 1, "all"),
            ("Production Coordinator", 1, "all"),
            ("Production Assistant", 2, "shoot"),
            ("Director", 1, "all"),
            ("1st AD", 1, "early"),
            ("Script Supervisor", 1, "shoot"),
            ("Location Manager", 1, "early"),
            ("Director of Photography", 1, "early"),
            ("Camera Operator", 1, "shoot"),
            ("1st AC", 1, "shoot"),
            ("Key Grip", 1, "shoot"),
            ("Grip", 1, "shoot"),
            ("Gaffer", 1, "shoot"),
            ("Electrician", 2, "shoot"),
            ("Production Sound Mixer", 1, "shoot"),
            ("Boom Operator", 1, "shoot"),
            ("Production Designer", 1, "early"),
            ("Set Dresser", 1, "shoot"),
            ("Costume Designer", 1, "early"),
            ("Make-up Artist", 1, "shoot"),
            ("Editor", 1, "late"),
        ),
        earlier=7,
        later=7,
    ),
    Kind(
        "documentary",
        7,
        24,
        40,
        3,
        (
            ("Production Coordinator", 1, "all"),
            ("Director", 1, "all"),
            ("Director of Photography", 1, "shoot"),
            ("Production Sound Mixer", 1, "shoot"),
            ("Production Assistant", 1, "shoot"),
            ("Editor", 1, "late"),
        ),
        earlier=14,
        later=14,
    ),
    Kind(
        "studio show",
        5,
        12,
        20,
        3,
        (
            ("Production Manager", 1, "all"),
            ("Director", 1, "all"),
            ("Vision Mixer", 1, "shoot"),
            ("Camera Operator", 4, "shoot"),
            ("Gaffer", 1, "early"),
            ("Electrician", 2, "shoot"),
            ("Production Sound Mixer", 1, "shoot"),
            ("Make-up Artist", 1, "shoot"),
            ("Production Assistant", 2, "shoot"),
        ),
    ),
    Kind(
        "commercial",
        8,
        6,
        10,
        4,
        (
            ("Line Producer", 1, "all"),
            ("Director", 1, "all"),
            ("1st AD", 1, "shoot"),
            ("Director of Photography", 1, "shoot"),
            ("1st AC", 1, "shoot"),
            ("Gaffer", 1, "shoot"),
            ("Electrician", 2, "shoot"),
            ("Key Grip", 1, "shoot"),
            ("Production Designer", 1, "early"),
            ("Make-up Artist", 1, "shoot"),
            ("Production Assistant", 1, "shoot"),
        ),
        earlier=7,
        later=14,
    ),
    Kind(
        "short film",
        3,
        10,
        14,
        5,
        (
            ("Director", 1, "all"),
            ("Director of Photography", 1, "shoot"),
            ("1st AC", 1, "shoot"),
            ("Gaffer", 1, "shoot"),
            ("Production Sound Mixer", 1, "shoot"),
            ("Boom Operator", 1, "shoot"),
            ("Editor", 1, "late"),
        ),
        later=21,
    ),
)


def people() -> int:
    """Return how many people the house employs."""
    return sum(number for _, number, *_ in POOL)
