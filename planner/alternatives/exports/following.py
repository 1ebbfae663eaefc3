"""The events of a season followed from plan to plan: what moved is the same event, and who left is told so.

Changes when other work counts as the same event.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from planner.alternatives.exports.planned_work import PlannedWork
from planner.domain.grouping import grouped
from planner.domain.names import name_key
from planner.folder.calendar_record import MOST_CHANGES, CalendarRecord, Event, Task


def follow(record: CalendarRecord, work: Iterable[PlannedWork], written: datetime) -> CalendarRecord:
    """Return the record as of a plan that was ``written`` then; without any change it is the same record.

    Per production, role and person: what keeps its days is the same event, then by first day what is left; then
    events that were cancelled come back, and only then there are new ones. An event of which no work is left is
    cancelled. Whatever changes of an event, its sequence goes up by one.
    """
    moment = max(written, record.modified or written)
    now = grouped(sorted(work, key=lambda one: one.span), _task)
    before = grouped(record.events, lambda event: event.task)
    events = [
        event
        for task in sorted({*now, *before})
        for event in _followed(before.get(task, ()), list(now.get(task, ())), moment)
    ]
    return replace(record, events=tuple(events))


def _task(work: PlannedWork) -> Task:
    return name_key(work.production_id), name_key(work.role), name_key(work.crew_id)


def _followed(before: tuple[Event, ...], work: list[PlannedWork], moment: datetime) -> list[Event]:
    """Return the events of one task, by ordinal."""
    events = []
    for event, one in _pairs(before, work):
        told = _cancelled(event) if one is None else _told(event, one)
        if told != event:
            told = replace(told, sequence=min(event.sequence + 1, MOST_CHANGES), modified=moment)
        events.append(told)
    last = max((event.ordinal for event in before), default=0)
    for ordinal, one in enumerate(work, last + 1):
        texts = one.production_id, one.title, one.role, one.crew_id, one.full_name
        events.append(Event(*texts, ordinal, one.span, 0, moment))
    return sorted(events, key=lambda event: event.ordinal)


def _pairs(before: tuple[Event, ...], work: list[PlannedWork]) -> list[tuple[Event, PlannedWork | None]]:
    """Return each event with the work that continues it, which is taken out of ``work``; None where nothing does."""
    found: dict[int, PlannedWork] = {}
    for cancelled in (False, True):
        for same_days in (True, False):
            for event in sorted(before, key=lambda event: event.span):
                if event.cancelled is cancelled and event.ordinal not in found:
                    one = next((one for one in work if one.span == event.span or not same_days), None)
                    if one is not None:
                        work.remove(one)
                        found[event.ordinal] = one
    return [(event, found.get(event.ordinal)) for event in before]


def _told(event: Event, work: PlannedWork) -> Event:
    return replace(
        event,
        production_id=work.production_id,
        title=work.title,
        role=work.role,
        crew_id=work.crew_id,
        full_name=work.full_name,
        span=work.span,
        cancelled=False,
    )


def _cancelled(event: Event) -> Event:
    return replace(event, cancelled=True)
