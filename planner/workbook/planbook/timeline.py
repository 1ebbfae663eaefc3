"""Who works where on which days, as a grid of real days or weeks; no Excel in here.

Changes when the Timeline or the sheet Days shows something else in its cells.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from planner.domain.crew import CrewMember, joined
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Production, Slot
from planner.domain.span import DateSpan
from planner.domain.wording import titled
from planner.workbook.planbook.plan_totals import plan_span
from planner.workbook.xlsx.addresses import column_letters

LONGEST_BY_DAY = 120
MOST_CELLS = 2_000_000  # of the whole grid, so that it still opens
MOST_DAY_CELLS = 500_000  # likewise, of the sheet that has every day of a long plan
MOST_DAY_COLUMNS = 2_000
MOST_LINES = 1_000_000  # what a sheet's 1,048,576 rows have room for, headers included
LONGEST_CODE = 4
AWAY, NOT_EMPLOYED = "–", "×"


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell: its text, its ``look`` (as :meth:`Styles.of_mark` takes it) and what it hides.

    ``note`` says line by line what a week holds where its text has no room for that.
    """

    text: str
    look: int | str
    note: str = ""


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
    def weekly(cls, span: DateSpan, most: int) -> "Axis":
        """Return a column per week, several weeks together where there were more than ``most`` columns."""
        monday = span.first_day - timedelta(days=span.first_day.weekday())
        weeks = ceil(DateSpan(monday, span.last_day).days / 7)
        together = max(1, ceil(weeks / max(1, most)))
        return cls(monday, 7 * together, ceil(weeks / together))

    @classmethod
    def over(cls, span: DateSpan, lines: int) -> "Axis":
        """Return a column per day, or per week when there are more than about 120 days; fewer for very many lines."""
        if span.days <= LONGEST_BY_DAY:
            return cls(span.first_day, 1, span.days)
        return cls.weekly(span, MOST_CELLS // lines)

    def days_of(self, column: int) -> DateSpan:
        """Return the days that a column stands for."""
        first = self.first_day + timedelta(days=column * self.step)
        return DateSpan(first, first + timedelta(days=self.step - 1))

    def columns_of(self, span: DateSpan) -> range:
        """Return the columns that share a day with ``span``, cut at the grid's edges."""
        begin = (span.first_day - self.first_day).days // self.step
        end = (span.last_day - self.first_day).days // self.step
        return range(max(0, begin), min(self.count - 1, end) + 1)


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
    shown, productions, people = _shown(instance, plan, span)
    axis = Axis.over(span, len(productions) + people)
    codes = production_codes(productions)
    lines = tuple(_production_lines(plan, productions, codes, axis))
    return _cut(Timeline(axis, lines, tuple(_people_lines(instance, plan, shown, codes, axis))))


def build_days(instance: Instance, plan: Plan) -> Timeline | None:
    """Lay the people of a long plan out by days, everybody with a line; None where the Timeline does.

    So many people that not all days fit have the first ones, and it says so.
    """
    span = plan_span(plan)
    if span is None or span.days <= LONGEST_BY_DAY:
        return None
    shown, productions, people = _shown(instance, plan, span)
    days = min(span.days, max(1, MOST_DAY_CELLS // people), MOST_DAY_COLUMNS)
    axis, codes = Axis(span.first_day, 1, days), production_codes(productions)
    cut = (
        f"Only the first {days:,} of {span.days:,} days fit; the Timeline has all of them." if days < span.days else ""
    )
    return _cut(Timeline(axis, (), tuple(_people_lines(instance, plan, shown, codes, axis)), cut))


def _shown(instance: Instance, plan: Plan, span: DateSpan) -> tuple[list[Assignment], list[Production], int]:
    """Return the work that is shown, its productions, and how many lines people and vacancies need."""
    shown = [*plan.assignments, *(a for a in instance.carried if a.slot.span.clashes_with(span))]
    shown_ids = {a.slot.production_id for a in shown} | {slot.production_id for slot in plan.vacancies}
    productions = [p for p in instance.productions if p.production_id in shown_ids]
    vacant = {(slot.role, slot.production_id) for slot in plan.vacancies}
    return shown, productions, len(instance.crew) + len(vacant)


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
        production_id: Mark(production_id if short else column_letters(number + 1), number)
        for number, production_id in enumerate(ids)
    }


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
    paid = Counter[str]()
    for assignment in plan.assignments:
        paid[assignment.crew_id] += instance.paid_days(assignment.slot)
    people = grouped(instance.crew, lambda person: person.main_role)
    for role in sorted(people.keys() | gaps.keys(), key=name_key):
        for person in sorted(people.get(role, ()), key=lambda person: (name_key(person.full_name), person.crew_id)):
            mine, days = work.get(person.crew_id, []), paid[person.crew_id]
            marks = _person_marks([*_work_pieces(instance, mine, codes), *_absence_pieces(person, axis)], axis)
            yield Line((role, person.full_name, person.crew_id), f"{days} days" if days != 1 else "1 day", marks)
        yield from _vacancy_lines(instance, role, gaps[role], axis)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that a person does on some days: work on a production, or being away or not employed."""

    span: DateSpan
    mark: Mark
    what: str

    @property
    def is_work(self) -> bool:
        return self.mark.look != "away"


def _person_marks(everything: list[_Piece], axis: Axis) -> dict[int, Mark]:
    """Return a person's marks: work before absence, and whatever else a week holds in its note."""
    every = [(piece, axis.columns_of(piece.span)) for piece in everything]
    if axis.step == 1:  # nearly always each day holds one thing at most
        alone = {column: piece.mark for piece, columns in every for column in columns}
        if len(alone) == sum(len(columns) for _, columns in every):
            return alone
    pieces: dict[int, list[_Piece]] = defaultdict(list)
    for piece, columns in every:
        for column in columns:
            pieces[column].append(piece)
    return {column: _mark_of(axis, column, mine) for column, mine in sorted(pieces.items())}


def _work_pieces(instance: Instance, work: list[Assignment], codes: dict[str, Mark]) -> Iterator[_Piece]:
    for assignment in sorted(work, key=lambda assignment: (assignment.slot.span, assignment.slot.production_id)):
        slot = assignment.slot
        what = f"{titled(slot.production_id, instance.production_by_id)} {slot.role}"
        yield _Piece(slot.span, codes[slot.production_id], what)


def _absence_pieces(person: CrewMember, axis: Axis) -> Iterator[_Piece]:
    for absence in person.absences:
        yield _Piece(absence.span, Mark(AWAY, "away"), "away")
    whole = DateSpan(axis.first_day, axis.days_of(axis.count - 1).last_day)
    gone: tuple[DateSpan, ...] = (whole,)
    for run in person.employed_within(whole):
        gone = tuple(part for span in gone for part in span.without(run))
    for span in gone:
        yield _Piece(span, Mark(NOT_EMPLOYED, "away"), "not employed")


def _mark_of(axis: Axis, column: int, pieces: list[_Piece]) -> Mark:
    """Return one cell: ``+`` for more work, ``–`` for days away beside work, brackets for days away without any."""
    first = pieces[0]  # work comes before absences, and these before days without employment
    if first.is_work:
        works = {piece.mark.text for piece in pieces if piece.is_work}
        away = AWAY if any(piece.mark.text == AWAY for piece in pieces) else ""
        if len(works) == 1 and not away:
            return first.mark
        return Mark(first.mark.text + "+" * (len(works) > 1) + away, first.mark.look, _note(pieces))
    days = axis.days_of(column)
    off = filter(None, (piece.span.within(days) for piece in pieces))
    if joined(off) == (days,):
        return first.mark
    return Mark(f"({first.mark.text})", "away", _note(pieces))


def _note(pieces: list[_Piece]) -> str:
    return "\n".join(f"{_days_in_words(piece.span)}: {piece.what}" for piece in pieces)


def _days_in_words(span: DateSpan) -> str:
    return str(span.first_day) if span.days == 1 else str(span)


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
