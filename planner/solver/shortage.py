"""Which slots stay vacant, decided for all parts at once: productions tie parts that share nobody.

The ledger chooses how many people each need gets; every part answers with what that makes of its goals, and with prices
that bound any other choice (Benders' cuts). Once hopes and whole plans agree, the choice is proven.
References: J. Benders, "Partitioning procedures for solving mixed-variables programming problems", Numerische
Mathematik 4, 1962; J. Hooker and G. Ottosson, "Logic-based Benders decomposition", Mathematical Programming 96, 2003.
Changes when the dialogue between ledger and parts does.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from copy import copy
from functools import cached_property, partial
from math import ceil, floor, gcd
from typing import Any

import highspy
import numpy as np

from planner.domain.progress import Progress
from planner.solver.face import Face
from planner.solver.ledger import Choice, Cut, Finding, Hope, Ledger, Tally
from planner.solver.relaxation import UNLIMITED, Goal, Vector
from planner.solver.search import Engine, Outcome

ROUNDS = 100
PLANS = 12
PRICE_STEPS = 10**7
ROUNDING = 1e-6


class Probe:
    """A part that is asked what it can have of its further steps when its open needs get so many people.

    Hopes are counted in ``units`` of each step's worth.
    """

    def __init__(self, number: int, face: Face) -> None:
        self.number, self.face = number, face
        self.relaxation = copy(face.relaxation)
        first = len(face.totals())
        self.goals = dict(enumerate(face.goals[first:], first))
        self.units = {at: gcd(goal.step, goal.offset) for at, goal in self.goals.items()}
        low, high = self.relaxation.row_low, self.relaxation.row_high
        rows = {n: face.row_of(n) for n in face.scope.numbers if n in face.piece.count_rows}
        self.rows = {n: row for n, row in rows.items() if low[row] < high[row]}
        self.ranges = {n: (max(0, round(max(low[row], 0.0))), round(high[row])) for n, row in self.rows.items()}
        self._quotas = {at: self.relaxation.add_row(goal, -UNLIMITED) for at, goal in self.goals.items()}
        self._at_first = self.relaxation.row_low, self.relaxation.row_high
        self._nothing = Goal(np.zeros(len(self.relaxation.low)), 0, 1)
        self._solver: Any = None
        self._aim: int | None = None
        self._bases: dict[int | None, Any] = {}
        self._agreed: dict[int | None, tuple[Any, ...]] = {}

    @cached_property
    def hopes(self) -> dict[int, tuple[int, int]]:
        """The least and the most that anybody could hope for of each further step."""
        free = np.zeros(len(self.relaxation.row_low))
        return {
            at: (floor(self.relaxation.least(goal, free) / unit), floor(self.relaxation.bound(goal, free) / unit))
            for (at, goal), unit in zip(self.goals.items(), self.units.values(), strict=True)
        }

    def tallies(self) -> Iterator[Tally]:
        """Yield how many people the open needs get together, by the steps that are settled."""
        for step, total in zip(self.face.steps, self.face.totals(), strict=False):
            if step.fills:
                counted = [n for n in self.face.scope.needs if step.priority in (None, n.priority)]
                takeable = [n for n in counted if n.index in self.face.piece.count_rows]
                full = sum(n.count for n in takeable if n.index not in self.rows)
                yield Tally([n.index for n in takeable if n.index in self.rows], total - full)

    def ask(self, choice: Choice, aim: int | None) -> Cut | None:
        """Return what a choice hopes for in vain; None when the part, with people divided, can live up to it."""
        mine = self._share_of(choice, aim)
        if self._agreed.get(aim) == mine or (aim is not None and not self.goals[aim].worths.any()):
            return None
        self._demand(choice, aim)
        solver = self._solver_for(aim)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            cut = self._missed(choice, aim, np.array(solver.getSolution().row_dual))
            if cut is None:
                self._agreed[aim] = mine
            return cut
        if status == highspy.HighsModelStatus.kInfeasible:
            return self._impossible(choice, np.array(solver.getDualRay()[2]))
        return None  # out of time: no cut is always true

    def _share_of(self, choice: Choice, aim: int | None) -> tuple[Any, ...]:
        """Return what of a choice concerns this part when it is asked about an aim."""
        hopes = [choice.hopes[self.number, at] for at in self.goals if aim is not None and at <= aim]
        return tuple(choice.filled[n] for n in self.rows), *hopes

    def whole_plan(self, choice: Choice) -> Vector | None:
        """Return the values with which the part agreed to its last step, where they are whole people already."""
        aims = [at for at, goal in self.goals.items() if goal.worths.any()]
        last = aims[-1] if aims else None
        agreed = self._aim == last and self._agreed.get(last) == self._share_of(choice, last)
        if not agreed or not self.relaxation.is_exact:
            return None
        self._demand(choice, None if last is None else last + 1)
        values = np.array(self._solver.getSolution().col_value)
        whole = np.round(values)
        return whole if np.abs(whole - values).max(initial=0.0) < 1e-6 and self.relaxation.holds(whole) else None

    def claims(self, outcomes: Sequence[Outcome]) -> list[tuple[Hope, int]]:
        """Return what whole plans cannot exceed, step by step up to the first that was not settled."""
        found = []
        for at, outcome in zip(self.goals, outcomes, strict=True):
            found.append(((self.number, at), outcome.bound // self.units[at]))
            if outcome.worth < outcome.bound:
                break
        return found

    def _demand(self, choice: Choice, aim: int | None) -> None:
        low, high = (ends.copy() for ends in self._at_first)
        for n, row in self.rows.items():
            low[row] = high[row] = choice.filled[n]
        for at, row in self._quotas.items():
            if aim is not None and at < aim:
                low[row] = choice.hopes[self.number, at] * self.units[at] - self.goals[at].offset
        self.relaxation.row_low, self.relaxation.row_high = low, high

    def _solver_for(self, aim: int | None) -> Any:
        """Return the solver with the rows as demanded: at first by interior point, then from where it stood."""
        goal = self._goal_of(aim)
        if self._solver is None:
            self._solver, self._aim = self.relaxation.solver(goal, self.face.engine.clock.left_s), aim
            self._solver.setOptionValue("presolve", "off")
            self._solver.setOptionValue("solver", "ipm")
            return self._solver
        solver, method = self._solver, "simplex"
        rows = np.array([*self.rows.values(), *self._quotas.values()], np.int32)
        solver.changeRowsBounds(len(rows), rows, self.relaxation.row_low[rows], self.relaxation.row_high[rows])
        if aim != self._aim:
            self._bases[self._aim], self._aim = solver.getBasis(), aim
            columns = np.arange(len(goal.worths), dtype=np.int32)
            solver.changeColsCost(len(columns), columns, -goal.worths / goal.step)
            if aim in self._bases:
                solver.setBasis(self._bases[aim])
            else:
                solver.clearSolver()
                method = "ipm"
        solver.setOptionValue("solver", method)
        return solver

    def _goal_of(self, aim: int | None) -> Goal:
        return self._nothing if aim is None else self.goals[aim]

    def _missed(self, choice: Choice, aim: int | None, duals: Vector) -> Cut | None:
        if aim is None:
            return None
        goal = self.goals[aim]
        prices = self.relaxation.usable(-goal.step * duals)
        reached = goal.round_down(self.relaxation.bound(goal, prices))
        hoped = choice.hopes[self.number, aim] * self.units[aim]
        return self._cut(choice, aim, prices) if reached < hoped else None

    def _impossible(self, choice: Choice, ray: Vector) -> Cut | None:
        if len(ray) != len(self.relaxation.row_low):
            return None
        prices = min(
            (self.relaxation.usable(sign * ray / max(np.abs(ray).max(), 1e-9)) for sign in (1.0, -1.0)),
            key=lambda found: self.relaxation.bound(self._nothing, found),
        )
        return self._cut(choice, None, prices) if self.relaxation.bound(self._nothing, prices) < -1e-6 else None

    def _cut(self, choice: Choice, aim: int | None, prices: Vector) -> Cut:
        """Return what prices say of any choice; whole weights are rounded so that it stays true."""
        goal, unit = self._goal_of(aim), 1 if aim is None else self.units[aim]
        total = self.relaxation.bound(goal, prices) / unit
        weights = {n: float(prices[row]) / unit for n, row in self.rows.items()}
        quotas = {
            (self.number, at): float(prices[row]) * self.units[at] / unit
            for at, row in self._quotas.items()
            if prices[row] and (self.number, at) in choice.hopes
        }
        largest = max((abs(weight) for weight in (*weights.values(), *quotas.values())), default=0.0)
        scale = max(1, int(PRICE_STEPS / max(largest, 1.0)))
        needs = {n: round(scale * weight) for n, weight in weights.items()}
        hopes = {hope: round(scale * weight) for hope, weight in quotas.items()}
        lost = sum(
            abs(scale * weights[n] - needs[n]) * max(high - choice.filled[n], choice.filled[n] - low)
            for n, (low, high) in self.ranges.items()
        )
        for (_, at), weight in quotas.items():
            lost += abs(scale * weight - hopes[self.number, at]) * (self.hopes[at][1] - self.hopes[at][0])
        base = ceil(scale * total + lost + ROUNDING * scale)
        base -= sum(weight * choice.filled[n] for n, weight in needs.items())
        base -= sum(weight * choice.hopes[hope] for hope, weight in hopes.items())
        return Cut(
            None if aim is None else (self.number, aim),
            scale,
            base,
            {n: weight for n, weight in needs.items() if weight},
            {hope: weight for hope, weight in hopes.items() if weight},
        )


def _ask(probe: Probe, choice: Choice, aim: int | None) -> Cut | None:
    return probe.ask(choice, aim)


class Shortage:
    """Parts that share productions, from the step of whole productions on."""

    def __init__(
        self, engine: Engine, faces: Sequence[Face], pool: Executor, report: Callable[[Progress], None]
    ) -> None:
        self._engine, self._pool, self._report = engine, pool, report
        self._probes = [Probe(number, face) for number, face in enumerate(faces)]
        self._further = list(self._probes[0].goals)
        self._plans: dict[tuple[int, tuple[int, ...]], tuple[Finding | None, dict[int, dict[int, int]]]] = {}
        for at in self._further:
            unit = gcd(*(probe.units[at] for probe in self._probes))
            for probe in self._probes:
                probe.units[at] = unit
        ranges = {n: ends for probe in self._probes for n, ends in probe.ranges.items()}
        for probe in self._probes:  # nobody can take these needs, so their productions cannot be whole
            ranges.update((n, (0, 0)) for n in probe.face.scope.numbers if n not in probe.face.piece.count_rows)
        hopes = {(probe.number, at): ends for probe in self._probes for at, ends in probe.hopes.items()}
        self._ledger = Ledger(engine.board, ranges, hopes, engine.clock.run, engine.clock.left_s)
        self._ledger.tallies += [tally for probe in self._probes for tally in probe.tallies()]

    def settle(self) -> tuple[Outcome, ...] | None:
        """Settle whole productions and every further step; the roster gets the best plan found.

        Returns what was reached and bounded, of productions only those with an open need; None when the parts must be
        settled again, because whole people cannot do what divided ones can.
        """
        best: tuple[int, ...] = ()
        kept: list[dict[int, dict[int, int]]] = []
        bounds: list[int] = []
        for _ in range(PLANS):
            choice, found_bounds, consistent = self._choose()
            bounds = found_bounds or bounds
            plans = [] if choice is None else list(self._pool.map(partial(self._plan, choice=choice), self._probes))
            if any(plan is None for plan in plans):
                return None
            found = [plan for plan in plans if plan is not None]
            findings = [finding for finding, _ in found if finding]
            if found and all(finding.worths is not None for finding in findings):
                for _, takes in found:
                    self._engine.roster.replace(takes)
                reached = self._reached()
                if not best or reached > best:
                    best, kept = reached, [takes for _, takes in found]
            agreed = best and consistent and list(best) == bounds
            if agreed or len(findings) < len(self._probes) or self._engine.clock.left_s() <= 0:
                break
            self._ledger.findings += [finding for finding in findings if finding not in self._ledger.findings]
        if not best:
            return None
        for takes in kept:
            self._engine.roster.replace(takes)
        return self._outcomes(best, bounds)

    def _outcomes(self, best: tuple[int, ...], bounds: list[int]) -> tuple[Outcome, ...]:
        outcomes, exact = [], True
        cut = "work" if self._engine.clock.left_s() > 0 else "clock"
        most = [len(self._ledger.productions), *(sum(p.hopes[at][1] for p in self._probes) for at in self._further)]
        units = [1, *(self._probes[0].units[at] for at in self._further)]
        for number, (worth, unit) in enumerate(zip(best, units, strict=True)):
            bound = bounds[number] if exact and number < len(bounds) else most[number]
            exact = exact and worth == bound
            outcomes.append(Outcome(worth * unit, bound * unit, None if worth == bound else cut))
        return tuple(outcomes)

    def _reached(self) -> tuple[int, ...]:
        view = self._engine.view
        whole = sum(view.is_whole(production) for production in self._ledger.productions)
        reached = [whole]
        for at in self._further:
            worths = (probe.face.steps[at].worth(view, probe.face.scope) for probe in self._probes)
            reached.append(sum(worths) // self._probes[0].units[at])
        return tuple(reached)

    def _choose(self) -> tuple[Choice | None, list[int], bool]:
        """Return the best choice that every part can live up to, bounds per aim, and whether all aims were settled."""
        kept: list[tuple[int | None, int]] = []
        choice: Choice | None = None
        bounds: list[int] = []
        for aim in (None, *self._further):
            chosen, bound = self._agree(kept, aim)
            if bound is not None:
                bounds.append(bound)
            if chosen is None:
                return choice, bounds, False
            choice = chosen
            kept.append((aim, bounds[-1]))
        return choice, bounds, True

    def _agree(self, kept: Sequence[tuple[int | None, int]], aim: int | None) -> tuple[Choice | None, int | None]:
        """Let the ledger choose and the parts answer until they agree; return the choice, if they do, and a bound."""
        bound = None
        for _ in range(ROUNDS):
            chosen = self._ledger.choose(kept, aim) if self._engine.clock.left_s() > 0 else None
            if chosen is None:
                return None, bound
            choice, worth, bound = chosen
            self._tell(aim, bound)
            ask = partial(_ask, choice=choice, aim=aim)
            cuts = [cut for cut in self._pool.map(ask, self._probes) if cut]
            if not cuts:
                return (choice, bound) if worth == bound else (None, bound)
            self._ledger.cuts += cuts
        return None, bound

    def _tell(self, aim: int | None, bound: int) -> None:
        """Say how far the ledger hopes."""
        label, sign, unit = "whole", 1, 1
        if aim is not None:
            step, unit = self._probes[0].face.steps[aim], self._probes[0].units[aim]
            label, sign = step.label, step.sign
        hoped = sign * bound * unit
        self._report(Progress(label, hoped, hoped, 0, len(self._probes), self._engine.clock.elapsed_s()))

    def _plan(self, probe: Probe, choice: Choice) -> tuple[Finding | None, dict[int, dict[int, int]]] | None:
        """Return the best whole plan of a part with so many people in its open needs, and what that shows.

        Where that was not found within its work, it is any plan of the part, which shows nothing; None when not even
        that was found, because whole people cannot do what divided ones can.
        """
        mine = {n: choice.filled[n] for n in probe.rows}
        key = probe.number, tuple(mine.values())
        if key in self._plans:
            return self._plans[key]
        every = {n.index: mine.get(n.index, n.count) for n in probe.face.scope.needs}
        every |= {n: 0 for n in every if n not in probe.face.piece.count_rows}
        face, values = probe.face.pinned(every), probe.whole_plan(choice)
        claims: list[tuple[Hope, int]] | None
        if values is not None:
            face.seat(values)
            claims = []  # it lives up to what was hoped, and says nothing of more
        elif face.settle():
            claims = probe.claims(face.outcomes())
        elif not probe.face.complete():
            return None
        elif not face.is_empty:
            return None, probe.face.snapshot()
        else:
            claims = None
        self._plans[key] = Finding(probe.number, mine, claims), probe.face.snapshot()
        return self._plans[key]
