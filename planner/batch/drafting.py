"""What a child process does for a night: plans a copy of a folder, and makes the page and calendars of a plan.

A task is bytes, and so is its answer: the child may be on another machine.
Changes when a child has more to do, or to tell.
"""

import pickle
import signal
import sys
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from planner.answers import solve_json
from planner.domain.finding import Finding
from planner.domain.plan import Plan
from planner.domain.report import Report
from planner.domain.run import NO_SECONDS
from planner.folder import CarriedFolder
from planner.folder.places import proofs_file, remedies_file
from planner.interrupts import run_beside_signals
from planner.publishing import Made

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

PACKAGES = ("crew-planner", "ortools", "highspy", "numpy", "pandas", "xlsxwriter", "holidays", "babel")
"""Whose versions may decide what a plan is or how its workbook looks."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a folder is planned, as :class:`planner.pipeline.SolveOptions` says; ``started`` is when the night began.

    ``threads`` 0 shares the cores among the ``jobs`` that are planned side by side.
    """

    started: datetime
    today: date
    threads: int = 0
    jobs: int = 1
    time_limit_s: float | None = None
    default_limit_s: float | None = None
    remedies: float = 1
    freeze_days: int = 0


@dataclass(frozen=True, slots=True)
class Drafted:
    """What planning a copy came to: refused or failed (``made`` is None), or a plan that is not yet in its folder.

    ``figures`` are those of ``solve --json`` with ``changes`` and ``priority_1_vacant``. ``proofs`` and ``numbers`` are
    what is now known about the folder, as files; ``memory_mb`` is the most that the process ever had, None where the
    system does not say, and ``stopped`` tells that it was asked to end early.
    """

    findings: tuple[Finding, ...]
    made: Made | None
    failure: str
    figures: dict[str, Any]
    dropped: tuple[str, ...]
    proofs: bytes
    numbers: bytes
    memory_mb: int | None
    stopped: bool


def draft_carried(task: bytes) -> bytes:
    """Plan a folder that was carried here as an Order says; SIGTERM ends it early with the best plan so far."""
    carried, order = pickle.loads(task)
    stop = threading.Event()
    with suppress(ValueError):  # in a thread of somebody else's process, which has its own ways to end
        signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    return pickle.dumps(run_beside_signals(lambda: _draft(carried, order, stop)))


def _draft(carried: CarriedFolder, order: Order, stop: threading.Event) -> Drafted:
    from planner.pipeline import SolveOptions, draft_folder
    from planner.solver import cores

    options = SolveOptions(
        threads=order.threads or max(1, cores() // order.jobs),
        time_limit_s=order.time_limit_s,
        default_limit_s=order.default_limit_s,
        remedies=order.remedies,
        stop=stop,
        freeze_days=order.freeze_days,
        today=order.today,
    )
    with carried.unpacked() as paths:
        draft = draft_folder(paths, options, order.started)
        known = [file.read_bytes() if file.exists() else b"" for file in _known_files(paths.home)]
    told, figures = draft.outcome, dict[str, Any]()
    if told.instance and told.plan and told.report:
        figures = solve_json(told.instance, told.plan, told.report, draft.took or NO_SECONDS, paths.plan.name)
        figures |= _more_figures(told.instance.production_by_id, told.plan, told.report)
    proofs, numbers = known
    return Drafted(
        told.findings, draft.made, told.failure, figures, told.dropped, proofs, numbers, _memory_mb(), stop.is_set()
    )


def _known_files(home: Path) -> tuple[Path, Path]:
    return proofs_file(home), remedies_file(home)


def _more_figures(production_by_id: Any, plan: Plan, report: Report) -> dict[str, Any]:
    vacant = Counter(production_by_id[slot.production_id].priority for slot in plan.vacancies)
    return {"priority_1_vacant": vacant[1], "changes": len(report.changes)}


def _memory_mb() -> int | None:
    if resource is None:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most >> (20 if sys.platform == "darwin" else 10)


def versions() -> dict[str, str]:
    """Return the version of each package that may decide a plan, and of Python."""
    return {name: version(name) for name in PACKAGES} | {"python": ".".join(map(str, sys.version_info[:3]))}


@dataclass(frozen=True, slots=True)
class Extras:
    """What is made of the plan in a folder: the page, and calendars in a folder of their own."""

    folder: Path
    plan: Path
    page: Path | None
    calendars: Path | None


def make_extras(task: bytes) -> bytes:
    """Make the page and the calendars of a plan where it is; the answer is why something could not be, as text."""
    wanted: Extras = pickle.loads(task)
    told = [_page(wanted)] if wanted.page else []
    told += [_calendars(wanted)] if wanted.calendars else []
    return "\n".join(filter(None, told)).encode()


def _page(wanted: Extras) -> str:
    from planner.alternatives.page.reading import read_plans
    from planner.alternatives.page.writing import Wanted, page
    from planner.folder import read_settled
    from planner.workbook.folder_paths import FolderPaths
    from planner.workbook.replacing import replace_file

    assert wanted.page is not None
    try:
        paths = replace(FolderPaths.of(wanted.folder), plan=wanted.plan)
        found, _ = read_settled(wanted.folder, lambda: read_plans(paths, (wanted.plan,)))
        if not found.plans:
            return f"There is no page: {wanted.plan.name} cannot be read."
        about = Wanted(paths.folder.resolve().name, found.date_order, with_rates=False)
        replace_file(wanted.page, page(found.plans, about, found.comparison).encode("utf-8", errors="replace"))
    except Exception as reason:  # whatever it is, there is a plan
        return f"There is no page: {_why(reason)}"
    return ""


def _calendars(wanted: Extras) -> str:
    from planner.alternatives.exports.exporting import Wanted, export_folder
    from planner.workbook.folder_paths import FolderPaths

    try:
        paths = FolderPaths.of(wanted.folder)
        if not export_folder(paths, Wanted(calendars=wanted.calendars)).readable:
            return f"There are no calendars: {wanted.plan.name} cannot be read."
    except Exception as reason:
        return f"There are no calendars: {_why(reason)}"
    return ""


def _why(reason: Exception) -> str:
    if isinstance(reason, MemoryError):
        return "there was not enough memory."
    return f"{reason.strerror}." if isinstance(reason, OSError) and reason.strerror else str(reason)
