"""What might fill one vacancy, kind by kind, the least effort first; nothing here has been planned again.

Changes when something else can be done about a vacancy.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from planner.domain.remedy import RemedyKind
from planner.remedies.suggestion import Suggestion
from planner.remedies.suggestions.days import hand_overs, moved_productions, shortened
from planner.remedies.suggestions.jobs import given_up, released
from planner.remedies.suggestions.people import extended, hired, moved_leave, stepped_up
from planner.remedies.suggestions.vacancy import Vacancy

__all__ = ["LADDER", "Vacancy", "suggestions_for"]

Maker = Callable[[Vacancy], Iterator[Suggestion]]

LADDER: tuple[tuple[RemedyKind, Maker, int], ...] = (
    (RemedyKind.RELEASE_HOLD, released, 2),
    (RemedyKind.HAND_OVER, hand_overs, 2),
    (RemedyKind.STEP_UP, stepped_up, 3),
    (RemedyKind.MOVE_LEAVE, moved_leave, 3),
    (RemedyKind.EXTEND, extended, 3),
    (RemedyKind.SHORTEN, shortened, 2),
    (RemedyKind.MOVE_PRODUCTION, moved_productions, 3),
    (RemedyKind.RELEASE_CONFIRMED, released, 2),
    (RemedyKind.GIVE_UP, given_up, 2),
    (RemedyKind.HIRE, hired, 8),
)
"""Each kind, who suggests it, and how many suggestions are tried."""


def suggestions_for(vacancy: Vacancy, kind: RemedyKind, make: Maker, most: int) -> Iterator[Suggestion]:
    """Yield the first suggestions of a kind, those of fewest days first."""
    yield from islice((one for one in make(vacancy) if one.kind is kind), most)
