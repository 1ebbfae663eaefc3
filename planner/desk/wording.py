"""Productions and changes in words.

Changes when they should read differently.
"""

from planner.audit.wording import production_in_words, span_in_words
from planner.domain.report import Change

__all__ = ["move_in_words", "production_in_words"]

_VERBS = {"gained": "joins", "lost": "leaves", "moved": "is now on"}


def move_in_words(change: Change) -> str:
    """Return a sentence such as ``Ann Reed (C1) joins P12 as Gaffer, 3–7 March 2026.``."""
    same = change.full_name in ("", change.crew_id)
    who = change.crew_id if same else f"{change.full_name} ({change.crew_id})"
    where = f"{change.production_id} as {change.role}, {span_in_words(change.span)}"
    return f"{who} {_VERBS[change.kind]} {where}."
