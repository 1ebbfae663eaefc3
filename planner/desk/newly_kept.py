"""Confirmed bookings that an operation made keepable, kept where a slot is vacant for them.

Somebody who is released or stays longer may thereby be able to keep a booking that no plan could keep before.
Changes when such a booking should be kept in another way.
"""

from collections import Counter
from collections.abc import Iterator

from planner.audit.board import Board
from planner.desk.free_people import FreePeople
from planner.desk.reporting import booking_in_words
from planner.desk.state import Desk, changed, seat
from planner.domain.booking import Booking
from planner.domain.production import Requirement


def keep_newly_keepable(after: Desk) -> tuple[Desk, tuple[str, ...]]:
    """Return the desk with every accepted booking seated that a vacant slot allows, and a sentence for each."""
    board = Board(after.instance, after.plan)
    said = []
    for booking in board.acceptance.accepted:
        if board.keeping(booking):
            continue
        person, free = after.instance.crew_by_id[booking.crew_id], FreePeople(after)
        need = next((need for need in _vacant_for(after, booking) if not free.hindrances(person, need)), None)
        if need is not None:
            after = changed(after, rows=seat(after.rows, [(need, person.crew_id)]))
            said.append(f"{booking_in_words(after, booking)} can now be kept, and is.")
    return after, tuple(said)


def _vacant_for(after: Desk, booking: Booking) -> Iterator[Requirement]:
    vacant = Counter(slot.window for slot in after.plan.vacancies)
    for need in after.instance.planned_requirements:
        if after.instance.is_kept_in(booking, need) and vacant[need.window]:
            yield need
