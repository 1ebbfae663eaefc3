"""The roles: which there are, how they are spelled, what else they are called.

Changes when the Roles sheet does, or the way in which roles are matched.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planner.domain.finding import Severity
from planner.domain.names import header_key
from planner.workbook.columns import heads
from planner.workbook.inputs.role_likeness import may_mean
from planner.workbook.inputs.role_lists import RoleLists, run_together
from planner.workbook.inputs.suggestions import Suggestions
from planner.workbook.inputs.tables import Row, Table
from planner.workbook.xlsx.cells import clean, match_key, parse_text, shown


@dataclass(frozen=True, slots=True)
class RoleNames:
    """How each role is spelled; ``listed`` says that a Roles sheet lists them all and no other role may be used.

    ``own`` are the keys of those that stand alone in some cell, and not in a list of other roles only.
    """

    spelling: Mapping[str, str]
    lists: RoleLists = field(default_factory=RoleLists, compare=False)
    listed: bool = False
    departments: Mapping[str, str] = field(default_factory=dict)
    only_booked: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    _suggestions: Suggestions = field(default_factory=Suggestions, compare=False)

    def find(self, text: str) -> str | None:
        """Return the role's one spelling; without a Roles sheet any text is a role."""
        return self.spelling.get(match_key(text), None if self.listed else text)

    def by_header(self) -> dict[str, str]:
        """The roles by what a matrix's column header may call them, blanks left out; bookings alone make no role."""
        return {header_key(key): role for key, role in sorted(self.spelling.items()) if key not in self.only_booked}

    def read(self, row: Row, column: str, *, needed: bool = False) -> str | None:
        """Return the role in a row's cell, None when blank or unknown."""
        text = row.text(column, needed=needed)
        return self._known(row, column, text) if text else None

    def read_all(self, row: Row, column: str) -> tuple[str, ...]:
        """Return the roles in a row's cell, each once; what looks like several but is read as one is warned of."""
        found = []
        names = self.lists.parts(row.text(column))
        lines = self.lists.parts(_with_lines(row, column))
        for text, parts in zip(names, lines if len(lines) == len(names) else names, strict=True):
            known = self.spelling if match_key(text) not in self.own else {}
            together = [shown(role) for role in run_together(parts, known)]
            role = self._known(row, column, text, together)
            if role:
                found.append(role)
                if together:
                    message = f"{shown(text)} was read as one role."
                    row.fault("joined-roles", column, message, _separated(together), Severity.WARNING)
        return tuple(dict.fromkeys(found))

    def _known(self, row: Row, column: str, text: str, together: Sequence[str] = ()) -> str | None:
        role = self.find(text)
        if role is None:
            hint = _separated(together) if together else self._hint(text)
            row.fault("unknown-role", column, f"{shown(text)} is not on the Roles sheet.", hint)
        return role

    def _hint(self, text: str) -> str:
        near = self._suggestions.near(text, self.spelling.values())
        if near and may_mean(text, near):
            return f"Did you mean {shown(near)}?"
        alias = self._suggestions.near(text, self.spelling, "alias")
        if alias and may_mean(text, alias):
            return f"Did you mean {shown(alias)}, another name of {shown(self.spelling[alias])}?"
        return "Add it to the Roles sheet."


def _with_lines(row: Row, column: str) -> str:
    """Return a cell's text with a mark where a line ends, empty when it has one line."""
    cell = row.cell(column)
    text = str(cell.value).strip() if cell and cell.data_type != "e" else ""
    return clean(re.sub(r"[\r\n]+", " | ", text)) if "\n" in text else ""


def _separated(roles: Sequence[str]) -> str:
    return f"If these are {' and '.join(roles)}, put ; between them."


def split_names(text: str, separators: str = ";") -> list[str]:
    """Return the names in a list, without blank ones; any of the ``separators`` parts them."""
    for other in separators[1:]:
        text = text.replace(other, separators[0])
    return [name for part in text.split(separators[0]) if (name := part.strip())]


def read_roles(table: Table) -> RoleNames:
    """Read the Roles sheet; a name that stands for two roles is an error."""
    first: dict[str, Row] = {}
    spelling: dict[str, str] = {}
    departments: dict[str, str] = {}
    rows = [(row, row.text(heads.ROLE, needed=True), row.text(heads.DEPARTMENT)) for row in table.rows()]
    for row, role, department in rows:
        if match_key(role) in spelling:
            where = first[match_key(role)].place(heads.ROLE).cell
            row.fault(
                "duplicate-role", heads.ROLE, f"{shown(role)} also stands in {where}.", "Delete one of the two rows."
            )
        elif role:
            first[match_key(role)], spelling[match_key(role)], departments[role] = row, role, department
    for row, role, _ in rows:
        for alias in split_names(row.text(heads.ALSO_CALLED)):
            taken = spelling.setdefault(match_key(alias), role)
            if match_key(alias) in first:
                message = f"{shown(alias)} already stands for {shown(taken)}."
                row.fault(
                    "alias-clash", heads.ALSO_CALLED, message, "A name can stand for one role only; delete it here."
                )
            else:
                first[match_key(alias)] = row
    return RoleNames(spelling, RoleLists(spelling), listed=True, departments=departments, own=frozenset(spelling))


def read_role_names(
    listed: Table | None, crew: Table | None, requirements: Table | None, bookings: Table | None
) -> RoleNames:
    """Return the roles that are known: those of the Roles sheet, or with nothing on it those that are in use."""
    on_sheet = read_roles(listed) if listed else None
    if on_sheet and on_sheet.spelling:
        return on_sheet
    own = [text for table in (crew, requirements) for _, text in column_texts(table, heads.ROLE)]
    cells = [text for _, text in column_texts(crew, heads.OTHER_ROLES)]
    lists = RoleLists(own)
    # a list with semicolons may name a role that has a comma, which is then known wherever it stands
    lists = RoleLists([*own, *(role for text in cells if ";" in text for role in lists.parts(text))])
    known = Counter([*own, *(role for text in cells for role in lists.parts(text))])
    booked = Counter(text for _, text in column_texts(bookings, heads.ROLE))
    by_key: dict[str, Counter[str]] = {}
    for text, count in (known + booked).items():
        by_key.setdefault(match_key(text), Counter())[text] += count
    spelling = {key: usual_spelling(seen) for key, seen in by_key.items() if key}
    only_booked = frozenset(spelling) - {match_key(text) for text in known}
    return RoleNames(spelling, lists, only_booked=only_booked, own=frozenset(map(match_key, own)))


def usual_spelling(texts: Iterable[str]) -> str:
    """Return the most frequent of several spellings, of equally frequent ones the smallest."""
    seen = Counter(texts)
    return min(seen, key=lambda text: (-seen[text], text))


def column_texts(table: Table | None, column: str) -> Iterator[tuple[Row, str]]:
    """Iterate over a column's texts, as typed and without blank ones; faults are left to whoever reads the table."""
    for row in table.rows() if table else ():
        cell = row.cell(column)
        text = "" if cell is None else parse_text(cell)
        if isinstance(text, str) and text:
            yield row, text
