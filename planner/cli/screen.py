"""Where text goes: results to stdout, messages to stderr, events to the log, or one JSON object to stdout.

Changes when output gains another destination.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import get_terminal_size

import click

from planner.cli.exits import Refusal


class Screen:
    """One command's output; ``log`` names a file that gets a JSON object per line."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False, log: Path | None = None) -> None:
        self.as_json = as_json
        self.quiet = quiet
        self._log = log
        self._line = ""

    def show(self, lines: Iterable[str]) -> None:
        """Print a result for people; JSON replaces it."""
        if not self.as_json:
            for line in lines:
                click.echo(line)

    def answer(self, data: Mapping[str, object]) -> None:
        """Print the command's one JSON object, when it was asked for."""
        import json  # not for help pages

        if self.as_json:
            click.echo(json.dumps(data, indent=1))

    def say(self, text: str) -> None:
        """Tell something in passing; ``--quiet`` silences it."""
        if not self.quiet:
            self.line("")
            click.echo(text, err=True)

    def line(self, text: str) -> None:
        """Show a line on the terminal in place of the last one, until there is something else to tell."""
        text = text[: get_terminal_size().columns - 1]  # a longer one would leave its beginning behind
        if text != self._line:
            click.echo(f"\r{text.ljust(len(self._line))}" + ("" if text else "\r"), err=True, nl=False)
            self._line = text

    def record(self, event: str, **fields: object) -> None:
        """Append an event to the log file, if there is one."""
        import json
        from datetime import UTC, datetime

        if self._log is not None:
            entry = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **fields}
            with self._log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry, default=str) + "\n")

    def refuse(self, refusal: Refusal, *, told: bool = False, more: Mapping[str, object] | None = None) -> int:
        """Tell why there is no result and return the exit code; ``more`` is added to the JSON object.

        ``told`` says that the findings were shown already.
        """
        from planner.answers import problems_json
        from planner.cli.findings import finding_lines

        problems = problems_json(refusal.problems)
        error = {"code": refusal.code, "message": refusal.message}
        self.record("refused", exit=refusal.exit_code, error=error, problems=problems)
        self.answer({"error": error, "problems": problems, **(more or {})})
        if not self.as_json:
            for line in () if told else finding_lines(refusal.problems):
                click.echo(line, err=True)
            click.echo(f"planner: {refusal.message}", err=True)
        return refusal.exit_code
