"""Plan workbooks of a folder as plans to be shown.

Changes when a plan for the page is found elsewhere.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from planner.alternatives.comparison.comparing import Comparison, compare
from planner.alternatives.comparison.reading import UnreadablePlan, with_strangers
from planner.alternatives.page.shown import ShownPlan
from planner.audit import Board, audit_board
from planner.domain.finding import Finding
from planner.domain.instance import Instance
from planner.domain.run import origin_of
from planner.workbook.planbook.plan_reading import plan_of
from planner.workbook.planbook.report_reading import read_report
from planner.workbook.reading import FolderPaths, Reading, read_folder


@dataclass(frozen=True, slots=True)
class FolderPlans:
    """The plans of a folder that were asked for, ``date_order`` of its settings, and the findings where one is none.

    ``plans`` is empty exactly when the input or a plan cannot be read. ``comparison`` is there for several plans.
    """

    plans: tuple[ShownPlan, ...]
    date_order: str
    findings: tuple[Finding, ...]
    comparison: Comparison | None = None


def read_plans(paths: FolderPaths, plans: Sequence[Path]) -> FolderPlans:
    """Read a folder's input with each of some plan workbooks; the first that cannot be read is told of."""
    shown, order = [], ""
    reading = None
    for name, path in zip(names_of(plans), plans, strict=True):
        reading = _read(replace(paths, plan=path, previous=path), reading)
        if reading.instance is None:
            return FolderPlans((), "", reading.findings)
        order = reading.tables.date_order or ""
        shown.append(_shown(name, path, reading, reading.instance, is_own=path.resolve() == paths.plan.resolve()))
    return FolderPlans(tuple(shown), str(order), (), _compared(plans))


def _compared(plans: Sequence[Path]) -> Comparison | None:
    """Return several plans compared by what they themselves carry; None for one, and for files that tell nothing."""
    with suppress(UnreadablePlan):
        return compare(plans, names_of(plans)) if len(plans) > 1 else None
    return None


def _read(paths: FolderPaths, at_hand: Reading | None) -> Reading:
    """Read a folder with a plan, one that was made of other people or productions too."""
    reading = read_folder(paths, at_hand=at_hand)
    if reading.instance is not None:
        return reading
    return read_folder(paths, fresh=True, at_hand=reading)


def _shown(name: str, path: Path, reading: Reading, instance: Instance, *, is_own: bool) -> ShownPlan:
    contents = reading.previous
    now = origin_of(reading.inputs, "", 0).inputs
    same_input = contents.origin is not None and contents.origin.inputs == now
    made_here = is_own or same_input
    plan = plan_of(contents, instance)
    slots = {row.slot for row in plan.assignments} | set(plan.vacancies)
    # audited without its goals: stability was counted against the plan before
    fits = made_here and slots == set(instance.slots) and not audit_board(Board(instance, plan))
    known = instance if fits else with_strangers(instance, plan, contents.rows)
    plan = replace(plan, goals=contents.goals)
    older = contents.origin is not None and not same_input
    return ShownPlan(name, known, plan, read_report(path), fits, contents.edited.solved, older)


def names_of(paths: Sequence[Path]) -> list[str]:
    """Name plans by their files, or by path where two are called the same; never twice the same."""
    stems = [path.stem.casefold() for path in paths]
    names: list[str] = []
    for path in paths:
        name = path.stem if stems.count(path.stem.casefold()) == 1 else str(path)
        copies = sum(other == name for other in names)
        names.append(f"{name} ({copies + 1})" if copies else name)
    return names
