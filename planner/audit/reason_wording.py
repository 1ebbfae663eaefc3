"""A reason as a sentence that a coordinator can act on.

Changes when a vacancy should be explained in other words.
"""

from collections import Counter
from collections.abc import Sequence

from planner.audit.board import Board
from planner.audit.candidates import Field, Prospect
from planner.audit.wording import job_in_words, listed, person_in_words, span_in_words, why_kept, with_and
from planner.domain.production import Slot
from planner.domain.reason import Reason, ReasonKind
from planner.domain.wording import counted, titled

IN_WORDS = {
    "free": "free",
    "before-hire": "not yet hired",
    "after-fire": "no longer employed",
    "unavailable": "away",
    "never": "never to be booked here",
    "confirmed-elsewhere": "busy on a confirmed booking",
    "busy": "busy",
    "gap": "short of free days",
}
LEFT_OUT = "The production is left out because it cannot be whole: "
MOST_NAMED = 6


def reason_in_words(board: Board, reason: Reason, field: Field) -> str:
    """Return a reason's sentence; ``field`` are the holders of the vacant slot's role, as they stand to the slot."""
    told = _TOLD[reason.kind](board, reason, field)
    return LEFT_OUT + told if reason.left_out else told


def in_the_way(field: Field, slot: Slot) -> str:
    """Say what stands in the way of those who hold a slot's role: each of a few, or counts and the nearest."""
    if field.total <= 3:
        return "; ".join(f"{person_in_words(one.person)} {_stands(one)}" for one in field.nearest) + "."
    summed = listed([f"{count} {IN_WORDS[code]}" for code, count in field.kinds], most=len(field.kinds))
    nearest = field.nearest[0]
    return (
        f"Of {field.total} who hold the role {slot.role}: {summed}. "
        f"Nearest is {person_in_words(nearest.person)}, who {_stands(nearest)}."
    )


def _stands(one: Prospect) -> str:
    return "is free and could take it" if one.codes == ("free",) else one.detail


def _no_holder(_board: Board, reason: Reason, _field: Field) -> str:
    return f"Nobody holds the role {reason.role}."


def _short_days(_board: Board, reason: Reason, _field: Field) -> str:
    present = f"{reason.present or 'nobody'} employed and present"
    days = span_in_words(reason.days) if reason.days else "some days"
    told = f"{reason.role}: {reason.needed} needed on {days}, {present}"
    return f"{told}; {listed(reason.missing)}." if reason.missing else f"{told}."


def _nobody_able(_board: Board, reason: Reason, field: Field) -> str:
    (slot,) = reason.slots
    if slot.role != reason.slot.role or slot.span != reason.slot.span:
        return f"Nobody who holds the role {slot.role} can do all of {span_in_words(slot.span)}."
    return f"Nobody who holds the role can do all of {span_in_words(slot.span)}. {in_the_way(field, slot)}"


def _short_group(board: Board, reason: Reason, _field: Field) -> str:
    days = span_in_words(reason.days) if reason.days else "one day"
    slots = counted(len(reason.slots), "slot")
    people = _people(board, reason.people)
    others = _others(board, reason)
    return f"On {days} {slots} have only {people} between them: this one and {others}."


def _pairing(board: Board, reason: Reason, _field: Field) -> str:
    people, known = board.instance.crew_by_id, board.productions
    held = [
        f"the confirmed booking of {person_in_words(people[one.crew_id])} on {titled(one.production_id, known)}"
        for one in reason.kept
    ]
    for row in reason.began:
        where, why = titled(row.slot.production_id, known), why_kept(board.instance.settings, row.slot.span)
        held.append(f"{person_in_words(people[row.crew_id])} staying on {where}, which {why}")
    beside = f", beside {with_and(held, MOST_NAMED)}" if held else ""
    mine = "this one" if reason.slot in reason.slots else "this production"
    able = _people(board, reason.people)
    others = _others(board, reason)
    if not others:
        stand = "stands" if len(held) == 1 else "stand"
        return f"Only {able} could take it, and {with_and(held, MOST_NAMED)} {stand} in the way."
    return (
        f"Filling {mine} would leave another slot empty: {others}. "
        f"Their days and this one's do not fit {able}, who alone could take them{beside}."
    )


def _exchange(board: Board, reason: Reason, field: Field) -> str:
    lost = listed([job_in_words(slot, board.productions) for slot in reason.slots], MOST_NAMED, "; ")
    at_work = "Everybody who could take it is at work"
    return (
        f"{at_work}: {_people(board, reason.people)} could take it in place of {lost}. {in_the_way(field, reason.slot)}"
    )


def _earlier_goal(_board: Board, reason: Reason, field: Field) -> str:
    lost = "It could be filled, but a goal that the settings put before coverage would lose."
    return f"{lost} {in_the_way(field, reason.slot)}"


def _not_shown(_board: Board, reason: Reason, field: Field) -> str:
    return in_the_way(field, reason.slot)


def _people(board: Board, crew_ids: Sequence[str]) -> str:
    """``Ann Reed (C1) and Bo Li (C2)``; a number for many."""
    if not crew_ids:
        return "nobody"
    if len(crew_ids) > MOST_NAMED:
        return f"{len(crew_ids)} people"
    return with_and([person_in_words(board.instance.crew_by_id[one]) for one in crew_ids], MOST_NAMED)


def _others(board: Board, reason: Reason) -> str:
    """Name the other slots of a set by requirement, equal ones once."""
    productions = board.productions
    times = Counter(job_in_words(one, productions) for one in reason.slots if one != reason.slot)
    return listed(
        [f"{words} ({count} of them)" if count > 1 else words for words, count in times.items()], MOST_NAMED, "; "
    )


_TOLD = {
    ReasonKind.NO_HOLDER: _no_holder,
    ReasonKind.SHORT_DAYS: _short_days,
    ReasonKind.NOBODY_ABLE: _nobody_able,
    ReasonKind.SHORT_GROUP: _short_group,
    ReasonKind.PAIRING: _pairing,
    ReasonKind.EXCHANGE: _exchange,
    ReasonKind.EARLIER_GOAL: _earlier_goal,
    ReasonKind.NOT_SHOWN: _not_shown,
}
