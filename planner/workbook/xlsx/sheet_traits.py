"""What the cells of a sheet do not tell: merged cells, hidden rows, formulas never calculated, values far to the right.

Changes when another trait of the raw sheet has to be reported.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetTraits:
    """Merged ranges (``B2:C3``), numbers of hidden rows, and cells whose formula has no stored value.

    ``totals`` are the rows of totals of the sheet's Tables, each with the Table's name;
    ``stray`` is the first filled cell to the right of all columns that are read, empty when there is none.
    """

    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    uncalculated: tuple[str, ...] = ()
    stray: str = ""
    totals: tuple[tuple[int, str], ...] = ()
