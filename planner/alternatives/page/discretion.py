"""What stays at home: rates, costs and reasons of absence, and every sentence that says one.

Sentences are made anew from values that hold none of it, rather than cleaned afterwards: a reason may be any text.
Only what cannot be made anew is let through by what it says.
Changes when something else must not leave the house.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from planner.audit.remedy_wording import shift_in_words
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.remedy import NumberedRemedy
from planner.domain.settings import GoalName
from planner.workbook.columns import heads

CONTACT = (heads.EMAIL, heads.PHONE)
# the reason of an absence stands behind these words, and an amount of money has two decimals
_TELLS = re.compile(r"\bis away\b|\d\.\d\d\b|\bcost\b")


def discreet(instance: Instance) -> Instance:
    """Return an instance without rates and reasons of absence, and with no remark on people but how to reach them."""
    return replace(instance, crew=tuple(map(_discreet_person, instance.crew)))


def _discreet_person(person: CrewMember) -> CrewMember:
    employments = (
        replace(one, day_rate_cents=0, remarks=tuple(pair for pair in one.remarks if pair[0] in CONTACT))
        for one in person.employments
    )
    absences = (replace(one, reason="") for one in person.absences)
    return replace(person, employments=tuple(employments), absences=tuple(absences))


def discreet_remedy(remedy: NumberedRemedy) -> NumberedRemedy:
    """Return a remedy whose sentence says nothing of the cost, and whose changes hold no rate."""
    what = remedy.what
    for shift in remedy.shifts:
        if shift.goal == GoalName.COST:
            what = what.replace(f"; {shift_in_words(shift)}", "")
    shifts = tuple(shift for shift in remedy.shifts if shift.goal != GoalName.COST)
    return replace(remedy, what="; ".join(_harmless(what.split("; "))), shifts=shifts, changes=())


def _harmless(clauses: list[str]) -> Iterator[str]:
    """Return the first clause, which says what to do, and of the others those that say no amount."""
    yield clauses[0]
    yield from (clause for clause in clauses[1:] if not re.search(r"\d\.\d\d\b", clause))


def tells(text: str) -> bool:
    """Whether a text that was read might say a cost or the reason of an absence."""
    return bool(_TELLS.search(text))


def let_through(text: str) -> str:
    """Return a text up to the sentence that might say a cost or the reason of an absence, which is any text itself."""
    found = _TELLS.search(text)
    return text[: text.rfind(". ", 0, found.start()) + 1] if found else text
