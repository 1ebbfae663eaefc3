"""Free people bound to what a new production needs: exactly, so that nobody is missed who could be bound.

Every need has the same days, so nobody can meet two. As many as possible are bound, and among the ways to do that, one
with the least sum of costs, found as a min-cost flow.
Changes when people are to be preferred as a team and not one by one.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.wording import counted

Cost = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TooFewFree:
    """Needs that together ask for more people than are free for any of them."""

    needs: tuple[str, ...]
    asked: int
    people: tuple[str, ...]

    @property
    def words(self) -> str:
        """``3 are needed as Grip, and 1 person is free``."""
        people = counted(len(self.people), "person") if self.people else "nobody"
        are, free = "is" if self.asked == 1 else "are", "is" if len(self.people) < 2 else "are"
        return f"{self.asked} {are} needed as {' or '.join(self.needs)}, and {people} {free} free"


@dataclass(slots=True)
class Binding:
    """Who meets which need; ``costs`` has per need the people who could, each with what is to be least in sum."""

    counts: Mapping[str, int]
    costs: Mapping[str, Mapping[str, Cost]]
    need_of: dict[str, str] = field(default_factory=dict)

    def people(self, need: str) -> list[str]:
        """Return who meets a need."""
        return [person for person, its in self.need_of.items() if its == need]

    def missing(self, need: str) -> int:
        """Return how many people a need still lacks."""
        return self.counts[need] - len(self.people(need))


def bind(counts: Mapping[str, int], costs: Mapping[str, Mapping[str, Cost]]) -> tuple[Binding, tuple[TooFewFree, ...]]:
    """Return the best binding of as many as possible, and why it is not all: which needs ask for more than are free.

    Where people are short, a need goes before those after it. A cost begins with what depends on the need; the rest is
    the person's own and differs between any two people. Of ways that cost the same, an earlier need has whom it ranks
    first.
    """
    own = {person: cost[1:] for able in costs.values() for person, cost in able.items()}
    # Who can be bound together is a matroid, where only the order of people matters and not how far they are apart.
    rank = {person: at for at, person in enumerate(sorted(own, key=own.__getitem__))}
    chosen = _assigned(counts, costs, rank, dict.fromkeys(counts, 1))
    first = {need: len(counts) - at for at, need in enumerate(counts)}
    need_of = _assigned(Counter(chosen.values()), costs, {one: rank[one] for one in chosen}, first)
    order = sorted(need_of, key=lambda one: (-first[need_of[one]], costs[need_of[one]][one]))
    binding = Binding(counts, costs, {one: need_of[one] for one in order})
    return binding, tuple(_shortage(binding, need) for need in counts if binding.missing(need))


def _assigned(
    counts: Mapping[str, int],
    costs: Mapping[str, Mapping[str, Cost]],
    rank: Mapping[str, int],
    weights: Mapping[str, int],
) -> dict[str, str]:
    """Return who of the ranked meets which need: with the least sum of first parts, then of ranks times weights."""
    from planner.solver.flows import assign  # heavy, and most operations do without it

    more = len(rank) ** 2 * max(weights.values(), default=1)  # than all ranks together
    integers = {
        need: {one: costs[need][one][0] * more + rank[one] * weights[need] for one in costs[need] if one in rank}
        for need in counts
    }
    return assign(counts, integers)


def _shortage(binding: Binding, start: str) -> TooFewFree:
    """Return the needs that compete for the same people, who are all taken by them."""
    needs, frontier = {start: None}, [start]
    while frontier:
        able = binding.costs[frontier.pop()]
        for person, other in binding.need_of.items():
            if person in able and other not in needs:
                needs[other] = None
                frontier.append(other)
    people = tuple(person for person, need in binding.need_of.items() if need in needs)
    return TooFewFree(tuple(needs), sum(binding.counts[need] for need in needs), people)
