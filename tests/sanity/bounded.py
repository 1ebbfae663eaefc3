"""The planner in a process of its own that may not take more than its share of time and memory.

Run as a script it is the child: it keeps to its limit, runs the command line, and tells what it took.
Changes when the budget of a refused file does.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_SECONDS = 20  # of processor time: what else a machine is busy with is no fault of the file's
LONGEST_WAIT_S = 600  # by the clock, for what waits for something that never comes
MOST_MB = 500
# The address space is larger than what is in memory; beyond this limit the child, not the machine, is out of it.
ADDRESSES_MB = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """Exit code, the JSON answer, what went to stderr, and the most memory that was in use at once."""

    exit: int
    json: dict[str, Any]
    messages: str
    peak_mb: float


def ask(*args: str | Path, most_seconds: int = MOST_SECONDS) -> Answer:
    """Run ``planner`` with ``--json``; raises TimeoutError or TimeoutExpired when it takes too long."""
    command = [sys.executable, str(Path(__file__)), str(most_seconds), *map(str, args), "--json"]
    root = Path(__file__).parents[2]
    child = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=LONGEST_WAIT_S, check=False)
    if child.returncode == -signal.SIGXCPU:
        raise TimeoutError(f"it took more than {most_seconds} s of processor time")
    messages, _, peak = child.stderr.rpartition("peak KB: ")
    assert peak, child.stderr
    return Answer(child.returncode, json.loads(child.stdout), messages, int(peak) / 1000)


def _be_the_child() -> int:
    sys.path.insert(0, os.getcwd())
    most_seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES_MB * 1_000_000,) * 2)
    from planner.cli import run

    code = run(sys.argv[2:])
    print(f"peak KB: {_peak_kb()}", file=sys.stderr)
    return code


def _peak_kb() -> int:
    """Return the most memory that this program took; what the kernel says of a process counts its parent's too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(status.read_text("ascii").partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    sys.exit(_be_the_child())
