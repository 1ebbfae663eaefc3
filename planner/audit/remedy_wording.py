"""A remedy as a line that says what to do, what it fills and what it costs.

Changes when a remedy should read differently.
"""

from planner.domain.remedy import GoalShift, Remedy
from planner.domain.wording import counted

GAINS = ("coverage", "whole", "holds", "stability")
_UNITS = {
    "whole": "whole production",
    "stability": "kept assignment",
    "main-role": "slot in somebody's other role",
    "headcount": "person",
}


def remedy_in_words(remedy: Remedy) -> str:
    """``Extend Ann Reed (C1) by 2 days, until 9 March 2026: fills 1 more slot; costs 800.00 more.``"""
    told = [shift_in_words(shift) for shift in remedy.shifts]
    return f"{remedy.what}: {'; '.join(told)}." if told else f"{remedy.what}."


def shift_in_words(shift: GoalShift) -> str:
    """``fills 1 more slot of priority 2``, ``1 hold 1 fewer kept``, ``costs 800.00 more``."""
    size, more = abs(shift.by), shift.by > 0
    if shift.goal == "coverage":
        slots = f"{counted(size, 'slot')} of priority {shift.step}"
        return f"fills {size} more of priority {shift.step}" if more else f"leaves {slots} empty instead"
    if shift.goal == "cost":
        return f"costs {size / 100:,.2f} {'more' if more else 'less'}"
    if shift.goal == "holds":
        return f"{size} {'more' if more else 'fewer'} of the hold {shift.step} bookings kept"
    if shift.goal == "balance":
        return "work is spread less evenly" if more else "work is spread more evenly"
    return f"{counted(size, _UNITS[shift.goal])} {'more' if more else 'fewer'}"
