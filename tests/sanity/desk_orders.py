"""Random orders for the desk, and what they could come to at best, found by looking at every way.

It shares nothing with the desk: an operation is what it makes of a folder and of a set of (requirement, person), and
one that is refused must break a rule in every way in which it could have been done.
Changes when the desk's operations do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from math import comb, prod
from random import Random

from planner.desk.crew_operations import away, fire, hire
from planner.desk.decision import Proposal, Refused
from planner.desk.handover import handover
from planner.desk.orders import Order
from planner.desk.production_operations import cancel
from planner.desk.release import release
from planner.desk.rescheduling import reschedule
from planner.desk.scheduling import schedule
from planner.desk.state import Desk
from planner.desk.team_operations import staff
from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Absence
from planner.domain.instance import Instance
from planner.domain.production import Production, Requirement
from planner.domain.rescheduled_days import Windows
from planner.domain.span import DateSpan
from tests.oracle import Picks, all_plans
from tests.studios import FIRST_DAY, HORIZON, ROLES

MOST_SLOTS = 8
MOST_PEOPLE = 7
MOST_PLANS = 20_000

Outcome = tuple[Instance, Picks]


@dataclass(frozen=True, slots=True)
class Wish:
    """An order, and every folder and plan that it could have made of a folder; none when names or dates refuse it."""

    order: Order
    outcomes: Callable[[Instance, Picks], Iterator[Outcome]]


def draw_wish(desk: Desk, rng: Random) -> Wish:
    """Return an order that makes some sense for the folder; a folder that has become large is cut down."""
    now = desk.instance
    active = [one for one in now.productions if not one.cancelled]
    if slots_of(now) > MOST_SLOTS or plans_of(now) > MOST_PLANS:
        return _cancel(rng.choice(active))
    kinds = [_draw_hire, _draw_fire, _draw_away, _draw_schedule, _draw_schedule, _draw_move, _draw_staff]
    kinds += [_draw_staff, _draw_release, _draw_handover, _draw_handover, _draw_cancel]
    return rng.choice(kinds)(desk, rng)


def slots_of(instance: Instance) -> int:
    return sum(need.count for need in instance.planned_requirements)


def plans_of(instance: Instance) -> int:
    """Return how many ways there are to fill the slots when only roles matter."""
    needs = instance.planned_requirements
    able = [sum(need.role in person.roles for person in instance.crew) for need in needs]
    return prod(sum(comb(a, k) for k in range(n.count + 1)) for a, n in zip(able, needs, strict=True))


def picks_of(desk: Desk) -> Picks:
    """Return the plan within its window as the oracle writes plans down."""
    needs = {(n.production_id, n.role, n.span): n for n in desk.instance.planned_requirements}
    rows = ((a.slot, a.crew_id) for a in desk.plan.assignments)
    return frozenset((needs[slot.production_id, slot.role, slot.span], who) for slot, who in rows)


def is_legal(instance: Instance, picks: Picks) -> bool:
    """Whether a plan breaks no rule; beginnings are those of the plan itself, as when it is verified."""
    return {key(pick) for pick in picks} in [{key(pick) for pick in plan} for plan in all_plans(instance)]


def key(pick: tuple[Requirement, str]) -> tuple[object, ...]:
    need, who = pick
    return need.production_id, need.role, need.span, who


def _none(_: Instance, __: Picks) -> Iterator[Outcome]:
    yield from ()


def _day(rng: Random) -> date:
    return FIRST_DAY + timedelta(days=rng.randrange(-2, HORIZON + 4))


def _span(rng: Random, longest: int = 4) -> DateSpan:
    first = _day(rng)
    return DateSpan(first, first + timedelta(days=rng.randrange(longest)))


def _some_production(desk: Desk, rng: Random) -> Production:
    """Return a production, seldom a cancelled one."""
    active = [one for one in desk.instance.productions if not one.cancelled]
    return rng.choice(active if active and rng.random() < 0.9 else desk.instance.productions)


def _draw_hire(desk: Desk, rng: Random) -> Wish:
    if len(desk.instance.crew) >= MOST_PEOPLE:
        return _draw_fire(desk, rng)
    name, role = f"Newcomer {rng.randrange(1000)}", rng.choice(ROLES)
    others = [one for one in ROLES if one != role and rng.random() < 0.3]
    first = _day(rng) if rng.random() < 0.3 else None
    said = {"name": name, "role": role}
    return Wish(
        Order("hire", said, lambda now: hire(now, name, role, other_roles=others, first_day=first, new_role=True)),
        _none,
    )


def _draw_fire(desk: Desk, rng: Random) -> Wish:
    person = rng.choice(desk.instance.crew)
    last = None if rng.random() < 0.3 else _day(rng)
    namesakes = [one for one in desk.instance.crew if one.full_name == person.full_name]
    who = person.full_name if len(namesakes) == 1 else person.crew_id

    def outcomes(now: Instance, picks: Picks) -> Iterator[Outcome]:
        holds = [one for one in person.employments if last and one.includes(last)]
        begun = [one for one in person.employments if last and (one.first_day or date.min) <= last]
        own = (holds or begun[-1:] or person.employments[:1])[0] if last else person.employments[-1]
        if own is not person.employments[-1]:
            return  # a later one refuses it
        if (last and own.first_day and last < own.first_day) or last == own.last_day:
            return
        if last and any(
            _confirmed_after(now, booking, last)
            for booking in now.standing_bookings
            if booking.crew_id == person.crew_id
        ):
            return  # by definition, whatever the rules say
        if last and any(a.crew_id == person.crew_id and a.slot.span.last_day > last for a in now.carried):
            return  # so is work outside of the plan window, which the rules leave alone
        crew = tuple(p.revised(own, last_day=last) if p.crew_id == person.crew_id else p for p in now.crew)
        yield replace(now, crew=crew), picks

    said = {"crew": person.crew_id, "on": str(last)}
    return Wish(Order("fire", said, lambda now: fire(now, who, last)), outcomes)


def _confirmed_after(now: Instance, booking: Booking, day: date) -> bool:
    """Whether somebody is confirmed for days that all end after a day."""
    mine = [n for n in now.requirements if n.production_id == booking.production_id and booking.role in (None, n.role)]
    windows = [need.span for need in mine] or [now.production_by_id[booking.production_id].span]
    return booking.status is BookingStatus.CONFIRMED and all(span.last_day > day for span in windows)


def _draw_away(desk: Desk, rng: Random) -> Wish:
    person, span, join = rng.choice(desk.instance.crew), _span(rng), rng.random() < 0.7

    def outcomes(now: Instance, picks: Picks) -> Iterator[Outcome]:
        spans = [absence.span for absence in person.absences]
        if any(one.covers(span) or (one.clashes_with(span) and not join) for one in spans):
            return
        if any(a.crew_id == person.crew_id and a.slot.span.clashes_with(span) for a in now.carried):
            return
        absences = (*person.absences, Absence(span))
        crew = tuple(replace(p, absences=absences) if p.crew_id == person.crew_id else p for p in now.crew)
        yield replace(now, crew=crew), picks

    said = {"crew": person.crew_id, "days": str(span), "join": join}
    return Wish(Order("away", said, lambda now: away(now, person.crew_id, span, join=join)), outcomes)


def _draw_schedule(desk: Desk, rng: Random) -> Wish:
    if slots_of(desk.instance) >= MOST_SLOTS:
        return _draw_cancel(desk, rng)
    span, number = _span(rng), rng.randrange(10_000)
    needs = {role: rng.choice((1, 1, 2)) for role in rng.sample(ROLES, rng.choice((1, 1, 2)))}
    new_id, title = f"X{number}", f"New {number}"

    def outcomes(now: Instance, picks: Picks) -> Iterator[Outcome]:
        if new_id in now.production_by_id:
            return
        asked = tuple(Requirement(new_id, role, span, count) for role, count in needs.items())
        production = Production(new_id, title, span, 3)
        after = _with(now, productions=(*now.productions, production), needs=(*now.requirements, *asked))
        if not after.settings.in_window(span):
            return  # the oracle knows plans within the window only
        for more in _ways(after, asked):
            yield after, picks | more

    said = {"title": title, "days": str(span), "needs": str(needs)}
    return Wish(Order("schedule", said, lambda now: schedule(now, title, span, needs, production_id=new_id)), outcomes)


def _ways(now: Instance, asked: tuple[Requirement, ...]) -> Iterator[Picks]:
    """Yield every way to fill requirements wholly with people who have the roles."""
    if not asked:
        yield frozenset()
        return
    need, *rest = asked
    able = [person.crew_id for person in now.crew if need.role in person.roles]
    for people in combinations(able, need.count):
        for more in _ways(now, tuple(rest)):
            yield more | {(need, who) for who in people}


def _draw_move(desk: Desk, rng: Random) -> Wish:
    production = _some_production(desk, rng)
    length = production.span.days if rng.random() < 0.6 else rng.randint(1, 5)
    first = _day(rng)
    span = DateSpan(first, first + timedelta(days=length - 1))

    how = rng.choice((None, None, *Windows))

    def outcomes(now: Instance, picks: Picks) -> Iterator[Outcome]:
        mine = [n for n in now.requirements if n.production_id == production.production_id]
        booked = [b for b in now.bookings if b.production_id == production.production_id and b.has_days]
        if production.cancelled or span == production.span or any(None in (b.first_day, b.last_day) for b in booked):
            return
        moved = {n: _moved(n.span, production.span, span, how) for n in mine}
        days = {b: _moved(DateSpan(b.first_day, b.last_day), production.span, span, how) for b in booked}
        if None in (*moved.values(), *days.values()):
            return
        needs = [replace(n, span=moved.get(n, n.span)) for n in now.requirements]
        bookings = tuple(
            replace(b, first_day=days[b].first_day, last_day=days[b].last_day) if b in days else b for b in now.bookings
        )
        productions = tuple(replace(p, span=span) if p == production else p for p in now.productions)
        after = _with(now, productions=productions, needs=tuple(needs), bookings=bookings)
        inside = {s.in_window(w) for s in (now.settings,) for w in (*moved.values(), *(n.span for n in mine))}
        if len(inside) > 1:
            return  # in or out of the plan window
        own = {(replace(n, span=moved[n]), who) for n, who in picks if n in moved}
        yield after, frozenset({pick for pick in picks if pick[0].production_id != production.production_id} | own)

    said = {"production": production.production_id, "days": str(span), "windows": how}
    return Wish(Order("reschedule", said, lambda now: reschedule(now, production.production_id, span, how)), outcomes)


def _moved(window: DateSpan, old: DateSpan, new: DateSpan, how: Windows | None) -> DateSpan | None:
    """Return a window's new days: None when it refuses the move."""
    early, late = new.first_day - old.first_day, new.last_day - old.last_day
    first, last = window.first_day, window.last_day
    if (first, last) == (old.first_day, old.last_day):
        return new
    if early == late or how is Windows.MOVE:
        step = early if first <= old.first_day else late
        return DateSpan(first + step, last + step)
    if how is Windows.CLIP and old.covers(window):
        first, last = max(first, new.first_day), min(last, new.last_day)
    fits = new.first_day <= first <= last <= new.last_day
    return DateSpan(first, last) if fits or (not old.covers(window) and first <= last) else None


