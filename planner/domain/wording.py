"""Numbers with their nouns and identifiers with their names, for every sentence that the planner says.

Changes when a sentence needs another kind of plural, or what has an identifier is to be called otherwise.
"""

import re
from collections.abc import Mapping, Sequence

from planner.domain.names import name_key
from planner.domain.production import Production

Productions = Mapping[str, Production]
"""Productions by Production ID."""

_UNLIKE = {"person": "people", "remedy": "remedies"}
_OWN_NUMBER = re.compile(r"R\d+: ")


def counted(number: int, noun: str) -> str:
    """``1 slot``, ``2,000 slots``, ``3 vacancies``, ``2 people``, ``2 bookings without a slot``."""
    if number == 1:
        return f"1 {noun}"
    head, without, rest = noun.partition(" without")
    plural = _UNLIKE.get(head) or (f"{head[:-1]}ies" if head.endswith("cy") else f"{head}s")
    return f"{number:,} {plural}{without}{rest}"


def named(identifier: str, name: str) -> str:
    """``Harbour Lights (P12)``, ``Ann Reed (C1)``: what a production or a person is called wherever it is told of.

    The identifier alone where the name is blank, the name alone where it is the identifier.
    """
    if not name.strip():
        return identifier
    return name if name_key(name) == name_key(identifier) else f"{name} ({identifier})"


def production_in_words(production: Production) -> str:
    """``Harbour Lights (P12)``."""
    return named(production.production_id, production.title)


def titled(production_id: str, productions: Productions) -> str:
    """Return what a production is called by its identifier: that alone where nobody knows it any more."""
    production = productions.get(production_id)
    return production_in_words(production) if production else production_id


def numbered(options: Sequence[str]) -> list[str]:
    """Return several options with numbers before them; one that has a number of its own, ``R3: …``, keeps that."""
    if len(options) < 2:
        return list(options)
    return [option if _OWN_NUMBER.match(option) else f"{number}. {option}" for number, option in enumerate(options, 1)]
