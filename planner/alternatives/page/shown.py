"""A plan as the page takes it: the input, the plan and its report; and what of the report may be shown.

Changes when the page tells something else of a plan.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from planner.alternatives.page.dates import Days
from planner.alternatives.page.discretion import discreet, discreet_remedy, let_through, tells
from planner.audit import Board, Prospects, prospects_on
from planner.audit.candidates import Field, candidates_of
from planner.audit.conflicts import find_conflicts
from planner.audit.remedy_wording import NONE_FOUND, NOT_EXAMINED
from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.domain.production import Slot
from planner.domain.reason import ReasonKind
from planner.domain.report import Candidate, Conflict, Report
from planner.domain.settings import GoalName
from planner.remedies import explain

INPUT_WARNING, VACANCY = "input-warning", "vacancy"
NOT_SHOWN = "The reason stands in the plan workbook, on the sheet Conflicts."
MOST_NEAR = 2
_NO_REMEDIES = (NOT_EXAMINED, NONE_FOUND)


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """One plan of a page, by its ``name``; ``fits`` says that it is a plan of its ``instance`` that breaks no rule.

    ``made`` says when it was planned, empty when nobody knows; ``older`` that the inputs were changed since.
    """

    name: str
    instance: Instance
    plan: Plan
    report: Report
    fits: bool = True
    made: str = ""
    older: bool = False

    @property
    def note(self) -> str:
        """What has to be known of a plan that is not, or may not be, the one of its input; empty where it is."""
        if not self.fits:
            return "It was made from other input than the folder holds now; leave and employment are the folder's."
        return "It may be older than the inputs: they were changed since it was planned." if self.older else ""


def as_shown(shown: ShownPlan, *, with_rates: bool) -> ShownPlan:
    """Return a plan with what the page may say of it: with nothing that stays at home unless ``with_rates``.

    Conflicts, changes and remedies are those of its report. Sentences that might tell what stays at home are made anew,
    and left out where that cannot be done. ``candidates`` are the few who come nearest to each vacancy.
    """
    instance = shown.instance if with_rates else discreet(shown.instance)
    retold = _Retold(shown, instance)
    conflicts, remedies, goals = shown.report.conflicts, shown.report.remedies, shown.plan.goals
    if not with_rates:
        conflicts = tuple(_discreet(_own_options(one), retold) for one in conflicts)
        remedies = tuple(map(discreet_remedy, remedies))
        goals = tuple(goal for goal in goals if goal.name is not GoalName.COST)
    report = Report(
        tuple(map(_own_options, conflicts)),
        retold.nearest,
        changes=shown.report.changes,
        remedies=remedies,
    )
    return replace(shown, instance=instance, plan=replace(shown.plan, goals=goals), report=report)


def with_days(shown: ShownPlan, days: Days) -> ShownPlan:
    """Return a plan whose sentences tell days in the order of the folder."""
    said, report = days.reworded, shown.report
    conflicts = (
        replace(one, what=said(one.what), why=said(one.why), options=tuple(map(said, one.options)))
        for one in report.conflicts
    )
    report = replace(
        report,
        conflicts=tuple(conflicts),
        candidates=tuple(replace(one, detail=said(one.detail)) for one in report.candidates),
        remedies=tuple(replace(one, what=said(one.what)) for one in report.remedies),
    )
    return replace(shown, report=report)


class _Retold:
    """What is told of a plan, anew, in the words of ``telling``: its instance without what stays at home."""

    def __init__(self, shown: ShownPlan, telling: Instance) -> None:
        self._shown = shown
        self._board = Board(telling, shown.plan)

    @cached_property
    def nearest(self) -> tuple[Candidate, ...]:
        """Who comes nearest to each vacancy; nobody where the plan is not one of its instance."""
        return candidates_of(self._shown.plan.vacancies, self._near)[0] if self._shown.fits else ()

    def conflict(self, one: Conflict) -> Conflict | None:
        """Return a conflict in new words, None where it is not one of its instance or takes a search to explain."""
        return self._conflicts.get(_key(one)) if self._shown.fits else None

    @cached_property
    def _prospects(self) -> Prospects:
        return prospects_on(self._board)

    def _near(self, slot: Slot) -> Field:
        field = self._prospects(slot)
        return replace(field, nearest=field.nearest[:MOST_NEAR])

    @cached_property
    def _conflicts(self) -> dict[tuple[object, ...], Conflict]:
        true = Board(self._shown.instance, self._shown.plan)  # reasons are found with all that is known
        found = explain(true, prospects_on(true), scale=0, goes_on=lambda: False)
        unknown = {slot for slot, reason in found.reasons.items() if reason.kind is ReasonKind.NOT_SHOWN}
        told = find_conflicts(self._board, self._prospects, found)
        return {_key(one): one for one in told if one.vacant_slot not in unknown}


def _key(one: Conflict) -> tuple[object, ...]:
    return one.code, one.production_id, one.role, one.slot_number, one.span, one.crew_id


def _discreet(one: Conflict, retold: _Retold) -> Conflict:
    """Return a conflict in words that tell nothing that stays at home."""
    if one.code == INPUT_WARNING:  # it may quote any cell
        return replace(one, what="The input has warnings.", why=let_through(one.why), options=())
    if not any(map(tells, (one.why, *one.options))):
        return one
    anew = retold.conflict(one)
    if anew is None:
        options = tuple(filter(let_through, one.options))
        return replace(one, why=let_through(one.why) or NOT_SHOWN, options=options)
    return replace(_own_options(anew), severity=one.severity, source=one.source)


def _own_options(one: Conflict) -> Conflict:
    """Leave to a vacancy only what is said in place of remedies: these are told by their numbers."""
    if one.code != VACANCY:
        return one
    return replace(one, options=tuple(option for option in one.options if option in _NO_REMEDIES))