def _draw_cancel(desk: Desk, rng: Random) -> Wish:
    active = [one for one in desk.instance.productions if not one.cancelled]
    return _cancel(rng.choice(active or desk.instance.productions))


def _cancel(production: Production) -> Wish:
    said = {"production": production.production_id}
    return Wish(Order("cancel", said, lambda now: cancel(now, production.title)), _none)


def _draw_staff(desk: Desk, rng: Random) -> Wish:
    production, person = _some_production(desk, rng), rng.choice(desk.instance.crew)
    role = rng.choice((None, None, *person.roles))
    days = [n.span.first_day for n in desk.requirements_of(production.production_id)]
    first = rng.choice(days) if days and rng.random() < 0.3 else None

    def means(need: Requirement) -> bool:
        return role in (None, need.role) and first in (None, need.span.first_day)

    def outcomes(now: Instance, picks: Picks) -> Iterator[Outcome]:
        if production.cancelled:
            return
        if any(n.production_id == production.production_id and who == person.crew_id and means(n) for n, who in picks):
            return  # who is there already is not put into a second slot
        mine = [b for b in now.bookings if _about(b, production, person.crew_id)]
        for need in now.planned_requirements:
            taken = [who for other, who in picks if key((other, "")) == key((need, ""))]
            fits = need.production_id == production.production_id and means(need)
            if not fits or need.role not in person.roles or len(taken) >= need.count or person.crew_id in taken:
                continue
            if any(b.status in (BookingStatus.NEVER, BookingStatus.RELEASED) and _speaks(b, need) for b in mine):
                continue  # never, or taken off with other slots; this looks at neither
            booking = Booking(production.production_id, person.crew_id, need.role, BookingStatus.CONFIRMED)
            if first:
                booking = replace(booking, first_day=need.span.first_day, last_day=need.span.last_day)
            gone = [b for b in mine if same_but_status(b, booking)]
            gone += [b for b in mine if b.status is BookingStatus.HOLD and _speaks(b, need)]
            others = tuple(b for b in now.bookings if b not in gone)
            yield _with(now, bookings=(*others, booking)), picks | {(need, person.crew_id)}

    said = {"production": production.production_id, "crew": person.crew_id, "role": role, "from": str(first)}

    def order(now: Desk) -> Proposal | Refused:
        return staff(now, production.production_id, person.crew_id, role, first)

    return Wish(Order("staff", said, order), outcomes)


