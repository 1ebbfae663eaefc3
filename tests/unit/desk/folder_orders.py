"""Orders on small folders of real workbooks, each read again afterwards. Changes when orders do."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from planner.desk.decision import Done, Proposal, Refused
from planner.desk.orders import Carried, Handling, Order, carry_out
from planner.desk.reading import desk_of
from planner.desk.state import Desk
from planner.domain.booking import BookingStatus
from planner.domain.instance import Instance
from planner.pipeline import verify_folder
from planner.workbook.reading import FolderPaths, read_folder

Propose = Callable[[Desk], Proposal | Refused]


def desk_in(folder: Path) -> Desk:
    """Return a folder's desk; the folder must be sound."""
    reading = read_folder(FolderPaths.of(folder))
    assert reading.instance is not None, reading.findings
    return desk_of(reading, reading.instance)


def said_by(instance: Instance) -> tuple[object, ...]:
    """Return what the workbooks say of an instance, without the order of rows, released bookings or who typed what."""
    standing = (booking for booking in instance.bookings if booking.status is not BookingStatus.RELEASED)
    bookings = {replace(booking, typed=False) for booking in standing}
    rows = set(instance.previous.assignments) if instance.previous else None
    return instance.crew, instance.productions, instance.requirements, bookings, rows


def carry(folder: Path, propose: Propose, operation: str = "operation", handling: Handling | None = None) -> Carried:
    """Carry an order out; what stands in the folder afterwards is what was decided, and no rule is broken."""
    before = desk_in(folder)
    carried = carry_out(folder, lambda: FolderPaths.of(folder), Order(operation, {}, propose), handling or Handling())
    after = desk_in(folder)
    expected = carried.decision.after if isinstance(carried.decision, Done) and carried.record else before
    assert said_by(after.instance) == said_by(expected.instance)
    if after.has_plan:
        assert verify_folder(FolderPaths.of(folder)).broken == ()
    return carried


def done(folder: Path, propose: Propose, operation: str = "operation") -> Done:
    """Carry out an order that is done."""
    decision = carry(folder, propose, operation).decision
    assert isinstance(decision, Done), decision
    return decision


def refused(folder: Path, propose: Propose, operation: str = "operation") -> Refused:
    """Carry out an order that is refused."""
    decision = carry(folder, propose, operation).decision
    assert isinstance(decision, Refused), decision
    return decision
