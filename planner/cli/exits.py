"""The exit codes, and the exception by which a command ends without a result.

Changes when the contract's table of exit codes does.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.finding import Finding

DONE = 0
CONFLICTS = 1
USAGE = 2
NO_RESULT = 3
BUSY = 4

INPUT_REFUSED = "input-refused"
INTERRUPTED = "interrupted"


class Refusal(Exception):
    """A command that ends with exit 2, 3 or 4: a permanent code, a sentence, and the findings behind it."""

    def __init__(self, exit_code: int, code: str, message: str, problems: "tuple[Finding, ...]" = ()) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        self.code = code
        self.message = message
        self.problems = problems
