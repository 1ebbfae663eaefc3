"""Who is idle on a day of an invented season, and how many of them should be at work.

Changes when a studio's people should be kept busy in another way.
"""

from collections import defaultdict
from collections.abc import Iterable
from random import Random

from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.span import DateSpan

BUSY = 0.9
CATCH_UP_DAYS = 4  # in how many days a role makes up for days on which too few of it worked


class Bench:
    """The people who wait for work; days are counted from the season's first, which is 0.

    People count with their main role; whoever is sent in another role is missing there.
    """

    def __init__(self, rng: Random, crew: Iterable[CrewMember], season: DateSpan) -> None:
        self._rng = rng
        self._people = list(crew)
        self._stretches = [_stretches(person, season) for person in self._people]
        self._busy_until = [-1] * len(self._people)
        self._until = [-1] * len(self._people)  # the last day before leaving or going away; -1 for who is not there
        self._want: dict[str, int] = {}
        self._pools: dict[str, list[int]] = {}
        self._present_days: dict[str, int] = defaultdict(int)
        self._worked_days: dict[str, int] = defaultdict(int)
        self._day = -1

    @property
    def wanting(self) -> int:
        """How many people should still go to work today."""
        return sum(self._want.values())

    def begin(self, day: int) -> None:
        """Look who is present and idle on ``day``, and how many of each role should go to work."""
        self._day = day
        self._pools = defaultdict(list)
        working: dict[str, int] = defaultdict(int)
        idle: dict[str, int] = defaultdict(int)
        for number, person in enumerate(self._people):
            self._until[number] = _present_until(self._stretches[number], day)
            if self._busy_until[number] >= day:
                working[person.main_role] += 1
            elif self._until[number] >= day:
                idle[person.main_role] += 1
                for role in person.roles:
                    self._pools[role].append(number)
        for role in sorted({*working, *idle}):
            present = working[role] + idle[role]
            behind = BUSY * self._present_days[role] - self._worked_days[role]
            wanted = round(BUSY * present - working[role] + behind / CATCH_UP_DAYS)
            self._want[role] = max(0, min(idle[role], wanted))
            self._present_days[role] += present
            self._worked_days[role] += working[role]

    def send(self, role: str, last: int, count: int) -> int:
        """Send up to ``count`` idle people of a role to work until the day ``last``; return how many went.

        Out of twice as many, those go who would have to stop soonest after it.
        """
        able = [p for p in self._pools[role] if self._busy_until[p] < self._day and self._until[p] >= last]
        able = self._rng.sample(able, min(len(able), 2 * count))
        going = sorted(able, key=lambda person: self._until[person])[:count]
        for number in going:
            main = self._people[number].main_role
            self._busy_until[number] = last
            self._worked_days[main] += 1
            self._want[main] -= 1
        return len(going)

    def roles_by_want(self, *, rest: bool = False) -> list[str]:
        """Return the roles of which people should go to work, in an order drawn by how many; at will the rest, too."""
        wanted = {role: want for role, want in self._want.items() if want > 0}
        drawn = sorted(wanted, key=lambda role: self._rng.random() ** (1 / wanted[role]), reverse=True)
        return drawn + [role for role in self._pools if role not in wanted] if rest else drawn


def _stretches(person: CrewMember, season: DateSpan) -> list[tuple[int, int]]:
    """Return the runs of days on which somebody is employed and not away."""
    begin = season.first_day.toordinal()
    first = max(0, person.first_day.toordinal() - begin) if person.first_day else 0
    last = min(season.days, person.last_day.toordinal() - begin + 1) - 1 if person.last_day else season.days - 1
    found = []
    for absence in person.absences:
        found.append((first, absence.span.first_day.toordinal() - begin - 1))
        first = absence.span.last_day.toordinal() - begin + 1
    return [(a, b) for a, b in (*found, (first, last)) if a <= b]


def _present_until(stretches: list[tuple[int, int]], day: int) -> int:
    """Return the last day of the stretch that ``day`` is in, -1 when it is in none; earlier stretches are dropped."""
    while stretches and stretches[0][1] < day:
        stretches.pop(0)
    return stretches[0][1] if stretches and stretches[0][0] <= day else -1


def used_share(instance: Instance) -> float:
    """Return the share of the days on which people are employed and not away that filling every slot would use."""
    spans = [production.span for production in instance.productions]
    season = DateSpan(min(span.first_day for span in spans), max(span.last_day for span in spans))
    present = sum(last - first + 1 for person in instance.crew for first, last in _stretches(person, season))
    return sum(need.count * need.span.days for need in instance.planned_requirements) / present
