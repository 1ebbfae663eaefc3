"""The operations on productions that there are: reschedule and cancel.

Changes when one of them does.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from planner.audit.wording import job_in_words, span_in_words
from planner.desk.decision import Proposal, Reason, Refused, refused
from planner.desk.names import find_production
from planner.desk.state import Desk, changed
from planner.desk.wording import production_in_words
from planner.domain.desk_change import (
    Cancelled,
    DeskChange,
    MovedRequirement,
    NewDays,
)
from planner.domain.plan import Assignment
from planner.domain.production import Requirement
from planner.domain.span import DateSpan
from planner.domain.wording import counted


def reschedule(desk: Desk, which: str, span: DateSpan) -> Proposal | Refused:
    """Propose other days for a production; its requirements' windows move with it, and its people stay bound.

    A window that is the whole production stays so; any other moves by as many days as the first day does.
    """
    production = find_production(desk, which)
    if isinstance(production, Reason):
        return refused("Nothing is rescheduled.", production)
    refusal = f"{production_in_words(production)} stays on {span_in_words(production.span)}."
    if production.cancelled:
        return refused(refusal, Reason("cancelled", f"{production.production_id} is cancelled."))
    if production.span == span:
        return refused(refusal, Reason("no-change", f"{production.production_id} has these days already."))
    moved = {need: _moved(need.span, production.span, span) for need in desk.requirements_of(production.production_id)}
    outside = [need for need, days in moved.items() if days is None or not span.covers(days)]
    if outside:
        return refused(refusal, *(_outside(need, production.span, span) for need in outside))
    windows = {(need.role, need.span): days for need, days in moved.items() if days is not None}
    after = changed(
        desk,
        productions=(replace(p, span=span) if p == production else p for p in desk.instance.productions),
        requirements=(replace(need, span=moved.get(need) or need.span) for need in desk.instance.requirements),
        rows=_with_windows(desk, production.production_id, windows),
    )
    changes: tuple[DeskChange, ...] = (
        NewDays(production, span),
        *(MovedRequirement(n, days, span) for n, days in moved.items() if days),
    )
    said = f"{production_in_words(production)} moves from {span_in_words(production.span)} to {span_in_words(span)}."
    about = frozenset((production.production_id,))
    return Proposal(after, changes, (said,), refusal, about=about, priority=production.priority)


def _moved(window: DateSpan, old: DateSpan, new: DateSpan) -> DateSpan | None:
    """Return a requirement's window after its production has moved; None beyond the calendar."""
    if window == old:
        return new
    try:
        return window.shifted((new.first_day - old.first_day).days)
    except OverflowError:
        return None


def _outside(need: Requirement, old: DateSpan, new: DateSpan) -> Reason:
    days = _moved(need.span, old, new)
    where = f"would be {span_in_words(days)}" if days else "would be beyond the calendar"
    message = f"{job_in_words(need)}, {where}, which is not within {span_in_words(new)}."
    return Reason("window-outside-production", message, "Change the requirement's days in the workbook first.")


def _with_windows(
    desk: Desk, production_id: str, windows: Mapping[tuple[str, DateSpan], DateSpan]
) -> tuple[Assignment, ...]:
    """Return all rows, those of a production in their new windows; where two windows become one, slots are numbered."""
    others, moved = [], []
    for row in desk.rows:
        days = windows.get((row.slot.role, row.slot.span)) if row.slot.production_id == production_id else None
        if days is None:
            others.append(row)
        else:
            moved.append(replace(row, slot=replace(row.slot, span=days)))
    taken = {row.slot for row in others}
    for row in moved:
        slot = row.slot
        while slot in taken:
            slot = replace(slot, number=slot.number + 1)
        taken.add(slot)
        others.append(replace(row, slot=slot))
    return tuple(others)


def cancel(desk: Desk, which: str) -> Proposal | Refused:
    """Propose that a production is cancelled and its people released."""
    production = find_production(desk, which)
    if isinstance(production, Reason):
        return refused("Nothing is cancelled.", production)
    refusal = f"{production_in_words(production)} is not cancelled."
    if production.cancelled:
        return refused(refusal, Reason("no-change", f"{production.production_id} is cancelled already."))
    team = desk.team_of(production.production_id)
    after = changed(
        desk,
        productions=(replace(p, cancelled=True) if p == production else p for p in desk.instance.productions),
        rows=(row for row in desk.rows if row not in team),
    )
    people = counted(len({row.crew_id for row in team}), "person")
    freed = f", which frees {people}" if team and desk.has_plan else ""
    said = f"{production_in_words(production)}, {span_in_words(production.span)}, is cancelled{freed}."
    about = frozenset((production.production_id,))
    return Proposal(after, (Cancelled(production),), (said,), refusal, about=about, settles_itself=True)


def parse_days(first: date, last: date) -> DateSpan | Reason:
    """Return the days from first to last, or that they are reversed."""
    if last < first:
        return Reason("end-before-start", f"{last} lies before {first}.", "Correct one of the two.")
    return DateSpan(first, last)
