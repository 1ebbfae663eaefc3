"""Scenarios planned: each as if somebody had made its changes in the workbooks by hand, beside the folder.

Changes when a scenario is planned in another way.
"""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from hashlib import sha256
from threading import get_ident

from planner.domain.applying import CannotApply, apply
from planner.domain.errors import PlannerError
from planner.domain.finding import Finding, Severity
from planner.domain.instance import Instance
from planner.domain.report import Report
from planner.domain.scenario import BASE, Scenario
from planner.executor import LostWork
from planner.folder import CarriedFolder, ChangedMeanwhile, read_ledger
from planner.planning import BrokenPlan, Effort, Planned, plan_reading
from planner.workbook.changes.references import CannotPlace
from planner.workbook.edited_books import CannotEditFile, edited_books, read_edited
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.reading import Reading, read_folder


@dataclass(frozen=True, slots=True)
class ScenarioPlan:
    """What became of a scenario: its plan, or the ``findings`` for which it cannot be planned.

    ``failure`` says why there is no plan although nothing was wrong with it.
    """

    scenario: Scenario
    planned: Planned | None = None
    findings: tuple[Finding, ...] = ()
    failure: str = ""

    @property
    def report(self) -> Report | None:
        """The report on its plan."""
        return self.planned.report if self.planned else None


def base() -> Scenario:
    """Return the folder as it is, as a scenario."""
    return Scenario(BASE, ())


def with_changes(paths: FolderPaths, reading: Reading, scenario: Scenario) -> Reading:
    """Return the folder read as it would be with a scenario's changes made by hand in its workbooks.

    The plan at hand stays the previous plan. What cannot be done has a finding at the scenario's place.
    """
    assert reading.instance is not None, "scenarios are about a folder that can be planned"
    if not scenario.changes:
        return reading
    try:
        books = edited_books(reading, reading.instance, scenario.changes)
    except (CannotApply, CannotEditFile) as reason:
        return replace(reading, instance=None, findings=(_impossible(scenario, str(reason)),))
    except CannotPlace as reason:
        return replace(reading, instance=None, findings=(_impossible(scenario, str(reason), reason.hint),))
    there = read_edited(paths, reading, books)
    errors = [one for one in there.findings if one.severity is Severity.ERROR]
    if there.instance is None:
        told = tuple(_impossible(scenario, f"the workbooks would say at {one.place}: {one.message}") for one in errors)
        return replace(there, findings=told)
    return there


def _impossible(scenario: Scenario, why: str, hint: str = "Correct the rows of the scenario.") -> Finding:
    message = f'"{scenario.name}" cannot be made: {why}'
    return Finding("impossible-change", Severity.ERROR, scenario.place, message, hint)


def plan_scenario(
    paths: FolderPaths, reading: Reading, effort: Effort, started: datetime, scenario: Scenario
) -> ScenarioPlan:
    """Plan a scenario, audit and explain it; nothing is written."""
    there = with_changes(paths, reading, scenario)
    if there.instance is None:
        return ScenarioPlan(scenario, findings=there.findings)
    try:
        return ScenarioPlan(scenario, plan_reading(there, paths.folder, effort, started))
    except BrokenPlan as broken:
        return ScenarioPlan(scenario, failure=str(broken))


class Stopped(PlannerError):
    """Somebody gave up before all scenarios were planned."""


def plan_scenarios(
    paths: FolderPaths,
    reading: Reading,
    scenarios: Sequence[Scenario],
    effort: Effort,
    started: datetime,
    executor: Executor | None = None,
) -> tuple[ScenarioPlan, ...]:
    """Plan scenarios, here or by an executor; the results are the same wherever that is, and in their order.

    Raises Stopped soon after the event ``stop`` of the effort is set, and ChangedMeanwhile where the folder is no
    longer what was read.
    """
    if executor is None:
        plan = partial(plan_scenario, paths, reading, effort, started)
        return tuple(_unless_stopped(map(plan, scenarios), effort))
    folder = _as_read(paths, reading)
    tasks = (Task(folder, effort.threads, effort.limit_s, effort.remedies, started, one) for one in scenarios)
    futures = [executor.submit(plan_task, pickle.dumps(task)) for task in tasks]
    return tuple(_results(scenarios, futures, effort))


