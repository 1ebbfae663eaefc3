"""What a long run tells while it works.

Changes when somebody waiting at a terminal needs to know more.
"""

from dataclasses import dataclass

REMEDIES = "remedies"
"""What is worked on when all goals are settled: ``value`` of ``bound`` vacancies have been looked at."""

SWAPS = "swaps"
"""What is worked on when people are made to have slots: ``value`` of at most ``bound`` have been tried."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of the goal being worked on; ``bound`` is the best proven so far, ``components`` its parts."""

    goal: str
    value: int
    bound: int
    components_done: int
    components: int
    elapsed_s: float
