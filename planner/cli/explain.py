"""``planner explain``: why slots are vacant, and what would fill them.

Changes when an explanation shows more.
"""

import threading
import time
from collections.abc import Callable, Iterable
from itertools import count
from typing import TYPE_CHECKING

import click

from planner.answers import open_conflicts
from planner.audit.wording import listed
from planner.cli.exits import CONFLICTS, DONE, USAGE, Refusal
from planner.cli.explanation import explanation_json, explanation_lines
from planner.cli.findings import errors_in
from planner.cli.folders import Files, meant, read_at_rest, refused_input, say_findings
from planner.cli.options import common_options, examples, exit_zero_option, folder_options, remedies_option, usage_error
from planner.cli.progress import shown_progress
from planner.cli.screen import Screen
from planner.cli.swap_answers import named_slot, swaps_json, swaps_lines
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.names import did_you_mean, name_key
from planner.domain.production import Slot
from planner.domain.progress import SWAPS, Progress
from planner.domain.report import Report
from planner.domain.swap import MOST_TRIED, Swaps
from planner.domain.wording import counted, production_in_words
from planner.interrupts import run_beside_signals, stop_on_signals

if TYPE_CHECKING:
    from planner.explaining import ExplainOutcome
    from planner.remedies.swaps import Forcing
    from planner.workbook.reading import FolderPaths

WAIT_S = 10.0


@click.command(
    epilog=examples(
        "planner explain my-season",
        "planner explain my-season --production P12 --role Gaffer --remedies 4",
        'planner explain my-season --slot "P12 Gaffer 1"',
        'planner explain my-season --person "Ada Moreau" --most 30',
        "planner explain my-season --json",
    ),
)
@folder_options
@click.option("--production", help="Only this production, by its ID or title.")
@click.option("--role", help="Only this role.")
@click.option("--slot", metavar="SLOT", help='Why this person and not another in a slot, such as "P12 Gaffer 1".')
@click.option("--person", metavar="WHO", help="Why somebody works where they do and not elsewhere, or is idle.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=MOST_TRIED,
    show_default=True,
    metavar="N",
    help="How many people, or slots, --slot and --person try at most.",
)
@remedies_option
@exit_zero_option
@common_options()
def explain(
    screen: Screen,
    files: Files,
    production: str | None,
    role: str | None,
    slot: str | None,
    person: str | None,
    most: int,
    remedies: float,
    exit_zero: bool,
) -> int:
    """Say why each slot of DIR's plan is vacant, who comes nearest, and what would fill it.

    With --slot, --person or both: why this person and not another. All that is told has been planned again.

    Exit 0 without vacancy or conflict, 1 with some, 2 when the
    input is refused, or the plan is not one of today's input.
    """
    paths = files.paths()
    if not paths.plan.exists():
        raise Refusal(USAGE, "no-plan", f"There is no {paths.plan.name} to explain. Run `planner solve` first.")
    if slot is None and person is None:
        outcome = _explain(screen, paths, Asked(production, role), remedies)
    elif production is None and role is None:
        outcome = _explain_swaps(screen, paths, slot, person, most)
    else:
        raise usage_error(
            "usage", "--slot and --person say by themselves what they are about: leave --production and --role out."
        )
    if outcome.board is None or outcome.report is None:
        raise _refused(screen, outcome, paths.plan.name)
    say_findings(screen, outcome.findings)
    if outcome.swaps is not None:
        screen.answer(swaps_json(outcome.board, outcome.swaps, paths.plan.name))
        screen.show(swaps_lines(outcome.board, outcome.swaps))
    else:
        _note_found(screen, paths, outcome.report)
        instance, asked = outcome.board.instance, Asked(production, role).on(outcome.board.instance)
        screen.answer(explanation_json(instance, outcome.report, paths.plan.name, asked))
        screen.show(explanation_lines(instance, outcome.report, asked))
    return CONFLICTS if open_conflicts(outcome.report) and not exit_zero else DONE


