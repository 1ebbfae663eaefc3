"""A suggestion as it was planned again: what it fills, whom it moves and whether anything else is left empty.

Changes when a suggestion should be accepted in another way.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.audit import Board
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Slot, Window
from planner.remedies.suggestion import Suggestion


@dataclass(frozen=True)
class Attempt:
    """A suggestion on a plan: the ``rows`` that might move for it, and the ``plan`` that has others in their place."""

    board: Board
    suggestion: Suggestion
    rows: frozenset[Assignment]
    plan: Plan

    def fills_enough(self, least: Counter[Window], must: Iterable[Window]) -> bool:
        """Whether more is filled than before, and each window that ``must`` has as many people as it needs at least."""
        more = list(self._more_by_priority())
        if not more or more[0] <= 0:
            return False
        missed = any(self._now[window] < least[window] for window in must)
        return not missed or (self.suggestion.any_of and sum(more) >= len(self.suggestion.wanted))

    def _more_by_priority(self) -> Iterator[int]:
        """Yield how many more slots are filled than before, for each priority where that is another number."""
        more: Counter[int] = Counter(self.board.priority(row.slot.production_id) for row in self.plan.assignments)
        more.subtract(self.board.priority(row.slot.production_id) for row in self.rows)
        return (more[priority] for priority in sorted(more) if more[priority])

    @cached_property
    def _now(self) -> Counter[Window]:
        return Counter(row.slot.window for row in self.plan.assignments)

    @cached_property
    def fills(self) -> tuple[Slot, ...]:
        """The vacancies that are filled then: the wanted, and others whose window has more people."""
        more = self._now - Counter(where_then(self.board, self.suggestion, row.slot) for row in self.rows)
        fills: dict[Slot, None] = {} if self.suggestion.any_of else dict.fromkeys(self.suggestion.wanted)
        left = more - Counter(where_then(self.board, self.suggestion, slot) for slot in fills)
        titles = {window.production_id for window in left}
        for slot in (one for one in self.board.plan.vacancies if one.production_id in titles and one not in fills):
            window = where_then(self.board, self.suggestion, slot)
            if left[window] > 0:
                left[window] -= 1
                fills[slot] = None
        return tuple(fills)

    def newcomers(self, window: Window) -> list[str]:
        """Return who is in a window then and was not in it before, once for each place; by Crew ID."""
        before = Counter((row.crew_id, where_then(self.board, self.suggestion, row.slot)) for row in self.rows)
        now = Counter((row.crew_id, row.slot.window) for row in self.plan.assignments)
        return sorted(who for who, where in now - before if where == window)


def where_then(board: Board, suggestion: Suggestion, slot: Slot) -> Window:
    """Return the window in which a slot of the plan stands once a suggestion is followed."""
    need = board.need_of(slot)
    return suggestion.moved.get(need, need).window


def least_then(board: Board, suggestion: Suggestion, rows: Iterable[Assignment]) -> Counter[Window]:
    """Return how many people each window must have: all that it has, wherever it is then, and what is asked for."""
    least: Counter[Window] = Counter(need.window for need in suggestion.asks)
    least.update(where_then(board, suggestion, row.slot) for row in rows)
    if suggestion.dropped is not None:
        least[where_then(board, suggestion, suggestion.dropped)] -= 1
    return least
