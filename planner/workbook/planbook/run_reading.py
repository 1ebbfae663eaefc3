"""The Run sheet read back: its keys and values, and the goals with what was proven about them.

Changes when the Run sheet does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

from planner.domain.plan import GoalResult
from planner.domain.run import ONLY_COMPARED, Edited, Origin
from planner.domain.settings import GoalName
from planner.workbook.columns.plan import RUN, RUN_GOALS
from planner.workbook.planbook.carried_input import HEADERS
from planner.workbook.planbook.run_edits import EDIT, FROZEN_TO, HASH_OF, OWN_VERSION, SOLVED, STARTED, TIME_LIMIT
from planner.workbook.xlsx.cells import clean
from planner.workbook.xlsx.workbook_file import RawSheet


@dataclass(frozen=True, slots=True)
class RunSheet:
    """What the Run sheet says: keys and values, the rows of the goals table, and those of the carried input."""

    pairs: Mapping[str, object]
    goals: Sequence[Sequence[object]]
    carried: Sequence[Sequence[object]]


NO_RUN = RunSheet({}, (), ())


def split_run(raw: RawSheet | None) -> RunSheet:
    """Return the parts of the Run sheet, all empty where there is none."""
    pairs: dict[str, object] = {}
    goals: list[Sequence[object]] = []
    carried: list[Sequence[object]] = []
    tables, rows = {RUN_GOALS[0]: (RUN_GOALS, goals), HEADERS[0]: (HEADERS, carried)}, None
    for row in sheet_values(raw) if raw else ():
        first = row[0] if row else None
        if first in tables:
            heads, rows = tables[str(first)]
        elif rows is not None and first:
            rows.append([cell_of(row, column) for column in range(len(heads))])
        elif first and first != RUN[0]:
            pairs.setdefault(str(first), cell_of(row, 1))
    return RunSheet(pairs, goals, carried)


def read_goals(run: RunSheet) -> tuple[GoalResult, ...]:
    """Return the goals as the run reported them; none when the sheet is not as it was written."""
    try:
        return tuple(map(_goal, run.goals))
    except (TypeError, ValueError):
        return ()


def read_edited(run: RunSheet) -> Edited:
    """Return what operations did since the plan was solved."""
    said = {clean(key): clean(str(value)) for key, value in run.pairs.items() if value is not None}
    last = next(number for number in count() if f"{EDIT}{number + 1}" not in said)
    operations = tuple(said[f"{EDIT}{number}"] for number in range(1, last + 1))
    return Edited(said.get(SOLVED) or said.get(STARTED, ""), operations)


def read_written(run: RunSheet) -> datetime | None:
    """Return when a plan was written, None when the sheet does not say; a time without a zone is one of UTC."""
    try:
        written = datetime.fromisoformat(clean(str(run.pairs.get(STARTED))))
        return written.astimezone(UTC) if written.tzinfo else written.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def read_origin(run: RunSheet) -> Origin | None:
    """Return what a plan was made from, None when the sheet does not say."""
    pairs = run.pairs
    limit_s = pairs.get(TIME_LIMIT)
    if isinstance(limit_s, bool) or not isinstance(limit_s, int | float):
        return None
    hashes = ((key.removeprefix(HASH_OF), str(value)) for key, value in pairs.items() if key.startswith(HASH_OF))
    inputs = frozenset(one for one in hashes if one[0] not in ONLY_COMPARED)
    return Origin(str(pairs.get(OWN_VERSION)), limit_s, inputs, read_frozen_to(run))


def read_frozen_to(run: RunSheet) -> date | None:
    """Return the last day by which work begins that a plan kept frozen, None when the sheet does not say."""
    try:
        return date.fromisoformat(clean(str(run.pairs.get(FROZEN_TO))))
    except ValueError:
        return None


def _goal(row: Sequence[object]) -> GoalResult:
    name, priority, rank, value, bound, proven, cut = row
    return GoalResult(
        GoalName(str(name)),
        _whole(value),
        _whole(bound),
        proven == "yes",
        str(cut) if cut else None,
        _whole(priority) if priority is not None else None,
        _whole(rank) if rank is not None else None,
    )


def _whole(value: object) -> int:
    """Return a whole number. Raises ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise ValueError(f"{value!r} is not a whole number")
    return int(value)


def sheet_values(raw: RawSheet) -> list[list[object]]:
    """Return a sheet's values, row by row; times of day are left off."""
    return [list(_plain_values(cell.value for cell in cells)) for _, cells in raw.rows]


def _plain_values(values: Iterator[object]) -> Iterator[object]:
    for value in values:
        yield value.date() if isinstance(value, datetime) else value


def cell_of(row: Sequence[object], column: int) -> object:
    """Return a row's value in a column, None beyond its end."""
    return row[column] if column < len(row) else None
