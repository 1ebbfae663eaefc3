"""A comparison as lines for a terminal.

Changes when a terminal should show something else of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.cli.tables import table_lines, width_of
from planner.domain.wording import counted

if TYPE_CHECKING:
    from planner.alternatives.comparison.comparing import Comparison, Move
    from planner.alternatives.comparison.figures import FigureRow
    from planner.alternatives.comparison.wording import Words

MOST_MOVES = 30


def comparison_lines(comparison: "Comparison") -> Iterator[str]:
    """Yield figures, goals, inputs that differ, and who moved and why, of each plan against the first."""
    from planner.alternatives.comparison.figures import goal_rows, production_rows, role_rows, rows_of
    from planner.alternatives.comparison.tables import input_cells
    from planner.alternatives.comparison.wording import Words

    words, names = Words(comparison), comparison.names
    yield "Figures:"
    yield from _figures("Figure", rows_of(comparison.figures), names)
    whole = [replace(row, label=words.production(one)) for one, row in production_rows(comparison.figures)]
    yield from _differing("Vacant slots by production, where they differ:", "Production", whole, names)
    roles = [replace(row, label=f"{role}: {row.label.lower()}") for role, row in role_rows(comparison.figures)]
    yield from _differing("Roles, where they differ:", "Role", roles, names)
    goals = list(goal_rows(comparison.plans))
    if goals:
        yield "Goals:"
        yield from _figures("Goal", goals, names)
    first, *others = comparison.plans
    if first.knows_input and any(one.knows_input for one in others):
        yield "Inputs that differ:"
        rows = [(words.subject(row.fact), *map(str, input_cells(comparison, row))) for row in comparison.inputs]
        yield from table_lines(("Input", *names), rows) if rows else ("None.",)
        yield ""
    for at, name in enumerate(names[1:], 1):
        if at > 1:
            yield ""
        moves = [move for move in comparison.moves if move.plan == at]
        yield f"Who moved in {name}, against {names[0]}: {counted(len(moves), 'slot')}."
        yield from (line for move in moves[:MOST_MOVES] for line in _move(words, move))
        if len(moves) > MOST_MOVES:
            yield f"And {len(moves) - MOST_MOVES:,} more: --output FILE.xlsx or --json shows all."


def _differing(title: str, head: str, rows: "Sequence[FigureRow]", names: Sequence[str]) -> Iterator[str]:
    other = [row for row in rows if len(set(row.values)) > 1]
    if other:
        yield title
        yield from _figures(head, other, names)


def _figures(head: str, rows: "Sequence[FigureRow]", names: Sequence[str]) -> Iterator[str]:
    """Yield a table of figures, each with its difference to the first plan's beside it."""
    columns = [[text for text, _ in cells] for cells in zip(*(row.cells for row in rows), strict=True)]
    more = [[more for _, more in cells] for cells in zip(*(row.cells for row in rows), strict=True)]
    beside = [column for at in range(1, len(names)) for column in (columns[at], more[at])]
    heads = (names[0], *(head for name in names[1:] for head in (name, "±")))
    set_right = [_set_right(*column) for column in zip(heads, (columns[0], *beside), strict=True)]
    labels = (head, *(row.label.removeprefix("Goal ") for row in rows))
    (first, *lines) = zip(labels, *set_right, strict=True)
    yield from table_lines(first, lines)
    yield ""


def _set_right(head: str, texts: Sequence[str]) -> list[str]:
    width = max(map(width_of, (head, *texts)))
    return [" " * (width - width_of(text)) + text for text in (head, *texts)]


def _move(words: "Words", move: "Move") -> Iterator[str]:
    yield f"  {words.slot(move.pair.slot)} ({move.pair.slot.number}): {words.what(move)}"
    why = words.why(move)
    if why:
        yield f"    {why}"
