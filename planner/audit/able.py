"""Who could take a job as far as the rules about one person go, other work in the plan aside.

Changes when a rule about a single person does.
"""

from collections.abc import Iterator
from functools import cached_property

from planner.audit.board import Board
from planner.audit.clash import too_close
from planner.audit.hindrance import suits
from planner.domain.crew import CrewMember
from planner.domain.grouping import grouped
from planner.domain.plan import Assignment
from planner.domain.production import Job, Window


class Able:
    """Looks up, and remembers, the people who could take a job for its whole window."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._known: dict[Window, tuple[str, ...]] = {}

    def of(self, job: Job) -> tuple[str, ...]:
        """Return the Crew IDs, in order, of who holds the role and has nothing of their own or carried against it."""
        key = job.window
        if key not in self._known:
            self._known[key] = tuple(person.crew_id for person in self._able(job))
        return self._known[key]

    def _able(self, job: Job) -> Iterator[CrewMember]:
        board = self._board
        gap_days = board.instance.settings.gap_days
        for person in board.holders.get(job.role, ()):
            carried = self._carried.get(person.crew_id, ())
            if suits(person, job, board.nevers) and not any(too_close(job, row.slot, gap_days) for row in carried):
                yield person

    @cached_property
    def _carried(self) -> dict[str, tuple[Assignment, ...]]:
        return grouped(self._board.instance.carried, lambda row: row.crew_id)
