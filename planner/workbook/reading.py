"""A planning folder, read: an instance to be planned, or everything that keeps it from being one.

Changes when what a folder says reaches the instance in another way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.domain.booking import Booking, BookingStatus
from planner.domain.crew import CrewMember
from planner.domain.finding import Finding, Severity
from planner.domain.instance import Instance
from planner.domain.production import Production, Requirement
from planner.domain.run import InputFile
from planner.workbook.bookings_sheet import read_bookings
from planner.workbook.collecting import uncollected
from planner.workbook.columns import BOOKINGS, CREW, PRODUCTIONS, REQUIREMENTS, ROLES, SETTINGS, UNAVAILABLE
from planner.workbook.crew_sheets import read_absences, read_crew, with_absences
from planner.workbook.folder_paths import FolderPaths
from planner.workbook.folder_tables import FolderTables, in_order, open_tables
from planner.workbook.name_findings import find_names_typed, find_renamed
from planner.workbook.plan_reading import PlanContents, read_plan
from planner.workbook.previous_plan import Known, previous_of, with_typed
from planner.workbook.production_sheets import read_productions
from planner.workbook.registers import crew_register, production_register
from planner.workbook.requirements_sheet import read_requirements
from planner.workbook.roles_sheet import RoleNames, find_roles_without_crew, read_roles, role_texts, roles_in_use
from planner.workbook.settings_sheet import SettingsRows, read_settings, warn_of_omitted_goals

__all__ = ["FolderPaths", "Reading", "read_folder"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A folder as it was read; ``instance`` is None exactly when a finding is an error.

    ``previous`` is what the previous plan's workbook says, row by row; ``tables`` and ``known`` are what was read, for
    whoever edits it.
    """

    instance: Instance | None
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]
    previous: PlanContents
    tables: FolderTables
    known: Known


@uncollected()
def read_folder(paths: FolderPaths, *, fresh: bool = False, may_be_empty: bool = False) -> Reading:
    """Read a folder's workbooks once each and tell everything that is wrong with them at once.

    ``fresh`` leaves out what the previous plan assigns, not what was typed into it. With ``may_be_empty`` a sheet on
    which nothing is filled in yet is only warned of.
    """
    tables = open_tables(paths)
    contents = read_plan(paths.previous) if paths.previous else PlanContents(None)
    known = _known(tables)
    instance, typed_findings = _read_instance(tables, known, contents, None if fresh else contents)
    findings = in_order((*tables.all_findings(), *contents.findings, *typed_findings))
    if may_be_empty:
        findings = tuple(replace(f, severity=Severity.WARNING) if f.code == "empty-sheet" else f for f in findings)
    refused = any(finding.severity is Severity.ERROR for finding in findings)
    inputs = (*tables.inputs, *([contents.file] if contents.file else ()))
    return Reading(None if refused else instance, findings, inputs, contents, tables, known)


def _known(tables: FolderTables) -> Known:
    """Return what other sheets may refer to; people and productions are entered while their sheets are read."""
    crew, productions = tables.get(CREW), tables.get(PRODUCTIONS)
    return Known(crew_register(crew is not None), production_register(productions is not None), _roles(tables))


def _read_instance(
    tables: FolderTables, known: Known, typed: PlanContents, assigned: PlanContents | None
) -> tuple[Instance, list[Finding]]:
    """Read every table there is, also beside faulty ones, so that all faults are told; the caller judges them."""
    crew = _crew(tables, known)
    productions = _productions(tables, known)
    needs = _requirements(tables, known, productions)
    findings, renumbered = find_renamed(typed, known)
    if assigned is None:  # the previous plan is not read, so that nothing of it is read wrongly
        findings = []
    else:
        renumbered = frozenset()
    bookings, about_typed = with_typed(_bookings(tables, known), typed.typed, known, renumbered)
    findings += [*find_names_typed(typed, known), *about_typed]
    counted = [need for need in needs if need.production_id not in known.productions.cancelled]
    findings.extend(_empty_roles(tables, known.roles, counted))
    previous = previous_of(assigned, known) if assigned and assigned.file else None
    settings = _settings(tables)
    holds = any(booking.status is BookingStatus.HOLD for booking in bookings)
    warn_of_omitted_goals(settings, holds, previous is not None and bool(previous.assignments))
    instance = Instance.sorted(
        crew,
        productions,
        tuple(needs),
        bookings,
        settings.settings,
        previous,
        known.roles.departments,
    )
    return instance, findings


def _roles(tables: FolderTables) -> RoleNames:
    """Return the roles of the Roles sheet; without one, or with nothing on it, those that are in use."""
    sheet = tables.get(ROLES)
    listed = read_roles(sheet) if sheet else None
    if listed and listed.spelling:
        return listed
    texts = [text for sheet in (CREW, REQUIREMENTS) for text in role_texts(tables.get(sheet))]
    return roles_in_use(texts, role_texts(tables.get(BOOKINGS)))


def _crew(tables: FolderTables, known: Known) -> tuple[CrewMember, ...]:
    table, away = tables.get(CREW), tables.get(UNAVAILABLE)
    people = read_crew(table, known.roles, known.crew) if table else []
    return with_absences(people, read_absences(away, known.crew) if away else [])


def _productions(tables: FolderTables, known: Known) -> tuple[Production, ...]:
    table = tables.get(PRODUCTIONS)
    return tuple(read_productions(table, known.productions)) if table else ()


def _requirements(tables: FolderTables, known: Known, productions: tuple[Production, ...]) -> list[Requirement]:
    table = tables.get(REQUIREMENTS)
    by_id = {production.production_id: production for production in productions}
    crew_is_read = tables.get(CREW) is not None
    return read_requirements(table, by_id, known.productions, known.roles, crew_is_read) if table else []


def _empty_roles(tables: FolderTables, roles: RoleNames, needs: list[Requirement]) -> Iterator[Finding]:
    """Return warnings of required roles that no row of the Crew sheet mentions, be it a faulty one."""
    table = tables.get(CREW)
    if table is not None:
        held = {roles.find(text) or text for text in role_texts(table)}
        yield from find_roles_without_crew(roles, held, ((n.role, n.places[0]) for n in needs if n.count))


def _bookings(tables: FolderTables, known: Known) -> list[Booking]:
    table = tables.get(BOOKINGS)
    return read_bookings(table, known.crew, known.productions, known.roles) if table else []


def _settings(tables: FolderTables) -> SettingsRows:
    table = tables.get(SETTINGS)
    return read_settings(table) if table else SettingsRows()
