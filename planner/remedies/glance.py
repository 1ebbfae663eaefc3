"""What two plans differ in by goals, from the rows that differ and all that hangs on them.

Every goal is a sum over slots, productions, bookings or people; whatever is the same in both plans cancels out.
Changes when a goal hangs on something else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner.audit import Board, recompute_goals
from planner.domain.applying import apply
from planner.domain.change import Book, Change, MoveProduction, MoveWindow, SetNeed, SplitWindow
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan, PreviousPlan
from planner.domain.production import Window
from planner.domain.remedy import GoalShift
from planner.domain.settings import GoalName
from planner.replan.part_changes import changes_in

MOVES_SLOTS = (SetNeed, MoveWindow, SplitWindow, MoveProduction)
LOOKS_AT_PEOPLE = {GoalName.HEADCOUNT, GoalName.BALANCE}
"""The goals that look at all that somebody does; the others are sums over productions."""


def shifts_between(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[GoalShift, ...]:
    """Return every goal whose value changes; the arguments are values by label."""
    labels = list(dict.fromkeys((*before, *after)))
    found = ((label, after.get(label, 0) - before.get(label, 0)) for label in labels)
    return tuple(_shift(label, by) for label, by in found if by)


def _shift(label: str, by: int) -> GoalShift:
    name, _, step = label.partition(" ")
    return GoalShift(name, int(step) if step else None, by)


def shifts_of(
    board: Board, changes: Iterable[Change], gone: Iterable[Assignment], come: Iterable[Assignment]
) -> tuple[GoalShift, ...]:
    """Return how the goals change when, beside ``changes`` of the input, rows of the plan give way to others."""
    rows_gone, rows_come, changes = tuple(gone), tuple(come), tuple(changes)
    people = {row.crew_id for row in (*rows_gone, *rows_come)}
    people |= {change.crew_id for change in changes if hasattr(change, "crew_id") and not isinstance(change, Book)}
    titles = {row.slot.production_id for row in (*rows_gone, *rows_come)}
    titles |= {change.production_id for change in changes if isinstance(change, MOVES_SLOTS)}
    rows = dict.fromkeys(row for title in titles for row in board.rows_of(title))
    if not LOOKS_AT_PEOPLE.isdisjoint(board.instance.settings.goals):
        rows |= dict.fromkeys(row for one in people for row in board.work.get(one, ()) if row in board.planned)
    part = _part(board, tuple(rows), people, titles)
    stay = dict.fromkeys(rows)
    for row in rows_gone:
        del stay[row]
    before = recompute_goals(part, Plan(tuple(rows), ()))
    there = apply(part, changes_in(part, board.instance, changes))
    after = recompute_goals(there, Plan(_numbered((*stay, *rows_come)), ()))
    return shifts_between(before, after)


def _numbered(rows: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Return rows with slot numbers of their own, where some have been planned apart from others."""
    taken: Counter[Window] = Counter()
    numbered = []
    for row in rows:
        key = row.slot.window
        taken[key] += 1
        numbered.append(replace(row, slot=replace(row.slot, number=taken[key])))
    return tuple(numbered)


def _part(board: Board, rows: tuple[Assignment, ...], people: set[str], titles: set[str]) -> Instance:
    """Return the instance of these rows: some productions whole, the people of all, and what both had before."""
    base, known = board.instance, {row.slot.production_id for row in rows} | titles
    before = tuple(row for one in people for row in base.work_before(one) if row.slot.production_id in known)
    beside = {row.slot.window for row in (*rows, *before)}
    part = base.part({c for c in people if c in base.crew_by_id} | {row.crew_id for row in rows}, known)
    needs = (need for need in part.requirements if need.production_id in titles or need.window in beside)
    return part.rebuilt(requirements=tuple(needs), previous=base.previous and PreviousPlan(before))
