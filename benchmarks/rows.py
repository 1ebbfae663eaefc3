"""A measured way to plan a folder, and how it compares with the planner on the same folder.

Changes when another figure is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """One way on one folder; ``seconds`` and ``peak_mib`` are the whole process's, figures are None without a plan.

    ``bound`` and ``proven`` are about the filled slots of all priorities; ``goals`` tells about the other goals.
    """

    folder: str
    way: str
    slots: int | None = None
    filled: int | None = None
    bound: int | None = None
    proven: bool = False
    seconds: float | None = None
    solve_seconds: float | None = None
    peak_mib: float | None = None
    note: str = ""
    is_planner: bool = False


HEADS = (
    "folder",
    "way",
    "filled",
    "missed",
    "bound",
    "proven",
    "seconds",
    "of it solving",
    "peak MiB",
    "× seconds",
    "× missed",
    "note",
)


def compared(rows: Iterable[Measured]) -> list[tuple[str, ...]]:
    """Return the table's cells, each row against the last planner row of its folder."""
    return [
        _cells(row, planners[-1] if planners else None)
        for _, folder in groupby(rows, key=lambda row: row.folder)
        for group in [list(folder)]
        for planners in [[row for row in group if row.is_planner]]
        for row in group
    ]


def ratio(value: float | None, base: float | None) -> str:
    """``12.3``: how many times ``base`` a value is; 0 of 0 is 1.0."""
    if value is None or base is None:
        return "–"
    if not base:
        return "∞" if value else "1.0"
    times = value / base
    return f"{times:,.1f}" if times >= 0.1 or not times else f"{times:.1g}"


def goals_in_words(goals: Sequence[dict[str, Any]]) -> str:
    """``proven: coverage 1–5, whole; not: cost (2.1% off its bound, work)``, from the goals of the planner's JSON."""
    if all(goal["proven"] for goal in goals):
        return "all goals proven"
    proven = []
    for name, group in groupby((goal for goal in goals if goal["proven"]), key=lambda goal: goal["name"]):
        steps = [goal.get("priority") or goal.get("rank") for goal in group]
        first, last = steps[0], steps[-1]
        proven.append(name if first is None else f"{name} {first}" if first == last else f"{name} {first}–{last}")
    return f"proven: {', '.join(proven) or 'none'}; not: {', '.join(_open(g) for g in goals if not g['proven'])}"


def _open(goal: dict[str, Any]) -> str:
    step = goal.get("priority") or goal.get("rank")
    value, bound, cut = goal["value"], goal["bound"], goal["cut"] or "behind another"
    gap = abs(bound - value)
    off = f"{gap / bound:.2%} off its bound" if gap <= bound else f"{value:,} against {bound:,}"
    return f"{goal['name']}{f' {step}' if step else ''} ({off}, {cut})"


def _cells(row: Measured, base: Measured | None) -> tuple[str, ...]:
    missed = _missed(row)
    return (
        row.folder,
        row.way,
        _number(row.filled),
        _number(missed),
        _number(row.bound),
        "–" if row.filled is None else "yes" if row.proven else "no",
        _seconds(row.seconds),
        _seconds(row.solve_seconds),
        _number(None if row.peak_mib is None else round(row.peak_mib)),
        ratio(row.seconds, base.seconds if base else None),
        ratio(missed, _missed(base) if base else None),
        row.note,
    )


def _missed(row: Measured) -> int | None:
    return None if row.slots is None or row.filled is None else row.slots - row.filled


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}"
