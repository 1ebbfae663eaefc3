"""Plan workbooks as plans to be compared: each with what it was made from, as far as it carries that.

Changes when a plan workbook tells comparisons something else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.domain.crew import CrewMember
from planner.domain.errors import PlannerError
from planner.domain.finding import Finding, Place, Severity
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Production, Slot
from planner.domain.report import Report
from planner.domain.span import DateSpan
from planner.workbook.columns.plan import RUN_NAME
from planner.workbook.planbook.carried_input import read_carried
from planner.workbook.planbook.listed_input import read_listed
from planner.workbook.planbook.plan_reading import PlanContents, PlanRow, plan_of, read_plan
from planner.workbook.planbook.report_reading import read_report

NOTHING = Instance((), (), ())
HINT = "Name plan workbooks that planner solve wrote."


class UnreadablePlan(PlannerError, ValueError):
    """Files to be compared that are no plan workbooks, or hold what none does; ``findings`` say it of all at once.

    ``told`` names the files.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(" ".join(f"{one.place.file} cannot be compared: {one.message}" for one in findings))
        self.findings = tuple(findings)
        files = dict.fromkeys(one.place.file for one in findings)
        self.told = f"{' and '.join(files)} cannot be compared."


@dataclass(frozen=True, slots=True)
class ComparedPlan:
    """A plan by its ``name``, with the ``instance`` that it was made from and what is told about it.

    Without ``knows_input`` the instance holds no more than people, productions and slots, as older plans tell.
    ``doubt`` says what keeps it from being relied on, empty when nothing does.
    """

    name: str
    instance: Instance
    plan: Plan
    report: Report
    knows_input: bool = True
    doubt: str = ""


def read_compared(paths: Sequence[Path], names: Sequence[str]) -> tuple[ComparedPlan, ...]:
    """Read plan workbooks by their names. Raises UnreadablePlan, which tells of all that are none."""
    contents = [read_plan(path) for path in paths]
    faults = [one for path, read in zip(paths, contents, strict=True) for one in _faults(path, read)]
    if faults:
        raise UnreadablePlan(faults)
    return tuple(_compared(*one) for one in zip(names, paths, contents, strict=True))


def _faults(path: Path, read: PlanContents) -> Iterator[Finding]:
    errors = [one for one in read.findings if one.severity is Severity.ERROR]
    for one in errors:
        yield replace(one, hint=HINT if one.code == "missing-sheet" else one.hint)
    if not errors and not read.run.pairs:
        message = f"the sheet {RUN_NAME} is not there, so this is no plan of the planner."
        yield Finding("missing-sheet", Severity.ERROR, Place(path.name, RUN_NAME), message, HINT)


def _compared(name: str, path: Path, read: PlanContents) -> ComparedPlan:
    plan = plan_of(read, NOTHING)
    carried = read_carried(read.run.carried, read.run.pairs, plan)
    known = carried or read_listed(path, plan)
    plan = plan_of(read, known)  # spelled as there
    outside = tuple(Assignment(_slot(row), row.crew_id) for row in read.outside if row.crew_id)
    instance = replace(with_strangers(known, plan, read.rows), beside=outside)
    return ComparedPlan(
        name,
        instance,
        replace(plan, goals=read.goals),
        read_report(path),
        carried is not None,
        _doubt(read, plan),
    )


def _slot(row: PlanRow) -> Slot:
    return Slot(row.production_id, row.role, row.span, row.slot)


def _doubt(read: PlanContents, plan: Plan) -> str:
    """Say that somebody changed the rows by hand since the planner wrote them, as far as its own count tells."""
    told = tuple(read.run.pairs.get(key) for key in ("Filled", "Vacant", "People used"))
    counted = len(plan.assignments), len(plan.vacancies), len({row.crew_id for row in plan.assignments})
    if told == counted or None in told:
        return ""
    return "its rows were changed by hand since the planner wrote it, so that its goals are not those of these rows"


def with_strangers(instance: Instance, plan: Plan, rows: Iterable[PlanRow]) -> Instance:
    """Return the instance with whom and what a plan names beside it, as far as the plan says who and what that is."""
    names: Mapping[str, str] = {row.crew_id: row.full_name for row in rows}
    titles: Mapping[str, str] = {row.production_id: row.title for row in rows}
    roles = {row.crew_id: row.slot.role for row in plan.assignments}
    spans: dict[str, list[DateSpan]] = {}
    for slot in (*(row.slot for row in plan.assignments), *plan.vacancies):
        spans.setdefault(slot.production_id, []).append(slot.span)
    people = [
        CrewMember.employed(one, names.get(one) or one, role)
        for one, role in roles.items()
        if one not in instance.crew_by_id
    ]
    productions = [
        Production(one, titles.get(one) or one, DateSpan(min(days).first_day, max(day.last_day for day in days)))
        for one, days in spans.items()
        if one not in instance.production_by_id
    ]
    return instance.rebuilt(crew=(*instance.crew, *people), productions=(*instance.productions, *productions))
