"""A night: folders planned side by side, each by a process that loses only its own, put in place, and kept.

Changes when a night has another step.
"""

import json
import pickle
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from planner.answers import problems_json
from planner.batch.alerts import alerts_of
from planner.batch.config import Config, FolderJob
from planner.batch.drafting import Drafted, Extras, Order, draft_carried, make_extras, versions
from planner.batch.kept import (
    Ending,
    Figures,
    Head,
    KeptInput,
    KeptOrder,
    Result,
    Runs,
    kept_input,
    new_run_id,
    place_of,
)
from planner.batch.summary import summary_json
from planner.domain.errors import PlannerError
from planner.domain.finding import Severity
from planner.domain.wording import counted
from planner.executor import Children, LostWork
from planner.folder import (
    WAIT_S,
    CarriedFolder,
    ChangedMeanwhile,
    FolderBusy,
    Patience,
    add_numbers,
    put_proofs,
    read_settled,
    recover,
)
from planner.folder.places import remedies_file
from planner.publishing import Made, find_hindrance, publish
from planner.workbook.folder_paths import FolderPaths

CALENDARS = "calendars"
PAGE = "report.html"
WORST_FIRST = (3, 2, 4, 1, 0)
TRIES = 3
_POLL_S = 0.2
_COMMAND_S = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for besides the configuration: ``force`` plans also where nothing has changed.

    ``threads`` 0 shares the cores among the folders that are planned side by side.
    """

    today: date
    force: bool = False
    threads: int = 0
    wait_s: float = WAIT_S


@dataclass(frozen=True, slots=True)
class Night:
    """A night that is over: the results in the order of the configuration, and what else there is to tell."""

    head: Head
    results: tuple[Result, ...]
    kept: Path
    notes: tuple[str, ...]

    @property
    def code(self) -> int:
        """The exit code: the worst of the folders', and 1 also for alerts."""
        codes = {one.code for one in self.results} | ({1} if any(one.alerts for one in self.results) else set())
        return next((code for code in WORST_FIRST if code in codes), 0)


def run_night(
    config: Config,
    asked: Asked,
    runs: Runs,
    executor: Executor,
    stop: threading.Event,
    on_result: Callable[[Result], None] = lambda result: None,
) -> Night:
    """Plan the folders of a configuration and keep what became of them; ``executor`` is where they are planned.

    Once ``stop`` is set, what is being planned ends early with the best plan so far, and no other folder is begun.
    Raises OSError when runs cannot be kept at all.
    """
    started = datetime.now().astimezone()
    places = {job.name: place_of(job.path) for job in config.folders}
    head = Head(run=new_run_id(asked.today), date=asked.today, started=started, config=config.file.name, folders=places)
    before = runs.heads()
    runs.begin(head)
    night = _Running(config, asked, runs, before, executor, stop, head, on_result)
    with Children(config.jobs, memory_mb=config.memory_mb) as night.helpers, ThreadPoolExecutor(config.jobs) as drivers:
        futures = [drivers.submit(night.do, job) for job in config.folders]
        _wait(futures, executor, stop)
        results = tuple(future.result() for future in futures)
    over = Night(head, results, runs.home / head.run, ())
    ended = datetime.now().astimezone()
    alerts = sum(len(one.alerts) for one in results)
    head = head.model_copy(update={"ended": ended, "code": over.code, "alerts": alerts})
    over = replace(over, head=head)
    notes = [*night.notes, *_told_of(config, over)]
    try:
        runs.write_head(head)
        gone = runs.forget_old(config.keep, asked.today)
        notes += [f"{counted(len(gone), 'old run')} removed."] if gone else []
    except OSError as reason:
        notes.append(f"The run could not be kept: {reason.strerror or reason}.")
    return replace(over, notes=(*notes, *runs.damaged))


def look_ahead(config: Config, asked: Asked, runs: Runs) -> tuple[tuple[str, str], ...]:
    """Return for each folder why it would be planned, empty where nothing has changed; nothing is touched."""
    heads, now = runs.heads(), versions()

    def why(job: FolderJob) -> str:
        try:
            carried = CarriedFolder.of(FolderPaths.of(job.path))
        except OSError as reason:
            return f"it cannot be read: {reason.strerror or reason}"
        return why_planned(last_result(runs, heads, place_of(job.path)), kept_input(carried), order_of(job), now, asked)

    return tuple((job.name, why(job)) for job in config.folders)