def same_but_status(one: Booking, other: Booking) -> bool:
    return replace(one, status=other.status, rank=other.rank, typed=other.typed) == other


def _speaks(booking: Booking, need: Requirement) -> bool:
    return booking.speaks_of(need.window)


def _about(booking: Booking, production: Production, crew_id: str) -> bool:
    return (booking.production_id, booking.crew_id) == (production.production_id, crew_id)


def _draw_release(desk: Desk, rng: Random) -> Wish:
    rows, keep_off = desk.rows, rng.random() < 0.3
    role = first = None
    if rows and rng.random() < 0.8:
        row = rng.choice(rows)
        production, who = desk.instance.production_by_id[row.slot.production_id], row.crew_id
        if rng.random() < 0.5:
            role, first = row.slot.role, row.slot.span.first_day
    else:
        production, who = rng.choice(desk.instance.productions), rng.choice(desk.instance.crew).crew_id
    everything = role is None and rng.random() < 0.7

    def outcomes(now: Instance, picks: Picks) -> Iterator[Outcome]:
        on = {pick for pick in picks if (pick[0].production_id, pick[1]) == (production.production_id, who)}
        mine = {(n, who) for n, _ in on if role in (None, n.role) and first in (None, n.span.first_day)}
        carried = any((a.slot.production_id, a.crew_id) == (production.production_id, who) for a in now.carried)
        if (len(mine) > 1 and not everything) or not mine or carried:
            return  # it has to be said which; or only bookings go, or rows of which the oracle does not know
        if role and len({n.span for n, _ in mine}) == 1:
            status = BookingStatus.NEVER if keep_off else BookingStatus.RELEASED
            new = [for_slot(n, who, status) for n, _ in mine]
            needs = {n for n in now.requirements if n.production_id == production.production_id and n.count}
            off = {n for n, _ in mine}
            about = {b: {n for n in needs if _speaks(b, n)} for b in now.bookings if _about(b, production, who)}
            gone = {b for b, some in about.items() if some and (some <= off or (b.typed and some & off))}
            bookings = tuple(b for b in now.bookings if b not in gone)
        else:
            new = [for_slot(n, who, BookingStatus.RELEASED) for n, _ in mine]
            if keep_off:
                new = [Booking(production.production_id, who, None, BookingStatus.NEVER)]
            bookings = tuple(
                b
                for b in now.bookings
                if not _about(b, production, who) or (b.status is BookingStatus.NEVER and not keep_off)
            )
        bookings = tuple(b for b in bookings if not any(same_but_status(b, one) for one in new))
        yield _with(now, bookings=(*bookings, *new)), picks - mine

    said = {"production": production.production_id, "crew": who, "role": role, "from": str(first)}
    said |= {"all": everything, "keep_off": keep_off}

    def order(now: Desk) -> Proposal | Refused:
        return release(now, production.production_id, who, role, first, everything=everything, keep_off=keep_off)

    return Wish(Order("release", said, order), outcomes)


