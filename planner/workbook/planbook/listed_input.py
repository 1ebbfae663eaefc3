"""What a plan's own sheets say of people and productions, for plans that do not carry what they were made from.

Changes when the Crew or Productions sheet of the plan does.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from planner.domain.crew import CrewMember
from planner.domain.finding import Finding
from planner.domain.instance import Instance
from planner.domain.plan import Plan
from planner.domain.production import DEFAULT_PRIORITY, Production, Requirement
from planner.domain.span import DateSpan
from planner.workbook.columns import heads
from planner.workbook.columns.plan import PLAN_CREW, PLAN_PRODUCTIONS
from planner.workbook.inputs.opening import open_table
from planner.workbook.inputs.tables import Table
from planner.workbook.planbook.plan_limits import MOST_PLAN_BYTES, MOST_PLAN_CELLS
from planner.workbook.xlsx.workbook_file import open_workbook


def read_listed(path: Path, plan: Plan) -> Instance:
    """Return the people, productions and slots that a plan workbook lists; rows of no sense say nothing."""
    sheets = PLAN_CREW.name, PLAN_PRODUCTIONS.name
    book = open_workbook(path, "plan", sheets, MOST_PLAN_BYTES, MOST_PLAN_CELLS)
    crew, productions = (
        (None, None)
        if isinstance(book, Finding)
        else (open_table(book, sheet, []) for sheet in (PLAN_CREW, PLAN_PRODUCTIONS))
    )
    slots = Counter(slot.window for slot in (*(row.slot for row in plan.assignments), *plan.vacancies))
    needs = tuple(Requirement(*window, count) for window, count in slots.items())
    people = {one.crew_id: one for one in _people(crew)}
    return Instance.sorted(tuple(people.values()), tuple(_productions(productions)), needs)


def _people(table: Table | None) -> Iterator[CrewMember]:
    for row in table.rows() if table else ():
        crew_id, role = row.text(heads.CREW_ID), row.text(heads.ROLE)
        if crew_id and role:
            yield CrewMember.employed(crew_id, row.text(heads.FULL_NAME) or crew_id, role)


def _productions(table: Table | None) -> Iterator[Production]:
    for row in table.rows() if table else ():
        one, title = row.text(heads.PRODUCTION_ID), row.text(heads.TITLE)
        start, end = row.day(heads.START), row.day(heads.END)
        priority = row.whole(heads.PRIORITY, "bad-priority", 1, 5)
        if one and start and end and start <= end:
            yield Production(one, title or one, DateSpan(start, end), priority or DEFAULT_PRIORITY)
