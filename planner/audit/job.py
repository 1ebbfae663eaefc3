"""What slots and requirements have in common: a role on a production for some days.

Changes when a rule about one person and one job needs to know more than that.
"""

from typing import Protocol

from planner.domain.production import Window
from planner.domain.span import DateSpan


class Job(Protocol):
    """A role on a production for a window; slots and requirements both are one."""

    @property
    def production_id(self) -> str:
        """The production that asks."""

    @property
    def role(self) -> str:
        """The role that is asked for."""

    @property
    def span(self) -> DateSpan:
        """The days, all of them worked by one person."""

    @property
    def window(self) -> Window:
        """All three."""


def too_close(one: Job, other: Job, gap_days: int) -> bool:
    """Whether nobody may do both: a shared day, or two productions with fewer than ``gap_days`` free days between."""
    needed = gap_days if one.production_id != other.production_id else 0
    return one.span.free_days_between(other.span) < needed if needed else one.span.clashes_with(other.span)
