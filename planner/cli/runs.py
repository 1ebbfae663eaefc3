"""``planner runs``: the nights that were kept.

Changes when a kept night can be shown otherwise.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.comparison_text import comparison_lines
from planner.cli.exits import CONFLICTS, DONE, USAGE, Refusal
from planner.cli.groups import Group
from planner.cli.options import HELP, common_options, examples, usage_error
from planner.cli.screen import Screen
from planner.cli.tables import table_lines
from planner.domain.names import did_you_mean
from planner.domain.wording import counted

if TYPE_CHECKING:
    from planner.alternatives.comparison.comparing import Comparison
    from planner.batch.kept import Head, Result, Runs

LAST = "last"
_HEADS = ("Run", "Day", "Started", "Folders", "Exit", "Alerts")
_runs_option = click.option(
    "--runs",
    "home",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("runs"),
    show_default=True,
    metavar="DIR",
    help="The folder of runs that the configuration names.",
)
_folder_option = click.option("--folder", "names", multiple=True, help="Only this folder of the run (repeatable).")


@click.group(
    cls=Group,
    context_settings=HELP,
    epilog=examples(
        "planner runs list",
        "planner runs show last",
        "planner runs diff 2027-03-01-4fa2c1 last --folder seasons/spring",
        "planner runs redo 2027-03-01-4fa2c1",
    ),
)
def runs() -> None:
    """Show the nights that `planner batch` kept, compare them, and do one again.

    A RUN is called by its name, by a beginning of it that no other has, or is the last one: last.
    """


@runs.command("list", epilog=examples("planner runs list", "planner runs list --runs /srv/crew/runs --json"))
@_runs_option
@common_options()
def list_runs(screen: Screen, home: Path) -> int:
    """List the runs that are kept, the newest first."""
    kept = _open(home)
    heads = kept.heads()
    _say_damaged(screen, kept)
    screen.answer({"runs": [_head_json(head) for head in heads]})
    rows = [
        (
            head.run,
            head.date.isoformat(),
            f"{head.started:%Y-%m-%d %H:%M}",
            len(head.folders),
            "cut off" if head.code is None else head.code,
            head.alerts or "",
        )
        for head in heads
    ]
    screen.show(table_lines(_HEADS, rows) if rows else (f"There are no runs in {home}.",))
    return DONE


@runs.command(epilog=examples("planner runs show last", "planner runs show 2027-03-01 --folder seasons/spring"))
@click.argument("run", default=LAST)
@_folder_option
@_runs_option
@common_options()
def show(screen: Screen, run: str, names: tuple[str, ...], home: Path) -> int:
    """Show what became of the folders of RUN."""
    from planner.batch.summary import summary_json, summary_lines

    kept = _open(home)
    head = _find(kept, run)
    results = _chosen(kept, head, names)
    _say_damaged(screen, kept)
    place = home / head.run
    screen.answer(summary_json(head, results, head.code, place))
    lost = [name for name in names or head.folders if name not in {one.folder for one in results}]
    for name in lost:
        screen.say(f"{name}: the run was cut off before it, or what was kept of it is damaged.")
    screen.show(summary_lines(head, results, place))
    return DONE


@runs.command(epilog=examples("planner runs diff 2027-03-01-4fa2c1 last", "planner runs diff 2027-03-01 2027-03-02"))
@click.argument("first", metavar="RUN")
@click.argument("second", metavar="RUN", default=LAST)
@_folder_option
@_runs_option
@common_options()
def diff(screen: Screen, first: str, second: str, names: tuple[str, ...], home: Path) -> int:
    """Show what the plans of a RUN have other than those of another, folder by folder, and why."""
    from planner.alternatives.comparison.as_json import to_json

    kept = _open(home)
    one, other = _find(kept, first), _find(kept, second)
    pairs = _pairs(_chosen(kept, one, names), _chosen(kept, other, names))
    told: list[dict[str, object]] = []
    for name, before, after in pairs:
        found = _compared(kept, before, after)
        if isinstance(found, str):
            told.append({"folder": name, "differs": None, "told": found})
            screen.show((f"{name}: {found}", ""))
        else:
            told.append({"folder": name, "differs": True, **to_json(found)})
            screen.show((f"{name}:", *comparison_lines(found), ""))
    _say_damaged(screen, kept)
    screen.answer({"first": one.run, "second": other.run, "folders": told})
    return DONE


@runs.command(epilog=examples("planner runs redo last", "planner runs redo 2027-03-01-4fa2c1 --folder seasons/spring"))
@click.argument("run", default=LAST)
@_folder_option
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Folders planned side by side.")
@_runs_option
@common_options()
def redo(screen: Screen, run: str, names: tuple[str, ...], jobs: int, home: Path) -> int:
    """Plan RUN again from what it was planned from, and compare the plans cell by cell; nothing is written.

    Exit 0 when every plan is the same, 1 when one differs or could not be made again; what is another version of the
    planner or a library now is said.
    """
    from planner.batch.redoing import redo as redone_of
    from planner.executor import Children

    kept = _open(home)
    head = _find(kept, run)
    results = _chosen(kept, head, names)
    told = []
    with Children(jobs, tasks_per_child=1) as children:
        for one in redone_of(kept, results, children):
            told.append(one)
            screen.show((f"{one.folder}: {one.ending}", *(f"  {line}" for line in (*one.versions, *one.told))))
    _say_damaged(screen, kept)
    as_json = [
        {"folder": one.folder, "ending": one.ending, "told": list(one.told), "versions": list(one.versions)}
        for one in told
    ]
    screen.answer({"run": head.run, "folders": as_json})
    same = len(results) == len(names or head.folders) and all(one.ending == "same" for one in told)
    return DONE if same else CONFLICTS


def _open(home: Path) -> "Runs":
    from planner.batch.kept import Runs

    if not home.is_dir():
        raise usage_error("no-runs", f"There is no folder {home}. Name the folder of runs with --runs DIR.")
    return Runs(home)


def _find(kept: "Runs", name: str) -> "Head":
    """Return the run that somebody named; raise :class:`Refusal` when there is none such, or more than one."""
    heads = kept.heads()
    found = list(heads[:1]) if name == LAST else [head for head in heads if head.run.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(head.run for head in found[:5])
        raise Refusal(USAGE, "no-runs", f"{counted(len(found), 'run')} begin with {name}: {several}.")
    near = did_you_mean(name, [head.run for head in heads])
    hint = f" Did you mean {near}?" if near else ""
    damaged = f" {kept.damaged[0]}" if kept.damaged else ""
    raise Refusal(USAGE, "no-runs", f"There is no run {name} in {kept.home}.{hint}{damaged}")


def _chosen(kept: "Runs", head: "Head", names: Sequence[str]) -> "tuple[Result, ...]":
    """Return the results of the folders that were named, of all without a name."""
    for name in names:
        if name not in head.folders:
            near = did_you_mean(name, head.folders)
            hint = f" Did you mean {near}?" if near else ""
            raise usage_error("no-runs", f"Run {head.run} has no folder {name}.{hint}")
    results = kept.results(head)
    return tuple(one for one in results if not names or one.folder in names)


def _pairs(
    before: "Sequence[Result]", after: "Sequence[Result]"
) -> "Iterator[tuple[str, Result | None, Result | None]]":
    first, second = ({one.place: one for one in results} for results in (before, after))
    for place in dict.fromkeys((*first, *second)):
        one, other = first.get(place), second.get(place)
        name = (other or one).folder  # type: ignore[union-attr]  # it is in one of them
        yield name, one, other


def _compared(kept: "Runs", before: "Result | None", after: "Result | None") -> "Comparison | str":
    """Return what differs between two plans of a folder, or what is to be said instead."""
    from tempfile import TemporaryDirectory

    from planner.alternatives.comparison.comparing import compare
    from planner.alternatives.comparison.reading import UnreadablePlan

    if before is None or after is None:
        return "it is in one of the runs only."
    if before.plan_sha256 == after.plan_sha256:
        return "the plan is the same." if before.plan_sha256 else "there is no plan in either run."
    plans = [kept.plan(one) if one.planned_in else None for one in (before, after)]
    with TemporaryDirectory() as home:
        files = []
        for one, plan in zip((before, after), plans, strict=True):
            if plan is None:
                return f"there is no plan of it in run {one.run}."
            files.append(Path(home) / f"{one.run}.xlsx")
            files[-1].write_bytes(plan)
        try:
            return compare(files)
        except UnreadablePlan as reason:
            return f"a plan cannot be read: {reason}"


def _say_damaged(screen: Screen, kept: "Runs") -> None:
    for line in kept.damaged:
        screen.say(line)


def _head_json(head: "Head") -> dict[str, object]:
    def moment(value: datetime | None) -> str | None:
        return value.isoformat() if value else None

    return {
        "run": head.run,
        "date": head.date.isoformat(),
        "started": moment(head.started),
        "ended": moment(head.ended),
        "config": head.config,
        "folders": list(head.folders),
        "exit": head.code,
        "alerts": head.alerts,
    }
