"""Benders decomposition: which slots stay vacant, decided at once for all parts that productions tie to each other.

The master chooses how many people each need gets. Every part's subproblem, an LP, answers with a cut, made from its
duals, where the choice asks for too much; once none does, the parts' integral plans either reach what the master
estimated, which proves the choice, or become nogoods for it (logic-based Benders).
References: J. Benders, "Partitioning procedures for solving mixed-variables programming problems", Numerische
Mathematik 4, 1962; J. Hooker and G. Ottosson, "Logic-based Benders decomposition", Mathematical Programming 96, 2003.
Changes when the dialogue between master and subproblems does.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from math import gcd

from planner.domain.progress import Progress
from planner.solver.model.clock import Clock
from planner.solver.model.incumbent import Incumbent, Takes
from planner.solver.model.stage import Bounds
from planner.solver.proof.lexicographic import OptimalFace
from planner.solver.proof.master import Aim, Choice, Cut, Kept, Master, Nogood
from planner.solver.proof.subproblem import Subproblem

ROUNDS = 100
PLANS = 12


@dataclass(frozen=True)
class PartPlan:
    """An integral plan of a part, and what it shows; one that was not proven the best shows nothing."""

    takes: Takes
    nogood: Nogood | None = None


class Benders:
    """Parts that share productions, from the objective of whole productions on."""

    def __init__(
        self,
        incumbent: Incumbent,
        clock: Clock,
        faces: Sequence[OptimalFace],
        pool: Executor,
        report: Callable[[Progress], None],
    ) -> None:
        self._incumbent, self._clock, self._pool, self._report = incumbent, clock, pool, report
        self._parts = parts = [Subproblem(number, face) for number, face in enumerate(faces)]
        self._further = list(parts[0].linear)
        self._plans: dict[tuple[int, tuple[int, ...]], PartPlan] = {}
        self._units = {at: gcd(*(part.units[at] for part in parts)) for at in self._further}
        for part in parts:
            part.units = self._units
        ranges = {n: ends for part in parts for n, ends in part.ranges.items()}
        # nobody can take these needs, so their productions cannot be whole
        ranges |= {n: (0, 0) for part in parts for n in part.unreachable}
        estimates = {(part.number, at): ends for part in parts for at, ends in part.estimates.items()}
        self._master = Master(incumbent.problem, ranges, estimates, clock)
        self._master.minimums += [minimum for part in parts for minimum in part.minimums()]

    def settle(self) -> list[Bounds] | None:
        """Settle whole productions and every further objective; the incumbent becomes the best plan found.

        Returns what was reached and bounded, of productions only those with an open need; None when the parts must be
        settled again, because whole people cannot do what divided ones can.
        """
        best: tuple[int, ...] = ()
        kept: list[PartPlan] = []
        duals: list[int] = []
        for _ in range(PLANS):
            choice, found_duals, consistent = self._choose()
            duals = found_duals or duals
            plans = [] if choice is None else self._plan_parts(choice)
            if plans is None:
                return None
            nogoods = [plan.nogood for plan in plans if plan.nogood]
            if plans and all(nogood.worths is not None for nogood in nogoods):
                self._publish(plans)
                reached = self._reached()
                if not best or reached > best:
                    best, kept = reached, plans
            agreed = best and consistent and list(best) == duals
            if agreed or len(nogoods) < len(self._parts) or not self._clock.goes_on():
                break
            self._master.nogoods += [nogood for nogood in nogoods if nogood not in self._master.nogoods]
        if not best:
            return None
        self._publish(kept)
        return self._bounds(best, duals)

    def _publish(self, plans: Sequence[PartPlan]) -> None:
        for plan in plans:
            self._incumbent.replace(plan.takes)

    def _bounds(self, best: tuple[int, ...], duals: list[int]) -> list[Bounds]:
        """Return the bounds of every aim; the master's hold only while all aims before them are reached."""
        most = [len(self._master.productions)]
        most += [sum(part.estimates[at][1] for part in self._parts) for at in self._further]
        found: list[Bounds] = []
        for number, (worth, unit) in enumerate(zip(best, [1, *self._units.values()], strict=True)):
            exact = number < len(duals) and all(bounds.worth == bounds.dual for bounds in found)
            dual = duals[number] if exact else most[number]
            found.append(Bounds.of(worth * unit, dual * unit, self._clock))
        return found

    def _reached(self) -> tuple[int, ...]:
        """Return what the incumbent has of whole productions and of every further objective, in units."""
        reached = [sum(self._incumbent.is_whole(production) for production in self._master.productions)]
        for at in self._further:
            worths = [part.face.objectives[at].worth(self._incumbent, part.face.scope) for part in self._parts]
            reached.append(sum(worths) // self._units[at])
        return tuple(reached)

    def _choose(self) -> tuple[Choice | None, list[int], bool]:
        """Return the best choice that every part can live up to, bounds per aim, and whether all aims were settled."""
        kept: list[Kept] = []
        choice: Choice | None = None
        duals: list[int] = []
        for aim in (None, *self._further):
            chosen, dual = self._agree(kept, aim)
            if dual is not None:
                duals.append(dual)
            if chosen is None:
                return choice, duals, False
            choice = chosen
            kept.append((aim, duals[-1]))
        return choice, duals, True

    def _agree(self, kept: Sequence[Kept], aim: Aim) -> tuple[Choice | None, int | None]:
        """Let the master choose and the parts answer until they agree; return the choice, if they do, and a bound."""
        dual = None
        for _ in range(ROUNDS):
            chosen = self._master.choose(kept, aim) if self._clock.goes_on() else None
            if chosen is None:
                return None, dual
            choice, worth, dual = chosen
            self._tell(aim, dual)
            cuts = self._solve_subproblems(choice, aim)
            if not cuts:
                return (choice, dual) if worth == dual else (None, dual)
            self._master.cuts += cuts
        return None, dual

    def _tell(self, aim: Aim, dual: int) -> None:
        """Say how much the master hopes for."""
        label, sign, unit = "whole", 1, 1
        if aim is not None:
            objective, unit = self._parts[0].face.objectives[aim], self._units[aim]
            label, sign = objective.label, objective.sign
        hoped = sign * dual * unit
        self._report(Progress(label, hoped, hoped, 0, len(self._parts), self._clock.elapsed_s()))

    def _solve_subproblems(self, choice: Choice, aim: Aim) -> list[Cut]:
        """Solve every part's LP, side by side; return the cuts of those that cannot live up to a choice."""
        cuts = list(self._pool.map(lambda part: part.cut_for(choice, aim), self._parts))
        return [cut for cut in cuts if cut is not None]

    def _plan_parts(self, choice: Choice) -> list[PartPlan] | None:
        """Find an integral plan of every part, side by side; None when a part has none."""
        plans = list(self._pool.map(lambda part: self._plan(part, choice), self._parts))
        found = [plan for plan in plans if plan is not None]
        return found if len(found) == len(plans) else None

    def _plan(self, part: Subproblem, choice: Choice) -> PartPlan | None:
        """Return the best integral plan of a part with so many people in its open needs, and what that shows.

        Where that was not found within its work, it is any plan of the part, which shows nothing; None when not even
        that was found, because whole people cannot do what divided ones can.
        """
        mine = {n: choice.filled[n] for n in part.rows}
        key = part.number, tuple(mine.values())
        if key in self._plans:
            return self._plans[key]
        every = {need.index: mine.get(need.index, need.count) for need in part.face.scope.needs}
        every |= dict.fromkeys(part.unreachable, 0)
        face, values = part.face.with_counts(every), part.integral_plan(choice)
        nogood = Nogood(part.number, mine, [])
        if values is not None:
            face.publish(values)  # it lives up to what was hoped, and says nothing of more
        elif face.settle():
            nogood = Nogood(part.number, mine, part.claims(face.bounds()))
        elif not part.face.find_integral():
            return None
        elif not face.is_empty:
            return PartPlan(self._incumbent.snapshot(part.face.scope))
        else:
            nogood = Nogood(part.number, mine, None)
        self._plans[key] = PartPlan(self._incumbent.snapshot(part.face.scope), nogood)
        return self._plans[key]
