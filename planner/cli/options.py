"""The options that commands share, and the one place where a command's end becomes an exit code.

Changes when the contract's common options do.
"""

import functools
import math
import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from planner.cli.existing import FOLDER
from planner.cli.exits import DONE, NO_RESULT, USAGE, Refusal, folder_refusal
from planner.cli.folders import Files
from planner.cli.screen import Screen

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 110}

_FILE = click.Path(dir_okay=False, path_type=Path)


def examples(*lines: str) -> str:
    """Return a help epilog that shows ``lines`` as typed."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def common_options(*, solves: bool = False) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Add the options that every command takes; the command gets a :class:`Screen` first and returns its exit code.

    ``--threads`` and ``--time-limit`` are passed on only to a command that ``solves``; the others take them without
    effect, so that a script may give every command the same options.
    """

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @functools.wraps(function)
        def command(
            *args: object,
            as_json: bool,
            quiet: bool,
            log: Path | None,
            threads: int,
            time_limit: float | None,
            **options: object,
        ) -> int:
            screen = Screen(as_json=as_json, quiet=quiet, log=_writable(log))
            effort: dict[str, object] = {"threads": threads, "time_limit": time_limit} if solves else {}
            return _guarded(screen, functools.partial(function, screen, *args, **options, **effort))

        for option in reversed(_common(hidden_effort=not solves)):
            command = option(command)
        return command

    return decorate


def folder_options(function: Callable[..., int]) -> Callable[..., int]:
    """Add the DIR argument and the options that name another file in place of one of its workbooks, as Files."""

    @functools.wraps(function)
    def command(
        *args: object, folder: Path, crew: Path | None, productions: Path | None, plan: Path | None, **options: object
    ) -> int:
        return function(*args, files=Files(folder, crew, productions, plan), **options)

    for option in reversed(
        (
            click.argument("folder", metavar="DIR", type=FOLDER),
            click.option("--crew", type=_FILE, help="Crew workbook in place of DIR/crew.xlsx."),
            click.option("--productions", type=_FILE, help="Productions workbook in place of DIR/productions.xlsx."),
            click.option("--plan", type=_FILE, help="Plan workbook in place of DIR/plan.xlsx."),
        )
    ):
        command = option(command)
    return command


wait_option = click.option(
    "--wait",
    "wait_s",
    type=click.FloatRange(min=0),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait while another command has the folder.",
)
exit_zero_option = click.option("--exit-zero", is_flag=True, help="Exit 0 where it would be 1.")
remedies_option = click.option(
    "--remedies",
    type=click.FloatRange(min=0),
    default=1.0,
    metavar="N",
    help="Do N times the usual work in search of remedies; 0 looks for none.",
)
previous_option = click.option("--previous", type=_FILE, help="Previous plan in place of the plan that is there.")


def _common(*, hidden_effort: bool) -> tuple[Callable[[Callable[..., int]], Callable[..., int]], ...]:
    return (
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout, nothing else there."),
        click.option("--quiet", is_flag=True, help="No progress, warnings or summary on the terminal."),
        click.option(
            "--threads",
            type=click.IntRange(min=0),
            default=0,
            metavar="N",
            hidden=hidden_effort,
            help="Threads to plan with; 0, the default, takes every core. The plan is the same for any number.",
        ),
        click.option(
            "--time-limit",
            type=click.FloatRange(min=0),
            metavar="S",
            callback=_finite,
            hidden=hidden_effort,
            help="Seconds to plan for, in place of the setting; 0 is no limit.",
        ),
        click.option("--log", type=_FILE, metavar="FILE", help="Append what happens to FILE, a JSON object a line."),
    )


def _finite(_context: click.Context, _option: click.Parameter, seconds: float | None) -> float | None:
    if seconds is not None and not math.isfinite(seconds):
        raise click.BadParameter("it is not a number of seconds; 0 is no limit.")
    return seconds


def _writable(log: Path | None) -> Path | None:
    if log is not None:
        try:
            log.open("a").close()
        except OSError as error:
            raise click.BadParameter(f"{log} cannot be written: {error.strerror}.", param_hint="--log") from error
    return log


def _guarded(screen: Screen, command: Callable[[], int]) -> int:
    name = click.get_current_context().command_path
    screen.record("started", command=name)
    try:
        code = command()
    except Refusal as refusal:
        return screen.refuse(refusal)
    except click.ClickException:
        raise
    except BrokenPipeError:  # Whoever read the output, such as `head`, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return screen.refuse(Refusal(NO_RESULT, "interrupted", "Interrupted before there was a result."))
    except Exception as error:  # Whatever went wrong, a coordinator gets one line and the log gets the rest.
        known = folder_refusal(error)
        if known is not None:
            return screen.refuse(known)
        import traceback

        screen.record("crash", error=repr(error), traceback=traceback.format_exc())
        return screen.refuse(Refusal(NO_RESULT, "crash", _crash_line(error)))
    screen.record("finished", command=name, exit=code)
    return code


def _crash_line(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "There is not enough free memory to plan this folder. Nothing was changed."
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}."
    kind = type(error).__name__
    return f"The planner failed ({kind}: {error}). Nothing was changed; run again with --log FILE to keep the details."


def usage_error(code: str, message: str) -> Refusal:
    """Return the refusal of something that was typed wrong on the command line."""
    return Refusal(USAGE, code, message)
