"""Who works where on which days, as a grid of real days or weeks; no Excel in here.

Changes when the Timeline shows something else in its cells.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Production, Slot
from planner.domain.span import DateSpan
from planner.workbook.plan_totals import plan_span

LONGEST_BY_DAY = 120
MOST_CELLS = 2_000_000  # of the whole grid, so that it still opens
MOST_LINES = 1_000_000  # what a sheet's 1,048,576 rows have room for, headers included
LONGEST_CODE = 4
AWAY, NOT_EMPLOYED = "–", "×"


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell: its text, and ``look`` — the number of a production's colour, ``away`` or ``gap``."""

    text: str
    look: int | str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid: three labels, a figure and the marks by column."""

    labels: tuple[str, str, str]
    figure: str
    marks: dict[int, Mark]


@dataclass(frozen=True, slots=True)
class Axis:
    """The columns of the grid: ``step`` days each (1, or whole weeks from Monday on), the first at ``first_day``."""

    first_day: date
    step: int
    count: int

    @classmethod
    def over(cls, span: DateSpan, lines: int) -> "Axis":
        """Return a column per day, or per week when there are more than about 120 days; fewer for very many lines."""
        if span.days <= LONGEST_BY_DAY:
            return cls(span.first_day, 1, span.days)
        monday = span.first_day - timedelta(days=span.first_day.weekday())
        weeks = ceil(DateSpan(monday, span.last_day).days / 7)
        together = ceil(weeks * lines / MOST_CELLS)
        return cls(monday, 7 * together, ceil(weeks / together))

    def days_of(self, column: int) -> DateSpan:
        """Return the days that a column stands for."""
        first = self.first_day + timedelta(days=column * self.step)
        return DateSpan(first, first + timedelta(days=self.step - 1))

    def columns_of(self, span: DateSpan) -> range:
        """Return the columns that share a day with ``span``, cut at the grid's edges."""
        begin = (span.first_day - self.first_day).days // self.step
        end = (span.last_day - self.first_day).days // self.step
        return range(max(0, begin), min(self.count - 1, end) + 1)

    def columns_within(self, span: DateSpan) -> range:
        """Return the columns all of whose days lie in ``span``, cut at the grid's edges."""
        begin = -((self.first_day - span.first_day).days // self.step)
        end = ((span.last_day - self.first_day).days + 1) // self.step
        return range(max(0, begin), min(self.count, end))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The two grids over one axis: productions (filled of needed), and people with the vacancies of their role.

    ``cut`` says in a line what a sheet had no rows for.
    """

    axis: Axis
    productions: tuple[Line, ...]
    people: tuple[Line, ...]
    cut: str = ""


def build_timeline(instance: Instance, plan: Plan) -> Timeline | None:
    """Lay the plan out by days, or by weeks when it is long; None when it has no slot."""
    span = plan_span(plan)
    if span is None:
        return None
    shown = [*plan.assignments, *(a for a in instance.carried if a.slot.span.clashes_with(span))]
    shown_ids = {a.slot.production_id for a in shown} | {slot.production_id for slot in plan.vacancies}
    productions = [p for p in instance.productions if p.production_id in shown_ids]
    vacant = {(slot.role, slot.production_id) for slot in plan.vacancies}
    axis = Axis.over(span, len(productions) + len({a.crew_id for a in shown}) + len(vacant))
    codes = production_codes(productions)
    lines = tuple(_production_lines(plan, productions, codes, axis))
    return _cut(Timeline(axis, lines, tuple(_people_lines(instance, plan, shown, codes, axis))))


def _cut(timeline: Timeline) -> Timeline:
    """Return as much of a timeline as a sheet has rows for."""
    lines = len(timeline.productions) + len(timeline.people)
    if lines <= MOST_LINES:
        return timeline
    productions = timeline.productions[:MOST_LINES]
    people = timeline.people[: MOST_LINES - len(productions)]
    return replace(timeline, productions=productions, people=people, cut=f"Only {MOST_LINES:,} of {lines:,} lines fit.")


def production_codes(productions: Iterable[Production]) -> dict[str, Mark]:
    """Return each production's short code and colour: its ID when all IDs are short, else A to Z, AA, AB and so on."""
    ids = [production.production_id for production in productions]
    short = all(len(production_id) <= LONGEST_CODE for production_id in ids)
    return {
        production_id: Mark(production_id if short else _letters(number), number)
        for number, production_id in enumerate(ids)
    }


def _letters(number: int) -> str:
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _production_lines(plan: Plan, productions: list[Production], codes: dict[str, Mark], axis: Axis) -> Iterator[Line]:
    filled = _counts((a.slot for a in plan.assignments), axis)
    vacant = _counts(plan.vacancies, axis)
    for production in productions:
        code = codes[production.production_id]
        work, gaps = filled.get(production.production_id, {}), vacant.get(production.production_id, {})
        marks = {}
        for column in sorted(work.keys() | gaps.keys()):
            have, missing = work.get(column, 0), gaps.get(column, 0)
            marks[column] = Mark(f"{have}/{have + missing}", "gap") if missing else Mark(str(have), code.look)
        yield Line((production.production_id, production.title, code.text), f"priority {production.priority}", marks)


def _counts(slots: Iterable[Slot], axis: Axis) -> dict[str, dict[int, int]]:
    counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for slot in slots:
        of_production = counts[slot.production_id]
        for column in axis.columns_of(slot.span):
            of_production[column] += 1
    return counts


def _people_lines(
    instance: Instance, plan: Plan, shown: list[Assignment], codes: dict[str, Mark], axis: Axis
) -> Iterator[Line]:
    work: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in shown:
        work[assignment.crew_id].append(assignment)
    gaps: dict[str, list[Slot]] = defaultdict(list)
    for slot in plan.vacancies:
        gaps[slot.role].append(slot)
    people = [person for person in instance.crew if person.crew_id in work]
    planned = {assignment.slot for assignment in plan.assignments}
    for role in sorted({person.main_role for person in people} | gaps.keys(), key=name_key):
        in_role = [person for person in people if person.main_role == role]
        for person in sorted(in_role, key=lambda person: (name_key(person.full_name), person.crew_id)):
            days = sum(a.slot.span.days for a in work[person.crew_id] if a.slot in planned)
            marks = _absence_marks(person, axis) | _work_marks(work[person.crew_id], codes, axis)
            yield Line((role, person.full_name, person.crew_id), f"{days} days" if days != 1 else "1 day", marks)
        yield from _vacancy_lines(instance, role, gaps[role], axis)


def _work_marks(work: list[Assignment], codes: dict[str, Mark], axis: Axis) -> dict[int, Mark]:
    marks: dict[int, Mark] = {}
    first_there: dict[int, str] = {}
    for assignment in sorted(work, key=lambda assignment: (assignment.slot.span, assignment.slot.production_id)):
        production_id = assignment.slot.production_id
        for column in axis.columns_of(assignment.slot.span):
            if column not in marks:
                marks[column], first_there[column] = codes[production_id], production_id
            elif first_there[column] != production_id and not marks[column].text.endswith("+"):
                # Only a week can hold two productions of one person.
                marks[column] = Mark(marks[column].text + "+", marks[column].look)
    return marks


def _absence_marks(person: CrewMember, axis: Axis) -> dict[int, Mark]:
    marks: dict[int, Mark] = {}
    whole = DateSpan(axis.first_day, axis.days_of(axis.count - 1).last_day)
    gone: tuple[DateSpan, ...] = (whole,)
    for run in person.employed_within(whole):
        gone = tuple(part for span in gone for part in span.without(run))
    for span in gone:
        marks |= _marks_over(span, axis, Mark(NOT_EMPLOYED, "away"))
    for absence in person.absences:
        marks = _marks_over(absence.span, axis, Mark(AWAY, "away")) | marks
    return marks


def _marks_over(span: DateSpan, axis: Axis, mark: Mark) -> dict[int, Mark]:
    """Mark the columns all of whose days lie in ``span``."""
    return dict.fromkeys(axis.columns_within(span), mark)


def _vacancy_lines(instance: Instance, role: str, slots: list[Slot], axis: Axis) -> Iterator[Line]:
    by_production: dict[str, list[Slot]] = defaultdict(list)
    for slot in slots:
        by_production[slot.production_id].append(slot)
    for production_id in sorted(by_production, key=name_key):
        vacant = by_production[production_id]
        counts = _counts(vacant, axis)[production_id]
        title = instance.production_by_id[production_id].title
        marks = {column: Mark(f"−{count}", "gap") for column, count in sorted(counts.items())}
        yield Line((role, f"VACANT · {title}", production_id), f"{len(vacant)} vacant", marks)
