"""The operation that makes remedies real: their changes, and people for the slots that they promise to fill.

Changes when a remedy is applied in another way.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from planner.audit.wording import job_in_words, person_in_words, with_and
from planner.desk.decision import Demand, Done, Objection, Proposal, Refused, refused
from planner.desk.free_people import FreePeople
from planner.desk.rescheduling import with_windows
from planner.desk.state import Desk, applied, changed, seat
from planner.domain.applying import CannotApply, ChangedFolder, median_rate_cents
from planner.domain.booking import KEEP_OFF, BookingStatus
from planner.domain.change import (
    AddPerson,
    Book,
    Change,
    MoveProduction,
    MoveWindow,
    SetFirstDay,
    SetLastDay,
    SetNeed,
    SplitWindow,
)
from planner.domain.named_hires import named, renamed
from planner.domain.names import did_you_mean
from planner.domain.numbered_ids import next_id
from planner.domain.plan import Assignment
from planner.domain.production import Requirement, Slot, Window
from planner.domain.remedy import NumberedRemedy
from planner.domain.span import DateSpan
from planner.domain.wording import production_in_words

GONE = "remedy-gone"


def apply_remedies(
    desk: Desk, known: Mapping[str, NumberedRemedy], numbers: Sequence[str], unreadable: Mapping[str, str] | None = None
) -> Proposal | Refused:
    """Propose that remedies of the plan at hand, by their numbers, are carried out together.

    Each has to fill what it promised when it was found, whatever has changed since. People are found for the slots as
    for an operation that may move others. ``unreadable`` says why the sheet's other remedies cannot be carried out.
    """
    asked = tuple(dict.fromkeys(number.upper() for number in numbers))
    refusal = f"{with_and(asked)} {'is' if len(asked) == 1 else 'are'} not applied."
    unknown = [_unknown(number, known, unreadable or {}) for number in asked if number not in known]
    if unknown:
        return refused(refusal, *unknown)
    remedies = [known[number] for number in asked]
    gone = [*_filled_already(desk, remedies)]
    if gone:
        return refused(refusal, *gone)
    changes: list[Change] = []
    said: list[str] = []
    folder = ChangedFolder(desk.instance)
    for remedy in remedies:
        for change in _own_names(desk, remedy, folder):
            reason = _untrue(folder, remedy, change)
            if reason is not None:
                return refused(refusal, reason)
            try:
                folder.make(change)
            except CannotApply as fault:
                return refused(refusal, Objection(GONE, f"{remedy.number}: {fault}"))
            changes.append(change)
        said.append(f"{remedy.number} is applied: {remedy.what}")
    after = changed(applied(desk, *changes), rows=rows_after(desk, folder, changes))
    return _staffed(desk, after, remedies, changes, tuple(said), refusal)


def _unknown(number: str, known: Mapping[str, NumberedRemedy], unreadable: Mapping[str, str]) -> Objection:
    if number in unreadable:
        hint = "Run planner solve, which writes the sheet anew."
        return Objection(GONE, f"{number} cannot be read, {unreadable[number]}", hint)
    last = max((int(one[1:]) for one in known), default=0)
    if number[1:].isdecimal() and int(number[1:]) < last:
        why = "what it would fill is not vacant now, or another plan has others"
        message = f"{number} is none of the plan's remedies any more: {why}."
        return Objection(GONE, message, "The sheet Remedies has those of today.")
    near = did_you_mean(number, known)
    hint = f"Did you mean {near}?" if near else "Run planner solve, or planner explain, to find remedies."
    return Objection("unknown-remedy", f"The plan has no remedy {number}.", hint)


def _filled_already(desk: Desk, remedies: Sequence[NumberedRemedy]) -> Iterator[Objection]:
    """Yield the slots that a remedy would fill and that are not vacant, or that two of them would."""
    vacant = Counter(slot.window for slot in desk.plan.vacancies)
    for remedy in remedies:
        for window, count in Counter(slot.window for slot in remedy.fills).items():
            if vacant[window] < count:
                where = job_in_words(window, desk.productions)
                filling = (one for one in remedies if any(slot.window == window for slot in one.fills))
                others = [one.number for one in filling if one is not remedy]
                also = f" once {with_and(others)} is applied" if others else " any more"
                message = f"{remedy.number} fills {where}, which has no such vacancy{also}."
                yield Objection(GONE, message, "Run planner solve for the remedies of today.")
            vacant[window] -= count


def _own_names(desk: Desk, remedy: NumberedRemedy, folder: ChangedFolder) -> tuple[Change, ...]:
    """Return a remedy's changes with new people under Crew IDs of the folder, at the usual rate of their role."""
    plain = named(desk.instance, remedy.changes, partial(median_rate_cents, desk.instance))
    names, taken = dict[str, tuple[str, str]](), [*folder.crew]
    for one in plain:
        if isinstance(one, AddPerson) and one not in remedy.changes:
            name = f"{one.full_name.removeprefix('New ')} ({remedy.number})"
            crew_id = next_id(taken, "C001") if desk.crew_ids else name
            taken.append(crew_id)
            names[one.crew_id] = crew_id, name
    return renamed(plain, names)


