"""A plan as the page takes it: the input, the plan and its report; and what of the report may be shown.

Changes when the page tells something else of a plan.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.alternatives.page.discretion import discreet, discreet_remedy, let_through
from planner.audit import Board, prospects_on, report_on
from planner.audit.remedy_wording import NONE_FOUND, NOT_EXAMINED
from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.domain.production import Slot
from planner.domain.report import Candidate, Conflict, Report
from planner.domain.settings import GoalName
from planner.remedies import explain

INPUT_WARNING, VACANCY = "input-warning", "vacancy"
_NO_REMEDIES = (NOT_EXAMINED, NONE_FOUND)
NOT_SHOWN = "The reason stands in the plan workbook, on the sheet Conflicts."


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """One plan of a page, by its ``name``; ``fits`` says that it is a plan of its ``instance`` that breaks no rule.

    ``made`` says when it was planned, empty when nobody knows.
    """

    name: str
    instance: Instance
    plan: Plan
    report: Report
    fits: bool = True
    made: str = ""


def as_shown(shown: ShownPlan, *, with_rates: bool) -> ShownPlan:
    """Return a plan with what the page may say of it: with nothing that stays at home unless ``with_rates``.

    Conflicts, changes and remedies are those of its report; its sentences are made anew where that can be done.
    """
    instance = shown.instance if with_rates else discreet(shown.instance)
    anew = _told_anew(shown.instance, instance, shown.plan) if shown.fits else Report()
    report = shown.report
    if not with_rates:
        words = {_key(one): one for one in anew.conflicts}
        report = replace(
            report,
            conflicts=tuple(_discreet(one, words.get(_key(one))) for one in report.conflicts),
            remedies=tuple(map(discreet_remedy, report.remedies)),
        )
    goals = tuple(goal for goal in shown.plan.goals if with_rates or goal.name is not GoalName.COST)
    report = replace(
        report,
        conflicts=tuple(map(_own_options, report.conflicts)),
        candidates=anew.candidates,
        change_of={},
        explained=anew.explained,
        shared=(),
        weeks=(),
    )
    return replace(shown, instance=instance, plan=replace(shown.plan, goals=goals), report=report)


def _told_anew(true: Instance, told: Instance, plan: Plan) -> Report:
    """Return the report in the words of one instance, its reasons found with all that the other one knows."""
    board, telling = Board(true, plan), Board(told, plan)
    explained = explain(board, prospects_on(board), scale=0)
    return report_on(telling, prospects_on(telling), explained)


def _key(one: Conflict) -> tuple[object, ...]:
    return one.code, one.production_id, one.role, one.slot_number, one.span, one.crew_id


def _discreet(one: Conflict, anew: Conflict | None) -> Conflict:
    """Return a conflict in words that tell nothing that stays at home; ``anew`` is the same in words made from such."""
    if one.code == INPUT_WARNING:  # it may quote any cell
        return replace(one, what="The input has warnings.", why=let_through(one.why), options=())
    if anew is not None:
        options = one.options if one.code == VACANCY else anew.options
        return replace(one, what=anew.what, why=anew.why, options=options)
    options = tuple(option for option in one.options if let_through(option))
    return replace(one, why=let_through(one.why) or NOT_SHOWN, options=options)


def _own_options(one: Conflict) -> Conflict:
    """Leave to a vacancy only what is said in place of remedies: these are told by their numbers."""
    if one.code != VACANCY:
        return one
    return replace(one, options=tuple(option for option in one.options if option in _NO_REMEDIES))


def nearest(report: Report, slot: Slot, most: int = 3) -> Iterator[Candidate]:
    """Yield who comes nearest to filling a vacancy."""
    mine = (one for one in report.candidates if one.slot == slot)
    for _, one in zip(range(most), mine, strict=False):
        yield one
