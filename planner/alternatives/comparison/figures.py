"""What each of several plans reaches, in figures beside each other, with the differences to the first.

The page and comparisons count by these, so that they never say two numbers of one thing.
Changes when a plan is measured by something else.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from statistics import median_low
from typing import Protocol

from planner.audit import Board
from planner.domain.booking import BookingStatus
from planner.domain.finding import Severity
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.domain.plan import GoalResult, Plan
from planner.domain.production import Slot
from planner.domain.report import Report
from planner.domain.settings import GoalName
from planner.workbook.planbook.plan_totals import Totals
from planner.workbook.planbook.plan_words import amount, goal_words

Figure = int | float | None
FILLED, VACANT, VACANT_DAYS, WHOLE = "Slots filled", "Slots vacant", "Vacant role-days", "Whole productions"
AT_WORK, IDLE, PAID_DAYS, COST = "People at work", "People without work", "Paid days", "Cost"
CHANGES, TOUCHED = "Changes to the plan before", "People whom they touch"


class Reckoned(Protocol):
    """A plan that can be measured: by its name, with what it was made from and what is told about it."""

    @property
    def name(self) -> str:
        """What it is called among others."""

    @property
    def instance(self) -> Instance:
        """What it was made from."""

    @property
    def plan(self) -> Plan:
        """Who fills which slot."""

    @property
    def report(self) -> Report:
        """Its conflicts and changes."""


class Unit(Enum):
    """What a figure counts in; money is in cents, a share is 1 for all."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of every plan, None where a plan has none; ``notes`` are said beside them."""

    label: str
    values: tuple[Figure, ...]
    unit: Unit = Unit.COUNT
    notes: tuple[str, ...] = ()

    @property
    def differences(self) -> tuple[Figure, ...]:
        """What each plan has more than the first, None for the first itself and where either has no figure."""
        first = self.values[0]
        return (None, *(None if value is None or first is None else value - first for value in self.values[1:]))

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Per plan the figure and its difference to the first plan's, as people write them."""
        return tuple(map(self._cell, range(len(self.values))))

    def _cell(self, at: int) -> tuple[str, str]:
        value, more = self.values[at], self.differences[at]
        if value is None:
            return "–", ""
        text = self.text(value) + (f", {self.notes[at]}" if self.notes and self.notes[at] else "")
        return text, signed(more, self.text)

    def text(self, value: int | float) -> str:
        """Return a figure as people write it."""
        if self.unit is Unit.SHARE:
            return f"{value:.1%}"
        return amount(GoalName.COST, int(value)) if self.unit is Unit.MONEY else f"{value:,}"


def signed(more: Figure, text: Callable[[int | float], str]) -> str:
    """Return a difference with its sign, nothing for none or 0."""
    return f"{'+' if more > 0 else '−'}{text(abs(more))}" if more else ""


