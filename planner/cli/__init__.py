"""The command line: options to calls, results to text, JSON and exit codes.

Nothing heavy is imported until a command runs, so that help pages and completion answer at once.
Changes when a command group is added.
"""

import gc
import sys
from collections.abc import Sequence

import click

from planner import __version__
from planner.cli.availability import availability
from planner.cli.check import check
from planner.cli.compare import compare
from planner.cli.exits import INTERRUPTED, NO_RESULT, USAGE, Refusal
from planner.cli.new import new
from planner.cli.options import HELP, examples
from planner.cli.screen import Screen
from planner.cli.solve import solve
from planner.cli.verify import verify


@click.group(
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


for command in (new, check, solve, verify, availability, compare):
    cli.add_command(command)


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
    sys.exit(run(sys.argv[1:]))
