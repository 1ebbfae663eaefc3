"""Hiring for a whole run of vacancies of one role: one person for as many as they can do, or enough people for all.

Changes when the hiring of several people, or for several vacancies, should be suggested otherwise.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from planner.audit import Board
from planner.audit.clash import too_close
from planner.audit.shortage import DayCounts
from planner.domain.change import Hire
from planner.domain.grouping import grouped
from planner.domain.named_hires import placeholder_ids
from planner.domain.production import Slot
from planner.domain.remedy import RemedyKind
from planner.domain.span import DateSpan
from planner.remedies.suggestion import Suggestion
from planner.remedies.suggestions.people import hire_in_words

MOST_DAYS_APART = 14
"""Vacancies of a role that follow each other within so many days are one run."""
MOST_VACANCIES = 40


def runs_of_vacancies(board: Board, only: Callable[[Slot], bool]) -> Iterator[tuple[Slot, ...]]:
    """Yield the vacancies of a role that lie near each other, two or more, as runs by first day."""
    vacancies = (slot for slot in filter(only, board.plan.vacancies) if not board.left_out(slot.production_id))
    for slots in grouped(vacancies, lambda slot: slot.role).values():
        yield from (run for run in _runs(sorted(slots, key=lambda s: s.span)) if len(run) > 1)


def _runs(slots: Sequence[Slot]) -> Iterator[tuple[Slot, ...]]:
    run: list[Slot] = []
    for slot in slots:
        last = max((one.span.last_day for one in run), default=slot.span.first_day)
        if run and ((slot.span.first_day - last).days > MOST_DAYS_APART or len(run) >= MOST_VACANCIES):
            yield tuple(run)
            run = []
        run.append(slot)
    yield tuple(run)


def one_for_most(board: Board, run: Sequence[Slot]) -> Suggestion | None:
    """Return the hiring of one person who can do the most vacancies of a run, or None when that is only one."""
    chain = _lanes(board, sorted(run, key=lambda s: s.span.last_day))[0]
    if len(chain) < 2:
        return None
    return _hiring(board, chain, 1, any_of=True, reaches=False)


def enough_for_all(board: Board, run: Sequence[Slot], counts: DayCounts) -> Iterator[Suggestion]:
    """Yield the hiring of ever more people, from the fewest that counting allows to one for each vacancy."""
    most = len(_lanes(board, run))
    least = max(1, *(counts.missing_on(slot) for slot in run))
    for number in range(min(least, most), most + 1):
        yield _hiring(board, run, number, any_of=False, reaches=number < most)


def _lanes(board: Board, slots: Iterable[Slot]) -> list[list[Slot]]:
    """Return the slots shared out, in their order, to as many people as that takes, each to the first who can do it."""
    gap_days = board.instance.settings.gap_days
    lanes: list[list[Slot]] = []
    for slot in slots:
        lane = next((one for one in lanes if not any(too_close(slot, other, gap_days) for other in one)), None)
        if lane is None:
            lanes.append(lane := [])
        lane.append(slot)
    return lanes


def _hiring(board: Board, slots: Sequence[Slot], number: int, *, any_of: bool, reaches: bool) -> Suggestion:
    role = slots[0].role
    days = DateSpan(min(s.span.first_day for s in slots), max(s.span.last_day for s in slots))
    ids = islice(placeholder_ids(board.instance), number)
    return Suggestion(
        RemedyKind.HIRE,
        f"Hire {hire_in_words(number, role, days)}",
        number * days.days,
        tuple(slots),
        (Hire(role, number, days.first_day, days.last_day),),
        tuple(board.need_of(slot) for slot in slots),
        tuple(ids),
        any_of=any_of,
        reaches=reaches,
    )
