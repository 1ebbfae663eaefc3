"""The part of a folder on which a proposal is tried: all of a small folder, else what lies around the vacancy.

Changes when a proposal should be tried on more, or on less.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import chain, islice

from planner.audit.able import Able
from planner.audit.board import Board
from planner.audit.job import Job
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Absence, CrewMember
from planner.domain.input_change import BookingChange, InputChange, NeedChange
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.production import Requirement, Slot
from planner.domain.settings import GoalName, Settings
from planner.domain.span import DateSpan
from planner.remedies.neighbourhood import rings_around
from planner.remedies.proposal import Proposal

MOST_ROWS = 40
ELSEWHERE = "at work outside of what is planned again"


@dataclass(frozen=True)
class Patch:
    """An input to be changed and planned again, and the rows that the plan has there."""

    instance: Instance
    rows: tuple[Assignment, ...]


def whole_folder(board: Board) -> Patch:
    """Return everything."""
    return Patch(board.instance, board.assignments)


def patches_around(board: Board, able: Able, proposal: Proposal) -> Iterator[Patch]:
    """Yield what a proposal is about, then that with the rows that stand in its way, and in theirs, up to a number."""
    touched = [change.before for change in proposal.changes if isinstance(change, NeedChange)]
    wanted = dict.fromkeys((*proposal.wanted, *_vacant_in(board, touched)))
    rows = dict.fromkeys(_filled_in(board, touched))
    yield _patch(board, able, proposal, wanted, rows)
    if proposal.reaches:
        more = rows | dict.fromkeys(_in_the_way(board, able, proposal, rows))
        if len(more) > len(rows):
            yield _patch(board, able, proposal, wanted, more)


def _patch(board: Board, able: Able, proposal: Proposal, wanted: Iterable[Slot], rows: dict[Assignment, None]) -> Patch:
    """Return these rows and what is wanted.

    All other work of their people counts as absence, so that what can be planned here can be planned in the folder.
    """
    needs = Counter(board.need_of(slot) for slot in (*wanted, *(row.slot for row in rows)))
    people = {row.crew_id for row in rows} | {one for one in proposal.people if one in board.instance.crew_by_id}
    jobs = (*needs, *proposal.asks, *proposal.moved.values())
    people.update(crew_id for job in jobs for crew_id in able.of(job))
    return Patch(_instance(board, needs, sorted(people), rows, jobs), tuple(rows))


def _vacant_in(board: Board, needs: Iterable[Requirement]) -> list[Slot]:
    return [s for need in needs for s in board.vacant[need.production_id] if board.need_of(s) == need]


def _filled_in(board: Board, needs: Iterable[Requirement]) -> list[Assignment]:
    wanted = dict.fromkeys(needs)
    return [row for need in wanted for row in board.rows_of(need.production_id) if board.need_of(row.slot) == need]


def _in_the_way(board: Board, able: Able, proposal: Proposal, known: Iterable[Assignment]) -> Iterator[Assignment]:
    """Yield movable rows ring by ring around what is asked for, as many as there may be beside those known."""
    rows = tuple(known)
    asked = (*proposal.asks, *proposal.moved.values())
    people = (one for one in proposal.people if one in board.instance.crew_by_id)
    rings = rings_around(board, able, asked, people, rows, partial(_movable, board))
    return islice(chain.from_iterable(rings), max(0, MOST_ROWS - len(rows)))


def _movable(board: Board, row: Assignment) -> bool:
    """Whether a row may be planned again: not what is carried, and nobody who began before the plan window."""
    began = board.instance.settings.began_before(row.slot.span) and row in board.published
    return row in board.planned and not began


def _instance(
    board: Board, needs: Counter[Requirement], people: list[str], rows: Iterable[Assignment], jobs: Sequence[Job]
) -> Instance:
    base, here = board.instance, set(rows)
    titles = {need.production_id for need in needs}
    return Instance.sorted(
        tuple(_with_work(board, base.crew_by_id[crew_id], here, jobs) for crew_id in people),
        tuple(p for p in base.productions if p.production_id in titles),
        tuple(replace(need, count=count) for need, count in needs.items()),
        tuple(_bookings(board, people, titles, here)),
        _settings(base.settings),
        PreviousPlan(tuple(rows)),
        base.role_departments,
    )


def _with_work(board: Board, person: CrewMember, here: set[Assignment], jobs: Sequence[Job]) -> CrewMember:
    """Return somebody with the work that stays near these jobs as absences, free days between productions included."""
    days = DateSpan(min(job.span.first_day for job in jobs), max(job.span.last_day for job in jobs))
    elsewhere = (row.slot for row in board.work_around(person.crew_id, days) if row not in here)
    absences = (Absence(_kept_free(slot, jobs, board.instance.settings.gap_days), ELSEWHERE) for slot in elsewhere)
    return replace(person, absences=(*person.absences, *absences))


def _kept_free(work: Slot, jobs: Iterable[Job], gap_days: int) -> DateSpan:
    """Return the days of some work, with the free days around it unless all that comes so near is its production's."""
    margin = timedelta(days=gap_days)
    wide = DateSpan(work.span.first_day - margin, work.span.last_day + margin)
    others = any(job.production_id != work.production_id and job.span.clashes_with(wide) for job in jobs)
    return wide if others else work.span


def _bookings(board: Board, people: list[str], titles: set[str], here: set[Assignment]) -> Iterator[Booking]:
    """Yield what is booked here and kept by a row that may move, who may not be booked, and who is released."""
    there, keeps = set(people), (BookingStatus.CONFIRMED, BookingStatus.HOLD)
    for booking in board.instance.bookings:
        if booking.crew_id in there and booking.production_id in titles:
            kept_by = board.keeping(booking) if booking.status in keeps else ()
            if booking.status not in keeps or (kept_by and all(row in here for row in kept_by)):
                yield booking


def _settings(settings: Settings) -> Settings:
    """Return how to plan here: what the plan has stays where coverage lets it; whole productions are not in sight."""
    goals: list[GoalName] = [goal for goal in settings.goals if goal not in (GoalName.WHOLE, GoalName.STABILITY)]
    at = goals.index(GoalName.COVERAGE) + 1
    goals.insert(at, GoalName.STABILITY)
    return replace(settings, whole_staffing=False, goals=tuple(goals), plan_from=None, plan_to=None)


def changes_of(patch: Patch, proposal: Proposal) -> tuple[InputChange, ...]:
    """Return a proposal's changes as they apply to a patch, whose requirements ask for what is there only."""
    counts = {need.window: need for need in patch.instance.requirements}
    here: list[InputChange] = []
    for change in proposal.changes:
        if isinstance(change, NeedChange):
            need = counts.get(change.before.window)
            # A row that asks for nobody is not there.
            here.extend([NeedChange(need, change.after)] if need else [])
        elif not isinstance(change, BookingChange) or _is_here(patch.instance, proposal, change):
            here.append(change)
    return tuple(here)


def _is_here(instance: Instance, proposal: Proposal, change: BookingChange) -> bool:
    """Whether the booking that is changed is in a patch, or the production and the person of one that is added."""
    if change.before is not None:
        return change.before in instance.bookings
    added = change.after
    if added is None or added.production_id not in instance.production_by_id:
        return False
    return added.crew_id in instance.crew_by_id or added.crew_id in proposal.people