def _untrue(folder: ChangedFolder, remedy: NumberedRemedy, change: Change) -> Objection | None:
    """Return why a change no longer does what it did when the remedy was found; None when it does."""
    try:
        told = next(filter(None, (how(folder, change, remedy) for how in _WHAT_MAKES_UNTRUE)), "")
    except CannotApply as fault:
        told = str(fault)
    return Objection(GONE, f"{remedy.number}: {told}") if told else None


def _employed_already(folder: ChangedFolder, change: Change, _: NumberedRemedy) -> str:
    if isinstance(change, SetLastDay):
        last = folder.employment(change).last_day
        if last is None or (change.last_day is not None and last >= change.last_day):
            return f"{_who(folder, change.crew_id)} is employed until {last or 'further notice'} already."
    if isinstance(change, SetFirstDay):
        first = folder.employment(change).first_day
        if first is None or (change.first_day is not None and first <= change.first_day):
            return f"{_who(folder, change.crew_id)} is employed from {first or 'ever'} on already."
    return ""


def _required_otherwise(folder: ChangedFolder, change: Change, _: NumberedRemedy) -> str:
    """A remedy asks for one person more in a window, or for one fewer."""
    if isinstance(change, SetNeed):
        there = sum(need.count for need in folder.needs_at(change.window))
        if abs(there - change.count) != 1:
            return f"{_where(folder, change.production_id)} requires {there} {change.role} on {change.span} now."
    return ""


def _not_booked(folder: ChangedFolder, change: Change, _: NumberedRemedy) -> str:
    released = isinstance(change, Book) and change.status is BookingStatus.RELEASED
    if isinstance(change, Book) and released and all(one.key != change.key for one in folder.bookings):
        return f"{_who(folder, change.crew_id)} has no such booking on {_where(folder, change.production_id)} any more."
    return ""


def _typed_against(folder: ChangedFolder, change: Change, remedy: NumberedRemedy) -> str:
    """Say that somebody was taken off, in the plan, the slot for which a remedy books them."""
    if not isinstance(change, Book) or change.status is not BookingStatus.CONFIRMED:
        return ""
    if change.role is None or change.first_day is None or change.last_day is None:
        return ""
    window = Window(change.production_id, change.role, DateSpan(change.first_day, change.last_day))
    dropped = {one.key for one in remedy.changes if isinstance(one, Book) and one.status is None}
    for one in folder.bookings:
        mine = one.typed and one.crew_id == change.crew_id and one.status in KEEP_OFF and one.key not in dropped
        if mine and one.speaks_of(window):
            return f"{_who(folder, change.crew_id)} is {one.status_text} there by a booking typed in the plan."
    return ""


_WHAT_MAKES_UNTRUE = (_employed_already, _required_otherwise, _not_booked, _typed_against)


def _where(folder: ChangedFolder, production_id: str) -> str:
    return production_in_words(folder.production(production_id))


def _who(folder: ChangedFolder, crew_id: str) -> str:
    return person_in_words(folder.person(crew_id))


def rows_after(desk: Desk, folder: ChangedFolder, changes: Sequence[Change]) -> tuple[Assignment, ...]:
    """Return the plan's rows on the days that their productions have then; who is released from a slot less leaves."""
    moved = {one.production_id: one.days for one in changes if isinstance(one, MoveProduction)}
    windows = {row.slot.window for row in desk.rows if row.slot.production_id in moved}
    rows = with_windows(desk.rows, {one: one.span.shifted(moved[one.production_id]) for one in windows})
    released = {(one.production_id, one.crew_id) for one in changes if isinstance(one, Book)}
    for window in (one.window for one in changes if isinstance(one, SetNeed)):
        there = [row for row in rows if row.slot.window == window]
        surplus = len(there) - sum(need.count for need in folder.needs_at(window))
        leaving = sorted(there, key=lambda row: (row.slot.production_id, row.crew_id) not in released)
        gone = leaving[: max(0, surplus)]
        stay = (row for row in there if row not in gone)
        numbered = (replace(row, slot=Slot(*window, number)) for number, row in enumerate(stay, 1))
        rows = (*(row for row in rows if row.slot.window != window), *numbered)
    return rows


