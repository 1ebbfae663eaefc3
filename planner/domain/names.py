"""How identifiers, names, roles and titles are compared.

Changes when the contract's matching of names does.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

JOINT = "\N{MIDDLE DOT}"
"""What stands between an identifier and its name where both are written: ``C001 · Ana Pereira``."""
LONGEST_COMPARED = 100  # comparing takes the square of the length


@lru_cache(maxsize=1 << 16)
def name_key(text: str) -> str:
    """Return the key by which two names are the same: case-folded, runs of blanks collapsed, composed Unicode."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def header_key(text: str) -> str:
    """Return the key by which two column headers are the same: case, blanks and a trailing ``*`` do not matter."""
    return "".join(name_key(text).split()).rstrip("*")


def did_you_mean(text: str, known: Iterable[str]) -> str | None:
    """Return the known name that ``text`` most resembles, or None when nothing comes near."""
    from difflib import get_close_matches  # only misspelt names pay for it

    if len(text) > LONGEST_COMPARED:
        return None
    by_key = {name_key(name): name for name in known if len(name) <= LONGEST_COMPARED}
    near = get_close_matches(name_key(text), list(by_key), n=1, cutoff=0.6)
    return by_key[near[0]] if near else None
