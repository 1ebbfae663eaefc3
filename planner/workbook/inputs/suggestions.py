"""Did-you-mean for whole columns: each text is compared once, and all together within a budget.

Changes when suggestions are found in another way.
"""

from collections.abc import Collection

from planner.domain.names import did_you_mean
from planner.workbook.xlsx.cells import match_key

MOST_COMPARISONS = 100_000  # of two names, each some microseconds; more when a whole column of many is wrong


class Suggestions:
    """What texts may be meant for; once the budget is used up, new texts get no suggestion."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], str | None] = {}
        self._left = MOST_COMPARISONS

    def near(self, text: str, known: Collection[str], what: str = "") -> str | None:
        """Return the known name that comes nearest, None when none does or too much was compared already.

        ``what`` tells several kinds of names apart, which share the budget.
        """
        key = what, match_key(text)
        if key not in self._found:
            if len(known) > self._left:
                return None
            self._left -= len(known)
            self._found[key] = did_you_mean(text, known)
        return self._found[key]
