"""``planner apply``: remedies of the plan at hand made real.

Changes when applying a remedy takes another option.
"""

import click

from planner.cli.desk_calls import Call, operation_options
from planner.cli.options import examples


@click.command(
    epilog=examples(
        "planner apply my-season R3 --dry-run",
        "planner apply my-season R3 R5 --yes",
    ),
)
@operation_options(moves=True)
@click.argument("remedies", metavar="REMEDY...", nargs=-1, required=True)
def apply(call: Call, remedies: tuple[str, ...]) -> int:
    """Make remedies of DIR's plan real, by their numbers on the sheet Remedies: the input and the plan together.

    All or nothing: several are tried together, and refused if together they do not fill what each promised, or when
    what they rely on has changed. Exit 0 when they are applied, 1 when refused and nothing was written.
    """
    from planner.desk.applying import apply_remedies
    from planner.desk.decision import Objection, Proposal, Refused, refused
    from planner.desk.state import Desk
    from planner.workbook.planbook.remedies_sheet import read_remedies

    def propose(desk: Desk) -> Proposal | Refused:
        if not desk.has_plan:
            reason = Objection("no-plan", "There is no plan yet, so there are no remedies.", "Run planner solve first.")
            return refused("Nothing is applied.", reason)
        known, unreadable = read_remedies(call.files.paths().plan)
        return apply_remedies(desk, known, remedies, unreadable)

    return call.carry_out("apply", {"remedies": remedies}, propose)
