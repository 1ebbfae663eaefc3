"""How a new row refers to a person or a production, so that reading it finds them again.

Changes when rows refer to people or productions in another way.
"""

from dataclasses import dataclass

from planner.domain.errors import PlannerError
from planner.workbook.changes.sheet_changes import SheetChanges
from planner.workbook.inputs.registers import Register
from planner.workbook.planbook.previous_plan import Known
from planner.workbook.xlsx.cells import match_key
from planner.workbook.xlsx.edits import Value


class CannotPlace(PlannerError):
    """A change that the workbooks have no place for: a code, a sentence, and what would help."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


@dataclass(frozen=True, slots=True)
class References:
    """The names and identifiers that rows may refer to."""

    known: Known

    def person(self, sheet: SheetChanges, crew_id: str) -> dict[str, Value]:
        """Return the cells by which a row of ``sheet`` refers to a person. Raises CannotPlace."""
        return _cells(self.known.crew, sheet, crew_id)

    def production(self, sheet: SheetChanges, production_id: str) -> dict[str, Value]:
        """Return the cells by which a row of ``sheet`` refers to a production. Raises CannotPlace."""
        return _cells(self.known.productions, sheet, production_id)


def _cells(register: Register, sheet: SheetChanges, identifier: str) -> dict[str, Value]:
    name = register.spelled.get(identifier, identifier)
    if sheet.table is None:
        return {register.name_column if name == identifier else register.id_column: identifier}
    cells: dict[str, Value] = {}
    if sheet.has(register.id_column):
        cells[register.id_column] = identifier
    elif len(register.names.get(match_key(name), ())) > 1:
        message = (
            f"the sheet {sheet.title} names each {register.what} by {register.name_column}, and two are called so."
        )
        raise CannotPlace("ambiguous-name", message, f"Add a column {register.id_column} to it.")
    if sheet.has(register.name_column):
        cells[register.name_column] = name
    return cells
