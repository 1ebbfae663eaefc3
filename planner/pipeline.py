"""The whole way from two workbooks to the plan, on one screen.

Changes when a planning run gains a station.
"""

import platform
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from planner import __version__
from planner.audit import Board, audit, audit_board, report_on
from planner.domain.finding import Finding
from planner.domain.instance import Instance
from planner.domain.plan import Plan, Report
from planner.domain.progress import Progress
from planner.domain.run import RunRecord, Seconds
from planner.workbook.plan_reading import plan_of
from planner.workbook.reading import FolderPaths, Reading, read_folder
from planner.workbook.replacing import KeptAside


@dataclass(frozen=True, slots=True)
class SolveOptions:
    """How to run: ``threads`` 0 is one per core, ``time_limit_s`` None the folder's own limit and 0 none."""

    threads: int = 0
    time_limit_s: float | None = None
    fresh: bool = False
    on_progress: Callable[[Progress], None] | None = None
    stop: threading.Event | None = None


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
    """Read a folder, plan it, audit the plan, and write it; nothing is written unless all of that went well."""
    # heavy, and a plan is verified without them
    from planner.remedies import explain
    from planner.solver import solve
    from planner.workbook.plan_writing import write_plan

    clock = [time.monotonic()]
    started = datetime.now().astimezone()
    reading = read_folder(paths, fresh=options.fresh)
    instance = reading.instance
    if instance is None:
        return SolveOutcome(reading.findings)
    clock.append(time.monotonic())
    plan = solve(
        instance,
        threads=options.threads,
        time_limit_s=options.time_limit_s,
        stop=options.stop,
        on_progress=options.on_progress or _say_nothing,
    )
    outcome = SolveOutcome(reading.findings, instance, plan)
    board = Board(instance, plan)
    broken = audit_board(board)
    if broken:
        return replace(outcome, failure=f"the plan failed its own audit, which is a bug: {broken[0].message}")
    report = report_on(board, explain(board))
    clock.append(time.monotonic())
    run = _record(started, reading, instance, options, clock)
    if _changed(paths, reading):
        return replace(outcome, failure="the input was changed while it was being planned; plan it again")
    try:
        write_plan(paths.plan, instance, plan, report, run)
    except KeptAside as kept:
        return replace(outcome, failure=str(kept), report=report, run=run, written=kept.kept)
    except OSError as reason:
        return replace(outcome, failure=f"{paths.plan.name} cannot be written: {reason.strerror or reason}")
    clock.append(time.monotonic())
    run = _record(started, reading, instance, options, clock)
    return replace(outcome, report=report, run=run, written=paths.plan)


def verify_folder(paths: FolderPaths) -> VerifyOutcome:
    """Check a folder's plan against its input by every rule, without the solver."""
    reading = read_folder(replace(paths, previous=paths.plan))
    if reading.instance is None:
        return VerifyOutcome(reading.findings)
    plan = plan_of(reading.previous, reading.instance)
    return VerifyOutcome(reading.findings, plan, audit(reading.instance, plan))


def _record(
    started: datetime, reading: Reading, instance: Instance, options: SolveOptions, clock: list[float]
) -> RunRecord:
    """Write down a run; ``clock`` holds when it began and when each of its stages ended."""
    from planner.solver import cores

    limit_s = instance.settings.time_limit_s if options.time_limit_s is None else options.time_limit_s
    packages = ("ortools", "highspy", "pandas", "xlsxwriter")
    versions = [("crew-planner", __version__), ("python", platform.python_version())]
    versions += [(name, version(name)) for name in packages]
    stages = [after - before for before, after in pairwise(clock)]
    return RunRecord(started, tuple(versions), options.threads or cores(), limit_s, reading.inputs, Seconds(*stages))


def _changed(paths: FolderPaths, reading: Reading) -> bool:
    """Whether an input's bytes are no longer those that were read."""
    files = (paths.crew, paths.productions, paths.previous)
    now = {sha256(path.read_bytes()).hexdigest() for path in files if path is not None and path.exists()}
    return not {file.sha256 for file in reading.inputs} <= now


def _say_nothing(progress: Progress) -> None:
    """Listen to progress when nobody else does."""
