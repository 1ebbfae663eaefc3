"""The names that a plan was written with: of people on its Crew sheet, of productions on its Productions sheet.

Changes when the plan workbook names people or productions elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.workbook.columns import heads
from planner.workbook.columns.plan import PLAN_CREW, PLAN_PRODUCTIONS
from planner.workbook.columns.sheets import Sheet
from planner.workbook.inputs.opening import open_table
from planner.workbook.xlsx.cells import match_key
from planner.workbook.xlsx.workbook_file import WorkbookFile


@dataclass(frozen=True, slots=True)
class PlanNames:
    """Names by the key of their identifier; empty where the plan has no such sheet."""

    crew: Mapping[str, str] = field(default_factory=dict)
    productions: Mapping[str, str] = field(default_factory=dict)


def read_plan_names(book: WorkbookFile) -> PlanNames:
    """Read the names of a plan; these sheets are for reading only, so that what is wrong with them is not told."""
    return PlanNames(
        _names(book, PLAN_CREW, heads.CREW_ID, heads.FULL_NAME),
        _names(book, PLAN_PRODUCTIONS, heads.PRODUCTION_ID, heads.TITLE),
    )


def _names(book: WorkbookFile, spec: Sheet, id_column: str, name_column: str) -> dict[str, str]:
    table = open_table(book, spec, [])
    pairs = ((row.text(id_column), row.text(name_column)) for row in table.rows()) if table else ()
    return {match_key(identifier): name for identifier, name in pairs if identifier and name}
