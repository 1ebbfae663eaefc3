"""Which confirmed bookings stand, who stays where they began, and which productions must or cannot be whole.

Decided before anything is optimised, one by one in the contract's order, so that a plan always exists.
Changes when the contract's order or meaning of acceptance does.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ortools.sat.python import cp_model

from planner.domain.booking import BookingStatus
from planner.domain.names import name_key
from planner.solver.board import Board, Wish, clashes
from planner.solver.cpsat import new_solver


@dataclass(frozen=True, slots=True)
class Forced:
    """What every plan must hold: bookings kept, productions whole (``on``) or empty (``off``)."""

    bookings: tuple[Wish, ...] = ()
    on: frozenset[int] = frozenset()
    off: frozenset[int] = frozenset()


def accept_bookings(board: Board) -> Forced:
    """Return the bookings and beginnings that every plan can and must keep.

    Confirmed bookings come in the order (priority, Production ID, Crew ID, role, From, To), then the people of slots
    that began before the plan window, in slot order; each is accepted if all accepted so far can still be kept with it.
    """
    wishes = [*_confirmed(board), *_beginnings(board)]
    return Forced(tuple(_accept_in_order(wishes, lambda chosen: can_keep(board, chosen))))


def _confirmed(board: Board) -> list[Wish]:
    bookings = [b for b in board.instance.standing_bookings if b.status is BookingStatus.CONFIRMED]
    bookings.sort(
        key=lambda b: (
            board.instance.production_by_id[b.production_id].priority,
            name_key(b.production_id),
            name_key(b.crew_id),
            name_key(b.role or ""),
            b.first_day or date.min,
            b.last_day or date.max,
        )
    )
    wishes = (board.wish(board.person_of[b.crew_id], board.matching(b)) for b in bookings)
    return [wish for wish in wishes if wish.needs]


def _beginnings(board: Board) -> list[Wish]:
    """Who was in a slot that began before the plan window, if nothing about them alone forbids it now."""
    stay = board.published_windows
    began = (wish for wish in stay if board.settings.began_before(board.needs[wish.needs[0]].requirement.span))
    return [replace(wish, pinned=True) for wish in sorted(began, key=lambda wish: (wish.needs[0], wish.person))]


def _accept_in_order(wishes: Sequence[Wish], possible: Callable[[list[Wish]], bool]) -> list[Wish]:
    """Keep each wish that is possible together with those kept before it, trying long runs of them at once."""
    kept: list[Wish] = []
    at = 0
    while at < len(wishes):
        good = _longest_possible_run(wishes[at:], lambda run: possible([*kept, *run]))
        kept.extend(wishes[at : at + good])
        at += good + 1  # the wish after the run is the one that could not be kept
    return kept


def _longest_possible_run(wishes: Sequence[Wish], possible: Callable[[Sequence[Wish]], bool]) -> int:
    if possible(wishes):
        return len(wishes)
    low, high = 0, len(wishes) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if possible(wishes[:middle]) else (low, middle - 1)
    return low


def can_keep(board: Board, wishes: Sequence[Wish]) -> bool:
    """Whether all wishes can be kept at once under the rules about people and the counts."""
    model = cp_model.CpModel()
    takes: dict[tuple[int, int], cp_model.IntVar] = {}
    of_person: dict[int, list[int]] = defaultdict(list)
    of_need: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for wish in wishes:
        for need in wish.needs:
            if (wish.person, need) not in takes:
                takes[wish.person, need] = model.new_bool_var("")
                of_person[wish.person].append(need)
                of_need[need].append(takes[wish.person, need])
        model.add_at_least_one(takes[wish.person, need] for need in wish.needs)
    for need, variables in of_need.items():
        if len(variables) > board.needs[need].count:
            model.add(sum(variables) <= board.needs[need].count)
    for person, needs in of_person.items():
        for i, one in enumerate(needs):
            for other in needs[:i]:
                if clashes(board.needs[one], board.needs[other], board.gap_days):
                    model.add_at_most_one(takes[person, one], takes[person, other])
    solver = new_solver()
    return bool(solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE))
