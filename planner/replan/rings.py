"""The rows of a plan around what is wanted of it, from near to far.

Moving people for what is wanted is a chain: somebody takes a slot, leaves the rows that are too close to it, somebody
else takes these, and so on. So whatever moves few people lies within few rings of rows around what is wanted. The
other rows of a role on a production come along, for whoever leaves one of them may take another and has not moved.

References: the chains are the ejection chains of F. Glover, "Ejection chains, reference structures and alternating path
methods for traveling salesman problems", Discrete Applied Mathematics 65, 1996.
Changes when slots can get into each other's way in another manner.
"""

from collections.abc import Callable, Iterable, Iterator

from planner.domain.booking import BookingStatus
from planner.domain.plan import Assignment
from planner.domain.production import Window
from planner.replan.standing import Standing
from planner.replan.wanted import Wanted


def rings_around(
    wanted: Iterable[Window], in_the_way: Callable[[Window], Iterable[Assignment]]
) -> Iterator[tuple[Assignment, ...]]:
    """Yield the rows that are in the way of some windows, then those in the way of the windows of these, and so on."""
    reached: set[Assignment] = set()
    windows = dict.fromkeys(wanted)
    while windows:
        ring = dict.fromkeys(row for window in windows for row in in_the_way(window) if row not in reached)
        reached.update(ring)
        windows = dict.fromkeys(row.slot.window for row in ring)
        if ring:
            yield tuple(ring)


def movable_around(standing: Standing, wanted: Wanted) -> Iterator[tuple[Assignment, ...]]:
    """Yield the rows that may move in any case, and then ring by ring those that may move for what is wanted."""
    reached: set[Assignment] = set()
    first = tuple(_entering(standing, wanted.rows, reached))
    yield first

    def in_the_way(window: Window) -> Iterator[Assignment]:
        people = (*standing.takers(window), *(wanted.people if window in wanted.windows else ()))
        near = (row for crew_id in people for row in standing.in_the_way(crew_id, window))
        return _entering(standing, (row for row in near if not standing.is_fixed(row)), reached)

    windows = (*wanted.places, *wanted.windows, *(row.slot.window for row in first))
    yield from rings_around(windows, in_the_way)


def _entering(standing: Standing, rows: Iterable[Assignment], reached: set[Assignment]) -> Iterator[Assignment]:
    """Yield rows that are not ``reached`` yet, and what comes along: their role, and where their booking could go."""
    entering = list(rows)[::-1]
    while entering:
        row = entering.pop()
        if row not in reached:
            reached.add(row)
            yield row
            windows = (*_instead(standing, row), *standing.windows_of_role[row.slot.window[:2]])
            beside = (one for window in windows for one in standing.team.get(window, ()))
            entering += [one for one in beside if not standing.is_fixed(one)]


def _instead(standing: Standing, row: Assignment) -> list[Window]:
    """Return the windows in which a confirmed booking that a row keeps could be kept too."""
    board = standing.board
    if row not in board.confirmed_rows:
        return []
    mine = (b for b in board.kept_bookings.get(row.crew_id, ()) if b.status is BookingStatus.CONFIRMED)
    return [window for b in mine if row in board.keeping(b) for window in standing.cells(b)]
