"""``planner explain``: why slots are vacant, and what would fill them.

Changes when an explanation shows more.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.exits import CONFLICTS, DONE, USAGE, Refusal
from planner.cli.explanation import explanation_json, explanation_lines
from planner.cli.findings import errors_in
from planner.cli.folders import read_at_rest, refused_input, say_findings
from planner.cli.interrupts import run_beside_signals, stop_on_signals
from planner.cli.options import common_options, examples, exit_zero_option, folder_options, remedies_option, usage_error
from planner.cli.screen import Screen
from planner.cli.summary import open_conflicts
from planner.domain.instance import Instance
from planner.domain.names import meant_one, name_key
from planner.domain.production import Slot

if TYPE_CHECKING:
    from planner.explaining import ExplainOutcome
    from planner.workbook.reading import FolderPaths


@click.command(
    epilog=examples(
        "planner explain my-season",
        "planner explain my-season --production P12 --role Gaffer --remedies 4",
        "planner explain my-season --json",
    ),
)
@folder_options
@click.option("--production", help="Only this production, by its ID or title.")
@click.option("--role", help="Only this role.")
@remedies_option
@exit_zero_option
@common_options()
def explain(
    screen: Screen,
    folder: Path,
    crew: Path | None,
    productions: Path | None,
    plan: Path | None,
    production: str | None,
    role: str | None,
    remedies: float,
    exit_zero: bool,
) -> int:
    """Say why each slot of DIR's plan is vacant, who comes nearest, and what would fill it.

    Every remedy has been planned again before it is told. Exit 0 without vacancy or conflict, 1 with some, 2 when the
    input is refused, or the plan is not one of today's input.
    """
    from planner.workbook.reading import FolderPaths

    paths = FolderPaths.of(folder, crew, productions, plan)
    if not paths.plan.exists():
        raise Refusal(USAGE, "no-plan", f"There is no {paths.plan.name} to explain. Run `planner solve` first.")
    outcome = _explain(screen, paths, Asked(production, role), remedies)
    if outcome.instance is None or outcome.report is None:
        raise _refused(screen, outcome, paths.plan.name)
    say_findings(screen, outcome.findings)
    asked = Asked(production, role).on(outcome.instance)
    screen.answer(explanation_json(outcome.instance, outcome.report, paths.plan.name, asked))
    screen.show(explanation_lines(outcome.instance, outcome.report, asked))
    return CONFLICTS if open_conflicts(outcome.report) and not exit_zero else DONE


class Asked:
    """Which production and role are asked about, as they were typed."""

    def __init__(self, production: str | None, role: str | None) -> None:
        self._production, self._role = production, role

    def on(self, instance: Instance) -> Callable[[str, str], bool]:
        """Return whether a production and role are asked about. Raises a usage error for what is not in the folder."""
        by_key = {name_key(p.title): p.production_id for p in instance.productions}
        by_key |= {name_key(p.production_id): p.production_id for p in instance.productions}
        titles = {p.production_id: p.title for p in instance.productions}
        roles = {name_key(role): role for need in instance.requirements for role in [need.role]}
        production = _known(by_key, self._production, "production", titles)
        role = _known(roles, self._role, "required role", {role: role for role in roles.values()})
        return lambda there, asked: production in (None, there) and role in (None, asked)


def _known(by_key: dict[str, str], text: str | None, what: str, named: dict[str, str]) -> str | None:
    if text is None:
        return None
    found = by_key.get(name_key(text))
    if found is None:
        message = f'There is no {what} "{text}" in this folder. {meant_one(text, named)}'
        raise usage_error(f"unknown-{what.split()[-1]}", message.strip())
    return found


def _explain(screen: Screen, paths: "FolderPaths", asked: Asked, remedies: float) -> "ExplainOutcome":
    from planner.explaining import explain_folder

    stop = threading.Event()

    def only(instance: Instance) -> Callable[[Slot], bool]:
        wanted = asked.on(instance)
        return lambda slot: wanted(slot.production_id, slot.role)

    with stop_on_signals(stop, screen.say):
        return run_beside_signals(
            lambda: read_at_rest(
                screen, paths.folder, lambda: explain_folder(paths, remedies, lambda: not stop.is_set(), only)
            )
        )


def _refused(screen: Screen, outcome: "ExplainOutcome", name: str) -> Refusal:
    if errors_in(outcome.findings):
        return refused_input(outcome.findings, quiet=screen.quiet)
    why = "its slots are not those of the input" if outcome.outdated else "it breaks rules of the input"
    message = f"{name} is not a plan of today's workbooks: {why}. Run `planner solve` again."
    return Refusal(USAGE, "outdated-plan", message, errors_in(outcome.broken))
