"""A comparison as plain lists and dictionaries.

Changes when a comparison tells programs something else.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from planner.alternatives.comparison.causes import Cause
from planner.alternatives.comparison.comparing import Comparison, Move
from planner.alternatives.comparison.facts import Fact, Value
from planner.alternatives.comparison.figures import Figure, FigureRow, Reckoning, production_rows, role_rows, rows_of
from planner.alternatives.comparison.pairing import Place
from planner.alternatives.comparison.wording import Words
from planner.domain.grouping import grouped
from planner.domain.production import Slot, Window
from planner.domain.span import DateSpan

Json = dict[str, object]


def to_json(comparison: Comparison) -> Json:
    """Return all that a comparison tells; amounts of money are in cents where a key or unit says so."""
    words, names = Words(comparison), comparison.names
    return {
        "plans": [_plan(one) for one in comparison.figures],
        "figures": [_figure(names, row) for row in rows_of(comparison.figures)],
        "roles": [{"role": role, **_figure(names, row)} for role, row in role_rows(comparison.figures)],
        "vacancies": [
            {"production_id": one, "title": words.title(one), **_figure(names, row)}
            for one, row in production_rows(comparison.figures)
        ],
        "inputs": [
            {
                **_fact(row.fact),
                "input": words.subject(row.fact),
                "values": dict(zip(names, map(_value, row.values), strict=True)),
            }
            for row in comparison.inputs
        ],
        "moves": [_move(comparison, words, move) for move in comparison.moves],
        "differences": list(_differences(comparison, words)),
        "notes": list(comparison.notes),
    }


def _plan(one: Reckoning) -> Json:
    return {
        "plan": one.of.name,
        "status": one.of.plan.status if one.of.plan.goals else "unknown",
        "filled": sum(one.filled.values()),
        "vacant": sum(one.vacant.values()),
        "filled_by_priority": {str(priority): number for priority, number in one.filled.items()},
        "vacant_by_priority": {str(priority): number for priority, number in one.vacant.items()},
        "productions": {"total": len(one.vacant_on), "whole": one.whole},
        "people": len(one.worked_by),
        "days": sum(row.slot.span.days for row in one.of.plan.assignments),
        "cost_cents": one.cost_cents,
        "goals": [
            {"goal": goal.label, "value": goal.value, "bound": goal.bound, "proven": goal.proven}
            for goal in one.of.plan.goals
        ],
    }


def _figure(names: Sequence[str], row: FigureRow) -> Json:
    differences: dict[str, Figure] = dict(zip(names[1:], row.differences[1:], strict=True))
    values = dict(zip(names, row.values, strict=True))
    return {"figure": row.label, "unit": row.unit.value, "values": values, "differences": differences}


def _fact(fact: Fact) -> Json:
    first, last = fact.days
    told = {
        "about": fact.about,
        "what": fact.what,
        "production_id": fact.production_id,
        "crew_id": fact.crew_id,
        "role": fact.role,
        "from": first and first.isoformat(),
        "to": last and last.isoformat(),
        "employment": fact.number,
    }
    return {key: value for key, value in told.items() if value}


def _value(value: Value) -> object:
    return str(value) if isinstance(value, DateSpan | date) else value


def _move(comparison: Comparison, words: Words, move: Move) -> Json:
    pair = move.pair
    return {
        "plan": comparison.names[move.plan],
        "change": move.kind,
        **_slot(pair.slot),
        "title": words.title(pair.slot.production_id),
        "before": _place(pair.before, words),
        "after": _place(pair.after, words),
        "lost": _cause(comparison, words, move.plan, move.lost),
        "gained": _cause(comparison, words, move.plan, move.gained),
        "why": words.why(move),
    }


def _slot(slot: Slot) -> Json:
    days = {"from": slot.span.first_day.isoformat(), "to": slot.span.last_day.isoformat()}
    return {"production_id": slot.production_id, "role": slot.role, "slot": slot.number, **days}


def _place(place: Place | None, words: Words) -> Json | None:
    if place is None:
        return None
    return {**_slot(place.slot), "crew_id": place.crew_id, "full_name": words.full_name(place.crew_id)}


def _cause(comparison: Comparison, words: Words, plan: int, cause: Cause | None) -> Json | None:
    if cause is None:
        return None
    both = comparison.differing[plan]
    facts = [{**_fact(fact), "before": _value(both[fact][0]), "after": _value(both[fact][1])} for fact in cause.facts]
    return {"facts": facts, "exchanged_for": [_slot(slot) for slot in cause.via]}


def _differences(comparison: Comparison, words: Words) -> Iterator[Json]:
    """Yield the windows that plans staff with different people, or that not all ask for, as version 1 told them."""
    staffed = []
    for one in comparison.plans:
        rows = [(row.slot.window, row.crew_id) for row in one.plan.assignments]
        staffed.append(grouped([*rows, *((slot.window, "") for slot in one.plan.vacancies)], lambda row: row[0]))
    for window in sorted({window for of_plan in staffed for window in of_plan}):
        cells = [sorted(who for _, who in of_plan[window]) if window in of_plan else None for of_plan in staffed]
        if any(cell != cells[0] for cell in cells):
            yield _difference(window, cells, comparison.names, words)


def _difference(window: Window, cells: Sequence[list[str] | None], names: Sequence[str], words: Words) -> Json:
    said = [None if cell is None else [_named(who, words) for who in cell if who] for cell in cells]
    return {
        "production_id": window.production_id,
        "title": words.title(window.production_id),
        "role": window.role,
        "from": window.span.first_day.isoformat(),
        "to": window.span.last_day.isoformat(),
        "people": dict(zip(names, said, strict=True)),
        "vacant": {name: cell.count("") if cell else 0 for name, cell in zip(names, cells, strict=True)},
    }


def _named(crew_id: str, words: Words) -> str:
    name = words.full_name(crew_id)
    return crew_id if name == crew_id else f"{crew_id} {name}"
