"""Productions and changes in words.

Changes when they should read differently.
"""

from collections.abc import Mapping

from planner.audit.wording import person_in_words, span_in_words
from planner.desk.decision import Loss
from planner.domain.crew import CrewMember
from planner.domain.report import PlanChange
from planner.domain.wording import Productions, named, production_in_words, titled

__all__ = ["move_in_words", "production_in_words"]

_VERBS = {"gained": "joins", "lost": "leaves", "moved": "is now on"}


def move_in_words(change: PlanChange, productions: Productions) -> str:
    """Return a sentence such as ``Ann Reed (C1) joins Harbour Lights (P12) as Gaffer, 3–7 March 2026.``."""
    where = f"{titled(change.production_id, productions)} as {change.role}, {span_in_words(change.span)}"
    return f"{named(change.crew_id, change.full_name)} {_VERBS[change.kind]} {where}."


def loss_in_words(loss: Loss, people: Mapping[str, CrewMember]) -> str:
    """Return ``Harbour Lights (P12), priority 2, loses Ann Reed (C1) as Gaffer, 3–7 March; nobody takes over.``."""
    who = person_in_words(people[loss.crew_id]) if loss.crew_id in people else loss.crew_id
    where = f"{production_in_words(loss.production)}, priority {loss.production.priority}"
    return f"{where}, loses {who} as {loss.role}, {span_in_words(loss.span)}; nobody takes over."