@dataclass(frozen=True)
class Reckoning:
    """One plan's figures; each is counted once and when it is first asked for.

    Without ``by_input``, nothing is said that follows from rates, work days or bookings, which are not known.
    """

    of: Reckoned
    by_input: bool = True

    @property
    def _instance(self) -> Instance:
        return self.of.instance

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every slot, the filled ones first."""
        return (*(row.slot for row in self.of.plan.assignments), *self.of.plan.vacancies)

    @cached_property
    def filled(self) -> Mapping[int, int]:
        """Filled slots by priority, of every priority in use."""
        return self._by_priority(row.slot for row in self.of.plan.assignments)

    @cached_property
    def vacant(self) -> Mapping[int, int]:
        """Vacant slots by priority, of every priority in use."""
        return self._by_priority(self.of.plan.vacancies)

    def _by_priority(self, slots: "Iterator[Slot] | Sequence[Slot]") -> Mapping[int, int]:
        at = {one.production_id: one.priority for one in self._instance.productions}
        counts = Counter(at[slot.production_id] for slot in slots)
        return {priority: counts[priority] for priority in sorted({at[slot.production_id] for slot in self.slots})}

    @cached_property
    def vacant_on(self) -> Mapping[str, int]:
        """Vacant slots by Production ID, of every production that asks for anybody."""
        counts = Counter(slot.production_id for slot in self.of.plan.vacancies)
        return {one: counts[one] for one in sorted({slot.production_id for slot in self.slots}, key=name_key)}

    @property
    def whole(self) -> int:
        """Productions with every slot filled."""
        return sum(not vacant for vacant in self.vacant_on.values())

    @cached_property
    def worked_by(self) -> Mapping[str, int]:
        """Paid days by Crew ID of those who work."""
        days: dict[str, int] = defaultdict(int)
        for row in self.of.plan.assignments:
            days[row.crew_id] += self._instance.paid_days(row.slot)
        return days

    @cached_property
    def cost_cents(self) -> int | None:
        """Day rates times paid days of everybody, None when not known."""
        known, rows = self._instance.crew_by_id, self.of.plan.assignments
        if not self.by_input:
            return None
        return sum(self._instance.pay_cents(row.crew_id, row.slot) for row in rows if row.crew_id in known)

    @cached_property
    def by_role(self) -> Mapping[str, tuple[int, float | None]]:
        """Per role the vacant slots, and role-days filled over the days of those there whose main role it is."""
        rows = Totals(self._instance, self.of.plan).role_rows() if self.slots else []
        found = {}
        for role, _, there, _, filled, vacant in rows:
            found[str(role)] = int(str(vacant)), int(str(filled)) / int(str(there)) if there else None
        return found

    @cached_property
    def holds(self) -> tuple[int, int]:
        """Holds that the plan keeps, and those that it displaces: whose person is not in that production."""
        board = Board(self._instance, self.of.plan)
        standing = (one for one in self._instance.standing_bookings if one.status is BookingStatus.HOLD)
        return sum(bool(board.keeping(one)) for one in standing), self.conflicts("hold-displaced")

    def conflicts(self, code: str) -> int:
        """Return how many conflicts of a code are told."""
        return sum(one.code == code for one in self.of.report.conflicts)

    def rows(self, *, with_rates: bool) -> Iterator[tuple[str, Figure]]:
        """Yield every figure by its label."""
        levels = list(self.filled)
        yield FILLED, sum(self.filled.values())
        if len(levels) > 1:
            yield from ((f"Filled, priority {level}", self.filled[level]) for level in levels)
        yield VACANT, sum(self.vacant.values())
        if len(levels) > 1:
            yield from ((f"Vacant, priority {level}", self.vacant[level]) for level in levels)
        yield VACANT_DAYS, sum(slot.span.days for slot in self.of.plan.vacancies)
        yield "Productions", len(self.vacant_on)
        yield WHOLE, self.whole
        yield AT_WORK, len(self.worked_by)
        yield IDLE, sum(one.crew_id not in self.worked_by for one in self._instance.crew)
        if self.by_input:
            yield from self._rows_by_input()
        told = self.of.report
        yield "To decide (conflicts)", sum(one.severity is not Severity.INFO for one in told.conflicts)
        yield CHANGES, len(told.changes)
        yield TOUCHED, len({one.crew_id for one in told.changes})
        if with_rates and self.cost_cents is not None:
            yield COST, self.cost_cents

    def _rows_by_input(self) -> Iterator[tuple[str, Figure]]:
        days = list(self.worked_by.values())
        yield PAID_DAYS, sum(days)
        if days:
            yield "Paid days of who works most", max(days)
            yield "Paid days in the middle (median)", median_low(days)
            yield "Paid days of who works least", min(days)
        kept, displaced = self.holds
        yield "Holds kept", kept
        yield "Holds displaced", displaced
        yield "Confirmed bookings not kept", self.conflicts("confirmed-not-kept")


def reckon(plans: Sequence[Reckoned], without_input: Container[str] = ()) -> tuple[Reckoning, ...]:
    """Return the figures of plans; of those named in ``without_input`` nobody knows what they were made from."""
    return tuple(Reckoning(one, one.name not in without_input) for one in plans)


def figure_rows(plans: Sequence[Reckoned], *, with_rates: bool) -> tuple[FigureRow, ...]:
    """Return the figures of plans and what their goals count; what none of them has is left out."""
    found = reckon(plans)
    return (*rows_of(found, with_rates=with_rates), *goal_rows(plans))


def rows_of(found: Sequence[Reckoning], *, with_rates: bool = True) -> tuple[FigureRow, ...]:
    """Return the figures of plans beside each other, those that any of them has."""
    figures = [dict(one.rows(with_rates=with_rates)) for one in found]
    labels = dict.fromkeys(label for one in sorted(figures, key=len, reverse=True) for label in one)
    money = {COST: Unit.MONEY}
    return tuple(
        FigureRow(label, tuple(one.get(label) for one in figures), money.get(label, Unit.COUNT)) for label in labels
    )


def goal_rows(plans: Sequence[Reckoned]) -> Iterator[FigureRow]:
    """Yield what goals count beside the figures, and whether it is proven or how far its bound is."""
    by_label = [{goal.label: goal for goal in one.plan.goals} for one in plans]
    for label in dict.fromkeys(label for goals in by_label for label in goals):
        mine = [goals.get(label) for goals in by_label]
        words = next(goal_words(goal) for goal in mine if goal)
        unit = Unit.MONEY if any(goal and goal.name is GoalName.COST for goal in mine) else Unit.COUNT
        values = tuple(goal.value if goal else None for goal in mine)
        yield FigureRow(f"Goal {label}: {words}", values, unit, tuple(map(proof_note, mine)))


def proof_note(goal: GoalResult | None) -> str:
    """``proven``, ``gap 3``, or nothing where there is no goal."""
    if goal is None:
        return ""
    gap = abs(goal.bound - goal.value)
    return "proven" if goal.proven else f"gap {amount(goal.name, gap)}" if gap else "not proven"


def role_rows(found: Sequence[Reckoning]) -> Iterator[tuple[str, FigureRow]]:
    """Yield per role its vacant slots and the use of those whose main role it is, by name; roles of no slot not."""
    for role in sorted({role for one in found for role in one.by_role}, key=name_key):
        mine = [one.by_role.get(role) for one in found]
        yield role, FigureRow("Vacant slots", tuple(use and use[0] for use in mine))
        yield role, FigureRow("Used", tuple(use and use[1] for use in mine), Unit.SHARE)


def production_rows(found: Sequence[Reckoning]) -> Iterator[tuple[str, FigureRow]]:
    """Yield by Production ID the vacant slots of each that is not whole in every plan, 0 where it is whole."""
    for one in sorted({one for of in found for one in of.vacant_on}, key=name_key):
        values = tuple(of.vacant_on.get(one) for of in found)
        if any(value != 0 for value in values):
            yield one, FigureRow("Vacant slots", values)
