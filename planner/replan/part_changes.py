"""The changes of a whole folder as far as they are about a part of it.

Changes when a kind of change is about something else.
"""

from collections.abc import Iterable

from planner.domain.change import AddPerson, Book, Change, MoveWindow, SetNeed, SplitWindow
from planner.domain.instance import Instance
from planner.domain.named_hires import named


def changes_in(part: Instance, whole: Instance, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return those of the changes of a whole folder that are about what is in a part of it, hires as people."""
    here = {need.window for need in part.requirements}
    booked, booked_here = ({one.key for one in instance.bookings} for instance in (whole, part))
    people, productions = set(part.crew_by_id), set(part.production_by_id)
    kept: list[Change] = []
    for change in named(whole, changes):
        match change:
            case AddPerson(crew_id):
                people.add(crew_id)
            case SetNeed(count=count) if change.window not in here and not count:
                continue  # a row that asks for nobody is not there
            case MoveWindow() | SplitWindow() if change.window not in here:
                continue
            case Book():
                there = {change.crew_id} <= people and {change.production_id} <= productions
                if not there or (change.key in booked and change.key not in booked_here):
                    continue
        kept.append(change)
    return tuple(kept)
