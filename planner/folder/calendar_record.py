"""What calendars have told about a season so far: its id, and every event with how often it was changed.

It only ever goes on: undo takes back what was planned, and the next calendar tells that as another change. A folder
that is copied or renamed takes it along, so that its calendars go on under the same ids.
Changes when calendars must remember something else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from re import compile as pattern
from secrets import token_hex

from planner.domain.errors import PlannerError
from planner.domain.names import name_key
from planner.domain.span import DateSpan
from planner.folder import disk
from planner.folder.lock import Lease
from planner.folder.places import calendars_file, control_folder
from planner.folder.trust import refuse_links

Task = tuple[str, str, str]  # keys of production, role and person

MOST_CHANGES = 2**31 - 1  # what SEQUENCE can hold
_SEASON = pattern(r"[0-9a-f]{16}")
_TEXTS = ("production_id", "title", "role", "crew_id", "full_name")
_NUMBERS = ("ordinal", "sequence")
_DAYS = ("first_day", "last_day")
_FIELDS = {*_TEXTS, *_NUMBERS, *_DAYS, "modified", "cancelled"}


class DamagedRecord(PlannerError, ValueError):
    """A file in which the planner remembers something for itself, and that is not as it wrote it."""

    def __init__(self, path: Path, way_out: str) -> None:
        super().__init__(f"{path} is not as the planner wrote it, so nothing was exported. {way_out}")


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody's work in a role on a production, as calendars told it last; ``ordinal`` tells several apart.

    ``sequence`` counts its changes, and ``modified`` is the time of the plan that brought the last one.
    """

    production_id: str
    title: str
    role: str
    crew_id: str
    full_name: str
    ordinal: int
    span: DateSpan
    sequence: int
    modified: datetime
    cancelled: bool = False

    @property
    def task(self) -> Task:
        """What stays the same when the work is moved."""
        return name_key(self.production_id), name_key(self.role), name_key(self.crew_id)

    def uid(self, season: str) -> str:
        """Return the identifier by which calendars know it, whatever its days."""
        told = json.dumps([*self.task, self.ordinal])
        return f"{season}-{sha256(told.encode()).hexdigest()[:24]}@crew-planner"


@dataclass(frozen=True, slots=True)
class CalendarRecord:
    """A season's id and its events, those that were cancelled too."""

    season: str
    events: tuple[Event, ...] = ()

    @property
    def modified(self) -> datetime | None:
        """When the last change of all was."""
        return max((event.modified for event in self.events), default=None)


def read_calendar_record(folder: Path) -> CalendarRecord | None:
    """Return what calendars told so far, None when there were none. Raises DamagedRecord and UntrustedFolder."""
    refuse_links(folder)
    file = calendars_file(folder)
    try:
        found = json.loads(file.read_bytes())
        season, events = found["season"], tuple(_event(one) for one in found["events"])
        if not _SEASON.fullmatch(season) or len({event.uid(season) for event in events}) < len(events):
            raise ValueError("an identifier is none, or is given twice")
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        way_out = "Put back a copy of it; or move it elsewhere, and all calendars begin anew, with new events."
        raise DamagedRecord(file, way_out) from error
    return CalendarRecord(season, events)


def begin_calendar_record() -> CalendarRecord:
    """Return the record of a season of which no calendar was made yet."""
    return CalendarRecord(token_hex(8))


def write_calendar_record(lease: Lease, record: CalendarRecord) -> None:
    """Put the record in place in one step. Raises OSError; the one before then stays."""
    file = calendars_file(lease.folder)
    disk.make_folder(control_folder(lease.folder))
    lines = ",\n".join(json.dumps(_to_json(event), ensure_ascii=False) for event in record.events)
    beside = file.with_suffix(".new")
    disk.write(beside, f'{{"season": "{record.season}", "events": [\n{lines}\n]}}\n'.encode())
    disk.move(beside, file)
    disk.sync_folder(file.parent)


def _to_json(event: Event) -> dict[str, object]:
    days = {"first_day": event.span.first_day.isoformat(), "last_day": event.span.last_day.isoformat()}
    plain = {name: getattr(event, name) for name in (*_TEXTS, *_NUMBERS, "cancelled")}
    return {**plain, **days, "modified": event.modified.isoformat()}


def _event(line: Mapping[str, object]) -> Event:
    """Return what :func:`_to_json` wrote; every field is checked. Raises ValueError."""
    if not isinstance(line, dict) or set(line) != _FIELDS or type(line["cancelled"]) is not bool:
        raise ValueError("an event has other fields")
    texts, numbers = [line[name] for name in _TEXTS], [line[name] for name in _NUMBERS]
    if not all(isinstance(one, str) for one in (*texts, *(line[name] for name in (*_DAYS, "modified")))):
        raise ValueError("a field is no text")
    if not all(type(one) is int and 0 <= one <= MOST_CHANGES for one in numbers):
        raise ValueError("a field is no number")
    first, last = (date.fromisoformat(line[name]) for name in _DAYS)
    modified = datetime.fromisoformat(line["modified"])
    if modified.tzinfo is None or first > last or last == date.max:
        raise ValueError("days or time are none")
    ordinal, sequence = numbers
    production_id, title, role, crew_id, full_name = texts
    days, changed = DateSpan(first, last), modified.astimezone(UTC)
    return Event(production_id, title, role, crew_id, full_name, ordinal, days, sequence, changed, line["cancelled"])
