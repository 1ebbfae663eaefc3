"""A planning folder read for the desk.

Changes when the desk needs to know more about a folder.
"""

from planner.desk.state import Desk
from planner.domain.instance import Instance
from planner.domain.names import name_key
from planner.workbook.columns import heads
from planner.workbook.columns.crew import CREW
from planner.workbook.columns.productions import PRODUCTIONS
from planner.workbook.reading import Reading


def desk_of(reading: Reading, instance: Instance) -> Desk:
    """Return the desk of a folder that was read without an error."""
    crew, productions = reading.tables.get(CREW), reading.tables.get(PRODUCTIONS)
    return Desk(
        instance,
        _roles(reading, instance),
        reading.known.roles.listed,
        crew is None or heads.CREW_ID in crew,
        productions is None or heads.PRODUCTION_ID in productions,
        tuple(sorted(reading.known.productions.cancelled - instance.production_by_id.keys())),
    )


def _roles(reading: Reading, instance: Instance) -> dict[str, str]:
    """Return how each role that is known or in use is spelled, by its name key, other names of it included."""
    in_use = [role for person in instance.crew for role in person.roles]
    in_use += [need.role for need in instance.requirements]
    roles = {name_key(role): role for role in in_use}
    return roles | {name_key(key): role for key, role in reading.known.roles.spelling.items()}