def _wait(futures: Iterable[Future[Result]], executor: Executor, stop: threading.Event) -> None:
    """Wait for the folders; when it is to stop, have those that are planned end early."""
    left, stopping = set(futures), False
    while left:
        left = wait(left, timeout=_POLL_S).not_done
        if stop.is_set() and not stopping:
            stopping = True
            if isinstance(executor, Children):
                executor.stop()
            else:
                executor.shutdown(wait=False, cancel_futures=True)


def _told_of(config: Config, night: Night) -> list[str]:
    """Have the command of the alerts hear of a night that somebody must look at; return what went wrong with that."""
    command = config.alert.command
    if not command or not (any(one.alerts for one in night.results) or night.code > 1):
        return []
    told = json.dumps(summary_json(night.head, night.results, night.code, night.kept)).encode()
    try:
        done = subprocess.run(command, input=told, capture_output=True, timeout=_COMMAND_S, check=False)
    except (OSError, ValueError, subprocess.SubprocessError) as reason:
        return [f"The alert command {command[0]} failed: {reason}."]
    if done.returncode == 0:
        return []
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return [f"The alert command {command[0]} ended with {done.returncode}{': ' + said[-1] if said else ''}."]


@dataclass(slots=True)
class _Running:
    """A night as it goes; what it does with a folder is done in a thread of its own."""

    config: Config
    asked: Asked
    runs: Runs
    before: tuple[Head, ...]
    executor: Executor
    stop: threading.Event
    head: Head
    on_result: Callable[[Result], None]
    helpers: Children = field(init=False)
    notes: list[str] = field(default_factory=list)
    versions: Mapping[str, str] = field(default_factory=versions)
    mutex: threading.Lock = field(default_factory=threading.Lock)

    def do(self, job: FolderJob) -> Result:
        """Do all there is to do with a folder; whatever happens to it is its result, and never raised."""
        begun = time.monotonic()
        outcome = _Outcome()
        try:
            self._plan(job, outcome)
        except Exception as reason:
            outcome.fails(*_ending_of(reason, stopped=self.stop.is_set()))
        result = self._result(job, outcome, time.monotonic() - begun)
        try:
            self.runs.keep(result, outcome.carried, outcome.plan, outcome.log(result))
        except OSError as reason:
            note = f"The run of {job.name} could not be kept: {reason.strerror or reason}."
            with self.mutex:
                self.notes.append(note)
        with self.mutex:
            self.on_result(result)
        return result.model_copy(update={"input": None, "versions": {}})  # of many folders that is much, and on disk

    def _plan(self, job: FolderJob, outcome: "_Outcome") -> None:
        if self.stop.is_set():
            raise LostWork("Stopped before it began.")
        for attempt in range(TRIES):
            patience = Patience(self.asked.wait_s)
            paths, carried = carried_at_rest(job.path, patience)
            outcome.carried, outcome.input = carried, kept_input(carried)
            last = last_result(self.runs, self.before, place_of(job.path))
            why = why_planned(last, outcome.input, order_of(job), self.versions, self.asked)
            if last is not None and not why:
                outcome.is_as(last)
                return
            try:
                self._plan_once(job, paths, carried, patience, outcome)
                return
            except ChangedMeanwhile as changed:
                if attempt + 1 == TRIES:
                    raise
                outcome.said.append(f"{changed.names} changed while this was planned; it was planned again from there.")

    def _plan_once(
        self, job: FolderJob, paths: FolderPaths, carried: CarriedFolder, patience: Patience, outcome: "_Outcome"
    ) -> None:
        hindrance = find_hindrance(paths)
        if hindrance:
            outcome.fails("failed", 3, hindrance)
            return
        task = pickle.dumps((carried, self._order(job)))
        drafted: Drafted = pickle.loads(self.executor.submit(draft_carried, task).result())
        outcome.take(drafted)
        if drafted.made is None:
            return
        home, before = paths.home, {one.place: one.data for one in carried.files}
        numbers = before.get(f"{carried.folder}/{remedies_file(Path()).as_posix()}", b"")
        add_numbers(home, numbers, drafted.numbers)
        made = replace(drafted.made, new=replace(drafted.made.new, path=paths.plan))
        published = self._publish(paths, made, patience)
        if drafted.proofs:
            put_proofs(home, drafted.proofs)
        if published.path is None:
            outcome.figures = None
            outcome.fails("failed", 3, f"{published.failure}.")
            return
        outcome.plan = made.new.data
        outcome.code = 1 if outcome.figures and outcome.figures.conflicts else 0
        if published.aside:
            outcome.fails("failed", 3, published.aside)
        elif drafted.dropped and published.backup:
            what = "; ".join(drafted.dropped)
            outcome.said.append(f"The old plan had what is not carried over: {what}. See {published.backup.name}.")
        outcome.said += self._extras(job, published.path)

    def _publish(self, paths: FolderPaths, made: Made, patience: Patience) -> Any:
        changed: list[str] = []

        def give_up(names: str) -> None:
            changed.append(names)

        published = publish(paths, made, give_up, self.head.started, patience, lambda recovery: None)
        if changed:
            raise ChangedMeanwhile(tuple(paths.folder / name for name in changed))
        return published

    def _extras(self, job: FolderJob, plan: Path) -> list[str]:
        """Have page and calendars made, by a process that only itself is lost with; return what could not be."""
        if not (job.report or job.ics):
            return []
        page = plan.parent / PAGE if job.report else None
        wanted = Extras(job.path, plan, page, job.path / CALENDARS if job.ics else None)
        try:
            return self.helpers.submit(make_extras, pickle.dumps(wanted)).result().decode().splitlines()
        except Exception as reason:
            return [f"There is no page, or there are no calendars: {reason}"]

    def _order(self, job: FolderJob) -> Order:
        limits = job.time_limit_s, job.default_limit_s
        work = self.asked.threads, self.config.jobs
        return Order(self.head.started, self.asked.today, *work, *limits, job.remedies, job.freeze_days)

    def _result(self, job: FolderJob, outcome: "_Outcome", seconds: float) -> Result:
        sure = outcome.last
        result = Result(
            run=self.head.run,
            folder=job.name,
            path=str(job.path.absolute()),
            place=place_of(job.path),
            date=self.asked.today,
            started=self.head.started,
            code=sure.code if sure else outcome.code,
            ending=outcome.ending,
            told=tuple(outcome.said),
            problems=outcome.problems,
            alerts=sure.alerts if sure else (),
            order=order_of(job),
            versions=dict(self.versions),
            input=sure.input if sure else outcome.input,
            plan_sha256=sure.plan_sha256 if sure else outcome.plan_sha256,
            planned_in=sure.planned_in if sure else self.head.run if outcome.plan else "",
            figures=sure.figures if sure else outcome.figures,
            seconds=round(seconds, 3),
            memory_mb=outcome.memory_mb,
            cut_short=outcome.cut_short,
        )
        if sure or not result.figures:
            return result
        good = last_result(self.runs, self.before, result.place, good=True)
        return result.model_copy(update={"alerts": alerts_of(self.config.alert, result, good)})


