"""People moved for an operation: the fewest changes to the plan that make it possible, found by the solver.

The operation's own needs count first, then that every slot filled so far stays filled, then that people stay where they
are.
Changes when other changes count.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.audit.board import Board
from planner.audit.wording import job_in_words, person_in_words
from planner.desk.decision import Done, Proposal, Reason, Refused
from planner.desk.free_people import FreePeople
from planner.desk.judging import breaches
from planner.desk.reporting import booking_in_words, hold_notes, moves, report
from planner.desk.smaller_folder import SmallerFolder, key_of
from planner.desk.state import Desk
from planner.domain.booking import BookingStatus
from planner.domain.settings import GoalName
from planner.domain.wording import counted

MOST_CONFLICTS = 20


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard the solver may try; ``time_limit_s`` None is the folder's own limit and 0 none."""

    threads: int = 0
    time_limit_s: float | None = None

    def within(self, most_s: float) -> "Effort":
        """Return the same for at most so many seconds."""
        return replace(self, time_limit_s=min(self.time_limit_s or most_s, most_s))


def restaff(before: Desk, proposal: Proposal, effort: Effort) -> Done | Refused:
    """Return the operation done with the fewest people moved, or refused with what even that would leave open."""
    found = _attempt(before, proposal, effort, SmallerFolder(proposal))
    if isinstance(found, Done):
        return found
    others = [_attempt(before, other, effort, smaller) for other, smaller in _others(proposal)]
    possible = [other for other in others if isinstance(other, Done)]
    return min(possible, key=lambda done: (_vacant_by_priority(done.after), len(done.moves)), default=found)


def _others(proposal: Proposal) -> Iterator[tuple[Proposal, SmallerFolder]]:
    """Yield other ways of putting the same to the solver, for when the first one finds nothing."""
    roomy = SmallerFolder(proposal, roomy=True)
    if roomy.instance.requirements != SmallerFolder(proposal).instance.requirements:
        yield proposal, roomy
    for narrower in _narrower(proposal):
        yield narrower, SmallerFolder(narrower, roomy=True)


def _narrower(proposal: Proposal) -> Iterator[Proposal]:
    """Yield the proposal once per colleague on the same production who could meet a demand that anybody may meet.

    The solver fills a production's slots all alike, and would not leave one of them for another.
    """
    for at, demand in enumerate(proposal.demands):
        for crew_id in sorted(demand.only or ()) if len(demand.only or ()) > 1 else ():
            team = {row.crew_id for row in proposal.after.team_of(demand.requirement.production_id)}
            if crew_id in team:
                only = replace(demand, only=frozenset((crew_id,)))
                yield replace(proposal, demands=(*proposal.demands[:at], only, *proposal.demands[at + 1 :]))


def _vacant_by_priority(desk: Desk) -> list[int]:
    vacant = Counter(desk.instance.production_by_id[slot.production_id].priority for slot in desk.plan.vacancies)
    return [vacant[priority] for priority in range(1, 6)]


def _attempt(before: Desk, proposal: Proposal, effort: Effort, smaller: SmallerFolder) -> Done | Refused:
    from planner.solver import solve  # heavy, and most operations do without it

    plan = solve(smaller.instance, threads=effort.threads, time_limit_s=effort.time_limit_s)
    after = smaller.whole(plan.assignments)
    reasons = (*_unmet(proposal, after), *breaches(before, after, proposal.about), *_uprooted(proposal, after))
    if reasons:
        return Refused(proposal.refusal, reasons, proposal.ways_out, _conflicts(before, after, proposal))
    changes = moves(before, after)
    notes = (*_vacated(before, after), *hold_notes(after, changes))
    unproven = [goal.label for goal in plan.goals if not goal.proven and goal.name is GoalName.STABILITY]
    if unproven:
        notes = (*notes, "That no fewer changes would do is not proven.")
    said = (*proposal.said, *_lost(before, after))
    return Done(after, proposal.changes, said, changes, notes, restaffed=True)


def _unmet(proposal: Proposal, after: Desk) -> Iterator[Reason]:
    """Yield what an operation needs and does not get."""
    for demand in proposal.demands:
        need = demand.requirement
        people = [row.crew_id for row in after.rows if key_of(row.slot) == key_of(need)]
        met = len(people) if demand.only is None else len(demand.only.intersection(people))
        if met < demand.count:
            what = counted(demand.count, "person")
            outside = "" if after.instance.settings.in_window(need.span) else ", as nothing outside the plan window is"
            message = f"{job_in_words(need)} needs {what} and gets {met}{outside}, even when others are moved."
            yield Reason("not-enough-people", message)
    booking = proposal.must_keep
    if booking is not None and not Board(after.instance, after.plan).keeping(booking):
        message = f"{booking_in_words(after, booking)} cannot be kept, even when others are moved."
        yield Reason("confirmed-not-kept", message)


def _uprooted(proposal: Proposal, after: Desk) -> Iterator[Reason]:
    """Yield who would be moved from a slot that began before the plan window for no booking's sake.

    The solver itself keeps to this; but to it those whom a demand names are booked.
    """
    if all(demand.only is None for demand in proposal.demands):
        return
    free, settings = FreePeople(after), after.instance.settings
    there = {(key_of(row.slot), row.crew_id) for row in after.rows}
    planned = {key_of(need) for need in after.instance.planned_requirements}
    for row in proposal.after.plan.assignments:
        key, person = key_of(row.slot), after.instance.crew_by_id[row.crew_id]
        began = settings.began_before(row.slot.span) and not settings.whole_staffing and key in planned
        if began and (key, row.crew_id) not in there and free.could(person, row.slot):
            message = f"{person_in_words(person)} is at work on {job_in_words(row.slot)} since before the plan window."
            yield Reason("began-before-kept", message)


def _conflicts(before: Desk, after: Desk, proposal: Proposal) -> tuple[Reason, ...]:
    """Return the conflicts that the attempt leaves and that were not there before."""
    known = {(c.code, c.what) for c in report(before.instance, before.plan).conflicts}
    new = [c for c in report(after.instance, after.plan, searched=True).conflicts if (c.code, c.what) not in known]
    mine = {demand.requirement.production_id for demand in proposal.demands}
    new.sort(key=lambda conflict: conflict.production_id not in mine)
    return tuple(Reason(conflict.code, conflict.what, conflict.why) for conflict in new[:MOST_CONFLICTS])


def _vacated(before: Desk, after: Desk) -> Iterator[str]:
    """Say which slots have nobody any longer."""
    vacant = set(before.plan.vacancies)
    known = {key_of(need) for need in before.instance.planned_requirements}
    for slot in after.plan.vacancies:
        if slot not in vacant and key_of(slot) in known:
            yield f"Nobody is left for {job_in_words(slot)}."


def _lost(before: Desk, after: Desk) -> Iterator[str]:
    """Say which confirmed bookings can no longer be kept because the operation is about them."""
    earlier, later = Board(before.instance, before.plan), Board(after.instance, after.plan)
    for booking in after.instance.standing_bookings:
        confirmed = booking.status is BookingStatus.CONFIRMED
        if (
            confirmed
            and booking in before.instance.bookings
            and earlier.keeping(booking)
            and not later.keeping(booking)
        ):
            yield f"{booking_in_words(after, booking)} is confirmed and can no longer be kept."
