"""A plan as plain lists, for whoever reads the page without scripts.

Changes when that reading should say more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.alternatives.page.dates import Days
from planner.alternatives.page.shown import ShownPlan
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.production import Production, Window
from planner.domain.span import DateSpan
from planner.domain.wording import production_in_words, titled

VACANT = "⚠ vacant"


@dataclass(frozen=True, slots=True)
class ListedProduction:
    """One production: its title and ID, a line about it, and a line per days with who is there in which role."""

    title: str
    about: str
    lines: tuple[str, ...]


def listed_productions(shown: ShownPlan, days: Days) -> tuple[ListedProduction, ...]:
    """Return the productions of a plan with everybody on them, vacancies too, by Production ID."""
    people: dict[Window, list[tuple[int, str]]] = defaultdict(list)
    for row in shown.plan.assignments:
        people[row.slot.window].append((row.slot.number, full_name(shown.instance, row.crew_id)))
    for slot in shown.plan.vacancies:
        people[slot.window].append((slot.number, VACANT))
    found = []
    by_production = grouped(sorted(people), lambda window: window.production_id)
    for one, windows in sorted(by_production.items(), key=lambda pair: name_key(pair[0])):
        production = shown.instance.production_by_id[one]
        by_days = grouped(windows, lambda window: window.span)
        lines = tuple(_line(span, by_days[span], production, people, days) for span in sorted(by_days))
        found.append(ListedProduction(production_in_words(production), _about(production, days), lines))
    return tuple(found)


def _line(
    span: DateSpan,
    windows: Iterable[Window],
    production: Production,
    people: Mapping[Window, Iterable[tuple[int, str]]],
    days: Days,
) -> str:
    """``10–12 May: Gaffer Ann Reed, Bo Li; Grip Di Orr``: with the year where it is not the production's own."""
    own = production.span
    year = len({day.year for day in (own.first_day, own.last_day, span.first_day, span.last_day)}) > 1
    when = "All days" if span == own else days.span(span, year=year)
    who = (f"{window.role} {', '.join(name for _, name in sorted(people[window]))}" for window in windows)
    return f"{when}: {'; '.join(who)}"


def full_name(instance: Instance, crew_id: str) -> str:
    """Return a person's name, or the identifier of whom nobody knows."""
    person = instance.crew_by_id.get(crew_id)
    return person.full_name if person else crew_id


def _about(production: Production, days: Days) -> str:
    return f"{days.span(production.span)}, priority {production.priority}"


def change_lines(shown: ShownPlan, days: Days) -> tuple[str, ...]:
    """Return what is different from the plan before, a line each."""
    lines = []
    for one in shown.report.changes:
        where = titled(one.production_id, shown.instance.production_by_id)
        before = f" (before: {days.span(one.before)})" if one.before else ""
        lines.append(f"{one.kind}: {one.full_name or one.crew_id}, {where}, {one.role}, {days.span(one.span)}{before}")
    return tuple(lines)
