"""Cell addresses: ``D14`` is row 14 of the fourth column; and where a sheet ends.

Changes when cells are named in another way.
"""

import re
from functools import cache
from string import ascii_uppercase

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


@cache
def column_letters(number: int) -> str:
    """Return the letters of a column counted from 1: ``A``, ``Z``, ``AA``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """Return a column's number, counted from 1; raises ValueError when its letters are none."""
    number = 0
    for letter in letters:
        number = number * 26 + ascii_uppercase.index(letter) + 1
    return number


def address(row: int, column: int) -> str:
    """Return the address of a cell, both numbers counted from 1."""
    return f"{column_letters(column)}{row}"


def row_and_column(address: str) -> tuple[int, int]:
    """Return the row and the column, both counted from 1, of an address; raises ValueError when it is none."""
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        raise ValueError(f"{address} is no cell")
    return int(parts[2]), column_number(parts[1])
