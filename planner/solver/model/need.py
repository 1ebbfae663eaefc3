"""What is asked for, by number: a need with its days, and a wish for somebody to be in one of some needs.

A *need* is a planned requirement; its slots are interchangeable because they share role and days.
Changes when another fact about a need or a wish counts, or the rule about two jobs of one person does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.production import Requirement

Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Need:
    """A planned requirement by number; ``first`` and ``last`` are day ordinals, both worked, ``paid`` of them paid."""

    index: int
    requirement: Requirement
    first: int
    last: int
    count: int
    role: str
    production: int
    priority: int
    paid: int

    @property
    def days(self) -> int:
        """Number of days on which somebody who takes it is bound."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Wish:
    """A person to be in one of some needs: a booking; or in ``rows`` of them, as the previous plan had them in a role.

    ``pinned`` marks somebody who stays in a slot that is begun or frozen.
    """

    person: int
    needs: tuple[int, ...]
    rank: int = 0
    pinned: bool = False
    rows: int = 1

    @property
    def most(self) -> int:
        """How many rows of the wish can be granted at most."""
        return min(self.rows, len(self.needs))


def clashes(one: Need, other: Need, gap_days: int) -> bool:
    """Whether nobody can take both: a shared day, or too few free days between different productions."""
    gap = 0 if one.production == other.production else gap_days
    return one.first <= other.last + gap and other.first <= one.last + gap


def exempt_from_gap(needs: Iterable[Need], gap_days: int) -> bool:
    """Whether one person may take two of one production's needs that are closer to each other than the gap."""
    spans = {(need.first, need.last) for need in needs if gap_days}
    return any(one[1] < other[0] <= one[1] + gap_days for one in spans for other in spans)


def day_cliques(spans: Sequence[Days]) -> list[list[int]]:
    """Return the maximal cliques of an interval graph: the largest sets of spans, by number, that share a day.

    Spans must come by first day.
    """
    found: list[list[int]] = []
    active: list[int] = []
    for number, (first, _) in enumerate(spans):
        still = [one for one in active if spans[one][1] >= first]
        if len(still) < len(active):
            found.append(active)
        active = [*still, number]
    return [*found, active] if active else found