def _ending_of(reason: Exception, *, stopped: bool) -> tuple[Ending, int, str]:
    """Return how a folder ended for which something was raised, with which code, and what to say of it."""
    if isinstance(reason, FolderBusy):
        return "busy", 4, str(reason)
    if stopped and isinstance(reason, LostWork | CancelledError | RuntimeError):
        return "stopped", 3, "Stopped before there was a plan."
    if isinstance(reason, MemoryError):
        return "failed", 3, "There was not enough memory to plan this folder."
    if isinstance(reason, OSError) and reason.strerror and not isinstance(reason, PlannerError):
        where = f"{Path(str(reason.filename)).name}: " if reason.filename else ""
        return "failed", 3, f"{where}{reason.strerror}."
    if isinstance(reason, PlannerError):
        return "failed", 3, str(reason)
    return "failed", 3, f"The planner failed ({type(reason).__name__}: {reason})."


def carried_at_rest(folder: Path, patience: Patience) -> tuple[FolderPaths, CarriedFolder]:
    """Return a folder's files and what they hold; a commit that was cut off is completed or undone first.

    Raises FolderBusy, UntrustedFolder, and other OSErrors.
    """
    recover(folder, patience)  # before anybody looks whether there is a plan
    paths = FolderPaths.of(folder)
    carried, _ = read_settled(folder, lambda: CarriedFolder.of(paths.as_now()), patience, paths.workbooks)
    return paths.as_now(), carried


