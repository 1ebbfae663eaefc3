"""Groups of commands that help: bare they show what there is, and a misspelt command is told the nearest one.

Changes when groups should answer otherwise.
"""

from collections.abc import Callable
from typing import Any

import click

from planner.domain.names import did_you_mean


class Group(click.Group):
    """A group of commands; ``elsewhere`` finds in which other group a command is that this one lacks."""

    elsewhere: Callable[[str], str | None] | None = None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; without any the help page is what is asked for."""
        return super().parse_args(ctx, args or ["--help"])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that ``args`` begin with; one that is not there is told the nearest that is."""
        name = args[0]
        if self.get_command(ctx, name) is None and name[:1].isalnum():
            near = did_you_mean(name, self.list_commands(ctx))
            other = self.elsewhere(name) if self.elsewhere else None
            meant = other or near
            hint = f" Did you mean '{meant}'?" if meant else ""
            ctx.fail(f"There is no command '{name}'.{hint}")
        return super().resolve_command(ctx, args)


class CommandWithOthers(Group):
    """A command that has others below it: what begins with the name of none of these is its own."""

    def __init__(self, own: click.Command) -> None:
        super().__init__(own.name, short_help=own.get_short_help_str())
        self.own = own

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of a command below, or else of the command itself."""
        if args and args[0] in self.commands:
            return super().make_context(info_name, args, parent, **extra)
        return self.own.make_context(info_name, args, parent, **extra)
