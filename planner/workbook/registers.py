"""The identifiers that other sheets may refer to, and how a reference finds its one.

Changes when people or productions can be referred to in another way.
"""

from dataclasses import dataclass, field

from planner.workbook.cells import match_key, shown
from planner.workbook.suggestions import Suggestions
from planner.workbook.tables import Row


@dataclass(slots=True)
class Register:
    """Identifiers and names of crew or productions; when its sheet is unreadable, every reference counts as good.

    ``cancelled`` are identifiers about which rows say nothing that counts.
    """

    what: str
    code: str
    id_column: str
    name_column: str
    readable: bool = True
    ids: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    _suggestions: Suggestions = field(default_factory=Suggestions)
    _bare: dict[str, str] = field(default_factory=dict)

    def add(self, identifier: str, name: str) -> None:
        """Make an identifier and its name known; the first spelling of an identifier stays."""
        if match_key(identifier) not in self.ids:
            self.ids[match_key(identifier)] = identifier
            if match_key(identifier).isdigit():
                self._bare.setdefault(match_key(identifier).lstrip("0"), identifier)
            if name:
                self.names.setdefault(match_key(name), []).append(identifier)
            self.spelled[identifier] = name

    def find(self, text: str) -> str | None:
        """Return the identifier as its own sheet spells it, None when there is none."""
        return self.ids.get(match_key(text), None if self.readable else text)

    def read(self, row: Row) -> str | None:
        """Return whom or what a row refers to; by name where the sheet has no column of identifiers."""
        column = self.id_column if row.has(self.id_column) else self.name_column
        text = row.text(column, needed=True)
        if not text:
            return None
        meant = self._meant(column, text)
        if len(meant) > 1:
            hint = f"Add a column {self.id_column}; it is one of {', '.join(meant[:5])}."
            row.fault("ambiguous-name", column, f"{shown(text)} stands for more than one {self.what}.", hint)
        elif not meant:
            row.fault(self.code, column, f"there is no {self.what} {shown(text)}.", self._hint(text))
        return meant[0] if len(meant) == 1 else None

    def read_and_hear(self, row: Row) -> tuple[str | None, Row]:
        """Return what a row refers to, and the row; when that is cancelled, one whose faults nobody hears of."""
        identifier = self.read(row)
        return identifier, row.unheard() if identifier in self.cancelled else row

    def _meant(self, column: str, text: str) -> list[str]:
        if column == self.name_column and match_key(text) in self.names:
            return self.names[match_key(text)]
        found = self.find(text)
        return [] if found is None else [found]

    def _hint(self, text: str) -> str:
        named = self.names.get(match_key(text), [])
        if named:
            return f"The {self.id_column} of {text} is {shown(named[0])}."
        near = self._same_digits(text) or self._suggestions.near(text, self.ids.values())
        if near:
            return f"Did you mean {shown(near)}?"
        return f"Add it to the {'Crew' if self.id_column == 'Crew ID' else 'Productions'} sheet, or delete the row."

    def _same_digits(self, text: str) -> str | None:
        """Return the identifier that is the same number, as ``007`` is to ``7``."""
        key = match_key(text)
        return self._bare.get(key.lstrip("0")) if key.isdigit() else None


def crew_register(readable: bool = True) -> Register:
    """Return an empty register of people."""
    return Register("crew member", "unknown-crew", "Crew ID", "Full name", readable)


def production_register(readable: bool = True) -> Register:
    """Return an empty register of productions."""
    return Register("production", "unknown-production", "Production ID", "Title", readable)


def register_row(row: Row, register: Register, first: dict[str, Row], named: bool = True) -> tuple[str, str]:
    """Enter a row of the sheet that defines identifiers and return its identifier and name.

    The name identifies where there is no column of identifiers, else with ``named`` False it may be missing or wrong;
    ``first`` remembers who came first, so that the second one is the error.
    """
    named = named or not row.has(register.id_column)
    name = (row if named else row.unheard()).text(register.name_column, needed=named)
    column = register.id_column if row.has(register.id_column) else register.name_column
    identifier = row.text(column, needed=True) if column == register.id_column else name
    if not identifier:
        return "", name
    key = match_key(identifier)
    if key in first:
        message = f"{shown(identifier)} also stands in {first[key].place(column).cell}."
        hint = "Give each row its own." if row.has(register.id_column) else f"Add a column {register.id_column}."
        row.fault("duplicate-id", column, message, hint)
    else:
        first[key] = row
        register.add(identifier, name)
    return identifier, name
