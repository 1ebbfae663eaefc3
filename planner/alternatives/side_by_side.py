"""Several plans' figures and differences, as values, as tables and as JSON.

Changes when a comparison shows something else.
"""

from dataclasses import dataclass
from datetime import date

from planner.workbook.columns import heads
from planner.workbook.planbook.comparison_writing import ComparisonTable

WINDOW = (heads.PRODUCTION_ID, heads.TITLE, heads.ROLE, heads.FROM, heads.TO)
NOT_ASKED = "not asked for"
NO_COLUMN = "–"


@dataclass(frozen=True, slots=True)
class GoalFigure:
    """A goal as a plan reports it; ``label`` carries its priority or rank, cost is in cents."""

    label: str
    value: int
    bound: int
    proven: bool

    @property
    def text(self) -> str:
        """``40, proven`` or ``38, bound 40``; cost in currency units."""
        value, bound = (
            f"{figure / 100:,.2f}" if self.label == "cost" else f"{figure:,}" for figure in (self.value, self.bound)
        )
        return f"{value}, proven" if self.proven else f"{value}, bound {bound}"


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """What one plan reaches; the pairs by priority are (priority, number), most important first."""

    name: str
    status: str
    filled: tuple[tuple[int, int], ...]
    vacant: tuple[tuple[int, int], ...]
    productions: int
    whole: int
    people: int
    days: int
    cost_cents: int
    goals: tuple[GoalFigure, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A production, role and window that the plans staff differently; per plan its people, None where not asked for.

    ``vacant`` counts the vacant slots per plan.
    """

    production_id: str
    title: str
    role: str
    first_day: date
    last_day: date
    people: tuple[tuple[str, ...] | None, ...]
    vacant: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several plans side by side."""

    plans: tuple[PlanFigures, ...]
    differences: tuple[Difference, ...]

    def tables(self) -> tuple[ComparisonTable, ...]:
        """Return figures, goals and who differs where, as tables for a terminal or a workbook."""
        names = tuple(plan.name for plan in self.plans)
        return (
            ComparisonTable("Figures", ("Figure", *names), tuple(_figure_rows(self.plans))),
            ComparisonTable("Goals", ("Goal", *names), tuple(_goal_rows(self.plans))),
            ComparisonTable(
                "Who differs", (*WINDOW, *names), tuple(map(_difference_row, self.differences)), len(WINDOW)
            ),
        )

    def to_json(self) -> dict[str, object]:
        """Return everything as plain lists and dictionaries."""
        return {
            "plans": [_plan_json(plan) for plan in self.plans],
            "differences": [_difference_json(row, self.plans) for row in self.differences],
        }


def _figure_rows(plans: tuple[PlanFigures, ...]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [("Status", *(plan.status for plan in plans))]
    priorities = sorted({priority for plan in plans for priority, _ in plan.filled})
    for word, parts in (("filled", [dict(p.filled) for p in plans]), ("vacant", [dict(p.vacant) for p in plans])):
        rows.append((f"Slots {word}", *(sum(part.values()) for part in parts)))
        if len(priorities) > 1:
            rows.extend((f"Slots {word}, priority {n}", *(part.get(n, 0) for part in parts)) for n in priorities)
    rows.append(("Productions", *(plan.productions for plan in plans)))
    rows.append(("Productions with every slot filled", *(plan.whole for plan in plans)))
    rows.append(("People used", *(plan.people for plan in plans)))
    rows.append(("Days worked", *(plan.days for plan in plans)))
    rows.append(("Cost", *(f"{plan.cost_cents / 100:,.2f}" for plan in plans)))
    return rows


def _goal_rows(plans: tuple[PlanFigures, ...]) -> list[tuple[object, ...]]:
    by_label = [{goal.label: goal.text for goal in plan.goals} for plan in plans]
    labels = dict.fromkeys(goal.label for plan in plans for goal in plan.goals)
    return [(label, *(goals.get(label, NO_COLUMN) for goals in by_label)) for label in labels]


def _difference_row(row: Difference) -> tuple[object, ...]:
    staffing = (
        NOT_ASKED if people is None else "; ".join([*people, *([f"{vacant} vacant"] if vacant else [])])
        for people, vacant in zip(row.people, row.vacant, strict=True)
    )
    return (row.production_id, row.title, row.role, row.first_day, row.last_day, *staffing)


def _plan_json(plan: PlanFigures) -> dict[str, object]:
    return {
        "plan": plan.name,
        "status": plan.status,
        "filled": sum(number for _, number in plan.filled),
        "vacant": sum(number for _, number in plan.vacant),
        "filled_by_priority": {str(priority): number for priority, number in plan.filled},
        "vacant_by_priority": {str(priority): number for priority, number in plan.vacant},
        "productions": {"total": plan.productions, "whole": plan.whole},
        "people": plan.people,
        "days": plan.days,
        "cost_cents": plan.cost_cents,
        "goals": [
            {"goal": goal.label, "value": goal.value, "bound": goal.bound, "proven": goal.proven} for goal in plan.goals
        ],
    }


def _difference_json(row: Difference, plans: tuple[PlanFigures, ...]) -> dict[str, object]:
    return {
        "production_id": row.production_id,
        "title": row.title,
        "role": row.role,
        "from": row.first_day.isoformat(),
        "to": row.last_day.isoformat(),
        "people": {
            plan.name: None if people is None else list(people) for plan, people in zip(plans, row.people, strict=True)
        },
        "vacant": {plan.name: vacant for plan, vacant in zip(plans, row.vacant, strict=True)},
    }
