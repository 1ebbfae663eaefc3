"""Who could take a job as far as the rules about one person go, other work in the plan aside.

Changes when a rule about a single person does.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from planner.audit.board import Board
from planner.audit.job import Job, too_close
from planner.domain.crew import CrewMember
from planner.domain.plan import Assignment


class Able:
    """Looks up, and remembers, the people who could take a job for its whole window."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._known: dict[tuple[str, str, object], tuple[str, ...]] = {}

    def of(self, job: Job) -> tuple[str, ...]:
        """Return the Crew IDs, in order, of who holds the role and has nothing of their own or carried against it."""
        key = (job.production_id, job.role, job.span)
        if key not in self._known:
            self._known[key] = tuple(person.crew_id for person in self._able(job))
        return self._known[key]

    def _able(self, job: Job) -> Iterator[CrewMember]:
        board, first, last = self._board, job.span.first_day, job.span.last_day
        gap_days = board.instance.settings.gap_days
        for person in board.holders.get(job.role, ()):
            if (person.first_day is not None and first < person.first_day) or (
                person.last_day is not None and last > person.last_day
            ):
                continue
            if any(away.span.first_day <= last and first <= away.span.last_day for away in person.absences):
                continue
            who = job.production_id, person.crew_id
            if board.nevers and ((*who, job.role) in board.nevers or (*who, None) in board.nevers):
                continue
            if not any(too_close(job, row.slot, gap_days) for row in self._carried.get(person.crew_id, ())):
                yield person

    @cached_property
    def _carried(self) -> dict[str, list[Assignment]]:
        rows: dict[str, list[Assignment]] = defaultdict(list)
        for row in self._board.instance.carried:
            rows[row.crew_id].append(row)
        return rows
