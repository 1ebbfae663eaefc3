"""A comparison as tables, for a terminal and a workbook.

Changes when a comparison shows something else.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from planner.alternatives.comparison.comparing import Comparison, InputRow, Move
from planner.alternatives.comparison.figures import (
    AT_WORK,
    CHANGES,
    COST,
    FILLED,
    IDLE,
    PAID_DAYS,
    TOUCHED,
    VACANT,
    VACANT_DAYS,
    WHOLE,
    FigureRow,
    Unit,
    goal_rows,
    production_rows,
    proof_note,
    role_rows,
    rows_of,
)
from planner.alternatives.comparison.wording import Words
from planner.domain.span import DateSpan
from planner.workbook.columns import heads
from planner.workbook.columns.comparison import FIGURES, FIGURES_BY_PRODUCTION, FIGURES_BY_ROLE, GOALS, INPUTS, MOVES
from planner.workbook.planbook.comparison_writing import CHART, ComparisonTable, Measure

PROVEN = "proven"
SHOWN_APART = (FILLED, VACANT, WHOLE, PAID_DAYS, COST)
"""The figures of the first table that have their difference beside them."""
OVERVIEW = (FILLED, VACANT, VACANT_DAYS, WHOLE, AT_WORK, IDLE, PAID_DAYS, COST, CHANGES, TOUCHED)
_MEASURE = {Unit.COUNT: Measure.COUNT, Unit.MONEY: Measure.MONEY, Unit.SHARE: Measure.SHARE}


def tables(comparison: Comparison) -> tuple[ComparisonTable, ...]:
    """Return all that a comparison tells, most important first."""
    words, names = Words(comparison), comparison.names
    figures = rows_of(comparison.figures)
    return (
        _overview(comparison, figures),
        _figures("Figures", FIGURES, names, [((row.label,), row) for row in figures]),
        _inputs(comparison, words),
        _moves(comparison, words),
        _figures("Roles", FIGURES_BY_ROLE, names, [((r, row.label), row) for r, row in role_rows(comparison.figures)]),
        _figures(
            "Productions",
            FIGURES_BY_PRODUCTION,
            names,
            [((one, words.title(one), row.label), row) for one, row in production_rows(comparison.figures)],
        ),
        _goals(comparison),
    )


def _overview(comparison: Comparison, figures: Sequence[FigureRow]) -> ComparisonTable:
    """A row per plan with the figures that matter most, their differences, and vacancies by priority for the chart."""
    by_label = {row.label: row for row in figures}
    columns: list[tuple[str, Measure, Sequence[object]]] = []
    for label in OVERVIEW:
        if label in by_label:
            row = by_label[label]
            measure = _MEASURE[row.unit]
            columns.append((label, measure, _values(row)))
            if label in SHOWN_APART:
                columns.append((f"± {label}", measure.signed, _differences(row)))
    columns.append((heads.PROVEN, Measure.TEXT, [_proof(comparison, at) for at in range(len(comparison.plans))]))
    levels = sorted({level for one in comparison.figures for level in one.vacant})
    for level in levels:
        vacant = [one.vacant.get(level, 0) for one in comparison.figures]
        columns.append((f"{CHART}{level}", Measure.COUNT, vacant))
    return ComparisonTable(
        "Comparison",
        (heads.PLAN, *(head for head, _, _ in columns)),
        tuple((name, *(values[at] for _, _, values in columns)) for at, name in enumerate(comparison.names)),
        tuple((Measure.TEXT, *(measure for _, measure, _ in columns)) for _ in comparison.names),
        narrow=True,
    )


def _proof(comparison: Comparison, at: int) -> str:
    """Return whether every goal of a plan is proven, else the first that is not and how far its bound is."""
    one = comparison.plans[at]
    if one.doubt or not one.plan.goals:
        return "unknown"
    unproven = next((goal for goal in one.plan.goals if not goal.proven), None)
    return PROVEN if unproven is None else f"{unproven.label}: {proof_note(unproven)}"


def _values(row: FigureRow) -> list[object]:
    return [None if value is None else value / 100 if row.unit is Unit.MONEY else value for value in row.values]


def _differences(row: FigureRow) -> list[object]:
    return [None if more is None else more / 100 if row.unit is Unit.MONEY else more for more in row.differences]


def _figures(
    title: str, labels: tuple[str, ...], names: Sequence[str], rows: Sequence[tuple[tuple[str, ...], FigureRow]]
) -> ComparisonTable:
    """Per row of figures each plan's, and beside all but the first the difference to the first."""
    beside = tuple(column for name in names[1:] for column in (name, f"± {name}"))
    body, measures = [], []
    for label, row in rows:
        values, more = _values(row), _differences(row)
        pairs = [value for at in range(1, len(names)) for value in (values[at], more[at])]
        body.append((*label, values[0], *pairs))
        measure = _MEASURE[row.unit]
        each = [one for _ in names[1:] for one in (measure, measure.signed)]
        measures.append((*(Measure.TEXT for _ in label), measure, *each))
    return ComparisonTable(title, (*labels, names[0], *beside), tuple(body), tuple(measures), len(labels))


