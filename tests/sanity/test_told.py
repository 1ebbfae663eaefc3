"""What is told of a plan, counted a second time: changes row by row, candidates rule by rule, holds displaced.

Changes when the sheets Changes, Candidates or Conflicts do.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta

import pytest

from planner.audit import Board, prospects_on
from planner.audit.candidates import candidates_of
from planner.audit.changes import find_changes
from planner.audit.conflicts import find_conflicts
from planner.domain.booking import BookingStatus
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Slot
from planner.domain.span import DateSpan
from planner.remedies import explain
from planner.solver import solve
from tests.sanity.seeds import runs
from tests.studios import any_studio

IN_ANOTHER_ROLE = (110, 153)
"""Studios in which somebody whose hold is not kept is in its production all the same."""

Told = tuple[str, tuple[str, str, str], DateSpan]


def planned(instance: Instance) -> Plan:
    return solve(instance, threads=1, time_limit_s=0)


@pytest.mark.parametrize("seeds", runs(80))
def test_changes_are_the_differences_inside_the_window(seeds: range) -> None:
    seen: Counter[str] = Counter()
    for seed in seeds:
        instance = any_studio(seed)
        plan = planned(instance)
        changes, change_of = find_changes(instance, plan)
        rows = Counter((kind, _task(row), row.slot.span) for row, kind in change_of.items())
        told = Counter((one.kind, (one.production_id, one.role, one.crew_id), one.span) for one in changes)
        expected = Counter(_differences(instance, plan)) if instance.previous else Counter()
        assert rows == Counter({one: count for one, count in expected.items() if one[0] != "lost"}), seed
        gained = {"new": "gained"}
        shown = {(gained.get(k, k), *rest): count for (k, *rest), count in expected.items() if k != "kept"}
        assert told == Counter(shown), seed
        seen.update(kind for kind, *_ in expected)
    assert {"kept", "new", "lost"} <= set(seen)


def _task(row: Assignment) -> tuple[str, str, str]:
    return row.slot.production_id, row.slot.role, row.crew_id


def _differences(instance: Instance, plan: Plan) -> Iterator[Told]:
    """Yield every row of before and now: equal windows pair first, the rest by their first days."""
    before: dict[tuple[str, str, str], Counter[DateSpan]] = defaultdict(Counter)
    now: dict[tuple[str, str, str], Counter[DateSpan]] = defaultdict(Counter)
    for row in instance.previous.assignments if instance.previous else ():
        before[_task(row)][row.slot.span] += row not in instance.carried
    for row in plan.assignments:
        now[_task(row)][row.slot.span] += 1
    for task in {*before, *now}:
        same = before[task] & now[task]
        old, new = (sorted((spans[task] - same).elements()) for spans in (before, now))
        yield from (("kept", task, span) for span in same.elements())
        yield from (("moved" if at < len(old) else "new", task, span) for at, span in enumerate(new))
        yield from (("lost", task, span) for span in old[len(new) :] if instance.settings.in_window(span))


@pytest.mark.parametrize("seeds", runs(40))
def test_candidates_have_every_code_that_holds(seeds: range) -> None:
    seen: Counter[str] = Counter()
    for seed in seeds:
        instance = any_studio(seed)
        plan = planned(instance)
        found, _ = candidates_of(plan.vacancies, prospects_on(Board(instance, plan)))
        able = {
            (slot, person.crew_id) for slot in plan.vacancies for person in instance.crew if slot.role in person.roles
        }
        assert {(one.slot, one.crew_id) for one in found} == able, seed
        for one in found:
            codes = {"not employed" if code in ("before-hire", "after-fire") else code for code in one.reasons}
            assert codes == (_codes(instance, plan, one.crew_id, one.slot) or {"free"}), (seed, one)
        seen.update(code for one in found for code in one.reasons)
    assert min(seen[code] for code in ("busy", "gap", "unavailable", "before-hire", "after-fire", "free")) > 0, seen


def _codes(instance: Instance, plan: Plan, crew_id: str, slot: Slot) -> set[str]:
    person = instance.crew_by_id[crew_id]
    days = {slot.span.first_day + timedelta(days=at) for at in range(slot.span.days)}
    terms = [one for one in person.employments if slot.role in one.roles]
    codes = set() if all(any(one.includes(day) for one in terms) for day in days) else {"not employed"}
    if any(away.span.includes(day) for away in person.absences for day in days):
        codes.add("unavailable")
    if instance.is_never(crew_id, slot):
        codes.add("never")
    for row in (*plan.assignments, *instance.carried):
        gap = instance.settings.gap_days if row.slot.production_id != slot.production_id else 0
        near = any(
            row.slot.span.first_day - timedelta(gap) <= day <= row.slot.span.last_day + timedelta(gap) for day in days
        )
        if row.crew_id == crew_id and near:
            codes |= {"busy"} if any(row.slot.span.includes(day) for day in days) else set()
            codes |= {"gap"} if gap else set()
            codes |= {"confirmed-elsewhere"} if _is_confirmed(instance, row) and row in plan.assignments else set()
    return codes


def _is_confirmed(instance: Instance, row: Assignment) -> bool:
    mine = (one for one in instance.standing_bookings if one.crew_id == row.crew_id)
    return any(one.status is BookingStatus.CONFIRMED and instance.is_kept_in(one, row.slot) for one in mine)


@pytest.mark.parametrize("seeds", runs(40))
def test_holds_are_displaced_where_their_people_are_not_in_the_production(seeds: range) -> None:
    seen = 0
    for seed in (*seeds, *IN_ANOTHER_ROLE):
        instance = any_studio(seed)
        plan = planned(instance)
        board = Board(instance, plan)
        prospects = prospects_on(board)
        told = find_conflicts(board, prospects, explain(board, prospects, scale=0))
        there = {(row.crew_id, row.slot.production_id) for row in plan.assignments}
        displaced = [
            (one.production_id, one.crew_id)
            for one in instance.standing_bookings
            if one.status is BookingStatus.HOLD
            and (one.crew_id, one.production_id) not in there
            and any(one.speaks_of(n.window) for n in instance.planned_requirements)
        ]
        assert Counter((c.production_id, c.crew_id) for c in told if c.code == "hold-displaced") == Counter(displaced)
        seen += len(displaced)
    assert seen > 0
