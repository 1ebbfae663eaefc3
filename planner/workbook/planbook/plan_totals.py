"""Sums over a plan, by production, by person and by role: the figures of its sheets.

Changes when the Productions, Crew or Summary sheet counts something else.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from planner.domain.crew import CrewMember, Employment
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import Plan
from planner.domain.production import Slot
from planner.domain.span import DateSpan
from planner.workbook.columns.crew import CREW_REMARKS
from planner.workbook.planbook.plan_rows import WrittenRow


def plan_span(plan: Plan) -> DateSpan | None:
    """Return the days from the first slot's first to the last slot's last day, or None without a slot."""
    spans = [assignment.slot.span for assignment in plan.assignments] + [slot.span for slot in plan.vacancies]
    if not spans:
        return None
    return DateSpan(min(span.first_day for span in spans), max(span.last_day for span in spans))


def days_available(person: CrewMember, span: DateSpan) -> int:
    """Return the days of ``span`` on which somebody is employed and not away; overlapping absences count once."""
    return sum(run.days for run in person.there_within(span))


@dataclass(frozen=True)
class Totals:
    """The sums over one plan; each is worked out once and when it is first asked for."""

    instance: Instance
    plan: Plan

    @cached_property
    def span(self) -> DateSpan | None:
        """The days of the whole plan."""
        return plan_span(self.plan)

    @cached_property
    def slots(self) -> list[tuple[Slot, str]]:
        """Every slot with the person, empty when vacant."""
        return [
            *((row.slot, row.crew_id) for row in self.plan.assignments),
            *((slot, "") for slot in self.plan.vacancies),
        ]

    @cached_property
    def by_production(self) -> dict[str, tuple[int, int, int]]:
        """Slots, filled slots and distinct people per Production ID."""
        people: dict[str, list[str]] = defaultdict(list)
        for slot, person in self.slots:
            people[slot.production_id].append(person)
        return {key: (len(found), sum(map(bool, found)), len({*found} - {""})) for key, found in people.items()}

    @cached_property
    def by_person(self) -> dict[str, tuple[int, int]]:
        """Role-days and distinct productions per Crew ID; people without work are not in it."""
        return {
            person: (sum(slot.span.days for slot in slots), len({slot.production_id for slot in slots}))
            for person, slots in self._slots_of.items()
        }

    @cached_property
    def available(self) -> dict[str, int]:
        """Days per Crew ID on which a person could work within the plan's days."""
        span = self.span
        return {person.crew_id: days_available(person, span) if span else 0 for person in self.instance.crew}

    @cached_property
    def cost_cents(self) -> int:
        """Day rates times paid days worked, of everybody."""
        return sum(self.instance.pay_cents(row.crew_id, row.slot) for row in self.plan.assignments)

    @property
    def whole(self) -> int:
        """Productions with every slot filled."""
        return sum(slots == filled for slots, filled, _ in self.by_production.values())

    def production_rows(self) -> list[WrittenRow]:
        """Rows of the Productions sheet: the productions that have a slot in the plan."""
        rows: list[WrittenRow] = []
        for production in self.instance.planned_productions:
            slots, filled, people = self.by_production.get(production.production_id, (0, 0, 0))
            rows.append(
                (
                    production.production_id,
                    production.title,
                    production.span.first_day,
                    production.span.last_day,
                    production.priority,
                    slots,
                    filled,
                    slots - filled,
                    "yes" if slots == filled else "no",
                    people,
                )
            )
        return rows

    def crew_rows(self) -> list[WrittenRow]:
        """Rows of the Crew sheet: every employment of everybody, also those without work.

        Days are the paid days of slots that the employment holds, cost those days at its rate.
        """
        return [
            self._employment_row(person, employment)
            for person in self.instance.crew
            for employment in person.employments
        ]

    def _employment_row(self, person: CrewMember, employment: Employment) -> WrittenRow:
        held = [(slot, employment.within(slot.span)) for slot in self._slots_of.get(person.crew_id, ())]
        mine = [(slot, span) for slot, span in held if span]
        days = sum(self.instance.work_days_of(slot.production_id).paid(span) for slot, span in mine)
        span = self.span
        term = employment.within(span) if span else None
        available = days_available(person, term) if term else 0
        taken = sum(span.days for _, span in mine)
        return (
            person.crew_id,
            person.full_name,
            employment.main_role,
            days,
            employment.day_rate_cents / 100,
            days * employment.day_rate_cents / 100,
            available,
            taken / available if available else None,
            len({slot.production_id for slot, _ in mine}),
            employment.first_day,
            employment.last_day,
            "; ".join(employment.other_roles),
            *(dict(employment.remarks).get(header) for header in self.crew_remarks),
        )

    @cached_property
    def crew_remarks(self) -> list[str]:
        """The headers under which some row of the Crew sheet says something for people alone."""
        used = {header for person in self.instance.crew for header in person.remarks}
        return [header for header in CREW_REMARKS if header in used]

    @cached_property
    def _slots_of(self) -> dict[str, list[Slot]]:
        """The slots that each person fills."""
        slots: dict[str, list[Slot]] = defaultdict(list)
        for row in self.plan.assignments:
            slots[row.crew_id].append(row.slot)
        return slots

    def role_rows(self) -> list[WrittenRow]:
        """Work against capacity: per role the people whose main role it is, their days, the days asked and filled.

        Days filled may exceed the days available where people step in with another role. Most vacant
        slots first, then most asked.
        """
        main_roles = Counter(person.main_role for person in self.instance.crew)
        available: Counter[str] = Counter()
        for person in self.instance.crew:
            available[person.main_role] += self.available[person.crew_id]
        asked, filled, vacant = Counter[str](), Counter[str](), Counter[str]()
        for slot, crew_id in self.slots:
            asked[slot.role] += slot.span.days
            filled[slot.role] += slot.span.days if crew_id else 0
            vacant[slot.role] += not crew_id
        rows: list[WrittenRow] = [
            (role, main_roles[role], available[role], days, filled[role], vacant[role]) for role, days in asked.items()
        ]
        return sorted(rows, key=lambda row: (-int(str(row[5])), -int(str(row[3])), name_key(str(row[0]))))
