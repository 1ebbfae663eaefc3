"""The values of the page: everything that its script shows, by number and without what stays at home.

Changes when a view of the page shows something else.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from planner.alternatives.page.registry import NOBODY, Registry
from planner.alternatives.page.shown import ShownPlan
from planner.domain.finding import Severity
from planner.domain.plan import Assignment
from planner.domain.production import Slot, Window
from planner.domain.remedy import NumberedRemedy
from planner.domain.report import Conflict, PlanChange
from planner.workbook.planbook.plan_rows import BookedText

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
NOT_THERE = -2
"""In place of who fills a window that a plan does not have."""


def page_data(plans: Sequence[ShownPlan], date_order: str, *, with_rates: bool) -> dict[str, object]:
    """Return the values of a page of plans, all made by :func:`as_shown`.

    Days are counted from ``day0``. ``windows`` are runs of one production's, each with role, first day and days that
    follow, one after the other; ``fill`` says per window who is in its slots, by slot number: one number, or a list.
    """
    registry = Registry(
        [one.instance for one in plans],
        (slot.span for one in plans for slot in _slots(one)),
        with_rates=with_rates,
    )
    of_plans = [_plan(one, registry) for one in plans]
    windows = registry.windows
    for values in of_plans:
        fill = values.pop("by_window")
        assert isinstance(fill, dict)
        values["fill"] = [fill.get(window, NOT_THERE) for window in range(len(windows))]
    departments = list(dict.fromkeys(registry.departments.get(role, "") for role in registry.roles))
    return {
        "order": date_order or "dmy",
        "day0": registry.first_day.isoformat(),
        "days": registry.days,
        "departments": departments,
        "roles": [[role, departments.index(registry.departments.get(role, ""))] for role in registry.roles],
        "people": [registry.person_row(person) for person in registry.people.values()],
        "productions": [registry.production_row(one) for one in registry.productions.values()],
        "windows": [
            [production, [number for window in run for number in window[1:]]]
            for production, run in groupby(windows, lambda window: window[0])
        ],
        "plans": of_plans,
        "texts": list(registry.texts.at),
        "codes": list(registry.codes.at),
    }


def _slots(shown: ShownPlan) -> Iterator[Slot]:
    yield from (row.slot for row in shown.plan.assignments)
    yield from shown.plan.vacancies
    yield from (row.slot for row in shown.instance.carried)


def _plan(shown: ShownPlan, registry: Registry) -> dict[str, object]:
    report, instance = shown.report, shown.instance
    remedies = {remedy: number for number, remedy in enumerate(report.remedies)}
    paid: dict[int, int] = defaultdict(int)
    pay: dict[int, int] = defaultdict(int)
    for row in shown.plan.assignments:
        person = registry.person(row.crew_id)
        paid[person] += instance.paid_days(row.slot)
        pay[person] += instance.pay_cents(row.crew_id, row.slot) if registry.with_rates else 0
    return {
        "name": shown.name,
        "made": shown.made,
        "fits": shown.fits,
        "note": shown.note,
        "by_window": _fill(shown, registry),
        "booked": [
            [*registry.job(row.slot), registry.person(row.crew_id), registry.texts.of(text)]
            for row, text in _booked(shown)
        ],
        "outside": [[*registry.job(row.slot), registry.person(row.crew_id)] for row in instance.carried],
        "paid": [paid[person] for person in range(len(registry.people))],
        **({"pay": [pay[person] for person in range(len(registry.people))]} if registry.with_rates else {}),
        "conflicts": [_conflict(one, shown, registry, remedies) for one in report.conflicts],
        "remedies": [_remedy(one, registry) for one in remedies],
        "changes": [_change(one, registry) for one in report.changes],
        "people": _other_people(shown, registry),
        "productions": _other_productions(shown, registry),
    }


def _fill(shown: ShownPlan, registry: Registry) -> dict[int, int | list[int]]:
    """Return per window who fills its slots, by slot number."""
    slots: dict[Window, list[tuple[int, int]]] = defaultdict(list)
    for row in shown.plan.assignments:
        slots[row.slot.window].append((row.slot.number, registry.person(row.crew_id)))
    for slot in shown.plan.vacancies:
        slots[slot.window].append((slot.number, NOBODY))
    fill: dict[int, int | list[int]] = {}
    for window in sorted(slots, key=registry.job):
        people = [person for _, person in sorted(slots[window])]
        fill[registry.window(window)] = people[0] if len(people) == 1 else people
    return fill


def _booked(shown: ShownPlan) -> Iterator[tuple[Assignment, str]]:
    booked = BookedText(shown.instance.bookings)
    for row in shown.plan.assignments:
        text = booked.of(row.crew_id, row.slot)
        if text:
            yield row, text


def _conflict(one: Conflict, shown: ShownPlan, registry: Registry, remedies: dict[NumberedRemedy, int]) -> list[object]:
    texts = registry.texts
    slot = one.vacant_slot
    helped = [number for remedy, number in remedies.items() if slot in remedy.fills] if slot else []
    near = [[registry.person(who.crew_id), texts.of(who.detail)] for who in shown.report.candidates if who.slot == slot]
    days = [registry.day(one.span.first_day), one.span.days - 1] if one.span else [0, -1]
    where = registry.production(one.production_id), registry.role(one.role), one.slot_number or 0
    # what a vacancy says of itself follows from its slot
    what, source = (-1, "") if slot else (texts.of(one.what), str(one.source))
    return [
        *(registry.codes.of(one.code), SEVERITIES.index(one.severity), *where, *days, registry.person(one.crew_id)),
        *(what, texts.of(one.why), [texts.of(option) for option in one.options], helped, near, source),
    ]


def _remedy(one: NumberedRemedy, registry: Registry) -> list[object]:
    return [one.number, registry.texts.of(one.what), len(one.fills)]


def _change(one: PlanChange, registry: Registry) -> list[object]:
    days = [registry.day(one.span.first_day), one.span.days - 1]
    before = [registry.day(one.before.first_day), one.before.days - 1] if one.before else None
    who = registry.person(one.crew_id)
    named = one.full_name or one.crew_id if who == NOBODY else ""
    where = registry.production(one.production_id)
    return [one.kind, where, registry.role(one.role), *days, who, before, named, one.production_id if where < 0 else ""]


def _other_people(shown: ShownPlan, registry: Registry) -> dict[int, list[object] | None]:
    """Return people whom this plan's input has otherwise than the first that has them, None for whom it has not."""
    mine = shown.instance.crew_by_id
    rows = {one: registry.person_row(mine[one]) if one in mine else None for one in registry.people}
    return {registry.person(one): row for one, row in rows.items() if row != registry.person_row(registry.people[one])}


def _other_productions(shown: ShownPlan, registry: Registry) -> dict[int, list[object]]:
    """Return productions that this plan's input has otherwise than the first plan's."""
    return {
        registry.production(one.production_id): registry.production_row(one)
        for one in shown.instance.productions
        if registry.production_row(one) != registry.production_row(registry.productions[one.production_id])
    }
