"""What scenarios write: plan workbooks of theirs, the comparison of all, and a page of the best.

Changes when scenarios write another file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.alternatives.comparison import compare
from planner.alternatives.file_names import file_names
from planner.alternatives.out_folder import Written, write_out
from planner.alternatives.page.writing import Wanted
from planner.alternatives.ranking import worth
from planner.alternatives.scenario_page import choose_shown, scenario_page
from planner.alternatives.scenario_plans import ScenarioPlan
from planner.alternatives.side_by_side import Comparison
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
    with TemporaryDirectory() as home:
        paths = [Path(home) / f"{stems[name]}.xlsx" for name in books]
        for path, book in zip(paths, books.values(), strict=True):
            path.write_bytes(book)
        comparison = compare(paths, tuple(books))
    files[f"{COMPARISON}.xlsx"] = comparison_workbook(comparison)
    shown = choose_shown(planned, worths)
    files[PAGE] = scenario_page(shown, wanted).encode("utf-8", errors="replace")
    on_page = tuple(one.scenario.name for one in shown)
    return WrittenScenarios(best, comparison, out, file_of, on_page, write_out(folder, out, KIND, files))
