"""All places of a large folder as a model of headcounts: how many people each need gets, not who they are.

On no day can roles have more people than hold one of them and are there; people of interval graphs need little more
than that, so a choice of days that is best here mostly is best indeed. What it leaves out is learned as cuts: slots
that cannot all be filled, whoever is moved, are not filled together where they stand in these very places.
References: J. Hooker and G. Ottosson, "Logic-based Benders decomposition", Mathematical Programming 96, 2003; P. Hall,
"On representatives of subsets", Journal of the London Mathematical Society 10, 1935.
Changes when people can be counted more closely.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import highspy
import numpy as np
from ortools.sat.python import cp_model

from planner.domain.grouping import grouped
from planner.domain.settings import GoalName
from planner.solver.model.clock import Clock
from planner.solver.model.need import Days, Need, Wish, day_cliques
from planner.solver.model.problem import Problem
from planner.solver.model.submodel import Quantity
from planner.solver.moves.choice import Choice
from planner.solver.moves.places import PlacesModel
from planner.solver.proof.highs import run_in_time
from planner.solver.proof.relaxation import LinearObjective, Relaxation
from planner.solver.proof.rows import Vector, set_domain

NODES = 20
"""Nodes of branch and cut for one objective; mostly there is one."""
ROUNDING, HALF = 1e-4, 0.5
WISHES = (GoalName.HOLDS, GoalName.STABILITY)
MOST_ROLES = 4
"""Roles that people hold together of which every combination is counted; of more only single ones and each person's."""
COUNTED = (GoalName.COVERAGE, GoalName.WHOLE, GoalName.HOLDS, GoalName.STABILITY, None)
"""Goals that headcounts tell of; None is how much is moved."""

Counts = np.ndarray[Any, np.dtype[np.int64]]
"""People or slots, day by day."""


@dataclass(frozen=True, slots=True)
class Impossible:
    """Slots, so many of a need in its place, that cannot all be filled while productions ``beside`` keep bookings."""

    slots: tuple[tuple[int, int], ...]
    beside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Counted:
    """Needs that are busy at once, and how many people could be."""

    needs: tuple[int, ...]
    people: int


