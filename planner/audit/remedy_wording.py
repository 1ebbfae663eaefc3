"""A remedy as a line that says what to do, what it fills and what it costs.

Changes when a remedy should read differently.
"""

from collections.abc import Iterator

from planner.audit.wording import listed
from planner.domain.production import Slot
from planner.domain.remedy import Explanations, GoalShift, Remedy, RemedyKind
from planner.domain.wording import Productions, counted, titled

NOT_EXAMINED = "Not examined: the work set aside for remedies was used up (--remedies 2 allows twice as much)."
SEE_SUMMARY = "On Summary: a remedy that fills several vacancies, this one too."
NONE_FOUND = "None of the remedies that were tried fills it alone."
_UNITS = {
    "whole": "whole production",
    "headcount": "person",
}


def options_for(slot: Slot, explained: Explanations, productions: Productions) -> tuple[str, ...]:
    """Return what could be done about a vacancy, a line each; nothing where no remedies were looked for."""
    if slot in explained.unexamined:
        return (NOT_EXAMINED,)
    if slot not in explained.remedies:
        return ()
    several = any(slot in remedy.fills for remedy in explained.shared)
    own = tuple(remedy_in_words(remedy, productions) for remedy in explained.remedies[slot])
    return (*own, *([SEE_SUMMARY] if several else [])) or (NONE_FOUND,)


def remedy_in_words(remedy: Remedy, productions: Productions) -> str:
    """``R3: Employ Ann Reed (C1) until 9 March 2026 (2 days longer): fills it; adds 800.00 to the cost.``."""
    number = f"{remedy.number}: " if remedy.number else ""
    return f"{number}{sentence_of(remedy, productions)}"


def sentence_of(remedy: Remedy, productions: Productions) -> str:
    """Return the same without its number."""
    whole = {slot.production_id for slot in remedy.fills}
    changed_hands = next((-shift.by for shift in remedy.shifts if (shift.goal, shift.step) == ("stability", 1)), 0)
    told = list(_filled(remedy, productions))
    for shift in remedy.shifts:
        if shift.goal == "whole" and shift.by == len(whole) == 1:
            told.append("makes the production whole")
        elif shift.goal == "stability":
            told += _kept(shift, changed_hands)
        elif shift.goal != "coverage":
            told.append(shift_in_words(shift))
    if remedy.kind is RemedyKind.HIRE:
        told.append("their pay comes on top")
    return f"{remedy.what}: {'; '.join(told)}."


def _filled(remedy: Remedy, productions: Productions) -> Iterator[str]:
    """Say how many vacancies are filled, and what is left empty instead."""
    on = dict.fromkeys(titled(slot.production_id, productions) for slot in remedy.fills)
    if len(remedy.fills) == 1 or remedy.kind is RemedyKind.HAND_OVER:
        yield "fills it in two parts" if remedy.kind is RemedyKind.HAND_OVER else "fills it"
    else:
        yield f"fills {counted(len(remedy.fills), 'vacancy')} on {listed(tuple(on))}"
    fewer = {shift.step: -shift.by for shift in remedy.shifts if shift.goal == "coverage" and shift.by < 0}
    for priority, number in fewer.items():
        yield f"leaves {counted(number, 'slot')} of priority {priority} empty instead"
    # What a priority gains and loses at once does not show in its sum.
    slots = len(remedy.fills) + (remedy.kind is RemedyKind.HAND_OVER)
    lost = slots - sum(shift.by for shift in remedy.shifts if shift.goal == "coverage") - sum(fewer.values())
    if lost > 0:
        yield f"leaves {counted(lost, 'slot')} of the same priority empty instead"


def _kept(shift: GoalShift, changed_hands: int) -> Iterator[str]:
    """Say how much of the plan changes hands, and in the second step how much of what does not gets other days."""
    size = -shift.by if shift.step == 1 else -shift.by - changed_hands
    how = "in other hands" if shift.step == 1 else "on other days"
    if size > 0:
        yield f"{counted(size, 'assignment')} of this plan {how}"


def shift_in_words(shift: GoalShift) -> str:
    """``1 more whole production``, ``1 fewer of the hold 2 bookings kept``, ``adds 800.00 to the cost``."""
    size, more = abs(shift.by), "more" if shift.by > 0 else "fewer"
    if shift.goal == "cost":
        amount = f"{size / 100:,.2f}"
        return f"adds {amount} to the cost" if shift.by > 0 else f"takes {amount} off the cost"
    if shift.goal == "holds":
        return f"{size} {more} of the hold {shift.step} bookings kept"
    if shift.goal == "balance":
        return f"work is spread {'less' if shift.by > 0 else 'more'} evenly"
    if shift.goal == "main-role":
        return f"{size} {more} {'slot' if size == 1 else 'slots'} in somebody's other role"
    unit = counted(size, _UNITS[shift.goal]).removeprefix(f"{size} ")
    return f"{size} {more} {unit}"
