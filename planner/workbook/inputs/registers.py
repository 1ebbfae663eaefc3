"""The identifiers that other sheets may refer to, and how a reference finds its one.

Changes when people or productions can be referred to in another way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planner.domain.finding import NOWHERE, Place
from planner.domain.names import JOINT
from planner.workbook.columns import heads
from planner.workbook.inputs.suggestions import Suggestions
from planner.workbook.inputs.tables import Row
from planner.workbook.xlsx.cells import match_key, shown


@dataclass(slots=True)
class Register:
    """Identifiers and names of crew or productions; when its sheet is unreadable, every reference counts as good.

    ``cancelled`` are identifiers about which rows say nothing that counts; ``by_name`` says that names identify.
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
    by_name: bool = False
    places: dict[str, Place] = field(default_factory=dict)
    _suggestions: Suggestions = field(default_factory=Suggestions)
    _bare: dict[str, str] = field(default_factory=dict)

    def add(self, identifier: str, name: str, place: Place = NOWHERE) -> None:
        """Make an identifier and its name known; the first spelling of an identifier stays."""
        if match_key(identifier) not in self.ids:
            self.ids[match_key(identifier)] = identifier
            if match_key(identifier).isdigit():
                self._bare.setdefault(match_key(identifier).lstrip("0"), identifier)
            if name:
                self.names.setdefault(match_key(name), []).append(identifier)
            self.spelled[identifier] = name
            self.places[identifier] = place

    def copy(self) -> "Register":
        """Return a register to which identifiers may be added while this one stays as it is."""
        return replace(
            self,
            ids=dict(self.ids),
            names={key: list(identifiers) for key, identifiers in self.names.items()},
            spelled=dict(self.spelled),
            cancelled=set(self.cancelled),
            places=dict(self.places),
            _bare=dict(self._bare),
        )

    def find(self, text: str) -> str | None:
        """Return the identifier as its own sheet spells it, None when there is none."""
        return self.ids.get(match_key(text), None if self.readable else text)

    def meant(self, text: str) -> str | None:
        """Return the identifier that a text stands for: itself, a name that only one has, or ``ID · name``."""
        named = self.names.get(match_key(text), [])
        return self.find(text) or (named[0] if len(named) == 1 else self._agreed(text))

    def read(self, row: Row) -> str | None:
        """Return whom or what a row refers to: by identifier, by a name that only one has, or by ``ID · name``.

        A name that stands beside the identifier must be its own.
        """
        column = self.id_column if row.has(self.id_column) else self.name_column
        if self._is_left_blank(row, column):
            return None
        text = row.text(column, needed=True)
        if not text:
            return None
        if not self.readable:
            return text.partition(JOINT)[0].strip() or text
        found = self._referred(row, column, text)
        if found is not None and column == self.id_column and row.has(self.name_column):
            self._compare(row, found)
        return found

    def read_in(self, row: Row, column: str) -> str | None:
        """Return whom or what a cell of a row refers to, whatever its column is called; None when blank or unknown."""
        text = row.text(column)
        return self._referred(row, column, text) if text else None

    def _is_left_blank(self, row: Row, column: str) -> bool:
        """Note when an identifier is blank beside a name that only one has."""
        cell = row.cell(column)
        blank = cell is not None and cell.value is None and column == self.id_column and row.has(self.name_column)
        named = self.names.get(match_key(row.text(self.name_column)), []) if blank else []
        if len(named) == 1:
            hint = f"Type {self.shown(named[0])}, or clear the whole row."
            row.fault("missing-value", column, "the cell is blank.", hint)
        return len(named) == 1

    def read_and_hear(self, row: Row) -> tuple[str | None, Row]:
        """Return what a row refers to, and the row; when that is cancelled, one whose faults nobody hears of."""
        identifier = self.read(row)
        return identifier, row.unheard() if identifier in self.cancelled else row

    def _referred(self, row: Row, column: str, text: str) -> str | None:
        identified, named = self.ids.get(match_key(text)), self.names.get(match_key(text), [])
        if identified and not (named and column == self.name_column):
            return identified
        if len(named) == 1:
            return named[0]
        if named:
            hint = f"Type {' or '.join(self.shown(identifier) for identifier in named[:5])}."
            row.fault("ambiguous-name", column, f"{shown(text)} stands for more than one {self.what}.", hint)
            return None
        return self._joined(row, column, text)

    def _joined(self, row: Row, column: str, text: str) -> str | None:
        """Return the identifier of a text ``ID · name``, whose parts must belong together."""
        found, parts = self._agreed(text), list(self._parts(text))
        if found is None and parts:
            self._contradict(row, column, *parts[0])
        elif found is None:
            hint = self.hint(text, self._beside(row, column), column)
            row.fault(self.code, column, f"there is no {self.what} {shown(text)}.", hint)
        return found

    def _agreed(self, text: str) -> str | None:
        """Return the identifier of a text ``ID · name`` whose parts belong together."""
        parts = self._parts(text)
        return next((one for one, name in parts if match_key(self.spelled[one]) == match_key(name)), None)

    def _parts(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield every way to read a text as an identifier that is known, and a name."""
        pieces = text.split(JOINT)
        for at in range(1, len(pieces)):
            identifier = self.ids.get(match_key(JOINT.join(pieces[:at])))
            if identifier is not None:
                yield identifier, JOINT.join(pieces[at:]).strip()

    def _compare(self, row: Row, identifier: str) -> None:
        """Note when the name beside an identifier is another's."""
        name, own = row.text(self.name_column), self.spelled[identifier]
        agree = match_key(name) in ("", match_key(own)) or self._agreed(name) == identifier
        if not agree and own and identifier not in self.cancelled:
            self._contradict(row, self.name_column, identifier, name)

    def _contradict(self, row: Row, column: str, identifier: str, name: str) -> None:
        others = self.names.get(match_key(name), [])
        known = f"{shown(name)} is {' or '.join(map(shown, others[:5]))}: correct" if others else "Correct"
        message = f"the {self.id_column} {shown(identifier)} is {shown(self.spelled[identifier])}, not {shown(name)}."
        row.fault("name-mismatch", column, message, f"{known} whichever of the two is wrong.")

    def _beside(self, row: Row, column: str) -> str:
        """Return the name beside a reference, empty when it is one itself."""
        return row.text(self.name_column) if column == self.id_column and row.has(self.name_column) else ""

    def hint(self, text: str, beside: str = "", column: str = "") -> str:
        """Return who or what may be meant by a text of a ``column`` that is nobody's, and the name ``beside`` it."""
        named = self.names.get(match_key(beside), [])
        if len(named) == 1:
            return f"The {self.id_column} of {shown(beside)} is {shown(named[0])}."
        near = (
            None if beside else self._same_digits(text) or self._suggestions.near(text, self.ids.values(), "identifier")
        )
        if near is None:
            name = self._suggestions.near(beside or text.rpartition(JOINT)[2], self.spelled.values(), "name")
            near = self.names[match_key(name)][0] if name else None
        if near:
            return f"Did you mean {self.shown(near)}?"
        sheet = "Crew" if self.id_column == heads.CREW_ID else "Productions"
        if column == self.id_column and self.by_name:
            how = f"add that column, or refer by {self.name_column}"
            return f"The {sheet} sheet has no column {self.id_column}: {how}."
        return f"Add it to the {sheet} sheet, or delete the row."

    def shown(self, identifier: str) -> str:
        """Return an identifier with the name that is its own, in quotes and as a cell may hold it."""
        name = self.spelled[identifier]
        return shown(identifier if name in ("", identifier) else f"{identifier} {JOINT} {name}")

    def _same_digits(self, text: str) -> str | None:
        """Return the identifier that is the same number, as ``007`` is to ``7``."""
        key = match_key(text)
        return self._bare.get(key.lstrip("0")) if key.isdigit() else None


def crew_register(readable: bool = True) -> Register:
    """Return an empty register of people."""
    return Register("crew member", "unknown-crew", heads.CREW_ID, heads.FULL_NAME, readable)


def production_register(readable: bool = True) -> Register:
    """Return an empty register of productions."""
    return Register("production", "unknown-production", heads.PRODUCTION_ID, heads.TITLE, readable)


def identified(row: Row, register: Register, named: bool = True) -> tuple[str, str]:
    """Return identifier and name that a row defines.

    The name identifies where there is no column of identifiers, else with ``named`` False it may be missing or wrong.
    """
    register.by_name = not row.has(register.id_column)
    named = named or register.by_name
    name = (row if named else row.unheard()).text(register.name_column, needed=named)
    return (row.text(register.id_column, needed=True) if row.has(register.id_column) else name), name


def register_row(row: Row, register: Register, first: dict[str, Row], named: bool = True) -> tuple[str, str]:
    """Enter a row of the sheet that defines identifiers, one a row, and return its identifier and name.

    ``first`` remembers who came first, so that the second one is the error; ``named`` as :func:`identified` has it.
    """
    identifier, name = identified(row, register, named)
    if not identifier:
        return "", name
    column = register.id_column if row.has(register.id_column) else register.name_column
    key = match_key(identifier)
    if key in first:
        message = f"{shown(identifier)} also stands in {first[key].place(column).cell}."
        hint = "Give each row its own." if row.has(register.id_column) else f"Add a column {register.id_column}."
        row.fault("duplicate-id", column, message, hint)
    else:
        first[key] = row
        register.add(identifier, name, row.place(column))
    return identifier, name
