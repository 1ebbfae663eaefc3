"""A kept run done again: from the inputs as they were, on the day that it had.

Changes when a run should be judged in another way.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from planner.batch.drafting import Drafted, Order, draft_carried, versions
from planner.batch.kept import Result, Runs
from planner.domain.wording import counted
from planner.workbook.planbook.plan_cells import differing_cells

MOST_CELLS_TOLD = 5


@dataclass(frozen=True, slots=True)
class Redone:
    """What became of a folder of a run that was done again: its plan is the ``same``, or ``differs``, or was not made.

    ``told`` says in which cells, or why there is nothing to compare; ``versions`` what is another version now.
    """

    folder: str
    ending: Literal["same", "differs", "not done"]
    told: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()


def redo(runs: Runs, results: Sequence[Result], executor: Executor) -> Iterator[Redone]:
    """Yield what becomes of the folders of a run when it is done again, in their order; nothing is written."""
    begun = [_begin(runs, result, executor) for result in results]
    now = versions()
    for result, (planned, work) in zip(results, begun, strict=True):
        yield _judge(runs, result, planned, work, now)


def _begin(runs: Runs, result: Result, executor: Executor) -> tuple[Result | None, Future[bytes] | str]:
    """Return the result by which the plan was made, and the work of making it again, or why there is none."""
    if not result.planned_in:
        return None, f"There was no plan: {(*result.told, result.ending)[0]}"
    planned = result if result.planned_in == result.run else runs.result(result.planned_in, result.place)
    if planned is None or planned.input is None:
        return None, f"What was known of run {result.planned_in} is gone or damaged."
    carried = runs.carried(planned.input)
    if carried is None:
        return None, "What it was planned from is gone or damaged."
    kept = planned.order
    limits = kept.time_limit_s, kept.default_limit_s
    order = Order(planned.started, planned.date, 0, 1, *limits, kept.remedies, kept.freeze_days)
    return planned, executor.submit(draft_carried, pickle.dumps((carried, order)))


def _judge(
    runs: Runs, result: Result, planned: Result | None, work: Future[bytes] | str, now: Mapping[str, str]
) -> Redone:
    if planned is None or isinstance(work, str):
        return Redone(result.folder, "not done", (str(work),))
    others = tuple(_other_versions(planned.versions, now))
    before = runs.plan(planned)
    if before is None:
        return Redone(result.folder, "not done", ("The plan that it made is gone or damaged.",), others)
    try:
        drafted: Drafted = pickle.loads(work.result())
    except Exception as reason:  # whatever happens to one folder, the others are told
        return Redone(result.folder, "not done", (str(reason) or type(reason).__name__,), others)
    if drafted.made is None:
        why = drafted.failure or "its input is refused now"
        return Redone(result.folder, "differs", (f"There is no plan: {why}",), others)
    cells = _differing(before, drafted.made.new.data or b"")
    if not cells:
        return Redone(result.folder, "same", (), others)
    more = (f"and {counted(len(cells) - MOST_CELLS_TOLD, 'other cell')}",) if len(cells) > MOST_CELLS_TOLD else ()
    return Redone(result.folder, "differs", (*_why(planned), *cells[:MOST_CELLS_TOLD], *more), others)


def _why(planned: Result) -> Iterator[str]:
    if planned.cut_short:
        yield "It was stopped early then, which no other run is at the same moment."
    elif planned.figures and any(goal.cut == "clock" for goal in planned.figures.goals):
        yield "Its time limit cut it then, which no other run is at the same moment."


def _other_versions(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys((*then, *now)):
        if then.get(name) != now.get(name):
            yield f"{name} {then.get(name, 'unknown')} then, {now.get(name, 'none')} now"


def _differing(before: bytes, after: bytes) -> list[str]:
    with TemporaryDirectory() as home:
        files = Path(home) / "then.xlsx", Path(home) / "now.xlsx"
        for file, data in zip(files, (before, after), strict=True):
            file.write_bytes(data)
        return list(differing_cells(*files))