def _staffed(
    before: Desk,
    after: Desk,
    remedies: Sequence[NumberedRemedy],
    changes: Sequence[Change],
    said: tuple[str, ...],
    refusal: str,
) -> Proposal:
    """Propose people for the slots that the remedies fill: those who are booked for them, then whoever is free."""
    there = Counter(row.slot.window for row in after.rows)
    wanted = Counter(window for remedy in remedies for window in _then(remedy))
    need_of = {need.window: need for need in after.instance.planned_requirements}
    demands = [Demand(need_of[window], there[window] + more) for window, more in wanted.items() if window in need_of]
    against = [_nothing_there(after, window) for window in wanted if window not in need_of]
    for demand in demands:
        for _ in range(there[demand.requirement.window], demand.count):
            chosen = _free_for(after, demand.requirement, changes)
            if chosen is None:
                who = job_in_words(demand.requirement, after.productions)
                against.append(Objection("not-enough-people", f"Nobody is free for {who} without moving others."))
                break
            after = changed(after, rows=seat(after.rows, [(demand.requirement, chosen)]))
    priorities = [before.instance.production_by_id[slot.production_id].priority for r in remedies for slot in r.fills]
    return Proposal(
        after,
        tuple(changes),
        said,
        refusal,
        tuple(against),
        demands=tuple(demands),
        priority=max(priorities, default=5),
        asks_for_moves=True,
        holds=lambda done: _broken_promises(before, remedies, done),
    )


def _nothing_there(after: Desk, window: Window) -> Objection:
    return Objection(GONE, f"{job_in_words(window, after.productions)} is not planned.")


def _free_for(desk: Desk, need: Requirement, changes: Sequence[Change]) -> str | None:
    """Return who takes a slot: somebody whom the changes confirm for it, else whom the desk prefers."""
    free = FreePeople(desk)
    there = {row.crew_id for row in desk.rows if row.slot.window == need.window}
    able = [person for person in free.of(need) if person.crew_id not in there]
    booked = {one.crew_id for one in changes if isinstance(one, Book) and one.booking and _is_for(one, need)}
    first = [person for person in able if person.crew_id in booked]
    best = min(first or able, key=lambda person: free.preference(person, need), default=None)
    return best.crew_id if best else None


def _is_for(change: Book, need: Requirement) -> bool:
    booking = change.booking
    return booking is not None and booking.status is BookingStatus.CONFIRMED and booking.speaks_of(need.window)


def _then(remedy: NumberedRemedy) -> Iterator[Window]:
    """Yield the windows in which a remedy's vacancies stand once its changes are made, one for each slot."""
    moved = {one.production_id: one.days for one in remedy.changes if isinstance(one, MoveProduction)}
    parts = dict(_parts(remedy.changes))
    for slot in remedy.fills:
        window = slot.window
        if window in parts:
            yield from parts.pop(window)  # one of its slots; any other stays as it is
        elif slot.production_id in moved:
            yield window._replace(span=slot.span.shifted(moved[slot.production_id]))
        else:
            yield window


def _parts(changes: Iterable[Change]) -> Iterator[tuple[Window, tuple[Window, ...]]]:
    """Yield the window of a slot that is split or gets fewer days, and what stands for it then."""
    needs = [one for one in changes if isinstance(one, SetNeed)]
    for one in changes:
        if isinstance(one, SplitWindow):
            yield one.window, tuple(one.window._replace(span=span) for span in one.halves)
        elif isinstance(one, MoveWindow):
            yield one.window, (one.window._replace(span=one.becomes),)
    if len(needs) == 2:
        yield needs[0].window, (needs[1].window,)


def _broken_promises(before: Desk, remedies: Sequence[NumberedRemedy], done: Done) -> Iterator[Objection]:
    """Yield the priorities of which fewer slots are filled than the remedies promised."""

    def filled(desk: Desk) -> Counter[int]:
        productions = desk.instance.production_by_id
        return Counter(productions[row.slot.production_id].priority for row in desk.plan.assignments)

    now, then = filled(before), filled(done.after)
    gains: Counter[int] = Counter()
    for shift in (shift for remedy in remedies for shift in remedy.shifts if shift.goal == "coverage"):
        gains[shift.step or 0] += shift.by
    for priority, by in sorted(gains.items()):
        if then[priority] - now[priority] < by:
            numbers = with_and([remedy.number for remedy in remedies])
            got = then[priority] - now[priority]
            message = f"{numbers} promised {by:+} filled of priority {priority}, and it would be {got:+}."
            yield Objection(GONE, message, "Run planner solve for the remedies of today.")
