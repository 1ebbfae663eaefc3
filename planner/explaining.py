"""A plan explained: right after planning, or later from the plan workbook.

Changes when a plan is explained from something else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from planner.audit import Board, audit_board, prospects_on, report_on
from planner.audit.goals import goal_values
from planner.domain.finding import Finding
from planner.domain.instance import Instance
from planner.domain.ledger import Ledger
from planner.domain.plan import GoalResult
from planner.domain.production import Slot
from planner.domain.remedy import NumberedRemedy, Remedy
from planner.domain.report import Report
from planner.domain.settings import GoalName
from planner.domain.swap import Swaps
from planner.domain.wording import counted
from planner.folder import (
    CannotReplace,
    Entry,
    Outcome,
    Patience,
    Replacement,
    commit,
    locked,
    number_remedies,
    open_elsewhere,
    read_ledger,
    sha256_of,
)
from planner.remedies import explain
from planner.remedies.swaps import Forcing
from planner.workbook.planbook.plan_reading import plan_of
from planner.workbook.planbook.remedies_sheet import read_remedies
from planner.workbook.reading import FolderPaths, read_folder


@dataclass(frozen=True, slots=True)
class ExplainOutcome:
    """The input's findings, its plan and the report on that; both None when there is nothing to explain.

    ``broken`` are the rules that the plan breaks on today's input, and ``outdated`` says that its slots are not those
    of the input; either way it has to be planned again first.
    """

    findings: tuple[Finding, ...]
    board: Board | None = None
    report: Report | None = None
    broken: tuple[Finding, ...] = ()
    outdated: bool = False
    swaps: Swaps | None = None


def explained(
    board: Board,
    scale: float,
    goes_on: Callable[[], bool],
    only: Callable[[Slot], bool] = lambda slot: True,
    on_examined: Callable[[int, int], None] = lambda done, total: None,
    findings: Iterable[Finding] = (),
    number: Callable[[Iterable[Remedy]], Mapping[Remedy, str]] = lambda remedies: {},
    ledger: Ledger | None = None,
) -> Report:
    """Return the report on a plan with reasons and remedies; see :func:`planner.remedies.explain`.

    ``number`` gives remedies the numbers by which they can be applied, and the ``ledger`` knows what was tried before.
    """
    prospects = prospects_on(board)
    found = explain(board, prospects, scale=scale, goes_on=goes_on, only=only, on_examined=on_examined, ledger=ledger)
    found = found.numbered(number(found.all_remedies))
    return report_on(board, prospects, found, findings)


def explain_folder(
    paths: FolderPaths, scale: float, goes_on: Callable[[], bool], only: Callable[[Instance], Callable[[Slot], bool]]
) -> ExplainOutcome:
    """Explain a folder's plan as it stands in its workbook; remedies are looked for where ``only`` says so."""
    at_hand = _plan_at_hand(paths)
    if at_hand.board is None:
        return at_hand
    board = at_hand.board
    number = partial(_numbers, paths)
    report = explained(board, scale, goes_on, only(board.instance), findings=at_hand.findings, number=number)
    return replace(at_hand, report=report)


def explain_swaps(paths: FolderPaths, ask: Callable[[Forcing], Swaps]) -> ExplainOutcome:
    """Return what ``ask`` finds out by making people have slots of a folder's plan; the report holds no remedies."""
    at_hand = _plan_at_hand(paths)
    if at_hand.board is None:
        return at_hand
    swaps = ask(Forcing(at_hand.board, ledger=read_ledger(paths.home)))
    return replace(at_hand, swaps=swaps, report=explained(at_hand.board, 0, lambda: False, findings=at_hand.findings))


def _plan_at_hand(paths: FolderPaths) -> ExplainOutcome:
    """Return a folder's plan as it stands in its workbook, or what keeps it from being explained."""
    reading = read_folder(paths.with_plan_at_hand())
    instance = reading.instance
    if instance is None:
        return ExplainOutcome(reading.findings)
    plan = plan_of(reading.previous, instance)
    board = Board(instance, plan)
    broken = audit_board(board)
    slots = {row.slot for row in plan.assignments} | set(plan.vacancies)
    if broken or slots != set(instance.slots):
        return ExplainOutcome(reading.findings, broken=broken, outdated=slots != set(instance.slots))
    plan = replace(plan, goals=_still_true(board, reading.previous.goals))
    return ExplainOutcome(reading.findings, Board(instance, plan))


def _numbers(paths: FolderPaths, remedies: Iterable[Remedy]) -> Mapping[Remedy, str]:
    """Return the numbers of remedies; none where the folder takes no note of them."""
    try:
        return number_remedies(paths.home, remedies)
    except OSError:
        return {}


def add_found(paths: FolderPaths, report: Report, patience: Patience) -> int:
    """Add the remedies of a report that a plan's sheet does not have to it, and return how many those are.

    Raises FolderBusy, CannotReplace when the plan is open elsewhere or read-only, CannotEdit, and other OSErrors.
    """
    if not _not_on_sheet(paths, report):  # as in a folder that nobody may write into
        return 0
    from planner.workbook.changes.more_remedies import with_more_remedies  # heavy, and a plan is explained without it

    with locked(paths.home, patience, paths.workbooks) as lease:
        new = _not_on_sheet(paths, report)
        if not new:
            return 0
        before = sha256_of(paths.plan)
        if open_elsewhere(paths.plan):
            raise CannotReplace(paths.plan, "it seems to be open elsewhere")
        said = f"{counted(len(new), 'remedy')} added to the sheet Remedies: {new[0].number} and on"
        entry = Entry("explain", {}, Outcome.APPLIED, (said,))
        commit(lease, (Replacement(paths.plan, before, with_more_remedies(paths.plan, new)),), entry)
        return len(new)


def _not_on_sheet(paths: FolderPaths, report: Report) -> tuple[NumberedRemedy, ...]:
    known, _ = read_remedies(paths.plan)
    return tuple(remedy for remedy in report.remedies if remedy.number not in known)


def _still_true(board: Board, goals: tuple[GoalResult, ...]) -> tuple[GoalResult, ...]:
    """Return the goals as they were reported, or none when the plan or the input has other values by now.

    Stability is not looked at: it was counted against the plan before.
    """
    now = goal_values(board)
    same = all(now.get(goal.label) == goal.value for goal in goals if goal.name is not GoalName.STABILITY)
    return goals if same else ()
