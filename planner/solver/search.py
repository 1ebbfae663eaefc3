"""Solving a scope: CP-SAT on all of it when it is small, otherwise on neighbourhoods that are the same problem again.

References: D. Pisinger and S. Ropke, "Large neighborhood search", Handbook of Metaheuristics, 2010.
Changes when another way to improve or to bound a scope earns its place.
"""

import math
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.domain.settings import GoalName
from planner.solver.acceptance import Forced
from planner.solver.board import Board
from planner.solver.cpsat import new_solver
from planner.solver.goals import Step
from planner.solver.people.scope import fairest_shares, fewest_people
from planner.solver.roster import Roster
from planner.solver.rules import RULES, Rule
from planner.solver.tracks import Reduction
from planner.solver.views import Piece, RosterView, Scope

# Work is counted in CP-SAT's deterministic seconds, so a run repeats on any machine. Sizes are (track, need) pairs.
LINEAR_PAIRS = 250_000
SMALL_PAIRS = 2_500
EXACT_WORK = 12.0
NEIGHBOURHOOD_WORK = 1.0
SEARCH_WORK = 12.0
NEIGHBOURHOOD_SLOTS = (80, 160, 320)
STOP_WITHIN_S = 0.1


Takes = dict[int, dict[int, int]]
"""How many people of which track take each need: need to track to count."""


