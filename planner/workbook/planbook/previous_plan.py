"""The plan workbook as the previous plan of the next run: what it assigned, and what was typed into it.

Changes when the contract's idea of a previous plan or of typed bookings does.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from planner.domain.booking import Booking, BookingKey
from planner.domain.finding import Finding, Severity
from planner.domain.plan import Assignment, Departure, PreviousPlan
from planner.domain.production import Slot, Window
from planner.domain.span import DateSpan
from planner.domain.wording import named
from planner.workbook.columns import heads
from planner.workbook.inputs.registers import Register
from planner.workbook.inputs.roles_sheet import RoleNames
from planner.workbook.planbook.plan_reading import PlanContents, PlanRow, TypedRow
from planner.workbook.xlsx.cells import match_key, shown

Said = TypeVar("Said", PlanRow, TypedRow)


@dataclass(frozen=True, slots=True)
class Known:
    """What the input knows, by which the previous plan's identifiers and roles are spelled."""

    crew: Register
    productions: Register
    roles: RoleNames

    def copy(self) -> "Known":
        """Return what is known as something to which more may be added while this stays as it is."""
        return replace(self, crew=self.crew.copy(), productions=self.productions.copy())

    def role(self, text: str) -> str:
        """Return the role's one spelling; a role that is no longer listed stays as it is."""
        return self.roles.find(text) or text


def as_meant(contents: PlanContents, known: Known) -> PlanContents:
    """Return a plan in whose rows people and productions that somebody typed by name are their identifiers."""
    return replace(
        contents,
        rows=_rows_meant(contents.rows, known),
        outside=_rows_meant(contents.outside, known),
        typed=_rows_meant(contents.typed, known),
    )


def _rows_meant(rows: tuple[Said, ...], known: Known) -> tuple[Said, ...]:
    people = {text: known.crew.meant(text) or text for text in {row.crew_id for row in rows} if text}
    productions = {text: known.productions.meant(text) or text for text in {row.production_id for row in rows}}
    if all(text == identifier for texts in (people, productions) for text, identifier in texts.items()):
        return rows
    return tuple(
        replace(row, crew_id=people.get(row.crew_id, ""), production_id=productions[row.production_id]) for row in rows
    )


def previous_of(contents: PlanContents, known: Known, productions: Set[str]) -> PreviousPlan:
    """Return the previous plan; rows whose person or production no longer exists are its departures.

    ``productions`` are the Production IDs of those that have days: one that was cancelled may have none any more.
    """
    assignments, departures = [], []
    for row in (*contents.rows, *contents.outside):
        if not row.crew_id:
            continue
        production_id, crew_id = known.productions.find(row.production_id), known.crew.find(row.crew_id)
        assignment = _assignment(row, production_id or row.production_id, crew_id or row.crew_id, known)
        if production_id in productions and crew_id is not None:
            assignments.append(assignment)
        else:
            departures.append(Departure(assignment, row.full_name))
    # a row that was copied says nothing twice
    once, gone = dict.fromkeys(assignments), dict.fromkeys(departures)
    return PreviousPlan(tuple(sorted(once, key=_order)), tuple(sorted(gone, key=_departure_order)))


def _assignment(row: PlanRow, production_id: str, crew_id: str, known: Known) -> Assignment:
    return Assignment(Slot(production_id, known.role(row.role), row.span, row.slot), crew_id, row.place)


def _order(assignment: Assignment) -> tuple[object, ...]:
    slot = assignment.slot
    return slot.window, slot.number, assignment.crew_id


def _departure_order(departure: Departure) -> tuple[object, ...]:
    return _order(departure.assignment)


def with_typed(
    bookings: Iterable[Booking], typed: Iterable[TypedRow], known: Known, renumbered: Set[tuple[str, str]] = frozenset()
) -> tuple[tuple[Booking, ...], list[Finding]]:
    """Return the bookings with those typed into the plan; a typed one beats a row for the same person and window.

    What was typed into Assignments beats what an earlier run listed on Typed bookings. A typed booking that is
    entered in productions.xlsx, for its days or for all, is that row and no longer typed. Two that differ are an error.
    One of an identifier that stands for somebody else now, column and key in ``renumbered``, is dropped with a warning.
    """
    standing = {booking.key: booking for booking in bookings}
    said: dict[BookingKey, tuple[Booking, TypedRow]] = {}
    findings = []
    for row in sorted(typed, key=lambda row: not row.listed):
        booking = _booking(row, known)
        keys = (heads.CREW_ID, match_key(row.crew_id)), (heads.PRODUCTION_ID, match_key(row.production_id))
        if booking is None or not renumbered.isdisjoint(keys):
            findings.append(_lapsed(row))
            continue
        before = said.get(booking.key)
        if before and before[0] != booking and before[1].listed == row.listed:
            findings.append(_contradiction(booking, *before))
        said[booking.key] = booking, row
    entered = tuple(standing.values())
    for key, (booking, _) in said.items():
        if not _is_entered(booking, entered):
            standing[key] = booking
    return tuple(standing.values()), findings


def _is_entered(typed: Booking, entered: Iterable[Booking]) -> bool:
    """Whether the row of Bookings that counts for the days of a typed booking says the same, in the same role."""
    days = DateSpan(typed.first_day or date.min, typed.last_day or date.max)
    window = Window(typed.production_id, typed.role or "", days)
    mine = (row for row in entered if row.crew_id == typed.crew_id and row.role == typed.role)
    about = (row for row in mine if row.speaks_of(window))
    said = min(about, key=lambda row: row.precedence, default=None)
    return said is not None and said.status_text == typed.status_text


def _booking(row: TypedRow, known: Known) -> Booking | None:
    production_id, crew_id = known.productions.find(row.production_id), known.crew.find(row.crew_id)
    if production_id is None or crew_id is None:
        return None
    role = known.role(row.role) if row.role else None
    days = row.first_day, row.last_day
    return Booking(production_id, crew_id, role, row.status, row.rank, True, *days, place=row.place)


def _lapsed(row: TypedRow) -> Finding:
    who, where = named(row.crew_id, row.full_name), named(row.production_id, row.title)
    message = f"the typed booking of {shown(who)} on {shown(where)} concerns what is no longer there."
    hint = "It is dropped; enter it in productions.xlsx if it still holds."
    return Finding("typed-booking-lapsed", Severity.WARNING, row.place, message, hint, heads.BOOKING)


def _contradiction(booking: Booking, before: Booking, before_row: TypedRow) -> Finding:
    message = (
        f"{shown(booking.status_text)} contradicts {shown(before.status_text)} in {before_row.place.sheet}!"
        f"{before_row.place.cell}, typed for the same person, production, role and days."
    )
    return Finding("duplicate-booking", Severity.ERROR, booking.place, message, "Keep one of the two.", heads.BOOKING)
