"""The page of scenarios: the folder as it is and the best of them, as many as a page to send may hold.

Changes when other scenarios should be on their page.
"""

from collections.abc import Mapping, Sequence

from planner.alternatives.comparison.comparing import compare_plans
from planner.alternatives.comparison.reading import ComparedPlan
from planner.alternatives.page.shown import ShownPlan
from planner.alternatives.page.writing import Wanted, page
from planner.alternatives.scenario_plans import ScenarioPlan
from planner.domain.scenario import BASE

MOST_PLANS = 8  # figures stand side by side, a column each
MOST_ROWS = 40_000  # a slot of a plan is a row: some 1 MB, as five plans of 7,000 slots


def choose_shown(planned: Sequence[ScenarioPlan], worths: Mapping[str, tuple[int, ...]]) -> tuple[ScenarioPlan, ...]:
    """Return the folder as it is and the scenarios of most worth that a page has room for, the best of them first.

    Of equally good ones the first; base and one scenario are always there.
    """
    first = [one for one in planned if one.scenario.name == BASE]
    others = sorted(
        (one for one in planned if one not in first), key=lambda one: worths[one.scenario.name], reverse=True
    )
    room, shown = MOST_ROWS, list[ScenarioPlan]()
    for one in (*first, *others):
        room -= _rows(one)
        if len(shown) > 1 and (room < 0 or len(shown) == MOST_PLANS):
            break
        shown.append(one)
    return tuple(shown)


def scenario_page(shown: Sequence[ScenarioPlan], wanted: Wanted) -> str:
    """Return the page of scenarios that were planned; what their names say of rates is told with these only."""
    plans = [_as_plan(one, tells_rates=wanted.with_rates) for one in shown]
    compared = [ComparedPlan(one.name, one.instance, one.plan, one.report) for one in plans]
    return page(plans, wanted, compare_plans(compared))


def _as_plan(one: ScenarioPlan, *, tells_rates: bool) -> ShownPlan:
    made, scenario = one.planned, one.scenario
    assert made is not None, "what has no plan is not shown"
    name = scenario.name if tells_rates else scenario.discreet_name or scenario.name
    return ShownPlan(
        name, made.instance, made.plan, made.report, made=made.run.started.isoformat(sep=" ", timespec="seconds")
    )


def _rows(one: ScenarioPlan) -> int:
    return len(one.planned.plan.assignments) + len(one.planned.plan.vacancies) if one.planned else 0
