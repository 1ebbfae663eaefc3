"""The best plan of a tiny studio by looking at every plan there is.

It shares nothing with solver and audit but the domain's values: a plan is a set of (requirement, person), all plans
that break no rule about people and counts are listed once, and everything else only filters that list.
Changes when the contract's rules or goals do.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.production import Requirement, Slot
from planner.domain.settings import GoalName, Settings
from planner.domain.span import DateSpan

Pick = tuple[Requirement, str]
Picks = frozenset[Pick]
Test = Callable[[Picks], bool]


def best_by_search(instance: Instance) -> list[int]:
    """Return the lexicographically best goal values: an entry per goal, per priority of coverage, per rank of holds."""
    goals = _goals(instance)
    best = min(tuple(goal(picks) for goal in goals) for picks in all_plans(instance))
    return [abs(value) for value in best]


def most_filled(instance: Instance) -> int:
    """Return how many slots any plan can fill, whatever the goals say."""
    return max(map(len, all_plans(instance)))


def goal_values(instance: Instance, picks: Picks) -> list[int]:
    """Return what one plan is worth, in the order of :func:`best_by_search`."""
    return [abs(goal(picks)) for goal in _goals(instance)]


def accepted_bookings(instance: Instance) -> list[Booking]:
    """Return the confirmed bookings that are accepted, before whole staffing leaves any production out."""
    plans = list(_fillings(instance, instance.planned_requirements, ()))
    return _accept(plans, [(booking, keeps(instance, booking)) for booking in _confirmed(instance)])


def all_plans(instance: Instance) -> list[Picks]:
    """Return every plan that breaks no rule, accepted bookings and beginnings included."""
    plans = list(_fillings(instance, instance.planned_requirements, ()))
    bookings = _accept(plans, [(b, keeps(instance, b)) for b in _confirmed(instance)])
    pins = _accept(
        [p for p in plans if all(keeps(instance, b)(p) for b in bookings)],
        [(a, _has(a)) for a in began_slots(instance)],
    )
    if instance.settings.whole_staffing:
        return _whole_plans(instance, plans, bookings, pins)
    return [picks for picks in plans if all(keeps(instance, b)(picks) for b in bookings) and picks.issuperset(pins)]


def _accept(plans: list[Picks], wishes: list) -> list:
    """Return the wishes that can be granted one after the other, each together with all granted before it."""
    granted = []
    for wish, granting in wishes:
        still = [picks for picks in plans if granting(picks)]
        if still:
            plans = still
            granted.append(wish)
    return granted


def _whole_plans(instance: Instance, plans: list[Picks], bookings: list[Booking], pins: list[Pick]) -> list[Picks]:
    """Return the plans of whole productions: those with accepted bookings first try to stay in, then beginnings."""
    wanted: dict[str, list[Booking]] = {}
    for booking in bookings:
        wanted.setdefault(booking.production_id, []).append(booking)
    for production_id in _in_order(instance, wanted):
        whole = [picks for picks in plans if _missing(instance, picks, production_id) == 0]
        if any(_keeps_all(instance, picks, wanted) for picks in whole):
            plans = whole
        else:
            plans = [picks for picks in plans if all(need.production_id != production_id for need, _ in picks)]
            del wanted[production_id]
    plans = [picks for picks in plans if _keeps_all(instance, picks, wanted)]
    for production_id in _in_order(instance, {need.production_id for need, _ in pins}):
        began = {pin for pin in pins if pin[0].production_id == production_id}
        still = [p for p in plans if began <= p and _missing(instance, p, production_id) == 0]
        plans = still or plans
    productions = [production.production_id for production in instance.planned_productions]
    return [picks for picks in plans if all(_all_or_none(instance, picks, one) for one in productions)]


def _keeps_all(instance: Instance, picks: Picks, wanted: dict[str, list[Booking]]) -> bool:
    return all(keeps(instance, booking)(picks) for bookings in wanted.values() for booking in bookings)


def _in_order(instance: Instance, production_ids: Iterable[str]) -> list[str]:
    return sorted(production_ids, key=lambda one: (instance.production_by_id[one].priority, name_key(one)))


def _missing(instance: Instance, picks: Picks, production_id: str) -> int:
    asked = sum(need.count for need in instance.planned_requirements if need.production_id == production_id)
    return asked - sum(need.production_id == production_id for need, _ in picks)


def _all_or_none(instance: Instance, picks: Picks, production_id: str) -> bool:
    return _missing(instance, picks, production_id) == 0 or all(n.production_id != production_id for n, _ in picks)


def _fillings(instance: Instance, needs: tuple[Requirement, ...], picks: tuple[Pick, ...]) -> Iterator[Picks]:
    """Yield every way to fill the requirements, each with any people who may and who have no clash."""
    if not needs:
        yield frozenset(picks)
        return
    need, *rest = needs
    able = [one.crew_id for one in instance.crew if may(instance, one.crew_id, need, picks)]
    for size in range(min(need.count, len(able)) + 1):
        for people in combinations(able, size):
            yield from _fillings(instance, tuple(rest), (*picks, *((need, crew_id) for crew_id in people)))


def may(instance: Instance, crew_id: str, need: Requirement, picks: tuple[Pick, ...]) -> bool:
    """Whether somebody may take a requirement beside what they have of ``picks``."""
    person, days = instance.crew_by_id[crew_id], need.span
    told_never = _word(instance, crew_id, need) is BookingStatus.NEVER
    with_role = [one for one in person.employments if need.role in one.roles]
    employed = all(any(one.includes(today) for one in with_role) for today in _days(days))
    away = any(not _apart(days, absence.span, 0) for absence in person.absences)
    work = [(other.production_id, other.span) for other, who in picks if who == crew_id]
    work += [(a.slot.production_id, a.slot.span) for a in instance.carried if a.crew_id == crew_id]
    gap = instance.settings.gap_days
    fits = all(_apart(days, span, gap if other != need.production_id else 0) for other, span in work)
    return employed and not away and not told_never and fits


def _apart(one, other, gap: int) -> bool:
    """Whether at least ``gap`` whole days lie between two spans, which share none."""
    return (other.first_day - one.last_day).days > gap or (one.first_day - other.last_day).days > gap


def _days(days: DateSpan) -> Iterator[date]:
    return map(date.fromordinal, range(days.first_day.toordinal(), days.last_day.toordinal() + 1))


def _is_about(booking: Booking, crew_id: str, need: Requirement) -> bool:
    return (
        (need.production_id, crew_id) == (booking.production_id, booking.crew_id)
        and booking.role in (None, need.role)
        and (booking.first_day or date.min) <= need.span.first_day
        and need.span.last_day <= (booking.last_day or date.max)
    )


def _word(instance: Instance, crew_id: str, need: Requirement) -> BookingStatus | None:
    """What the most specific booking says of somebody in a requirement."""
    weakest_first = (BookingStatus.HOLD, BookingStatus.CONFIRMED, BookingStatus.RELEASED, BookingStatus.NEVER)
    said = [
        (b.typed, (b.first_day, b.last_day) != (None, None), b.role is not None, weakest_first.index(b.status))
        for b in instance.bookings
        if _is_about(b, crew_id, need)
    ]
    return weakest_first[max(said)[-1]] if said else None


def keeps(instance: Instance, booking: Booking) -> Test:
    """Return the test whether a plan keeps a booking."""
    off = (BookingStatus.NEVER, BookingStatus.RELEASED)
    return lambda picks: any(
        _is_about(booking, who, need) and _word(instance, who, need) not in off for need, who in picks
    )


def _has(pick: Pick) -> Test:
    return lambda picks: pick in picks


def _confirmed(instance: Instance) -> list[Booking]:
    """Confirmed bookings by (priority, Production ID, Crew ID, role)."""
    return sorted(
        (b for b in instance.standing_bookings if b.status is BookingStatus.CONFIRMED),
        key=lambda b: (
            instance.production_by_id[b.production_id].priority,
            name_key(b.production_id),
            name_key(b.crew_id),
            name_key(b.role or ""),
            b.first_day or date.min,
            b.last_day or date.max,
        ),
    )


def began_slots(instance: Instance) -> list[Pick]:
    """Who was in a slot that began before the plan window or is frozen, by requirement and Crew ID."""
    needs = {(n.production_id, n.role, n.span): n for n in instance.planned_requirements}
    rows = [(needs.get((a.slot.production_id, a.slot.role, a.slot.span)), a.crew_id) for a in instance.published]
    begun = {(need, who) for need, who in rows if need is not None and _stays(instance.settings, need.span.first_day)}
    begun = {(n, who) for n, who in begun if _word(instance, who, n) is not BookingStatus.RELEASED}
    order = {need: number for number, need in enumerate(instance.planned_requirements)}
    return sorted(begun, key=lambda pick: (order[pick[0]], name_key(pick[1])))


def _stays(settings: Settings, first_day: date) -> bool:
    begun = settings.plan_from is not None and first_day.toordinal() <= settings.plan_from.toordinal() - 1
    frozen = settings.frozen_to is not None and not first_day.toordinal() > settings.frozen_to.toordinal()
    return begun or frozen


# What is to be large is counted negative, so that the smallest tuple is the best plan.
Goal = Callable[[Picks], int]


def _goals(instance: Instance) -> list[Goal]:
    return [entry for name in instance.settings.goals for entry in GOALS[name](instance)]


def _coverage(instance: Instance) -> list[Goal]:
    at = {p.production_id: p.priority for p in instance.planned_productions}
    return [lambda picks, q=q: -sum(at[need.production_id] == q for need, _ in picks) for q in sorted({*at.values()})]


def _whole(instance: Instance) -> list[Goal]:
    asked = Counter({p.production_id: 0 for p in instance.planned_productions})
    for need in instance.planned_requirements:
        asked[need.production_id] += need.count

    def goal(picks: Picks) -> int:
        got = Counter(need.production_id for need, _ in picks)
        return -sum(got[one] == count for one, count in asked.items())

    return [goal]


def _holds(instance: Instance) -> list[Goal]:
    holds = [b for b in instance.standing_bookings if b.status is BookingStatus.HOLD]
    return [
        lambda picks, rank=rank: -sum(keeps(instance, b)(picks) for b in holds if b.rank == rank)
        for rank in sorted({b.rank for b in holds})
    ]


def _stability(instance: Instance) -> list[Goal]:
    if instance.previous is None:
        return []

    def bound(who: str, need: Slot | Requirement) -> bool:
        return _word(instance, who, need) is not BookingStatus.RELEASED

    rows = [a for a in instance.published if bound(a.crew_id, a.slot)]
    before = Counter((a.slot.production_id, a.slot.role, a.crew_id) for a in rows)
    windows = {(a.slot.production_id, a.slot.role, a.slot.span, a.crew_id) for a in rows}

    def people(picks: Picks) -> int:
        now = Counter((need.production_id, need.role, who) for need, who in picks if bound(who, need))
        return -sum(min(count, now[one]) for one, count in before.items())

    def days(picks: Picks) -> int:
        now = [(need.production_id, need.role, need.span, who) for need, who in picks if bound(who, need)]
        return -sum(one in windows for one in now)

    return [people, days]


def _main_role(instance: Instance) -> list[Goal]:
    people = instance.crew_by_id
    return [lambda picks: sum(people[who].main_role_on(need.span.first_day) != need.role for need, who in picks)]


def _cost(instance: Instance) -> list[Goal]:
    people = instance.crew_by_id
    return [lambda picks: sum(_pay(instance, people[who], need) for need, who in picks)]


def _headcount(_: Instance) -> list[Goal]:
    return [lambda picks: len({who for _, who in picks})]


def _balance(instance: Instance) -> list[Goal]:
    def goal(picks: Picks) -> int:
        days: Counter[str] = Counter()
        for need, who in picks:
            days[who] += len(_paid(instance, need))
        return sum(count**2 for count in days.values())

    return [goal]


GOALS: dict[GoalName, Callable[[Instance], list[Goal]]] = {
    GoalName.COVERAGE: _coverage,
    GoalName.WHOLE: _whole,
    GoalName.HOLDS: _holds,
    GoalName.STABILITY: _stability,
    GoalName.MAIN_ROLE: _main_role,
    GoalName.COST: _cost,
    GoalName.HEADCOUNT: _headcount,
    GoalName.BALANCE: _balance,
}


def _pay(instance: Instance, person: CrewMember, need: Requirement) -> int:
    """Add up a person's rate day by day, on work days that are no holidays."""
    own = person.employments
    return sum(next(one.day_rate_cents for one in own if one.includes(today)) for today in _paid(instance, need))


def _paid(instance: Instance, need: Requirement) -> list[date]:
    """List the work days of a requirement that are no holidays."""
    production = instance.production_by_id[need.production_id]
    weekdays = instance.settings.work_days if production.work_days is None else production.work_days
    holidays = {one.day for one in instance.settings.holidays}
    return [today for today in _days(need.span) if today.weekday() in weekdays and today not in holidays]
