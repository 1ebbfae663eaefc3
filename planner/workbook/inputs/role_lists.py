"""Cells that hold several roles: where one role ends and the next begins.

Changes when roles in one cell may be separated in another way.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from planner.workbook.xlsx.cells import match_key

_SEPARATORS = ";,"
_PIECES = re.compile(f"([{_SEPARATORS}])")
_WRONG_SEPARATORS = re.compile(r"[/|,]")


class RoleLists:
    """Takes cells such as ``Spark; Hair, Make-up`` apart; ``known`` are the roles that may contain a separator."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        parted = {match_key(role): _PIECES.split(role) for role in sorted(known) if _PIECES.search(role)}
        self._parted = [
            ([*map(match_key, pieces)], "".join(pieces))
            for _, pieces in sorted(parted.items(), key=lambda pair: (-len(pair[0]), pair[0]))
        ]
        self._found: dict[str, tuple[str, ...]] = {}

    def parts(self, text: str) -> tuple[str, ...]:
        """Return the roles in a cell's text as they are typed there, without blank ones.

        Known roles that contain a separator are recognised first; the rest is split at ``;`` where it holds one, else
        at ``,``.
        """
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = tuple(self._split(text))
        return found

    def _split(self, text: str) -> list[str]:
        pieces = _PIECES.split(text)  # names at even places, separators at odd ones
        keys = [match_key(piece) for piece in pieces]
        for wanted, role in self._parted:
            at = 0
            while at + len(wanted) <= len(keys):
                if keys[at : at + len(wanted)] == wanted:
                    pieces[at : at + len(wanted)] = [role]
                    keys[at : at + len(wanted)] = [match_key(role)]
                at += 2
        separator = ";" if ";" in pieces[1::2] else ","
        names = [""]
        for at, piece in enumerate(pieces):
            if at % 2 and piece == separator:
                names.append("")
            else:
                names[-1] += piece
        return [name for one in names if (name := one.strip())]


def listed_roles(roles: Sequence[str]) -> str:
    """Return roles as one cell lists them; a single one that contains a comma is not taken apart."""
    lone = len(roles) == 1 and "," in roles[0]
    return f"{roles[0]};" if lone else "; ".join(roles)


def run_together(role: str, known: Mapping[str, str]) -> list[str]:
    """Return the roles that a role seems to be made of, such as ``Grip/Spark``; none when it is a role of its own.

    ``known`` are the roles by their key.
    """
    names = [key for name in _WRONG_SEPARATORS.split(role) if (key := match_key(name))]
    return [known[name] for name in names] if len(names) > 1 and all(name in known for name in names) else []
