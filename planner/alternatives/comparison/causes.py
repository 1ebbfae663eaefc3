"""Why somebody gained or lost a slot: a fact of this slot or person that differs, else the slot it was exchanged for.

A fact is the cause where it alone forbids, creates or binds; what it sets off is followed from slot to slot, by people
who cannot be in both, until such a fact. Only then come facts that make something worth more.
Changes when planning gains a rule or a kind of input.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from planner.alternatives.comparison.facts import (
    AWAY,
    BOOKING,
    CANCELLED,
    DAY_RATE,
    DAYS,
    FIRST_DAY,
    HOLIDAY,
    LAST_DAY,
    MAIN_ROLE,
    OTHER_ROLES,
    PERSON,
    PRIORITY,
    PRODUCTION,
    REQUIREMENT,
    SETTING,
    THERE,
    Fact,
    Value,
)
from planner.alternatives.comparison.pairing import Pair, Place
from planner.alternatives.comparison.reading import ComparedPlan
from planner.audit.clash import too_close
from planner.audit.hindrance import nevers_of, personal_hindrances
from planner.domain.booking import Booking, BookingStatus
from planner.domain.grouping import grouped
from planner.domain.production import Slot
from planner.domain.span import DateSpan

Differing = Mapping[Fact, tuple[Value, Value]]
_OF_CODE = {"before-hire": (FIRST_DAY,), "after-fire": (LAST_DAY,), "wrong-role": (MAIN_ROLE, OTHER_ROLES)}
# How far one thing is from another that brought it about; the nearest cause is told.
_MADE_ROOM, _NOT_BOTH, _TAKEN, _SAME_PRODUCTION, _SAME_PERSON = 1, 2, 4, 20, 500
_MOVED, _PRIORITY, _WORTH, _NEAR, _ANYWHERE = 15, 1_000, 2_000, 10_000, 100_000
_BINDING = (BookingStatus.CONFIRMED, BookingStatus.HOLD)


class Node(NamedTuple):
    """Somebody's gain or loss of the slot of a pair, by its number."""

    pair: int
    gained: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """The ``facts`` at the end of a chain, and the slots ``via`` which they had their effect, the nearest first.

    No facts: none that differs explains it.
    """

    facts: tuple[Fact, ...] = ()
    via: tuple[Slot, ...] = ()


class _Side:
    """One of two plans, for looking up who is bound and barred."""

    def __init__(self, of: ComparedPlan) -> None:
        self.instance = of.instance
        self.gap_days = of.instance.settings.gap_days
        rows = (*of.plan.assignments, *of.instance.carried)
        self.work = grouped(rows, lambda row: row.crew_id)
        self._nevers = nevers_of(of.instance)
        self._filled = grouped(of.plan.assignments, lambda row: row.slot.production_id)

    def codes(self, crew_id: str, slot: Slot) -> frozenset[str]:
        """Return what keeps somebody out of a slot, whatever else they work on."""
        person = self.instance.crew_by_id.get(crew_id)
        if person is None:
            return frozenset((THERE,))
        return frozenset(found.code for found in personal_hindrances(person, slot, self._nevers))

    def binding(self, crew_id: str, slot: Slot) -> Booking | None:
        """Return the booking that binds somebody to a slot, None without one."""
        found = self.instance.booking_of(crew_id, slot)
        return found if found and found.status in _BINDING else None

    def left_out(self, production_id: str) -> bool:
        """Whether whole staffing gives a production nobody at all."""
        return self.instance.settings.whole_staffing and production_id not in self._filled


