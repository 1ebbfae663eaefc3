"""Formulas whose references follow the rows of a sheet, and formulas copied to another cell.

References: ECMA-376 part 1, 18.17.2 (grammar of formulas).
Changes when formulas can refer to cells in another way.
"""

import re

from planner.domain.errors import PlannerError
from planner.workbook.xlsx.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number
from planner.workbook.xlsx.edits.edit import CannotEdit
from planner.workbook.xlsx.edits.row_map import RowMap

_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
_TOKEN = re.compile(
    rf"""
    (?P<text>"(?:[^"]|"")*")
    | (?P<sheet>(?:'(?:[^']|'')+'|(?:\[[^\]]*\])?[\w.\\?]+(?::[\w.\\?]+)?)!)?
      (?P<ref>{_CELL}:{_CELL}|{_CELL}|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}})(?![\w.\\?(!\[])
    | (?:'(?:[^']|'')+'|(?:\[[^\]]*\])?[\w.\\?]+(?::[\w.\\?]+)?)!
    | {_BRACKETS}
    | \#[A-Z/0-9!?]+
    | [\w.\\?$]+
    """,
    re.VERBOSE,
)
_END = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]+)")
_ANCHOR = re.compile(r"\bOFFSET\(\s*$", re.IGNORECASE)


class Broken(PlannerError):
    """A formula refers to cells that would be gone."""


def moved_formula(formula: str, sheet: str, at_home: bool, rows: RowMap, lenient: bool = False) -> str:
    """Return a formula after the rows of ``sheet`` have moved; ``at_home`` says that it stands on that sheet.

    Raises :class:`Broken` when cells that it names are gone; when ``lenient``, it names those in their place.
    The corner that OFFSET starts from always does: it is a place, not a value.
    """

    def moved(token: re.Match[str]) -> str:
        if token["ref"] is None or not _is_of(token["sheet"], sheet, at_home):
            return token[0]
        anchor = lenient or _ANCHOR.search(formula, 0, token.start()) is not None
        return (token["sheet"] or "") + _moved_reference(token["ref"], rows, anchor)

    return _TOKEN.sub(moved, formula)


def _is_of(prefix: str | None, sheet: str, at_home: bool) -> bool:
    if not prefix:
        return at_home
    name = prefix[:-1]
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    if name.casefold() == sheet.casefold():
        return True
    if ":" in name and "[" not in name:
        raise CannotEdit(f"a formula refers to several sheets at once ({name})")
    return False


def _moved_reference(reference: str, rows: RowMap, anchor: bool) -> str:
    ends = reference.split(":")
    numbers = [int(_end(end)[4]) for end in ends]
    span = rows.span(min(numbers), max(numbers))
    if span is None:
        if not anchor:
            raise Broken(reference)
        span = rows.place(min(numbers)), rows.place(min(numbers))
    backwards = numbers[0] > numbers[-1]
    new = (span[1], span[0]) if backwards else span
    return ":".join(_with_row(end, row) for end, row in zip(ends, new, strict=False))


def _end(text: str) -> re.Match[str]:
    found = _END.fullmatch(text)
    if found is None:  # the token's pattern rules it out
        raise CannotEdit(f"a formula refers to {text}")
    return found


def _with_row(end: str, row: int) -> str:
    dollar, column, row_dollar, _ = _end(end).groups()
    return f"{dollar}{column}{row_dollar}{row}"


def copied_formula(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it reads so many rows below and columns to the right, ``#REF!`` off the sheet."""
    if not rows and not columns:
        return formula

    def copied(token: re.Match[str]) -> str:
        if token["ref"] is None:
            return token[0]
        ends = [_copied_end(end, rows, columns) for end in token["ref"].split(":")]
        return (token["sheet"] or "") + ("#REF!" if None in ends else ":".join(filter(None, ends)))

    return _TOKEN.sub(copied, formula)


def _copied_end(end: str, rows: int, columns: int) -> str | None:
    fixed_column, letters, fixed_row, number = _end(end).groups()
    if not letters:  # a whole row: the only dollar is the row's
        fixed_row, fixed_column = fixed_column, ""
    row = int(number) if fixed_row else int(number) + rows
    if letters and not fixed_column:
        column = column_number(letters.upper()) + columns
        if not 1 <= column <= LAST_COLUMN:
            return None
        letters = column_letters(column)
    return f"{fixed_column}{letters}{fixed_row}{row}" if 1 <= row <= LAST_ROW else None
