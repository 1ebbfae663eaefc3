"""A plan: who fills which slot, which slots stay empty, and what was proven about it.

Changes when a plan must carry more than assignments, vacancies and goal results.
"""

from dataclasses import dataclass, field

from planner.domain.finding import NOWHERE, Place
from planner.domain.production import Slot
from planner.domain.settings import GoalName


@dataclass(frozen=True, slots=True)
class Assignment:
    """One person in one slot for its whole window."""

    slot: Slot
    crew_id: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Departure:
    """A row of the previous plan whose person or production no longer exists."""

    assignment: Assignment
    full_name: str


@dataclass(frozen=True, slots=True)
class PreviousPlan:
    """The published plan as it was read: rows that still make sense, and rows that do not."""

    assignments: tuple[Assignment, ...] = ()
    departures: tuple[Departure, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalResult:
    """What one goal reached; ``bound`` holds given the values reported for the goals before it.

    ``priority`` is set for coverage, ``rank`` for holds and stability (1 people, 2 windows); ``cut`` is None,
    ``"work"`` or ``"clock"``. ``proven`` is true only when value equals bound and every goal before it is proven too.
    Units: slots, productions, bookings, people, cents (cost) or days squared (balance).
    """

    name: GoalName
    value: int
    bound: int
    proven: bool
    cut: str | None = None
    priority: int | None = None
    rank: int | None = None

    @property
    def label(self) -> str:
        """``coverage 1``, ``holds 2``, ``cost``: the goal with its priority or rank."""
        step = self.priority if self.priority is not None else self.rank
        return self.name.value if step is None else f"{self.name.value} {step}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A finished plan; together ``assignments`` and ``vacancies`` hold every planned slot exactly once, sorted.

    ``coverage_bound`` is a bound on the filled slots of all priorities together, whatever goals come before them: plans
    that are proven fill less where a slot of a higher priority stands against two of a lower one.
    """

    assignments: tuple[Assignment, ...]
    vacancies: tuple[Slot, ...]
    goals: tuple[GoalResult, ...] = ()
    coverage_bound: int = 0

    @property
    def status(self) -> str:
        """``optimal`` when every goal is proven, else ``feasible``."""
        return "optimal" if all(goal.proven for goal in self.goals) else "feasible"
