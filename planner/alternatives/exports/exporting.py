"""The plan at hand exported: read once, followed in the folder's record, written where somebody asked for it.

Changes when an export has another step.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from planner.alternatives.exports.flat_files import csv_files, json_tables
from planner.alternatives.exports.flat_tables import flat_tables
from planner.alternatives.exports.following import follow
from planner.alternatives.exports.planned_work import planned_work
from planner.alternatives.out_folder import CALENDARS, TABLES, Written, check_out, refuse_own, write_out
from planner.domain.finding import Finding
from planner.domain.run import origin_of
from planner.folder import Lease, Recovery, locked, read_settled
from planner.folder.calendar_record import (
    begin_calendar_record,
    read_calendar_record,
    write_calendar_record,
)
from planner.workbook.reading import FolderPaths, Reading, read_folder


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export: the folders for calendars and for tables, None for none, and whether as one document."""

    calendars: Path | None = None
    tables: Path | None = None
    document: bool = False
    with_rates: bool = False
    wait_s: float = 10.0
    on_recovery: Callable[[Recovery], None] = lambda recovery: None


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported; without ``readable`` nothing was, and the findings say why."""

    findings: tuple[Finding, ...]
    readable: bool = False
    outdated: bool = False
    calendars: Written | None = None
    events: int = 0
    cancelled: int = 0
    tables: Written | None = None
    document: dict[str, object] = field(default_factory=dict)


def export_folder(paths: FolderPaths, wanted: Wanted) -> Exported:
    """Export a folder's plan as it stands in its workbook.

    For calendars the folder is had alone, for their record goes on. Raises FolderBusy, ReadOnlyFolder,
    UntrustedFolder, DamagedRecord, OutInUse before anything is written, and other OSErrors.
    """
    for out in (wanted.calendars, wanted.tables):
        if out is not None:
            refuse_own(paths.folder, out)
    alone = locked(paths.home, wanted.wait_s, paths.workbooks) if wanted.calendars else nullcontext()
    with alone as lease:
        if lease is None:
            reading, recovery = read_settled(paths.folder, lambda: _read(paths), wanted.wait_s, paths.workbooks)
        else:
            reading, recovery = _read(paths), lease.recovery
        if recovery is not None:
            wanted.on_recovery(recovery)
        if reading.instance is None:
            return Exported(reading.findings)
        return _write(paths, reading, wanted, lease)


def _read(paths: FolderPaths) -> Reading:
    return read_folder(paths.with_plan_at_hand())


def _write(paths: FolderPaths, reading: Reading, wanted: Wanted, lease: Lease | None) -> Exported:
    exported = Exported(reading.findings, readable=True, outdated=_is_outdated(reading))
    tables = flat_tables(reading, with_rates=wanted.with_rates) if wanted.tables or wanted.document else ()
    if wanted.calendars and lease is not None:
        exported = _with_calendars(exported, reading, paths, wanted.calendars, lease)
    if wanted.tables:
        exported = replace(exported, tables=write_out(paths.folder, wanted.tables, TABLES, csv_files(tables)))
    if wanted.document:
        about = {"plan": paths.plan.name, "written": _written(reading).isoformat()}
        exported = replace(exported, document={**about, **json_tables(tables)})
    return exported


def _with_calendars(exported: Exported, reading: Reading, paths: FolderPaths, out: Path, lease: Lease) -> Exported:
    """Write the record first: a number that no calendar has yet harms nobody, but one that two calendars have does."""
    from planner.alternatives.exports.calendars import calendars  # icalendar, which tables do without

    written = _written(reading)
    before = read_calendar_record(lease.folder) or begin_calendar_record()
    record = follow(before, planned_work(reading), written)
    files = calendars(record, written)
    check_out(paths.folder, out, CALENDARS, files, record.season)
    if record != before:
        write_calendar_record(lease, record)
    told = write_out(paths.folder, out, CALENDARS, files, record.season)
    cancelled = sum(event.cancelled for event in record.events)
    return replace(exported, calendars=told, events=len(record.events) - cancelled, cancelled=cancelled)


def _written(reading: Reading) -> datetime:
    """Return when the plan was written; of one that does not say, when its file last changed."""
    plan = reading.previous
    written = plan.written or (plan.file.modified if plan.file else datetime.now(UTC))
    return written.replace(microsecond=0)


def _is_outdated(reading: Reading) -> bool:
    """Whether the plan says that it was made from other inputs than there are now."""
    origin = reading.previous.origin
    return origin is not None and origin.inputs != origin_of(reading.inputs, "", 0).inputs
