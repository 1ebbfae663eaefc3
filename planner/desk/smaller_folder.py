"""The smaller folder that is planned when people may be moved for an operation, and the way back to the whole one.

Each requirement asks for as many people as it has, and for those that the operation needs on top. So nothing can change
but what the operation makes necessary. Three levels stand for each priority: what the operation demands, then the slots
that have people, then those that the operation empties itself or that make room for a booking. So it never trades up:
what it demands empties nothing of a higher priority, and a slot that it empties is filled again only at the cost of
lower ones.
Changes when an operation may change more of a plan.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from planner.audit.board import Board
from planner.audit.job import too_close
from planner.desk.decision import Demand, Proposal
from planner.desk.free_people import FreePeople
from planner.desk.state import Desk, changed
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Employment
from planner.domain.instance import Instance
from planner.domain.numbering import plan_from
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.production import Requirement, Slot, Window
from planner.domain.settings import GoalName

GOALS = (GoalName.COVERAGE, GoalName.STABILITY, GoalName.HOLDS, GoalName.MAIN_ROLE, GoalName.COST)
DEMANDED, FILLED, EMPTIED = -2, -1, 0  # from the last level of a priority


def broken_rows(proposal: Proposal) -> Iterator[Assignment]:
    """Yield the rows of those whom, or of what, an operation is about that cannot stay once it is done."""
    after = proposal.after
    free, gap_days = FreePeople(after), after.instance.settings.gap_days
    for row in after.plan.assignments:
        if not {row.crew_id, row.slot.production_id} & proposal.about:
            continue
        others = (other.slot for other in after.work_of(row.crew_id))
        others = (slot for slot in others if slot.production_id != row.slot.production_id)
        person = after.instance.crew_by_id[row.crew_id]
        if not free.could(person, row.slot) or any(too_close(row.slot, slot, gap_days) for slot in others):
            yield row


def _with_role(own: Employment, like: str, role: str) -> Employment:
    """Return an employment with one more role if it has another; a main role stays one, so that nobody steps in."""
    if own.main_role == like:
        return replace(own, main_role=role, other_roles=(*own.other_roles, like))
    return replace(own, other_roles=(*own.other_roles, role)) if like in own.roles else own


class SmallerFolder:
    """The folder that the solver plans for a proposal.

    A ``roomy`` one also has a slot for each confirmed booking that nobody fills and that some plan could keep there.
    """

    def __init__(self, proposal: Proposal, *, roomy: bool = False) -> None:
        self.after: Desk = proposal.after
        self._roomy = roomy
        self._board = Board(self.after.instance, self.after.plan)
        self._planned = {need.window: need for need in self.after.instance.planned_requirements}
        self._crew = {person.crew_id: person for person in self.after.instance.crew}
        self._broken = set(broken_rows(proposal))
        self._emptied = self._own_empty(proposal)
        self._team: dict[Window, set[str]] = defaultdict(set)
        for row in self.after.rows:
            self._team[row.slot.window].add(row.crew_id)
        pins = [demand for demand in proposal.demands if demand.only is not None]
        self._pins = {self._pinned(at, demand): demand for at, demand in enumerate(pins, 1)}
        self.instance = self._build(proposal)

    def _pinned(self, at: int, demand: Demand) -> Window:
        """Make up a role that only some people have, and return the requirement of it that stands for a demand."""
        need = demand.requirement
        role, free = f"{need.role} \N{MIDDLE DOT} {at}", FreePeople(self.after)
        for crew_id in demand.only or ():
            person = self._crew[crew_id]
            if not free.could(self.after.instance.crew_by_id[crew_id], need):
                continue  # a booking that says never does not know the made-up role
            self._crew[crew_id] = replace(
                person, employments=tuple(_with_role(own, need.role, role) for own in person.employments)
            )
        return Window(need.production_id, role, need.span)

    def _build(self, proposal: Proposal) -> Instance:
        now = self.after.instance
        pins = (Requirement(*key, 1, level=self._level(key[0], DEMANDED)) for key in self._pins)
        needs = [*self._needs(proposal), *pins]
        asking = {need.production_id for need in needs if need.count > 0}
        return Instance.sorted(
            tuple(self._crew.values()),
            now.productions,
            tuple(needs),
            tuple(self._bookings(proposal, asking)),
            replace(now.settings, goals=GOALS),
            PreviousPlan(tuple(self._rows())),
        )

    def _needs(self, proposal: Proposal) -> Iterator[Requirement]:
        """Yield every requirement with the people it has, who are booked for it, or who are demanded."""
        asked = self._asked(proposal)
        pinned = [demand.requirement.window for demand in self._pins.values()]
        demanded = {demand.requirement.window for demand in proposal.demands if demand.only is None}
        for need in self.after.instance.requirements:
            key = need.window
            if key not in self._planned:
                yield need  # carried over as it is
                continue
            count = max(0, min(asked[key], need.count - pinned.count(key)))
            stay = max(0, len(self._team[key]) - self._emptied[key])
            first = count if key in demanded else min(stay, count)
            kind = DEMANDED if key in demanded else FILLED
            yield replace(need, count=first, level=self._level(need.production_id, kind))
            yield replace(need, count=count - first, level=self._level(need.production_id, EMPTIED))

    def _level(self, production_id: str, kind: int) -> int:
        return 3 * self.after.instance.production_by_id[production_id].priority + kind

    def _own_empty(self, proposal: Proposal) -> Counter[Window]:
        """Return how many slots of each requirement an operation on people empties itself.

        With whole staffing a slot less is a production less.
        """
        emptied: Counter[Window] = Counter()
        if proposal.priority is None:
            emptied.update(row.slot.window for row in self._broken)
        if self.after.instance.settings.whole_staffing:
            productions = {key[0] for key in emptied}
            emptied.update({key: need.count for key, need in self._planned.items() if key[0] in productions})
        return emptied

    def _asked(self, proposal: Proposal) -> dict[Window, int]:
        asked: dict[Window, int] = defaultdict(int)
        seats: dict[Window, set[str]] = defaultdict(set)
        for booking, need in self._board.acceptance.cell_of.items():
            if self._roomy and not self._board.left_out(booking.production_id):
                seats[need.window].add(booking.crew_id)
        for key in self._planned:
            asked[key] = len(self._team[key] | seats[key])
        for demand in proposal.demands:
            key = demand.requirement.window
            asked[key] = max(asked[key], demand.count if demand.only is None else 0)
        if proposal.must_keep is not None:
            self._make_room(proposal.must_keep, asked)
        if self.after.instance.settings.whole_staffing:
            staffed = {key[0] for key, count in asked.items() if count > 0}
            asked |= {key: need.count for key, need in self._planned.items() if key[0] in staffed}
        return asked

    def _make_room(self, booking: Booking, asked: dict[Window, int]) -> None:
        """Ask for one more person where a booking could be kept in a slot that is vacant, if there is one."""
        person, free = self.after.instance.crew_by_id[booking.crew_id], FreePeople(self.after)
        fitting = [
            (key, need) for key, need in self._planned.items() if booking.speaks_of(key) and asked[key] < need.count
        ]
        for key, _ in sorted(fitting, key=lambda one: not free.could(person, one[1]))[:1]:
            asked[key] += 1

    def _bookings(self, proposal: Proposal, asking: set[str]) -> Iterator[Booking]:
        """Yield the confirmed bookings that have to be kept, and all of other kinds."""
        accepted = set(self._board.acceptance.accepted)
        for booking in self.after.instance.bookings:
            due = booking in accepted and booking.production_id in asking
            if due or booking == proposal.must_keep or booking.status is not BookingStatus.CONFIRMED:
                yield self._under_pins(booking)
        for key, demand in self._pins.items():  # who alone may meet a demand has to
            for crew_id in demand.only if demand.only and len(demand.only) == 1 else ():
                yield Booking(key[0], crew_id, key[1], BookingStatus.CONFIRMED)

    def _under_pins(self, booking: Booking) -> Booking:
        """Let a booking of a role that a pinned requirement has be one for any role, which the made-up one is too."""
        pins = ((demand.requirement, demand.only or ()) for demand in self._pins.values())
        meant = any(
            (need.production_id, need.role) == (booking.production_id, booking.role) and booking.crew_id in only
            for need, only in pins
        )
        return replace(booking, role=None) if meant and booking.status is BookingStatus.CONFIRMED else booking

    def _rows(self) -> Iterator[Assignment]:
        """Yield everybody's work, that of pinned people under the roles that they have here."""
        pinned = {
            (demand.requirement.window, *demand.only): key
            for key, demand in self._pins.items()
            if demand.only is not None and len(demand.only) == 1
        }
        for row in self.after.rows:
            if row in self._broken:
                continue  # nobody stays where the operation leaves no room, so who is in the way of it does
            key = pinned.get((row.slot.window, row.crew_id))
            yield row if key is None else Assignment(Slot(*key, 1), row.crew_id)

    def whole(self, assignments: tuple[Assignment, ...]) -> Desk:
        """Return the whole folder with what was assigned here, what is carried over, and rows that nothing asks for."""
        takers: dict[Requirement, list[str]] = defaultdict(list)
        for row in assignments:
            key = row.slot.window
            need = self._pins[key].requirement.window if key in self._pins else key
            takers[self._planned[need]].append(row.crew_id)
        planned = plan_from(self.after.instance, takers).assignments
        stray = (row for row in self.after.instance.published if row.slot.window not in self._planned)
        return changed(self.after, rows=(*planned, *self.after.instance.carried, *stray))
