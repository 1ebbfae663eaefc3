"""What is wanted of a plan that is tried again.

Changes when a trial is about something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.plan import Assignment
from planner.domain.production import Window


@dataclass(frozen=True)
class Wanted:
    """``places`` to be filled: for each window how many of its vacancies, 0 where only its people may change.

    ``rows`` may move in any case. ``windows`` are where, beside these, people work once something is changed, and
    ``people`` (Crew IDs) whoever that is about: what keeps them from there may move as well.
    """

    places: Mapping[Window, int]
    rows: tuple[Assignment, ...] = ()
    windows: tuple[Window, ...] = ()
    people: tuple[str, ...] = ()