class Headcounts:
    """How many people each need gets in all places, as a CP-SAT model that objectives can be written against.

    ``problem`` is that of all places. Of productions that may be moved just one place is staffed.
    """

    def __init__(self, places: PlacesModel, clock: Clock) -> None:
        self.places, self.problem, self._clock = places, places.problem, clock
        self._everything = places.model().everything
        self._reduction = self._everything.model.reduction
        self.cp = cp_model.CpModel()
        self._groups = places.groups
        movable = [production for group in self._groups for production in group if len(group) > 1]
        self._staffed = {production: self.cp.new_bool_var("") for production in movable}
        self._vacant = [self.cp.new_int_var(0, 0, "") for _ in self.problem.needs]
        self._whole: dict[int, Quantity] = {}
        self._add_needs()
        self._add_quotas()
        self._add_whole_staffing()
        for counted in self._capacities():
            for n in counted.needs:
                self._may_be_vacant(n)
            self.cp.add(sum(self.filled(n) for n in counted.needs) <= counted.people)
        self._kept = self._add_wishes()
        self._values: Vector | None = None
        self._worths = {
            label: one.worth(self, self._everything)  # type: ignore[arg-type]  # it is asked for these four only
            for label, one in places.objectives.items()
            if one.goal in COUNTED
        }

    # --- what objectives are written against

    def filled(self, need: int) -> Quantity:
        """How many slots of the need are filled."""
        wanted = self.problem.needs[need]
        return wanted.count * self.is_staffed(wanted.production) - self._vacant[need]

    def is_staffed(self, production: int) -> Quantity:
        """1 when this place of a production is the one that is used, else 0."""
        return self._staffed.get(production, 1)

    def is_whole(self, production: int) -> Quantity:
        """1 when every slot of the production is filled, else 0; for its copies it is asked of the production."""
        return self._whole.get(production, 0)

    def is_kept(self, wish: Wish) -> Quantity:
        """How many rows of the wish are granted."""
        return self._kept.get(wish, 0)

    # --- the model

    def _may_be_vacant(self, need: int) -> None:
        """Let a need have vacancies; of most it is known that they have none, wherever everything is."""
        set_domain(self._vacant[need].proto, 0, self.problem.needs[need].count)

    def _add_needs(self) -> None:
        """Let vacancies be where a production is, and at least as many as there are people too few to begin with."""
        for need in self.problem.needs:
            able = sum(self._reduction.tracks[track].size for track in self._reduction.takers(need.index))
            staffed, vacant = self.is_staffed(need.production), self._vacant[need.index]
            if not isinstance(staffed, int):
                self.cp.add(vacant <= need.count * staffed)
            if able < need.count:
                self._may_be_vacant(need.index)
                self.cp.add(vacant >= (need.count - able) * staffed)
        for own, *copies in self._groups:
            self._whole[own] = whole = self.cp.new_bool_var("")
            needs = [self.problem.needs_of_production[production] for production in (own, *copies)]
            for same in zip(*needs, strict=True):  # a copy asks for the same in the same order
                count = self.problem.needs[same[0]].count
                self.cp.add(sum(self._vacant[n] for n in same) <= count * (1 - whole))

    def _add_quotas(self) -> None:
        for group in self._groups:
            if len(group) > 1:
                self.cp.add(sum(self._staffed[production] for production in group) == 1)
        for quota in self._everything.model.forced.quotas:
            self.cp.add(sum(factor * self.is_staffed(one) for one, factor in quota.factors) <= quota.most)

    def _add_whole_staffing(self) -> None:
        """Fill a production in all its slots or in none, where that is asked for."""
        if self.problem.settings.whole_staffing:
            for own, *copies in self._groups:
                needs = [self.problem.needs_of_production[production] for production in (own, *copies)]
                for same in zip(*needs, strict=True):
                    for n in same:
                        self._may_be_vacant(n)
                    count = self.problem.needs[same[0]].count
                    self.cp.add(sum(self._vacant[n] for n in same) == count * (1 - self._whole[own]))

    def _capacities(self) -> "Iterator[_Counted]":
        """Yield needs that are busy at once, and how many people could be so at most, where these may be too few."""
        gap = self.problem.gap_days
        for days in _DayCounts(self.problem, 0), *([_DayCounts(self.problem, gap)] if gap else []):
            for roles in role_sets(self.problem):
                yield from days.short(roles, self._groups)

    def _add_wishes(self) -> dict[Wish, Quantity]:
        """Let nobody be in two places at once for bookings and the previous plan, and keep what has to be kept."""
        wishes = dict.fromkeys(wish for one in self.places.objectives.values() for wish in one.wishes)
        forced = [part for wish in self._everything.model.forced.bookings for part in self._by_place(wish)]
        there: dict[tuple[int, int], Any] = {}
        spans: dict[tuple[int, int], list[Need]] = defaultdict(list)
        for wish in (*wishes, *forced):
            for n in wish.needs:
                spans[wish.person, self.problem.needs[n].production].append(self.problem.needs[n])
        for person, production in spans:
            there[person, production] = self.cp.new_bool_var("")
            self.cp.add(there[person, production] <= self.is_staffed(production))
        for wish in self._everything.model.forced.bookings:
            productions = {self.problem.needs[n].production for n in wish.needs}
            self.cp.add_bool_or([there[wish.person, production] for production in sorted(productions)])
        self._keep_apart(there, spans)
        for needs, mine in grouped(forced, lambda part: part.needs).items():
            people = (there[part.person, self.problem.needs[needs[0]].production] for part in mine)
            self.cp.add(sum(map(self.filled, needs)) >= sum(people))
        kept: dict[Wish, Quantity] = {}
        for wish in (wish for wish in wishes if wish.needs):
            kept[wish] = self.cp.new_int_var(0, wish.most, "")
            self.cp.add(kept[wish] <= wish.most * there[wish.person, self.problem.needs[wish.needs[0]].production])
        return kept

    def _by_place(self, wish: Wish) -> Iterator[Wish]:
        for needs in grouped(wish.needs, lambda n: self.problem.needs[n].production).values():
            yield replace(wish, needs=needs)

    def _keep_apart(self, there: Mapping[tuple[int, int], Any], spans: Mapping[tuple[int, int], list[Need]]) -> None:
        """Let nobody be on two productions on days on which they would surely work on both."""
        gap = self.problem.gap_days
        sure: dict[int, list[tuple[int, int, Any]]] = defaultdict(list)
        for (person, production), needs in spans.items():
            first, last = max(need.first for need in needs), min(need.last for need in needs)
            if first <= last:
                sure[person].append((first, last + gap, there[person, production]))
        for mine in sure.values():
            mine.sort(key=lambda one: one[:2])
            for clique in day_cliques([one[:2] for one in mine]):
                if len(clique) > 1:
                    self.cp.add_at_most_one(mine[at][2] for at in clique)

    def hoped_in(self, need: int) -> int:
        """Return how many slots of a need the last choice has filled, where the need is in a place that is used."""
        assert self._values is not None, "something was chosen"
        vacant = math.ceil(float(self._values[self._vacant[need].index]) - ROUNDING)
        return self.problem.needs[need].count - vacant

    def forbid(self, cut: Impossible) -> None:
        """Learn that some slots cannot all be filled in these places."""
        short: list[Any] = []
        moved = dict.fromkeys(cut.beside)
        for n, number in cut.slots:
            need, one = self.problem.needs[n], self.cp.new_bool_var("")
            self._may_be_vacant(n)
            self.cp.add(self._vacant[n] >= (need.count - number + 1) * one)
            short.append(one)
            moved[need.production] = None
        elsewhere = [self._staffed[one].negated() for one in moved if one in self._staffed]
        self.cp.add_bool_or([*short, *elsewhere])

    # --- the choice

    def choose(self, *, wishes: bool) -> Choice | None:
        """Return the best choice as far as headcounts tell; None when none was found in time.

        Places are whole, people may be divided. What counts from the first goal on that headcounts do not tell of has
        no bound; without ``wishes`` holds and stability are among these.
        """
        relaxation = Relaxation(self.cp)
        found: dict[str, tuple[float, float]] = {}
        self._values = None
        for label, objective in self.places.objectives.items():
            if label not in self._worths or (objective.goal in WISHES and not wishes):
                found[label] = -math.inf, math.inf
                continue
            linear, most = relaxation.linear(self._worths[label]), int(objective.most(self._everything))
            dual = self._raise(relaxation, linear, most)
            if self._values is None:
                return None
            worth = math.floor(linear.total(self._values) + ROUNDING)
            found[label] = worth, max(worth, dual)
            relaxation.add_row(linear, worth)
        assert self._values is not None, "there is always something that counts"
        used = [production for production, one in self._staffed.items() if self._values[one.index] > HALF]
        worths, duals = zip(*found.values(), strict=True)
        return Choice(self.places.moves_to(used), worths, duals)

    def _raise(self, relaxation: Relaxation, linear: LinearObjective, most: int) -> int:
        """Maximise one objective by branch and cut, keep the best values found, and return a bound."""
        if self._values is not None and linear.total(self._values) >= most - ROUNDING:
            return most
        solver = relaxation.solver(linear, self._clock.left_s)
        places = np.array(sorted(one.index for one in self._staffed.values()), np.int32)
        solver.changeColsIntegrality(len(places), places, np.full(len(places), highspy.HighsVarType.kInteger))
        for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", ROUNDING), ("mip_max_nodes", NODES)):
            solver.setOptionValue(option, value)
        run_in_time(solver, self._clock.left_s)
        values = np.array(solver.getSolution().col_value)
        if not len(values) or not solver.getSolution().value_valid:
            return most
        self._values = values
        bound = linear.offset - linear.unit * solver.getInfo().mip_dual_bound
        return most if math.isinf(bound) else min(most, math.floor(bound + ROUNDING))


