"""Invented studios of any size, the same for the same size and seed, with nine of ten work days used.

A season is played day by day: productions begin, and each asks for as many people as are idle beyond a tenth of those
present. So a plan exists that fills every slot; it is not kept. What is expected of a planner is all slots filled, and
the bound of coverage is their number. ``beyond`` asks for a share of slots more than that plan has people for.
The work days used are ``BUSY`` of the days on which people are employed and not away, where productions allow it: small
studios, with few people in a role and days without a production that begins, come out some hundredths lower.

Changes when a studio should be hard in another way.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.bench import BUSY, Bench
from benchmarks.employment import hire_crew
from benchmarks.vocabulary import ROLES, title
from planner.domain.instance import Instance
from planner.domain.production import Production, Requirement
from planner.domain.span import DateSpan

SEASON_BEGINS = date(2030, 1, 7)
PRODUCTION_DAYS = (3, 14, 60)  # fewest, most likely, most
SLOTS_PER_PRODUCTION = 17
ROWS_PER_PRODUCTION = 10
SLOT_DAYS = 18.6  # what a slot comes out at, on average
PRESENT = 0.815  # what is left of a season after hire dates, fire dates and absences, on average
PRIORITIES = (1, 2, 2, 3, 3, 3, 3, 4, 4, 5)
MOST_OF_A_ROLE = 12


@dataclass(frozen=True, slots=True)
class Size:
    """How large a studio is, written ``1000x600``: people, productions."""

    people: int
    productions: int

    @classmethod
    def parse(cls, text: str) -> "Size":
        """Read ``1000x600`` or ``1,000 × 600``; raises ValueError when it is neither."""
        people, productions = text.lower().replace(",", "").replace("×", "x").split("x")
        return cls(int(people), int(productions))

    def __str__(self) -> str:
        return f"{self.people}x{self.productions}"


@dataclass(frozen=True, slots=True)
class Call:
    """A production's call for people of some role, from a day of the season to another, both counted from 0."""

    production: int
    first: int
    last: int


def make_studio(size: Size, seed: int = 1, beyond: float = 0.0) -> Instance:
    """Return a studio; ``beyond`` is the share of requirement rows that ask for one more than the plan behind has."""
    rng = Random(f"{size} {seed}")
    days = _season_days(size)
    season = _span(0, days - 1)
    crew = hire_crew(rng, size.people, season)
    spans = _production_spans(rng, size.productions, days)
    bench = Bench(rng, crew, season)
    width = len(str(size.productions))
    ids = [f"P{number:0{width}}" for number in range(1, size.productions + 1)]
    requirements = [
        Requirement(ids[call.production], role, _span(call.first, call.last), count + (rng.random() < beyond))
        for call, role, count in _play(rng, bench, _calls(rng, spans), days)
    ]
    productions = [
        Production(ids[number], title(number), _span(first, last), rng.choice(PRIORITIES))
        for number, (first, last) in enumerate(spans)
    ]
    departments = {role.name: role.department for role in ROLES}
    return Instance.sorted(tuple(crew), tuple(productions), tuple(requirements), role_departments=departments)


def _season_days(size: Size) -> int:
    """Return the length of season in which the productions' slots use ``BUSY`` of the people's days."""
    work = size.productions * SLOTS_PER_PRODUCTION * SLOT_DAYS
    return max(2 * PRODUCTION_DAYS[-1], round(work / (size.people * PRESENT * BUSY)))


def _span(first: int, last: int) -> DateSpan:
    return DateSpan(SEASON_BEGINS + timedelta(days=first), SEASON_BEGINS + timedelta(days=last))


def _production_spans(rng: Random, productions: int, days: int) -> list[tuple[int, int]]:
    """Return first and last days, by first day.

    Productions keep coming all the time. Those under way when the season begins start with it, and those that would go
    on end with it: so the people are as busy on its first and last days as in between.
    """
    fewest, likely, most = PRODUCTION_DAYS
    spans: list[tuple[int, int]] = []
    while len(spans) < productions:
        length = round(rng.triangular(fewest, most, likely))
        first = rng.randrange(1 - most, days)
        last = min(first + length, days) - 1
        first = max(0, first)
        if last - first + 1 >= fewest:
            spans.append((first, last))
    return sorted(spans)


def _calls(rng: Random, spans: list[tuple[int, int]]) -> dict[int, list[Call]]:
    """Return each day's calls: most are for a production's own days, the others for its beginning, middle or end."""
    by_day: dict[int, list[Call]] = defaultdict(list)
    for number, (first, last) in enumerate(spans):
        third = (last - first + 1) // 3
        for _ in range(rng.randint(ROWS_PER_PRODUCTION - 4, ROWS_PER_PRODUCTION + 4)):
            own, beginning, middle, end = (
                (first, last),
                (first, last - third),
                (first + third, last),
                (last - third, last),
            )
            begins, ends = rng.choice((own, own, own, own, beginning, beginning, middle, end)) if third else own
            by_day[begins].append(Call(number, begins, ends))
    return by_day


def _play(rng: Random, bench: Bench, calls: dict[int, list[Call]], days: int) -> Iterator[tuple[Call, str, int]]:
    """Yield the calls that are answered, each with a role and how many people come; they are then at work.

    A production that has nobody yet may have somebody of any role, so that every production asks for somebody.
    """
    answered: set[tuple[Call, str]] = set()
    staffed: set[int] = set()
    for day in range(days):
        bench.begin(day)
        left = calls.get(day, [])
        rng.shuffle(left)
        for waiting, call in zip(range(len(left), 0, -1), left, strict=True):
            count = min(MOST_OF_A_ROLE, max(1, round(rng.uniform(0.4, 1.6) * bench.wanting / waiting)))
            for role in bench.roles_by_want(rest=call.production not in staffed):
                came = 0 if (call, role) in answered else bench.send(role, call.last, count)
                if came:
                    answered.add((call, role))
                    staffed.add(call.production)
                    yield call, role, came
                    break
