"""What differs and why, in a planner's words.

Changes when a comparison should read differently.
"""

from collections.abc import Callable, Mapping
from datetime import date

from planner.alternatives.comparison.causes import Cause
from planner.alternatives.comparison.comparing import Comparison, Move
from planner.alternatives.comparison.facts import (
    AWAY,
    BOOKING,
    DAY_RATE,
    DAYS,
    HOLIDAY,
    PERSON,
    PRODUCTION,
    REQUIREMENT,
    SETTING,
    THERE,
    Fact,
    Value,
)
from planner.audit.wording import day_in_words, job_in_words, listed, person_in_words, span_in_words
from planner.domain.crew import CrewMember
from planner.domain.production import Production, Slot
from planner.domain.span import DateSpan
from planner.domain.wording import titled

MOST_SLOTS = 3
EXCHANGED = "exchanged for"
NO_FACT = "no fact that differs between the inputs decides it; the plans are as good as each other here"
STAYS_AT_HOME = "for a rate, which is not told here"
SAME_INPUT = "the inputs are the same; the plan before, the time or the planner's version was another"


class Words:
    """The words for what a comparison holds, by the names that the compared plans give.

    Without ``with_rates`` no sentence tells a rate.
    """

    def __init__(self, comparison: Comparison, *, with_rates: bool = True) -> None:
        self.with_rates = with_rates
        self._comparison = comparison
        self.people: Mapping[str, CrewMember] = {}
        self.productions: Mapping[str, Production] = {}
        for one in reversed(comparison.plans):  # what the first says counts
            self.people = {**self.people, **one.instance.crew_by_id}
            self.productions = {**self.productions, **one.instance.production_by_id}

    def person(self, crew_id: str) -> str:
        """``Ann Reed (C1)``, or the identifier of whom nobody knows."""
        person = self.people.get(crew_id)
        return person_in_words(person) if person else crew_id

    def full_name(self, crew_id: str) -> str:
        """Return the name alone, empty for nobody."""
        person = self.people.get(crew_id)
        return person.full_name if person else crew_id

    def production(self, production_id: str) -> str:
        """``Harbour Lights (P12)``."""
        return titled(production_id, self.productions)

    def title(self, production_id: str) -> str:
        """Return the title alone, empty for none."""
        one = self.productions.get(production_id)
        return one.title if one else production_id

    def slot(self, slot: Slot) -> str:
        """``Harbour Lights (P12) Gaffer, 3–7 March 2027``."""
        return job_in_words(slot, self.productions)

    # --- facts

    def subject(self, fact: Fact) -> str:
        """Return what a fact is, without its value: ``Ann Reed (C1): last day``."""
        match fact.about:
            case "setting":
                return f"Setting {fact.what}"
            case "holiday":
                return f"Holiday {_days(fact)}"
            case "person" | "production" if fact.what == THERE:
                return self.person(fact.crew_id) if fact.about == PERSON else self.production(fact.production_id)
            case "person":
                employment = f", employment {fact.number}" if fact.number > 1 else ""
                days = f" {_days(fact)}" if fact.what == AWAY else ""
                return f"{self.person(fact.crew_id)}: {fact.what}{employment}{days}"
            case "production":
                return f"{self.production(fact.production_id)}: {fact.what}"
            case "requirement":
                return f"{self.production(fact.production_id)}: {fact.role} {_days(fact)}, {fact.what}"
        where = self.production(fact.production_id) + (f" as {fact.role}" if fact.role else "")
        days = f" {_days(fact)}" if any(fact.days) else ""
        return f"{self.person(fact.crew_id)} {fact.what} on {where}{days}"

    def sentence(self, fact: Fact, before: Value, after: Value) -> str:
        """Return what is other in a plan than in the first, as a clause."""
        return _CLAUSES[fact.about](self, fact, before, after)

    def _setting(self, fact: Fact, before: Value, after: Value) -> str:
        return f"{fact.what} is {_said(after)}, not {_said(before)}"

    def _holiday(self, fact: Fact, before: Value, after: Value) -> str:
        return f"{_days(fact)} is {'a' if after else 'no'} holiday"

    def _of_person(self, fact: Fact, before: Value, after: Value) -> str:
        who = self.person(fact.crew_id)
        match fact.what:
            case "there":
                return _there(who, "hired", before, after)
            case "away":
                return f"{who} is {'away' if after else 'no longer away'} {_days(fact)}"
            case "last day":
                return f"{who} leaves on {_said(after)}" if after else f"{who} does not leave on {_said(before)}"
            case "first day":
                return f"{who} is there from {_said(after)} on" if after else f"{who} is there before {_said(before)}"
            case "day rate":
                return f"{who} costs {_said(after)} a day, not {_said(before)}"
        return f"{who} has as {fact.what} {_said(after)}, not {_said(before)}"

    def _of_production(self, fact: Fact, before: Value, after: Value) -> str:
        what = self.production(fact.production_id)
        match fact.what:
            case "there":
                return _there(what, "added", before, after)
            case "cancelled":
                return f"{what} is cancelled" if after else f"{what} is not cancelled"
            case "days":
                return f"{what} takes place {_said(after)}, not {_said(before)}"
            case "priority":
                return f"{what} has priority {_said(after)}, not {_said(before)}"
        return f"{what} has as {fact.what} {_said(after)}, not {_said(before)}"

    def _of_need(self, fact: Fact, before: Value, after: Value) -> str:
        what = self.production(fact.production_id)
        if fact.what == DAYS:
            return f"{what} requires {fact.role} {_said(after or _span(fact))}, not {_said(before or _span(fact))}"
        return f"{what} requires {after or 'no'} {fact.role} {_days(fact)}, not {before or 'none'}"

    def _of_booking(self, fact: Fact, before: Value, after: Value) -> str:
        where = self.production(fact.production_id) + (f" as {fact.role}" if fact.role else "")
        who = self.person(fact.crew_id)
        if after is None:
            return f"{who} is no longer {before} on {where}"
        return f"{who} is {after} on {where}" + (f", not {before}" if before else "")

    # --- moves

    def what(self, move: Move) -> str:
        """Return what became of a slot: ``Ann Reed (C1) → vacant``, ``new, Bo Li (C2)``, or its days before."""
        was, now = (self.person(one) or "vacant" for one in (move.pair.was, move.pair.now))
        match move.kind:
            case "new":
                return f"new, {now}"
            case "no longer there":
                return f"no longer there, was {was}"
            case "moved" if move.pair.before:
                return f"{now}, before {span_in_words(move.pair.before.slot.span)}"
        return f"{was} → {now}"

    def why(self, move: Move) -> str:
        """Return why a slot moved from one person to another, empty when nobody can say."""
        causes = [
            (crew_id, cause)
            for crew_id, cause in ((move.pair.was, move.lost), (move.pair.now, move.gained))
            if cause is not None
        ]
        if not causes:
            return ""
        texts = {crew_id: self.cause(move.plan, cause) for crew_id, cause in causes}
        if len(set(texts.values())) == 1:
            return _sentence(next(iter(texts.values())))
        return " ".join(_sentence(f"{self.full_name(one)}: {text}") for one, text in texts.items())

    def cause(self, plan: int, cause: Cause) -> str:
        """Return a cause as a clause: the slots for which it was exchanged, then the facts."""
        if not cause.facts:
            return NO_FACT if self._comparison.differing[plan] else SAME_INPUT
        differing = self._comparison.differing[plan]
        told = [fact for fact in cause.facts if self.with_rates or fact.what != DAY_RATE]
        facts = "; ".join(self.sentence(fact, *differing[fact]) for fact in told) or STAYS_AT_HOME
        if not cause.via:
            return facts
        slots = listed([self.slot(slot) for slot in cause.via], MOST_SLOTS, between="; then ")
        return f"{EXCHANGED} {slots}: {facts}"


