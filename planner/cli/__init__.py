"""The command line: options to calls, results to text, JSON and exit codes.

A command's module is imported when it runs, so that help pages and completion answer at once.
Changes when a command group is added.
"""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from planner import __version__
from planner.cli.exits import INTERRUPTED, NO_RESULT, USAGE, Refusal
from planner.cli.groups import Group
from planner.cli.options import HELP, examples
from planner.cli.screen import Screen

COMMANDS = {
    "new": "Make a folder with the two workbooks to fill in.",
    "check": "Show every finding in a folder's workbooks.",
    "solve": "Write the plan.",
    "verify": "Check a plan by the rules, without the solver.",
    "explain": "Say why slots are vacant, and what would fill them.",
    "apply": "Make remedies of the plan real.",
    "availability": "Show who is free on given days.",
    "crew": "Hire, fire and away; list and show people.",
    "production": "Schedule, reschedule, cancel, staff, release, hand over; list and show.",
    "scenarios": "Plan changes beside the folder, and compare them.",
    "suggest": "Suggest on which days productions should take place.",
    "compare": "Show alternative plans side by side.",
    "publish": "Keep the plan as the one that the crew was told.",
    "export": "Write calendars, tables or one document of the plan.",
    "report": "Write plans as a page to send, or one person's sheet.",
    "batch": "Plan many folders unattended, as at night.",
    "runs": "Show, compare and redo the runs of nights.",
    "history": "Show what was done to a folder, and by whom.",
    "undo": "Take back the last operation.",
}
GROUPS = ("crew", "production", "runs", "scenarios")


class Commands(Group):
    """Commands of which the help page knows names and short words only; to be run, each is imported."""

    @staticmethod
    def elsewhere(name: str) -> str | None:
        """Return the command of a group in full, as ``crew hire`` for ``hire``."""
        for group in GROUPS:
            command = find_command(group)
            if isinstance(command, click.Group) and name in command.commands:
                return f"{group} {name}"
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the name of the command that ``args`` begin with, the command and its own arguments."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, find_command(name) if name in COMMANDS else command, rest


def find_command(name: str) -> click.Command:
    """Return one of :data:`COMMANDS` with all its options."""
    command: click.Command = getattr(import_module(f"planner.cli.{name}"), name)
    return command


@click.group(
    cls=Commands,
    commands=[click.Command(name, short_help=text) for name, text in COMMANDS.items()],
    context_settings=HELP,
    epilog=examples(
        "planner new my-season          # a folder with two workbooks to fill in",
        "planner check my-season        # everything that is wrong in them",
        "planner solve my-season        # writes my-season/plan.xlsx",
    )
    + """

\b
Completion of commands and options by the Tab key, once per shell:
  bash   echo 'eval "$(_PLANNER_COMPLETE=bash_source planner)"' >> ~/.bashrc
  zsh    echo 'eval "$(_PLANNER_COMPLETE=zsh_source planner)"' >> ~/.zshrc
  fish   _PLANNER_COMPLETE=fish_source planner > ~/.config/fish/completions/planner.fish
""",
)
@click.version_option(__version__, prog_name="planner")
def cli() -> None:
    """Plan the crews of tv and movie productions from two Excel workbooks.

    Exit codes: 0 done, 1 done but with vacancies, conflicts or broken rules, 2 usage or input refused,
    3 no result, 4 the folder is busy.
    """


def run(args: Sequence[str]) -> int:
    """Run the command line ``args`` and return its exit code."""
    screen = Screen(as_json="--json" in args)
    try:
        code = cli.main(list(args), prog_name="planner", standalone_mode=False)
    except click.UsageError as error:
        hint = f" See '{error.ctx.command_path} --help'." if error.ctx else ""
        return screen.refuse(Refusal(USAGE, "usage", error.format_message() + hint))
    except click.ClickException as error:
        return screen.refuse(Refusal(USAGE, "usage", error.format_message()))
    except click.Abort:
        return screen.refuse(Refusal(NO_RESULT, INTERRUPTED, "Interrupted; nothing was changed."))
    return code if isinstance(code, int) else 0


def main() -> None:
    """Be the program ``planner``."""
    # A run makes millions of small values and hardly a cycle among them; looking for one takes a sixth of its time.
    gc.set_threshold(100_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a character of somebody's name shows a question mark instead of failing.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    code = run(sys.argv[1:])
    gc.freeze()  # Python would look for cycles once more on its way out
    sys.exit(code)
