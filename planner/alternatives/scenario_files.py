"""What scenarios write: plan workbooks of theirs, and the comparison of all.

Changes when scenarios write another file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.alternatives.comparison import compare
from planner.alternatives.file_names import file_names
from planner.alternatives.out_folder import Written, write_out
from planner.alternatives.ranking import worth
from planner.alternatives.scenario_plans import ScenarioPlan
from planner.alternatives.side_by_side import Comparison
from planner.domain.settings import GoalName
from planner.workbook.planbook.comparison_writing import comparison_workbook

KIND = "scenarios"
COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class WrittenScenarios:
    """Which scenario is best by the folder's goals, what the files are called, and what became of them in ``out``."""

    best: str
    comparison: Comparison
    out: Path
    file_of: Mapping[str, str]
    written: Written


def write_scenarios(
    folder: Path, out: Path, planned: Sequence[ScenarioPlan], goals: Sequence[GoalName], plans: str
) -> WrittenScenarios:
    """Write the plan workbooks asked for, ``best``, ``all`` or ``none``, and comparison.xlsx into ``out``.

    Of equally good ones the first is best. Raises OutInUse and DamagedRecord before anything is written, and OSError.
    """
    books = {one.scenario.name: one.planned.workbook for one in planned if one.planned}
    worths = {one.scenario.name: worth(one.planned.instance, one.planned.plan, goals) for one in planned if one.planned}
    best = max(worths, key=lambda name: worths[name])
    stems = dict(zip((COMPARISON, *books), file_names((COMPARISON, *books)), strict=True))
    wanted = {"best": (best,), "all": tuple(books), "none": ()}[plans]
    file_of = {name: f"{stems[name]}.xlsx" for name in wanted}
    files = {file_of[name]: books[name] for name in wanted}
    with TemporaryDirectory() as home:
        paths = [Path(home) / f"{stems[name]}.xlsx" for name in books]
        for path, book in zip(paths, books.values(), strict=True):
            path.write_bytes(book)
        comparison = compare(paths, tuple(books))
    files[f"{COMPARISON}.xlsx"] = comparison_workbook(comparison)
    return WrittenScenarios(best, comparison, out, file_of, write_out(folder, out, KIND, files))
