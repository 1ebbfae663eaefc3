"""The remedies of every vacancy, those of the highest priority looked for first, until the work allowed is done.

Changes when remedies should be looked for in another order, or chosen otherwise.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from planner.audit import Board
from planner.audit.able import Able
from planner.audit.candidates import Prospects
from planner.audit.shortage import DayCounts
from planner.audit.wording import job_in_words
from planner.domain.change import Hire
from planner.domain.ledger import Ledger
from planner.domain.production import Slot
from planner.domain.remedy import Remedy, RemedyKind
from planner.remedies.hiring import enough_for_all, one_for_most, runs_of_vacancies
from planner.remedies.promise import IN_THIS_SLOT
from planner.remedies.suggestions import LADDER, Vacancy, suggestions_for
from planner.remedies.trial import Trials, Work

MOST_REMEDIES = 5
WORK = 36_000
"""Units of work for remedies when nothing else is asked for."""


@dataclass
class Found:
    """What has been found out so far about remedies."""

    remedies: dict[Slot, tuple[Remedy, ...]] = field(default_factory=dict)
    shared: dict[object, Remedy] = field(default_factory=dict)
    unexamined: set[Slot] = field(default_factory=set)

    def share(self, remedy: Remedy) -> None:
        """Keep a remedy that fills several vacancies, once; of hirings in the same roles for the same the smallest."""
        roles = frozenset(change.role for change in remedy.changes if isinstance(change, Hire))
        hired = roles, frozenset(remedy.fills)
        key = hired if remedy.kind is RemedyKind.HIRE else remedy.changes
        if key not in self.shared or remedy.days < self.shared[key].days:
            self.shared[key] = remedy


def find_remedies(
    board: Board,
    able: Able,
    prospects: Prospects,
    scale: float,
    goes_on: Callable[[], bool],
    only: Callable[[Slot], bool],
    on_examined: Callable[[int, int], None] = lambda done, total: None,
    ledger: Ledger | None = None,
) -> Found:
    """Return remedies, each tried by planning again; ``scale`` is how many times the usual work may be done.

    ``on_examined`` hears how many vacancies are done, and of how many. What was tried before stands in the ``ledger``.
    """
    trials = Trials(board, able, Work(WORK * scale), ledger or Ledger())
    found = Found()
    if not trials.work.is_left:
        return found
    for remedy in _for_runs(board, trials, goes_on, only):
        found.share(remedy)
    known: dict[object, tuple[Remedy, ...]] = {}
    vacancies = sorted(filter(only, board.plan.vacancies), key=lambda s: board.rank_of(s.production_id))
    for done, slot in enumerate(vacancies):
        on_examined(done, len(vacancies))
        key = slot.window
        if key not in known and not (trials.work.is_left and goes_on()):
            found.unexamined.add(slot)
            continue
        if key not in known:
            known[key] = tuple(_for_one(Vacancy(board, able, prospects, slot), trials, found))
        found.remedies[slot] = known[key]
    return found


def _for_runs(
    board: Board, trials: Trials, goes_on: Callable[[], bool], only: Callable[[Slot], bool]
) -> Iterator[Remedy]:
    """Yield hirings that fill several vacancies of a role."""
    counts = DayCounts(board)
    for run in runs_of_vacancies(board, only):
        if not (trials.work.is_left and goes_on()):
            return
        one = one_for_most(board, run)
        remedy = trials.of(one) if one else None
        if remedy is not None:
            yield remedy
        if remedy is None or len(remedy.fills) < len(run):
            enough = (remedy for hiring in enough_for_all(board, run, counts) if (remedy := trials.of(hiring)))
            yield from (remedy for remedy in [next(enough, None)] if remedy is not None)


def _for_one(vacancy: Vacancy, trials: Trials, found: Found) -> Iterator[Remedy]:
    """Yield the first remedy of each kind, up to a number, hiring among them; what fills several goes to the shared."""
    number = 0
    for kind, make, most in LADDER:
        if number == MOST_REMEDIES - 1 and kind is not RemedyKind.HIRE:
            continue  # whoever cannot do any of the others can hire
        tried = (trials.of(suggestion) for suggestion in suggestions_for(vacancy, kind, make, most))
        remedy = next((one for one in tried if one is not None), None)
        if remedy is None:
            continue
        if _fills_several(remedy):
            found.share(_named(vacancy, remedy))
        else:
            yield remedy
        number += 1


def _named(vacancy: Vacancy, remedy: Remedy) -> Remedy:
    """Return a remedy that says by itself which slot it is about."""
    if remedy.kind is not RemedyKind.SHORTEN and not remedy.what.endswith(IN_THIS_SLOT):
        return remedy
    return replace(remedy, what=f"{job_in_words(vacancy.slot, vacancy.board.productions)}: {remedy.what}")


def _fills_several(remedy: Remedy) -> bool:
    return len(remedy.fills) > 1 and remedy.kind is not RemedyKind.HAND_OVER
