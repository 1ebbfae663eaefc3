"""Scenarios planned: each as if somebody had made its changes in the workbooks by hand, beside the folder.

Changes when a scenario is planned in another way.
"""

import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection

from planner.domain.applying import CannotApply, apply
from planner.domain.errors import PlannerError
from planner.domain.finding import Finding, Severity
from planner.domain.instance import Instance
from planner.domain.ledger import Ledger
from planner.domain.report import Report
from planner.domain.scenario import BASE, Scenario
from planner.folder import read_ledger
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
    jobs: int = 1,
) -> tuple[ScenarioPlan, ...]:
    """Plan scenarios, ``jobs`` of them side by side; the results are the same for any number, and in their order.

    Raises Stopped soon after the event ``stop`` of the effort is set.
    """
    if jobs == 1 or len(scenarios) == 1:
        plan = partial(plan_scenario, paths, reading, effort, started)
        return tuple(_unless_stopped(map(plan, scenarios), effort))
    # A process that has solved already must not be forked, and a reading is quicker read anew than handed over.
    context = get_context("spawn")
    told, ours = context.Pipe(duplex=False)
    with told, ours, ProcessPoolExecutor(jobs, context, _remember, (paths, told)) as pool:
        try:
            plan_here = partial(_plan_here, effort.threads, effort.limit_s, effort.remedies, started)
            return tuple(_results([pool.submit(plan_here, one) for one in scenarios], effort))
        except BaseException:
            ours.close()  # of which the other processes hear, and end
            raise


def _unless_stopped(planned: Iterable[ScenarioPlan], effort: Effort) -> Iterator[ScenarioPlan]:
    """Yield what is planned, unless it was cut short."""
    for one in planned:
        if effort.stop is not None and effort.stop.is_set():
            raise Stopped("Stopped before all scenarios were planned.")
        yield one


def _results(futures: Sequence[Future[ScenarioPlan]], effort: Effort) -> Iterator[ScenarioPlan]:
    """Yield results in their order as soon as they are there."""
    for future in futures:
        while effort.stop is not None and not effort.stop.is_set() and not future.done():
            wait([future], timeout=_POLL_S)
        if effort.stop is not None and effort.stop.is_set():
            raise Stopped("Stopped before all scenarios were planned.")
        yield future.result()


_POLL_S = 0.2
_HERE: dict[str, tuple[FolderPaths, Reading, Ledger]] = {}
"""What a process that plans scenarios has read and found out, once for all that it plans."""


def _remember(paths: FolderPaths, told: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; one answers
    threading.Thread(target=_end_with, args=(told,), daemon=True).start()
    _HERE["folder"] = paths, read_folder(paths), read_ledger(paths.home)


def _end_with(told: Connection) -> None:
    """End this process when the one that started it has no more use for it, or is gone."""
    with suppress(EOFError, OSError):
        told.recv()
    os._exit(1)


def _plan_here(
    threads: int, limit_s: float | None, remedies: float, started: datetime, scenario: Scenario
) -> ScenarioPlan:
    paths, reading, ledger = _HERE["folder"]
    return plan_scenario(paths, reading, Effort(threads, limit_s, remedies, ledger=ledger), started, scenario)


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
