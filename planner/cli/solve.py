"""``planner solve``: the plan.

Changes when planning takes another option.
"""

import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.answers import open_conflicts, problems_json, solve_json
from planner.cli.days import DAY
from planner.cli.exits import CANNOT_REPLACE, CONFLICTS, DONE, NO_RESULT, Refusal
from planner.cli.findings import errors_in
from planner.cli.folders import Files, refused_input, say_findings, say_recovery
from planner.cli.options import (
    common_options,
    examples,
    exit_zero_option,
    folder_options,
    previous_option,
    remedies_option,
    usage_error,
    wait_option,
)
from planner.cli.progress import shown_progress
from planner.cli.report import report_on
from planner.cli.screen import Screen
from planner.cli.summary import plan_name, summary_lines
from planner.domain.run import NO_SECONDS
from planner.interrupts import run_beside_signals, stop_on_signals

MOST_FREEZE_DAYS = 3_650

if TYPE_CHECKING:
    from datetime import date

    from planner.pipeline import SolveOutcome
    from planner.workbook.reading import FolderPaths


@click.command(
    epilog=examples(
        "planner solve my-season",
        "planner solve my-season --time-limit 60 --json",
        "planner solve my-season --previous published.xlsx --plan draft.xlsx",
        "planner solve my-season --freeze-days 7",
    ),
)
@folder_options
@previous_option
@click.option("--fresh", is_flag=True, help="Ignore the previous plan's assignments, not the bookings typed in it.")
@click.option(
    "--freeze-days",
    type=click.IntRange(0, MOST_FREEZE_DAYS),
    metavar="N",
    help="Keep everybody on work that begins within N days, unless a rule or a booking released frees them.",
)
@click.option("--today", type=DAY, metavar="DATE", help="The day that --freeze-days counts from, in place of today.")
@click.option("--report", "reports", is_flag=True, help="Also write the page of the plan, report.html, beside it.")
@click.option("--force", is_flag=True, help="Also replace a plan that seems to be open in Excel.")
@remedies_option
@wait_option
@exit_zero_option
@common_options(solves=True)
def solve(
    screen: Screen,
    files: Files,
    previous: Path | None,
    fresh: bool,
    freeze_days: int | None,
    today: datetime | None,
    reports: bool,
    force: bool,
    remedies: float,
    wait_s: float,
    exit_zero: bool,
    threads: int,
    time_limit: float | None,
) -> int:
    """Plan the productions of DIR and write plan.xlsx, with a reason for every vacancy.

    A plan that is there already is kept as far as possible, and copied to backup/ first. One that is open elsewhere is
    not replaced: the new plan is then kept beside it as plan-DATE.xlsx, with exit 3. Ctrl-C stops early with the best
    plan so far. Exit 0 when all is filled without conflict, 1 with vacancies or conflicts, 2 when the input is refused,
    3 without a result, 4 when another command has the folder.
    """
    from planner.folder import Patience, recover

    if today is not None and freeze_days is None:
        raise usage_error("usage", "--today is what --freeze-days counts from, and needs it.")
    named = [path for path in (files.crew, files.productions, files.plan) if path is not None]
    patience = Patience(wait_s)
    say_recovery(screen, recover(files.folder, patience, named))  # before anybody looks whether there is a plan
    paths = files.paths(previous)
    freeze = freeze_days or 0, today.date() if today else None
    outcome = _solve(screen, paths, threads, time_limit, remedies, patience.left_s, freeze, fresh=fresh, force=force)
    _refuse_without_result(screen, outcome)
    say_findings(screen, outcome.findings)
    page = _page(screen, paths, outcome) if reports else None
    return _tell(screen, files.folder, outcome, page, exit_zero=exit_zero)


def _solve(
    screen: Screen,
    paths: "FolderPaths",
    threads: int,
    time_limit: float | None,
    remedies: float,
    wait_s: float,
    freeze: "tuple[int, date | None]",
    *,
    fresh: bool,
    force: bool,
) -> "SolveOutcome":
    from planner.pipeline import SolveOptions, solve_folder

    stop = threading.Event()
    with stop_on_signals(stop, screen.say), shown_progress(screen) as listen:
        options = SolveOptions(
            threads=threads,
            time_limit_s=time_limit,
            fresh=fresh,
            remedies=remedies,
            force=force,
            wait_s=wait_s,
            on_recovery=lambda recovery: say_recovery(screen, recovery),
            on_progress=listen,
            on_changed=lambda names: screen.say(
                f"{names} changed while this was planned; it is planned again from there."
            ),
            stop=stop,
            freeze_days=freeze[0],
            today=freeze[1],
        )
        return run_beside_signals(lambda: solve_folder(paths, options))


def _refuse_without_result(screen: Screen, outcome: "SolveOutcome") -> None:
    if errors_in(outcome.findings):
        raise refused_input(outcome.findings, quiet=screen.quiet)
    if outcome.failure:
        raise Refusal(NO_RESULT, "no-result", outcome.failure, outcome.findings)


def _page(screen: Screen, paths: "FolderPaths", outcome: "SolveOutcome") -> Path | None:
    """Write the page of the plan; where that cannot be done, the plan is there all the same."""
    if outcome.written is None:
        return None
    try:
        return report_on(screen, paths, outcome.written)
    except Refusal as refusal:
        screen.say(f"There is no page: {refusal}")
        return None


def _tell(screen: Screen, folder: Path, outcome: "SolveOutcome", page: Path | None, *, exit_zero: bool) -> int:
    instance, plan, report, written = outcome.instance, outcome.plan, outcome.report, outcome.written
    if instance is None or plan is None or report is None or written is None:
        raise Refusal(NO_RESULT, "no-result", "Planning ended without a plan.", outcome.findings)
    seconds = outcome.run.seconds if outcome.run else NO_SECONDS
    answer = solve_json(instance, plan, report, seconds, plan_name(written, folder))
    screen.record("solved", problems=problems_json(outcome.findings), aside=outcome.aside, **answer)
    if outcome.aside:
        answer |= {
            "error": {"code": CANNOT_REPLACE, "message": outcome.aside},
            "problems": problems_json(outcome.findings),
        }
        screen.show((outcome.aside,))
    if outcome.dropped and outcome.backup:
        old = plan_name(outcome.backup, folder)
        answer |= {"dropped": list(outcome.dropped), "backup": old}
        screen.say(
            f"The old {written.name} had what is not carried over: {'; '.join(outcome.dropped)}. It is kept as {old}."
        )
    if outcome.stays and plan.status != "optimal":
        screen.say("Nothing has changed since, so the plan stays. A longer --time-limit, or --fresh, looks further.")
    if page:
        answer["report"] = plan_name(page, folder)
    screen.answer(answer)
    if not screen.quiet:
        screen.show(summary_lines(instance, plan, report, seconds, written))
        screen.show((f"Written: {page}",) if page else ())
    if outcome.aside:
        return NO_RESULT
    return CONFLICTS if open_conflicts(report) and not exit_zero else DONE
