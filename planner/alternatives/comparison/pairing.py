"""Which slot of one plan is which of another, also where it takes place on other days or has another number.

Changes when a slot of two plans is found to be the same in another way.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planner.alternatives.comparison.reading import ComparedPlan
from planner.domain.grouping import grouped
from planner.domain.names import name_key
from planner.domain.production import Slot, Window
from planner.domain.span import DateSpan


class Place(NamedTuple):
    """A slot and the Crew ID of who fills it, empty when vacant."""

    slot: Slot
    crew_id: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One slot in two plans; ``before`` or ``after`` is None where that plan does not ask for it."""

    before: Place | None
    after: Place | None

    @property
    def was(self) -> str:
        """Who fills it in the first plan, by Crew ID; empty for nobody."""
        return self.before.crew_id if self.before else ""

    @property
    def now(self) -> str:
        """Who fills it in the other plan, by Crew ID; empty for nobody."""
        return self.after.crew_id if self.after else ""

    @property
    def slot(self) -> Slot:
        """The slot as the other plan has it, else as the first one had it."""
        place = self.after or self.before
        assert place is not None, "a pair is of at least one slot"
        return place.slot

    @property
    def moved(self) -> bool:
        """Whether it takes place on other days."""
        return bool(self.before and self.after) and self.before.slot.span != self.after.slot.span  # type: ignore[union-attr]

    @property
    def differs(self) -> bool:
        """Whether anybody gained or lost it, or its days are others for somebody."""
        if self.before is None or self.after is None:
            return True
        return self.was != self.now or (self.moved and bool(self.was))


def pair_slots(first: ComparedPlan, other: ComparedPlan) -> tuple[Pair, ...]:
    """Return every slot of two plans, each once, in the order of productions, roles and days.

    What stays outside the plan window is a slot too: a plan of a later day has lost nothing that was before.
    In a production and role those of equal days are the same, or of days that moved along with their production; then
    the rest by first day. Of slots with the same days those are the same that the same person fills.
    """
    ours, theirs = (_by_production(one) for one in (first, other))
    pairs: list[Pair] = []
    for one in sorted({*ours, *theirs}, key=name_key):
        days = _shift(_span(first, one), _span(other, one), ours.get(one, ()), theirs.get(one, ()))
        ours_by_role, theirs_by_role = (grouped(of.get(one, ()), _role) for of in (ours, theirs))
        for role in sorted({*ours_by_role, *theirs_by_role}, key=name_key):
            pairs += _pairs(ours_by_role.get(role, ()), theirs_by_role.get(role, ()), days)
    return tuple(pairs)


def _role(place: Place) -> str:
    return place.slot.role


def _by_production(one: ComparedPlan) -> Mapping[str, tuple[Place, ...]]:
    rows = (*one.plan.assignments, *one.instance.carried)
    places = [Place(row.slot, row.crew_id) for row in rows]
    places += [Place(slot, "") for slot in one.plan.vacancies]
    return grouped(sorted(places, key=_order), lambda place: place.slot.production_id)


def _order(place: Place) -> tuple[DateSpan, int, str]:
    return place.slot.span, place.slot.number, place.crew_id


def _span(one: ComparedPlan, production_id: str) -> DateSpan | None:
    production = one.instance.production_by_id.get(production_id)
    return production.span if production else None


def _shift(before: DateSpan | None, after: DateSpan | None, ours: Iterable[Place], theirs: Iterable[Place]) -> int:
    """Return by how many days a production's windows moved along with it, 0 where they did not."""
    days = moved_by(before, after)
    if not days:
        return 0
    own = Counter(place.slot.window for place in ours)
    new = Counter(place.slot.window for place in theirs)
    along = Counter({shifted(window, days): count for window, count in own.items()})
    return days if (along & new).total() >= (own & new).total() else 0


def moved_by(before: DateSpan | None, after: DateSpan | None) -> int:
    """Return by how many days a span was moved as a whole, 0 for not at all or otherwise."""
    if before is None or after is None or before.days != after.days:
        return 0
    return after.first_day.toordinal() - before.first_day.toordinal()


def shifted(window: Window, days: int) -> Window:
    """Return a window so many days later."""
    return window._replace(span=window.span.shifted(days))


def _pairs(ours: Sequence[Place], theirs: Sequence[Place], days: int) -> Iterator[Pair]:
    """Yield the slots of one production and role: on the same days, or so many days later, first."""
    left, new = list[Place](), list[Place]()
    by_days: dict[DateSpan, list[Place]] = defaultdict(list)
    for place in theirs:
        by_days[place.slot.span].append(place)
    for span, places in grouped(ours, lambda place: place.slot.span).items():
        same, rest, others = _matched(places, by_days.pop(span.shifted(days) if days else span, []))
        yield from same
        left += rest
        new += others
    new += [place for places in by_days.values() for place in places]
    same, left, new = _matched(left, sorted(new, key=_order))
    yield from same
    yield from (Pair(place, None) for place in left)
    yield from (Pair(None, place) for place in new)


def _matched(ours: Sequence[Place], theirs: Sequence[Place]) -> tuple[list[Pair], list[Place], list[Place]]:
    """Pair places that the same person fills, then the others in their order; return what is left of both too."""
    waiting: dict[str, list[Place]] = defaultdict(list)
    for place in theirs:
        waiting[place.crew_id].append(place)
    pairs, left = [], []
    for place in ours:
        if waiting[place.crew_id]:
            pairs.append(Pair(place, waiting[place.crew_id].pop(0)))
        else:
            left.append(place)
    left.sort(key=_filled_first)
    new = sorted((place for places in waiting.values() for place in places), key=_filled_first)
    pairs += [Pair(*both) for both in zip(left, new, strict=False)]
    done = min(len(left), len(new))
    return pairs, left[done:], new[done:]


def _filled_first(place: Place) -> tuple[bool, tuple[DateSpan, int, str]]:
    return not place.crew_id, _order(place)
