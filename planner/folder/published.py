"""Plans that were published, so that the crew hears of everything that has changed since they were told.

Each is kept under its day in ``published/``, and the last one counts. Publishing and withdrawing are commits as others.
Changes when a published plan is kept in another way.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.domain.errors import PlannerError
from planner.domain.wording import counted
from planner.folder import disk
from planner.folder.commit import commit
from planner.folder.history import read_history
from planner.folder.lock import Lease
from planner.folder.record import Entry, Outcome, Record
from planner.folder.replacement import ChangedMeanwhile, Replacement
from planner.folder.trust import UntrustedFolder
from planner.workbook.folder_paths import PUBLISHED_FOLDER, current_published, published_key, published_plans
from planner.workbook.planbook.plan_reading import PlanContents

PUBLISH, WITHDRAW = "publish", "withdraw"


class NothingPublished(PlannerError):
    """There is no published plan that could be withdrawn."""

    def __init__(self) -> None:
        super().__init__("Nothing is published, so there is nothing to withdraw.")


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A published plan, the day that it is called by, and whether changes are told against it.

    ``record`` is the operation by which it was published, None where the history does not say.
    """

    path: Path
    day: date
    current: bool
    record: Record | None = None


def list_published(folder: Path) -> tuple[PublishedFile, ...]:
    """Return every published plan, the oldest first. Raises UntrustedFolder."""
    current = current_published(folder)
    made = {
        change.name: record
        for record in read_history(folder).records
        if record.entry.operation == PUBLISH and record.entry.outcome is Outcome.APPLIED
        for change in record.files
    }
    return tuple(
        PublishedFile(path, published_key(path)[0], path == current, made.get(f"{PUBLISHED_FOLDER}/{path.name}"))
        for path in published_plans(folder)
    )


def publish_plan(lease: Lease, plan: Path, contents: PlanContents, today: date) -> Path:
    """Keep the plan at hand as the published one, and return where; ``contents`` is what was read of it.

    Raises ChangedMeanwhile when it is no longer that, UntrustedFolder, and OSError; nothing is changed then.
    """
    data = plan.read_bytes()
    if contents.file is None or contents.file.sha256 != disk.digest(data):
        raise ChangedMeanwhile((plan,))
    path = _next_name(lease.folder, today)
    filled = sum(bool(row.crew_id) for row in contents.rows)
    said = f"{plan.name} published as {path.name}: {filled:,} of {counted(len(contents.rows), 'slot')} filled"
    commit(lease, (Replacement(path, None, data),), Entry(PUBLISH, {"file": path.name}, changed=(said,)))
    return path


def _next_name(folder: Path, today: date) -> Path:
    """Return the name of the next one: after every other, also where a clock goes back."""
    home = folder / PUBLISHED_FOLDER
    if home.is_symlink():
        raise UntrustedFolder(f"{home} is a link, so nothing was published. Remove the link.")
    last = current_published(folder)
    day, number = published_key(last) if last else (date.min, 0)
    day, number = (today, 1) if today > day else (day, number + 1)
    while True:
        path = home / (f"{day}.xlsx" if number == 1 else f"{day}-{number}.xlsx")
        if not (path.exists() or path.is_symlink()):
            return path
        number += 1


def withdraw_plan(lease: Lease) -> tuple[Path, Path | None]:
    """Take the published plan back and return it, and the one before it, which counts again.

    Raises NothingPublished, and what every commit does; nothing is changed then.
    """
    *older, last = published_plans(lease.folder) or (None,)
    if last is None:
        raise NothingPublished
    before = older[-1] if older else None
    then = f"{before.name} is the published plan again" if before else "no plan is published now"
    entry = Entry(WITHDRAW, {"file": last.name}, changed=(f"{last.name} withdrawn: {then}",))
    commit(lease, (Replacement(last, disk.sha256_of(last), None),), entry)
    return last, before
