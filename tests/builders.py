"""Short ways to write down studios and plans in tests: days are days of March 2026.

Changes when the domain's values do.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import Absence, CrewMember
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan, PreviousPlan
from planner.domain.production import Production, Requirement, Slot
from planner.domain.settings import DEFAULT_SETTINGS, Settings
from planner.domain.span import DateSpan

GAFFER, GRIP = "Gaffer", "Grip"
ANN = CrewMember.employed("C1", "Ann Reed", GAFFER, day_rate_cents=40_000)
BO = CrewMember.employed("C2", "Bo Li", GAFFER, (GRIP,))


def day(number: int) -> date:
    return date(2026, 3, number)


def span(first: int, last: int) -> DateSpan:
    return DateSpan(day(first), day(last))


def away(person: CrewMember, first: int, last: int, reason: str = "") -> CrewMember:
    return replace(person, absences=(*person.absences, Absence(span(first, last), reason)))


def recast(person: CrewMember, **parts: Any) -> CrewMember:
    """Return somebody of one employment with parts of it, or of themselves, replaced."""
    own = {name: parts.pop(name) for name in list(parts) if name in CrewMember.__slots__}
    return replace(person.revised(person.employments[0], **parts), **own)


def need(production_id: str, role: str, first: int, last: int, count: int = 1) -> Requirement:
    return Requirement(production_id, role, span(first, last), count)


def confirmed(production_id: str, crew_id: str, role: str | None = None) -> Booking:
    return Booking(production_id, crew_id, role, BookingStatus.CONFIRMED)


def hold(production_id: str, crew_id: str, rank: int = 1, role: str | None = None) -> Booking:
    return Booking(production_id, crew_id, role, BookingStatus.HOLD, rank)


def never(production_id: str, crew_id: str, role: str | None = None) -> Booking:
    return Booking(production_id, crew_id, role, BookingStatus.NEVER)


def row(production_id: str, role: str, first: int, last: int, crew_id: str, number: int = 1) -> Assignment:
    return Assignment(Slot(production_id, role, span(first, last), number), crew_id)


def studio(
    *needs: Requirement,
    crew: Sequence[CrewMember] = (ANN, BO),
    bookings: Sequence[Booking] = (),
    previous: Sequence[Assignment] | None = None,
    priorities: dict[str, int] | None = None,
    cancelled: Sequence[str] = (),
    settings: Settings = DEFAULT_SETTINGS,
) -> Instance:
    """Return an instance whose productions span all of March and are those that are named anywhere."""
    named = dict.fromkeys([n.production_id for n in needs] + [b.production_id for b in bookings])
    productions = tuple(
        Production(one, f"Film {one}", span(1, 31), (priorities or {}).get(one, 3), one in cancelled) for one in named
    )
    published = None if previous is None else PreviousPlan(tuple(previous))
    return Instance.sorted(tuple(crew), productions, tuple(needs), tuple(bookings), settings, published)


def plan_of(instance: Instance, *rows: Assignment) -> Plan:
    """Return the plan with these rows; every other planned slot is vacant."""
    taken = {one.slot for one in rows}
    return Plan(tuple(rows), tuple(slot for slot in instance.slots if slot not in taken))