@dataclass(slots=True)
class _Outcome:
    """What is known of a folder so far."""

    ending: Ending = "planned"
    code: int = 0
    said: list[str] = field(default_factory=list)
    problems: tuple[dict[str, str], ...] = ()
    figures: Figures | None = None
    carried: CarriedFolder | None = None
    input: KeptInput | None = None
    plan: bytes | None = None
    plan_sha256: str = ""
    memory_mb: int | None = None
    cut_short: bool = False
    last: Result | None = None

    def fails(self, ending: Ending, code: int, why: str) -> None:
        self.ending, self.code = ending, code
        self.said.insert(0, why)

    def is_as(self, last: Result) -> None:
        """Nothing has changed since a run: it counts with what that came to."""
        self.ending, self.last = "skipped", last
        self.said.append(f"Nothing has changed since {last.planned_in}.")

    def take(self, drafted: Drafted) -> None:
        """Take what planning came to."""
        self.problems = tuple(problems_json(drafted.findings))
        self.memory_mb, self.cut_short = drafted.memory_mb, drafted.stopped
        self.figures = Figures.model_validate(drafted.figures) if drafted.figures else None
        errors = [one for one in drafted.findings if one.severity is Severity.ERROR]
        if errors:
            more = f", and {counted(len(errors) - 1, 'other error')}" if errors[1:] else ""
            self.fails("refused", 2, f"{errors[0].place}: {errors[0].message.removesuffix('.')}{more}.")
        elif drafted.made is None or drafted.failure:
            self.fails("failed", 3, drafted.failure or "Planning ended without a plan.")
        else:
            self.plan_sha256 = sha256(drafted.made.new.data or b"").hexdigest()
        if drafted.stopped and drafted.made is not None:
            self.said.append("It was stopped early: this is the best plan so far.")

    def log(self, result: Result) -> list[str]:
        """Return what is kept as the log of a folder: a JSON object a line."""
        return [json.dumps(line) for line in log_lines(result)]


def log_lines(result: Result) -> Iterable[dict[str, Any]]:
    """Yield what the log says of a folder: a line for it, and one for each goal."""
    about = {"run": result.run, "folder": result.folder}
    used = {"seconds": result.seconds, "memory_mb": result.memory_mb}
    yield {
        "event": "folder",
        **about,
        "ending": result.ending,
        "exit": result.code,
        "told": list(result.told),
        "alerts": list(result.alerts),
        **used,
    }
    for goal in result.figures.goals if result.figures else ():
        told = {key: value for key, value in asdict(goal).items() if value is not None and key != "name"}
        yield {"event": "goal", **about, "goal": goal.name, **told, **used}


def order_of(job: FolderJob) -> KeptOrder:
    """Return how a folder is to be planned, as it is kept."""
    return KeptOrder(
        time_limit_s=job.time_limit_s,
        default_limit_s=job.default_limit_s,
        remedies=job.remedies,
        freeze_days=job.freeze_days,
        report=job.report,
        ics=job.ics,
    )


def last_result(runs: Runs, heads: Iterable[Head], place: str, *, good: bool = False) -> Result | None:
    """Return what became of a folder last, or last when there was a good plan."""
    for head in heads:
        if place in head.folders.values():
            result = runs.result(head.run, place)
            if result is not None and (result.is_good or not good):
                return result
    return None


def why_planned(
    last: Result | None, now: KeptInput, order: KeptOrder, versions: Mapping[str, str], asked: Asked
) -> str:
    """Return what has changed since a folder was planned last, empty where nothing has."""
    if last is None or last.input is None:
        return "it was not planned before"
    if asked.force:
        return "--force"
    if not last.is_good or not last.plan_sha256:
        return "the last run has no plan of it"
    if last.cut_short:
        return "the last run was stopped early"
    before, here = last.input.decides(), now.decides()
    names = sorted({place.rpartition("/")[2] for place, _ in before.items() ^ here.items()})
    if now.plan_before() != last.plan_sha256:
        names.append(Path(now.plan).name)
    if names:
        return f"{' and '.join(names[:3])}{' and others' if names[3:] else ''} changed"
    if last.versions != dict(versions):
        return "the planner or a library is of another version"
    if last.order != order:
        return "it is to be planned otherwise"
    if order.freeze_days and last.date != asked.today:
        return "more is frozen than on the day of the last run"
    return ""
