"""How many slots are filled and how many could be, while part after part is being settled.

Changes when what is told of a run in between does.
"""

from collections.abc import Callable, Sequence
from threading import Lock

from planner.domain.progress import Progress
from planner.solver.model.clock import Clock
from planner.solver.model.incumbent import Incumbent
from planner.solver.model.objectives import Objective, filled_at_all
from planner.solver.parts import Part
from planner.solver.proof.lexicographic import OptimalFace


class Tally:
    """Filled slots and a bound on them, by part."""

    def __init__(
        self,
        incumbent: Incumbent,
        clock: Clock,
        parts: Sequence[Part],
        objectives: Sequence[Objective],
        report: Callable[[Progress], None],
    ) -> None:
        self._incumbent, self._clock, self._objectives, self._report = incumbent, clock, objectives, report
        self._mutex, self._done, self._filling = Lock(), 0, filled_at_all()
        self._filled = {part: self._filled_in(part) for part in parts}
        self._possible = {part: self._filling.most(part.scope) for part in parts}

    def tell(self, part: Part, face: OptimalFace | None) -> None:
        """Report that a part is settled, or that its face is."""
        with self._mutex:
            self._done += 1
            self._filled[part] = self._filled_in(part)
            self._possible[part] = self._possible_in(part, face)
            counts = sum(self._filled.values()), sum(self._possible.values()), self._done, len(self._filled)
            self._report(Progress("coverage", *counts, self._clock.elapsed_s()))

    def _filled_in(self, part: Part) -> int:
        return int(self._filling.worth(self._incumbent, part.scope))

    def _possible_in(self, part: Part, face: OptimalFace | None) -> int:
        if face is not None:
            return sum(total for one, total in zip(face.objectives, face.totals(), strict=False) if one.fills)
        return sum(bounds.dual for at, bounds in part.bounds.items() if self._objectives[at].fills)
