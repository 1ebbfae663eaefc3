"""Plans joined with each other: what each reaches, and who differs where.

Changes when a comparison counts something else.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from planner.alternatives.side_by_side import Comparison, Difference, GoalFigure, PlanFigures
from planner.domain.errors import PlannerError
from planner.workbook.columns import heads
from planner.workbook.planbook.plan_frames import PlanFrames, read_plan_frames

_Key = tuple[str, str, date, date]  # production, role, first and last day


class UnreadablePlan(PlannerError, ValueError):
    """A file that is not a plan workbook, and why."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path.name} cannot be compared: {why}")
        self.path = path
        self.why = why


def read_for_comparison(path: Path) -> PlanFrames:
    """Read one plan workbook. Raises UnreadablePlan when it is none."""
    frames = read_plan_frames(path)
    if isinstance(frames, str):
        raise UnreadablePlan(path, frames)
    try:
        return _typed(frames)
    except (TypeError, ValueError) as error:
        raise UnreadablePlan(path, f"a cell of it does not hold what the planner wrote: {error}.") from error


def compare(paths: Sequence[Path], names: Sequence[str] = ()) -> Comparison:
    """Compare plan workbooks, in the order given, by their ``names`` or those of their files.

    Raises UnreadablePlan for the first file that is none.
    """
    frames = [read_for_comparison(path) for path in paths]
    plans = tuple(_figures(name, plan) for name, plan in zip(names or _names(paths), frames, strict=True))
    return Comparison(plans, tuple(_differences([plan.assignments for plan in frames])))


def _names(paths: Sequence[Path]) -> list[str]:
    """Name plans by file, or by path where files of different folders are called the same; never twice the same."""
    short = [path.name.casefold() for path in paths]
    names = [str(path) if short.count(path.name.casefold()) > 1 else path.name for path in paths]
    taken: list[str] = []
    for name in names:
        copies = sum(other == name for other in names[: len(taken)])
        taken.append(f"{name} ({copies + 1})" if copies else name)
    return taken


def _typed(plan: PlanFrames) -> PlanFrames:
    """Give the columns that are counted and joined their types; people and productions are named by text."""
    texts = {
        name: _texts(plan.assignments[name])
        for name in (heads.PRODUCTION_ID, heads.TITLE, heads.ROLE, heads.CREW_ID, heads.FULL_NAME)
    }
    days = {name: pd.to_datetime(_texts(plan.assignments[name]), format="%Y-%m-%d") for name in (heads.FROM, heads.TO)}
    if any(column.isna().any() for column in days.values()):
        raise ValueError("a day is missing in From or To")
    assignments = plan.assignments.assign(**texts, **days)
    assignments[heads.DAYS] = (assignments[heads.TO] - assignments[heads.FROM]).dt.days + 1
    productions = plan.productions.assign(**{heads.PRODUCTION_ID: _texts(plan.productions[heads.PRODUCTION_ID])})
    productions[heads.PRIORITY] = pd.to_numeric(productions[heads.PRIORITY]).astype("int64")
    crew = plan.crew.assign(**{heads.CREW_ID: _texts(plan.crew[heads.CREW_ID])})
    crew["Cents"] = (pd.to_numeric(crew[heads.DAY_RATE]).fillna(0).astype("float64") * 100).round().astype("int64")
    goals = plan.goals.copy()
    for name in (heads.VALUE, heads.BOUND):
        goals[name] = pd.to_numeric(goals[name]).astype("int64")
    return PlanFrames(assignments, productions, crew, plan.run, goals)


def _texts(column: "pd.Series[str]") -> "pd.Series[str]":
    return column.map(lambda value: "" if value is None else str(value)).astype("str")


def _figures(name: str, plan: PlanFrames) -> PlanFigures:
    slots = plan.assignments.merge(
        plan.productions[[heads.PRODUCTION_ID, heads.PRIORITY]], how="left", on=heads.PRODUCTION_ID
    )
    slots[heads.FILLED] = slots[heads.CREW_ID] != ""
    by_priority = slots.groupby(heads.PRIORITY)[heads.FILLED].agg(["sum", "size"])
    whole = slots.groupby(heads.PRODUCTION_ID)[heads.FILLED].all()
    worked = slots[slots[heads.FILLED]].merge(plan.crew[[heads.CREW_ID, "Cents"]], how="left", on=heads.CREW_ID)
    return PlanFigures(
        name=name,
        status=str(plan.run.get("Status", "")),
        filled=tuple((int(priority), int(filled)) for priority, filled, _ in by_priority.itertuples()),
        vacant=tuple((int(priority), int(size - filled)) for priority, filled, size in by_priority.itertuples()),
        productions=len(whole),
        whole=int(whole.sum()),
        people=int(worked[heads.CREW_ID].nunique()),
        days=int(worked[heads.DAYS].sum()),
        cost_cents=int((worked[heads.DAYS] * worked["Cents"].fillna(0)).sum()),
        goals=tuple(_goal_figures(plan.goals)),
    )


def _goal_figures(goals: pd.DataFrame) -> list[GoalFigure]:
    figures = []
    for goal in goals.to_dict("records"):
        step = goal[heads.PRIORITY] or goal[heads.RANK]
        label = f"{goal[heads.GOAL]} {step}" if step else str(goal[heads.GOAL])
        figures.append(GoalFigure(label, int(goal[heads.VALUE]), int(goal[heads.BOUND]), goal[heads.PROVEN] == "yes"))
    return figures


def _differences(plans: Sequence[pd.DataFrame]) -> list[Difference]:
    """Return the windows that two plans staff with different sets of people, or that not all of them ask for."""
    staffed = [_staffed(plan) for plan in plans]
    titles = {key: title for plan in reversed(plans) for key, title in zip(_keys(plan), plan[heads.TITLE], strict=True)}
    differences = []
    for key in sorted(titles):
        cells = [of_plan.get(key) for of_plan in staffed]
        if all(cell == cells[0] for cell in cells):
            continue
        production_id, role, first_day, last_day = key
        people = tuple(None if cell is None else tuple(person for person in cell if person) for cell in cells)
        vacant = tuple(0 if cell is None else cell.count("") for cell in cells)
        differences.append(Difference(production_id, titles[key], role, first_day, last_day, people, vacant))
    return differences


def _staffed(assignments: pd.DataFrame) -> dict[_Key, tuple[str, ...]]:
    """Return per window its people, sorted, an empty text for each vacancy."""
    # A folder without Crew IDs has the names for identifiers; they are not said twice.
    names = assignments[heads.FULL_NAME].where(assignments[heads.FULL_NAME] != assignments[heads.CREW_ID], "")
    shown = (assignments[heads.CREW_ID] + " " + names).str.strip()
    people: dict[_Key, list[str]] = defaultdict(list)
    for key, person in zip(_keys(assignments), shown, strict=True):
        people[key].append(person)
    return {key: tuple(sorted(names)) for key, names in people.items()}


def _keys(assignments: pd.DataFrame) -> Iterator[_Key]:
    for row in assignments[[heads.PRODUCTION_ID, heads.ROLE, heads.FROM, heads.TO]].itertuples(index=False):
        yield str(row[0]), str(row[1]), row[2].date(), row[3].date()
