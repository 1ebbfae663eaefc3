"""What commands on a planning folder have in common: reading it, and refusing what cannot be planned.

Changes when commands should treat a refused input differently.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.cli.exits import INPUT_REFUSED, USAGE, Refusal
from planner.cli.findings import errors_in, finding_lines
from planner.cli.screen import Screen
from planner.domain.finding import Finding
from planner.domain.instance import Instance
from planner.domain.wording import counted

if TYPE_CHECKING:
    from planner.workbook.reading import FolderPaths


def refused_input(findings: Iterable[Finding], *, quiet: bool = False) -> Refusal:
    """Return the refusal of an input with errors; ``quiet`` leaves the lesser findings out."""
    found = tuple(findings)
    errors = errors_in(found)
    message = f"The input has {counted(len(errors), 'error')} to mend first."
    return Refusal(USAGE, INPUT_REFUSED, message, errors if quiet else found)


def say_findings(screen: Screen, findings: Iterable[Finding]) -> None:
    """Tell in passing what does not refuse the input."""
    for line in finding_lines(findings):
        screen.say(line)


def read_instance(screen: Screen, paths: "FolderPaths") -> Instance:
    """Read a folder; raise :class:`Refusal` when its input is refused."""
    from planner.workbook.reading import read_folder

    reading = read_folder(paths)
    if reading.instance is None:
        raise refused_input(reading.findings, quiet=screen.quiet)
    say_findings(screen, reading.findings)
    return reading.instance
