"""Rows as aligned columns, the same on a terminal and in a pipe.

Changes when lists should look different.
"""

from collections.abc import Iterator, Sequence


def table_lines(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Yield a header line and a line per row; columns of nothing but numbers are set to the right."""
    texts = [[_text(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *texts, strict=True)]
    numeric = [
        bool(rows) and all(isinstance(value, int | float) for value in column) for column in zip(*rows, strict=True)
    ] or [False] * len(heads)
    for line in (list(heads), *texts):
        cells = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        )
        yield "  ".join(cells).rstrip()


def _text(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
