"""Where a planning folder's files are.

Changes when a folder holds another file.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from planner.domain.run import PREVIOUS_PLAN, InputFile
from planner.workbook.columns.crew import CREW_FILE
from planner.workbook.columns.plan import PLAN_FILE
from planner.workbook.columns.productions import PRODUCTIONS_FILE


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

    @property
    def workbooks(self) -> tuple[Path, ...]:
        """The three files that operations change; those named as options may stand outside of the folder."""
        return self.crew, self.productions, self.plan

    @property
    def home(self) -> Path:
        """The folder whose lock and history a run uses: that of the plan when the input's cannot be written."""
        return self.folder if os.access(self.folder, os.W_OK) else self.plan.parent

    def as_now(self) -> "FolderPaths":
        """Return the same files at a later moment: a plan that is there by now is the previous one."""
        if self.previous in (None, self.plan):
            return replace(self, previous=self.plan if self.plan.exists() else None)
        return self

    def as_read(self, inputs: Iterable[InputFile]) -> dict[Path, str | None]:
        """Return the hash of each of these files as it was read, by where it stands."""
        path_of = {path.name: path for path in self.input_files() if path != self.previous}
        found = ((self.previous if one.purpose == PREVIOUS_PLAN else path_of.get(one.name), one) for one in inputs)
        return {path: one.sha256 for path, one in found if path is not None}

    def input_files(self) -> tuple[Path, ...]:
        """Return every file that may be read as input, be it there or not."""
        workbooks = (self.crew, self.productions, *((self.previous,) if self.previous else ()))
        return (*workbooks, *(self.folder / name for name in csv_names(self.folder)))


def csv_names(folder: Path) -> list[str]:
    """Return the names of the folder's .csv files, sorted; none when there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(
        path.name for path in folder.iterdir() if path.suffix.casefold() == ".csv" and path.name[0] not in "~."
    )
