"""Free people bound to what a new production needs: exactly, so that nobody is missed who could be bound.

Every need has the same days, so nobody can meet two. Needs are met one by one along the cheapest chain: a free person
takes a place, or the place of somebody who can take another need instead (successive shortest paths). That binds as
many as can be bound and, where it is all, with the least sum of preferences.
References: Ahuja, Magnanti, Orlin, Network Flows (1993), section 9.7.
Changes when people are to be preferred as a team and not one by one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planner.domain.wording import counted

Cost = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shortage:
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


def bind(counts: Mapping[str, int], costs: Mapping[str, Mapping[str, Cost]]) -> tuple[Binding, tuple[Shortage, ...]]:
    """Return the best binding of as many as possible, and why it is not all: which needs ask for more than are free."""
    binding = Binding(counts, costs)
    shortages: dict[tuple[str, ...], Shortage] = {}
    for need, count in counts.items():
        for _ in range(count):
            chain = _cheapest_chain(binding, need)
            if chain is None:
                short = _shortage(binding, need)
                shortages[short.needs] = short
                break
            for person, its in chain:
                binding.need_of[person] = its
    return binding, tuple(shortages.values())


def _cheapest_chain(binding: Binding, start: str) -> Sequence[tuple[str, str]] | None:
    """Return who is to meet which need so that ``start`` has one more, or None when nobody is left for it."""
    best: dict[str, tuple[Cost, tuple[tuple[str, str], ...]]] = {start: ((0, 0, 0, 0), ())}
    for _ in binding.counts:  # Bellman-Ford: a chain is no longer than there are needs
        for need, (so_far, chain) in list(best.items()):
            for person, other, step in _handovers(binding, need):
                cost = _add(so_far, step)
                if other not in best or cost < best[other][0]:
                    best[other] = cost, (*chain, (person, need))
    ends = [
        (_add(so_far, cost), (*chain, (person, need)))
        for need, (so_far, chain) in best.items()
        for person, cost in binding.costs[need].items()
        if person not in binding.need_of
    ]
    return min(ends, default=(None, None))[1]


def _handovers(binding: Binding, need: str) -> Iterator[tuple[str, str, Cost]]:
    """Yield who could leave another need for this one, which need that is, and what it changes."""
    for person, other in binding.need_of.items():
        if other != need and person in binding.costs[need]:
            yield person, other, _less(binding.costs[need][person], binding.costs[other][person])


def _shortage(binding: Binding, start: str) -> Shortage:
    """Return the needs that compete for the same people, who are all taken by them."""
    needs, frontier = {start: None}, [start]
    while frontier:
        for _, other, _ in _handovers(binding, frontier.pop()):
            if other not in needs:
                needs[other] = None
                frontier.append(other)
    people = tuple(person for person, need in binding.need_of.items() if need in needs)
    return Shortage(tuple(needs), sum(binding.counts[need] for need in needs), people)


def _add(one: Cost, other: Cost) -> Cost:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _less(one: Cost, other: Cost) -> Cost:
    return tuple(a - b for a, b in zip(one, other, strict=True))
