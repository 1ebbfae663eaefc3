"""What a plan was made from as single facts, and which of them differ between two plans.

Changes when planning gains a kind of input.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from planner.alternatives.comparison.pairing import Pair, moved_by, shifted
from planner.domain.booking import Booking
from planner.domain.change_rows import amount, days_text, setting_cell
from planner.domain.crew import CrewMember
from planner.domain.instance import Instance
from planner.domain.production import Production, Window
from planner.domain.settings import RUN_SETTINGS
from planner.domain.span import DateSpan

Value = str | int | float | date | DateSpan | None
THERE, AWAY, DAY_RATE, DAYS, CANCELLED, PRIORITY, NEEDED = (
    "there",
    "away",
    "day rate",
    "days",
    "cancelled",
    "priority",
    "needed",
)
MAIN_ROLE, OTHER_ROLES, FIRST_DAY, LAST_DAY = "main role", "other roles", "first day", "last day"
SETTING, HOLIDAY, PERSON, PRODUCTION, REQUIREMENT, BOOKING = (
    "setting",
    "holiday",
    "person",
    "production",
    "requirement",
    "booking",
)
ABOUT = (SETTING, HOLIDAY, PERSON, PRODUCTION, REQUIREMENT, BOOKING)
BOOKED, TYPED = "booked", "typed in the plan"
YES = "yes"


class Fact(NamedTuple):
    """One fact of the input: what it is ``about``, who and where as far as that applies, and ``what`` of it.

    ``number`` tells a person's employments apart, from 1. ``days`` are those of an absence or a window, or those that
    a booking names.
    """

    about: str
    what: str
    production_id: str = ""
    crew_id: str = ""
    role: str = ""
    days: tuple[date | None, date | None] = (None, None)
    number: int = 0


Facts = Mapping[Fact, Value]


@dataclass(frozen=True)
class Alignment:
    """What windows and days of another plan are called in the first one.

    ``windows`` are those whose slots are the same; ``days`` is by how many days productions moved as a whole.
    """

    windows: Mapping[Window, Window] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, first: Instance, other: Instance, pairs: Iterable[Pair]) -> "Alignment":
        """Return what the pairs of slots of two plans say."""
        windows: dict[Window, Window] = {}
        for pair in pairs:
            if pair.before and pair.after:
                windows.setdefault(pair.after.slot.window, pair.before.slot.window)
        known = first.production_by_id
        days = {
            one.production_id: moved_by(known[one.production_id].span, one.span)
            for one in other.productions
            if one.production_id in known
        }
        return cls(windows, days)

    def window(self, window: Window) -> Window:
        """Return a window as the first plan has it."""
        return self.windows.get(window) or shifted(window, -self.days.get(window.production_id, 0))

    def along(self, window: Window) -> Window:
        """Return a window of the first plan as it is when it moved along with its production."""
        return shifted(window, self.days.get(window.production_id, 0))

    def day(self, production_id: str, day: date | None) -> date | None:
        """Return a booked day as the first plan has it."""
        return day and day - timedelta(days=self.days.get(production_id, 0))


AS_IT_IS = Alignment()


def facts_of(instance: Instance, aligned: Alignment = AS_IT_IS) -> Facts:
    """Return every fact by what it is about; a fact that is not there has no value.

    What moved along with its production is called as it is in the first plan, and so is no difference.
    """
    found: dict[Fact, Value] = {}
    for name, setting in RUN_SETTINGS.items():
        value = setting_cell(setting, getattr(instance.settings, setting))
        found[Fact(SETTING, name)] = None if value == "" else value
    for holiday in instance.settings.holidays:
        found[Fact(HOLIDAY, HOLIDAY, days=(holiday.day, holiday.day))] = holiday.name or YES
    for person in instance.crew:
        found.update(_about_person(person))
    for production in instance.productions:
        found.update(_about_production(production))
    for need in instance.requirements:
        takes_place = instance.production_by_id.get(need.production_id)
        if need.count and takes_place and not takes_place.cancelled:
            window = aligned.window(need.window)
            key = Fact(REQUIREMENT, NEEDED, need.production_id, "", need.role, _ends(window.span))
            found[key] = int(str(found.get(key, 0))) + need.count
            if aligned.along(window).span != need.span:
                found[key._replace(what=DAYS)] = need.span
    for booking in instance.bookings:
        found.update(_about_booking(booking, aligned))
    return found


def _ends(span: DateSpan) -> tuple[date, date]:
    return span.first_day, span.last_day


def _about_person(person: CrewMember) -> Iterator[tuple[Fact, Value]]:
    who = person.crew_id
    yield Fact(PERSON, THERE, crew_id=who), person.full_name
    for number, one in enumerate(person.employments, 1):
        about = Fact(PERSON, "", crew_id=who, number=number)
        yield about._replace(what=MAIN_ROLE), one.main_role
        yield about._replace(what=OTHER_ROLES), "; ".join(one.other_roles) or None
        yield about._replace(what=FIRST_DAY), one.first_day
        yield about._replace(what=LAST_DAY), one.last_day
        yield about._replace(what=DAY_RATE), amount(one.day_rate_cents)
    for away in person.absences:
        yield Fact(PERSON, AWAY, crew_id=who, days=_ends(away.span)), YES


def _about_production(one: Production) -> Iterator[tuple[Fact, Value]]:
    about = Fact(PRODUCTION, THERE, one.production_id)
    yield about, one.title
    yield about._replace(what=DAYS), one.span
    yield about._replace(what=PRIORITY), one.priority
    yield about._replace(what=CANCELLED), YES if one.cancelled else None
    yield about._replace(what="earliest start"), one.earliest_start
    yield about._replace(what="latest end"), one.latest_end
    yield about._replace(what="work days"), None if one.work_days is None else days_text(one.work_days)


def _about_booking(one: Booking, aligned: Alignment) -> Iterator[tuple[Fact, Value]]:
    days = aligned.day(one.production_id, one.first_day), aligned.day(one.production_id, one.last_day)
    what = TYPED if one.typed else BOOKED
    yield Fact(BOOKING, what, one.production_id, one.crew_id, one.role or "", days), one.status_text


def differing(before: Facts, after: Facts) -> dict[Fact, tuple[Value, Value]]:
    """Return the facts that differ, with both values, by what they are about.

    Of who or what is in one of the two only, no more is told than that; of what is cancelled no more than that.
    """
    every = dict.fromkeys((*before, *after))
    found = {one: (before.get(one), after.get(one)) for one in every if before.get(one) != after.get(one)}
    people = {one.crew_id for one, both in found.items() if one.about == PERSON and one.what == THERE and None in both}
    gone = {
        one.production_id
        for one, both in found.items()
        if one.about == PRODUCTION and (one.what == CANCELLED or (one.what == THERE and None in both))
    }
    return {
        one: both
        for one, both in found.items()
        if one.what in (THERE, CANCELLED)
        or not (
            (one.about in (PERSON, BOOKING) and one.crew_id in people)
            or (one.about in (PRODUCTION, REQUIREMENT, BOOKING) and one.production_id in gone)
        )
    }
