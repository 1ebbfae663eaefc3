"""How many people each need gets where parts are short, and what all parts together may hope for: a small exact model.

Changes when parts are tied by something else than the productions that they share.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from planner.solver.model.cpsat import new_solver
from planner.solver.model.problem import Board
from planner.solver.model.views import TimeLeft
from planner.solver.proof.relaxation import Relaxation

LEDGER_WORK = 10.0
LEDGER_NODES = 5_000

Solve = Callable[[cp_model.CpSolver, cp_model.CpModel], cp_model.CpSolverStatus]
"""How a model is solved within the time of a run."""

Hope = tuple[int, int]
"""A part and one of its steps, both by number."""


@dataclass(frozen=True)
class Choice:
    """How many people each open need gets (by need), and what each part is hoped to have of its further steps."""

    filled: Mapping[int, int]
    hopes: Mapping[Hope, int]


@dataclass(frozen=True)
class Cut:
    """What prices say of a part: ``scale`` times a hope (or 0) is at most ``base`` plus what choices weigh.

    ``needs`` weighs the people in open needs, ``hopes`` what is demanded of earlier steps.
    """

    hope: Hope | None
    scale: int
    base: int
    needs: Mapping[int, int]
    hopes: Mapping[Hope, int]


@dataclass(frozen=True)
class Finding:
    """What whole plans of a part can have when its open needs get just so many people: its steps, strictly in order.

    ``worths`` is None when there is no whole plan at all.
    """

    part: int
    filled: Mapping[int, int]
    worths: Sequence[tuple[Hope, int]] | None


@dataclass(frozen=True)
class Tally:
    """Some open needs together get at least ``low`` people."""

    needs: Sequence[int]
    low: int


class Ledger:
    """All that is known of the parts.

    ``ranges`` says how many people each open need may get, ``hopes`` what each part may have of its further steps.
    """

    def __init__(
        self,
        board: Board,
        ranges: Mapping[int, tuple[int, int]],
        hopes: Mapping[Hope, tuple[int, int]],
        solve: Solve = cp_model.CpSolver.solve,
        left_s: TimeLeft = lambda: float("inf"),
    ) -> None:
        self._board, self._ranges, self._hopes = board, ranges, hopes
        self._solve, self._left_s = solve, left_s
        self.productions = sorted({board.needs[n].production for n in ranges})
        self.tallies: list[Tally] = []
        self.cuts: list[Cut] = []
        self.findings: list[Finding] = []

    def choose(self, kept: Sequence[tuple[int | None, int]], aim: int | None) -> tuple[Choice, int, int] | None:
        """Return the best choice for an aim, what it has of it, and a bound; None when none was found.

        An aim is the number of a step, whose hopes are added up, or None for whole productions. ``kept`` are aims that
        came before, with what they must have.
        """
        model = cp_model.CpModel()
        filled = {n: model.new_int_var(low, high, f"filled[{n}]") for n, (low, high) in self._ranges.items()}
        hopes = {hope: model.new_int_var(low, high, f"hope{hope}") for hope, (low, high) in self._hopes.items()}
        whole = self._add_productions(model, filled)
        worths: dict[int | None, Any] = {None: sum(whole)}
        for number in {number for _, number in hopes}:
            worths[number] = sum(variable for hope, variable in hopes.items() if hope[1] == number)
        for tally in self.tallies:
            if tally.needs:
                model.add(sum(filled[n] for n in tally.needs) >= tally.low)
        for cut in self.cuts:
            hoped = hopes[cut.hope] * cut.scale if cut.hope else 0
            weighed = [filled[n] * weight for n, weight in cut.needs.items()]
            weighed += [hopes[hope] * weight for hope, weight in cut.hopes.items()]
            model.add(hoped - sum(weighed) <= cut.base)
        highest = {hope: high for hope, (_, high) in self._hopes.items()}
        for finding in self.findings:
            _add_finding(model, filled, hopes, self._ranges, highest, finding)
        for step, total in kept:
            model.add(worths[step] >= total)
        best = self._best(model, worths[aim])
        if best is None:
            return None
        values, worth, bound = best
        choice = Choice(
            {n: values[variable.index] for n, variable in filled.items()},
            {hope: values[variable.index] for hope, variable in hopes.items()},
        )
        return choice, worth, bound

    def _best(self, model: cp_model.CpModel, worth: Any) -> tuple[list[int], int, int] | None:
        """Return the best values of a model, what they are worth and a bound: by branch and cut, else by CP-SAT."""
        relaxation = Relaxation(model)
        goal = relaxation.goal(worth)
        complete, values = relaxation.maximise_whole(goal, self._left_s, LEDGER_NODES)
        if complete and values is None:
            return None
        if complete and values is not None:
            total = round(goal.total(values))
            return [round(value) for value in values], total, total
        model.maximize(worth)
        solver = new_solver()
        solver.parameters.max_deterministic_time = LEDGER_WORK
        if self._solve(solver, model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return list(solver.response_proto.solution), round(solver.objective_value), round(solver.best_objective_bound)

    def _add_productions(self, model: cp_model.CpModel, filled: Mapping[int, Any]) -> list[Any]:
        """Return a variable per production that may be 1 only if every open need of it is full."""
        whole = {production: model.new_bool_var(f"whole[{production}]") for production in self.productions}
        for n, (low, _) in self._ranges.items():
            need = self._board.needs[n]
            model.add(filled[n] >= low + (need.count - low) * whole[need.production])
        return list(whole.values())


def _add_finding(
    model: cp_model.CpModel,
    filled: Mapping[int, Any],
    hopes: Mapping[Hope, Any],
    ranges: Mapping[int, tuple[int, int]],
    highest: Mapping[Hope, int],
    finding: Finding,
) -> None:
    """Where just this is filled, let the part hope for no more than was found."""
    other = []
    for n, count in finding.filled.items():
        low, high = ranges[n]
        more, fewer = model.new_bool_var(""), model.new_bool_var("")
        model.add(filled[n] >= low + (count + 1 - low) * more)
        model.add(filled[n] <= high - (high - count + 1) * fewer)
        other += [more, fewer]
    if finding.worths is None:
        model.add_bool_or(other)
    for hope, worth in finding.worths or ():
        most = highest[hope]
        less, worse = model.new_bool_var(""), model.new_bool_var("")
        model.add(hopes[hope] <= most - (most - worth) * less)
        model.add_bool_or([*other, less])
        model.add(hopes[hope] <= most - (most - worth + 1) * worse)
        other = [*other, worse]  # where this step is not at its best, those after it may be better
