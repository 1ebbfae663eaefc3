"""Slots that share a day and have fewer people between them than there are slots.

References
----------
P. Hall, On representatives of subsets (1935): slots of one day can all be filled unless some of them together have
too few people. The slots and people reached from a slot in vain by alternating steps are such a set (Kuhn 1955), and
none of its slots is one too many: along the steps that reached it, it could be the one that is left without anybody.

Changes when slots of one day are to be matched with people in another way.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from planner.audit.able import Able
from planner.audit.board import Board
from planner.domain.production import Slot

MOST_SLOTS = 60
"""A group that grows beyond this explains nothing to anybody."""


class Groups:
    """Finds, among the filled slots and some more, a smallest group on one day that is short of people."""

    def __init__(self, board: Board, able: Able) -> None:
        self._board = board
        self._able = able

    def smallest(self, wanted: Sequence[Slot]) -> tuple[date, tuple[Slot, ...]] | None:
        """Return a day and slots of that day, one of ``wanted`` among them, that cannot all be filled, or None.

        Leaving any of them out, the others can. All slots that the plan fills count, and of the vacant ones ``wanted``.
        """
        found: tuple[date, tuple[Slot, ...]] | None = None
        for day in self._telling_days(wanted):
            group = self._on(day, [slot for slot in wanted if slot.span.includes(day)])
            if group and (found is None or len(group) < len(found[1])):
                found = day, group
        return found

    def _telling_days(self, wanted: Sequence[Slot]) -> list[date]:
        """Return the days on which something begins beside one of ``wanted``: no other day has more slots."""
        days = {slot.span.first_day for slot in wanted}
        for slot in wanted:
            for crew_id in self._able.of(slot):
                days.update(
                    row.slot.span.first_day
                    for row in self._board.work_near(crew_id, slot)
                    if slot.span.includes(row.slot.span.first_day)
                )
        return sorted(days)

    def _on(self, day: date, wanted: Sequence[Slot]) -> tuple[Slot, ...] | None:
        moved: dict[str, Slot] = {}

        def seat(crew_id: str) -> Slot | None:
            return moved[crew_id] if crew_id in moved else self._board.at_work(crew_id, day)

        return _short(wanted, self._able.of, seat, moved)


def _short(
    wanted: Sequence[Slot],
    able: Callable[[Slot], tuple[str, ...]],
    seat: Callable[[str], Slot | None],
    moved: dict[str, Slot],
) -> tuple[Slot, ...] | None:
    """Seat ``wanted`` one by one, noting who takes what in ``moved``; return the first slots found short of people."""
    for slot in wanted:
        group = _seat_one(slot, able, seat, moved)
        if group is not None:
            return group if len(group) <= MOST_SLOTS else None
    return None


def _seat_one(
    wanted: Slot,
    able: Callable[[Slot], tuple[str, ...]],
    seat: Callable[[str], Slot | None],
    moved: dict[str, Slot],
) -> tuple[Slot, ...] | None:
    """Give a slot somebody, moving others along a path that ends with somebody free; else return all slots reached."""
    reached, came_by = [wanted], {}
    for slot in _growing(reached):
        for crew_id in able(slot):
            if crew_id in came_by:
                continue
            came_by[crew_id] = slot
            taken = seat(crew_id)
            if taken is None:
                _move_along(crew_id, wanted, came_by, seat, moved)
                return None
            reached.append(taken)
        if len(reached) > MOST_SLOTS:
            break
    return tuple(reached)


def _move_along(
    crew_id: str,
    wanted: Slot,
    came_by: dict[str, Slot],
    seat: Callable[[str], Slot | None],
    moved: dict[str, Slot],
) -> None:
    """Let each person of the path take the slot that they were reached by, from the free one back to ``wanted``."""
    holder = {taken: other for other in came_by if (taken := seat(other)) is not None}
    while True:
        slot = came_by[crew_id]
        moved[crew_id] = slot
        if slot == wanted:
            return
        crew_id = holder[slot]


def _growing(slots: list[Slot]) -> Iterator[Slot]:
    at = 0
    while at < len(slots):
        yield slots[at]
        at += 1
