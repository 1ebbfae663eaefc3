"""The rows of a plan around what it lacks, from near to far.

Moving people for what is lacking is a chain: somebody takes a slot, leaves the rows that are too close to it, somebody
else takes these, and so on. So whatever moves few people lies within few rings of rows around what is lacking. The
other rows of a role on a production come along, for whoever leaves one of them may take another and has not moved.

References: the chains are the ejection chains of F. Glover, "Ejection chains, reference structures and alternating path
methods for traveling salesman problems", Discrete Applied Mathematics 65, 1996.
Changes when slots can get into each other's way in another manner.
"""

from collections.abc import Iterable, Iterator

from planner.domain.booking import BookingStatus
from planner.domain.grouping import grouped
from planner.domain.plan import Assignment
from planner.domain.production import Window
from planner.replan.standing import Standing


class Rings:
    """The movable rows that were reached so far, and the windows that somebody else may have to take."""

    def __init__(self, standing: Standing, wanted: Iterable[Window]) -> None:
        self._standing, self._wanted = standing, tuple(wanted)
        self._reached: dict[Assignment, None] = {}
        self._asked: dict[Window, None] = {}
        self._todo: list[Window] = []
        self._windows_of_role = grouped(standing.needs, lambda window: window[:2])

    def grown(self) -> Iterator[frozenset[Assignment]]:
        """Yield the rows that cannot all stay, then also those in the way of what is wanted, and so on."""
        self._ask(self._wanted)
        bookable = {window for booking in self._standing.unkept for window in self._standing.cells(booking)}
        here = self._rows_in(self._wanted)
        self._reach(row for row in here if row.slot.window in bookable or row in self._standing.crowded)
        yield frozenset(self._reached)
        while self._todo:
            windows, self._todo, before = self._todo, [], len(self._reached)
            self._reach([row for window in windows for row in self._beyond(window)])
            if len(self._reached) > before:
                yield frozenset(self._reached)

    def _ask(self, windows: Iterable[Window]) -> None:
        new = [window for window in dict.fromkeys(windows) if window not in self._asked]
        self._asked |= dict.fromkeys(new)
        self._todo += new

    def _reach(self, rows: Iterable[Assignment]) -> None:
        """Let rows move, and what comes along: their role, and where a booking that they keep could be kept instead."""
        entering = list(rows)
        while entering:
            row = entering.pop()
            if row in self._reached or self._standing.is_fixed(row):
                continue
            self._reached[row] = None
            instead = self._instead(row)
            self._ask((row.slot.window, *instead))
            entering += self._rows_in((*instead, *self._windows_of_role[row.slot.window[:2]]))

    def _rows_in(self, windows: Iterable[Window]) -> Iterator[Assignment]:
        return (row for window in windows for row in self._standing.team.get(window, ()))

    def _instead(self, row: Assignment) -> list[Window]:
        """Return the windows in which a confirmed booking that a row keeps could be kept too."""
        board = self._standing.board
        if row not in board.confirmed_rows:
            return []
        mine = (b for b in board.kept_bookings.get(row.crew_id, ()) if b.status is BookingStatus.CONFIRMED)
        return [window for b in mine if row in board.keeping(b) for window in self._standing.cells(b)]

    def _beyond(self, window: Window) -> Iterator[Assignment]:
        """Yield what keeps people from a window."""
        standing = self._standing
        for crew_id in standing.takers(window):
            yield from standing.in_the_way(crew_id, standing.needs[window][0])
