"""The part of a folder on which a suggestion is tried: all of a small folder, else what lies around the vacancy.

Changes when a suggestion should be tried on more, or on less.
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
from planner.domain.change import AddPerson, Book, Change, MoveProduction, MoveWindow, SetNeed, SplitWindow
from planner.domain.crew import Absence, CrewMember
from planner.domain.instance import Instance
from planner.domain.named_hires import named
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.production import Requirement, Slot
from planner.domain.settings import GoalName, Settings
from planner.domain.span import DateSpan
from planner.remedies.neighbourhood import rings_around
from planner.remedies.suggestion import Suggestion

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


def patches_around(board: Board, able: Able, suggestion: Suggestion) -> Iterator[Patch]:
    """Yield what a suggestion is about, then that with the rows in its way, and in the way of those, up to a number."""
    touched = list(_touched(board, suggestion))
    wanted = dict.fromkeys((*suggestion.wanted, *_vacant_in(board, touched)))
    rows = dict.fromkeys(_filled_in(board, touched))
    yield _patch(board, able, suggestion, wanted, rows)
    if suggestion.reaches:
        more = rows | dict.fromkeys(_in_the_way(board, able, suggestion, rows))
        if len(more) > len(rows):
            yield _patch(board, able, suggestion, wanted, more)


def _patch(
    board: Board, able: Able, suggestion: Suggestion, wanted: Iterable[Slot], rows: dict[Assignment, None]
) -> Patch:
    """Return these rows and what is wanted.

    All other work of their people counts as absence, so that what can be planned here can be planned in the folder.
    """
    needs = Counter(board.need_of(slot) for slot in (*wanted, *(row.slot for row in rows)))
    people = {row.crew_id for row in rows} | {one for one in suggestion.people if one in board.instance.crew_by_id}
    jobs = (*needs, *suggestion.asks, *suggestion.moved.values())
    people.update(crew_id for job in jobs for crew_id in able.of(job))
    return Patch(_instance(board, needs, sorted(people), rows, jobs), tuple(rows))


def _vacant_in(board: Board, needs: Iterable[Requirement]) -> list[Slot]:
    return [s for need in needs for s in board.vacant[need.production_id] if board.need_of(s) == need]


def _filled_in(board: Board, needs: Iterable[Requirement]) -> list[Assignment]:
    wanted = dict.fromkeys(needs)
    return [row for need in wanted for row in board.rows_of(need.production_id) if board.need_of(row.slot) == need]


def _in_the_way(board: Board, able: Able, suggestion: Suggestion, known: Iterable[Assignment]) -> Iterator[Assignment]:
    """Yield movable rows ring by ring around what is asked for, as many as there may be beside those known."""
    rows = tuple(known)
    asked = (*suggestion.asks, *suggestion.moved.values())
    people = (one for one in suggestion.people if one in board.instance.crew_by_id)
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


def _touched(board: Board, suggestion: Suggestion) -> Iterator[Requirement]:
    """Yield the requirements that a suggestion changes."""
    windows = {one.window for one in suggestion.changes if isinstance(one, SetNeed | MoveWindow | SplitWindow)}
    moved = {one.production_id for one in suggestion.changes if isinstance(one, MoveProduction)}
    for production_id in sorted(moved | {window.production_id for window in windows}):
        for need in board.all_requirements_of[production_id]:
            if need.window in windows or production_id in moved:
                yield need


def changes_in(part: Instance, whole: Instance, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return those of the changes of a whole folder that are about what is in a part of it, hires as people."""
    here = {need.window for need in part.requirements}
    booked, booked_here = ({one.key for one in instance.bookings} for instance in (whole, part))
    people, productions = set(part.crew_by_id), set(part.production_by_id)
    kept: list[Change] = []
    for change in named(whole, changes):
        match change:
            case AddPerson(crew_id):
                people.add(crew_id)
            case SetNeed(count=count) if change.window not in here and not count:
                continue  # a row that asks for nobody is not there
            case MoveWindow() | SplitWindow() if change.window not in here:
                continue
            case Book():
                there = {change.crew_id} <= people and {change.production_id} <= productions
                if not there or (change.key in booked and change.key not in booked_here):
                    continue
        kept.append(change)
    return tuple(kept)
