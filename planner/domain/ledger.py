"""What was found out of folders, found again by what it was made from: nothing is solved twice.

A part of a folder that comes back as it was is bounded by what was proven of it before. Whether a plan reaches a bound
is looked at each time, and where it does not, the part is settled anew: a plan is the same with and without a ledger.
Changes when something else is remembered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

from planner.domain.instance import Instance
from planner.domain.plan import Assignment, GoalResult, Plan
from planner.domain.settings import GoalName

Fact = TypeVar("Fact")

MOST_PARTS = 2_000
"""Parts that are remembered from one run to the next, those that were asked for last."""
MOST_TRIALS = 20_000
"""Trials of changes that are remembered from one run to the next."""
MOST_CUTS = 500
"""Cuts that are kept of one part; what is known by then proves what there is to prove."""
_NEW = object()


@dataclass(frozen=True, slots=True)
class CountCut:
    """In no plan of a part is the sum of ``weights`` times the people in its needs, by place, less than ``-base``."""

    base: int
    weights: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Proven:
    """What no plan of a part exceeds.

    ``totals`` are the early objectives, each while those before it are reached. In plans that reach those before whole
    productions, ``ranges`` are the fewest and the most people of each need that may stay short, ``unreachable`` needs
    have nobody at all, and ``cuts`` say what counts are impossible together. A need is known by its place in the part.
    """

    totals: tuple[int, ...]
    ranges: Mapping[int, tuple[int, int]]
    unreachable: tuple[int, ...]
    cuts: tuple[CountCut, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan without its input: who is in each planned slot, in their order, "" for a vacancy; and what was proven."""

    crew: tuple[str, ...]
    goals: tuple[GoalResult, ...]
    coverage_bound: int

    @classmethod
    def of(cls, plan: Plan, instance: Instance) -> "KeptPlan":
        """Return a plan of an instance to be kept."""
        who = {row.slot: row.crew_id for row in plan.assignments}
        return cls(tuple(who.get(slot, "") for slot in instance.slots), plan.goals, plan.coverage_bound)

    def again(self, instance: Instance) -> Plan:
        """Return the plan, of an instance like the one that it was made for."""
        pairs = tuple(zip(instance.slots, self.crew, strict=True))
        rows = tuple(Assignment(slot, crew_id) for slot, crew_id in pairs if crew_id)
        return Plan(rows, tuple(slot for slot, crew_id in pairs if not crew_id), self.goals, self.coverage_bound)


@dataclass
class Ledger:
    """What was found out, by keys of what it was found out about.

    ``proven`` is of parts of folders, and ``filled`` how many slots of a part can be filled, whatever their priority;
    ``plans`` are of folders as small as one trial of a change, and ``possible`` says whether some slots can be
    filled together, None where that stays unknown.
    """

    proven: dict[str, Proven] = field(default_factory=dict)
    filled: dict[str, int] = field(default_factory=dict)
    plans: dict[str, KeptPlan] = field(default_factory=dict)
    possible: dict[str, bool | None] = field(default_factory=dict)

    def plan_of(self, key: str, instance: Instance, solve: Callable[[Instance], Plan]) -> Plan:
        """Return the plan of a small instance that has a key, which is solved unless it was before."""
        if key not in self.plans:
            self.plans[key] = KeptPlan.of(solve(instance), instance)
        return self.plans[key].again(instance)

    def is_possible(self, key: str, find: Callable[[], bool | None]) -> bool | None:
        """Return the answer to a question that has a key; None where it was not found."""
        if key not in self.possible:
            self.possible[key] = find()
        return self.possible[key]

    def copy(self) -> "Ledger":
        """Return a ledger of the same, to tell later what was found out since."""
        return Ledger(*(dict(facts) for facts in self._all))

    def since(self, before: "Ledger") -> "Ledger":
        """Return what is known here and was not, or otherwise, in a copy of this ledger."""
        pairs = zip(self._all, before._all, strict=True)
        return Ledger(
            *({key: one for key, one in now.items() if then.get(key, _NEW) is not one} for now, then in pairs)
        )

    def add(self, found: "Ledger") -> None:
        """Add what was found out elsewhere."""
        for facts, others in zip(self._all, found._all, strict=True):
            facts.update(others)

    @property
    def _all(self) -> tuple[dict[str, Any], ...]:
        return self.proven, self.filled, self.plans, self.possible

    def to_json(self) -> dict[str, object]:
        """Return what is to be written down, as JSON knows it: what was found out last, up to a number."""
        return {
            "proven": {key: _part_to_json(one) for key, one in _last(self.proven, MOST_PARTS)},
            "filled": dict(_last(self.filled, MOST_PARTS)),
            "plans": {key: _plan_to_json(one) for key, one in _last(self.plans, MOST_TRIALS)},
            "possible": dict(_last(self.possible, MOST_TRIALS)),
        }

    @classmethod
    def from_json(cls, found: Any) -> "Ledger":
        """Return what :meth:`to_json` wrote down. Raises ValueError, TypeError or KeyError where it is nothing such."""
        return cls(
            {key: _part_of(one) for key, one in found["proven"].items()},
            {key: _number(count) for key, count in found["filled"].items()},
            {key: _plan_of(one) for key, one in found["plans"].items()},
            {key: one if one is None else bool(one) for key, one in found["possible"].items()},
        )


def key_of_text(question: object) -> str:
    """Return a key of all that the text of a value tells."""
    return sha256(repr(question).encode()).hexdigest()


def _last(found: Mapping[str, Fact], most: int) -> list[tuple[str, Fact]]:
    return list(found.items())[-most:]


def _plan_to_json(one: KeptPlan) -> list[object]:
    goals = [[g.name.value, g.value, g.bound, g.proven, g.cut, g.priority, g.rank] for g in one.goals]
    return [list(one.crew), goals, one.coverage_bound]


def _plan_of(found: Any) -> KeptPlan:
    crew, goals, bound = found
    results = tuple(
        GoalResult(GoalName(name), _number(value), _number(dual), bool(proven), cut, priority, rank)
        for name, value, dual, proven, cut, priority, rank in goals
    )
    return KeptPlan(tuple(map(str, crew)), results, _number(bound))


def _part_to_json(one: Proven) -> dict[str, object]:
    ranges = [[place, *ends] for place, ends in one.ranges.items()]
    cuts = [[cut.base, [list(pair) for pair in cut.weights.items()]] for cut in one.cuts]
    return {"totals": list(one.totals), "ranges": ranges, "unreachable": list(one.unreachable), "cuts": cuts}


def _part_of(found: Any) -> Proven:
    ranges = {_number(place): (_number(low), _number(high)) for place, low, high in found["ranges"]}
    cuts = tuple(CountCut(_number(base), dict(map(_numbers, weights))) for base, weights in found["cuts"])
    return Proven(_numbers(found["totals"]), ranges, _numbers(found["unreachable"]), cuts)


def _numbers(found: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(map(_number, found))


def _number(found: Any) -> int:
    if type(found) is not int:
        raise ValueError(f"{found!r} is no whole number")
    return found
