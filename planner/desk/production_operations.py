"""The operations on productions: schedule, reschedule, cancel.

Changes when one of them does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from planner.audit.wording import job_in_words, person_in_words, span_in_words
from planner.desk.binding import Binding, Shortage, bind
from planner.desk.decision import Demand, Proposal, Reason, Refused, refused
from planner.desk.free_people import FreePeople
from planner.desk.names import find_production, find_role, next_id
from planner.desk.state import Desk, changed, seat
from planner.domain.input_changes import (
    Cancelled,
    InputChange,
    MovedRequirement,
    NewDays,
    NewProduction,
    NewRequirement,
)
from planner.domain.names import name_key
from planner.domain.plan import Assignment
from planner.domain.production import Production, Requirement
from planner.domain.span import DateSpan
from planner.domain.wording import counted


def schedule(
    desk: Desk,
    title: str,
    span: DateSpan,
    needs: Mapping[str, int],
    *,
    priority: int = 3,
    production_id: str | None = None,
    new_role: bool = False,
) -> Proposal | Refused:
    """Propose a production with its requirements, ``needs`` by role, and the people who are bound to it."""
    refusal = f"{title} is not scheduled."
    roles = {text: find_role(desk, text, new=new_role) for text in needs}
    faults = [
        *(one for one in roles.values() if isinstance(one, Reason)),
        *_identity_faults(desk, title, production_id),
    ]
    if faults:
        return refused(refusal, *faults)
    identifier = production_id or (next_id(desk.instance.production_by_id, "P01") if desk.production_ids else title)
    production = Production(identifier, title, span, priority)
    counts: dict[str, int] = {}
    for text, role in roles.items():
        counts[str(role)] = counts.get(str(role), 0) + needs[text]
    asked = tuple(Requirement(identifier, role, span, count) for role, count in counts.items() if count)
    return _with_people(desk, production, asked, refusal)


def _identity_faults(desk: Desk, title: str, production_id: str | None) -> Iterator[Reason]:
    if not name_key(title):
        yield Reason("missing-value", "A production needs a title.")
    taken = {name_key(one.production_id): one for one in desk.instance.productions}
    if production_id and not desk.production_ids:
        hint = "Leave the ID out: there the title identifies."
        yield Reason("no-id-column", "The Productions sheet has no column Production ID.", hint)
    elif production_id is not None and name_key(production_id) in taken:
        other = taken[name_key(production_id)]
        hint = f"Free is {next_id(desk.instance.production_by_id, 'P01')}."
        yield Reason("duplicate-id", f"{other.production_id} is the Production ID of {other.title}.", hint)
    elif not desk.production_ids and name_key(title) in taken:
        hint = "Give it another title, or add a column Production ID."
        yield Reason("duplicate-id", f"There is a production {title} already.", hint)


def _with_people(
    desk: Desk, production: Production, asked: tuple[Requirement, ...], refusal: str
) -> Proposal | Refused:
    planned = changed(
        desk,
        productions=(*desk.instance.productions, production),
        requirements=(*desk.instance.requirements, *asked),
    )
    binding, shortages = _bind(planned, asked)
    needs = {need.role: need for need in asked}
    rows = seat(desk.rows, ((needs[role], crew_id) for crew_id, role in binding.need_of.items()))
    against = tuple(_short(planned, production, shortage) for shortage in shortages)
    words = ", ".join(f"{need.role} ×{need.count}" for need in asked) or "nobody yet"
    said = f"{_in_words(production)} is scheduled {span_in_words(production.span)} and needs {words}."
    changes: tuple[InputChange, ...] = (
        NewProduction(production),
        *(NewRequirement(need, production.span) for need in asked),
    )
    ways_out = ("Take other days (planner availability shows who is free), or hire.",) if against else ()
    demands = tuple(Demand(need, need.count) for need in asked)
    return Proposal(changed(planned, rows=rows), changes, (said,), refusal, against, ways_out, demands)


def _bind(desk: Desk, asked: tuple[Requirement, ...]) -> tuple[Binding, tuple[Shortage, ...]]:
    free = FreePeople(desk)
    costs = {need.role: {one.crew_id: free.preference(one, need) for one in free.of(need)} for need in asked}
    return bind({need.role: need.count for need in asked}, costs)


def _short(desk: Desk, production: Production, shortage: Shortage) -> Reason:
    people = ", ".join(person_in_words(desk.instance.crew_by_id[one]) for one in shortage.people)
    listed = f" ({people})" if people else ""
    nearest = " ".join(
        FreePeople(desk).nearest(role, production.span, production.production_id) for role in shortage.needs
    )
    return Reason("not-enough-people", f"{shortage.words}{listed} {span_in_words(production.span)}. {nearest}")


def reschedule(desk: Desk, which: str, span: DateSpan) -> Proposal | Refused:
    """Propose other days for a production; its requirements' windows move with it, and its people stay bound.

    A window that is the whole production stays so; any other moves by as many days as the first day does.
    """
    production = find_production(desk, which)
    if isinstance(production, Reason):
        return refused("Nothing is rescheduled.", production)
    refusal = f"{_in_words(production)} stays on {span_in_words(production.span)}."
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
    changes: tuple[InputChange, ...] = (
        NewDays(production, span),
        *(MovedRequirement(n, days, span) for n, days in moved.items() if days),
    )
    said = f"{_in_words(production)} moves from {span_in_words(production.span)} to {span_in_words(span)}."
    about = frozenset((production.production_id,))
    return Proposal(after, changes, (said,), refusal, demands=(), about=about)


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
    refusal = f"{_in_words(production)} is not cancelled."
    if production.cancelled:
        return refused(refusal, Reason("no-change", f"{production.production_id} is cancelled already."))
    team = desk.team_of(production.production_id)
    after = changed(
        desk,
        productions=(replace(p, cancelled=True) if p == production else p for p in desk.instance.productions),
        rows=(row for row in desk.rows if row not in team),
    )
    people = counted(len({row.crew_id for row in team}), "person") if desk.has_plan else ""
    freed = f", which frees {people.replace('persons', 'people')}" if team and people else ""
    said = f"{_in_words(production)}, {span_in_words(production.span)}, is cancelled{freed}."
    about = frozenset((production.production_id,))
    return Proposal(after, (Cancelled(production),), (said,), refusal, about=about, settles_itself=True)


def _in_words(production: Production) -> str:
    """``Harbour Lights (P12)``; the title alone where it is the identifier."""
    same = production.title == production.production_id
    return production.title if same else f"{production.title} ({production.production_id})"


def parse_days(first: date, last: date) -> DateSpan | Reason:
    """Return the days from first to last, or that they are reversed."""
    if last < first:
        return Reason("end-before-start", f"{last} lies before {first}.", "Correct one of the two.")
    return DateSpan(first, last)
