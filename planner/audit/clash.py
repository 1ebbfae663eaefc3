"""When two jobs are too close for one person.

Changes when a rule about one person and two jobs needs to know more than their days and productions.
"""

from planner.domain.production import Job


def too_close(one: Job, other: Job, gap_days: int) -> bool:
    """Whether nobody may do both: a shared day, or two productions with fewer than ``gap_days`` free days between."""
    needed = gap_days if one.production_id != other.production_id else 0
    return one.span.free_days_between(other.span) < needed if needed else one.span.clashes_with(other.span)
