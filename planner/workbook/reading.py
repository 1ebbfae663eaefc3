"""A planning folder, read: an instance to be planned, or everything that keeps it from being one.

Changes when what a folder says reaches the instance in another way.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.finding import Finding, Severity
from planner.domain.instance import Instance
from planner.domain.production import Production, Requirement
from planner.domain.run import InputFile
from planner.domain.span import DateSpan
from planner.workbook.collecting import uncollected
from planner.workbook.columns import heads
from planner.workbook.columns.crew import CREW, ROLES, UNAVAILABLE
from planner.workbook.columns.productions import BOOKINGS, HOLIDAYS, PRODUCTIONS, REQUIREMENTS, SETTINGS
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.inputs.bookings_sheet import find_bookings_beside_slots, read_bookings
from planner.workbook.inputs.crew_sheets import read_absences, read_crew, with_absences
from planner.workbook.inputs.folder_tables import FolderTables, in_order, open_tables
from planner.workbook.inputs.holidays_sheet import holidays_of, read_holidays, warn_of_unknown_years
from planner.workbook.inputs.matrix_columns import choose_role_columns
from planner.workbook.inputs.outliers import RowDays, warn_of_outliers
from planner.workbook.inputs.production_sheets import read_productions
from planner.workbook.inputs.registers import crew_register, production_register
from planner.workbook.inputs.requirements_sheet import read_requirements
from planner.workbook.inputs.role_findings import find_role_findings
from planner.workbook.inputs.roles_sheet import RoleNames, read_role_names
from planner.workbook.inputs.settings_sheet import SettingsRows, read_settings, warn_of_omitted_goals
from planner.workbook.planbook.name_findings import find_name_findings, renumbered_in
from planner.workbook.planbook.plan_reading import PlanContents, read_plan
from planner.workbook.planbook.previous_plan import Known, as_meant, previous_of, with_typed
from planner.workbook.planbook.published_plan import announced_of, published_in
from planner.workbook.planbook.run_reading import read_frozen_to

__all__ = ["FolderPaths", "Reading", "read_folder"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A folder as it was read; ``instance`` is None exactly when a finding is an error.

    ``previous`` is what the previous plan's workbook says, row by row, in the input's identifiers; ``tables`` and
    ``known`` are what was read, for whoever edits it, and ``plans`` what plan workbooks say as they stand.
    """

    instance: Instance | None
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]
    previous: PlanContents
    tables: FolderTables
    known: Known
    plans: Mapping[Path, PlanContents]

    @property
    def names_time_limit(self) -> bool:
        """Whether the settings name a time limit of their own."""
        table = self.tables.get(SETTINGS)
        row = read_settings(table).rows.get("Time limit") if table else None
        cell = row.cell(heads.VALUE) if row else None
        return cell is not None and cell.value is not None

    def frozen(self, to: date | None) -> "Reading":
        """Return the folder with work frozen that begins by a day, None for none, whatever its plan had frozen."""
        if self.instance is None:
            return self
        settings = replace(self.instance.settings, frozen_to=to)
        return replace(self, instance=replace(self.instance, settings=settings))


@uncollected()
def read_folder(
    paths: FolderPaths,
    *,
    fresh: bool = False,
    may_be_empty: bool = False,
    verifying: bool = False,
    at_hand: Reading | None = None,
) -> Reading:
    """Read a folder's workbooks once each and tell everything that is wrong with them at once.

    ``fresh`` leaves out what the previous plan assigns, not what was typed into it. Frozen is what was when that plan
    was made. With ``may_be_empty`` a sheet on which nothing is filled in yet is only warned of. With ``verifying`` the
    plan is what is judged: openpyxl reads it, and names and identifiers in it are left to the caller. What was read a
    moment ago, ``at_hand``, is not opened again.
    """
    tables = open_tables(paths, at_hand.tables.books if at_hand else {})
    same_dates = at_hand is not None and at_hand.tables.date_order == tables.date_order
    plans = dict(at_hand.plans) if at_hand and same_dates else {}
    for path in (paths.previous, paths.published):
        if path is not None and path not in plans:
            plans[path] = read_plan(path, tables.date_order, verifying=verifying)
    contents = plans[paths.previous] if paths.previous else PlanContents(None)
    known = _known(tables)
    tables = _with_role_columns(tables, known.roles)
    published = published_in(paths.published, plans)
    instance, contents, about_typed = _read_instance(tables, known, contents, fresh, published.contents)
    about_names = () if verifying else find_name_findings(contents, known, fresh)
    about_plans = (*contents.findings, *published.findings)
    findings = in_order((*tables.all_findings(), *about_plans, *about_typed, *about_names))
    if may_be_empty:
        findings = tuple(replace(f, severity=Severity.WARNING) if f.code == "empty-sheet" else f for f in findings)
    refused = any(finding.severity is Severity.ERROR for finding in findings)
    inputs = (*tables.inputs, *([contents.file] if contents.file else ()), *published.inputs)
    return Reading(None if refused else instance, findings, inputs, contents, tables.unheard(), known, plans)


def _known(tables: FolderTables) -> Known:
    """Return what other sheets may refer to; people and productions are entered while their sheets are read."""
    crew, productions = tables.get(CREW), tables.get(PRODUCTIONS)
    roles = read_role_names(*(tables.get(sheet) for sheet in (ROLES, CREW, REQUIREMENTS, BOOKINGS)))
    return Known(crew_register(crew is not None), production_register(productions is not None), roles)


