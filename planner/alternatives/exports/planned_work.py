"""Who works on what, as the plan at hand says: also what lies outside the plan window, for it is worked all the same.

Changes when the plan workbook says elsewhere who works.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.span import DateSpan
from planner.workbook.reading import Reading
from planner.workbook.xlsx.cells import match_key


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """Somebody in a role on a production for some days; names are those of the input, else those of the plan."""

    production_id: str
    title: str
    role: str
    crew_id: str
    full_name: str
    span: DateSpan


def planned_work(reading: Reading) -> tuple[PlannedWork, ...]:
    """Return every filled row of the plan at hand; identifiers are spelled as in the input where that knows them."""
    return tuple(_planned_work(reading))


def _planned_work(reading: Reading) -> Iterator[PlannedWork]:
    instance, plan = reading.instance, reading.previous
    people = {match_key(person.crew_id): person for person in instance.crew} if instance else {}
    productions = {match_key(one.production_id): one for one in instance.productions} if instance else {}
    for row in (*plan.rows, *plan.outside):
        if row.crew_id:
            person, production = people.get(match_key(row.crew_id)), productions.get(match_key(row.production_id))
            yield PlannedWork(
                production.production_id if production else row.production_id,
                (production.title if production else row.title) or row.production_id,
                reading.known.role(row.role),
                person.crew_id if person else row.crew_id,
                (person.full_name if person else row.full_name) or row.crew_id,
                row.span,
            )
