"""Numbers with their nouns, for every sentence that the planner says.

Changes when a sentence needs another kind of plural.
"""

_UNLIKE = {"person": "people"}


def counted(number: int, noun: str) -> str:
    """``1 slot``, ``2,000 slots``, ``3 vacancies``, ``2 people``, ``2 bookings without a slot``."""
    if number == 1:
        return f"1 {noun}"
    head, without, rest = noun.partition(" without")
    plural = _UNLIKE.get(head) or (f"{head[:-1]}ies" if head.endswith("cy") else f"{head}s")
    return f"{number:,} {plural}{without}{rest}"
