"""``planner batch``: folders planned unattended, by a configuration.

Changes when a night takes another option.
"""

import sys
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.days import DAY
from planner.cli.executors import cluster_option, on_cluster
from planner.cli.exits import BUSY, CANNOT_WRITE, CONFLICTS, DONE, FOLDER_BUSY, NO_RESULT, USAGE, Refusal
from planner.cli.findings import errors_in
from planner.cli.folders import say_findings
from planner.cli.options import common_options, examples, exit_zero_option, usage_error, wait_option
from planner.cli.screen import Screen
from planner.domain.wording import counted
from planner.interrupts import stop_on_signals

if TYPE_CHECKING:
    from planner.batch.config import Config
    from planner.batch.kept import Result
    from planner.batch.night import Asked, Night


@click.command(
    epilog=examples(
        "planner batch --init night.toml       # a commented example to fill in",
        "planner batch night.toml --check      # everything that is wrong in it",
        "planner batch night.toml --dry-run    # which folders would be planned, and why",
        "planner batch night.toml --log night.jsonl",
    ),
)
@click.argument("config", metavar="CONFIG.toml", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--init", "writes", is_flag=True, help="Write a commented example as CONFIG.toml.")
@click.option("--check", "checks", is_flag=True, help="Tell what is wrong with CONFIG.toml, and plan nothing.")
@click.option("--dry-run", "dry", is_flag=True, help="Tell which folders would be planned, and plan nothing.")
@click.option("--force", is_flag=True, help="Also plan folders in which nothing has changed.")
@click.option("--today", type=DAY, metavar="DATE", help="The day of the run, in place of today.")
@cluster_option
@wait_option
@exit_zero_option
@common_options(solves=True)
def batch(
    screen: Screen,
    config: Path,
    writes: bool,
    checks: bool,
    dry: bool,
    force: bool,
    today: datetime | None,
    cluster: str | None,
    wait_s: float,
    exit_zero: bool,
    threads: int,
    time_limit: float | None,
) -> int:
    """Plan the folders that CONFIG.toml names, each in a process of its own, and keep every run.

    What happens to one folder stops no other. A folder in which nothing has changed since its last run is skipped, and
    counts as it ended then. Ctrl-C or SIGTERM ends early with the best plans so far. The exit code is the worst of the
    folders' (3 without a result, then 2 refused, 4 busy, 1 with vacancies or conflicts), and 1 also for alerts.
    """
    if writes + checks + dry > 1:
        raise usage_error("usage", "--init, --check and --dry-run do not go together.")
    if writes:
        return _init(screen, config)
    found = _read(screen, config)
    if time_limit is not None:
        found = replace(found, folders=tuple(replace(job, time_limit_s=time_limit) for job in found.folders))
    if checks:
        screen.answer({"folders": [job.name for job in found.folders], "problems": []})
        if not screen.quiet:
            screen.show((f"{config.name} names {counted(len(found.folders), 'folder')}.",))
        return DONE
    from planner.batch.night import Asked

    day = (today or datetime.now().astimezone()).date()
    asked = Asked(day, force, threads, wait_s)
    return _dry_run(screen, found, asked) if dry else _run(screen, found, asked, cluster, exit_zero=exit_zero)


def _init(screen: Screen, config: Path) -> int:
    from planner.batch.config import EXAMPLE

    try:
        with config.open("x", encoding="utf-8") as file:
            file.write(EXAMPLE)
    except FileExistsError as reason:
        raise usage_error("file-exists", f"{config} is there already and is not overwritten.") from reason
    except OSError as reason:
        message = f"{config} cannot be written: {reason.strerror or reason}."
        raise Refusal(NO_RESULT, CANNOT_WRITE, message) from reason
    screen.answer({"written": str(config)})
    screen.show((f"Written: {config}. Name your folders in it.",))
    return DONE


def _read(screen: Screen, file: Path) -> "Config":
    from planner.batch.config import read_config

    found = read_config(file)
    if found.config is None:
        errors = errors_in(found.findings)
        message = f"{file.name} has {counted(len(errors), 'error')} to mend first; nothing was planned."
        raise Refusal(USAGE, "bad-config", message, errors if screen.quiet else found.findings)
    say_findings(screen, found.findings)
    return found.config


def _dry_run(screen: Screen, config: "Config", asked: "Asked") -> int:
    from planner.batch.kept import Runs
    from planner.batch.night import look_ahead

    runs = Runs(config.runs)
    told = look_ahead(config, asked, runs)
    for damaged in runs.damaged:
        screen.say(damaged)
    screen.answer({"folders": [{"folder": name, "planned": bool(why), "why": why} for name, why in told]})
    width = max(len(name) for name, _ in told)
    screen.show(
        f"{name.ljust(width)}  {f'planned: {why}' if why else 'skipped: nothing has changed'}" for name, why in told
    )
    return DONE


def _run(screen: Screen, config: "Config", asked: "Asked", cluster: str | None, *, exit_zero: bool) -> int:
    from planner.batch.kept import RunsBusy, had_alone
    from planner.batch.night import run_night
    from planner.executor import Children

    stop = threading.Event()

    def note(result: "Result") -> None:
        _note(screen, result)

    children = Children(config.jobs, tasks_per_child=1, memory_mb=config.memory_mb)
    try:
        with (
            had_alone(config.runs) as runs,
            on_cluster(cluster) if cluster else children as executor,
            stop_on_signals(stop, screen.say, "Stopping: what is being planned is finished with the best plan so far."),
        ):
            night = run_night(config, asked, runs, executor, stop, note)
    except RunsBusy as busy:
        raise Refusal(BUSY, FOLDER_BUSY, str(busy)) from busy
    except OSError as reason:
        message = f"Runs cannot be kept in {config.runs}: {reason.strerror or reason}."
        raise Refusal(NO_RESULT, CANNOT_WRITE, message) from reason
    return _tell(screen, night, exit_zero=exit_zero)


def _note(screen: Screen, result: "Result") -> None:
    """Log what became of a folder, and tell of it in passing where somebody looks on: all of it is in the summary."""
    from planner.batch.night import log_lines

    for line in log_lines(result):
        event = str(line.pop("event"))
        screen.record(event, **line)
    if sys.stderr.isatty():
        screen.say(f"{result.folder}: {result.ending}, {result.seconds:.1f} s")


def _tell(screen: Screen, night: "Night", *, exit_zero: bool) -> int:
    from planner.batch.summary import summary_json, summary_lines

    for note in night.notes:
        screen.say(note)
    code = DONE if exit_zero and night.code == CONFLICTS else night.code
    screen.answer({**summary_json(night.head, night.results, code, night.kept), "notes": list(night.notes)})
    if not screen.quiet:
        screen.show(summary_lines(night.head, night.results, night.kept))
    return code