def for_slot(need: Requirement, who: str, status: BookingStatus) -> Booking:
    days = {"first_day": need.span.first_day, "last_day": need.span.last_day}
    return Booking(need.production_id, who, need.role, status, **days)


def _draw_handover(desk: Desk, rng: Random) -> Wish:
    long = [row for row in desk.rows if row.slot.span.days > 1]
    if not long:
        return _draw_staff(desk, rng)
    row = rng.choice(long)
    day = row.slot.span.first_day + timedelta(days=rng.randrange(1, row.slot.span.days))
    to = rng.choice((None, None, rng.choice(desk.instance.crew).crew_id))
    production_id, who = row.slot.production_id, row.crew_id

    def outcomes(now: Instance, picks: Picks) -> Iterator[Outcome]:
        split = _split(now, row.slot, day)
        if split is None:
            return
        after, first, rest = split
        stay = {pick for pick in picks if key(pick) != (production_id, row.slot.role, row.slot.span, who)}
        taken = {key(pick) for pick in stay}
        for person in now.crew:
            # a set of picks cannot say that somebody has two slots of the same window, which breaks a rule
            has_one = key((rest, person.crew_id)) in taken
            if person.crew_id != who and to in (None, person.crew_id) and not has_one:
                new = (first, who), (rest, person.crew_id)
                booked = [for_slot(*one, BookingStatus.CONFIRMED) for one in new]
                others = [b for b in after.bookings if not any(same_but_status(b, one) for one in booked)]
                if any(b.status in (BookingStatus.RELEASED, BookingStatus.NEVER) for b in others):
                    continue  # which of these go is not for this to say
                yield _with(after, bookings=(*others, *booked)), frozenset((*stay, *new))

    said = {"production": production_id, "crew": who, "on": str(day), "to": to}
    return Wish(Order("handover", said, lambda now: handover(now, production_id, who, day, to)), outcomes)


