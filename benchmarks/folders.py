"""An instance written as a planning folder.

Changes when the contract's input workbooks do.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from planner.domain.instance import Instance
from planner.domain.production import Requirement

Row = Sequence[object]
REQUIRED = ("Crew", "Productions", "Requirements")  # sheets that are written even without rows


def write_folder(folder: Path, instance: Instance, settings: Iterable[tuple[str, object]] = ()) -> None:
    """Write an instance's crew, productions and requirements; ``settings`` become the Settings sheet's rows."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_book(
        folder / "crew.xlsx",
        {
            "Crew": [
                ("Crew ID", "Full name", "Role", "Other roles", "Hire date", "Fire date", "Day rate"),
                *_crew_rows(instance),
            ],
            "Unavailable": [("Crew ID", "From", "To", "Reason"), *_absence_rows(instance)],
            "Roles": [("Role", "Department"), *sorted(instance.role_departments.items())],
        },
    )
    _write_book(
        folder / "productions.xlsx",
        {
            "Productions": [("Production ID", "Title", "Start", "End", "Priority"), *_production_rows(instance)],
            "Requirements": [("Production ID", "Role", "Count", "From", "To"), *_requirement_rows(instance)],
            "Settings": [("Setting", "Value"), *settings],
        },
    )


def _crew_rows(instance: Instance) -> Iterator[Row]:
    for person in instance.crew:
        others, rate = "; ".join(person.other_roles), person.employments[0].day_rate_cents / 100 or None
        stay = person.first_day, person.last_day
        yield person.crew_id, person.full_name, person.main_role, others, *stay, rate


def _absence_rows(instance: Instance) -> Iterator[Row]:
    for person in instance.crew:
        for absence in person.absences:
            yield person.crew_id, absence.span.first_day, absence.span.last_day, absence.reason


def _production_rows(instance: Instance) -> Iterator[Row]:
    for made in instance.productions:
        yield made.production_id, made.title, made.span.first_day, made.span.last_day, made.priority


def _requirement_rows(instance: Instance) -> Iterator[Row]:
    for need in instance.requirements:
        yield need.production_id, need.role, need.count, *_window(instance, need)


def _window(instance: Instance, need: Requirement) -> tuple[date | None, date | None]:
    """Return From and To as somebody would type them: blank where they are the production's own days."""
    own = instance.production_by_id[need.production_id].span
    whole = need.span == own
    return (None, None) if whole else (need.span.first_day, need.span.last_day)


def _write_book(path: Path, sheets: dict[str, list[Row]]) -> None:
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
    with xlsxwriter.Workbook(path, options) as book:
        for name, rows in sheets.items():
            if len(rows) == 1 and name not in REQUIRED:
                continue
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(rows[0]) - 1, 16)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
