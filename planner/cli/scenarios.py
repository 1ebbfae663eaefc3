"""``planner scenarios``: changes of a folder planned beside it and compared.

Changes when scenarios are shown or written otherwise.
"""

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.answers import open_conflicts, solve_json
from planner.cli.desk_calls import Call, operation_options
from planner.cli.executors import cluster_option, executor_for
from planner.cli.existing import FILE
from planner.cli.exits import CONFLICTS, DONE, INTERRUPTED, NO_RESULT, Refusal
from planner.cli.folders import Files, read_input, refused_input, say_findings
from planner.cli.groups import CommandWithOthers
from planner.cli.options import (
    common_options,
    examples,
    exit_zero_option,
    folder_options,
    remedies_option,
    usage_error,
)
from planner.cli.report import PAGE_NAME as PAGE
from planner.cli.screen import Screen
from planner.cli.tables import table_lines
from planner.domain.change_rows import to_json
from planner.domain.scenario import BASE
from planner.domain.wording import counted
from planner.interrupts import run_beside_signals, stop_on_signals

if TYPE_CHECKING:
    from planner.alternatives.comparison.figures import Reckoning
    from planner.alternatives.scenario_files import WrittenScenarios
    from planner.alternatives.scenario_plans import ScenarioPlan

most_option = click.option(
    "--most", type=click.IntRange(1), default=200, show_default=True, help="Scenarios that ranges may make."
)
HEADS = ("Scenario", "Filled", "Vacant", "Whole", "People", "Cost", "Proven")


