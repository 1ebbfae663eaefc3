"""The master of Benders decomposition: how many people each open need gets, and what parts are estimated to have then.

A small integer program over counts and estimates. What it does not know of the parts it learns from cuts and nogoods.
Changes when parts are tied by something else than the productions that they share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from planner.solver.model.clock import FOUND, Clock, new_solver
from planner.solver.model.problem import Problem
from planner.solver.proof.relaxation import Relaxation

MASTER_WORK = 10.0
MASTER_NODES = 5_000

Estimate = tuple[int, int]
"""What a part has of one of its objectives: part and objective by number."""

Aim = int | None
"""The number of an objective, whose estimates are added up; None for whole productions."""

Kept = tuple[Aim, int]
"""An aim that came before, with what it must have."""

_Worths = dict[Aim, Any]


@dataclass(frozen=True)
class Choice:
    """How many people each open need gets (by need), and what each part is hoped to have of its further objectives."""

    filled: Mapping[int, int]
    estimates: Mapping[Estimate, int]


@dataclass(frozen=True)
class Cut:
    """What duals say of a part: ``scale`` times an estimate (or 0) is at most ``base`` plus what choices weigh.

    ``needs`` weighs the people in open needs, ``estimates`` what is demanded of earlier objectives.
    """

    estimate: Estimate | None
    scale: int
    base: int
    needs: Mapping[int, int]
    estimates: Mapping[Estimate, int]


@dataclass(frozen=True)
class Nogood:
    """What integral plans of a part can have when its open needs get just so many people, objective by objective.

    Each worth holds if those before it are reached. ``worths`` is None when there is no such plan at all.
    """

    part: int
    filled: Mapping[int, int]
    worths: Sequence[tuple[Estimate, int]] | None


@dataclass(frozen=True)
class Minimum:
    """Some open needs together get at least ``low`` people."""

    needs: Sequence[int]
    low: int


class Master:
    """All that is known of the parts.

    ``ranges`` says how many people each open need may get, ``estimates`` what a part may have of a further objective.
    """

    def __init__(
        self,
        problem: Problem,
        ranges: Mapping[int, tuple[int, int]],
        estimates: Mapping[Estimate, tuple[int, int]],
        clock: Clock,
    ) -> None:
        self._problem, self._ranges, self._estimates, self._clock = problem, ranges, estimates, clock
        self.productions = sorted({problem.needs[n].production for n in ranges})
        self.minimums: list[Minimum] = []
        self.cuts: list[Cut] = []
        self.nogoods: list[Nogood] = []

    def choose(self, kept: Sequence[Kept], aim: Aim) -> tuple[Choice, int, int] | None:
        """Return the best choice for an aim, what it has of it, and a dual bound; None when none was found."""
        cp, filled, estimates, worths = self._model(kept)
        best = self._best(cp, worths[aim])
        if best is None:
            return None
        values, worth, dual = best
        return _choice(filled, estimates, values), worth, dual

    def choose_near(self, kept: Sequence[Kept], counts: Mapping[int, int]) -> Choice | None:
        """Return the choice whose people in open needs differ least from ``counts``; None when none was found."""
        cp, filled, estimates, _ = self._model(kept)
        away = []
        for n, count in counts.items():
            low, high = self._ranges[n]
            away.append(cp.new_int_var(0, max(high - count, count - low, 0), ""))
            cp.add(away[-1] >= filled[n] - count)
            cp.add(away[-1] >= count - filled[n])
        best = self._best(cp, -sum(away))
        return None if best is None else _choice(filled, estimates, best[0])

    def _model(self, kept: Sequence[Kept]) -> tuple[cp_model.CpModel, dict[int, Any], dict[Estimate, Any], _Worths]:
        """Return a model of all that is known, with its counts, its estimates and what each aim is worth."""
        cp = cp_model.CpModel()
        filled = {n: cp.new_int_var(low, high, f"filled[{n}]") for n, (low, high) in self._ranges.items()}
        estimates = {one: cp.new_int_var(low, high, f"estimate{one}") for one, (low, high) in self._estimates.items()}
        worths: _Worths = {None: sum(self._add_productions(cp, filled))}
        for number in {number for _, number in estimates}:
            worths[number] = sum(variable for one, variable in estimates.items() if one[1] == number)
        for minimum in self.minimums:
            if minimum.needs:
                cp.add(sum(filled[n] for n in minimum.needs) >= minimum.low)
        for cut in self.cuts:
            hoped = estimates[cut.estimate] * cut.scale if cut.estimate else 0
            weighed = [filled[n] * weight for n, weight in cut.needs.items()]
            weighed += [estimates[one] * weight for one, weight in cut.estimates.items()]
            cp.add(hoped - sum(weighed) <= cut.base)
        for nogood in self.nogoods:
            self._add_nogood(cp, filled, estimates, nogood)
        for before, total in kept:
            cp.add(worths[before] >= total)
        return cp, filled, estimates, worths

    def _best(self, cp: cp_model.CpModel, worth: Any) -> tuple[list[int], int, int] | None:
        """Return the best values of a model, what they are worth and a bound: by branch and cut, else by CP-SAT."""
        relaxation = Relaxation(cp)
        linear = relaxation.linear(worth)
        complete, values = relaxation.maximise_whole(linear, self._clock.left_s, MASTER_NODES)
        if complete and values is None:
            return None
        if complete and values is not None:
            total = round(linear.total(values))
            return [round(value) for value in values], total, total
        cp.maximize(worth)
        solver = new_solver(MASTER_WORK)
        if self._clock.run(solver, cp) not in FOUND:
            return None
        return list(solver.response_proto.solution), round(solver.objective_value), round(solver.best_objective_bound)

    def _add_productions(self, cp: cp_model.CpModel, filled: Mapping[int, Any]) -> list[Any]:
        """Return a variable per production that may be 1 only if every open need of it is full."""
        whole = {production: cp.new_bool_var(f"whole[{production}]") for production in self.productions}
        for n, (low, _) in self._ranges.items():
            need = self._problem.needs[n]
            cp.add(filled[n] >= low + (need.count - low) * whole[need.production])
        return list(whole.values())

    def _add_nogood(
        self, cp: cp_model.CpModel, filled: Mapping[int, Any], estimates: Mapping[Estimate, Any], nogood: Nogood
    ) -> None:
        """Where just this is filled, let a part's estimates be no more than was found."""
        other = []
        for n, count in nogood.filled.items():
            low, high = self._ranges[n]
            more, fewer = cp.new_bool_var(""), cp.new_bool_var("")
            cp.add(filled[n] >= low + (count + 1 - low) * more)
            cp.add(filled[n] <= high - (high - count + 1) * fewer)
            other += [more, fewer]
        if nogood.worths is None:
            cp.add_bool_or(other)
        for one, worth in nogood.worths or ():
            most = self._estimates[one][1]
            less, worse = cp.new_bool_var(""), cp.new_bool_var("")
            cp.add(estimates[one] <= most - (most - worth) * less)
            cp.add_bool_or([*other, less])
            cp.add(estimates[one] <= most - (most - worth + 1) * worse)
            other = [*other, worse]  # where this objective is not at its best, those after it may be better


def _choice(filled: Mapping[int, Any], estimates: Mapping[Estimate, Any], values: Sequence[int]) -> Choice:
    return Choice(
        {n: values[variable.index] for n, variable in filled.items()},
        {one: values[variable.index] for one, variable in estimates.items()},
    )
