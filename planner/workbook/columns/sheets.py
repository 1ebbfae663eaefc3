"""What is said of a sheet and of a column: the one truth for the reader, the templates, the plan writer and the manual.

Changes when there is something else to say of a column.
"""

from dataclasses import dataclass
from enum import Enum

from planner.domain.names import header_key


class Kind(Enum):
    """What a cell of a column holds; the value says it to a person."""

    ID = "an identifier, as text"
    TEXT = "text"
    ROLE = "one role"
    ROLES = "roles, separated by ; or ,"
    ALIASES = "names, separated by ;"
    DATE = "a date, yyyy-mm-dd"
    WHOLE = "a whole number"
    MONEY = "an amount, 0 or more, at most two decimals"
    CHOICE = "one of a list"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``required`` means that the header must be there (of two alternatives, that one of them must)."""

    name: str
    kind: Kind = Kind.TEXT
    meaning: str = ""
    required: bool = False
    example: str = ""
    choices: tuple[str, ...] = ()
    instead: str = ""  # the column that may stand in for this one, such as Full name for Crew ID
    template: bool = True  # whether the template offers it
    free: bool = False  # for people alone: nothing that stands there is wrong
    may_be_blank: bool = False  # whether rows do without a value although the header must be there

    @property
    def needed(self) -> bool:
        """Whether every row needs a value."""
        return self.required and not self.may_be_blank

    @property
    def format(self) -> str:
        """What to type, in words: the kind, or the list of choices when it is short."""
        return " or ".join(self.choices) if 0 < len(self.choices) <= 2 else self.kind.value


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet and its columns, in the order in which they are written."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    required: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The headers, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column called ``name``; raises KeyError when the sheet has none."""
        return {header_key(column.name): column for column in self.columns}[header_key(name)]
