"""``planner verify``: the plan workbook against the rules, without the solver.

Changes when verifying should say more than the rules that are broken.
"""

import click

from planner.answers import problems_json
from planner.cli.exits import CONFLICTS, DONE
from planner.cli.findings import errors_in, finding_lines
from planner.cli.folders import Files, read_at_rest, refused_input, say_findings
from planner.cli.options import common_options, examples, exit_zero_option, folder_options
from planner.cli.screen import Screen
from planner.domain.wording import counted


@click.command(
    epilog=examples("planner verify my-season", "planner verify my-season --plan my-season/backup/plan.xlsx --json"),
)
@folder_options
@exit_zero_option
@common_options()
def verify(screen: Screen, files: Files, exit_zero: bool) -> int:
    """Check the plan of DIR against its input by every rule, without the solver.

    Exit 0 when no rule is broken, 1 when one is, 2 when input or plan cannot be read.
    """
    from planner.pipeline import verify_folder

    paths = files.paths()
    outcome = read_at_rest(screen, files.folder, lambda: verify_folder(paths))
    if outcome.plan is None or errors_in(outcome.findings_input):
        raise refused_input(outcome.findings_input, quiet=screen.quiet)
    say_findings(screen, outcome.findings_input)
    screen.record("verified", broken=len(outcome.broken))
    screen.answer({"plan": paths.plan.name, "broken": len(outcome.broken), "problems": problems_json(outcome.broken)})
    screen.show(finding_lines(outcome.broken))
    if not outcome.broken and not screen.quiet:
        filled = counted(len(outcome.plan.assignments), "assignment")
        screen.show((f"{paths.plan.name}: no rule is broken. {filled} checked.",))
    return CONFLICTS if outcome.broken and not exit_zero else DONE