class Clock:
    """The wall clock of a run: a deadline, and the wish to stop; ``limit_s`` 0 means no deadline."""

    def __init__(self, limit_s: float, stop: threading.Event | None = None) -> None:
        self.started = time.monotonic()
        self.limit_s = limit_s
        self._stop = stop

    def keep_back(self, seconds: float) -> None:
        """Set the deadline so much earlier, for what has to be done after it."""
        if self.limit_s:
            self.limit_s = max(self.limit_s - seconds, 1e-9)

    def elapsed_s(self) -> float:
        """Seconds since the clock was started."""
        return time.monotonic() - self.started

    def left_s(self) -> float:
        """Seconds until the deadline; infinite without one, 0 when asked to stop."""
        if self._stop is not None and self._stop.is_set():
            return 0.0
        return max(0.0, self.limit_s - self.elapsed_s()) if self.limit_s else float("inf")

    def run(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> cp_model.CpSolverStatus:
        """Solve within the deadline; a wish to stop ends the solver too."""
        if self.left_s() <= 0:
            return cp_model.UNKNOWN
        if self.limit_s:
            solver.parameters.max_time_in_seconds = self.left_s()
        if self._stop is None:
            return solver.solve(model)
        with _stopped_by(self._stop, solver):
            return solver.solve(model)


@contextmanager
def _stopped_by(stop: threading.Event, solver: cp_model.CpSolver) -> Iterator[None]:
    """Let a solver that runs meanwhile end once there is a wish to stop; the thread that watches ends with it."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(STOP_WITHIN_S):
            if stop.is_set():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


@dataclass(frozen=True, slots=True)
class Lock:
    """A step whose worth in a scope must not fall any more."""

    step: Step
    scope: Scope


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step reached in a scope; ``cut`` says what ended the search for more, if anything did."""

    worth: int
    bound: int
    cut: str | None


@dataclass(frozen=True)
class Engine:
    """What every search of a run shares."""

    board: Board
    reduction: Reduction
    forced: Forced
    roster: Roster
    clock: Clock

    @property
    def view(self) -> RosterView:
        """The roster in numbers."""
        return RosterView(self.board, self.reduction, self.roster)

    def scope(self, needs: Iterable[int]) -> Scope:
        """Return the scope of some needs."""
        return Scope(self.board, self.reduction, needs)

    def snapshot(self, scope: Scope) -> Takes:
        """Return who takes what in a scope now."""
        return {n: dict(self.roster.by_need[n]) for n in scope.numbers}

    def piece(self, scope: Scope, rules: Sequence[Rule] = RULES, forced: Forced | None = None) -> Piece:
        """Return a scope as a model under the rules, everything else fixed."""
        return self._under(Piece(self.board, self.reduction, self.roster, scope), rules, forced)

    def piece_in_time(self, scope: Scope) -> Piece:
        """Return a scope as a model under all rules; raises TimeUp when time ends before it is finished."""
        piece = Piece(self.board, self.reduction, self.roster, scope, self.clock.left_s)
        self._under(piece, RULES, None).check_time()
        return piece

    def _under(self, piece: Piece, rules: Sequence[Rule], forced: Forced | None) -> Piece:
        for add_rule in rules:
            add_rule(piece, forced or self.forced)
        return piece

    def optimise(
        self, step: Step, scope: Scope, locks: Sequence[Lock], aim: Step | None = None, most: int | None = None
    ) -> Outcome:
        """Raise a step's worth in a scope as far as work and clock allow, and bound it.

        ``most`` is a bound that is known already; ``aim`` is raised instead where the steps after it are to profit.
        """
        aim = aim or step
        most = step.most(scope) if most is None else min(most, step.most(scope))
        if self._lacks(step, scope, most):
            found = self._bound_on_people(step, scope, locks)
            most = most if found is None else min(most, -found)
        if self._lacks(step, scope, most):
            if scope.pairs > SMALL_PAIRS:
                self._search(step, scope, locks, aim, most)
            else:
                most = min(most, self.solve(step, scope, locks, EXACT_WORK, aim, most)[0])
        worth = step.worth(self.view, scope)
        return Outcome(worth, most, None if worth == most else self.cut)

    def _lacks(self, step: Step, scope: Scope, most: int) -> bool:
        return bool(step.worth(self.view, scope) < most) and self.clock.left_s() > 0

    def _bound_on_people(self, step: Step, scope: Scope, locks: Sequence[Lock]) -> int | None:
        """Improve a goal about people on its own way where that applies, and return its bound."""
        if step.goal is GoalName.HEADCOUNT:
            return fewest_people(self, scope, locks)
        if step.goal is GoalName.BALANCE:
            return fairest_shares(self, scope, locks)
        return None

    @property
    def cut(self) -> str:
        """What ends a search now."""
        return "work" if self.clock.left_s() > 0 else "clock"

    def _stage(self, step: Step, scope: Scope, locks: Sequence[Lock], aim: Step) -> Piece:
        """Return a scope's model that maximises the aim, and keeps every lock and the step's worth."""
        piece = self.piece(scope)
        for lock in (*locks, Lock(step, scope)):
            shared = scope.shared_with(lock.scope)
            if shared.numbers:
                piece.model.add(lock.step.worth(piece, shared) >= lock.step.worth(self.view, shared))
        piece.model.maximize(aim.worth(piece, scope))
        return piece

    def solve(
        self,
        step: Step,
        scope: Scope,
        locks: Sequence[Lock],
        work: float,
        aim: Step,
        most: int | None = None,
        linearization: int = 1,
    ) -> tuple[int, float]:
        """Solve a scope for an aim, never worse than the roster, which takes the result.

        Returns a bound on the step's worth and the work done. ``most`` is a bound known already; ``linearization`` is
        how much of the model CP-SAT's relaxation sees, 2 for all of it.
        """
        piece = self._stage(step, scope, locks, aim)
        bound = step.most(scope) if most is None else most
        if most is not None:
            piece.model.add(step.worth(piece, scope) <= most)
        for need, takes in piece.takes.items():
            for track, take in takes.items():
                piece.model.add_hint(take, self.roster.by_need[need].get(track, 0))
        solver = new_solver()
        solver.parameters.max_deterministic_time = work
        solver.parameters.linearization_level = linearization
        status = self.clock.run(solver, piece.model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            piece.copy_into(self.roster, solver)
            found = math.floor(solver.best_objective_bound + 1e-6) // aim.scale(scope)
            # a limit that strikes during presolve leaves a bound that was never computed
            bound = min(bound, found) if found >= step.worth(self.view, scope) else bound
        done = solver.response_proto.deterministic_time if status != cp_model.UNKNOWN else work
        return bound, done

    def _search(self, step: Step, scope: Scope, locks: Sequence[Lock], aim: Step, most: int) -> None:
        """Improve a large scope neighbourhood by neighbourhood, wider when the smaller ones are used up."""
        spent = 0.0
        for slots in NEIGHBOURHOOD_SLOTS:
            tried: set[int] = set()
            while spent < SEARCH_WORK and self.clock.left_s() > 0:
                anchors = [n for n in step.lacking(self.view, scope) if n not in tried]
                if not anchors or step.worth(self.view, scope) >= most:
                    break
                near = self._neighbourhood(anchors[0], scope, slots)
                before = step.worth(self.view, near)
                spent += self.solve(step, near, locks, NEIGHBOURHOOD_WORK, aim)[1] + 0.01
                if step.worth(self.view, near) == before:
                    tried.update(near.numbers if step.most(scope) == 0 else [anchors[0]])

    def _neighbourhood(self, anchor: int, scope: Scope, slots: int) -> Scope:
        """Return the needs nearest in time that the anchor's people could take, up to a number of slots."""
        centre = self.board.needs[anchor]
        block = self.reduction.block_of_need[anchor]
        near = sorted(
            (need for need in scope.needs if self.reduction.block_of_need[need.index] == block),
            key=lambda need: (max(need.first - centre.last, centre.first - need.last, 0), need.index),
        )
        chosen, total = [], 0
        for need in near:
            if total >= slots:
                break
            chosen.append(need.index)
            total += need.count
        return self.scope(chosen)
