"""A command run in a process of its own, with its wall-clock seconds and its peak memory.

The process that measures stays small, as a child's peak begins with its parent's: what takes memory runs :func:`apart`.
Changes when something else about a run is measured.
"""

import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")
PYTHON = sys.executable


@dataclass(frozen=True, slots=True)
class Run:
    """How a command went; ``exit_code`` is negative when a signal ended it."""

    seconds: float
    peak_mib: float
    exit_code: int
    stdout: str
    stderr: str


def measure(command: Sequence[str], kill_after_s: float | None = None) -> Run:
    """Run a command to its end, or until it is killed."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=err)
        timer = threading.Timer(kill_after_s, process.kill) if kill_after_s else None
        if timer:
            timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        finally:
            if timer:
                timer.cancel()
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB elsewhere
        return Run(seconds, usage.ru_maxrss * unit / 2**20, process.returncode, out.read(), err.read())


def median_seconds(command: Sequence[str], times: int) -> float:
    """Return the median wall-clock seconds of a command run ``times`` times."""
    return statistics.median(measure(command).seconds for _ in range(times))


def apart(function: Callable[..., Result], *arguments: object) -> Result:
    """Call a function in a process of its own, so that its memory is not this process's."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()
