"""What scenarios write: plan workbooks of theirs, the comparison of all, and a page of the best.

Changes when scenarios write another file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.alternatives.comparison.comparing import Comparison, compare_plans
from planner.alternatives.comparison.reading import ComparedPlan
from planner.alternatives.comparison.tables import tables
from planner.alternatives.file_names import file_names
from planner.alternatives.out_folder import Written, write_out
from planner.alternatives.page.writing import Wanted
from planner.alternatives.ranking import worth
from planner.alternatives.scenario_page import choose_shown, scenario_page
from planner.alternatives.scenario_plans import ScenarioPlan
from planner.domain.settings import GoalName
from planner.workbook.planbook.comparison_writing import comparison_workbook

KIND = "scenarios"
COMPARISON = "comparison"
PAGE = "report.html"


@dataclass(frozen=True, slots=True)
class WrittenScenarios:
    """Which scenario is best by the folder's goals, what the files are called, and what became of them in ``out``.

    ``on_page`` are those that the page shows, by their names.
    """

    best: str
    comparison: Comparison
    out: Path
    file_of: Mapping[str, str]
    on_page: tuple[str, ...]
    written: Written


def write_scenarios(
    folder: Path, out: Path, planned: Sequence[ScenarioPlan], goals: Sequence[GoalName], plans: str, wanted: Wanted
) -> WrittenScenarios:
    """Write the plan workbooks asked for, ``best``, ``all`` or ``none``, comparison.xlsx and the page into ``out``.

    Of equally good ones the first is best. Raises OutInUse and DamagedRecord before anything is written, and OSError.
    """
    books = {one.scenario.name: one.planned.workbook for one in planned if one.planned}
    worths = {one.scenario.name: worth(one.planned.instance, one.planned.plan, goals) for one in planned if one.planned}
    best = max(worths, key=lambda name: worths[name])
    stems = dict(zip((COMPARISON, *books), file_names((COMPARISON, *books)), strict=True))
    asked_for = {"best": (best,), "all": tuple(books), "none": ()}[plans]
    file_of = {name: f"{stems[name]}.xlsx" for name in asked_for}
    files = {file_of[name]: books[name] for name in asked_for}
    comparison = compare_plans([as_compared(one) for one in planned if one.planned])
    files[f"{COMPARISON}.xlsx"] = comparison_workbook(tables(comparison), comparison.notes)
    shown = choose_shown(planned, worths)
    files[PAGE] = scenario_page(shown, wanted).encode("utf-8", errors="replace")
    on_page = tuple(one.scenario.name for one in shown)
    return WrittenScenarios(best, comparison, out, file_of, on_page, write_out(folder, out, KIND, files))


def as_compared(one: ScenarioPlan) -> ComparedPlan:
    """Return a scenario's plan as its workbook would say it."""
    made = one.planned
    assert made is not None, "what has no plan is not compared"
    return ComparedPlan(one.scenario.name, made.instance, made.plan, made.report)
