"""The whole way from two workbooks to the plan, on one screen.

Changes when a planning run gains a station.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from planner import __version__
from planner.audit import audit
from planner.domain.finding import Finding
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.progress import Progress
from planner.domain.report import Report
from planner.domain.run import NO_SECONDS, RunRecord, Seconds, origin_of
from planner.folder import (
    IN_TURN_S,
    WAIT_S,
    Entry,
    Patience,
    Recovery,
    Replacement,
    number_remedies,
    read_ledger,
    read_settled,
    sha256_of,
    write_ledger,
)
from planner.planning import BrokenPlan, Effort, plan_reading
from planner.publishing import Made, find_dropped, find_hindrance, is_untouched, publish
from planner.workbook.planbook.name_findings import find_names_outdated
from planner.workbook.planbook.plan_reading import plan_of
from planner.workbook.reading import FolderPaths, Reading, read_folder


@dataclass(frozen=True, slots=True)
class SolveOptions:
    """How to run: ``threads`` 0 is one per core, ``time_limit_s`` None the folder's own limit and 0 none.

    ``default_limit_s`` takes the place of the usual limit where the folder's settings name none, None does not.

    ``remedies`` is how many times the usual work may be done for them, 0 looks for none. ``force`` replaces a plan that
    seems to be open elsewhere; ``wait_s`` is how long a busy folder is waited for, and ``on_recovery`` hears of commits
    that were cut off before. ``on_changed`` hears which files changed while they were planned.

    Who has work in the plan before that begins within ``freeze_days`` days of ``today`` stays, unless a rule or a
    booking ``released`` frees them; 0 freezes nothing. ``today`` None is the machine's own day when the run starts.
    """

    threads: int = 0
    time_limit_s: float | None = None
    fresh: bool = False
    wait_s: float = WAIT_S
    on_recovery: Callable[[Recovery], None] = lambda recovery: None
    on_progress: Callable[[Progress], None] = lambda progress: None
    on_changed: Callable[[str], None] = lambda names: None
    stop: threading.Event | None = None
    remedies: float = 1
    force: bool = False
    freeze_days: int = 0
    today: date | None = None
    default_limit_s: float | None = None

    @property
    def frozen_to(self) -> date | None:
        """The last day by which frozen work begins, inclusive; None where nothing is frozen."""
        if not self.freeze_days:
            return None
        ahead = timedelta(days=self.freeze_days)
        return min(self.today or date.today(), date.max - ahead) + ahead


@dataclass(frozen=True, slots=True)
class SolveOutcome:
    """What a run came to: refused (``plan`` is None), failed (``failure`` says why), or ``written``.

    ``aside`` says why it is written beside the plan that it should have replaced. ``dropped`` is what of somebody's own
    in the old plan is not in the new one, and ``backup`` where the old one is now. ``stays`` says that nothing had
    changed since the old plan was made, which is kept row by row.
    """

    findings: tuple[Finding, ...]
    instance: Instance | None = None
    plan: Plan | None = None
    report: Report | None = None
    run: RunRecord | None = None
    written: Path | None = None
    failure: str = ""
    aside: str = ""
    stays: bool = False
    dropped: tuple[str, ...] = ()
    backup: Path | None = None


@dataclass(frozen=True, slots=True)
class VerifyOutcome:
    """The input's findings, the plan as it was read (None when it was not), and every rule that it breaks."""

    findings_input: tuple[Finding, ...]
    plan: Plan | None = None
    broken: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan before it is in its folder.

    ``made`` is what is to be written, None when there is nothing, and ``took`` the seconds of its stages.
    """

    outcome: SolveOutcome
    made: Made | None = None
    took: Seconds = NO_SECONDS


def solve_folder(paths: FolderPaths, options: SolveOptions) -> SolveOutcome:
    """Read a folder, plan it, audit the plan, and write it; nothing is written unless all of that went well.

    Where others changed the folder meanwhile, it is planned again from there in seconds while they wait. Raises
    FolderBusy when others have the folder for too long; a finished plan is then kept beside the old one.
    """
    begun, started = time.monotonic(), datetime.now().astimezone()
    patience = Patience(options.wait_s)
    options = replace(options, today=options.today or started.date())  # also when it is planned again after midnight
    found = _read(paths, options, patience)
    hindrance = find_hindrance(paths)
    if found[0].instance is not None and hindrance:
        return SolveOutcome(found[0].findings, failure=hindrance)
    drafts = [_draft(paths, found, options, started)]
    if drafts[0].made is None:
        return drafts[0].outcome

    def make_again(names: str) -> Made | None:
        options.on_changed(names)
        drafts.append(_draft_in_turn(paths.as_now(), options, started, drafts[-1]))
        return drafts[-1].made

    published = publish(paths, drafts[0].made, make_again, started, patience, options.on_recovery, force=options.force)
    last = drafts[-1].outcome
    if published.path is None:
        return replace(last, failure=last.failure or published.failure, report=None, run=None)
    if last.run is None:
        raise AssertionError("a plan that was written has the record of its run")
    read, solved = (sum(getattr(draft.took, stage) for draft in drafts) for stage in ("read", "solve"))
    seconds = Seconds(read, solved, time.monotonic() - begun - read - solved)
    run = replace(last.run, seconds=seconds)
    dropped = () if published.aside else last.dropped
    return replace(
        last, run=run, written=published.path, aside=published.aside, dropped=dropped, backup=published.backup
    )


def draft_folder(paths: FolderPaths, options: SolveOptions, started: datetime) -> Draft:
    """Do what :func:`solve_folder` does up to the plan's own place, in a folder at rest that nobody else writes into.

    Of the folder only what is known about it changes: what was proven, and the numbers of remedies.
    """
    return _draft(paths, _read_now(paths, options), options, started)


def _draft_in_turn(paths: FolderPaths, options: SolveOptions, started: datetime, before: Draft) -> Draft:
    """Plan what is there now while all others wait: for few seconds, and from the plan at hand if that took longer."""
    plan = before.outcome.plan
    start = plan.assignments if plan is not None and before.took.solve > IN_TURN_S else ()
    return _draft(paths, _read_now(paths, options), options, started, IN_TURN_S, start)


def _draft(
    paths: FolderPaths,
    found: tuple[Reading, str | None, float],
    options: SolveOptions,
    started: datetime,
    most_s: float = 0,
    start: tuple[Assignment, ...] = (),
) -> Draft:
    """Plan what was read, audit and explain it; ``most_s`` bounds the time limit, and 0 does not."""
    reading, plan_before, read_s = found
    if reading.instance is None:
        return Draft(SolveOutcome(reading.findings))
    limit_s = reading.instance.settings.time_limit_s if options.time_limit_s is None else options.time_limit_s
    if options.time_limit_s is None and options.default_limit_s is not None and not reading.names_time_limit:
        limit_s = options.default_limit_s
    if most_s:
        limit_s = min(limit_s or most_s, most_s)
    stays = _stays(paths, options, reading, plan_before, limit_s)
    ledger = read_ledger(paths.home)
    effort = Effort(options.threads, limit_s, options.remedies, options.stop, options.on_progress, ledger)
    number = partial(number_remedies, paths.home)
    try:
        made = plan_reading(reading, paths.folder, effort, started, read_s, start, stays=stays, number=number)
    except BrokenPlan as broken:
        return Draft(SolveOutcome(reading.findings, reading.instance, stays=stays, failure=str(broken)))
    write_ledger(paths.home, ledger)
    outcome = SolveOutcome(reading.findings, made.instance, made.plan, made.report, made.run, stays=stays)
    new = Replacement(paths.plan, plan_before, made.workbook, anew=True)
    dropped = find_dropped(paths, plan_before)
    return Draft(
        replace(outcome, dropped=dropped),
        Made(new, reading.inputs, _entry(paths, made.plan, options)),
        made.run.seconds,
    )


def _stays(
    paths: FolderPaths, options: SolveOptions, reading: Reading, plan_before: str | None, limit_s: float
) -> bool:
    """Whether the plan at hand was made from what is here now in no less time, so that solving again keeps every row.

    A goal that was cut might be found better by searching on, yet nobody asked for another plan.
    """
    before, own = reading.previous, paths.previous == paths.plan and not options.fresh
    if not own or before.origin is None or before.edited.operations:
        return False
    same = before.origin.left_no_less_time_than(origin_of(reading.inputs, __version__, limit_s, options.frozen_to))
    return same and is_untouched(paths, plan_before)  # which reads the whole history


def verify_folder(paths: FolderPaths) -> VerifyOutcome:
    """Check a folder's plan against its input by every rule, without the solver."""
    reading = read_folder(paths.with_plan_at_hand(), verifying=True)
    if reading.instance is None:
        return VerifyOutcome(reading.findings)
    plan = plan_of(reading.previous, reading.instance)
    names = find_names_outdated(reading.previous, reading.known)
    return VerifyOutcome(reading.findings, plan, (*names, *audit(reading.instance, plan)))


def _read(paths: FolderPaths, options: SolveOptions, patience: Patience) -> tuple[Reading, str | None, float]:
    """Read the folder at rest."""
    found, recovery = read_settled(paths.folder, lambda: _read_now(paths, options), patience, paths.workbooks)
    if recovery is not None:
        options.on_recovery(recovery)
    return found


def _read_now(paths: FolderPaths, options: SolveOptions) -> tuple[Reading, str | None, float]:
    """Return a folder's input, the hash of the plan that is to be replaced, and the seconds that reading took."""
    begun = time.monotonic()
    before = sha256_of(paths.plan)
    reading = read_folder(paths, fresh=options.fresh).frozen(options.frozen_to)
    return reading, before, time.monotonic() - begun


def _entry(paths: FolderPaths, plan: Plan, options: SolveOptions) -> Entry:
    """Return what the history says of a run."""
    filled, slots = len(plan.assignments), len(plan.assignments) + len(plan.vacancies)
    arguments = {"plan": paths.plan.name, "fresh": options.fresh, "time_limit": options.time_limit_s}
    if options.frozen_to:
        arguments["frozen_to"] = options.frozen_to.isoformat()
    return Entry("solve", arguments, changed=(f"{paths.plan.name}: {filled} of {slots} slots filled",))