def _with_role_columns(tables: FolderTables, roles: RoleNames) -> FolderTables:
    """Return the tables, a matrix of requirements as one that knows which of its columns are roles."""
    table = tables.get(REQUIREMENTS)
    if table is None or not table.header.matrix:
        return tables
    matrix = choose_role_columns(table, roles, tables.get(CREW) is not None or roles.listed)
    return replace(tables, by_sheet={**tables.by_sheet, REQUIREMENTS: matrix})


def _read_instance(
    tables: FolderTables, known: Known, contents: PlanContents, fresh: bool, published: PlanContents | None
) -> tuple[Instance, PlanContents, list[Finding]]:
    """Read every table there is, also beside faulty ones, so that all faults are told; the caller judges them.

    Returns besides the instance what the previous plan says in the input's identifiers, and what is wrong with what
    was typed into it.
    """
    crew = _crew(tables, known)
    productions = _productions(tables, known)
    needs = _requirements(tables, known, productions)
    contents = as_meant(contents, known)
    renumbered = renumbered_in(contents, known)
    bookings, findings = with_typed(_bookings(tables, known), contents.typed, known, renumbered)
    counted = [need for need in needs if need.production_id not in known.productions.cancelled]
    findings.extend(_about_roles(tables, known.roles, counted))
    findings.extend(_beside_slots(bookings, productions, counted))
    dated = {production.production_id for production in productions}
    previous = previous_of(contents, known, dated) if contents.file and not fresh else None
    announced = announced_of(published, known, dated) if published else None
    work = [*(one.reach for one in productions if not one.cancelled), *(need.span for need in counted)]
    settings = _settings(tables, work)
    active = {production.production_id for production in productions if not production.cancelled}
    holds = any(one.status is BookingStatus.HOLD and one.production_id in active for one in bookings)
    warn_of_omitted_goals(settings, holds, previous is not None and bool(previous.assignments))
    instance = Instance.sorted(
        crew,
        productions,
        tuple(needs),
        bookings,
        replace(settings.settings, frozen_to=read_frozen_to(contents.run)),
        previous,
        known.roles.departments,
        announced=announced,
    )
    return instance, contents, findings


def _crew(tables: FolderTables, known: Known) -> tuple[CrewMember, ...]:
    table, away = tables.get(CREW), tables.get(UNAVAILABLE)
    people = read_crew(table, known.roles, known.crew) if table else []
    absences = read_absences(away, known.crew) if away else []
    if away:
        rows = (RowDays.of(f"the absence of {who}", one.place, one.span) for who, one, _ in absences)
        warn_of_outliers(away, rows, heads.FROM, heads.TO)
    return with_absences(people, absences)


def _productions(tables: FolderTables, known: Known) -> tuple[Production, ...]:
    table = tables.get(PRODUCTIONS)
    productions = read_productions(table, known.productions) if table else []
    if table:
        active = [one for one in productions if not one.cancelled]
        rows = (RowDays.of(one.production_id, one.place, one.span) for one in active)
        warn_of_outliers(
            table,
            rows,
            heads.START,
            heads.END,
            [day for one in active for day in (one.earliest_start, one.latest_end) if day],
        )
    return tuple(productions)


def _requirements(tables: FolderTables, known: Known, productions: tuple[Production, ...]) -> list[Requirement]:
    table = tables.get(REQUIREMENTS)
    by_id = {production.production_id: production for production in productions}
    return read_requirements(table, by_id, known.productions, known.roles) if table else []


def _about_roles(tables: FolderTables, roles: RoleNames, needs: list[Requirement]) -> Iterator[Finding]:
    table = tables.get(CREW)
    if table is not None:
        yield from find_role_findings(roles, table, ((need.role, need.places[0]) for need in needs if need.count))


def _bookings(tables: FolderTables, known: Known) -> list[Booking]:
    table = tables.get(BOOKINGS)
    bookings = read_bookings(table, known.crew, known.productions, known.roles) if table else []
    if table:
        counted = (one for one in bookings if one.production_id not in known.productions.cancelled)
        days = ((one.place, one.first_day, one.last_day) for one in counted)
        warn_of_outliers(table, (RowDays(place, "the booking", *ends) for place, *ends in days), heads.FROM, heads.TO)
    return bookings


def _beside_slots(
    bookings: Iterable[Booking], productions: Iterable[Production], needs: list[Requirement]
) -> Iterator[Finding]:
    active = {production.production_id for production in productions if not production.cancelled}
    return find_bookings_beside_slots((booking for booking in bookings if booking.production_id in active), needs)


def _settings(tables: FolderTables, spans: list[DateSpan]) -> SettingsRows:
    """Return the settings, with the holidays of the years of the work."""
    table, listed = tables.get(SETTINGS), tables.get(HOLIDAYS)
    read = read_settings(table) if table else SettingsRows()
    if read.region:
        warn_of_unknown_years(read.rows["Holidays"], read.region, spans)
    holidays = holidays_of(read.region, read_holidays(listed) if listed else (), spans)
    return replace(read, settings=replace(read.settings, holidays=holidays))
