"""Where a planning folder's files are.

Changes when a folder holds another file.
"""

from dataclasses import dataclass
from pathlib import Path

from planner.workbook.columns import CREW_FILE, PLAN_FILE, PRODUCTIONS_FILE


@dataclass(frozen=True, slots=True)
class FolderPaths:
    """The files of one planning folder; ``previous`` is None when there is no previous plan."""

    folder: Path
    crew: Path
    productions: Path
    plan: Path
    previous: Path | None

    @classmethod
    def of(
        cls,
        folder: Path,
        crew: Path | None = None,
        productions: Path | None = None,
        plan: Path | None = None,
        previous: Path | None = None,
    ) -> "FolderPaths":
        """Return the folder's own files where no other is named; an existing plan is the previous one."""
        own_plan = plan or folder / PLAN_FILE
        return cls(
            folder,
            crew or folder / CREW_FILE,
            productions or folder / PRODUCTIONS_FILE,
            own_plan,
            previous or (own_plan if own_plan.exists() else None),
        )
