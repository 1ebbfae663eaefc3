"""Where a planning folder's files are.

Changes when a folder holds another file.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planner.domain.run import PREVIOUS_PLAN, PUBLISHED_PLAN, InputFile
from planner.workbook.columns.crew import CREW_FILE
from planner.workbook.columns.plan import PLAN_FILE
from planner.workbook.columns.productions import PRODUCTIONS_FILE

PUBLISHED_FOLDER = "published"
PUBLISHED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([2-9]|[1-9]\d{1,3}))?\.xlsx")


@dataclass(frozen=True, slots=True)
class FolderPaths:
    """The files of one planning folder.

    ``previous`` is None when there is no previous plan, ``published`` when none was published, or nobody asks for it.
    """

    folder: Path
    crew: Path
    productions: Path
    plan: Path
    previous: Path | None
    published: Path | None = None

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
            current_published(folder),
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
        now = replace(self, published=current_published(self.folder))
        if self.previous in (None, self.plan):
            return replace(now, previous=self.plan if self.plan.exists() else None)
        return now

    def with_plan_at_hand(self) -> "FolderPaths":
        """Return the files for whoever asks about the plan that is there, and not what has changed since another."""
        return replace(self, previous=self.plan, published=None)

    def as_read(self, inputs: Iterable[InputFile]) -> dict[Path, str | None]:
        """Return the hash of each of these files as it was read, by where it stands."""
        path_of = {path.name: path for path in self.input_files() if path != self.previous}
        seen: dict[Path, str | None] = {}
        if self.published is not None:
            seen[self.published] = None  # unless it is among them, it was published since
        for one in inputs:
            if one.purpose == PREVIOUS_PLAN:
                path = self.previous
            elif one.purpose == PUBLISHED_PLAN:
                path = self.folder / PUBLISHED_FOLDER / one.name
            else:
                path = path_of.get(one.name)
            if path is not None:
                seen[path] = one.sha256
        return {path: sha256 for path, sha256 in seen.items() if sha256 != ""}

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


def published_plans(folder: Path) -> list[Path]:
    """Return every plan that was published, the oldest first; what is called otherwise, or is a link, is none."""
    home = folder / PUBLISHED_FOLDER
    if home.is_symlink() or not home.is_dir():
        return []
    found = [path for path in home.iterdir() if _is_published(path.name) and path.is_file() and not path.is_symlink()]
    return sorted(found, key=published_key)


def current_published(folder: Path) -> Path | None:
    """Return the plan that was published last, None when there is none."""
    return next(reversed(published_plans(folder)), None)


def _is_published(name: str) -> bool:
    try:
        return published_key(Path(name))[1] > 0
    except ValueError:
        return False


def published_key(path: Path) -> tuple[date, int]:
    """Return the day of a published plan and its number on that day. Raises ValueError for another name."""
    made = PUBLISHED_NAME.fullmatch(path.name)
    if made is None:
        raise ValueError(path.name)
    return date.fromisoformat(made[1]), int(made[2] or 1)
