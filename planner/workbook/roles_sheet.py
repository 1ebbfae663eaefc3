"""The roles: which there are, how they are spelled, what else they are called.

Changes when the Roles sheet does, or the way in which roles are matched.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from planner.domain.finding import Finding, Place, Severity
from planner.domain.names import header_key
from planner.workbook.cells import match_key, parse_text, shown
from planner.workbook.suggestions import Suggestions
from planner.workbook.tables import Row, Table


@dataclass(frozen=True, slots=True)
class RoleNames:
    """How each role is spelled; ``listed`` says that a Roles sheet lists them all and no other role may be used."""

    spelling: Mapping[str, str]
    listed: bool = False
    departments: Mapping[str, str] = field(default_factory=dict)
    _suggestions: Suggestions = field(default_factory=Suggestions, compare=False)

    def find(self, text: str) -> str | None:
        """Return the role's one spelling; without a Roles sheet any text is a role."""
        return self.spelling.get(match_key(text), None if self.listed else text)

    def by_header(self) -> dict[str, str]:
        """The roles by what a matrix's column header may call them, blanks left out."""
        return {header_key(key): role for key, role in sorted(self.spelling.items())}

    def read(self, row: Row, column: str, *, needed: bool = False) -> str | None:
        """Return the role in a row's cell, None when blank or unknown."""
        text = row.text(column, needed=needed)
        return self._known(row, column, text) if text else None

    def read_all(self, row: Row, column: str) -> tuple[str, ...]:
        """Return the roles in a row's cell, separated by ``;`` or ``,``, each once."""
        texts = split_names(row.text(column), ";,")
        return tuple(dict.fromkeys(role for text in texts if (role := self._known(row, column, text))))

    def _known(self, row: Row, column: str, text: str) -> str | None:
        role = self.find(text)
        if role is None:
            row.fault("unknown-role", column, f"{shown(text)} is not on the Roles sheet.", self._hint(text))
        return role

    def _hint(self, text: str) -> str:
        near = self._suggestions.near(text, self.spelling.values())
        return f"Did you mean {shown(near)}?" if near else "Add it to the Roles sheet."


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
    rows = [(row, row.text("Role", needed=True), row.text("Department")) for row in table.rows()]
    for row, role, department in rows:
        if match_key(role) in spelling:
            where = first[match_key(role)].place("Role").cell
            row.fault("duplicate-role", "Role", f"{shown(role)} also stands in {where}.", "Delete one of the two rows.")
        elif role:
            first[match_key(role)], spelling[match_key(role)], departments[role] = row, role, department
    for row, role, _ in rows:
        for alias in split_names(row.text("Also called")):
            taken = spelling.setdefault(match_key(alias), role)
            if match_key(alias) in first:
                message = f"{shown(alias)} already stands for {shown(taken)}."
                row.fault("alias-clash", "Also called", message, "A name can stand for one role only; delete it here.")
            else:
                first[match_key(alias)] = row
    return RoleNames(spelling, listed=True, departments=departments)


def roles_in_use(texts: Iterable[str]) -> RoleNames:
    """Return the roles when no sheet lists them: each in its most frequent spelling, of equal ones the smallest."""
    by_key: dict[str, Counter[str]] = {}
    for text, count in Counter(texts).items():
        by_key.setdefault(match_key(text), Counter())[text] += count
    return RoleNames({key: min(seen, key=lambda text: (-seen[text], text)) for key, seen in by_key.items() if key})


def role_texts(table: Table | None, columns: tuple[str, ...] = ("Role", "Other roles")) -> Iterable[str]:
    """Iterate over every role that a table mentions, as typed; its faults are left to whoever reads the table."""
    if table is None:
        return
    if table.header.matrix:
        yield from (text.rstrip("* ") for text in table.header.other.values())
    for row in table.rows():
        for column in columns:
            cell = row.cell(column)
            text = "" if cell is None else parse_text(cell)
            if isinstance(text, str):
                yield from split_names(text, ";,") if column == "Other roles" else (text,)


def find_roles_without_crew(
    roles: RoleNames, held: Iterable[str], asked: Iterable[tuple[str, Place]]
) -> Iterator[Finding]:
    """Warn once per required role that nobody has, when no Roles sheet could have caught a misspelling."""
    if roles.listed:
        return
    known = set(held)
    told: set[str] = set()
    suggestions = Suggestions()
    for role, place in asked:
        if role not in known and role not in told:
            told.add(role)
            near = suggestions.near(role, known)
            hint = f"Did you mean {shown(near)}?" if near else "Its slots stay vacant."
            message = f"nobody has the role {shown(role)}."
            yield Finding("role-without-crew", Severity.WARNING, place, message, hint, "Role")
