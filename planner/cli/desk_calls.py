"""What the operations of the desk have in common: their options, how one is carried out, and how it ends.

Changes when every operation takes another option.
"""

import functools
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planner.cli.days import DAY as DAY
from planner.cli.desk_answers import tell_decision, tell_moves
from planner.cli.folders import Files, refused_input, say_findings, say_recovery
from planner.cli.options import common_options, folder_options, wait_option
from planner.cli.screen import Screen
from planner.interrupts import run_beside_signals

if TYPE_CHECKING:
    from planner.desk.decision import Done, Proposal, Refused
    from planner.desk.orders import Handling, Task
    from planner.desk.state import Desk

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an operation: where to, and with which of the common options."""

    screen: Screen
    files: Files
    dry_run: bool
    force: bool
    wait_s: float
    restaff: bool = False
    yes: bool = False
    threads: int = 0
    time_limit_s: float | None = None

    def carry_out(
        self, operation: str, arguments: Mapping[str, object], propose: "Callable[[Desk], Proposal | Refused]"
    ) -> int:
        """Carry an operation out, tell what became of it, and return the exit code."""
        from planner.desk.orders import Order

        return self.carry_out_task(Order(operation, plain(arguments), propose))

    def carry_out_task(self, task: "Task", more: Callable[[], Mapping[str, object]] = dict) -> int:
        """Carry a task out, tell what became of it, and return the exit code; ``more`` is added to its JSON then."""
        from planner.desk.orders import carry_out

        handling = self._handling()
        # the solver may be deep in its own code when somebody gives up
        beside = run_beside_signals if self.restaff else _at_once
        carried = beside(lambda: carry_out(self.files.folder, self.files.paths, task, handling))
        if carried.decision is None:
            raise refused_input(carried.findings, quiet=self.screen.quiet)
        say_findings(self.screen, carried.findings)
        return tell_decision(self.screen, task, carried, dry_run=self.dry_run, more=more())

    def _handling(self) -> "Handling":
        from planner.desk.orders import Handling
        from planner.desk.restaffing import Effort

        effort = Effort(self.threads, self.time_limit_s) if self.restaff else None
        return Handling(
            self.dry_run,
            self.wait_s,
            self.force,
            effort,
            self._approve,
            self._asks,
            lambda recovery: say_recovery(self.screen, recovery),
        )

    @property
    def _asks(self) -> bool:
        """Whether there is somebody to be asked, who has not said yes already."""
        return not self.yes and not self.screen.as_json and sys.stdin.isatty() and sys.stderr.isatty()

    def _approve(self, done: "Done") -> bool:
        """Show who would be moved and ask, where there is somebody to be asked."""
        if not self._asks:
            return self.yes
        tell_moves(self.screen, done)
        losses = len(done.losses)
        losing = f"Do it, with {losses} {'loss' if losses == 1 else 'losses'}?"
        return click.confirm(losing if losses else "Move them?", err=True)


def operation_options(
    *, restaffs: bool = False, moves: bool = False
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Add the options that every operation takes; the operation gets a :class:`Call` and its own options.

    One that ``restaffs`` also takes those of moving people; one that ``moves`` them where it must is not asked to.
    """

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @functools.wraps(function)
        def command(
            screen: Screen,
            files: Files,
            dry_run: bool,
            force: bool,
            wait_s: float,
            restaff: bool = moves,
            yes: bool = False,
            threads: int = 0,
            time_limit: float | None = None,
            **own: object,
        ) -> int:
            return function(Call(screen, files, dry_run, force, wait_s, restaff, yes, threads, time_limit), **own)

        result = common_options(solves=restaffs or moves)(command)
        for option in reversed((*_ALWAYS, *(_RESTAFF if restaffs else _RESTAFF[1:] if moves else ()))):
            result = option(result)
        return folder_options(result)

    return decorate


_ALWAYS: tuple[Callable[[Any], Any], ...] = (
    click.option("--dry-run", is_flag=True, help="Only show what would be done, or why not."),
    click.option("--force", is_flag=True, help="Also when a workbook seems to be open in Excel."),
    wait_option,
)
_RESTAFF: tuple[Callable[[Any], Any], ...] = (
    click.option("--restaff", is_flag=True, help="Move as few people as possible where it is refused else."),
    click.option("--yes", is_flag=True, help="Move them without asking."),
)


def _at_once(work: Callable[[], Result]) -> Result:
    return work()


def day_of(moment: datetime | None) -> date | None:
    """Return the day that was typed."""
    return moment.date() if moment else None


def plain(arguments: Mapping[str, object]) -> dict[str, object]:
    """Return arguments as the history keeps them."""
    return {name: _plain(value) for name, value in arguments.items()}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
