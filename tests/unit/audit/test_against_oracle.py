"""The audit finds nothing in plans of tiny studios that break no rule, and counts the goals as the search does."""

from collections import Counter
from random import Random

import pytest

from planner.audit import Board, audit, recompute_goals
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Slot
from planner.explaining import explained
from tests import oracle
from tests.builders import plan_of
from tests.studios import random_studio


def plan_with(instance: Instance, picks: oracle.Picks) -> Plan:
    numbers: Counter[object] = Counter()
    rows = []
    for need, who in sorted(picks, key=lambda pick: (pick[0].production_id, pick[0].role, pick[0].span, pick[1])):
        numbers[need] += 1
        rows.append(Assignment(Slot(need.production_id, need.role, need.span, numbers[need]), who))
    return plan_of(instance, *rows)


@pytest.mark.parametrize("seed", range(150))
def test_sound_plans_are_found_sound(seed: int) -> None:
    instance = random_studio(seed)
    plans = sorted(oracle.all_plans(instance), key=str)
    for picks in Random(seed).sample(plans, min(3, len(plans))):
        plan = plan_with(instance, picks)
        # A beginning may be given up only where the oracle gives it up too, so nothing is left to be found.
        assert audit(instance, plan) == ()
        assert list(recompute_goals(instance, plan).values()) == oracle.goal_values(instance, picks)
        report = explained(Board(instance, plan), 0, lambda: True)
        told = [c for c in report.conflicts if c.code == "vacancy"]
        assert len(told) == len(plan.vacancies)
        assert all(conflict.why and conflict.what for conflict in report.conflicts)


@pytest.mark.parametrize("seed", range(150))
def test_a_person_where_they_may_not_be_is_found(seed: int) -> None:
    """Put somebody into a vacant slot: the audit objects exactly when that is no plan of the search."""
    instance = random_studio(seed)
    plans = set(oracle.all_plans(instance))
    picks = min(plans, key=str)
    for need in instance.planned_requirements:
        for person in instance.crew:
            more = picks | {(need, person.crew_id)}
            if len(more) > len(picks) and sum(one == need for one, _ in picks) < need.count:
                assert (audit(instance, plan_with(instance, more)) == ()) == (more in plans)
