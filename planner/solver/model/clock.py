"""The clock of a run, and how CP-SAT is run within it.

Work is counted in CP-SAT's deterministic seconds, so that a run repeats on any machine; the clock only ever cuts it.
Changes when what ends a search does, or a parameter has to hold for every solve.
"""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from ortools.sat.python import cp_model

from planner.domain.errors import PlannerError

STOP_WITHIN_S = 0.1
FOUND = cp_model.OPTIMAL, cp_model.FEASIBLE
"""The states of a solver that has a solution."""

Limit = Literal["work", "clock"]
"""What ended a search that was not completed."""

TimeLeft = Callable[[], float]
"""Seconds that a run has left; 0 when it is asked to stop."""


def endless() -> float:
    """Return the time that is left where nothing limits it."""
    return math.inf


class TimeUp(PlannerError):
    """A model was not finished, because there is no time left to solve it."""


def new_solver(work: float | None = None) -> cp_model.CpSolver:
    """Return a solver that repeats: one worker, at most so much deterministic work; signals are left to the caller."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    if work is not None:
        solver.parameters.max_deterministic_time = work
    return solver


class Clock:
    """The wall clock of a run: a deadline, and the wish to stop; ``limit_s`` 0 means no deadline."""

    def __init__(self, limit_s: float = 0.0, stop: threading.Event | None = None) -> None:
        self.started = time.monotonic()
        self.limit_s = limit_s
        self._stop = stop

    def keep_back(self, seconds: float) -> None:
        """Set the deadline so much earlier, for what has to be done after it."""
        if self.limit_s:
            self.limit_s = max(self.limit_s - seconds, 1e-9)

    def elapsed_s(self) -> float:
        """Seconds since the clock was started."""
        return time.monotonic() - self.started

    def left_s(self) -> float:
        """Seconds until the deadline; infinite without one, 0 when asked to stop."""
        if self._stop is not None and self._stop.is_set():
            return 0.0
        return max(0.0, self.limit_s - self.elapsed_s()) if self.limit_s else math.inf

    def goes_on(self) -> bool:
        """Whether any time is left."""
        return self.left_s() > 0

    @property
    def limit(self) -> Limit:
        """What ends a search now."""
        return "work" if self.goes_on() else "clock"

    def run(self, solver: cp_model.CpSolver, cp: cp_model.CpModel) -> cp_model.CpSolverStatus:
        """Solve within the deadline; a wish to stop ends the solver too."""
        if not self.goes_on():
            return cp_model.UNKNOWN
        if self.limit_s:
            solver.parameters.max_time_in_seconds = self.left_s()
        if self._stop is None:
            return solver.solve(cp)
        with _stopped_by(self._stop, solver):
            return solver.solve(cp)


@contextmanager
def _stopped_by(stop: threading.Event, solver: cp_model.CpSolver) -> Iterator[None]:
    """Let a solver that runs meanwhile end once there is a wish to stop; the thread that watches ends with it."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(STOP_WITHIN_S):
            if stop.is_set():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
