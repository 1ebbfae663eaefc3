"""An instance as the two workbooks that a coordinator would have written. Changes when the sheets do."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random

from openpyxl import load_workbook

from planner.domain.change_rows import days_text
from planner.domain.instance import Instance
from planner.domain.settings import Settings
from tests.unit.workbook.books import (
    AWAY_HEAD,
    BOOKINGS_HEAD,
    CREW_HEAD,
    NEEDS_HEAD,
    PRODUCTIONS_HEAD,
    SETTINGS_HEAD,
    Rows,
    write_book,
)

Row = tuple[object, ...]

SAMPLES = Path(__file__).parents[2] / "sample_data"
LEFT_BY_A_RUN = ("plan*.xlsx", "backup", "history.jsonl", ".planner")


def sample(name: str, parent: Path) -> Path:
    """Copy a sample's own files into a folder of its name, without the plan of whoever tried the README's command."""
    return Path(shutil.copytree(SAMPLES / name, parent / name, ignore=shutil.ignore_patterns(*LEFT_BY_A_RUN)))


def write_instance(folder: Path, instance: Instance, order: Random | None = None) -> Path:
    """Write the instance's crew and productions workbooks, their rows in any order; return the folder."""

    def sheet(head: Row, rows: Sequence[Row]) -> Rows:
        return (head, *(order.sample(rows, len(rows)) if order else rows))

    folder.mkdir(parents=True, exist_ok=True)
    write_book(
        folder / "crew.xlsx",
        {"Crew": sheet(CREW_HEAD, crew_rows(instance)), "Unavailable": sheet(AWAY_HEAD, absence_rows(instance))},
    )
    write_book(
        folder / "productions.xlsx",
        {
            "Productions": sheet(PRODUCTIONS_HEAD, production_rows(instance)),
            "Requirements": sheet(NEEDS_HEAD, need_rows(instance)),
            "Bookings": sheet(BOOKINGS_HEAD, booking_rows(instance)),
            "Settings": sheet(SETTINGS_HEAD, setting_rows(instance.settings)),
        },
    )
    return folder


def crew_rows(instance: Instance) -> list[Row]:
    return [
        (
            p.crew_id,
            p.full_name,
            p.main_role,
            "; ".join(p.other_roles),
            p.first_day,
            p.last_day,
            p.employments[0].day_rate_cents / 100,
        )
        for p in instance.crew
    ]


def absence_rows(instance: Instance) -> list[Row]:
    return [(p.crew_id, a.span.first_day, a.span.last_day, a.reason) for p in instance.crew for a in p.absences]


def production_rows(instance: Instance) -> list[Row]:
    return [
        (p.production_id, p.title, p.span.first_day, p.span.last_day, p.priority, "cancelled" if p.cancelled else None)
        for p in instance.productions
    ]


def need_rows(instance: Instance) -> list[Row]:
    return [(n.production_id, n.role, n.count, n.span.first_day, n.span.last_day) for n in instance.requirements]


def booking_rows(instance: Instance) -> list[Row]:
    return [(b.production_id, b.crew_id, b.role, b.status_text) for b in instance.bookings]


def setting_rows(settings: Settings) -> list[Row]:
    return [
        ("Staffing", "whole" if settings.whole_staffing else "partial"),
        ("Goals", "; ".join(settings.goals)),
        ("Gap days", settings.gap_days),
        ("Plan from", settings.plan_from),
        ("Plan to", settings.plan_to),
        ("Work days", days_text(settings.work_days)),
    ]


def sheet_rows(book: Path, sheet: str, *, without: Sequence[str] = ()) -> list[Row]:
    """Return a sheet of a finished plan as Excel shows it, without some columns."""
    head, *rows = load_workbook(book)[sheet].values
    kept = [at for at, name in enumerate(head) if name not in without]
    return [tuple(row[at] for at in kept) for row in (head, *rows)]
