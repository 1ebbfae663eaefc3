"""What the sample season's planners ask themselves: scenarios against the vacancies of its autumn.

Changes when the sample should ask something else.
"""

from datetime import date

SCENARIOS = (
    {
        "scenario": "Umbrella later",
        "change": "move",
        "production": "P26",
        "number": "5..14 step 3",
        "notes": "Its make-up artist is missing; a commercial can wait for one",
    },
    {
        "scenario": "Make-up for the autumn",
        "change": "hire",
        "role": "Make-up Artist",
        "from": date(2027, 8, 1),
        "to": date(2027, 10, 10),
        "number": "1..2",
        "notes": "Is one enough?",
    },
    {
        "scenario": "Olumide steps up",
        "change": "role",
        "crew": "C107",
        "role": "Make-up Artist",
        "value": "other",
        "notes": "The costume designer would do make-up too",
    },
    {
        "scenario": "Olumide steps up",
        "change": "move leave",
        "crew": "C074",
        "from": date(2027, 9, 6),
        "to": date(2027, 9, 17),
        "number": 1,
        "notes": "And Mira's leave begins a day later",
    },
    {
        "scenario": "Wen leaves",
        "change": "last day",
        "crew": "C031",
        "to": date(2027, 8, 31),
        "notes": "What if the busiest director goes before the autumn",
    },
    {
        "scenario": "One commercial less",
        "change": "cancel",
        "production": "P26",
        "notes": "Not made at all",
    },
    {
        "scenario": "One more show",
        "change": "add production",
        "title": "Winter Fair (studio show)",
        "from": date(2027, 11, 8),
        "to": date(2027, 11, 26),
        "priority": 3,
        "notes": "Is there room for it?",
    },
    {"scenario": "One more show", "change": "need", "production": "P31", "role": "Director", "number": 1},
    {"scenario": "One more show", "change": "need", "production": "P31", "role": "Vision Mixer", "number": 1},
    {"scenario": "One more show", "change": "need", "production": "P31", "role": "Camera Operator", "number": 4},
    {"scenario": "One more show", "change": "need", "production": "P31", "role": "Gaffer", "number": 1},
    {
        "scenario": "No gap days",
        "change": "set",
        "value": "Gap days = 0",
        "notes": "What the free day between jobs costs",
    },
)
