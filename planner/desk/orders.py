"""An operation on a folder from reading it to its line of history, under the lock or decided afresh when it was not.

Ordinary operations read, decide and commit under the folder's lock. One for which people may be moved takes longer and
may ask somebody; it decides without the lock and takes it for the commit. Where files changed meanwhile it decides
again while its turn lasts, in seconds, and asks again only when other people would be moved.
Changes when an operation reaches its folder in another way.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from planner.desk.deciding import decide
from planner.desk.decision import Decision, Done, Objection, Proposal, Refused
from planner.desk.reading import desk_of
from planner.desk.restaffing import Effort
from planner.desk.state import Desk
from planner.desk.wording import loss_in_words, move_in_words
from planner.desk.writing import Files, write_files
from planner.domain.finding import Finding
from planner.domain.run import PREVIOUS_PLAN
from planner.folder import (
    IN_TURN_S,
    WAIT_S,
    CannotReplace,
    ChangedMeanwhile,
    Entry,
    Lease,
    Outcome,
    Patience,
    Record,
    Recovery,
    commit,
    locked,
    open_elsewhere,
    read_settled,
)
from planner.folder.lock import user_name
from planner.publishing import find_dropped
from planner.workbook.collecting import uncollected
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.reading import Reading, read_folder

TRIES = 5
NOTHING = Files((), ())


class Task(Protocol):
    """What somebody wants done to a folder: its name, its arguments as JSON values, and how it is decided."""

    @property
    def operation(self) -> str:
        """The operation's name."""
        ...

    @property
    def arguments(self) -> Mapping[str, object]:
        """What it was called with."""
        ...

    def draft(
        self, paths: FolderPaths, reading: Reading, before: Desk, handling: "Handling", line: str, now: datetime
    ) -> "Draft | Carried":
        """Decide on a folder as it was read, and make the new files; ``line`` tells of it on the plan's Run sheet."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """An operation of the desk: what it proposes for a folder is decided by the rules."""

    operation: str
    arguments: Mapping[str, object]
    propose: Callable[[Desk], Proposal | Refused]

    def draft(
        self, paths: FolderPaths, reading: Reading, before: Desk, handling: "Handling", line: str, now: datetime
    ) -> "Draft":
        """Decide on what is proposed, and write it down."""
        decision = decide(before, self.propose(before), handling.effort)
        if isinstance(decision, Refused):
            return Draft(reading, decision, NOTHING)
        return drafted(reading, decision, write_files(paths, reading, before, decision, line, now))


def words_of(task: Task) -> str:
    """Return a task with its arguments, as the plan's Run sheet tells it."""
    given = {name: value for name, value in task.arguments.items() if value not in (None, "", False, [])}
    said = (name if value is True else f"{name} {value}" for name, value in given.items())
    return " · ".join((task.operation, *said))


@dataclass(frozen=True, slots=True)
class Handling:
    """How a task is carried out.

    With an ``effort`` people may be moved; ``approve`` is asked about that before anything is written. It ``asks`` when
    its answer may take as long as somebody thinks. ``force`` also replaces workbooks that seem to be open elsewhere.
    """

    dry_run: bool = False
    wait_s: float = WAIT_S
    force: bool = False
    effort: Effort | None = None
    approve: Callable[[Done], bool] = lambda done: True
    asks: bool = False
    on_recovery: Callable[[Recovery], None] = lambda recovery: None


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a task: ``decision`` is None when the input has errors, ``record`` when nothing was committed.

    ``opened`` names workbooks that seem to be open elsewhere.
    """

    findings: tuple[Finding, ...]
    decision: Decision | None = None
    record: Record | None = None
    opened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision, with the files in which it would result."""

    reading: Reading
    decision: Decision
    files: Files


def drafted(reading: Reading, done: Done, files: Files | Objection) -> Draft:
    """Return what is done with its files, or refused where these cannot be made."""
    if isinstance(files, Objection):
        return Draft(reading, Refused("The workbooks stay as they are.", (files,)), NOTHING)
    return Draft(reading, done, files)


def carry_out(folder: Path, find_paths: Callable[[], FolderPaths], task: Task, handling: Handling) -> Carried:
    """Carry a task out on a folder; ``find_paths`` looks for its files each time that they are read.

    Raises FolderBusy, ChangedMeanwhile when the files kept changing, CannotReplace and other OSErrors; nothing is
    changed then.
    """
    named, patience = find_paths().workbooks, Patience(handling.wait_s)

    def settled() -> Draft | Carried:
        draft, recovery = read_settled(folder, lambda: _draft(find_paths(), task, handling), patience, named)
        if recovery is not None:
            handling.on_recovery(recovery)
        return draft

    if handling.dry_run:
        draft = settled()
        return draft if isinstance(draft, Carried) else _carried(draft)
    early: Draft | Carried | None = None
    if handling.effort is not None:
        with suppress(ChangedMeanwhile):  # it is decided in this command's turn then
            early = settled()
    while not isinstance(early, Carried):
        early = early and _approved(early, handling)
        with locked(folder, patience, named) as lease:
            if lease.recovery is not None:
                handling.on_recovery(lease.recovery)
            early = _in_turn(lease, find_paths, task, handling, early)
    return early


