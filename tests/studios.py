"""Tiny invented planning folders, the same for the same seed, with everything that makes planning hard.

Small enough that every plan for them can be looked at. Changes when planning gains a kind of input.
"""

from dataclasses import replace
from datetime import date, timedelta
from math import comb, prod
from random import Random

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Absence, CrewMember, Employment
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, PreviousPlan
from planner.domain.production import Production, Requirement, Slot
from planner.domain.settings import DEFAULT_GOALS, GoalName, Settings
from planner.domain.span import DateSpan
from planner.domain.work_days import Holiday

FIRST_DAY = date(2026, 2, 24)  # so that windows cross the end of a month
HORIZON = 12
ROLES = ("Gaffer", "Key Grip", "Boom Operator")
MOST_SLOTS = 8
MOST_PLANS = 40_000
MONTH = DateSpan(FIRST_DAY, FIRST_DAY + timedelta(days=41))

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


def any_studio(seed: int) -> Instance:
    """Return a studio of 2 to 5 people, with everything that a folder can hold, goals in any order among it."""
    rng = Random(f"any {seed}")
    crew = tuple(_person(rng, number) for number in range(1, rng.randint(2, 5) + 1))
    productions = tuple(_production(rng, number) for number in range(1, rng.randint(2, 5) + 1))
    return _with_the_rest(rng, crew, productions, _requirements(rng, crew, productions))


def middling_studio(seed: int) -> Instance:
    """Return a studio of 8 to 12 people and 20 to 40 slots in six weeks, with everything that a folder can hold."""
    rng = Random(f"middling {seed}")
    crew = tuple(_person(rng, number) for number in range(1, rng.randint(8, 12) + 1))
    productions: list[Production] = []
    asked: list[Requirement] = []
    least = rng.randint(20, 36)
    while sum(need.count for need in asked) < least:
        span = _span(rng, 10, MONTH)
        production = replace(_production(rng, len(productions) + 1), span=span, cancelled=_chance(rng, 0.03))
        productions.append(production)
        for role in rng.sample(ROLES, rng.choice((1, 2, 2, 3))):
            window = _span(rng, 6, span) if _chance(rng, 0.5) else span
            if sum(need.count for need in asked) < 39:
                asked.append(Requirement(production.production_id, role, window, rng.choice((1, 1, 2))))
    studio = _with_the_rest(rng, crew, tuple(productions), tuple(asked))
    return studio.rebuilt(settings=_most_of_the_month(rng, studio.settings))


def some_frozen(studio: Instance, seed: int) -> Instance:
    """Return the studio, in two of three cases with the work frozen that begins by one of its days."""
    rng = Random(f"frozen {seed}")
    days = sorted({need.span.first_day for need in studio.planned_requirements})
    if not days or _chance(rng, 1 / 3):
        return studio
    return studio.rebuilt(settings=replace(studio.settings, frozen_to=rng.choice(days)))


def _most_of_the_month(rng: Random, settings: Settings) -> Settings:
    """Return the settings with a plan window, where there is one, that leaves out some days at the ends only."""
    first, last = (timedelta(days=rng.randint(1, 6)) for _ in range(2))
    return replace(
        settings,
        plan_from=settings.plan_from and MONTH.first_day + first,
        plan_to=settings.plan_to and MONTH.last_day - last,
    )


def _with_the_rest(
    rng: Random,
    crew: tuple[CrewMember, ...],
    productions: tuple[Production, ...],
    requirements: tuple[Requirement, ...],
) -> Instance:
    """Return the studio with second employments, days of work, bookings with days, and goals in any order."""
    crew = tuple(_employed_again(rng, person) if _chance(rng, 0.25) else person for person in crew)
    productions = tuple(
        replace(one, work_days=frozenset(range(5))) if _chance(rng, 0.15) else one for one in productions
    )
    bookings = [_with_days(rng, one, requirements) for one in _bookings(rng, crew, productions, requirements)]
    typed = [replace(one, typed=_chance(rng, 0.2)) for one in bookings]
    previous = _previous(rng, crew, requirements) if _chance(rng, 0.6) else None
    settings = replace(_settings(rng), goals=_goals_in_any_order(rng), whole_staffing=_chance(rng, 0.5))
    if _chance(rng, 0.4):
        settings = replace(settings, work_days=frozenset(range(rng.choice((5, 6)))))
    if _chance(rng, 0.3):
        settings = replace(settings, holidays=(Holiday(_day(rng), "Holiday"),))
    studio = Instance.sorted(crew, productions, requirements, tuple(typed), settings, previous)
    return _by_name(studio, rng) if _chance(rng, 0.25) else studio


