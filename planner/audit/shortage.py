"""Days on which a role needs more people than are employed and present: the plainest reason for a vacancy.

Changes when a shortage should be counted differently.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from planner.audit.board import Board
from planner.audit.wording import day_in_words
from planner.domain.crew import CrewMember, Employment
from planner.domain.production import Job, Slot
from planner.domain.span import DateSpan


@dataclass(frozen=True, slots=True)
class Counts:
    """Per day from the ordinal ``start`` on: slots of a role needed and filled, and people who hold it present."""

    start: int
    needed: list[int]
    filled: list[int]
    present: list[int]

    def shows(self, asking: Sequence[int], day: int) -> bool:
        """Whether what is filled, with ``asking`` more on a day, is more than the people present."""
        return self.filled[day] + asking[day] > self.present[day]


@dataclass(frozen=True, slots=True)
class Shortage:
    """Days with the same too high demand for a role; ``missing`` says why holders of the role are not there."""

    days: DateSpan
    needed: int
    present: int
    missing: tuple[str, ...]


class DayCounts:
    """Per role and day, how many people are needed, at work in it, and employed and present."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._counted: dict[str, Counts] = {}
        self._needed = _spans((need, need.count) for need in board.instance.planned_requirements)
        self._filled = _spans((row.slot, 1) for row in board.assignments)

    def worst(self, job: Job, wanted: Iterable[Slot]) -> Shortage | None:
        """Return the greatest shortage of a job's role within its window, or None when counting shows none.

        Counting shows one where the people present are too few for what the plan fills and those of the slots
        ``wanted`` that ask for the role.
        """
        counts = self.of(job.role)
        first, last = job.span.first_day.toordinal() - counts.start, job.span.last_day.toordinal() - counts.start
        asking = _stacked(_from(counts.start, [(s.span, 1) for s in wanted if s.role == job.role]), len(counts.needed))
        days = [day for day in range(first, last + 1) if counts.shows(asking, day)]
        if not days:
            return None
        begin = end = max(days, key=lambda day: counts.needed[day] - counts.present[day])
        at = counts.needed[begin], counts.present[begin]
        while end + 1 in days and (counts.needed[end + 1], counts.present[end + 1]) == at:
            end += 1
        span = DateSpan(date.fromordinal(counts.start + begin), date.fromordinal(counts.start + end))
        return Shortage(span, *at, self._missing(job.role, span.first_day))

    def missing_on(self, job: Job) -> int:
        """Return the most people that are missing of a job's role on one of its days; 0 when there are enough."""
        counts = self.of(job.role)
        first, last = job.span.first_day.toordinal() - counts.start, job.span.last_day.toordinal() - counts.start
        return max(0, *(counts.needed[day] - counts.present[day] for day in range(first, last + 1)))

    def of(self, role: str) -> Counts:
        """Return the counts of a role that is required somewhere, over all days on which it is."""
        if role not in self._counted:
            spans = self._needed[role]
            start = min(span.first_day for span, _ in spans).toordinal()
            length = max(span.last_day for span, _ in spans).toordinal() - start + 1
            there = [
                (first, last, 1)
                for person in self._board.holders.get(role, ())
                for first, last in _present(person, role, start, length)
            ]
            needed, filled = _from(start, spans), _from(start, self._filled.get(role, []))
            self._counted[role] = Counts(start, *(_stacked(one, length) for one in (needed, filled, there)))
        return self._counted[role]

    def _missing(self, role: str, day: date) -> tuple[str, ...]:
        """Why the holders of a role who are not there on a day are not."""
        away, other = 0, Counter[tuple[str, str]]()
        for person in self._board.holders.get(role, ()):
            employment = person.employment_on(day)
            if employment is None:
                other[_not_employed(person.employment_near(day), day)] += 1
            elif role not in employment.roles:
                then = f"employed as {employment.main_role} then"
                other[f"is {then}", f"are {then}"] += 1
            else:
                away += any(absence.span.includes(day) for absence in person.absences)
        told = [f"{count} {one if count == 1 else several}" for (one, several), count in other.items()]
        return (*([f"{away} away"] if away else []), *told)


def _not_employed(employment: Employment, day: date) -> tuple[str, str]:
    """Say of one, and of several, when their employment begins or ended."""
    if employment.first_day is not None and day < employment.first_day:
        hired = f"hired only on {day_in_words(employment.first_day)}"
        return f"is {hired}", f"are {hired}"
    last = f"on {day_in_words(employment.last_day)}" if employment.last_day else ""
    return f"leaves {last}", f"leave {last}"


def _spans(jobs: Iterable[tuple[Job, int]]) -> dict[str, list[tuple[DateSpan, int]]]:
    """Return days and number of people by role."""
    spans: dict[str, list[tuple[DateSpan, int]]] = defaultdict(list)
    for job, count in jobs:
        spans[job.role].append((job.span, count))
    return spans


def _from(start: int, spans: Iterable[tuple[DateSpan, int]]) -> list[tuple[int, int, int]]:
    """Return spans as numbers of days, counted from ``start``."""
    return [(span.first_day.toordinal() - start, span.last_day.toordinal() - start, count) for span, count in spans]


def _present(person: CrewMember, role: str, start: int, length: int) -> list[tuple[int, int]]:
    """Return the stretches of days, counted from ``start``, on which somebody is employed in a role and not away."""
    whole = DateSpan(date.fromordinal(start), date.fromordinal(start + length - 1))
    runs = list(person.employed_within(whole, role))
    for absence in person.absences:
        runs = [part for run in runs for part in run.without(absence.span)]
    return [(run.first_day.toordinal() - start, run.last_day.toordinal() - start) for run in runs]


def _stacked(stretches: list[tuple[int, int, int]], length: int) -> list[int]:
    """Return for every day the sum of the stretches that lie on it."""
    steps = [0] * (length + 1)
    for first, last, count in stretches:
        steps[first] += count
        steps[last + 1] -= count
    return list(accumulate(steps[:length]))
