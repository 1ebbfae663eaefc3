"""A season's events as calendars, one per person and one per production, in the text that calendar programs read.

Lines are written by icalendar, each different one once: most of an event's are those of others too.
References: RFC 5545; RFC 7986 (NAME).
Changes when an event should say something else.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from icalendar import Parameters, vDate, vDatetime, vInt, vText
from icalendar.parser import Contentline

from planner.alternatives.file_names import file_names
from planner.domain.grouping import grouped
from planner.domain.span import DAY
from planner.domain.wording import named
from planner.folder.calendar_record import CalendarRecord, Event

PEOPLE, PRODUCTIONS = "people", "productions"
PRODUCT = "-//crew-planner//calendars//EN"
LONGEST_LINE = 75  # bytes
_END = b"\r\n"


@dataclass(frozen=True, slots=True)
class _Kind:
    """Calendars of people or of productions: how these are told apart, and what one reads there."""

    folder: str
    key: Callable[[Event], str]
    called: Callable[[Event], str]
    summary: Callable[[Event], str]


@dataclass(frozen=True, slots=True)
class _Told:
    """An event with its lines before and after its summary, which alone differs between its two calendars."""

    event: Event
    before: bytes
    after: bytes


def calendars(record: CalendarRecord, written: datetime) -> dict[str, bytes]:
    """Return each calendar by its name in the folder of the export: ``people/Ada Moreau (C001).ics``.

    ``written`` is when the plan was. Who never had work has no calendar, for an empty one is none.
    """
    stamp = max(written, record.modified or written)
    events = sorted(record.events, key=lambda one: (one.span, one.task, one.ordinal))
    told = [_told(event, record.season, stamp) for event in events]
    return {name: data for kind in _KINDS for name, data in _of_kind(told, kind)}


def _of_kind(told: list[_Told], kind: _Kind) -> Iterator[tuple[str, bytes]]:
    groups = grouped(told, lambda one: kind.key(one.event))
    keys = sorted(groups)
    titles = [kind.called(_latest(one.event for one in groups[key])) for key in keys]
    for key, title, name in zip(keys, titles, file_names(titles), strict=True):
        yield f"{kind.folder}/{name}.ics", _calendar(title, groups[key], kind)


def _latest(events: Iterable[Event]) -> Event:
    """Return the event by which somebody or something is called now."""
    return max(events, key=lambda event: (not event.cancelled, event.modified))


def _calendar(title: str, told: Iterable[_Told], kind: _Kind) -> bytes:
    lines = [
        _line("BEGIN", "VCALENDAR"),
        _line("VERSION", "2.0"),
        _line("PRODID", PRODUCT),
        _line("CALSCALE", "GREGORIAN"),
        _line("METHOD", "PUBLISH"),
        _line("NAME", title),
        _line("X-WR-CALNAME", title),
    ]
    for one in told:
        summary = kind.summary(one.event)
        # some programs show what is cancelled as if it were not
        lines += one.before, _line("SUMMARY", f"Cancelled: {summary}" if one.event.cancelled else summary), one.after
    return _END.join([*lines, _line("END", "VCALENDAR"), b""])


def _told(event: Event, season: str, stamp: datetime) -> _Told:
    before = (
        _line("BEGIN", "VEVENT"),
        _line("UID", event.uid(season)),
        _line("DTSTAMP", stamp),
        _line("SEQUENCE", event.sequence),
        _line("LAST-MODIFIED", event.modified),
        _line("DTSTART", event.span.first_day),
        _line("DTEND", event.span.last_day + DAY),  # the first day after it
    )
    after = (
        _line("DESCRIPTION", f"{_production(event)}\n{event.role}: {_person(event)}"),
        _line("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED"),
        _line("TRANSP", "TRANSPARENT" if event.cancelled else "OPAQUE"),
        _line("END", "VEVENT"),
    )
    return _Told(event, _END.join(before), _END.join(after))


@lru_cache(maxsize=1 << 16)
def _line(name: str, value: str | int | date | datetime) -> bytes:
    """Return a content line, folded where it is long."""
    plain = Parameters()
    if isinstance(value, str):
        line = Contentline.from_parts(name, plain, vText(_readable(value)))
    elif isinstance(value, int):
        line = Contentline.from_parts(name, plain, vInt(value))
    elif isinstance(value, datetime):
        line = Contentline.from_parts(name, plain, vDatetime(value))
    else:
        line = Contentline.from_parts(name, Parameters({"VALUE": "DATE"}), vDate(value))
    unfolded = str(line).encode()
    return unfolded if len(unfolded) <= LONGEST_LINE else bytes(line.to_ical())


def _readable(text: str) -> str:
    """Return a text without characters that end a line of their own accord, or that no calendar may hold."""
    if text.isprintable():
        return text
    return "".join(
        " " if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text
    )


def _person(event: Event) -> str:
    return named(event.crew_id, event.full_name)


def _production(event: Event) -> str:
    return named(event.production_id, event.title)


_KINDS = (
    _Kind(PEOPLE, lambda event: event.task[2], _person, lambda event: f"{event.title}, {event.role}"),
    _Kind(PRODUCTIONS, lambda event: event.task[0], _production, lambda event: f"{event.role}: {event.full_name}"),
)
