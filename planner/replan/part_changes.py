"""The changes of a whole folder as far as they are about a part of it.

Changes when a kind of change is about something else.
"""

from collections.abc import Iterable

from planner.domain.change import AddPerson, Book, Change, MoveWindow, SetNeed, SplitWindow
from planner.domain.instance import Instance
from planner.domain.named_hires import named


def changes_in(part: Instance, whole: Instance, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return those of the changes of a whole folder that are about what is in a part of it, hires as people.

    Nothing is added to a part but people.
    """
    here = {need.window for need in part.requirements}
    people = set(part.crew_by_id)
    kept: list[Change] = []
    for change in named(whole, changes):
        if isinstance(change, AddPerson):
            people.add(change.crew_id)
        elif getattr(change, "crew_id", None) not in (None, *people):
            continue
        if getattr(change, "production_id", None) not in (None, *part.production_by_id):
            continue
        match change:
            case SetNeed(count=0) | MoveWindow() | SplitWindow() if change.window not in here:
                continue  # a row that asks for nobody is not there
            case Book() if _is_booked(whole, change) and not _is_booked(part, change):
                continue
        kept.append(change)
    return tuple(kept)


def _is_booked(instance: Instance, change: Book) -> bool:
    """Whether there is a booking in whose place a change enters one."""
    return any(one.key == change.key for one in instance.bookings)
