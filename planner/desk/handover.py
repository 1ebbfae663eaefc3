"""The handover: one person works on a production until some day, and another from that day on.

Changes when a handover does.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from planner.audit.wording import day_in_words, job_in_words, person_in_words, span_in_words
from planner.desk.decision import Demand, Entered, Objection, Proposal, Refused, refused
from planner.desk.free_people import FreePeople
from planner.desk.names import find_person
from planner.desk.own_slots import Named, enter, find_named, find_pair, overruling, rows_of, several
from planner.desk.state import Desk, applied, changed, seat
from planner.domain.booking import Booking
from planner.domain.change import SplitWindow
from planner.domain.crew import CrewMember
from planner.domain.plan import Assignment
from planner.domain.production import Production, Requirement
from planner.domain.wording import production_in_words


def handover(
    desk: Desk,
    which: str,
    who: str,
    day: date,
    to: str | None = None,
    role: str | None = None,
    first_day: date | None = None,
) -> Proposal | Refused:
    """Propose that a person works on a production until the day before ``day``, and another from that day on.

    Both are booked for their days. ``role`` and ``first_day`` say which slot is meant where there are several.
    """
    found = find_pair(desk, which, who)
    if isinstance(found, Refused):
        return found
    production, person = found
    refusal = f"{person_in_words(person)} does not hand {production_in_words(production)} over."
    if not desk.has_plan:
        hint = "Run planner solve first."
        return refused(refusal, Objection("no-plan", "Without a plan nobody works anywhere yet.", hint))
    successor = find_person(desk, to) if to else None
    if isinstance(successor, Objection):
        return refused(refusal, successor)
    if successor == person:
        return refused(refusal, Objection("no-change", f"{person_in_words(person)} has that work already."))
    named = find_named(desk, role, first_day)
    if isinstance(named, Objection):
        return refused(refusal, named)
    row = _row_on(desk, production, person, day, named)
    if isinstance(row, Objection):
        return refused(refusal, row)
    need = next((n for n in desk.requirements_of(production.production_id) if n.window == row.slot.window), None)
    if need is None or not need.count:
        message = (
            f"Nothing is required for {job_in_words(row.slot, desk.productions)}; the plan is older than the input."
        )
        return refused(refusal, Objection("whole-slot", message, "Run planner solve first."))
    return _handed_over(desk, production, person, row, need, day, successor, refusal)


def _row_on(desk: Desk, production: Production, person: CrewMember, day: date, named: Named) -> Assignment | Objection:
    mine = rows_of(desk, production, person)
    if not mine:
        return Objection("not-on-production", f"{person_in_words(person)} is not on {production_in_words(production)}.")
    there = [row for row in mine if row.slot.span.includes(day) and day > row.slot.span.first_day]
    meant = [row for row in there if named.means(row.slot)]
    if len(meant) == 1:
        return meant[0]
    if there:
        return several(person, production, there)
    days = ", ".join(span_in_words(row.slot.span) for row in mine)
    hint = "The day must come after the first of these days. To give all of them away: production release, then staff."
    return Objection("no-rest", f"{person_in_words(person)} works there {days}.", hint)


def _handed_over(
    desk: Desk,
    production: Production,
    person: CrewMember,
    row: Assignment,
    need: Requirement,
    day: date,
    successor: CrewMember | None,
    refusal: str,
) -> Proposal:
    change = SplitWindow(*need.window, day)
    first, rest = (replace(need, span=span, count=1) for span in change.halves)
    rows = seat(_without(desk, row, need.count), [(first, person.crew_id)])
    split = changed(applied(desk, change), rows=rows)
    free = FreePeople(split)
    chosen = successor or free.best(rest, person)
    against: tuple[Objection, ...] = ()
    if successor:
        _, kept_off = overruling(split, Booking.of(rest, successor.crew_id), rest, (first,))
        against = (*free.why_not(successor, rest), *([kept_off] if kept_off else []))
    if chosen is None:
        nearest = free.nearest(rest.role, rest.span, rest.production_id)
        against = (
            Objection("not-enough-people", f"Nobody is free for {job_in_words(rest, desk.productions)}. {nearest}"),
        )
    after = changed(split, rows=seat(split.rows, [(rest, chosen.crew_id)] if chosen and not against else []))
    said = f"{person_in_words(person)} works on {job_in_words(first, desk.productions)}"
    said += f", and {person_in_words(chosen)} from {day_in_words(day)} on." if chosen else "."
    holders = (one.crew_id for one in desk.instance.crew if rest.role in one.roles and one != person)
    only = frozenset((successor.crew_id,) if successor else holders)
    demands = (Demand(first, 1, frozenset((person.crew_id,))), Demand(rest, 1, only))
    movable = successor is None or free.could(successor, rest)
    return Proposal(
        after,
        (change,),
        (said,),
        refusal,
        against,
        demands=demands,
        priority=production.priority,
        entries=lambda after: _booked(desk, after, row, first, rest),
        movable=movable,
    )


def _booked(desk: Desk, after: Desk, row: Assignment, first: Requirement, rest: Requirement) -> Entered:
    """Book both for their days, so that the next plan leaves it so; what was said of the whole slot goes."""
    takers = {one.slot.window: one.crew_id for one in after.rows if one.slot.window in (first.window, rest.window)}
    parts = [part for part in (first, rest) if part.window in takers]
    new = [Booking.of(part, takers[part.window]) for part in parts]
    span = row.slot.span
    booked = desk.bookings_of(row.slot.production_id, row.crew_id)
    mine = [b for b in booked if b.has_days and b.speaks_of(row.slot.window)]
    gone = [b for b in mine if b.typed or (b.first_day, b.last_day) == (span.first_day, span.last_day)]
    for booking, part in zip(new, parts, strict=True):
        others, _ = overruling(after, booking, part, (first, rest))
        gone += [other for other in others if other not in gone]
    return enter(after, new, gone)


def _without(desk: Desk, gone: Assignment, count: int) -> Iterator[Assignment]:
    """Yield all rows but one; its requirement has a slot less, so the last of its ``count`` slots takes its number."""
    last = replace(gone.slot, number=count)
    for row in desk.rows:
        if row != gone:
            yield replace(row, slot=gone.slot) if row.slot == last else row