class Asked:
    """Which production and role are asked about, as they were typed."""

    def __init__(self, production: str | None, role: str | None) -> None:
        self._production, self._role = production, role

    def on(self, instance: Instance) -> Callable[[str, str], bool]:
        """Return whether a production and role are asked about. Raises a usage error for what is not in the folder."""
        by_id, ids = instance.production_by_id, [one.production_id for one in instance.productions]
        titles = [(one.title, one.production_id) for one in instance.productions]
        roles = dict.fromkeys(need.role for need in instance.requirements)
        production = _known("production", self._production, ids, lambda one: production_in_words(by_id[one]), titles)
        role = _known("required role", self._role, roles, str)
        return lambda there, asked: production in (None, there) and role in (None, asked)


def _known(
    what: str,
    text: str | None,
    ids: Iterable[str],
    in_words: Callable[[str], str],
    titles: Iterable[tuple[str, str]] = (),
) -> str | None:
    """Return which of ``ids`` a text is, or the only one that it is the title of (``titles``: title, identifier)."""
    if text is None:
        return None
    by_title = grouped(titles, lambda pair: name_key(pair[0]))
    by_key = {key: tuple(one for _, one in pairs) for key, pairs in by_title.items()}
    by_key |= {name_key(one): (one,) for one in ids}
    found = by_key.get(name_key(text), ())
    if len(found) == 1:
        return found[0]
    code = f"unknown-{what.split()[-1]}"
    if found:
        raise usage_error(code, f'"{text}" may be {listed([in_words(one) for one in found], between=" or ")}.')
    near = did_you_mean(text, by_key)
    hint = f" Did you mean {' or '.join(map(in_words, by_key[near]))}?" if near else ""
    raise usage_error(code, f'There is no {what} "{text}" in this folder.{hint}')


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


def _explain_swaps(
    screen: Screen, paths: "FolderPaths", slot: str | None, person: str | None, most: int
) -> "ExplainOutcome":
    from planner.desk.names import find_person
    from planner.desk.state import Desk
    from planner.explaining import explain_swaps

    stop, begun, tried = threading.Event(), time.monotonic(), count()

    with stop_on_signals(stop, screen.say), shown_progress(screen) as listen:

        def goes_on() -> bool:
            listen(Progress(SWAPS, next(tried), most, 0, 1, time.monotonic() - begun))
            return not stop.is_set()

        def ask(forcing: "Forcing") -> Swaps:
            instance = forcing.board.instance
            who = meant(find_person(Desk(instance), person)).crew_id if person is not None else None
            where = named_slot(instance, slot) if slot is not None else None
            if where is None:
                return forcing.of_person(str(who), most, goes_on)
            return forcing.of_slot(where, most, goes_on) if who is None else forcing.of(where, who)

        return run_beside_signals(lambda: read_at_rest(screen, paths.folder, lambda: explain_swaps(paths, ask)))


def _note_found(screen: Screen, paths: "FolderPaths", report: Report) -> None:
    """Add what was found beside the remedies on the plan's sheet to it, so that it can be applied."""
    from planner.explaining import add_found
    from planner.folder import FolderBusy, Patience
    from planner.workbook.xlsx.edits import CannotEdit

    try:
        added = add_found(paths, report, Patience(WAIT_S))
    except (FolderBusy, OSError, CannotEdit) as reason:
        screen.say(f"Remedies found now are not on the sheet of {paths.plan.name}, and so cannot be applied: {reason}")
        return
    if added:
        screen.say(f"{counted(added, 'remedy')} found now {'is' if added == 1 else 'are'} added to {paths.plan.name}.")


def _refused(screen: Screen, outcome: "ExplainOutcome", name: str) -> Refusal:
    if errors_in(outcome.findings):
        return refused_input(outcome.findings, quiet=screen.quiet)
    why = "its slots are not those of the input" if outcome.outdated else "it breaks rules of the input"
    message = f"{name} is not a plan of today's workbooks: {why}. Run `planner solve` again."
    return Refusal(USAGE, "outdated-plan", message, errors_in(outcome.broken))