@dataclass(frozen=True, slots=True)
class Task:
    """A scenario to be planned elsewhere: the folder, what belongs to the effort there, and when it was started."""

    folder: CarriedFolder
    threads: int
    limit_s: float | None
    remedies: float
    started: datetime
    scenario: Scenario


def _as_read(paths: FolderPaths, reading: Reading) -> CarriedFolder:
    """Return the folder to be carried. Raises ChangedMeanwhile where it is no longer what was read."""
    folder = CarriedFolder.of(paths)
    there = {sha256(file.data).hexdigest() for file in folder.files}
    changed = tuple(path for path, hashed in paths.as_read(reading.inputs).items() if hashed and hashed not in there)
    if changed:
        raise ChangedMeanwhile(changed)
    return folder


def _unless_stopped(planned: Iterable[ScenarioPlan], effort: Effort) -> Iterator[ScenarioPlan]:
    """Yield what is planned, unless it was cut short."""
    for one in planned:
        if effort.stop is not None and effort.stop.is_set():
            raise Stopped("Stopped before all scenarios were planned.")
        yield one


def _results(scenarios: Sequence[Scenario], futures: Sequence[Future[bytes]], effort: Effort) -> Iterator[ScenarioPlan]:
    """Yield results in their order as soon as they are there; work that was lost costs its own scenario only."""
    for scenario, future in zip(scenarios, futures, strict=True):
        while effort.stop is not None and not effort.stop.is_set() and not future.done():
            wait([future], timeout=_POLL_S)
        if effort.stop is not None and effort.stop.is_set():
            raise Stopped("Stopped before all scenarios were planned.")
        try:
            planned, found = pickle.loads(future.result())
        except LostWork as lost:
            yield ScenarioPlan(scenario, failure=str(lost))
        else:
            effort.ledger.add(found)
            yield planned


_POLL_S = 0.2


def plan_task(data: bytes) -> bytes:
    """Plan the scenario of a Task, and return besides the plan what was found out; both pickled."""
    task: Task = pickle.loads(data)
    here = _unpacked(task.folder, task.started, get_ident())
    before = here.ledger.copy()
    effort = Effort(task.threads, task.limit_s, task.remedies, ledger=here.ledger)
    planned = plan_scenario(here.paths, here.reading, effort, task.started, task.scenario)
    return pickle.dumps((planned, here.ledger.since(before)))


class _Unpacked:
    """A folder where it is planned, read once for all scenarios of a command that come here; gone with this object."""

    def __init__(self, folder: CarriedFolder) -> None:
        self._open = folder.unpacked()
        self.paths = self._open.__enter__()
        self.reading = read_folder(self.paths)
        self.ledger = read_ledger(self.paths.home)


@lru_cache(maxsize=1)
def _unpacked(folder: CarriedFolder, _started: datetime, _thread: int) -> _Unpacked:
    """Return a folder unpacked for one command and one thread, as its ledger is written into."""
    return _Unpacked(folder)


def find_impossible(paths: FolderPaths, reading: Reading, scenarios: Iterable[Scenario]) -> tuple[Finding, ...]:
    """Return what keeps scenarios from being planned, for all of them at once."""
    readings = (with_changes(paths, reading, scenario) for scenario in scenarios)
    return tuple(finding for one in readings if one.instance is None for finding in one.findings)


def look_possible(instance: Instance, scenarios: Iterable[Scenario]) -> bool:
    """Whether nothing is seen at a glance that keeps scenarios from being planned; the workbooks may still say no."""
    try:
        for scenario in scenarios:
            apply(instance, scenario.changes)
    except (CannotApply, ValueError):
        return False
    return True
