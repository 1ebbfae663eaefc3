"""What each plan of a page reaches, in figures beside each other, with the differences to the first.

Changes when a plan is measured by something else.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.alternatives.page.shown import ShownPlan
from planner.domain.finding import Severity
from planner.domain.settings import GoalName
from planner.workbook.planbook.plan_words import amount, goal_words

Figure = int | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of every plan, None where a plan has none; money is in cents."""

    label: str
    values: tuple[Figure, ...]
    money: bool = False
    notes: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Per plan the figure and its difference to the first plan's, as people write them."""
        return tuple(map(self._cell, range(len(self.values))))

    def _cell(self, at: int) -> tuple[str, str]:
        value, first = self.values[at], self.values[0]
        if value is None:
            return "–", ""
        text = self._text(value) + (f", {self.notes[at]}" if self.notes and self.notes[at] else "")
        more = value - first if at and first is not None else 0
        return text, f"{'+' if more > 0 else '−'}{self._text(abs(more))}" if more else ""

    def _text(self, value: int) -> str:
        return amount(GoalName.COST, value) if self.money else f"{value:,}"


def figure_rows(plans: Sequence[ShownPlan], *, with_rates: bool) -> tuple[FigureRow, ...]:
    """Return the figures of plans; what none of them has is left out."""
    found = [dict(_figures(one, with_rates=with_rates)) for one in plans]
    labels = dict.fromkeys(label for one in found for label in one)
    rows = [FigureRow(label, tuple(one.get(label) for one in found), label == COST) for label in labels]
    return (*rows, *_goal_rows(plans))


COST = "Cost"


def _figures(shown: ShownPlan, *, with_rates: bool) -> Iterator[tuple[str, int]]:
    instance, plan = shown.instance, shown.plan
    priority = {one.production_id: one.priority for one in instance.productions}
    filled = Counter(priority[row.slot.production_id] for row in plan.assignments)
    vacant = Counter(priority[slot.production_id] for slot in plan.vacancies)
    levels = sorted({*filled, *vacant})
    yield "Slots filled", len(plan.assignments)
    yield "Slots vacant", len(plan.vacancies)
    if len(levels) > 1:
        for level in levels:
            yield f"Vacant, priority {level}", vacant[level]
    asked = {row.slot.production_id for row in plan.assignments} | {slot.production_id for slot in plan.vacancies}
    yield "Productions", len(asked)
    yield "Whole productions", len(asked - {slot.production_id for slot in plan.vacancies})
    yield "Vacant role-days", sum(slot.span.days for slot in plan.vacancies)
    days: dict[str, int] = defaultdict(int)
    for row in plan.assignments:
        days[row.crew_id] += instance.paid_days(row.slot)
    yield "People at work", len(days)
    yield "People without work", len(instance.crew) - len(days)
    yield "Paid days", sum(days.values())
    to_decide = sum(one.severity is not Severity.INFO for one in shown.report.conflicts)
    yield "To decide (conflicts)", to_decide
    yield "Changes to the plan before", len(shown.report.changes)
    yield "People whom they touch", len({one.crew_id for one in shown.report.changes})
    if with_rates:
        yield COST, sum(instance.pay_cents(row.crew_id, row.slot) for row in plan.assignments)


def _goal_rows(plans: Sequence[ShownPlan]) -> Iterator[FigureRow]:
    """Yield what goals count beside the figures, and whether it is proven."""
    by_label = [{goal.label: goal for goal in one.plan.goals} for one in plans]
    for label in dict.fromkeys(label for goals in by_label for label in goals):
        mine = [goals.get(label) for goals in by_label]
        words = next(goal_words(goal) for goal in mine if goal)
        notes = tuple("" if goal is None or not goal.proven else "proven" for goal in mine)
        values = tuple(goal.value if goal else None for goal in mine)
        yield FigureRow(f"Goal {label}: {words}", values, any(g and g.name is GoalName.COST for g in mine), notes)
