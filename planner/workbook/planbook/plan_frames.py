"""A finished plan workbook as pandas frames, for comparing plans with each other.

Changes when comparing needs another sheet of the plan.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from planner.domain.finding import Finding
from planner.workbook.columns.plan import ASSIGNMENTS, PLAN_CREW, PLAN_PRODUCTIONS, RUN_GOALS, RUN_NAME
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.headers import find_header, unused_columns
from planner.workbook.planbook.plan_limits import MOST_PLAN_BYTES, MOST_PLAN_CELLS
from planner.workbook.planbook.run_reading import cell_of, sheet_values, split_run
from planner.workbook.xlsx.cells import match_key
from planner.workbook.xlsx.workbook_file import RawSheet, open_workbook


@dataclass(frozen=True, slots=True)
class PlanFrames:
    """The sheets of one plan as frames with the contract's column names; ``run`` holds the Run sheet's keys."""

    assignments: pd.DataFrame
    productions: pd.DataFrame
    crew: pd.DataFrame
    run: dict[str, object]
    goals: pd.DataFrame


def read_plan_frames(path: Path) -> PlanFrames | str:
    """Read a plan workbook, or return a sentence that says why it is none."""
    specs = (ASSIGNMENTS, PLAN_PRODUCTIONS, PLAN_CREW)
    wanted = [*(spec.name for spec in specs), RUN_NAME]
    book = open_workbook(path, "plan", wanted, MOST_PLAN_BYTES, MOST_PLAN_CELLS)
    if isinstance(book, Finding):
        return book.message
    frames: list[pd.DataFrame] = []
    for spec in specs:
        frame = _frame(book.sheets.get(match_key(spec.name)), spec)
        if isinstance(frame, str):
            return frame
        frames.append(frame)
    run = book.sheets.get(match_key(RUN_NAME))
    if run is None:
        return f"it has no sheet {RUN_NAME}, so it is not a plan of the planner."
    said = split_run(run)
    assignments, productions, crew = frames
    return PlanFrames(assignments, productions, crew, dict(said.pairs), _goals_frame([*map(list, said.goals)]))


def _frame(raw: RawSheet | None, spec: Sheet) -> pd.DataFrame | str:
    if raw is None:
        return f"it has no sheet {spec.name}, so it is not a plan of the planner."
    header, _ = find_header(spec, raw, "")
    if header is None or unused_columns(spec, header):
        return f"its sheet {spec.name} has not the columns {', '.join(spec.names)}."
    rows = (row for (number, _), row in zip(raw.rows, sheet_values(raw), strict=True) if number > header.row)
    body = [[cell_of(row, header.at[name]) for name in spec.names] for row in rows]
    return pd.DataFrame(body, columns=list(spec.names), dtype=object)


def _goals_frame(rows: list[list[object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(RUN_GOALS), dtype=object)