class Causes:
    """The causes of what differs between two plans, from facts that differ between what they were made from."""

    def __init__(self, first: ComparedPlan, other: ComparedPlan, pairs: Sequence[Pair], differing: Differing) -> None:
        self._sides = _Side(first), _Side(other)
        self._pairs = pairs
        self._differing = differing
        self._about_person = grouped((f for f in differing if f.about == PERSON), lambda f: f.crew_id)
        self._about_production = grouped((f for f in differing if f.production_id), lambda f: f.production_id)
        self._settings = tuple(f for f in differing if f.about in (SETTING, HOLIDAY))
        self._other = [number for number, pair in enumerate(pairs) if pair.differs]
        self._on_production = grouped(self._other, lambda number: pairs[number].slot.production_id)
        # who keeps a slot on other days has lost its old ones and gained the new
        self._lost_by = grouped((n for n in self._other if pairs[n].was), lambda n: pairs[n].was)
        self._gained_by = grouped((n for n in self._other if pairs[n].now), lambda n: pairs[n].now)

    def of(self, number: int, *, gained: bool) -> Cause:
        """Return why the pair with this number was gained by who has it now, or lost by who had it before."""
        node = Node(number, gained)
        found = self._next.get(node)
        if found is None:
            return Cause()
        via, seen = list[Slot](), {number}
        while isinstance(found, Node):
            if found.pair not in seen:
                via.append(self._pairs[found.pair].slot)
                seen.add(found.pair)
            found = self._next[found]
        return Cause(found, tuple(via))

    @cached_property
    def _next(self) -> Mapping[Node, "Node | tuple[Fact, ...]"]:
        """Per node the facts that are its cause, or the node that leads to them.

        Shortest paths from all causes at once, against the links (Dijkstra); what is far-fetched is a long way.
        """
        found: dict[Node, Node | tuple[Fact, ...]] = {}
        backwards: dict[Node, list[tuple[int, Node]]] = defaultdict(list)
        waiting: list[tuple[int, int, Node, Node | tuple[Fact, ...]]] = []
        order = count()
        for node in self._nodes():
            for far, facts in ((0, self._direct(node)), *self._weighing(node)):
                if facts:
                    heappush(waiting, (far, next(order), node, facts))
            for length, linked in self._links(node):
                backwards[linked].append((length, node))
        while waiting:
            far, _, node, why = heappop(waiting)
            if node not in found:
                found[node] = why
                for length, before in backwards[node]:
                    heappush(waiting, (far + length, next(order), before, node))
        return found

    def _nodes(self) -> Iterator[Node]:
        for number in self._other:
            pair = self._pairs[number]
            if pair.was or pair.after is None:
                yield Node(number, gained=False)
            if pair.now or pair.before is None:
                yield Node(number, gained=True)

    # --- what one gain or loss leads to

    def _links(self, node: Node) -> Iterator[tuple[int, Node]]:
        """Yield the gains and losses that may have brought a node about, each with how far-fetched that is."""
        pair = self._pairs[node.pair]
        if node.gained:
            if pair.was and pair.was != pair.now:
                yield _MADE_ROOM, Node(node.pair, gained=False)
            for number in self._lost_by.get(pair.now, ()):
                yield self._length(pair, self._pairs[number]), Node(number, gained=False)
        else:
            for number in self._gained_by.get(pair.was, ()):
                yield self._length(pair, self._pairs[number]), Node(number, gained=True)
            if pair.now and pair.was != pair.now:
                yield _TAKEN, Node(node.pair, gained=True)
        on_production = self._on_production[pair.slot.production_id]
        at = bisect_left(on_production, node.pair)
        for number in (*on_production[max(0, at - 1) : at], *on_production[at + 1 : at + 2]):
            for gained in (False, True):
                yield _SAME_PRODUCTION, Node(number, gained=gained)

    def _length(self, one: Pair, other: Pair) -> int:
        """Return how far it is from a slot to another one of the same person: near where nobody has both."""
        for at, side in enumerate(self._sides):
            places = [pair.after if at else pair.before for pair in (one, other)]
            one_slot, other_slot = (place and place.slot for place in places)
            if one_slot and other_slot and too_close(one_slot, other_slot, side.gap_days):
                return _NOT_BOTH
        return _SAME_PERSON

    # --- facts of this slot or person

    def _direct(self, node: Node) -> tuple[Fact, ...]:
        """Return the facts that alone forbid, create or bind a gain or loss; a gain is a loss the other way round."""
        pair = self._pairs[node.pair]
        if pair.was and pair.was == pair.now:
            return self._of_days(pair)
        there, here = reversed(self._sides) if node.gained else self._sides
        old, new = (pair.after, pair.before) if node.gained else (pair.before, pair.after)
        if old is None or (new and not old.crew_id):
            return ()
        if new is None:
            own = self._barring_all(old.crew_id, old.slot, here) if old.crew_id else ()
            return _unique((*self._of_slot(old.slot, here), *own))
        who, slot, becomes = old.crew_id, old.slot, new.slot
        worth = self._priority(old, new, there, here)
        if here.codes(who, becomes):
            barred = self._barring_all(who, becomes, here)
            unless_moved = () if barred and not there.codes(who, becomes) else self._of_days(pair)
            return _unique((*barred, *unless_moved, *worth))
        found = (
            *self._bound(who, slot, becomes, there, here),
            *(self._bound(new.crew_id, becomes, slot, here, there) if new.crew_id else ()),
            *self._elsewhere(who, becomes, there, here),
            *self._gap(who, becomes, there, here),
        )
        if not found and self._is_busy(who, becomes, there, here):
            found = self._of_days(pair)
        return _unique((*found, *worth) or self._staffing(slot, there, here))

    def _is_busy(self, who: str, becomes: Slot, there: _Side, here: _Side) -> bool:
        """Whether work that somebody has on both sides, on the same days, leaves no room for a slot here."""
        same = {row.slot.window for row in there.work.get(who, ())}
        work = (row.slot for row in here.work.get(who, ()))
        return any(slot.window in same and too_close(becomes, slot, here.gap_days) for slot in work)

    def _barring_all(self, crew_id: str, slot: Slot, side: _Side) -> tuple[Fact, ...]:
        return tuple(fact for code in sorted(side.codes(crew_id, slot)) for fact in self._barring(code, crew_id, slot))

    def _barring(self, code: str, crew_id: str, slot: Slot) -> Iterable[Fact]:
        """Return the facts that differ and for which a rule keeps somebody out of a slot."""
        own = self._about_person.get(crew_id, ())
        if code == "unavailable":
            return (fact for fact in own if fact.what == AWAY and _within(fact, slot.span))
        if code == "never":
            return self._bookings(slot.production_id, crew_id)
        employed = [fact for fact in own if fact.what not in (AWAY, DAY_RATE)]
        return [fact for fact in employed if fact.what in _OF_CODE.get(code, ())] or employed

    def _of_slot(self, slot: Slot, side: _Side) -> tuple[Fact, ...]:
        """Return the facts for which a plan does not ask for a slot."""
        production = side.instance.production_by_id.get(slot.production_id)
        facts = self._about_production.get(slot.production_id, ())
        if production is None or production.cancelled:
            return tuple(fact for fact in facts if fact.about == PRODUCTION and fact.what in (THERE, CANCELLED))
        if not side.instance.settings.in_window(slot.span):
            return tuple(fact for fact in self._settings if fact.what in ("Plan from", "Plan to"))
        needs = [fact for fact in facts if fact.about == REQUIREMENT and fact.role == slot.role]
        own = [fact for fact in needs if fact.days == (slot.span.first_day, slot.span.last_day)]
        return tuple(own or needs or [fact for fact in facts if fact.about == PRODUCTION and fact.what == DAYS])

    def _of_days(self, pair: Pair) -> tuple[Fact, ...]:
        """Return the facts for which a slot takes place on other days."""
        if not pair.moved or not pair.before:
            return ()
        slot = pair.before.slot
        facts = self._about_production.get(slot.production_id, ())
        ends = slot.span.first_day, slot.span.last_day
        own = [f for f in facts if f.about == REQUIREMENT and f.role == slot.role and f.days == ends]
        return tuple(own or [fact for fact in facts if fact.what == DAYS])

    def _bookings(self, production_id: str, crew_id: str) -> tuple[Fact, ...]:
        facts = self._about_production.get(production_id, ())
        return tuple(fact for fact in facts if fact.about == BOOKING and fact.crew_id == crew_id)

    def _bound(self, who: str, slot: Slot, becomes: Slot, there: _Side, here: _Side) -> tuple[Fact, ...]:
        """Return the bookings that bind somebody to a slot on one side and no longer on the other."""
        booked, still = there.binding(who, slot), here.binding(who, becomes)
        released = here.instance.is_released(who, becomes) and not there.instance.is_released(who, slot)
        loosened = booked is not None and (still is None or still.status_text != booked.status_text)
        return self._bookings(slot.production_id, who) if released or loosened else ()

    def _elsewhere(self, who: str, becomes: Slot, there: _Side, here: _Side) -> Iterator[Fact]:
        """Yield the bookings that bind somebody, here only, to work beside which they cannot have a slot."""
        for row in here.work.get(who, ()):
            if too_close(becomes, row.slot, here.gap_days):
                booked, before = here.binding(who, row.slot), there.binding(who, row.slot)
                if booked and (before is None or before.status_text != booked.status_text):
                    yield from self._bookings(row.slot.production_id, who)

    def _gap(self, who: str, becomes: Slot, there: _Side, here: _Side) -> Iterator[Fact]:
        """Yield the setting of free days where more of them forbid somebody's other work beside a slot."""
        work = [row.slot for row in here.work.get(who, ())]
        if any(too_close(becomes, s, here.gap_days) and not too_close(becomes, s, there.gap_days) for s in work):
            yield from (fact for fact in self._settings if fact.what == "Gap days")

    def _staffing(self, slot: Slot, there: _Side, here: _Side) -> Iterator[Fact]:
        """Yield the setting of whole staffing where it leaves a production out."""
        if here.left_out(slot.production_id) and not there.instance.settings.whole_staffing:
            yield from (fact for fact in self._settings if fact.what == "Staffing")

    def _priority(self, old: Place, new: Place, there: _Side, here: _Side) -> tuple[Fact, ...]:
        """Return the priority of a production where it is lower on the side on which a slot of it is vacant."""
        one = old.slot.production_id
        before, after = (side.instance.production_by_id[one].priority for side in (there, here))
        if new.crew_id or before >= after:
            return ()
        return tuple(fact for fact in self._about_production.get(one, ()) if fact.what == PRIORITY)

    def _weighing(self, node: Node) -> Iterator[tuple[int, tuple[Fact, ...]]]:
        """Yield the facts that make a slot or person worth more or less, and how far-fetched they are as causes."""
        pair = self._pairs[node.pair]
        on_production = self._about_production.get(pair.slot.production_id, ())
        people = [fact for one in (pair.was, pair.now) for fact in self._about_person.get(one, ())]
        yield _MOVED, self._of_days(pair)
        yield _PRIORITY, tuple(fact for fact in on_production if fact.what == PRIORITY)
        yield _WORTH, tuple(fact for fact in people if fact.what in (DAY_RATE, MAIN_ROLE))
        yield _WORTH, tuple(f for f in on_production if f.about == BOOKING and f.crew_id in (pair.was, pair.now))
        yield _NEAR, tuple((*on_production, *people))
        yield _ANYWHERE, self._settings


def _within(fact: Fact, span: DateSpan) -> bool:
    first, last = fact.days
    return (first is None or first <= span.last_day) and (last is None or span.first_day <= last)


def _unique(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(facts))