def _goals(comparison: Comparison) -> ComparisonTable:
    """Per goal and plan the value, its difference to the first, and whether it is proven or what the bound leaves."""
    names, body, measures = comparison.names, [], []
    for row in goal_rows(comparison.plans):
        values, more, measure = _values(row), _differences(row), _MEASURE[row.unit]
        cells: list[object] = [row.label.removeprefix("Goal ")]
        for at in range(len(names)):
            cells += [values[at], *([more[at]] if at else []), row.notes[at] or None]
        body.append(tuple(cells))
        each = [one for at in range(len(names)) for one in (measure, *([measure.signed] if at else []), Measure.TEXT)]
        measures.append((Measure.TEXT, *each))
    columns = [
        f"{head}{name}" for at, name in enumerate(names) for head in ("", *(["± "] if at else []), f"{heads.PROVEN}: ")
    ]
    return ComparisonTable("Goals", (*GOALS, *columns), tuple(body), tuple(measures))


def _inputs(comparison: Comparison, words: Words) -> ComparisonTable:
    body = tuple(
        (
            row.fact.about,
            row.fact.production_id,
            row.fact.crew_id,
            words.subject(row.fact),
            *input_cells(comparison, row),
        )
        for row in comparison.inputs
    )
    labels = INPUTS
    measures = tuple((*(Measure.TEXT for _ in labels), *(Measure.MIXED for _ in comparison.names)) for _ in body)
    return ComparisonTable("Inputs", (*labels, *comparison.names), body, measures, len(labels))


def input_cells(comparison: Comparison, row: InputRow) -> Iterator[object]:
    """Yield a fact's value of each plan: numbers stay numbers, days are in ISO form beside texts of other facts."""
    for one, value in zip(comparison.plans, row.values, strict=True):
        if not one.knows_input:
            yield "unknown"
        elif isinstance(value, DateSpan | date):
            yield str(value)
        else:
            yield "–" if value is None else value


def _moves(comparison: Comparison, words: Words) -> ComparisonTable:
    body = tuple(tuple(_move(comparison, words, move)) for move in comparison.moves)
    text = Measure.TEXT
    measures = (text, text, text, text, text, Measure.COUNT, *([Measure.DAY] * 4), text, text, text)
    return ComparisonTable("Who moved", MOVES, body, tuple(measures for _ in body), 3)


def _move(comparison: Comparison, words: Words, move: Move) -> Iterator[object]:
    pair = move.pair
    slot, before = pair.slot, pair.before.slot.span if pair.before and pair.moved else None
    yield from (comparison.names[move.plan], move.kind, slot.production_id, words.title(slot.production_id))
    yield from (slot.role, slot.number, slot.span.first_day, slot.span.last_day)
    yield from (before.first_day, before.last_day) if before else (None, None)
    yield words.person(pair.was) if pair.was else "vacant" if pair.before else "–"
    yield words.person(pair.now) if pair.now else "vacant" if pair.after else "–"
    yield words.why(move)
