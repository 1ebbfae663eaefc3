"""The operations on productions that there are: cancel and restore.

Changes when one of them does.
"""

from datetime import date

from planner.audit.wording import span_in_words
from planner.desk.decision import Objection, Proposal, Refused, refused
from planner.desk.names import find_production
from planner.desk.state import Desk, applied, changed
from planner.desk.wording import production_in_words
from planner.domain.change import Cancel, Restore
from planner.domain.span import DateSpan
from planner.domain.wording import counted


def cancel(desk: Desk, which: str) -> Proposal | Refused:
    """Propose that a production is cancelled and its people released."""
    production = find_production(desk, which)
    if isinstance(production, Objection):
        return refused("Nothing is cancelled.", production)
    refusal = f"{production_in_words(production)} is not cancelled."
    if production.cancelled:
        return refused(refusal, Objection("no-change", f"{production_in_words(production)} is cancelled already."))
    team = desk.team_of(production.production_id)
    ends = Cancel(production.production_id)
    after = changed(applied(desk, ends), rows=(row for row in desk.rows if row not in team))
    people = counted(len({row.crew_id for row in team}), "person")
    freed = f", which frees {people}" if team and desk.has_plan else ""
    said = f"{production_in_words(production)}, {span_in_words(production.span)}, is cancelled{freed}."
    about = frozenset((production.production_id,))
    return Proposal(after, (ends,), (said,), refusal, about=about, settles_itself=True)


def restore(desk: Desk, which: str) -> Proposal | Refused:
    """Propose that a cancelled production takes place after all, with its slots open until the next plan."""
    production = find_production(desk, which)
    if isinstance(production, Objection):
        return refused("Nothing is restored.", production)
    refusal = f"{production_in_words(production)} is not restored."
    if not production.cancelled:
        return refused(refusal, Objection("no-change", f"{production_in_words(production)} is not cancelled."))
    takes_place = Restore(production.production_id)
    open_slots = sum(need.count for need in desk.requirements_of(production.production_id))
    said = f"{production_in_words(production)}, {span_in_words(production.span)}, takes place after all"
    said += f", with {counted(open_slots, 'open slot')}; planner solve fills what it can." if open_slots else "."
    about = frozenset((production.production_id,))
    after = applied(desk, takes_place)
    return Proposal(after, (takes_place,), (said,), refusal, about=about, priority=production.priority)


def parse_days(first: date, last: date) -> DateSpan | Objection:
    """Return the days from first to last, or that they are reversed."""
    if last < first:
        return Objection("end-before-start", f"{last} lies before {first}.", "Correct one of the two.")
    return DateSpan(first, last)
