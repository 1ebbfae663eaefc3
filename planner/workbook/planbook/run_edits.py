"""The keys of the Run sheet that are read back, and what it says about operations since the plan was solved.

Changes when the Run sheet tells of edits in another way.
"""

from collections.abc import Iterator

from planner.domain.run import Edited
from planner.domain.wording import counted

STARTED, SOLVED, EDITED = "Started", "Solved", "Edited since it was solved"
EDIT = "Edit "
FROZEN_TO = "Setting: Frozen to"
OWN_VERSION, TIME_LIMIT, HASH_OF = "Version of crew-planner", "Time limit of the run (s)", "SHA-256 of "


def edit_pairs(edited: Edited) -> Iterator[tuple[str, object]]:
    """Yield keys and values about what operations did; nothing for a plan as it was solved."""
    if edited.operations:
        yield SOLVED, edited.solved or "unknown"
        yield EDITED, f"yes, by {counted(len(edited.operations), 'operation')}; no goal is proven any longer"
    for number, line in enumerate(edited.operations, 1):
        yield f"{EDIT}{number}", line