def role_sets(problem: Problem) -> list[frozenset[str]]:
    """Return the sets of needed roles in which people are counted: what they hold together in every combination."""
    needed = set(problem.needs_of_role)
    held = {frozenset(one.roles) & needed for one in problem.people} | {frozenset((role,)) for role in needed}
    families: list[frozenset[str]] = []
    for roles in sorted(held, key=sorted):
        met = [family for family in families if family & roles]
        families = [*(one for one in families if one not in met), roles.union(*met)]
    found = {roles for roles in held if roles} | {family for family in families if family}
    for family in families:
        if len(family) <= MOST_ROLES:
            sizes = range(1, len(family) + 1)
            found |= {frozenset(some) for size in sizes for some in combinations(sorted(family), size)}
    return sorted(found, key=sorted)


class _DayCounts:
    """Who is there and who is asked for, day by day.

    With ``gap`` days between productions whoever works on one on any of ``gap`` days and the day after them works on no
    other one then; so each production counts with the day on which it asks for most, and everybody who is there on any.
    """

    def __init__(self, problem: Problem, gap: int) -> None:
        self._problem, self._gap = problem, gap
        self._first, last = problem.horizon
        self._days = last - self._first + 1
        carried: dict[int, list[Days]] = defaultdict(list)
        for row in problem.instance.carried:
            span = row.slot.span
            carried[problem.person_of[row.crew_id]].append((span.first_day.toordinal(), span.last_day.toordinal()))
        self._there = [self._presence(windows, carried[at]) for at, windows in enumerate(problem.windows)]

    def _presence(self, windows: Sequence[Days], busy: Sequence[Days]) -> Counts:
        there = np.zeros(self._days, np.int64)
        for first, last in windows:
            there[first - self._first : last - self._first + 1] = 1
        for first, last in busy:
            there[max(0, first - self._first) : max(0, last - self._first + 1)] = 0
        return self._stretched(there)

    def _stretched(self, counts: Counts) -> Counts:
        """Return for each day the most of it and the gap days before."""
        found = counts.copy()
        for step in range(1, self._gap + 1):
            found[step:] = np.maximum(found[step:], counts[:-step])
        return found

    def short(self, roles: frozenset[str], groups: Iterable[Sequence[int]]) -> Iterator[_Counted]:
        """Yield for roles the needs of each day on which, wherever productions stand, people may be too few."""
        problem, shape = self._problem, (len(self._problem.productions), self._days)
        people = np.zeros(self._days, np.int64)
        for person, there in zip(problem.people, self._there, strict=True):
            if roles.intersection(person.roles):
                people += there
        asked, needs = np.zeros(shape, np.int64), [list[Need]() for _ in problem.productions]
        for need in (problem.needs[n] for role in sorted(roles) for n in problem.needs_of_role[role]):
            asked[need.production, need.first - self._first : need.last - self._first + 1] += need.count
            needs[need.production].append(need)
        stretched = np.array([self._stretched(days) for days in asked])
        most = sum((stretched[group].max(axis=0) for group in groups), np.zeros(self._days, np.int64))
        before: tuple[int, ...] = ()
        for day in np.flatnonzero(most > people).tolist():
            found: list[int] = []
            for production in np.flatnonzero(stretched[:, day]).tolist():
                begin = max(0, day - self._gap)
                busiest = self._first + begin + int(np.argmax(asked[production, begin : day + 1]))
                found += [need.index for need in needs[production] if need.first <= busiest <= need.last]
            if (now := tuple(found)) != before or people[day] < people[day - 1]:
                yield _Counted(now, int(people[day]))
            before = now
