"""The whole way from two workbooks to the plan, on one screen.

Changes when a planning run gains a station.
"""

import platform
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from planner import __version__
from planner.audit import Board, audit, audit_board
from planner.domain.finding import Finding
from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.domain.progress import REMEDIES, Progress
from planner.domain.report import Report
from planner.domain.run import RunRecord, Seconds
from planner.folder import WAIT_S, Entry, Recovery, Replacement, read_settled, sha256_of
from planner.publishing import publish
from planner.workbook.plan_reading import plan_of
from planner.workbook.reading import FolderPaths, Reading, read_folder


@dataclass(frozen=True, slots=True)
class SolveOptions:
    """How to run: ``threads`` 0 is one per core, ``time_limit_s`` None the folder's own limit and 0 none.

    ``remedies`` is how many times the usual work may be done for them, 0 looks for none.
    ``wait_s`` is how long a busy folder is waited for; ``on_recovery`` hears of commits that were cut off before.
    """

    threads: int = 0
    time_limit_s: float | None = None
    fresh: bool = False
    wait_s: float = WAIT_S
    on_recovery: Callable[[Recovery], None] = lambda recovery: None
    on_progress: Callable[[Progress], None] = lambda progress: None
    stop: threading.Event | None = None
    remedies: float = 1


@dataclass(frozen=True, slots=True)
class SolveOutcome:
    """What a run came to: refused (``plan`` is None), failed (``failure`` says why), or ``written``."""

    findings: tuple[Finding, ...]
    instance: Instance | None = None
    plan: Plan | None = None
    report: Report | None = None
    run: RunRecord | None = None
    written: Path | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class VerifyOutcome:
    """The input's findings, the plan as it was read (None when it was not), and every rule that it breaks."""

    findings_input: tuple[Finding, ...]
    plan: Plan | None = None
    broken: tuple[Finding, ...] = ()


def solve_folder(paths: FolderPaths, options: SolveOptions) -> SolveOutcome:
    """Read a folder, plan it, audit the plan, and write it; nothing is written unless all of that went well.

    Raises FolderBusy when others have the folder for too long; a finished plan is then kept beside the old one.
    """
    # heavy, and a plan is verified without them
    from planner.explaining import explained
    from planner.solver import solve
    from planner.workbook.plan_writing import plan_workbook

    clock = [time.monotonic()]
    started = datetime.now().astimezone()
    reading, plan_before = _read(paths, options)
    instance = reading.instance
    if instance is None:
        return SolveOutcome(reading.findings)
    clock.append(time.monotonic())
    plan = solve(
        instance,
        threads=options.threads,
        time_limit_s=options.time_limit_s,
        stop=options.stop,
        on_progress=options.on_progress,
    )
    outcome = SolveOutcome(reading.findings, instance, plan)
    board = Board(instance, plan)
    broken = audit_board(board)
    if broken:
        return replace(outcome, failure=f"the plan failed its own audit, which is a bug: {broken[0].message}")
    tell = _teller(options, clock[0])
    goes_on = _goes_on(options, instance, clock[0])
    report = explained(board, options.remedies, goes_on, on_examined=tell, findings=reading.findings)
    clock.append(time.monotonic())
    run = _record(paths, started, reading, instance, options, clock)
    new = Replacement(paths.plan, plan_before, plan_workbook(instance, plan, report, run))
    entry = _entry(paths, plan, options)
    published = publish(paths, new, reading.inputs, entry, started, options.wait_s, options.on_recovery)
    if published.path is None:
        return replace(outcome, failure=published.failure)
    clock.append(time.monotonic())
    run = _record(paths, started, reading, instance, options, clock)
    return replace(outcome, report=report, run=run, written=published.path, failure=published.failure)


def verify_folder(paths: FolderPaths) -> VerifyOutcome:
    """Check a folder's plan against its input by every rule, without the solver."""
    reading = read_folder(replace(paths, previous=paths.plan))
    if reading.instance is None:
        return VerifyOutcome(reading.findings)
    plan = plan_of(reading.previous, reading.instance)
    return VerifyOutcome(reading.findings, plan, audit(reading.instance, plan))


def _record(
    paths: FolderPaths,
    started: datetime,
    reading: Reading,
    instance: Instance,
    options: SolveOptions,
    clock: list[float],
) -> RunRecord:
    """Write down a run; ``clock`` holds when it began and when each of its stages ended."""
    from planner.solver import cores

    limit_s = instance.settings.time_limit_s if options.time_limit_s is None else options.time_limit_s
    packages = ("ortools", "highspy", "pandas", "xlsxwriter")
    versions = [("crew-planner", __version__), ("python", platform.python_version())]
    versions += [(name, version(name)) for name in packages]
    stages = [after - before for before, after in pairwise(clock)]
    threads, seconds, folder = options.threads or cores(), Seconds(*stages), paths.folder.resolve().name
    return RunRecord(started, tuple(versions), threads, limit_s, reading.inputs, seconds, folder=folder)


def _read(paths: FolderPaths, options: SolveOptions) -> tuple[Reading, str | None]:
    """Read the folder at rest: its input, and the hash of the plan that is to be replaced."""

    def read() -> tuple[Reading, str | None]:
        return read_folder(paths, fresh=options.fresh), sha256_of(paths.plan)

    found, recovery = read_settled(paths.folder, read, options.wait_s, paths.workbooks)
    if recovery is not None:
        options.on_recovery(recovery)
    return found


def _goes_on(options: SolveOptions, instance: Instance, started_s: float) -> Callable[[], bool]:
    """Return whether time is left for remedies: they end with the time limit of the run."""
    limit_s = instance.settings.time_limit_s if options.time_limit_s is None else options.time_limit_s

    def goes_on() -> bool:
        stopped = options.stop is not None and options.stop.is_set()
        return not stopped and (not limit_s or time.monotonic() - started_s < limit_s)

    return goes_on


def _teller(options: SolveOptions, started_s: float) -> Callable[[int, int], None]:
    """Return what tells how many vacancies have been looked at in search of remedies."""
    return lambda done, total: options.on_progress(Progress(REMEDIES, done, total, 0, 1, time.monotonic() - started_s))


def _entry(paths: FolderPaths, plan: Plan, options: SolveOptions) -> Entry:
    """Return what the history says of a run."""
    filled, slots = len(plan.assignments), len(plan.assignments) + len(plan.vacancies)
    arguments = {"plan": paths.plan.name, "fresh": options.fresh, "time_limit": options.time_limit_s}
    return Entry("solve", arguments, changed=(f"{paths.plan.name}: {filled} of {slots} slots filled",))
