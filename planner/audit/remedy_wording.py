"""A remedy as a line that says what to do, what it fills and what it costs.

Changes when a remedy should read differently.
"""

from collections.abc import Iterator

from planner.domain.production import Slot
from planner.domain.remedy import Explanations, GoalShift, Remedy, RemedyKind
from planner.domain.wording import counted

NOT_EXAMINED = "Not examined: the work set aside for remedies was used up (--remedies 2 allows twice as much)."
SEE_SUMMARY = "On Summary: a remedy that fills several vacancies, this one too."
NONE_FOUND = "None of the remedies that were tried fills it alone."
_UNITS = {
    "whole": "whole production",
    "stability": "earlier assignment",
    "main-role": "slot in somebody's other role",
    "headcount": "person",
}


def options_for(slot: Slot, explained: Explanations) -> tuple[str, ...]:
    """Return what could be done about a vacancy, a line each; nothing where no remedies were looked for."""
    if slot in explained.unexamined:
        return (NOT_EXAMINED,)
    if slot not in explained.remedies:
        return ()
    several = any(slot in remedy.fills for remedy in explained.shared)
    own = tuple(remedy_in_words(remedy) for remedy in explained.remedies[slot])
    return (*own, *([SEE_SUMMARY] if several else [])) or (NONE_FOUND,)


def remedy_in_words(remedy: Remedy) -> str:
    """``Employ Ann Reed (C1) until 9 March 2026 (2 days longer): fills it; costs 800.00 more.``."""
    whole = {slot.production_id for slot in remedy.fills}
    told = list(_filled(remedy))
    for shift in remedy.shifts:
        if shift.goal == "whole" and shift.by == len(whole) == 1:
            told.append(f"makes {next(iter(whole))} whole")
        elif shift.goal != "coverage":
            told.append(shift_in_words(shift))
    if remedy.kind is RemedyKind.HIRE:
        told.append("their pay comes on top")
    return f"{remedy.what}: {'; '.join(told)}."


def _filled(remedy: Remedy) -> Iterator[str]:
    """Say how many vacancies are filled, and what is left empty instead."""
    if remedy.kind is RemedyKind.HAND_OVER:
        yield "fills it in two parts"
    elif len(remedy.fills) == 1:
        yield "fills it"
    else:
        yield f"fills {counted(len(remedy.fills), 'vacancy')}"
    for shift in remedy.shifts:
        if shift.goal == "coverage" and shift.by < 0:
            yield f"leaves {counted(-shift.by, 'slot')} of priority {shift.step} empty instead"


def shift_in_words(shift: GoalShift) -> str:
    """``1 more whole production``, ``1 hold 2 booking fewer kept``, ``costs 800.00 more``."""
    size, more = abs(shift.by), "more" if shift.by > 0 else "fewer"
    if shift.goal == "cost":
        return f"costs {size / 100:,.2f} {'more' if shift.by > 0 else 'less'}"
    if shift.goal == "holds":
        return f"{size} {more} of the hold {shift.step} bookings kept"
    if shift.goal == "balance":
        return f"work is spread {'less' if shift.by > 0 else 'more'} evenly"
    if shift.goal == "stability":
        days = " with its days" if shift.step == 2 else ""
        return f"{counted(size, _UNITS[shift.goal])} {'more' if shift.by > 0 else 'fewer'} kept{days}"
    unit = counted(size, _UNITS[shift.goal]).removeprefix(f"{size} ")
    return f"{size} {more} {unit}"
