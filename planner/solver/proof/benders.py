"""Benders decomposition: which slots stay vacant, decided at once for all parts that productions tie to each other.

The master chooses how many people each need gets. Every part's subproblem, an LP, answers with a cut, made from its
duals, where the choice asks for too much; once none does, the parts' integral plans either reach what the master
estimated, which proves the choice, or become nogoods for it (logic-based Benders).
References: J. Benders, "Partitioning procedures for solving mixed-variables programming problems", Numerische
Mathematik 4, 1962; J. Hooker and G. Ottosson, "Logic-based Benders decomposition", Mathematical Programming 96, 2003.
Changes when the dialogue between master and subproblems does.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor

from planner.domain.progress import Progress
from planner.solver.model.clock import Clock
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.stage import Bounds
from planner.solver.proof.master import Aim, Choice, Cut, Kept, Master
from planner.solver.proof.subproblem import PartPlan, Subproblem, Tied

ROUNDS = 100
PLANS = 12


class Dialogue:
    """The master and the parts that it asks, which count in the same units.

    ``beside`` are needs of other parts that stay short, with as many people as they have. What was learned is in
    ``master``.
    """

    def __init__(
        self,
        incumbent: Incumbent,
        clock: Clock,
        parts: Sequence[Tied],
        pool: Executor,
        report: Callable[[Progress], None],
        beside: Mapping[int, int] | None = None,
    ) -> None:
        self._incumbent, self._clock, self._pool, self._report = incumbent, clock, pool, report
        self._asked = parts
        self._further = dict(parts[0].further) if parts else {}
        self._units = dict(parts[0].units) if parts else {}
        ranges = {n: (count, count) for n, count in (beside or {}).items()}
        ranges |= {n: ends for part in parts for n, ends in part.ranges.items()}
        # nobody can take these needs, so their productions cannot be whole
        ranges |= {n: (0, 0) for part in parts for n in part.unreachable}
        estimates = {(part.number, at): ends for part in parts for at, ends in part.estimates.items()}
        self.master = Master(incumbent.problem, ranges, estimates, clock)
        self.master.minimums += [minimum for part in parts for minimum in part.minimums()]

    def _bounds(self, best: Sequence[int], duals: Sequence[int]) -> list[Bounds]:
        """Return the bounds of every aim; the master's hold only while all aims before them are reached."""
        most = [len(self.master.productions)]
        most += [sum(part.estimates[at][1] for part in self._asked) for at in self._further]
        found: list[Bounds] = []
        for number, (worth, unit) in enumerate(zip(best, [1, *self._units.values()], strict=True)):
            exact = number < len(duals) and all(bounds.worth == bounds.dual for bounds in found)
            dual = duals[number] if exact else most[number]
            found.append(Bounds.of(worth * unit, dual * unit, self._clock))
        return found

    def _reached(self) -> tuple[int, ...]:
        """Return what the incumbent has of whole productions and of every further objective, in units."""
        reached = [sum(self._incumbent.is_whole(production) for production in self.master.productions)]
        for at, objective in self._further.items():
            worths = [objective.worth(self._incumbent, part.scope) for part in self._asked]
            reached.append(sum(worths) // self._units[at])
        return tuple(reached)

    def _tell(self, aim: Aim, dual: int) -> None:
        """Say how much the master hopes for."""
        label, sign, unit = "whole", 1, 1
        if aim is not None:
            objective, unit = self._further[aim], self._units[aim]
            label, sign = objective.label, objective.sign
        hoped = sign * dual * unit
        self._report(Progress(label, hoped, hoped, 0, len(self._asked), self._clock.elapsed_s()))

    def _ask(self, choice: Choice, aim: Aim) -> list[Cut]:
        """Ask every part, side by side; return the cuts of those that cannot live up to a choice."""
        cuts = list(self._pool.map(lambda part: part.cut_for(choice, aim), self._asked))
        return [cut for cut in cuts if cut is not None]


class Benders(Dialogue):
    """Parts that share productions, from the objective of whole productions on, to be settled."""

    def __init__(
        self,
        incumbent: Incumbent,
        clock: Clock,
        parts: Sequence[Subproblem],
        pool: Executor,
        report: Callable[[Progress], None],
        beside: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__(incumbent, clock, parts, pool, report, beside)
        self._parts = parts
        self._plans: dict[tuple[int, tuple[int, ...]], PartPlan] = {}

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
            self.master.nogoods += [nogood for nogood in nogoods if nogood not in self.master.nogoods]
        if not best:
            return None
        self._publish(kept)
        return self._bounds(best, duals)

    def _publish(self, plans: Sequence[PartPlan]) -> None:
        for plan in plans:
            self._incumbent.replace(plan.takes)

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
        now = {n: self._incumbent.filled(n) for part in self._asked for n in part.ranges}
        for _ in range(ROUNDS):
            chosen = self.master.choose(kept, aim) if self._clock.goes_on() else None
            if chosen is None:
                return None, dual
            choice, worth, dual = chosen
            choice = self.master.choose_near((*kept, (aim, worth)), now) or choice
            self._tell(aim, dual)
            cuts = self._ask(choice, aim)
            if not cuts:
                return (choice, dual) if worth == dual else (None, dual)
            self.master.cuts += cuts
        return None, dual

    def _plan_parts(self, choice: Choice) -> list[PartPlan] | None:
        """Find an integral plan of every part, side by side; None when a part has none."""
        plans = list(self._pool.map(lambda part: self._plan(part, choice), self._parts))
        found = [plan for plan in plans if plan is not None]
        return found if len(found) == len(plans) else None

    def _plan(self, part: Subproblem, choice: Choice) -> PartPlan | None:
        """Return a part's plan for a choice, which is looked for once."""
        key = part.number, tuple(choice.filled[n] for n in part.rows)
        if key not in self._plans:
            plan = part.plan_for(choice)
            if plan is None:
                return None
            self._plans[key] = plan
        return self._plans[key]


class Proof(Dialogue):
    """Parts that share productions, of which is to be shown that nothing better can be had than the incumbent."""

    def prove(self) -> list[Bounds] | None:
        """Return the bounds of whole productions and of every further objective; None if there may be a better plan.

        The parts are asked only for choices that promise more than there is, nearest the incumbent first.
        """
        reached = self._reached()
        now = {n: self._incumbent.filled(n) for part in self._asked for n in part.ranges}
        kept: list[Kept] = []
        for aim, worth in zip((None, *self._further), reached, strict=True):
            if not self._cannot_surpass(kept, aim, worth, now):
                return None
            kept.append((aim, worth))
        return self._bounds(reached, reached)

    def _cannot_surpass(self, kept: Sequence[Kept], aim: Aim, worth: int, now: Mapping[int, int]) -> bool:
        """Whether it is proven that there is no more of an aim than ``worth``, while earlier ones are ``kept``."""
        for _ in range(ROUNDS):
            chosen = self.master.choose(kept, aim) if self._clock.goes_on() else None
            if chosen is None:
                return False
            choice, hoped, dual = chosen
            if dual <= worth:
                return True
            self._tell(aim, dual)
            nearest = self.master.choose_near((*kept, (aim, hoped)), now)
            cuts = self._ask(nearest or choice, aim)
            if not cuts:
                return False
            self.master.cuts += cuts
        return False
