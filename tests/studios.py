"""Tiny invented planning folders, the same for the same seed, with everything that makes planning hard.

Small enough that every plan for them can be looked at. Changes when planning gains a kind of input.
"""

from datetime import date, timedelta
from math import comb, prod
from random import Random

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Absence, CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.production import Production, Requirement, Slot
from planner.domain.settings import DEFAULT_GOALS, GoalName, Settings
from planner.domain.span import DateSpan

FIRST_DAY = date(2026, 2, 24)  # so that windows cross the end of a month
HORIZON = 12
ROLES = ("Gaffer", "Key Grip", "Boom Operator")
MOST_SLOTS = 8
MOST_PLANS = 40_000

Wanted = tuple[str, str | None, str]


def random_studio(seed: int) -> Instance:
    """Return a studio of 2 to 6 people and 2 to 5 productions."""
    rng = Random(seed)
    crew = tuple(_person(rng, number) for number in range(1, rng.randint(2, 6) + 1))
    productions = tuple(_production(rng, number) for number in range(1, rng.randint(2, 5) + 1))
    requirements = _requirements(rng, crew, productions)
    bookings = _bookings(rng, crew, productions, requirements)
    previous = _previous(rng, crew, requirements) if rng.random() < 0.55 else None
    settings = _settings(rng)
    return Instance.sorted(crew, productions, requirements, bookings, settings, previous)


def _chance(rng: Random, odds: float) -> bool:
    return rng.random() < odds


def _day(rng: Random) -> date:
    return FIRST_DAY + timedelta(days=rng.randrange(HORIZON))


def _span(rng: Random, longest: int, inside: DateSpan | None = None) -> DateSpan:
    """Return some days, at most ``longest`` of them, inside the horizon or a given span."""
    outer = inside or DateSpan(FIRST_DAY, FIRST_DAY + timedelta(days=HORIZON - 1))
    length = min(rng.randint(1, longest), outer.days)
    first = outer.first_day + timedelta(days=rng.randint(0, outer.days - length))
    return DateSpan(first, first + timedelta(days=length - 1))


def _person(rng: Random, number: int) -> CrewMember:
    main, *others = rng.sample(ROLES, rng.choice((1, 1, 2, 2, 3)))
    first = _day(rng) if _chance(rng, 0.2) else None
    last = _day(rng) if _chance(rng, 0.25) else None
    if first and last and last < first:
        first, last = last, first
    return CrewMember.employed(
        f"C{number}",
        f"Person {number}",
        main,
        tuple(others),
        first,
        last,
        rng.choice((0, 10_000, 10_000, 25_050)),
        tuple(Absence(_span(rng, 3)) for _ in range(rng.choice((0, 0, 0, 1, 1, 2)))),
    )


def _production(rng: Random, number: int) -> Production:
    return Production(
        f"P{number}", f"Production {number}", _span(rng, 8), rng.choice((1, 2, 3, 3, 5)), cancelled=_chance(rng, 0.08)
    )


def _requirements(
    rng: Random, crew: tuple[CrewMember, ...], productions: tuple[Production, ...]
) -> tuple[Requirement, ...]:
    """Return what the productions ask for, cut so that all plans can be looked at."""
    asked: list[Requirement] = []
    for production in productions:
        for role in rng.sample(ROLES, rng.choice((1, 1, 2, 2, 3))):
            window = _span(rng, 4, production.span) if _chance(rng, 0.5) else production.span
            asked.append(Requirement(production.production_id, role, window, rng.choice((1, 1, 1, 2))))
    rng.shuffle(asked)
    while sum(need.count for need in asked) > MOST_SLOTS or _plans(crew, asked) > MOST_PLANS:
        asked.pop()
    return tuple(asked)


def _plans(crew: tuple[CrewMember, ...], needs: list[Requirement]) -> int:
    """Return how many ways there are to fill the requirements when only roles matter."""
    holders = [sum(need.role in person.roles for person in crew) for need in needs]
    return prod(sum(comb(able, k) for k in range(need.count + 1)) for able, need in zip(holders, needs, strict=True))


def _bookings(
    rng: Random,
    crew: tuple[CrewMember, ...],
    productions: tuple[Production, ...],
    requirements: tuple[Requirement, ...],
) -> tuple[Booking, ...]:
    """Return bookings that mostly want what is required of somebody who can do it."""
    wanted: dict[Wanted, Booking] = {}
    for _ in range(rng.choice((0, 1, 2, 3, 4, 6))):
        production_id, person, role = _wish(rng, crew, productions, requirements)
        status = rng.choice((BookingStatus.CONFIRMED, BookingStatus.CONFIRMED, BookingStatus.HOLD, *BookingStatus))
        rank = rng.randint(1, 3) if status is BookingStatus.HOLD else 0
        wanted[production_id, role, person.crew_id] = Booking(production_id, person.crew_id, role, status, rank)
    return tuple(wanted.values())


def _wish(
    rng: Random,
    crew: tuple[CrewMember, ...],
    productions: tuple[Production, ...],
    requirements: tuple[Requirement, ...],
) -> tuple[str, CrewMember, str | None]:
    if requirements and _chance(rng, 0.8):
        need = rng.choice(requirements)
        able = [person for person in crew if need.role in person.roles]
        if able:
            return need.production_id, rng.choice(able), rng.choice((None, need.role, need.role))
    return rng.choice(productions).production_id, rng.choice(crew), rng.choice((None, *ROLES))


def _previous(rng: Random, crew: tuple[CrewMember, ...], requirements: tuple[Requirement, ...]) -> PreviousPlan:
    """Return a plan that was published once: partly filled, with some rows that would break a rule today."""
    rows = []
    for need in requirements:
        window = need.span.shifted(1) if _chance(rng, 0.1) else need.span
        able = [person for person in crew if need.role in person.roles or _chance(rng, 0.1)]
        for number, person in enumerate(rng.sample(able, min(len(able), need.count)), 1):
            if _chance(rng, 0.7):
                rows.append(Assignment(Slot(need.production_id, need.role, window, number), person.crew_id))
    return PreviousPlan(tuple(rows))


def _settings(rng: Random) -> Settings:
    goals = list(DEFAULT_GOALS)
    if _chance(rng, 0.4):
        goals += rng.sample([GoalName.HEADCOUNT, GoalName.BALANCE], rng.randint(1, 2))
    if _chance(rng, 0.4):
        rest = goals[1:]
        rng.shuffle(rest)
        goals = [goals[0], *rest[: rng.randint(1, len(rest))]]
    plan_from = _day(rng) if _chance(rng, 0.3) else None
    plan_to = _day(rng) if _chance(rng, 0.2) else None
    if plan_from and plan_to and plan_to < plan_from:
        plan_from, plan_to = plan_to, plan_from
    return Settings(_chance(rng, 0.3), tuple(goals), rng.choice((0, 0, 1, 2)), plan_from, plan_to)
