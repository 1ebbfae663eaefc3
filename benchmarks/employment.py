"""The people of an invented studio: roles, rates, hire and fire dates, absences.

Changes when another fact about people should make planning hard.
"""

from datetime import date, timedelta
from random import Random

from benchmarks.vocabulary import ROLES, Role, full_name
from planner.domain.crew import Absence, CrewMember
from planner.domain.span import DateSpan

TWO_ROLES = 0.15  # share of people who may also step in for another role of their department
HIRED_BEFORE, HIRED_WITHIN = 0.5, 0.2  # shares of people hired before the season and within it; the others: no date
FIRED_WITHIN, FIRED_AFTER = 0.2, 0.2
SHORTEST_STAY = 30  # days between a hire and a fire date
DAYS_PER_ABSENCE = 100
ABSENCE_DAYS = (2, 12)


def hire_crew(rng: Random, people: int, season: DateSpan) -> list[CrewMember]:
    """Return ``people`` crew members, each role held by its share of them."""
    shares = sum(role.share for role in ROLES)
    mains = [role for role in ROLES for _ in range(role.share * people // shares)]
    mains += [role for role in sorted(ROLES, key=lambda role: -role.share) for _ in range(role.share)]
    mains = mains[:people]
    mains += rng.choices(ROLES, k=people - len(mains))
    rng.shuffle(mains)
    width = len(str(people))
    return [_person(rng, f"C{number:0{width}}", number, main, season) for number, main in enumerate(mains, 1)]


def _person(rng: Random, crew_id: str, number: int, main: Role, season: DateSpan) -> CrewMember:
    beside = [role.name for role in ROLES if role.department == main.department and role is not main]
    others = (rng.choice(beside),) if beside and rng.random() < TWO_ROLES else ()
    first, last = _stay(rng, season)
    rate = round(main.day_rate_cents * rng.uniform(0.85, 1.25), -2)
    absences = tuple(a for a in _absences(rng, season) if _within(a.span, first, last))
    return CrewMember.employed(crew_id, full_name(number), main.name, others, first, last, int(rate), absences)


def _stay(rng: Random, season: DateSpan) -> tuple[date | None, date | None]:
    """Return a hire and a fire date, None where there is none, at least ``SHORTEST_STAY`` days apart."""
    first = last = None
    luck = rng.random()
    if luck < HIRED_WITHIN:
        first = season.first_day + timedelta(days=rng.randrange(season.days * 2 // 3))
    elif luck < HIRED_WITHIN + HIRED_BEFORE:
        first = season.first_day - timedelta(days=rng.randint(1, 2_000))
    luck = rng.random()
    if luck < FIRED_WITHIN:
        last = season.last_day - timedelta(days=rng.randrange(season.days * 2 // 3))
    elif luck < FIRED_WITHIN + FIRED_AFTER:
        last = season.last_day + timedelta(days=rng.randint(1, 365))
    if first and last and (last - first).days < SHORTEST_STAY:
        last = None
    return first, last


def _absences(rng: Random, season: DateSpan) -> tuple[Absence, ...]:
    """Return absences that do not touch each other."""
    found: list[Absence] = []
    day = season.first_day + timedelta(days=int(rng.expovariate(1 / DAYS_PER_ABSENCE)))
    while day <= season.last_day:
        away = DateSpan(day, day + timedelta(days=rng.randint(*ABSENCE_DAYS) - 1))
        found.append(Absence(away, rng.choice(("holiday", "holiday", "training", "medical", "other work"))))
        day = away.last_day + timedelta(days=2 + int(rng.expovariate(1 / DAYS_PER_ABSENCE)))
    return tuple(found)


def _within(span: DateSpan, first: date | None, last: date | None) -> bool:
    return (first is None or span.first_day >= first) and (last is None or span.last_day <= last)
