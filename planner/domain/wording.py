"""Numbers with their nouns, for every sentence that the planner says.

Changes when a sentence needs another kind of plural.
"""

import re
from collections.abc import Sequence

_UNLIKE = {"person": "people", "remedy": "remedies"}
_OWN_NUMBER = re.compile(r"R\d+: ")


def counted(number: int, noun: str) -> str:
    """``1 slot``, ``2,000 slots``, ``3 vacancies``, ``2 people``, ``2 bookings without a slot``."""
    if number == 1:
        return f"1 {noun}"
    head, without, rest = noun.partition(" without")
    plural = _UNLIKE.get(head) or (f"{head[:-1]}ies" if head.endswith("cy") else f"{head}s")
    return f"{number:,} {plural}{without}{rest}"


def numbered(options: Sequence[str]) -> list[str]:
    """Return several options with numbers before them; one that has a number of its own, ``R3: …``, keeps that."""
    if len(options) < 2:
        return list(options)
    return [option if _OWN_NUMBER.match(option) else f"{number}. {option}" for number, option in enumerate(options, 1)]
