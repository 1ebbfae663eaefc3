"""Rows as aligned columns, the same on a terminal and in a pipe.

Changes when lists should look different.
"""

import unicodedata
from collections.abc import Iterator, Sequence


def table_lines(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Yield a header line and a line per row; columns of nothing but numbers are set to the right."""
    texts = [[_text(value) for value in row] for row in rows]
    widths = [max(map(width_of, column)) for column in zip(heads, *texts, strict=True)]
    numeric = [
        bool(rows) and all(isinstance(value, int | float) for value in column) for column in zip(*rows, strict=True)
    ] or [False] * len(heads)
    for line in (list(heads), *texts):
        blanks = (" " * (width - width_of(cell)) for cell, width in zip(line, widths, strict=True))
        cells = (
            blank + cell if right else cell + blank for cell, blank, right in zip(line, blanks, numeric, strict=True)
        )
        yield "  ".join(cells).rstrip()


def width_of(text: str) -> int:
    """Return how many columns of a terminal a text takes: wide letters two, accents that stand on others none.

    Reference: Unicode Standard Annex 11, East Asian Width.
    """
    if text.isascii():
        return len(text)
    return sum(_width_of_sign(sign) for sign in text)


def _width_of_sign(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _text(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
