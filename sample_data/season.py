"""A year of a mid-sized house: 120 people, 30 productions, holds in ranks, absences, one who leaves and comes back.

Monday to Friday are paid, on feature films Saturdays too, public holidays are not. What is not broadcast or tied to a
film's cast may move some days, and ``scenarios.xlsx`` asks what would help in the crowded autumn.

Everything is drawn from one seed, and bookings come from a rough plan made by hand's rule (first free person first), so
that most of them can be kept. People, titles and places are invented.
Changes when the sample season should show more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from books import (
    AWAY_HEADS,
    BOOKING_HEADS,
    CREW_HEADS,
    HOLIDAY_HEADS,
    NEED_HEADS,
    PRODUCTION_HEADS,
    ROLE_HEADS,
    SCENARIO_HEADS,
    SETTING_HEADS,
    Row,
    Sample,
    Sheet,
)
from season_names import given_names, surnames, titles
from season_scenarios import SCENARIOS
from season_words import KINDS, OTHER_ROLES, POOL, REASONS, people

_FIRST = date(2027, 1, 4)
_SETTINGS = (("Gap days", 1), ("Time limit", 600), ("Work days", "Mon-Fri"), ("Holidays", "IE"))
_RETURNING = 40  # place of the one who leaves and comes back
_PHASES = {"all": (0.0, 1.0), "shoot": (0.3, 0.8), "late": (0.55, 1.0), "early": (0.0, 0.8)}


@dataclass(frozen=True)
class _Need:
    production_id: str
    role: str
    count: int
    first: date
    last: date


@dataclass(frozen=True)
class _Made:
    rows: tuple[Row, ...]
    needs: tuple[_Need, ...]


def season() -> Sample:
    """Return the sample season."""
    rng = Random(2027)
    crew = _crew(rng)
    made = _productions(rng)
    away = _absences(rng, crew)
    return Sample(
        "season",
        crew=(
            Sheet("Crew", CREW_HEADS, [*crew[: _RETURNING + 1], _again(crew[_RETURNING]), *crew[_RETURNING + 1 :]]),
            Sheet("Unavailable", AWAY_HEADS, away),
            Sheet("Roles", ROLE_HEADS, [(role, dept, also) for role, _, dept, _, also in POOL]),
        ),
        productions=(
            Sheet("Productions", PRODUCTION_HEADS, made.rows),
            Sheet(
                "Requirements", NEED_HEADS, [(n.production_id, n.role, n.count, n.first, n.last) for n in made.needs]
            ),
            Sheet("Bookings", BOOKING_HEADS, sorted(_bookings(rng, crew, away, made))),
            Sheet("Settings", SETTING_HEADS, _SETTINGS),
            Sheet(
                "Holidays", HOLIDAY_HEADS, ((date(2027, 12, 24), "Christmas Eve"), (date(2027, 12, 31), "House closed"))
            ),
        ),
        scenarios=(Sheet("Scenarios", SCENARIO_HEADS, [_scenario(**row) for row in SCENARIOS]),),
    )


def _scenario(**cells: object) -> Row:
    """Return a row of Scenarios from its cells by header in snake case; the others are blank."""
    return [cells.get(head.casefold().replace(" ", "_")) for head in SCENARIO_HEADS]


def _crew(rng: Random) -> list[Row]:
    names = [
        f"{given} {surname}" for given, surname in zip(given_names(rng, people()), surnames(rng, people()), strict=True)
    ]
    rows: list[Row] = []
    for role, number, _, rate, _ in POOL:
        for _ in range(number):
            hired = date(2018 + rng.randrange(9), 1 + rng.randrange(12), 1)
            others = OTHER_ROLES.get(role, ()) if rng.random() < 0.4 else ()
            pay = rate + 10 * rng.randrange(-4, 5)
            rows.append(
                (f"C{len(rows) + 1:03}", names[len(rows)], role, "; ".join(others) or None, hired, None, pay, None)
            )
    for index, leaves in ((40, date(2027, 6, 30)), (77, date(2027, 9, 17))):
        rows[index] = (*rows[index][:5], leaves, rows[index][6], "Leaves the house")
    for index, starts in ((15, date(2027, 3, 1)), (58, date(2027, 5, 10)), (101, date(2027, 8, 2))):
        rows[index] = (*rows[index][:4], starts, *rows[index][5:7], "Joins during the season")
    return rows


def _again(person: Row) -> Row:
    """Return the second employment of somebody, for a little more."""
    return (*person[:4], date(2027, 10, 1), None, person[6] + 20, "Comes back")


def _absences(rng: Random, crew: list[Row]) -> list[Row]:
    rows: list[Row] = []
    for person in crew:
        if rng.random() < 0.35:
            first = _FIRST + timedelta(days=7 * rng.randrange(8, 50))
            days = rng.choice((1, 5, 7, 12, 14))
            last = first + timedelta(days=days - 1)
            if person[4] <= first and (person[5] is None or last <= person[5]):
                rows.append((person[0], first, last, rng.choice(REASONS)))
    return rows


def _productions(rng: Random) -> _Made:
    names = titles(rng)
    rows: list[Row] = []
    needs: list[_Need] = []
    kinds = [kind for kind in KINDS for _ in range(kind.number)]
    for number, kind in enumerate(rng.sample(kinds, len(kinds)), start=1):
        days = rng.randrange(kind.shortest, kind.longest + 1)
        first = _FIRST + timedelta(days=7 * round((number - 1) * 44 / len(kinds)))
        last = first + timedelta(days=days - 1)
        production_id = f"P{number:02}"
        status = "cancelled" if number == 17 else "active"
        paid = "Mon-Sat" if kind.name == "feature film" else None
        title = f"{names[number - 1]} ({kind.name})"
        limits = _moved(first, kind.earlier, -1), _moved(last, kind.later, 1)
        rows.append((production_id, title, first, last, kind.priority, status, None, *limits, paid))
        needs += _needs(production_id, kind.crew, first, days)
    return _Made(tuple(rows), tuple(needs))


def _moved(day: date, days: int | None, direction: int) -> date | None:
    return None if days is None else day + timedelta(days=direction * days)


def _needs(production_id: str, crew: tuple[tuple[str, int, str], ...], first: date, days: int) -> Iterator[_Need]:
    for role, count, phase in crew:
        begins, ends = (round(share * days) for share in _PHASES[phase])
        yield _Need(
            production_id, role, count, first + timedelta(days=begins), first + timedelta(days=max(begins, ends - 1))
        )


def _bookings(rng: Random, crew: list[Row], away: list[Row], made: _Made) -> Iterator[Row]:
    cancelled = {row[0] for row in made.rows if row[5] == "cancelled"}
    taken: dict[object, list[tuple[date, date]]] = {person[0]: [] for person in crew}
    for crew_id, first, last, _ in away:
        taken[crew_id].append((first, last))
    for need in made.needs:
        able = [person for person in crew if person[2] == need.role and _employed(person, need)]
        free = [p for p in able if all(last < need.first or first > need.last for first, last in taken[p[0]])]
        for person in free[: 0 if need.production_id in cancelled else need.count]:
            taken[person[0]].append((need.first - timedelta(days=1), need.last + timedelta(days=1)))
            status = rng.choices((None, "confirmed", "hold 1", "released", "never"), (66, 14, 16, 2, 2))[0]
            if status:
                days = (need.first, need.last) if status == "released" else ()
                yield need.production_id, person[0], need.role, status, *days
        seconds = [person for person in able if person not in free[: need.count]]
        if seconds and rng.random() < 0.12:
            yield need.production_id, rng.choice(seconds)[0], need.role, rng.choice(("hold 2", "hold 2", "hold 3"))


def _employed(person: Row, need: _Need) -> bool:
    return person[4] <= need.first and (person[5] is None or person[5] >= need.last)
