"""One person's sheet: where, when, as what and with whom, to print or to send.

Changes when a person should be told something else.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.alternatives.page.dates import Days
from planner.alternatives.page.listing import full_name
from planner.alternatives.page.shown import ShownPlan
from planner.domain.crew import CrewMember, Employment
from planner.domain.plan import Assignment
from planner.domain.settings import GoalName
from planner.domain.wording import counted
from planner.workbook.columns import heads
from planner.workbook.planbook.plan_words import amount


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One piece of work; ``team`` are the roles of the others on some of its days, with their names."""

    days: str
    title: str
    place: str
    role: str
    note: str
    pay: str
    team: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A person's work in one plan."""

    name: str
    rows: tuple[SheetRow, ...]
    total: str


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """Everything on a person's sheet, as text."""

    name: str
    facts: tuple[tuple[str, str], ...]
    plans: tuple[SheetPlan, ...]
    away: tuple[str, ...]
    made: str
    with_rates: bool


def person_sheet(plans: Sequence[ShownPlan], crew_id: str, days: Days, *, with_rates: bool) -> PersonSheet:
    """Return the sheet of a person whom the first plan's input knows, with their work in each of the plans."""
    person = plans[0].instance.crew_by_id[crew_id]
    away = (days.span(one.span) + (f" ({one.reason})" if one.reason else "") for one in person.absences)
    made = " ".join(filter(None, (f"Planned {plans[0].made[:16]}." if plans[0].made else "", plans[0].note)))
    facts = tuple(_facts(person, days, with_rates=with_rates))
    return PersonSheet(
        person.full_name,
        facts,
        tuple(_of_plan(one, crew_id, days, with_rates=with_rates) for one in plans),
        tuple(away),
        made,
        with_rates,
    )


def _facts(person: CrewMember, days: Days, *, with_rates: bool) -> Iterator[tuple[str, str]]:
    if person.crew_id != person.full_name:
        yield "Crew ID", person.crew_id
    yield "Roles", ", ".join(person.roles)
    yield "Employed", "; ".join(_employed(one, days) for one in person.employments)
    for header in (heads.EMAIL, heads.PHONE):
        if person.remarks.get(header):
            yield header, person.remarks[header]
    if with_rates:
        yield heads.DAY_RATE, "; ".join(amount(GoalName.COST, one.day_rate_cents) for one in person.employments)


def _employed(one: Employment, days: Days) -> str:
    if one.first_day is None:
        return f"until {days.day(one.last_day)}" if one.last_day else "always"
    return days.span(one.days) if one.last_day else f"from {days.day(one.first_day)}"


def _of_plan(shown: ShownPlan, crew_id: str, days: Days, *, with_rates: bool) -> SheetPlan:
    mine = [row for row in (*shown.plan.assignments, *shown.instance.carried) if row.crew_id == crew_id]
    kinds = {
        (one.production_id, one.role, one.span): "moved" if one.kind == "moved" else "new"
        for one in shown.report.changes
        if one.crew_id == crew_id and one.kind in ("gained", "moved")
    }
    rows = []
    for row in sorted(mine, key=lambda one: one.slot.span):
        production = shown.instance.production_by_id[row.slot.production_id]
        rows.append(
            SheetRow(
                f"{days.weekday(row.slot.span.first_day).split()[0]} {days.span(row.slot.span)}",
                production.title,
                "" if production.title == production.production_id else production.production_id,
                row.slot.role,
                kinds.get(row.slot.window, ""),
                amount(GoalName.COST, shown.instance.pay_cents(crew_id, row.slot)) if with_rates else "",
                _team(shown, row),
            )
        )
    paid = sum(shown.instance.paid_days(row.slot) for row in mine)
    return SheetPlan(shown.name, tuple(rows), f"{counted(paid, 'paid day')}.")


def _team(shown: ShownPlan, mine: Assignment) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return who else is on a production on some of the days of somebody's work there, by role."""
    team: dict[str, dict[str, None]] = defaultdict(dict)
    for row in shown.plan.assignments:
        slot = row.slot
        there = slot.production_id == mine.slot.production_id and slot.span.clashes_with(mine.slot.span)
        if there and row.crew_id != mine.crew_id:
            team[slot.role][full_name(shown.instance, row.crew_id)] = None
    return tuple((role, tuple(names)) for role, names in sorted(team.items()))
