"""Groups of commands that help: bare they show what there is, and a misspelt command is told the nearest one.

Changes when groups should answer otherwise.
"""

from collections.abc import Callable

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
