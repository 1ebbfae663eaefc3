"""Days on which a role needs more people than are employed and present: the plainest reason for a vacancy.

Changes when a shortage should be counted or told differently.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from planner.audit.board import Board
from planner.audit.wording import day_in_words, listed, span_in_words
from planner.domain.crew import CrewMember
from planner.domain.span import DateSpan


@dataclass(frozen=True, slots=True)
class Shortage:
    """Days with the same too high demand for a role; ``missing`` says why holders of the role are not there."""

    role: str
    days: DateSpan
    needed: int
    present: int
    missing: tuple[str, ...]

    def __str__(self) -> str:
        """``Gaffer: 5 needed on 3–7 March 2026, 3 employed and present; 1 away, 1 leaves on 28 February 2026``."""
        present = f"{self.present or 'nobody'} employed and present"
        told = f"{self.role}: {self.needed} needed on {span_in_words(self.days)}, {present}"
        return f"{told}; {listed(self.missing)}" if self.missing else told


class DayCounts:
    """Per role and day, how many people are needed and how many who hold the role are employed and present."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._counted: dict[str, tuple[int, list[int], list[int]]] = {}
        self._spans: dict[str, list[tuple[DateSpan, int]]] = defaultdict(list)
        for need in board.instance.planned_requirements:
            self._spans[need.role].append((need.span, need.count))

    def worst(self, role: str, span: DateSpan) -> Shortage | None:
        """Return the greatest shortage of a role within a window, or None when counting shows none."""
        start, needed, present = self._counts(role)
        first, last = span.first_day.toordinal() - start, span.last_day.toordinal() - start
        day = max(range(first, last + 1), key=lambda d: needed[d] - present[d])
        if needed[day] <= present[day]:
            return None
        end = day
        while end < last and (needed[end + 1], present[end + 1]) == (needed[day], present[day]):
            end += 1
        days = DateSpan(date.fromordinal(start + day), date.fromordinal(start + end))
        return Shortage(role, days, needed[day], present[day], self._missing(role, days.first_day))

    def _counts(self, role: str) -> tuple[int, list[int], list[int]]:
        if role not in self._counted:
            spans = self._spans[role]
            start = min(span.first_day for span, _ in spans).toordinal()
            length = max(span.last_day for span, _ in spans).toordinal() - start + 1
            there = [
                (days, 1) for person in self._board.holders.get(role, ()) for days in _present(person, start, length)
            ]
            asked = [(s.first_day.toordinal() - start, s.last_day.toordinal() - start, count) for s, count in spans]
            self._counted[role] = (
                start,
                _stacked(asked, length),
                _stacked([(first, last, one) for (first, last), one in there], length),
            )
        return self._counted[role]

    def _missing(self, role: str, day: date) -> tuple[str, ...]:
        """Why the holders of a role who are not there on a day are not."""
        away, other = 0, []
        for person in self._board.holders.get(role, ()):
            if person.first_day is not None and day < person.first_day:
                other.append(f"1 is hired only on {day_in_words(person.first_day)}")
            elif person.last_day is not None and day > person.last_day:
                other.append(f"1 leaves on {day_in_words(person.last_day)}")
            else:
                away += any(absence.span.includes(day) for absence in person.absences)
        return (*([f"{away} away"] if away else []), *other)


def _present(person: CrewMember, start: int, length: int) -> list[tuple[int, int]]:
    """Return the stretches of days, counted from ``start``, on which somebody is employed and not away."""
    first = max(0, person.first_day.toordinal() - start) if person.first_day else 0
    last = min(length - 1, person.last_day.toordinal() - start) if person.last_day else length - 1
    stretches = []
    for span in sorted(absence.span for absence in person.absences):
        stretches.append((first, min(last, span.first_day.toordinal() - start - 1)))
        first = max(first, span.last_day.toordinal() - start + 1)
    return [(begin, end) for begin, end in (*stretches, (first, last)) if begin <= end]


def _stacked(stretches: list[tuple[int, int, int]], length: int) -> list[int]:
    """Return for every day the sum of the stretches that lie on it."""
    steps = [0] * (length + 1)
    for first, last, count in stretches:
        steps[first] += count
        steps[last + 1] -= count
    return list(accumulate(steps[:length]))
