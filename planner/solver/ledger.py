"""How many people each need gets where parts are short, and what all parts together may hope for: a small exact model.

Changes when parts are tied by something else than the productions that they share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from planner.solver.board import Board
from planner.solver.cpsat import new_solver

LEDGER_WORK = 10.0

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
    """All that is known of the parts; ``ranges`` says how many people each open need may get."""

    def __init__(
        self, board: Board, ranges: Mapping[int, tuple[int, int]], hopes: Mapping[Hope, tuple[int, int]]
    ) -> None:
        self._board, self._ranges, self._hopes = board, ranges, hopes
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
        for finding in self.findings:
            _add_finding(model, filled, hopes, finding)
        for step, total in kept:
            model.add(worths[step] >= total)
        model.maximize(worths[aim])
        solver = new_solver()
        solver.parameters.max_deterministic_time = LEDGER_WORK
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        choice = Choice(
            {n: solver.value(variable) for n, variable in filled.items()},
            {hope: solver.value(variable) for hope, variable in hopes.items()},
        )
        return choice, round(solver.objective_value), round(solver.best_objective_bound)

    def _add_productions(self, model: cp_model.CpModel, filled: Mapping[int, Any]) -> list[Any]:
        """Return a variable per production that may be 1 only if every open need of it is full."""
        whole = {production: model.new_bool_var(f"whole[{production}]") for production in self.productions}
        for n, (low, _) in self._ranges.items():
            need = self._board.needs[n]
            model.add(filled[n] >= low + (need.count - low) * whole[need.production])
        return list(whole.values())


def _add_finding(
    model: cp_model.CpModel, filled: Mapping[int, Any], hopes: Mapping[Hope, Any], finding: Finding
) -> None:
    """Where just this is filled, let the part hope for no more than was found."""
    other = []
    for n, count in finding.filled.items():
        more, fewer = model.new_bool_var(""), model.new_bool_var("")
        model.add(filled[n] > count).only_enforce_if(more)
        model.add(filled[n] < count).only_enforce_if(fewer)
        other += [more, fewer]
    if finding.worths is None:
        model.add_bool_or(other)
    for hope, worth in finding.worths or ():
        less = model.new_bool_var("")
        model.add(hopes[hope] <= worth).only_enforce_if(less)
        model.add_bool_or([*other, less])
        fewer = model.new_bool_var("")  # this step is not at its best, so those after it may be better
        model.add(hopes[hope] < worth).only_enforce_if(fewer)
        other = [*other, fewer]
