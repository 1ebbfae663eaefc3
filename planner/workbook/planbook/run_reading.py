"""The Run sheet read back: its keys and values, and the goals with what was proven about them.

Changes when the Run sheet does.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count

from planner.domain.plan import GoalResult
from planner.domain.run import ONLY_COMPARED, Edited, Origin
from planner.domain.settings import GoalName
from planner.workbook.columns.plan import RUN, RUN_GOALS
from planner.workbook.planbook.run_edits import EDIT, HASH_OF, OWN_VERSION, SOLVED, STARTED, TIME_LIMIT
from planner.workbook.xlsx.cells import clean
from planner.workbook.xlsx.workbook_file import RawSheet


def split_run(raw: RawSheet) -> tuple[dict[str, object], list[list[object]]]:
    """Return the keys and values above the goals table, and the rows of the goals table."""
    pairs: dict[str, object] = {}
    goals: list[list[object]] = []
    in_goals = False
    for row in sheet_values(raw):
        first = row[0] if row else None
        if first == RUN_GOALS[0]:
            in_goals = True
        elif in_goals and first:
            goals.append([cell_of(row, column) for column in range(len(RUN_GOALS))])
        elif first and first != RUN[0]:
            pairs.setdefault(str(first), cell_of(row, 1))
    return pairs, goals


def read_goals(raw: RawSheet | None) -> tuple[GoalResult, ...]:
    """Return the goals as the run reported them; none when the sheet is not as it was written."""
    rows = split_run(raw)[1] if raw else []
    try:
        return tuple(_goal(row) for row in rows)
    except (TypeError, ValueError):
        return ()


def read_edited(raw: RawSheet | None) -> Edited:
    """Return what operations did since the plan was solved."""
    pairs = split_run(raw)[0] if raw else {}
    said = {clean(key): clean(str(value)) for key, value in pairs.items() if value is not None}
    last = next(number for number in count() if f"{EDIT}{number + 1}" not in said)
    operations = tuple(said[f"{EDIT}{number}"] for number in range(1, last + 1))
    return Edited(said.get(SOLVED) or said.get(STARTED, ""), operations)


def read_written(raw: RawSheet | None) -> datetime | None:
    """Return when a plan was written, None when the sheet does not say; a time without a zone is one of UTC."""
    pairs = split_run(raw)[0] if raw else {}
    try:
        written = datetime.fromisoformat(clean(str(pairs.get(STARTED))))
        return written.astimezone(UTC) if written.tzinfo else written.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def read_origin(raw: RawSheet | None) -> Origin | None:
    """Return what a plan was made from, None when the sheet does not say."""
    pairs = split_run(raw)[0] if raw else {}
    limit_s = pairs.get(TIME_LIMIT)
    if isinstance(limit_s, bool) or not isinstance(limit_s, int | float):
        return None
    hashes = ((key.removeprefix(HASH_OF), str(value)) for key, value in pairs.items() if key.startswith(HASH_OF))
    return Origin(str(pairs.get(OWN_VERSION)), limit_s, frozenset(one for one in hashes if one[0] not in ONLY_COMPARED))


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