NAMES = (
    "Éva Ördög",
    "ada Moreau",
    "Bo Li",
    "bo lindt",
    "Çelik Ay",
    "Zoë Núñez",
    "Ana Paz",
    "Øyvind Å",
    "Łukasz Ż",
    "11",
)
TITLES = ("harbour Lights", "Quince", "Über alle Berge", "007", "Ça ira", "Año uno")


def _by_name(studio: Instance, rng: Random) -> Instance:
    """Return the studio as a folder without columns of identifiers has it: names and titles identify."""
    names = _names(rng, NAMES, [one.crew_id for one in studio.crew])
    titles = _names(rng, TITLES, [one.production_id for one in studio.productions])

    def row(one: Assignment) -> Assignment:
        return Assignment(replace(one.slot, production_id=titles[one.slot.production_id]), names[one.crew_id])

    return studio.rebuilt(
        crew=tuple(replace(one, crew_id=names[one.crew_id], full_name=names[one.crew_id]) for one in studio.crew),
        productions=tuple(
            replace(one, production_id=titles[one.production_id], title=titles[one.production_id])
            for one in studio.productions
        ),
        requirements=tuple(replace(one, production_id=titles[one.production_id]) for one in studio.requirements),
        bookings=tuple(
            replace(one, production_id=titles[one.production_id], crew_id=names[one.crew_id]) for one in studio.bookings
        ),
        previous=studio.previous and PreviousPlan(tuple(map(row, studio.previous.assignments))),
    )


def _names(rng: Random, names: tuple[str, ...], identifiers: list[str]) -> dict[str, str]:
    """Return a name for each identifier, in an order that has nothing to do with theirs."""
    endless = [
        name if not lap else f"{name} {lap + 1}" for lap in range(1 + len(identifiers) // len(names)) for name in names
    ]
    return dict(
        zip(identifiers, rng.sample(endless[: max(len(names), len(identifiers))], len(identifiers)), strict=True)
    )


def _employed_again(rng: Random, person: CrewMember) -> CrewMember:
    """Return somebody with two employments, the second often in another role or at another rate."""
    (one,) = person.employments
    span = _span(rng, HORIZON, MONTH if _chance(rng, 0.5) else None)
    begins = span.last_day + timedelta(days=rng.choice((1, 1, 1, 3)))
    roles = rng.sample(ROLES, rng.choice((1, 2)))
    again = Employment(roles[0], tuple(roles[1:]), begins, one.last_day, rng.choice((0, 10_000, 25_050)))
    if one.last_day is not None and one.last_day < begins:
        return person
    first = None if one.first_day is None else min(one.first_day, span.last_day)
    return replace(person, employments=(replace(one, first_day=first, last_day=span.last_day), again))


def _with_days(rng: Random, booking: Booking, requirements: tuple[Requirement, ...]) -> Booking:
    about = [need.span for need in requirements if need.production_id == booking.production_id]
    if not about or not _chance(rng, 0.35):
        return booking
    span = rng.choice(about)
    first = span.first_day if _chance(rng, 0.8) else None
    return replace(booking, first_day=first, last_day=span.last_day if first is None or _chance(rng, 0.8) else None)


def _goals_in_any_order(rng: Random) -> tuple[GoalName, ...]:
    """Return some goals in some order; coverage comes first where it was not drawn."""
    goals = rng.sample(list(GoalName), rng.randint(1, len(GoalName)))
    return tuple(goals) if GoalName.COVERAGE in goals else (GoalName.COVERAGE, *goals)


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
