"""The planner and its peers, each started as a whole process on a folder and read from its JSON.

Changes when a command's options or its JSON do.
"""

import json
import shutil
from dataclasses import replace
from pathlib import Path

from benchmarks.measuring import PYTHON, Run, measure
from benchmarks.peers import PEERS
from benchmarks.rows import Measured, goals_in_words

PATIENCE = 3  # how many times its limit, and a minute, a peer may take before it is stopped


def run_planner(folder: Path, name: str, way: str, limit_s: float | None) -> Measured:
    """Run ``planner solve`` on a folder without a plan; ``limit_s`` None leaves the folder's own limit."""
    limit = [] if limit_s is None else ["--time-limit", str(limit_s)]
    command = [PYTHON, "-m", "planner.cli", "solve", str(folder), "--json", "--quiet", "--exit-zero", *limit]
    run = measure(command)
    row = Measured(name, way, seconds=run.seconds, peak_mib=run.peak_mib, is_planner=True)
    if run.exit_code:
        return replace(row, note=_failure(run))
    told = json.loads(run.stdout)
    return replace(
        row,
        slots=told["slots"],
        filled=told["filled"],
        bound=told["coverage_bound"],
        proven=all(goal["proven"] for goal in told["goals"] if goal["name"] == "coverage"),
        solve_seconds=told["seconds"]["solve"],
        note=goals_in_words(told["goals"]),
    )


def run_peer(peer: str, folder: Path, name: str, limit_s: float, slots: int | None) -> Measured:
    """Run a peer on a folder."""
    command = [PYTHON, "-m", "benchmarks.peers", peer, str(folder), "--limit", str(limit_s)]
    run = measure(command, kill_after_s=PATIENCE * limit_s + 60)
    row = Measured(name, PEERS[peer], slots, seconds=run.seconds, peak_mib=run.peak_mib)
    if run.exit_code:
        return replace(row, note=_failure(run))
    told = json.loads(run.stdout)
    if "note" in told:
        return replace(row, note=told["note"])
    return replace(row, **told)


def forget_plan(folder: Path) -> None:
    """Remove what a run left, so that the next one plans afresh."""
    (folder / "plan.xlsx").unlink(missing_ok=True)
    shutil.rmtree(folder / "backup", ignore_errors=True)


def _failure(run: Run) -> str:
    if run.exit_code < 0:
        return f"stopped by signal {-run.exit_code}"
    told = (run.stderr.strip() or run.stdout.strip()).splitlines()
    return f"exit {run.exit_code}: {told[-1][:80]}" if told else f"exit {run.exit_code}"
