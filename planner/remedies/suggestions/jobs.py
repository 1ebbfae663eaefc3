"""What other jobs could do about a vacancy: a booking released, or a slot of a lower priority given up.

Changes when another job could make room for a vacancy in another way.
"""

from collections.abc import Iterator
from dataclasses import replace

from planner.audit.clash import too_close
from planner.audit.wording import job_in_words, person_in_words
from planner.domain.booking import Booking, BookingStatus
from planner.domain.change import Book, SetNeed
from planner.domain.plan import Assignment
from planner.domain.remedy import RemedyKind
from planner.domain.settings import GoalName
from planner.domain.wording import titled
from planner.remedies.suggestion import Suggestion
from planner.remedies.suggestions.vacancy import Vacancy


def released(vacancy: Vacancy) -> Iterator[Suggestion]:
    """Release a booking that keeps somebody able from the slot; holds only where the settings put them first."""
    productions = vacancy.board.productions
    for row, booking in _booked_in_the_way(vacancy):
        if booking.status is BookingStatus.HOLD and not _holds_come_first(vacancy):
            continue
        hold = booking.status is BookingStatus.HOLD
        kind = RemedyKind.RELEASE_HOLD if hold else RemedyKind.RELEASE_CONFIRMED
        who = person_in_words(vacancy.board.instance.crew_by_id[row.crew_id])
        said = booking.status_text if hold else "the confirmed booking"
        what = f"Ask {titled(booking.production_id, productions)} to release {said} of {who}"
        change = Book.of(_released(booking))
        yield Suggestion(kind, what, row.slot.span.days, vacancy.wanted, (change,), vacancy.asks, (row.crew_id,))


def given_up(vacancy: Vacancy) -> Iterator[Suggestion]:
    """Give up a slot of a lower priority that is held by a booking, and release that."""
    board = vacancy.board
    mine = board.priority(vacancy.slot.production_id)
    for row, booking in _booked_in_the_way(vacancy):
        if board.priority(row.slot.production_id) <= mine or row.slot.production_id == vacancy.slot.production_id:
            continue
        need = board.need_of(row.slot)
        who = person_in_words(board.instance.crew_by_id[row.crew_id])
        lower = f"priority {board.priority(row.slot.production_id)}"
        what = f"Give up a slot of {job_in_words(need, board.productions)} ({lower}), and release {who} from it"
        changes = (SetNeed(*need.window, need.count - 1), Book.of(_released(booking)))
        people = (row.crew_id,)
        days = row.slot.span.days
        yield Suggestion(
            RemedyKind.GIVE_UP, what, days, vacancy.wanted, changes, vacancy.asks, people, dropped=row.slot
        )


def _booked_in_the_way(vacancy: Vacancy) -> Iterator[tuple[Assignment, Booking]]:
    """Yield rows that keep able people from what is wanted and are held by a booking, the shortest first."""
    board, gap_days = vacancy.board, vacancy.board.instance.settings.gap_days
    rows = {
        row: None
        for need in dict.fromkeys(vacancy.asks)
        for crew_id in vacancy.able.of(need)
        for row in board.work_near(crew_id, need)
        if row in board.planned and too_close(need, row.slot, gap_days)
    }
    for row in sorted(rows, key=lambda one: one.slot.span.days):
        for booking in board.kept_bookings.get(row.crew_id, ()):
            if row in board.keeping(booking):
                yield row, booking
                break


def _holds_come_first(vacancy: Vacancy) -> bool:
    goals = vacancy.board.instance.settings.goals
    return GoalName.HOLDS in goals and goals.index(GoalName.HOLDS) < goals.index(GoalName.COVERAGE)


def _released(booking: Booking) -> Booking:
    return replace(booking, status=BookingStatus.RELEASED, rank=0)
