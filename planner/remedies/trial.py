"""A suggestion tried by planning again: a remedy when that fills what it is about and leaves nothing else empty.

Changes when suggestions should be tried on more, or on less.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial

from planner.audit import Board
from planner.audit.able import Able
from planner.audit.acceptance import accept_confirmed
from planner.audit.goals import goal_values
from planner.domain.applying import apply
from planner.domain.booking import Booking
from planner.domain.change import Book, Change, MoveProduction, MoveWindow, SetNeed, SplitWindow
from planner.domain.instance import Instance
from planner.domain.ledger import Ledger, key_of_text
from planner.domain.named_hires import named
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Window
from planner.domain.remedy import GoalShift, Remedy, RemedyKind
from planner.remedies.attempt import Attempt, least_then
from planner.remedies.glance import shifts_between, shifts_of
from planner.remedies.promise import promised, promised_in_words
from planner.remedies.suggestion import Suggestion
from planner.replan.neighbourhood import small_around
from planner.replan.part_changes import changes_in
from planner.replan.standing import Standing
from planner.replan.wanted import Wanted
from planner.solver import solve
from planner.solver.together import Cover, can_fill_together

EXACT_SLOTS = 60
"""Folders with more slots than this are not planned again as a whole for every suggestion."""
MOST_ROWS = 40
"""Rows that may move for a suggestion then."""
MOST_WORK = 0.1
"""Deterministic seconds for whether a suggestion may fill what it should; what takes longer is hardly ever possible."""
PER_TRIAL, PER_SOLVE, PER_ROW = 2.8, 17.5, 0.7
"""Units of work, measured on the part of a folder around a vacancy."""


class Work:
    """The work that remedies may take, in units of about a millisecond; counted, so that every run ends alike."""

    def __init__(self, units: float) -> None:
        self._left = units

    def spend(self, units: float) -> None:
        """Take note of work that is to be done."""
        self._left -= units

    @property
    def is_left(self) -> bool:
        """Whether more may be begun."""
        return self._left > 0


@dataclass(frozen=True)
class Trials:
    """Tries suggestions on a plan; small folders with a proven plan are planned whole, others around a vacancy.

    What has been planned or answered once, here or for another plan, stands in the ``ledger``.
    """

    board: Board
    able: Able
    work: Work
    ledger: Ledger = field(default_factory=Ledger)

    @cached_property
    def exact(self) -> bool:
        """Whether every suggestion is tried on the whole folder."""
        plan = self.board.plan
        return len(self.board.instance.slots) <= EXACT_SLOTS and bool(plan.goals) and plan.status == "optimal"

    @cached_property
    def _values(self) -> dict[str, int]:
        return goal_values(self.board)

    @cached_property
    def _standing(self) -> Standing:
        return Standing(self.board, self.able)

    def of(self, suggestion: Suggestion) -> Remedy | None:
        """Return the remedy that a suggestion turns out to be, or None; around a vacancy first moving nobody."""
        found = (self._on(part, rows, suggestion) for part, rows in self._parts(suggestion))
        return next((remedy for remedy in found if remedy is not None), None)

    def _parts(self, suggestion: Suggestion) -> Iterator[tuple[Instance, frozenset[Assignment]]]:
        """Yield what is planned again, the whole folder or what is around the vacancy, and the rows that may move."""
        if self.exact:
            yield self.board.instance, self.board.planned
        else:
            wanted = wanted_by(self.board, suggestion)
            for near in small_around(self._standing, wanted, MOST_ROWS if suggestion.reaches else 0):
                yield near.instance, near.rows

    def _on(self, part: Instance, rows: frozenset[Assignment], suggestion: Suggestion) -> Remedy | None:
        self.work.spend(PER_TRIAL + PER_ROW * len(rows) / 10)
        there = apply(part, changes_in(part, self.board.instance, suggestion.changes))
        least = least_then(self.board, suggestion, rows)
        key = key_of_text(there)
        asked = key_of_text((key, sorted(least.items())))
        if not self.ledger.is_possible(asked, lambda: _may_be_filled(there, least)):
            return None
        self.work.spend(PER_SOLVE + PER_ROW * len(rows))
        plan = self.ledger.plan_of(key, there, partial(solve, threads=1, time_limit_s=0))
        attempt = Attempt(self.board, suggestion, rows, plan)
        # With whole staffing a production around the vacancy may not lose a slot, but the part does not know that.
        partly = self.board.instance.settings.whole_staffing and not self.exact
        if not attempt.fills_enough(least, least if partly else [need.window for need in suggestion.asks]):
            return None
        return self._exact_remedy(attempt) if self.exact else self._remedy(attempt)

    def _exact_remedy(self, attempt: Attempt) -> Remedy:
        """Return the remedy of a suggestion after which the whole folder was planned again."""
        suggestion, plan = attempt.suggestion, attempt.plan
        shifts = shifts_between(self._values, {goal.label: goal.value for goal in plan.goals})
        known = suggestion.kind is not RemedyKind.HIRE or any(isinstance(one, Book) for one in suggestion.changes)
        # This plan is the best one, but who is hired will have another Crew ID and a rate.
        return self._told(attempt, () if known else promised(attempt), shifts, exact=plan.status == "optimal")

    def _remedy(self, attempt: Attempt) -> Remedy | None:
        """Return the remedy of a suggestion after which a part was planned again, None if others may lose by it."""
        books = promised(attempt)
        changes = (*attempt.suggestion.changes, *books)
        if self._may_claim(changes):
            return None
        shifts = shifts_of(self.board, changes, attempt.rows, attempt.plan.assignments)
        return self._told(attempt, books, shifts, exact=False)

    def _told(self, attempt: Attempt, books: tuple[Book, ...], shifts: tuple[GoalShift, ...], *, exact: bool) -> Remedy:
        one = attempt.suggestion
        what = one.what + promised_in_words(self.board.instance, one, books)
        return Remedy(one.kind, what, one.days, (*one.changes, *books), attempt.fills, shifts, exact)

    def _may_claim(self, changes: tuple[Change, ...]) -> bool:
        """Whether a confirmed booking that no plan keeps now may be kept then, and claim people before all goals."""
        board = self.board
        accepted = set(board.acceptance.accepted)
        if board.instance.settings.whole_staffing:
            return any(board.left_out(booking.production_id) for booking in accepted)
        then = apply(board.instance, named(board.instance, changes)) if board.acceptance.refused else None
        return then is not None and not set(accept_confirmed(then).accepted) <= {*accepted, *_booked(changes)}


def wanted_by(board: Board, suggestion: Suggestion) -> Wanted:
    """Return what a suggestion wants of the plan: its vacancies, and all that stands in what it changes."""
    windows = {one.window for one in suggestion.changes if isinstance(one, SetNeed | MoveWindow | SplitWindow)}
    moved = {one.production_id for one in suggestion.changes if isinstance(one, MoveProduction)}
    windows |= {need.window for title in moved for need in board.requirements_of[title]}
    titles = sorted({window.production_id for window in windows})
    vacant = (slot for title in titles for slot in board.vacant.get(title, ()) if slot.window in windows)
    rows = (row for title in titles for row in board.rows_of(title) if row.slot.window in windows)
    places = Counter(slot.window for slot in dict.fromkeys((*suggestion.wanted, *vacant)))
    then = dict.fromkeys(need.window for need in (*suggestion.asks, *suggestion.moved.values()))
    return Wanted(places, tuple(rows), tuple(then), suggestion.people)


def _booked(changes: Iterable[Change]) -> Iterator[Booking]:
    """Yield the bookings that are added."""
    for change in changes:
        if isinstance(change, Book) and change.booking is not None:
            yield change.booking


def _may_be_filled(there: Instance, least: Counter[Window]) -> bool:
    """Whether every window can have as many people as it must, other goals and bookings aside."""
    able = Able(Board(there, Plan((), ())))
    demands = [
        Cover(need, least[need.window], able.of(need)) for need in there.planned_requirements if least[need.window] > 0
    ]
    return can_fill_together(demands, (), there.settings.gap_days, MOST_WORK) is True
