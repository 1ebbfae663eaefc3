"""Which confirmed bookings a plan has to keep: accepted one by one while all of them can still be kept together.

The search is plain backtracking; a new booking that fits beside what is placed needs none of it.
Changes when the contract's acceptance of confirmed bookings does.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.audit.clash import too_close
from planner.audit.hindrance import keeps, nevers_of, suits
from planner.domain.booking import Booking, BookingStatus
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import Assignment
from planner.domain.production import Requirement

Cells = dict[Booking, tuple[Requirement, ...]]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Confirmed bookings in the contract's order, accepted and refused, and one way to keep the accepted together.

    Bookings without a slot in the plan window are in neither.
    """

    accepted: tuple[Booking, ...]
    refused: tuple[Booking, ...]
    cell_of: dict[Booking, Requirement]


def accept_confirmed(instance: Instance) -> Acceptance:
    """Accept confirmed bookings one by one by (priority, Production ID, Crew ID, role, From, To)."""
    matching = _matching(instance)
    cells = _open_cells(instance, matching)
    places = _Places(instance.settings.gap_days)
    refused = []
    for booking in matching:
        if not places.keep_one_more(booking, cells):
            refused.append(booking)
    accepted = tuple(booking for booking in matching if booking in places.at)
    return Acceptance(accepted, tuple(refused), dict(places.at))


def _matching(instance: Instance) -> Cells:
    """Per confirmed booking, in the contract's order, the planned requirements that could keep it."""
    needs: dict[str, list[Requirement]] = defaultdict(list)
    for need in instance.planned_requirements:
        needs[need.production_id].append(need)
    confirmed = sorted(
        (b for b in instance.standing_bookings if b.status is BookingStatus.CONFIRMED),
        key=lambda b: (
            instance.production_by_id[b.production_id].priority,
            name_key(b.production_id),
            name_key(b.crew_id),
            name_key(b.role or ""),
            b.first_day or date.min,
            b.last_day or date.max,
        ),
    )
    said = grouped(instance.bookings, lambda b: (b.production_id, b.crew_id))
    found = {
        b: tuple(n for n in needs.get(b.production_id, ()) if keeps(b, n, said[b.production_id, b.crew_id]))
        for b in confirmed
    }
    return {booking: cells for booking, cells in found.items() if cells}


def _open_cells(instance: Instance, matching: Cells) -> Cells:
    """Per booking the requirements that the rules about its person, and what they carry over, leave open."""
    nevers = nevers_of(instance)
    carried: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in instance.carried:
        carried[assignment.crew_id].append(assignment)
    gap_days = instance.settings.gap_days
    return {
        booking: tuple(
            need
            for need in cells
            if suits(instance.crew_by_id[booking.crew_id], need, nevers)
            and not any(too_close(need, other.slot, gap_days) for other in carried[booking.crew_id])
        )
        for booking, cells in matching.items()
    }


class _Places:
    """A seating of bookings on requirements that breaks no rule; two bookings of one person may share a seat."""

    def __init__(self, gap_days: int) -> None:
        self.gap_days = gap_days
        self.at: dict[Booking, Requirement] = {}
        self._of_person: dict[str, list[Booking]] = defaultdict(list)
        self._takers: dict[Requirement, Counter[str]] = defaultdict(Counter)
        self._wanting: dict[Requirement, list[Booking]] = defaultdict(list)

    def keep_one_more(self, booking: Booking, cells: Cells) -> bool:
        """Seat a booking beside all that are seated, moving those only where that is needed; False when it cannot."""
        if not (any(self._put(booking, cell) for cell in cells[booking]) or self._reseat(booking, cells)):
            return False
        for cell in cells[booking]:
            self._wanting[cell].append(booking)
        return True

    def _reseat(self, booking: Booking, cells: Cells) -> bool:
        if not cells[booking]:
            return False
        group = self._group(booking, cells)
        before = {other: self.at[other] for other in group if other in self.at}
        for other in before:
            self._lift(other)
        if self._search(_easiest_last(group, cells), cells):
            return True
        for other, cell in before.items():
            self._put(other, cell)
        return False

    def _group(self, booking: Booking, cells: Cells) -> list[Booking]:
        """Return the bookings that a change for one could reach: by a person's days, or by a contested requirement."""
        group = {booking: None}
        frontier = [booking]
        while frontier:
            current = frontier.pop()
            for other in self._linked(current, booking, cells):
                if other not in group:
                    group[other] = None
                    frontier.append(other)
        return list(group)

    def _linked(self, current: Booking, newcomer: Booking, cells: Cells) -> Iterator[Booking]:
        for other in self._of_person[current.crew_id]:
            if any(too_close(a, b, self.gap_days) for a in cells[current] for b in cells[other]):
                yield other
        for cell in cells[current]:
            wanting = [*self._wanting[cell], *([newcomer] if cell in cells[newcomer] else [])]
            # A requirement with a slot for everybody who wants it cannot tie anybody to anybody.
            if len({other.crew_id for other in wanting}) > cell.count:
                yield from wanting

    def _search(self, order: Sequence[Booking], cells: Cells) -> bool:
        """Seat all of ``order`` by backtracking; a state that once failed is not tried again."""
        needs = sorted({cell for b in order for cell in cells[b]}, key=lambda n: n.window)
        dead = set()

        def state(index: int) -> object:
            mine = order[index].crew_id
            own = frozenset(self.at[b] for b in order[:index] if b.crew_id == mine)
            return index, own, tuple(len(self._takers[need]) for need in needs)

        trail = [iter(cells[order[0]])]
        while trail:
            index = len(trail) - 1
            self._lift(order[index])
            if not any(self._put(order[index], cell) for cell in trail[-1]):
                dead.add(state(index))
                trail.pop()
            elif index + 1 == len(order):
                return True
            else:
                trail.append(iter(() if state(index + 1) in dead else cells[order[index + 1]]))
        return False

    def _put(self, booking: Booking, cell: Requirement) -> bool:
        """Seat a booking if no rule is broken by it."""
        takers = self._takers[cell]
        if booking.crew_id not in takers:
            seats = (self.at[other] for other in self._of_person[booking.crew_id])
            if len(takers) >= cell.count or any(too_close(cell, seat, self.gap_days) for seat in seats):
                return False
        self.at[booking] = cell
        self._of_person[booking.crew_id].append(booking)
        takers[booking.crew_id] += 1
        return True

    def _lift(self, booking: Booking) -> None:
        """Take a booking from its seat, if it has one."""
        cell = self.at.pop(booking, None)
        if cell is not None:
            self._of_person[booking.crew_id].remove(booking)
            self._takers[cell] -= Counter((booking.crew_id,))


def _easiest_last(group: Sequence[Booking], cells: Cells) -> list[Booking]:
    """Order by person, those with the least choice first, so that a person's seats stay together."""
    choice: Counter[str] = Counter()
    for booking in group:
        choice[booking.crew_id] = max(choice[booking.crew_id], len(cells[booking]))
    return sorted(group, key=lambda b: (choice[b.crew_id], name_key(b.crew_id), len(cells[b]), name_key(b.role or "")))