_CLAUSES: dict[str, Callable[[Words, Fact, Value, Value], str]] = {
    SETTING: Words._setting,
    HOLIDAY: Words._holiday,
    PERSON: Words._of_person,
    PRODUCTION: Words._of_production,
    REQUIREMENT: Words._of_need,
    BOOKING: Words._of_booking,
}


def _there(name: str, new: str, before: Value, after: Value) -> str:
    return f"{name} is {new if before is None else 'not there' if after is None else f'called {after}'}"


def _span(fact: Fact) -> DateSpan | None:
    first, last = fact.days
    return DateSpan(first, last) if first and last else None


def _days(fact: Fact) -> str:
    first, last = fact.days
    if first and last:
        return span_in_words(DateSpan(first, last))
    return f"from {day_in_words(first)} on" if first else f"until {day_in_words(last)}" if last else ""


def _said(value: Value) -> str:
    match value:
        case None | "":
            return "none"
        case DateSpan():
            return span_in_words(value)
        case date():
            return day_in_words(value)
        case float():
            return f"{value:,.2f}"
    return str(value)


def _sentence(text: str) -> str:
    """Return a clause as a sentence; a name at its beginning is left as it is."""
    own = text.startswith((EXCHANGED, NO_FACT, SAME_INPUT))
    return f"{text[0].upper() if own else text[0]}{text[1:]}."
