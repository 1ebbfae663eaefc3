"""Numbers with their nouns, for every sentence that the planner says.

Changes when a sentence needs another kind of plural.
"""


def counted(number: int, noun: str) -> str:
    """``1 slot``, ``2,000 slots``, ``3 vacancies``, ``2 bookings without a slot``: a number with its noun."""
    if number == 1:
        return f"1 {noun}"
    head, without, rest = noun.partition(" without")
    plural = f"{head[:-1]}ies" if head.endswith("cy") else f"{head}s"
    return f"{number:,} {plural}{without}{rest}"
