"""From a folder that was read to its plan workbook: planned, audited, explained and written down as bytes.

Changes when a plan is made in another way.
"""

import platform
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from planner import __version__
from planner.audit import Board, audit_board
from planner.domain.errors import PlannerError
from planner.domain.instance import Instance
from planner.domain.ledger import Ledger
from planner.domain.plan import Assignment, Plan
from planner.domain.progress import REMEDIES, Progress
from planner.domain.remedy import Remedy
from planner.domain.report import Report
from planner.domain.run import RunRecord, Seconds
from planner.workbook.reading import Reading


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: ``threads`` 0 is one per core, ``limit_s`` None the folder's own limit and 0 none.

    ``remedies`` is how many times the usual work may be done for them, 0 looks for none. What the ``ledger`` knows is
    not found out again, and what is found out is added to it.
    """

    threads: int = 0
    limit_s: float | None = None
    remedies: float = 1
    stop: threading.Event | None = None
    on_progress: Callable[[Progress], None] = lambda progress: None
    ledger: Ledger = field(default_factory=Ledger)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan of a folder that was read, the report on it, the record of its run, and the workbook of all three."""

    instance: Instance
    plan: Plan
    report: Report
    run: RunRecord
    workbook: bytes


class BrokenPlan(PlannerError):
    """A plan that fails its own audit, which is a bug."""


def plan_reading(
    reading: Reading,
    folder: Path,
    effort: Effort,
    started: datetime,
    read_s: float = 0,
    start: tuple[Assignment, ...] = (),
    *,
    stays: bool = False,
    number: Callable[[Iterable[Remedy]], Mapping[Remedy, str]] = lambda remedies: {},
) -> Planned:
    """Plan what was read of a ``folder`` without an error, audit and explain it.

    ``start`` is where the search begins, ``read_s`` what reading took; with ``stays`` the previous plan is kept row by
    row. ``number`` gives remedies the numbers by which they can be applied. Raises BrokenPlan.
    """
    # heavy, and a plan is verified without them
    from planner.explaining import explained
    from planner.solver import solve
    from planner.workbook.planbook.plan_writing import plan_workbook

    instance, begun = reading.instance, time.monotonic()
    assert instance is not None, "what has an error is not planned"
    limit_s = instance.settings.time_limit_s if effort.limit_s is None else effort.limit_s
    plan = solve(
        instance,
        threads=effort.threads,
        time_limit_s=limit_s,
        stop=effort.stop,
        on_progress=effort.on_progress,
        start=start,
        stays=stays,
        ledger=effort.ledger,
    )
    board = Board(instance, plan)
    broken = audit_board(board)
    if broken:
        raise BrokenPlan(f"the plan failed its own audit, which is a bug: {broken[0].message}")
    report = explained(
        board,
        effort.remedies,
        _goes_on(effort.stop, limit_s, begun),
        on_examined=_teller(effort, begun),
        findings=reading.findings,
        number=number,
        ledger=effort.ledger,
    )
    took = Seconds(read_s, time.monotonic() - begun)
    run = _record(reading, folder, effort.threads, limit_s, started, took)
    return Planned(instance, plan, report, run, plan_workbook(instance, plan, report, run))


def _record(
    reading: Reading, folder: Path, threads: int, limit_s: float, started: datetime, seconds: Seconds
) -> RunRecord:
    """Write down a run."""
    from planner.solver import cores

    calendar = ("holidays",) if reading.instance and reading.instance.settings.holidays else ()
    packages = ("ortools", "highspy", "pandas", "xlsxwriter", *calendar)
    versions = [("crew-planner", __version__), ("python", platform.python_version())]
    versions += [(name, version(name)) for name in packages]
    name = folder.resolve().name
    return RunRecord(started, tuple(versions), threads or cores(), limit_s, reading.inputs, seconds, folder=name)


def _goes_on(stop: threading.Event | None, limit_s: float, started_s: float) -> Callable[[], bool]:
    """Return whether time is left for remedies: they end with the time limit of the run."""

    def goes_on() -> bool:
        stopped = stop is not None and stop.is_set()
        return not stopped and (not limit_s or time.monotonic() - started_s < limit_s)

    return goes_on


def _teller(effort: Effort, started_s: float) -> Callable[[int, int], None]:
    """Return what tells how many vacancies have been looked at in search of remedies."""
    return lambda done, total: effort.on_progress(Progress(REMEDIES, done, total, 0, 1, time.monotonic() - started_s))
