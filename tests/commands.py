"""Command lines that pages, files and units show: do their commands and options exist?

Changes when commands are found in another way.
"""

import re
from collections.abc import Sequence

import click

import planner.cli as cli_module
from planner.cli.groups import CommandWithOthers


def unknown_in(words: Sequence[str]) -> list[str]:
    """Return what of a command line the planner does not know; ``words`` begin after its own name, up to a pipe."""
    end = next((at for at, word in enumerate(words) if word in ("|", ">")), len(words))
    name, *args = words[:end]
    if name not in cli_module.COMMANDS:
        return [name]
    command = cli_module.find_command(name)
    if isinstance(command, click.Group):
        below = command.commands.get(args[0]) if args else None
        if below is None and not isinstance(command, CommandWithOthers):
            return [" ".join(words[:2])]
        command = below or command.own
    options = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
    return [word for word in args if re.match("--?[a-z]", word) and word.partition("=")[0] not in options]