@uncollected()  # it is over in seconds
def _in_turn(
    lease: Lease, find_paths: Callable[[], FolderPaths], task: Task, handling: Handling, early: Draft | None
) -> Carried | Draft:
    """Commit what was decided early, or decide now, in seconds because others wait.

    Returns a draft when it moves other people than somebody said yes to, who is to be asked again without the lock.
    Raises ChangedMeanwhile when somebody who knows no turns keeps changing files.
    """
    draft: Draft | Carried | None = early
    hasty = replace(handling, effort=handling.effort and handling.effort.within(IN_TURN_S))
    for left in reversed(range(TRIES)):
        try:
            if draft is None:
                draft = _draft(find_paths(), task, hasty)
                if isinstance(draft, Draft) and handling.effort is not None and not _is_as_said(draft, early):
                    if handling.asks:
                        return draft
                    draft = _approved(draft, handling)
            return draft if isinstance(draft, Carried) else _commit(lease, task, draft)
        except ChangedMeanwhile:
            if not left:
                raise
            draft = None
    raise AssertionError("the last try returns or raises")


def _is_as_said(draft: Draft, early: Draft | None) -> bool:
    """Whether nobody is moved but as somebody has said yes to already."""
    now, then = draft.decision, early.decision if early else None
    if not isinstance(now, Done) or not now.restaffed:
        return True
    return isinstance(then, Done) and (now.moves, now.losses) == (then.moves, then.losses)


def _draft(paths: FolderPaths, task: Task, handling: Handling) -> Draft | Carried:
    """Read the folder, decide, and make the new files."""
    reading = read_folder(paths, may_be_empty=True)  # somebody has to be the first
    if reading.instance is None:
        return Carried(reading.findings)
    before = desk_of(reading, reading.instance)
    if before.has_plan and open_elsewhere(paths.plan) and not handling.force:  # every operation writes the plan
        return Draft(reading, _open_elsewhere(paths.plan.name), NOTHING)
    now = datetime.now().astimezone()
    line = f"{now:%Y-%m-%d %H:%M} {user_name()}: {words_of(task)}"
    draft = task.draft(paths, reading, before, handling, line, now)
    if isinstance(draft, Carried) or not isinstance(draft.decision, Done):
        return draft
    opened = _opened(draft.files)
    if opened and not handling.force:
        return Draft(reading, _open_elsewhere(*opened), NOTHING)
    notes = (*draft.decision.notes, *_added_words(paths, reading))
    return replace(draft, decision=replace(draft.decision, notes=notes))


def _open_elsewhere(*names: str) -> Refused:
    message = f"{' and '.join(names)} seems to be open; what is not saved there would be lost."
    return Refused("Nothing is written.", (Objection("file-open", message, "Close it, or use --force."),))


def _added_words(paths: FolderPaths, reading: Reading) -> tuple[str, ...]:
    """Say what of the coordinator's own is not in a plan that is written anew."""
    dropped = find_dropped(paths, next((file.sha256 for file in reading.inputs if file.purpose == PREVIOUS_PLAN), None))
    if not dropped:
        return ()
    what = "; ".join(dropped)
    return (f"{paths.plan.name} is written anew without {what}; planner undo brings the old one back.",)


def _opened(files: Files) -> tuple[str, ...]:
    return tuple(new.path.name for new in files.replacements if open_elsewhere(new.path))


def _approved(draft: Draft, handling: Handling) -> Draft:
    decision = draft.decision
    if isinstance(decision, Done) and decision.restaffed and not handling.approve(decision):
        what = "Slots would be emptied" if decision.losses else "People would be moved"
        reason = Objection("not-approved", f"{what}, and nobody said yes.", "Add --yes.")
        people = decision.after.instance.crew_by_id
        losses = (Objection("loss", f"It would be a loss: {loss_in_words(one, people)}") for one in decision.losses)
        return Draft(draft.reading, Refused("Nothing is changed.", (reason, *losses)), NOTHING)
    return draft


def _commit(lease: Lease, task: Task, draft: Draft) -> Carried:
    """Append to the history, and replace the files when it is done."""
    decision, files = draft.decision, draft.files
    if isinstance(decision, Refused):
        said = tuple(reason.message for reason in decision.reasons)
        entry = Entry(task.operation, task.arguments, Outcome.REFUSED, (decision.message, *said))
    else:
        people = decision.after.instance.crew_by_id
        losses = (f"Loss: {loss_in_words(loss, people)}" for loss in decision.losses)
        said = (*decision.said, *losses, *(move_in_words(move, decision.after.productions) for move in decision.moves))
        entry = Entry(task.operation, task.arguments, Outcome.APPLIED, said)
    try:
        return _carried(draft, commit(lease, files.replacements, entry, files.unchanged))
    except CannotReplace as error:
        if not error.denied:
            raise
        # read-only, or what Windows answers when a workbook is open elsewhere; nothing was changed
        reason = Objection("file-open", str(error), "Close it, or allow it to be written.")
        return _commit(lease, task, replace(draft, decision=Refused("Nothing is written.", (reason,)), files=NOTHING))


def _carried(draft: Draft, record: Record | None = None) -> Carried:
    return Carried(draft.reading.findings, draft.decision, record, _opened(draft.files))
