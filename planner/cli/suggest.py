"""``planner suggest``: the best days for productions that may be moved.

Changes when a suggestion is asked for or shown in another way.
"""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.desk_calls import Call, operation_options
from planner.cli.exits import CANNOT_WRITE, DONE, NO_RESULT, USAGE, Refusal
from planner.cli.folders import read_input
from planner.cli.options import examples, usage_error
from planner.cli.tables import table_lines
from planner.domain.change_rows import to_json
from planner.domain.settings import GoalName
from planner.domain.wording import counted
from planner.interrupts import run_beside_signals, stop_on_signals

if TYPE_CHECKING:
    from planner.alternatives.suggesting import Step, Suggestion
    from planner.alternatives.suggestion_order import SuggestionOrder, Wish

SCENARIO = "Suggested days"
HEADS = ("What counts", "Now", "Then", "Bound", "Proven")


@click.command(
    epilog=examples(
        "planner suggest my-season",
        "planner suggest my-season --production P07 --production P12 --most 1",
        "planner suggest my-season --to better-days.xlsx",
        "planner suggest my-season --move-for cost --yes",
    ),
)
@operation_options(moves=True)
@click.option("--production", "which", multiple=True, metavar="WHICH", help="Only this one (repeatable).")
@click.option(
    "--move-for",
    "goals",
    multiple=True,
    type=click.Choice([goal.value for goal in GoalName]),
    metavar="GOAL",
    help="A goal that counts before the days moved, beside coverage, whole, holds and who stays (repeatable).",
)
@click.option("--most", type=click.IntRange(1), metavar="N", help="Move at most N productions.")
@click.option(
    "--to", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx", help="Write the moves as a scenario."
)
def suggest(call: Call, which: tuple[str, ...], goals: tuple[str, ...], most: int | None, to: Path | None) -> int:
    """Suggest on which days productions of DIR should take place, within their Earliest start and Latest end.

    Whole productions move, so that most slots are filled, most productions whole, most holds and people kept, as Goals
    orders these; then by the fewest days, for the fewest productions, and then for the goals that are left. Nothing is
    written but FILE, unless --yes makes the moves real, with the plan that they have, as the desk does: all or nothing,
    and `planner undo` takes it back. Exit 0 when done; with --yes 1 when refused and nothing was written.
    """
    from planner.alternatives.suggestion_order import SuggestionOrder, Wish
    from planner.planning import BrokenPlan

    if to is not None and to.exists():
        raise usage_error("file-in-use", f"{to} is there already; name another file.")
    if to is not None and to.suffix.casefold() != ".xlsx":
        raise usage_error("usage", f"{to.name} is no workbook; name a file that ends in .xlsx.")
    wish = Wish(which, tuple(map(GoalName, goals)), most)
    try:
        if not call.yes:
            return _show(call, wish, to)
        return _make_real(call, SuggestionOrder(wish), to)
    except BrokenPlan as broken:
        raise Refusal(NO_RESULT, "no-result", str(broken)) from broken


def _show(call: Call, wish: "Wish", to: Path | None) -> int:
    """Suggest days, and write nothing but the scenario that is asked for."""
    from planner.alternatives.suggesting import suggest_days
    from planner.desk.reading import desk_of
    from planner.folder import read_ledger
    from planner.planning import Effort
    from planner.solver.moves.places import Ask

    screen = call.screen
    reading, instance = read_input(screen, call.files)
    ask = wish.on(desk_of(reading, instance))
    if not isinstance(ask, Ask):
        told = " ".join(f"{one.message} {one.hint}".strip() for one in ask)
        raise Refusal(USAGE, ask[0].code, told)
    stop = threading.Event()
    effort = Effort(call.threads, call.time_limit_s, stop=stop, ledger=read_ledger(call.files.paths().home))
    saying = "Stopping with the best days so far. Once more gives up without them."
    with stop_on_signals(stop, screen.say, saying):
        found = run_beside_signals(lambda: suggest_days(instance, ask, effort))
    written = _write(found, to)
    screen.answer({"suggested": _json(found), "written": written})
    if not screen.quiet:
        screen.show(_lines(found, written))
    return DONE


def _make_real(call: Call, order: "SuggestionOrder", to: Path | None) -> int:
    """Suggest days and carry the moves out, and write the scenario that is asked for."""
    written: list[str | None] = []

    def more() -> dict[str, object]:
        written[:] = [_write(found, to) for found in order.found]
        return {"suggested": _json(order.found[0]), "written": written[0]} if order.found else {}

    code = call.carry_out_task(order, more)
    if not call.screen.quiet:
        for found, name in zip(order.found, written, strict=True):
            call.screen.show(_figure_lines(found, name))
    return code


def _write(found: "Suggestion", to: Path | None) -> str | None:
    """Write the moves as a scenario, and return the file's name; None where there is none to write."""
    from planner.domain.scenario import Scenario
    from planner.workbook.replacing import replace_file
    from planner.workbook.templates.scenarios import scenario_workbook

    if to is None or not found.changes:
        return None
    try:
        replace_file(to, scenario_workbook(found.before.instance, [Scenario(SCENARIO, found.changes)]))
    except OSError as reason:
        message = f"{to} cannot be written: {reason.strerror or reason}."
        raise Refusal(NO_RESULT, CANNOT_WRITE, message) from reason
    return str(to)


def _json(found: "Suggestion") -> dict[str, object]:
    plan = found.after.plan
    return {
        "changes": [to_json(change) for change in found.changes],
        "proven": found.proven,
        "slots": len(plan.assignments) + len(plan.vacancies),
        "filled": len(plan.assignments),
        "filled_before": len(found.before.plan.assignments),
        "goals": [_step_json(step) for step in found.steps],
    }


def _step_json(step: "Step") -> dict[str, object]:
    numbers = {"priority": step.priority, "rank": step.rank}
    entry = {"name": step.name, **{name: number for name, number in numbers.items() if number is not None}}
    figures = {"before": step.before, "value": step.value, "bound": step.bound}
    return {**entry, **figures, "proven": step.proven, "cut": step.cut}


def _lines(found: "Suggestion", written: str | None) -> Iterator[str]:
    """Yield the moves, what they reach, and what is proven of it."""
    from planner.alternatives.suggestion_order import nothing_better

    if not found.changes:
        yield nothing_better(found).message
    else:
        yield f"{counted(len(found.changes), 'production')} moved, {counted(found.after.days, 'day')} altogether:"
        yield from (f"  {line}" for line in found.in_words())
    yield from _figure_lines(found, written)


def _figure_lines(found: "Suggestion", written: str | None) -> Iterator[str]:
    from planner.workbook.planbook.plan_words import filled_words

    yield ""
    yield from table_lines(HEADS, [_row(step) for step in found.steps])
    yield ""
    if found.changes:
        yield f"With these moves: {filled_words(found.after.plan)}"
        yield f"Without: {filled_words(found.before.plan)}"
        yield found.proof_in_words()
    if written:
        yield f"Written: {written}, with the scenario {SCENARIO}."


def _row(step: "Step") -> tuple[str, ...]:
    from planner.workbook.planbook.plan_words import amount

    before, value = amount(step.name, step.before), amount(step.name, step.value)
    bound = "–" if step.bound is None else amount(step.name, step.bound)
    return step.label.replace("-moved", " moved"), before, value, bound, "yes" if step.proven else "no"
