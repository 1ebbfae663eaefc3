"""Identifiers that go on from those there are.

Changes when new people or productions should be numbered in another way.
"""

from collections.abc import Iterable


def next_id(taken: Iterable[str], first: str) -> str:
    """Return the identifier after the highest of the most frequent kind, as ``C041`` after ``C040``; else ``first``."""
    kinds: dict[str, list[str]] = {}
    for text in taken:
        digits = text[len(text.rstrip("0123456789")) :]
        if digits:
            kinds.setdefault(text[: -len(digits)], []).append(digits)
    if not kinds:
        return first
    head, numbers = max(kinds.items(), key=lambda kind: (len(kind[1]), kind[0]))
    width = min(len(number) for number in numbers)
    return f"{head}{max(map(int, numbers)) + 1:0{width}}"
