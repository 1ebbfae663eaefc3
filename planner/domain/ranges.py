"""Values that are varied: ``-14..14``, ``0..3``, ``-14..14 step 7``, and a day ``2027-05-10+(0..3)``.

Changes when another kind of range may be typed.
"""

import re

_STEPS = re.compile(r"\s*([+-]?\d{1,9})\s*\.\.\s*([+-]?\d{1,9})(?:\s+step\s+(\d{1,9}))?\s*", re.IGNORECASE)
_VARIED_DAY = re.compile(r"(.+?)\s*\+\s*\((.+)\)\s*")


def steps_of(text: str) -> range | None:
    """Return the whole numbers of a range, both ends included where the steps reach them; None when it is none.

    One that goes down, or whose step is 0, has no number.
    """
    found = _STEPS.fullmatch(text)
    if found is None:
        return None
    first, last, step = int(found[1]), int(found[2]), int(found[3] or 1)
    return range(first, last + 1, step) if step else range(0)


def varied_day(text: str) -> tuple[str, range] | None:
    """Return the day of a day that is varied, as it is typed, and the days to be added to it; None when it is none."""
    found = _VARIED_DAY.fullmatch(text)
    steps = steps_of(found[2]) if found else None
    return (found[1], steps) if found and steps is not None else None
