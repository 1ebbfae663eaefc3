"""All places that productions may take as one model: a production with its copies on other days, of which one is used.

Every plan of the folder with any of the moves is a plan of this model, so what is best here bounds all of them. The
model lets a confirmed booking go that stands only once others are moved; whoever uses a choice plans it again.
Changes when another goal has its say before the days, or something else ties productions that are moved.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.domain.booking import BookingStatus
from planner.domain.instance import Instance
from planner.domain.moving import Moves, Places
from planner.domain.plan import Assignment
from planner.domain.production import Window
from planner.domain.settings import GoalName
from planner.solver.model.acceptance import Forced, Quota, accept_bookings
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.need import Wish
from planner.solver.model.objectives import Objective, objectives_of
from planner.solver.model.problem import Problem
from planner.solver.model.productions import decide_productions
from planner.solver.model.reduction import reduce_problem
from planner.solver.model.scope import Model
from planner.solver.model.submodel import Quantity, View
from planner.solver.search.timetable import Timetable

DAYS, PRODUCTIONS = "days-moved", "productions-moved"
"""What counts between the goals: the sum of the days by which productions are moved, and how many are."""

FIRST = frozenset({GoalName.COVERAGE, GoalName.WHOLE, GoalName.HOLDS})


@dataclass(frozen=True)
class Ask:
    """What is asked: ``ways`` are by Production ID the days by which it may be moved, at most ``most`` of them are.

    ``also_first`` are goals that count before the days beside those that always do.
    """

    ways: Mapping[str, Sequence[int]]
    also_first: frozenset[GoalName] = frozenset()
    most: int | None = None

    def is_first(self, goal: GoalName, rank: int | None) -> bool:
        """Whether a goal, at one rank of it, counts before the days: of stability the people, not their days."""
        people = goal is GoalName.STABILITY and rank == 1
        return people or goal in FIRST or goal in self.also_first


class PlacesModel:
    """The model of all places, and its ``objectives`` in their order, by label: goals, and how much is moved."""

    def __init__(self, instance: Instance, ask: Ask) -> None:
        self.ask = ask
        self._places = Places.of(instance, ask.ways)
        self._before, self.problem = Problem(instance), Problem(self._places.instance)
        self._number_of = number_of = {one.production_id: number for number, one in enumerate(self.problem.productions)}
        self._copies = {
            number_of[one]: {number_of[copy.production.production_id]: copy.days for copy in some}
            for one, some in self._places.copies.items()
        }
        self._moved = {copy: days for some in self._copies.values() for copy, days in some.items()}
        self._forced = Forced(tuple(self._standing()), quotas=tuple(self._quotas()))
        self._reduction = reduce_problem(self.problem, self._forced)
        self.objectives = dict(self._in_order())

    def model(self, excluded: Iterable[Moves] = ()) -> Model:
        """Return the model of every choice but some."""
        quotas = (*self._forced.quotas, *map(self._nogood, excluded))
        return Model(self.problem, self._reduction, replace(self._forced, quotas=quotas))

    def started(self, model: Model, rows: Iterable[Assignment]) -> Incumbent:
        """Return an incumbent that holds a plan of the folder as it is."""
        incumbent = Incumbent(model)
        timetable = Timetable(incumbent)
        for person, need in sorted(self.problem.takes_of(rows)):
            timetable.put(person, self.problem.needs[need])
        return incumbent

    @property
    def choices(self) -> int:
        """How many choices of days there are, most of them moving too many productions where that is limited."""
        return math.prod(len(some) + 1 for some in self.ask.ways.values())

    @property
    def keeps_order(self) -> bool:
        """Whether the goals count here in the order in which the folder is planned by them, the days aside."""
        labels = [label for label in self.objectives if label not in (DAYS, PRODUCTIONS)]
        return labels == [one.label for one in objectives_of(self.problem)]

    @property
    def slots(self) -> int:
        """How many slots the folder has."""
        return sum(need.count for need in self._before.needs)

    @property
    def groups(self) -> list[list[int]]:
        """The productions of the folder by number, each with its copies."""
        own = (number for number in range(len(self.problem.productions)) if number not in self._moved)
        return [[number, *self._copies.get(number, ())] for number in own]

    def moves_of(self, incumbent: Incumbent) -> dict[str, int]:
        """Return what is moved in a plan of the model."""
        return self.moves_to(copy for copy in self._moved if incumbent.is_staffed(copy))

    def moves_to(self, used: Iterable[int]) -> dict[str, int]:
        """Return what is moved where some productions, by number, are those that are used."""
        places = set(used)
        return {
            self.problem.productions[own].production_id: days
            for own, copies in self._copies.items()
            for copy, days in copies.items()
            if copy in places
        }

    def needs_in(self, moves: Moves, window: Window) -> tuple[int, ...]:
        """Return the needs of a window of the folder with some moves, by their numbers here."""
        here = self.problem.productions[self.place_of(window.production_id, moves)].production_id
        return self.problem.needs_at.get(window._replace(production_id=here), ())

    def place_of(self, production_id: str, moves: Moves) -> int:
        """Return the number here of a production of the folder with some moves."""
        own = self._number_of[production_id]
        days = moves.get(production_id)
        return next((copy for copy, some in self._copies.get(own, {}).items() if some == days), own)

    def _standing(self) -> Iterator[Wish]:
        """Yield the bookings that stand in the folder as it is, to be kept wherever productions are moved."""
        before = self._before
        forced = accept_bookings(before)
        if before.settings.whole_staffing:
            forced = decide_productions(Model(before, reduce_problem(before, forced), forced))
        for wish in (one for one in forced.bookings if one.pinned):
            window = before.needs[wish.needs[0]].requirement.window
            yield self.problem.wish(wish.person, list(self.problem.needs_at[window]))
        kept = set(forced.bookings)
        for booking in before.instance.standing_bookings:
            person = before.person_of[booking.crew_id]
            if booking.status is BookingStatus.CONFIRMED and before.wish(person, before.matching(booking)) in kept:
                copies = self._places.copies.get(booking.production_id, ())
                anywhere = (booking, *(copy.booking(booking) for copy in copies))
                yield self.problem.wish(person, [need for one in anywhere for need in self.problem.matching(one)])

    def _quotas(self) -> Iterator[Quota]:
        """Yield that a production takes place once, and that no more are moved than is asked for."""
        for own, copies in self._copies.items():
            yield Quota(tuple((one, 1) for one in (own, *copies)), 1)
        if self.ask.most is not None:
            yield Quota(tuple((copy, 1) for copy in self._moved), self.ask.most)

    def _nogood(self, moves: Moves) -> Quota:
        """Return what rules out just these moves."""
        wanted = {
            copy
            for own, copies in self._copies.items()
            for copy, days in copies.items()
            if moves.get(self.problem.productions[own].production_id) == days
        }
        return Quota(tuple((copy, 1 if copy in wanted else -1) for copy in self._moved), len(wanted) - 1)

    def _in_order(self) -> Iterator[tuple[str, Objective]]:
        """Yield every objective with what it is called: those before the days, the days, those after them."""
        goals = [self._bounded(one) for one in objectives_of(self.problem)]
        first = [one for one in goals if one.goal and self.ask.is_first(one.goal, one.rank)]
        yield from ((one.label, one) for one in first)
        yield DAYS, self._least_moved({copy: abs(days) for copy, days in self._moved.items()})
        yield PRODUCTIONS, self._least_moved(dict.fromkeys(self._moved, 1))
        yield from ((one.label, one) for one in goals if one not in first)

    def _bounded(self, objective: Objective) -> Objective:
        """Return an objective that knows that no slot and no production is there more than once."""
        if objective.goal is GoalName.WHOLE:
            most = len(self._before.productions)
        elif objective.fills:
            most = sum(need.count for need in self._before.needs if objective.counts(need))
        else:
            return objective
        return replace(objective, most=lambda scope: most)

    def _least_moved(self, weights: Mapping[int, int]) -> Objective:
        """Return the objective that little is moved."""

        def worth(view: View, scope: object) -> Quantity:
            return -sum(weight * view.is_staffed(copy) for copy, weight in weights.items())

        return Objective(None, worth, lambda scope: 0, lambda view, scope: [], sign=-1)
