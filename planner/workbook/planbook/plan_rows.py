"""The rows of the plan's row-by-row sheets: Assignments, Conflicts, Candidates, Changes, bookings, what is carried.

Changes when one of these sheets gains a column.
"""

from collections.abc import Iterable

from planner.domain.booking import Booking
from planner.domain.grouping import grouped
from planner.domain.instance import Instance
from planner.domain.plan import Assignment, Plan
from planner.domain.production import Slot
from planner.domain.report import Report
from planner.domain.span import DateSpan
from planner.domain.wording import numbered

WrittenRow = tuple[object, ...]


def assignment_rows(instance: Instance, plan: Plan, report: Report) -> list[WrittenRow]:
    """A row per slot, filled or not, in the order of the plan's requirements and slot numbers."""
    booked = BookedText(instance.bookings)
    rows: list[WrittenRow] = []
    for slot, assignment in _slots_in_order(instance, plan):
        if assignment is None:
            rows.append((*_slot_cells(instance, slot), "", "", "", "", ""))
            continue
        crew_id = assignment.crew_id
        name, text = _full_name(instance, crew_id), booked.of(crew_id, slot)
        # without a previous plan nobody looks for changes
        change = report.change_of.get(assignment, "") if report.change_of else ""
        rows.append((*_slot_cells(instance, slot), crew_id, name, text, "", change))
    return rows


def _slots_in_order(instance: Instance, plan: Plan) -> list[tuple[Slot, Assignment | None]]:
    """Return the slots and who fills them in the order of the instance; those that it does not plan come last."""
    place_of = {slot: place for place, slot in enumerate(instance.slots)}
    slots: list[tuple[Slot, Assignment | None]] = [(a.slot, a) for a in plan.assignments]
    slots += [(slot, None) for slot in plan.vacancies]
    return sorted(slots, key=lambda pair: place_of.get(pair[0], len(place_of)))


class BookedText:
    """What stands in Bookings about a person in a slot, as text for reading."""

    def __init__(self, bookings: Iterable[Booking]) -> None:
        # What stands in Bookings comes before what was typed into a plan, then the more specific row.
        ordered = sorted(bookings, key=lambda booking: (booking.typed, booking.precedence))
        self._rows = grouped(ordered, lambda booking: (booking.production_id, booking.crew_id))

    def of(self, crew_id: str, slot: Slot) -> str:
        """Return the status of the most specific row that speaks of the slot, else nothing."""
        rows = self._rows.get((slot.production_id, crew_id), ())
        about = (row for row in rows if row.speaks_of(slot.window))
        return next((row.status_text for row in about), "")


def carried_rows(instance: Instance) -> list[WrittenRow]:
    """What the previous plan has outside the plan window, so that the next run still knows it."""
    return [
        (*_slot_cells(instance, carried.slot), carried.crew_id, _full_name(instance, carried.crew_id))
        for carried in sorted(instance.carried, key=_assignment_order)
    ]


def _assignment_order(assignment: Assignment) -> tuple[str, DateSpan, str, int]:
    slot = assignment.slot
    return slot.production_id, slot.span, slot.role, slot.number


def _slot_cells(instance: Instance, slot: Slot) -> WrittenRow:
    title = instance.production_by_id[slot.production_id].title
    return slot.production_id, title, slot.role, slot.number, slot.span.first_day, slot.span.last_day


def _full_name(instance: Instance, crew_id: str) -> str:
    person = instance.crew_by_id.get(crew_id)
    return person.full_name if person else ""


def _title(instance: Instance, production_id: str) -> str:
    production = instance.production_by_id.get(production_id)
    return production.title if production else ""


def conflict_rows(instance: Instance, report: Report) -> list[WrittenRow]:
    """A row per conflict; several options stand under each other in their cell."""
    return [
        (
            conflict.code,
            conflict.severity.value,
            conflict.production_id,
            _title(instance, conflict.production_id),
            conflict.role,
            conflict.slot_number,
            conflict.span.first_day if conflict.span else None,
            conflict.span.last_day if conflict.span else None,
            conflict.crew_id,
            conflict.what,
            conflict.why,
            "\n".join(numbered(conflict.options)),
            conflict.source,
        )
        for conflict in report.conflicts
    ]


def candidate_rows(instance: Instance, report: Report) -> list[WrittenRow]:
    """A row per vacancy and person who has its role, nearest first as the report gives them."""
    return [
        (
            candidate.slot.production_id,
            candidate.slot.role,
            candidate.slot.number,
            candidate.slot.span.first_day,
            candidate.slot.span.last_day,
            candidate.crew_id,
            _full_name(instance, candidate.crew_id),
            "; ".join(candidate.reasons),
            candidate.detail,
        )
        for candidate in report.candidates
    ]


def change_rows(instance: Instance, report: Report) -> list[WrittenRow]:
    """A row per difference to the previous plan; a production that is no longer there has no title."""
    return [
        (
            change.kind,
            change.production_id,
            _title(instance, change.production_id),
            change.role,
            change.span.first_day,
            change.span.last_day,
            change.before.first_day if change.before else None,
            change.before.last_day if change.before else None,
            change.crew_id,
            change.full_name,
        )
        for change in report.changes
    ]


def typed_booking_rows(instance: Instance) -> list[WrittenRow]:
    """The bookings that the coordinator typed into plans and that hold until deleted there."""
    return [
        (
            booking.production_id,
            _title(instance, booking.production_id),
            booking.role or "",
            booking.first_day,
            booking.last_day,
            booking.crew_id,
            _full_name(instance, booking.crew_id),
            booking.status_text,
        )
        for booking in instance.bookings
        if booking.typed
    ]
