"""Who works where differently, in words.

Changes when changes should read differently.
"""

from planner.audit.wording import span_in_words
from planner.domain.plan import Change

_VERBS = {"gained": "joins", "lost": "leaves", "moved": "is now on"}


def move_in_words(change: Change) -> str:
    """Return a sentence such as ``Ann Reed (C1) joins P12 as Gaffer, 3–7 March 2026.``."""
    same = change.full_name in ("", change.crew_id)
    who = change.crew_id if same else f"{change.full_name} ({change.crew_id})"
    where = f"{change.production_id} as {change.role}, {span_in_words(change.span)}"
    return f"{who} {_VERBS[change.kind]} {where}."
