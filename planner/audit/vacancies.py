"""Why a slot is empty, as a coordinator can act on it.

The ladder: nobody holds the role; too few people on a day; else what stands in the way of those who hold it.
Changes when a vacancy should be explained differently.
"""

from collections.abc import Iterator

from planner.audit.board import Board
from planner.audit.candidates import Field, Prospect, Prospects
from planner.audit.job import Job
from planner.audit.shortage import DayCounts
from planner.audit.wording import job_in_words, listed, person_in_words
from planner.domain.finding import NOWHERE, Severity
from planner.domain.plan import Conflict
from planner.domain.production import Slot

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


def vacancy_conflicts(board: Board, prospects: Prospects) -> Iterator[Conflict]:
    """Yield a conflict for every vacant slot: an error for priority 1 and 2, a warning for the others."""
    counts = DayCounts(board)
    sources = {(n.production_id, n.role, n.span): n.places for n in board.instance.planned_requirements}
    reasons: dict[tuple[str, str, object], str] = {}
    for slot in board.plan.vacancies:
        key = (slot.production_id, slot.role, slot.span)
        if key not in sources:
            continue
        if key not in reasons:
            reasons[key] = _why(board, slot, prospects, counts)
        yield Conflict(
            code="vacancy",
            severity=Severity.ERROR if board.priority(slot.production_id) <= 2 else Severity.WARNING,
            production_id=slot.production_id,
            role=slot.role,
            what=f"Nobody fills {job_in_words(slot)} (slot {slot.number}).",
            why=reasons[key],
            slot_number=slot.number,
            span=slot.span,
            source=next(iter(sources[key]), NOWHERE),
        )


def _why(board: Board, slot: Slot, prospects: Prospects, counts: DayCounts) -> str:
    plain = _shortage(board, slot, counts)
    if board.left_out(slot.production_id) and not plain:
        short = [why for need in board.requirements_of[slot.production_id] if (why := _shortage(board, need, counts))]
        if short:
            return f"The production is left out because it cannot be whole: {short[0]}"
        plain = "The production is left out because it cannot get all its slots beside the others."
    return plain or _in_the_way(prospects(slot), slot)


def _shortage(board: Board, job: Job, counts: DayCounts) -> str:
    """Return why counting alone rules a job out, or empty text."""
    if not board.holders.get(job.role):
        return f"Nobody holds the role {job.role}."
    short = counts.worst(job.role, job.span)
    return f"{short}." if short else ""


def _in_the_way(field: Field, slot: Slot) -> str:
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
