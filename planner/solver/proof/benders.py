"""Which slots stay vacant, decided for all parts at once: productions tie parts that share nobody.

The ledger chooses how many people each need gets; every part answers with what that makes of its goals, and with prices
that bound any other choice (Benders' cuts). Once hopes and whole plans agree, the choice is proven.
References: J. Benders, "Partitioning procedures for solving mixed-variables programming problems", Numerische
Mathematik 4, 1962; J. Hooker and G. Ottosson, "Logic-based Benders decomposition", Mathematical Programming 96, 2003.
Changes when the dialogue between ledger and parts does.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from functools import partial
from math import gcd
from operator import methodcaller

from planner.domain.progress import Progress
from planner.solver.proof.lexicographic import Face
from planner.solver.proof.master import Choice, Cut, Finding, Hope, Ledger
from planner.solver.proof.subproblem import Probe
from planner.solver.search.neighbourhoods import Engine, Outcome

ROUNDS = 100
PLANS = 12


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
        most = [len(self._ledger.productions), *(sum(p.hopes[at][1] for p in self._probes) for at in self._further)]
        units = [1, *(self._probes[0].units[at] for at in self._further)]
        for number, (worth, unit) in enumerate(zip(best, units, strict=True)):
            bound = bounds[number] if exact and number < len(bounds) else most[number]
            exact = exact and worth == bound
            outcomes.append(Outcome(worth * unit, bound * unit, None if worth == bound else self._engine.cut))
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
            answers: Iterable[Cut | None] = self._pool.map(methodcaller("ask", choice, aim), self._probes)
            cuts = [cut for cut in answers if cut]
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
