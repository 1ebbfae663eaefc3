"""How near people come to a job, counted without a word: for every vacancy everybody who holds its role is asked.

:mod:`planner.audit.hindrance` then tells what stands in the way of the nearest; these counts must agree with it.
Changes when a rule about one person and one job does.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from planner.audit.board import Board
from planner.audit.hindrance import after_fire, before_hire, never
from planner.domain.crew import CrewMember
from planner.domain.production import Job

Obstacle = tuple[str, int, int]  # a code, and the first and last day that it takes from the job, as ordinals


@dataclass(frozen=True, slots=True)
class _Time:
    """One person's time by ordinals: employment, absences, and work by first day (days, production, confirmed).

    Somebody with several employments is always hired here; which one counts depends on the job.
    """

    hired: int
    leaves: int
    away: tuple[tuple[int, int], ...]
    work: tuple[tuple[int, int, str, bool], ...]
    begins: tuple[int, ...]
    longest: int


class Nearness:
    """Counts the days and codes that stand between people and jobs; each person's time is laid out once."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._gap_days = board.instance.settings.gap_days
        self._time: dict[str, _Time] = {}

    def of(self, person: CrewMember, job: Job) -> tuple[int, tuple[str, ...]]:
        """Return how many days of the job are in the way, and every code once, ``free`` when there is none."""
        obstacles = list(self._obstacles(person, job))
        if not obstacles:
            return 0, ("free",)
        if len(obstacles) == 1:
            ((code, first, last),) = obstacles
            return last - first + 1, (code,)
        days, reached = 0, 0
        for first, last in sorted([(first, last) for _, first, last in obstacles]):
            days += max(0, last - max(first, reached + 1) + 1)
            reached = max(reached, last)
        return days, tuple(dict.fromkeys([code for code, _, _ in obstacles]))

    def _obstacles(self, person: CrewMember, job: Job) -> Iterator[Obstacle]:
        """Yield what stands between a job and somebody who holds its role, in the order of the rules."""
        time = self._time.get(person.crew_id) or self._lay_out(person)
        first, last = job.span.first_day.toordinal(), job.span.last_day.toordinal()
        yield from self._not_employed(person, time, job)
        for gone, back in time.away:
            if gone <= last and first <= back:
                yield "unavailable", max(first, gone), min(last, back)
        if self._board.nevers and self._is_never(person, job):
            yield "never", first, last
        yield from self._crowded(time, job)

    def _crowded(self, time: _Time, job: Job) -> Iterator[Obstacle]:
        """Yield what somebody's other work takes from a job, by its days and by the free days around it."""
        first, last = job.span.first_day.toordinal(), job.span.last_day.toordinal()
        at = bisect_left(time.begins, first - self._gap_days - time.longest)
        for begin, end, production_id, is_confirmed in time.work[at:]:
            if begin > last + self._gap_days:
                break
            gap = self._gap_days if production_id != job.production_id else 0
            if begin - gap <= last and first <= end + gap:
                if begin <= last and first <= end:
                    yield "busy", max(first, begin), min(last, end)
                if gap:
                    yield "gap", max(first, begin - gap), min(last, end + gap)
                if is_confirmed:
                    yield "confirmed-elsewhere", max(first, begin - gap), min(last, end + gap)

    def _is_never(self, person: CrewMember, job: Job) -> bool:
        return never(person, job, self._board.nevers) is not None

    def _not_employed(self, person: CrewMember, time: _Time, job: Job) -> Iterator[Obstacle]:
        """Yield the days of a job on which somebody is not employed; of several employments the rules choose."""
        first, last = job.span.first_day.toordinal(), job.span.last_day.toordinal()
        if first < time.hired:
            yield "before-hire", first, min(last, time.hired - 1)
        if last > time.leaves:
            yield "after-fire", max(first, time.leaves + 1), last
        if len(person.employments) > 1:
            for found in (rule(person, job, self._board.nevers) for rule in (before_hire, after_fire)):
                if found is not None:
                    yield from ((found.code, d.first_day.toordinal(), d.last_day.toordinal()) for d in found.days)

    def _lay_out(self, person: CrewMember) -> _Time:
        work = tuple(
            (
                row.slot.span.first_day.toordinal(),
                row.slot.span.last_day.toordinal(),
                row.slot.production_id,
                row in self._board.confirmed_rows,
            )
            for row in self._board.work.get(person.crew_id, ())
        )
        first, *more = person.employments
        time = self._time[person.crew_id] = _Time(
            first.first_day.toordinal() if first.first_day and not more else 0,
            first.last_day.toordinal() if first.last_day and not more else 1 << 30,
            tuple((a.span.first_day.toordinal(), a.span.last_day.toordinal()) for a in person.absences),
            work,
            tuple(begin for begin, *_ in work),
            max((end - begin + 1 for begin, end, *_ in work), default=0),
        )
        return time
