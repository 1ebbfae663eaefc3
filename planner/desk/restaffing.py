"""People moved for an operation: the fewest changes to the plan that make it possible, found by the solver.

Slots of a higher priority than the operation's stay filled; then its own needs count, then that every slot filled so
far stays filled, then that people stay where they are.
Changes when other changes count.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.audit.board import Board
from planner.audit.clash import too_close
from planner.audit.wording import job_in_words, person_in_words, why_kept
from planner.desk.decision import Done, Loss, Objection, Proposal, Refused
from planner.desk.free_people import FreePeople
from planner.desk.judging import breaches
from planner.desk.reporting import booking_in_words, conflicts_of, hold_notes, moves, vacancy_reasons
from planner.desk.state import Desk, changed
from planner.desk.wording import loss_in_words, production_in_words
from planner.domain.booking import BookingStatus
from planner.domain.plan import Assignment
from planner.domain.production import Window
from planner.domain.wording import counted
from planner.replan.trial import Trial

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
    """Return the operation done with the fewest people moved, or refused with what even that would leave open.

    It is tried as it is, and then with room for confirmed bookings that nobody keeps yet.
    """
    trial = _trial(proposal)
    roomy = replace(trial, roomy=True)
    found = _attempt(before, proposal, effort, trial)
    if isinstance(found, Done) or roomy.asked == trial.asked:
        return found
    other = _attempt(before, proposal, effort, roomy)
    return other if isinstance(other, Done) else found


def _trial(proposal: Proposal) -> Trial:
    return Trial(
        proposal.after.instance,
        frozenset(broken_rows(proposal)),
        tuple(replace(demand.requirement, count=demand.count, only=demand.only) for demand in proposal.demands),
        proposal.must_keep,
        empties=proposal.priority is None,
    )


def broken_rows(proposal: Proposal) -> Iterator[Assignment]:
    """Yield the rows of those whom, or of what, an operation is about that cannot stay once it is done."""
    after = proposal.after
    free, gap_days = FreePeople(after), after.instance.settings.gap_days
    for row in after.plan.assignments:
        if not {row.crew_id, row.slot.production_id} & proposal.about:
            continue
        others = (other.slot for other in after.work_of(row.crew_id))
        others = (slot for slot in others if slot.production_id != row.slot.production_id)
        person = after.instance.crew_by_id[row.crew_id]
        if not free.could(person, row.slot) or any(too_close(row.slot, slot, gap_days) for slot in others):
            yield row


def _attempt(before: Desk, proposal: Proposal, effort: Effort, trial: Trial) -> Done | Refused:
    from planner.replan.rungs import plan_again  # heavy, and most operations do without it

    plan = plan_again(trial.folder, trial.vital, effort.threads, effort.time_limit_s)
    after, entries, told = proposal.entries(changed(proposal.after, rows=trial.rows_with(plan.assignments)))
    losses = tuple(find_losses(proposal.after, after))
    reasons = (
        *_unmet(proposal, after),
        *_traded_up(proposal, losses),
        *breaches(before, after, proposal.about),
    ) or tuple(_fallen(proposal, after, effort))
    if reasons:
        return Refused(proposal.refusal, reasons, proposal.ways_out, _conflicts(before, after, proposal))
    changes = moves(before, after)
    notes = tuple(hold_notes(after, changes))
    if not plan.proven:
        notes = (*notes, "That no fewer changes would do is not proven.")
    said = (*proposal.said, *told, *_lost(before, after))
    return Done(after, (*proposal.changes, *entries), said, changes, notes, restaffed=True, losses=losses)


def _fallen(proposal: Proposal, after: Desk, effort: Effort) -> Iterator[Objection]:
    """Yield, with whole staffing, the productions that the next plan would leave out, and who would be uprooted.

    A production stays out when its people are confirmed elsewhere, though that stays out as well; and it is whole with
    those who stay in it because it is begun or frozen, whom an operation does not move to somewhere else.
    """
    from planner.solver import solve

    if not after.instance.settings.whole_staffing:
        return
    if any(demand.only is not None for demand in proposal.demands):
        yield from _uprooted(proposal, after)
    then = solve(after.instance, threads=effort.threads, time_limit_s=effort.time_limit_s, stays=True)
    staffed = {row.slot.production_id for row in then.assignments}
    for production in after.instance.planned_productions:
        team = after.team_of(production.production_id)
        new = [row for row in team if row not in proposal.after.rows]
        if new and production.production_id not in staffed:
            message = f"{production_in_words(production)} cannot be whole beside all that is confirmed."
            yield Objection("whole-production", message, "Release a confirmed booking that cannot be kept anyway.")


def _uprooted(proposal: Proposal, after: Desk) -> Iterator[Objection]:
    """Yield who would be moved from a slot that is begun or frozen."""
    free, settings = FreePeople(after), after.instance.settings
    there = {(row.slot.window, row.crew_id) for row in after.rows}
    planned = {need.window for need in after.instance.planned_requirements}
    for row in proposal.after.plan.assignments:
        person = after.instance.crew_by_id[row.crew_id]
        bound = settings.keeps_people(row.slot.span) and row.slot.window in planned
        stays = (row.slot.window, row.crew_id) in there or after.instance.is_released(row.crew_id, row.slot)
        if bound and not stays and free.could(person, row.slot):
            where = job_in_words(row.slot, after.productions)
            message = f"{person_in_words(person)} is to stay on {where}, which {why_kept(settings, row.slot.span)}."
            yield Objection("began-before-kept", message)


def _unmet(proposal: Proposal, after: Desk) -> Iterator[Objection]:
    """Yield what an operation needs and does not get."""
    for demand in proposal.demands:
        need = demand.requirement
        people = [row.crew_id for row in after.rows if row.slot.window == need.window]
        met = len(people) if demand.only is None else len(demand.only.intersection(people))
        if met < demand.count:
            outside = "" if after.instance.settings.in_window(need.span) else ", as nothing outside the plan window is"
            what = f"{job_in_words(need, after.productions)} needs {counted(demand.count, 'person')}"
            message = f"{what} and gets {met}{outside}, even when others are moved."
            own = proposal.priority or 1
            hint = f"Nothing of a higher priority than {own} is emptied for it." if own > 1 else ""
            yield Objection("not-enough-people", message, hint)
    booking = proposal.must_keep
    if booking is not None and not Board(after.instance, after.plan).keeping(booking):
        message = f"{booking_in_words(after, booking)} cannot be kept, even when others are moved."
        yield Objection("confirmed-not-kept", message)


def _conflicts(before: Desk, after: Desk, proposal: Proposal) -> tuple[Objection, ...]:
    """Return the conflicts that the attempt leaves and that were not there before, those of what is demanded first."""
    mine = {demand.requirement.production_id for demand in proposal.demands}
    known, vacant = {(one.code, one.what) for one in conflicts_of(before)}, set(before.plan.vacancies)
    rank_of = Board(after.instance, after.plan).rank_of
    slots = sorted(
        (slot for slot in after.plan.vacancies if slot not in vacant),
        key=lambda slot: (slot.production_id not in mine, rank_of(slot.production_id)),
    )
    others = (one for one in conflicts_of(after) if (one.code, one.what) not in known)
    new = [*vacancy_reasons(after, slots[:MOST_CONFLICTS]), *others]
    new.sort(key=lambda conflict: conflict.production_id not in mine)
    return tuple(Objection(conflict.code, conflict.what, conflict.why) for conflict in new[:MOST_CONFLICTS])


def find_losses(ordered: Desk, after: Desk) -> Iterator[Loss]:
    """Yield every slot that has somebody once an operation is ordered, and nobody once people are moved for it."""
    teams, left = _teams(ordered), _teams(after)
    for need in after.instance.planned_requirements:
        production = after.instance.production_by_id[need.production_id]
        team, now = teams[need.window], left[need.window]
        gone = [who for who in team if who not in now]
        for who in gone[: len(team) - len(now)]:
            yield Loss(production, need.role, need.span, who)


def _teams(desk: Desk) -> dict[Window, list[str]]:
    teams: dict[Window, list[str]] = defaultdict(list)
    for row in desk.rows:
        teams[row.slot.window].append(row.crew_id)
    return teams


def _traded_up(proposal: Proposal, losses: tuple[Loss, ...]) -> Iterator[Objection]:
    """Yield what would be emptied though it does not count less than the operation.

    The solver sees to that; but a confirmed booking, or whole staffing, may leave it no other way.
    """
    productions, own = proposal.after.instance.production_by_id, {row.slot.window for row in broken_rows(proposal)}
    bound = proposal.priority
    if bound is None and own:  # a move for a slot that it empties itself may empty lower ones only
        bound = 1 + min(productions[key[0]].priority for key in own)
    for loss in losses:
        of_its_own = proposal.priority is None and loss.production.production_id in {key[0] for key in own}
        if bound is not None and loss.production.priority < bound and not of_its_own:
            words = loss_in_words(loss, proposal.after.instance.crew_by_id)
            yield Objection("higher-priority", words, f"Nothing of priority {bound - 1} or higher is emptied for this.")


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