def _split(now: Instance, slot: object, day: date) -> tuple[Instance, Requirement, Requirement] | None:
    need = next(
        (
            n
            for n in now.planned_requirements
            if (n.production_id, n.role, n.span) == (slot.production_id, slot.role, slot.span)
        ),
        None,
    )
    if need is None:
        return None
    first = replace(need, span=DateSpan(need.span.first_day, day - timedelta(days=1)), count=1)
    rest = replace(need, span=DateSpan(day, need.span.last_day), count=1)
    if not (now.settings.in_window(first.span) and now.settings.in_window(rest.span)):
        return None
    others = [n for n in now.requirements if n != need]
    left = [replace(need, count=need.count - 1)] if need.count > 1 else []
    return _with(now, needs=(*others, *left, first, rest)), first, rest


def _with(
    now: Instance,
    productions: tuple[Production, ...] | None = None,
    needs: tuple[Requirement, ...] | None = None,
    bookings: tuple[Booking, ...] | None = None,
) -> Instance:
    return Instance.sorted(
        now.crew,
        now.productions if productions is None else productions,
        now.requirements if needs is None else needs,
        now.bookings if bookings is None else bookings,
        now.settings,
        now.previous,
    )


def proposal_of(wish: Wish, desk: Desk) -> Proposal | Refused:
    return wish.order.propose(desk)
