"""What the Settings sheet decides.

Changes when a setting or a goal is added.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.span import DateSpan
from planner.domain.work_days import EVERY_DAY, Holiday


class GoalName(StrEnum):
    """What can be optimised, in the contract's words."""

    COVERAGE = "coverage"
    WHOLE = "whole"
    HOLDS = "holds"
    STABILITY = "stability"
    MAIN_ROLE = "main-role"
    COST = "cost"
    HEADCOUNT = "headcount"
    BALANCE = "balance"


DEFAULT_GOALS = (
    GoalName.COVERAGE,
    GoalName.WHOLE,
    GoalName.HOLDS,
    GoalName.STABILITY,
    GoalName.MAIN_ROLE,
    GoalName.COST,
)

DEFAULT_TIME_LIMIT_S = 600


@dataclass(frozen=True, slots=True)
class Settings:
    """How to plan; goals count strictly in their order, ``time_limit_s`` 0 means none, window ends are inclusive.

    ``work_days`` are days of the week, Monday 0 to Sunday 6; ``holidays`` are sorted by day. ``frozen_to`` is the last
    day by which work begins that keeps its people, None where nothing is frozen; no sheet of the input sets it.
    """

    whole_staffing: bool = False
    goals: tuple[GoalName, ...] = DEFAULT_GOALS
    gap_days: int = 0
    plan_from: date | None = None
    plan_to: date | None = None
    time_limit_s: int = DEFAULT_TIME_LIMIT_S
    work_days: frozenset[int] = EVERY_DAY
    holidays: tuple[Holiday, ...] = ()
    frozen_to: date | None = None

    def in_window(self, span: DateSpan) -> bool:
        """Whether at least one day of ``span`` lies in the plan window."""
        begins_in_time = self.plan_to is None or span.first_day <= self.plan_to
        return begins_in_time and (self.plan_from is None or span.last_day >= self.plan_from)

    def began_before(self, span: DateSpan) -> bool:
        """Whether ``span`` had begun before the plan window opens."""
        return self.plan_from is not None and span.first_day < self.plan_from

    def keeps_people(self, span: DateSpan) -> bool:
        """Whether who has work on these days stays there: it begins before the plan window, or is frozen."""
        return self.began_before(span) or (self.frozen_to is not None and span.first_day <= self.frozen_to)


DEFAULT_SETTINGS = Settings()
SETTINGS = {
    "Staffing": "whole_staffing",
    "Goals": "goals",
    "Gap days": "gap_days",
    "Plan from": "plan_from",
    "Plan to": "plan_to",
    "Time limit": "time_limit_s",
    "Work days": "work_days",
}
"""What the Settings sheet calls each field."""
RUN_SETTINGS = {**SETTINGS, "Frozen to": "frozen_to"}
"""What the Run sheet calls each field that decides a plan, besides holidays."""