@click.command(
    epilog=examples(
        "planner scenarios my-season what-if.xlsx",
        "planner scenarios my-season what-if.xlsx --jobs 2 --plans all",
        'planner scenarios adopt my-season what-if.xlsx "Later start"',
    ),
)
@folder_options
@click.argument("file", metavar="FILE", type=FILE)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Scenarios planned side by side."
)
@cluster_option
@click.option(
    "--plans",
    type=click.Choice(("best", "all", "none")),
    default="best",
    show_default=True,
    help="Whose plan workbooks are written: the best one's by the folder's goals, all, or none.",
)
@most_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder in place of DIR/scenarios.")
@remedies_option
@exit_zero_option
@common_options(solves=True)
def plan(
    screen: Screen,
    files: Files,
    file: Path,
    jobs: int,
    cluster: str | None,
    plans: str,
    most: int,
    out: Path | None,
    remedies: float,
    exit_zero: bool,
    threads: int,
    time_limit: float | None,
) -> int:
    """Plan the scenarios of FILE beside the folder DIR, each as if its changes had been made in the workbooks.

    FILE has a sheet Scenarios with a row per change. Nothing of DIR's own is touched; the plans, comparison.xlsx, and
    report.html with the best ones as a page to send, stand in DIR/scenarios. Exit 0 when every scenario is filled
    without conflict, 1 with vacancies or conflicts in any, 2 when FILE or the input is refused, 3 without a result.

    `planner scenarios adopt` makes one of them real; a folder that is called adopt is ./adopt here.
    """
    from planner.alternatives.out_folder import OutInUse
    from planner.alternatives.page.writing import Wanted
    from planner.alternatives.scenario_files import write_scenarios
    from planner.alternatives.scenario_plans import Stopped, base, find_impossible, look_possible, plan_scenarios
    from planner.folder import read_ledger
    from planner.planning import Effort
    from planner.solver import cores
    from planner.workbook.scenario_reading import read_scenarios

    paths = files.paths()
    reading, instance = read_input(screen, files, published=True)
    found = read_scenarios(file, reading, most)
    # what only the workbooks would say is found when each is planned: to edit and read them is much of that
    possible = look_possible(instance, found.scenarios)
    impossible = () if possible else find_impossible(paths, reading, found.scenarios)
    if impossible or not found.scenarios:
        raise refused_input((*found.findings, *impossible), quiet=screen.quiet)
    say_findings(screen, found.findings)
    stop = threading.Event()
    share = 1 if cluster else max(1, cores() // jobs)  # a worker is told its share of a machine by whoever starts it
    threads, ledger = threads or share, read_ledger(paths.home)
    effort = Effort(threads, time_limit, remedies, stop, ledger=ledger)
    all_of_them, started = (base(), *found.scenarios), datetime.now().astimezone()

    side_by_side = executor_for(min(jobs, len(all_of_them)), cluster)
    try:
        with stop_on_signals(stop, screen.say, "Stopping; nothing is written."), side_by_side as executor:
            screen.say(f"Planning {counted(len(found.scenarios), 'scenario')}, and the folder as it is.")
            planned = run_beside_signals(lambda: plan_scenarios(paths, reading, all_of_them, effort, started, executor))
    except Stopped as reason:
        raise Refusal(NO_RESULT, INTERRUPTED, str(reason)) from reason
    impossible = tuple(finding for one in planned for finding in one.findings)
    if impossible:
        raise refused_input((*found.findings, *impossible), quiet=screen.quiet)
    failed = [f"{one.scenario.name}: {one.failure}" for one in planned if one.failure]
    if failed:
        raise Refusal(NO_RESULT, "no-result", " ".join(failed))
    wanted = Wanted(paths.folder.resolve().name, str(reading.tables.date_order or ""))
    target = out or paths.folder / "scenarios"
    try:
        written = write_scenarios(paths.folder, target, planned, instance.settings.goals, plans, wanted)
    except OutInUse as reason:
        raise usage_error("folder-in-use", str(reason)) from reason
    for told in dict.fromkeys(line for one in planned for line in one.scenario.told):
        screen.say(told)
    page = {"file": PAGE, "scenarios": list(written.on_page)}
    screen.answer({"scenarios": [_json(one, written) for one in planned], "best": written.best, "page": page})
    if not screen.quiet:
        screen.show(_lines(written))
    conflicts = any(one.report and open_conflicts(one.report) for one in planned)
    return CONFLICTS if conflicts and not exit_zero else DONE


def _json(one: "ScenarioPlan", written: "WrittenScenarios") -> dict[str, object]:
    assert one.planned is not None
    name, made = one.scenario.name, one.planned
    file = written.file_of.get(name, "")
    figures = solve_json(made.instance, made.plan, made.report, made.run.seconds, file)
    changes = [to_json(change) for change in one.scenario.changes]
    return {"scenario": name, "changes": changes, "told": list(one.scenario.told), **figures}


def _lines(written: "WrittenScenarios") -> Iterator[str]:
    from planner.alternatives.scenario_files import COMPARISON

    yield from table_lines(HEADS, [_row(plan) for plan in written.comparison.figures])
    yield ""
    yield f"Best by the goals of the folder: {written.best}."
    files = counted(written.written.files, "file")
    yield f"Written: {written.out}, {files}, {written.written.changed:,} of them other than before."
    shown, others = len(written.on_page), len(written.comparison.plans) - len(written.on_page)
    are = "1 other is" if others == 1 else f"{others:,} others are"
    some = f"{BASE} and the best {shown - 1} of the scenarios; the {are} in {COMPARISON}.xlsx"
    yield f"The page {PAGE} shows {some if others else 'all of them'}."


def _row(one: "Reckoning") -> tuple[object, ...]:
    filled, vacant = (sum(part.values()) for part in (one.filled, one.vacant))
    proven = "yes" if all(goal.proven for goal in one.of.plan.goals) else "no"
    return one.of.name, filled, vacant, one.whole, len(one.worked_by), f"{(one.cost_cents or 0) / 100:,.2f}", proven


scenarios = CommandWithOthers(plan)


def _names(_context: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    """Return full names by whom they stand for."""
    names = {}
    for text in texts:
        label, sign, name = (part.strip() for part in text.partition("="))
        if not (sign and label and name) or label in names:
            raise click.BadParameter(f'"{text}" is no name for somebody new, once, as in "Gaffer 1=Ana Pereira".')
        names[label] = " ".join(name.split())
    return names


@scenarios.command(
    epilog=examples(
        'planner scenarios adopt my-season what-if.xlsx "Later start [move=7]" --dry-run',
        'planner scenarios adopt my-season what-if.xlsx "Two more [hire=1]" --name "Gaffer 1=Ana Pereira"',
    ),
)
@operation_options(moves=True)
@click.argument("file", metavar="FILE", type=FILE)
@click.argument("name", metavar="NAME")
@click.option(
    "--name", "named", multiple=True, callback=_names, metavar='"ROLE N=NAME"', help="Who somebody new is (repeatable)."
)
@click.option("--placeholders", is_flag=True, help="Keep those without a name as they are called in the scenario.")
@most_option
def adopt(call: Call, file: Path, name: str, named: dict[str, str], placeholders: bool, most: int) -> int:
    """Make a scenario of FILE real, by its NAME: its changes in DIR's workbooks and the plan that it has, together.

    All or nothing, as the desk does it: `planner undo` takes it back. Of ranges NAME is that of one combination, as it
    was shown. People whom a hire made up need a --name, or --placeholders. Exit 0 when it is adopted, 1 when refused
    and nothing was written, 2 when FILE or the input is refused, 3 without a result, 4 when the folder is busy.
    """
    from planner.alternatives.adopting import Adoption
    from planner.planning import BrokenPlan

    try:
        return call.carry_out_task(Adoption(file, name, most, named, placeholders))
    except BrokenPlan as broken:
        raise Refusal(NO_RESULT, "no-result", str(broken)) from broken
